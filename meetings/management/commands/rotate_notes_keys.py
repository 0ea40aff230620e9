"""Encrypt all notes of members with the first key in NOTES_KEYS, so that the other keys can be removed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from meetings.members.notes import encryption
from meetings.models import MemberNote


class Command(BaseCommand):
    """`rotate_notes_keys` may be run again at any time. It prints numbers only."""

    help = "Encrypts all notes of members with the first key in NOTES_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Encrypt the notes one by one. Exit with 1 where no key reads some of them."""
        if not encryption.has_key():
            raise CommandError("NOTES_KEYS is not set.")
        done = unread = 0
        for pk in list(MemberNote.objects.order_by().values_list("pk", flat=True)):
            with transaction.atomic():
                note = MemberNote.objects.select_for_update(of=("self",)).filter(pk=pk).first()
                if note is None:
                    continue
                if not encryption.encrypt_again(note):
                    unread += 1
                    continue
                note.save(update_fields=["secret"])
                done += 1
        self.stdout.write(f"{done:,} notes encrypted with the first key.")
        if unread:
            raise CommandError(f"No key in NOTES_KEYS reads {unread:,} notes. Keep the earlier keys until it does.")
