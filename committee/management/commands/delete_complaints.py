"""./script/manage delete_complaints: deletes what complaints about personal data said, once kept long enough."""

import datetime as dt
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from committee.complaints import delete_old
from committee.management.days import iso_day


class Command(BaseCommand):
    """Deletes names, addresses, details and outcomes; references and dates stay."""

    help = (
        "Delete the words of every complaint about personal data whose outcome has been kept for the months that the "
        "council's settings say. Run it daily."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day to act as if it were."""
        parser.add_argument("--on", type=iso_day, help="the day, 2022-04-21 (today)")

    def handle(self, *args: object, on: dt.date | None = None, **options: object) -> None:
        """Say how many, and never whose."""
        count = delete_old(on or timezone.localdate())
        self.stdout.write(f"{count} {'complaint' if count == 1 else 'complaints'} deleted.")
