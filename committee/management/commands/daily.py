"""./script/manage daily: what the portal does by itself once a day, now."""

import datetime as dt
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from committee.management.shell import iso_day
from committee.timers import daily


class Command(BaseCommand):
    """Runs every timer of every app; what was done already is not done again."""

    help = (
        "Run the daily tasks that workers run at 6am: send reminders and alerts, ask for outcomes, "
        "delete expired data. Safe to run more than once. If one task fails the others still run, and it exits with 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the day to act as if it were."""
        parser.add_argument("--on", type=iso_day, help="the day, 2022-04-21 (today)")

    def handle(self, *args: object, on: dt.date | None = None, **options: object) -> None:
        """One line for each thing done, and for each that could not be."""
        failed = daily.run(on or timezone.localdate(), clock=timezone.now, again=True, tell=self._tell)
        if failed is None:
            self.stdout.write("Today’s tasks are already running, so nothing was done.")
        elif failed:
            raise CommandError(f"Failed, wholly or in part: {', '.join(failed)}. The other tasks were done.")

    def _tell(self, line: daily.Done | daily.NotDone) -> None:
        (self.stdout if isinstance(line, daily.Done) else self.stderr).write(line.text)
