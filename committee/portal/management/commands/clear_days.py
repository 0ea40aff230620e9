"""./script/manage clear_days --meeting 2022-04-21: the last lawful day, and the clear days counted one by one."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committee.law import clear_days
from committee.law.clear_days import Count, DayList
from committee.management.shell import iso_day
from committee.register.calendar import day_list
from committee.wording.dates import long_date


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 60):
        raise ArgumentTypeError(f"{text!r} is not a number of clear days from 1 to 60.")
    return int(text)


class Command(BaseCommand):
    """Counts clear days with the council's own closures; changes nothing."""

    help = "Print the last day to publish for a meeting, then each clear day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the day of the meeting, the number of clear days, and a day of publication to try."""
        parser.add_argument("--meeting", required=True, type=iso_day, help="the day of the meeting, 2022-04-21")
        parser.add_argument("--required", default=5, type=_number, help="clear days required (5)")
        parser.add_argument("--published", type=iso_day, help="count from this day instead of the last lawful day")

    def handle(self, *args: Any, meeting: date, required: int, published: date | None, **options: Any) -> None:
        """Print the last lawful day as an ISO date on the first line, for scripts, and then the count."""
        if meeting.year < clear_days.HOLIDAY_DATA_FROM:
            raise CommandError(f"The rules on clear days begin in {clear_days.HOLIDAY_DATA_FROM}.")
        days = day_list()
        last = clear_days.last_working_day(meeting, required, days)
        self.stdout.write(last.isoformat())
        self._tell(clear_days.count(published or last, meeting, days, required), tried=published is not None)
        self._tell_of_shut_days(last, meeting, required, days)

    def _tell(self, count: Count, tried: bool) -> None:
        self.stdout.write(f"Meeting:   {long_date(count.meeting)}")
        self.stdout.write(f"Published: {long_date(count.published)}{'' if tried else ' (the last lawful working day)'}")
        for number, day in enumerate(count.counted, 1):
            self.stdout.write(f"  {number:>2}  {long_date(day)}")
        for day, reason in count.skipped:
            suffix = "" if reason == f"{day:%A}" else f": {reason}"
            self.stdout.write(f"   -  {long_date(day)} does not count{suffix}")
        verdict = "in time" if count.lawful else f"too late: {count.short_by} short"
        self.stdout.write(f"{count.clear} clear days, {count.required} needed: {verdict}.")
        for warning in count.warnings:
            self.stdout.write(f"Warning ({warning.rule}): {warning.text}")

    def _tell_of_shut_days(self, last: date, meeting: date, required: int, days: DayList) -> None:
        latest = clear_days.last_calendar_day(meeting, required, days)
        if latest != last:
            self.stdout.write(
                f"Counting alone, {long_date(latest)} would be in time, but the offices are closed that day."
            )
