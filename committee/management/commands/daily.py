"""./script/manage daily: run the portal's daily timers now."""

import datetime as dt
from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils import timezone

from committee.management.shell import PortalCommand, iso_day
from committee.timers import daily
from committee.wording.dates import long_date


class Command(PortalCommand):
    """Runs every timer of every app; a timer that runs again does not repeat what it has done."""

    help = (
        "Run the daily tasks that workers run at 6am: send reminders and alerts, ask for outcomes, "
        "delete expired data. Safe to run more than once. If one task fails the others still run, and it exits with 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the argument for the day as of which the timers run."""
        parser.add_argument("--on", type=iso_day, help="run them as of this day, 2022-04-21 (today)")

    def handle(self, *args: object, on: dt.date | None = None, **options: object) -> None:
        """Run the timers, and print each line that a timer yields. Raises CommandError where a timer fails."""
        day = on or timezone.localdate()
        failed = daily.run(day, clock=timezone.now, again=True, tell=self._tell)
        if failed is None:
            self.stdout.write(f"Another process is running the tasks of {long_date(day)}, so this one has stopped.")
        elif failed:
            raise CommandError(f"Failed, wholly or in part: {', '.join(failed)}. The other tasks were done.")

    def _tell(self, line: daily.Done | daily.NotDone) -> None:
        (self.stdout if isinstance(line, daily.Done) else self.stderr).write(line.text)
