"""Deletion of files that no row uses any more. The bytes are deleted; the StoredFile records stay."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import ManyToOneRel, QuerySet

from committee.files import files
from committee.models import StoredFile
from meetings.models import Confirmation, TakedownWords

# Names of fields that point to a file.
FILES = frozenset({"stored_id", "source_id", "notice_id", "public_file_id", "members_file_id", "scan_id"})


def clear_away(stored: Collection[int]) -> None:
    """
    Delete the bytes of each file in `stored` (ids) that no row and no takedown uses any more.

    The records, with the hashes, stay. Raises files.Unavailable where the storage is out of reach.
    """
    for record in StoredFile.objects.filter(pk__in=stored):
        if not is_wanted(record.pk):
            files.erase(record)


def delete_with_originals(rows: QuerySet[Any]) -> None:
    """Delete rows and, after the commit, the original files uploaded for them; call it inside a transaction."""
    originals = list(rows.filter(original__isnull=False).values_list("original", flat=True))
    rows.delete()
    transaction.on_commit(partial(clear_away, originals), robust=True)


def is_wanted(stored: int) -> bool:
    """
    Return whether a row points to the file, or undoing a takedown needs the file.

    `Confirmation.sealed` does not count: a takedown deletes the sealed file, and the signature's reference stays.
    """
    for field in StoredFile._meta.get_fields(include_hidden=True):
        if (
            isinstance(field, ManyToOneRel)
            and field.field != Confirmation._meta.get_field("sealed")
            and field.related_model._base_manager.filter(**{field.field.name: stored}).exists()
        ):
            return True
    return TakedownWords.objects.filter(field__in=FILES, original={"was": stored}).exists()
