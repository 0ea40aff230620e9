"""./script/manage forget_suggesters: erases who made suggestions that have been kept long enough. Run it daily."""

import datetime as dt
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from committee.management.days import iso_day
from workprogramme.suggestions.verbs import forget


class Command(BaseCommand):
    """Erases names and e-mail addresses; the suggestions and their references stay."""

    help = (
        "Erase the name and e-mail address of everybody whose suggestion for a work programme has been kept for the "
        "months that the rules of scrutiny say. Run it daily."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day to act as if it were."""
        parser.add_argument("--on", type=iso_day, help="the day, 2022-04-21 (today)")

    def handle(self, *args: object, on: dt.date | None = None, **options: object) -> None:
        """Say how many, and never who."""
        count = forget(on or timezone.localdate())
        self.stdout.write(f"{count} {'name' if count == 1 else 'names'} forgotten.")
