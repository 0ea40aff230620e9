"""
Functions that move values out of rows and back, and erase them.

Lock the meeting before calling any of these functions. A "standing" takedown is a takedown that has not been undone.
"""

import base64
import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models, transaction

from committee.models import StoredFile
from meetings.access import taken_down
from meetings.access.taken_down import digest
from meetings.models import Takedown, TakedownState, TakedownWords
from meetings.packs import derived_store
from meetings.takedowns.values import Key, Value
from meetings.unused_files import FILES, clear_away

REVISED = {"meetings_minute", "reviews_reportsection"}


def take_out(takedown: Takedown, values: Iterable[Value]) -> None:
    """
    Save the present values with the takedown, and write the replacements in `values` to the rows.

    If another takedown has removed a value already, its saved original is also saved with this takedown, so that each
    takedown can be undone alone. A file that another takedown has removed from the same row is saved too, because that
    file has the words that both takedowns hide.
    """
    chosen = {value.key: value for value in values}
    rows = _lock_rows(chosen)
    for key in _files_gone(rows) - chosen.keys():
        chosen[key] = Value(*key, put=_get(rows, key))
    others = _removed(chosen)
    saved, made_since = [], set()
    for key, value in chosen.items():
        now = _get(rows, key)
        other = others.get(key)
        # A confirmed takedown has erased its original, so the present value counts as the original.
        first = other.original if other else None
        original: dict[str, Any] = first or {"was": _packed(now)}
        sha256 = other.sha256 if other and first else digest(original)
        placed = {"put": _packed(value.put)}
        if value.field == "fingerprint" and (prints := taken_down.known_by(_unpacked(original["was"]))):
            placed["known_by"] = _packed(prints)
        saved.append(TakedownWords(takedown=takedown, **_names(key), original=original, sha256=sha256, placed=placed))
        if other and value.field in FILES and now and now != value.put:
            made_since.add(now)
    TakedownWords.objects.bulk_create(saved)
    _write({key: value.put for key, value in chosen.items()}, rows)
    # Delete files that were rebuilt for another takedown and still hold the words that this takedown hides.
    transaction.on_commit(partial(clear_away, made_since), robust=True)


def put_in(puts: Mapping[Key, Any]) -> None:
    """Write other replacements for removed values; rows that no longer exist are ignored."""
    _write(puts, _lock_rows(puts))


def put_back(takedowns: Collection[Takedown]) -> dict[Key, Any]:
    """
    Restore values that only these takedowns removed; return the replacements, for `put_in` to hide the values again.

    Where somebody has since written a new text in place of a removed value, the new text stays in the row, and the
    original stays with the takedown. Call this before the takedowns are undone: after that, the database refuses writes
    to published rows.
    """
    words = TakedownWords.objects.filter(takedown__in=takedowns)
    gone = _removed([key_of(entry) for entry in words], but=takedowns)
    restored = _restorable(entry for entry in words if key_of(entry) not in gone)
    rows = _lock_rows(restored)
    hidden = {key: _get(rows, key) for key in restored}
    _write(restored, rows)
    return hidden


def keeps_anything(takedown: Takedown) -> bool:
    """Return whether any value can be restored. A confirmed takedown erases its values for other takedowns too."""
    words = takedown.words.exclude(of_table="meetings_pack").exclude(field="is_down")
    return words.filter(original__isnull=False).exists()


def hidden_by_others(takedown: Takedown) -> list[str]:
    """Return the labels of other standing takedowns that hide some of the same values; packs are not counted."""
    words = takedown.words.exclude(of_table="meetings_pack")
    others = _removed([key_of(entry) for entry in words], but=[takedown])
    return sorted({entry.takedown.label for entry in others.values()})


def _restorable(words: Iterable[TakedownWords]) -> dict[Key, Any]:
    """Return the saved original values, except where somebody has written other text in their place."""
    restored = {key_of(entry): _unpacked(entry.original["was"]) for entry in words if entry.original}
    rows = _lock_rows(restored)
    restored = {key: was for key, was in restored.items() if key[:2] in rows}
    written = [key for key in restored if not key[3]]
    notes, placed = _notes(written), _placed(written)
    for key in written:
        now = _get(rows, key)
        if isinstance(now, str) and now.strip() and now.strip() not in notes and now not in placed[key]:
            del restored[key]
    return restored


def _notes(keys: Collection[Key]) -> set[str]:
    """Return the notes that may have replaced these values: with and without a redacted copy, as text and as HTML."""
    rows = Takedown.objects.filter(words__row_id__in={key[1] for key in keys}).distinct()
    notes = {takedown.note for takedown in rows}
    notes |= {Takedown(ground=takedown.ground, hidden_at=takedown.hidden_at).note for takedown in rows}
    return notes | {f"<p>{note}</p>" for note in notes}


def _placed(keys: Collection[Key]) -> dict[Key, list[Any]]:
    """Return all replacements that standing takedowns have put in place of each value: notes, or texts with a note."""
    texts: dict[Key, list[Any]] = defaultdict(list)
    rows = TakedownWords.objects.filter(row_id__in={key[1] for key in keys}, placed__isnull=False)
    for entry in rows.exclude(takedown__state=TakedownState.UNDONE):
        texts[key_of(entry)].append(_unpacked((entry.placed or {})["put"]))
    return texts


