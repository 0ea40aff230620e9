"""./script/manage remind_owed: the round that cron makes daily; nobody is reminded of anything twice in a week."""

import datetime as dt
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from committee.management.days import iso_day
from committee.refusal import Refused
from meetings.actions.absence_verbs import alert_proper_officer, untold
from meetings.actions.reminding import remind, wanting_reminder


class Command(BaseCommand):
    """Reminds of what is owed, and alerts the proper officer to absences of five and six months."""

    help = (
        "Remind everybody by e-mail of what committees have asked of them: from a week before its day on, once a week "
        "at most. Tell the proper officer of members absent for five and for six months, once each. Run it daily."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day to act as if it were."""
        parser.add_argument("--on", type=iso_day, help="the day, 2022-04-21 (today)")

    def handle(self, *args: object, on: dt.date | None = None, **options: object) -> None:
        """One line for each e-mail."""
        at = timezone.make_aware(dt.datetime.combine(on, dt.time(9))) if on else timezone.now()
        for action in wanting_reminder(at):
            try:
                self.stdout.write(f"{remind(action, at=at, by=None)}: {_named(action)}")
            except Refused as refusal:
                self.stderr.write(f"{_named(action)}: {refusal.text}")
        for person in alert_proper_officer(at=at):
            self.stdout.write(f"The proper officer was alerted to the absence of {person}.")
        for one in untold(at):
            self.stderr.write(f"Nobody was alerted to the absence of {one.person}: there is no address, or no mail.")


def _named(action) -> str:
    """SECURITY: what cron prints is mailed about, so what is withheld is named by its number alone."""
    return f"action {action.pk}" if action.is_private else action.text
