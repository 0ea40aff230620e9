"""./script/manage delete_sent_forms: forgets forms that were sent, a week after, and those kept for an hour."""

from argparse import ArgumentParser
from datetime import datetime

from django.core.management.base import BaseCommand
from django.utils import timezone

from committee import kept_forms
from committee.sent_forms import delete_old


class Command(BaseCommand):
    """Deletes the hashes of forms that did their act more than a week ago."""

    help = "Delete what tells that a form is sent for the second time, a week after the first. Run it daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The moment to act as if it were."""
        parser.add_argument("--at", type=datetime.fromisoformat, help="the moment, 2022-04-21T09:00+00:00 (now)")

    def handle(self, *args: object, at: datetime | None = None, **options: object) -> None:
        """Say how many."""
        at = at or timezone.now()
        self.stdout.write(f"{delete_old(at)} sent forms deleted, {kept_forms.delete_old(at)} kept ones.")