def erase(takedown: Takedown) -> None:
    """
    Erase the originals saved with a confirmed takedown, and the bytes of its files with all data made from them.

    The bytes are erased before the commit: where storage cannot be reached, files.Unavailable undoes the confirmation.
    """
    gone: set[int] = set()
    for entry in takedown.words.all():
        if entry.original and entry.field in FILES and entry.original["was"]:
            gone.add(entry.original["was"])
        TakedownWords.objects.filter(**_names(key_of(entry)), original__isnull=False).update(original=None)
    forget(gone)


def forget(stored: Collection[int]) -> None:
    """Erase the bytes of files that no row refers to any more, with all data made from them."""
    hashes = list(StoredFile.objects.filter(pk__in=stored).values_list("sha256", flat=True))
    clear_away(stored)
    derived_store.forget_made_of(hashes)
    derived_store.forget_gathered()


def touched_rows(takedown: Takedown) -> list[models.Model]:
    """Return the rows from which a takedown removed values, as they are now, each once."""
    by_table: dict[str, set[int]] = defaultdict(set)
    for table, pk in takedown.words.values_list("of_table", "row_id"):
        by_table[table].add(pk)
    return [row for table, pks in sorted(by_table.items()) for row in _model(table)._base_manager.filter(pk__in=pks)]


def kept_files(takedown: Takedown) -> list[StoredFile]:
    """Return the hidden files that are not erased yet, in the order of their removal; packs are left out."""
    names = ("paperfile", "backgrounddocument", "answer", "minutesversion", "confirmation")
    tables = [f"meetings_{name}" for name in names]
    words = takedown.words.filter(of_table__in=tables, field__in=FILES - {"source_id"}, original__isnull=False)
    wanted = [entry.original["was"] for entry in words if entry.original and entry.original["was"]]
    stored = StoredFile.objects.in_bulk(wanted)
    return [stored[pk] for pk in dict.fromkeys(wanted) if pk in stored]


def kept_texts(takedown: Takedown) -> list[str]:
    """Return the hidden texts that are not erased yet, each once."""
    texts: dict[str, None] = {}
    words = takedown.words.exclude(field__in=(*FILES, "fingerprint", "original_name")).exclude(of_table="meetings_pack")
    for entry in words:
        text = entry.original["was"] if entry.original else None
        if isinstance(text, str) and text.strip():
            texts[text] = None
    return list(texts)


def key_of(words: TakedownWords) -> Key:
    """Return the key of the value that a takedown stored."""
    return words.of_table, words.row_id, words.field, words.path


def _names(key: Key) -> dict[str, Any]:
    return dict(zip(("of_table", "row_id", "field", "path"), key, strict=True))


def _removed(keys: Collection[Key], but: Collection[Takedown] = ()) -> dict[Key, TakedownWords]:
    """Return the values among `keys` removed by a standing takedown other than those in `but`."""
    rows = TakedownWords.objects.exclude(takedown__state=TakedownState.UNDONE)
    rows = rows.filter(row_id__in={key[1] for key in keys}).order_by("pk")
    rows = rows.exclude(takedown__in=but).select_related("takedown")
    wanted = set(keys)
    return {key_of(words): words for words in rows if key_of(words) in wanted}


def _files_gone(rows: Collection[tuple[str, int]]) -> set[Key]:
    """Return the keys of files that standing takedowns have removed from these rows."""
    words = TakedownWords.objects.exclude(takedown__state=TakedownState.UNDONE)
    words = words.filter(row_id__in={pk for _, pk in rows}, field__in=FILES, path="")
    return {key for key in map(key_of, words) if key[:2] in rows}


def _model(table: str) -> type[models.Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def _lock_rows(keys: Iterable[Key]) -> dict[tuple[str, int], models.Model]:
    """Lock and return the rows that still exist: an unpublished draft may have been removed since it was hidden."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for table, pk, _, _ in keys:
        wanted[table].add(pk)
    existing: dict[tuple[str, int], models.Model] = {}
    for table in sorted(wanted):
        rows = _model(table)._base_manager.select_for_update(of=("self",)).filter(pk__in=wanted[table])
        existing |= {(table, row.pk): row for row in rows.order_by("pk")}
    return existing


def _get(rows: Mapping[tuple[str, int], models.Model], key: Key) -> Any:
    table, pk, field, path = key
    content = getattr(rows[table, pk], field)
    for step in filter(None, path.split("/")):
        content = content[_index(content, step)]
    return content


def _index(part: Any, step: str) -> int | str:
    return int(step) if isinstance(part, list) else step


def _write(puts: Mapping[Key, Any], rows: dict[tuple[str, int], Any]) -> None:
    """Write each row once, both whole fields and paths within JSON fields; values without a row are ignored."""
    by_row: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    for (table, pk, field, path), put in puts.items():
        row = rows.get((table, pk))
        if row is None:
            continue
        if path:
            document = by_row[table, pk].setdefault(field, copy.deepcopy(getattr(row, field)))
            *way, last = path.split("/")
            for step in way:
                document = document[_index(document, step)]
            document[_index(document, last)] = put
        else:
            by_row[table, pk][field] = put
    for (table, pk), fields in by_row.items():
        if table in REVISED:
            # SECURITY: a form that was opened before must not save its old words over the new words.
            fields["revision"] = models.F("revision") + 1
        _model(table)._base_manager.filter(pk=pk).update(**fields)


def _packed(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _unpacked(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) and set(value) == {"base64"} else value
