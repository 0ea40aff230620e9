"""./script/manage ask_for_outcomes: the round that cron makes daily; nobody is asked for an outcome twice in a week."""

import datetime as dt
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from committee.management.days import iso_day
from committee.refusal import Refused
from workprogramme.outcomes.reminding import ask_for_outcome, wanting_to_be_asked


class Command(BaseCommand):
    """Asks the officers of what has been considered what came of it."""

    help = (
        "Ask officers by e-mail for the outcomes of the items they lead, once the minutes are published and once a "
        "week at most. Run it daily."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day to act as if it were."""
        parser.add_argument("--on", type=iso_day, help="the day, 2022-04-21 (today)")

    def handle(self, *args: object, on: dt.date | None = None, **options: object) -> None:
        """One line for each item. SECURITY: cron mails about what is printed, so of what is not public the number."""
        at = timezone.make_aware(dt.datetime.combine(on, dt.time(9))) if on else timezone.now()
        for item in wanting_to_be_asked(at):
            name = item.title if item.is_public else f"item {item.pk}"
            try:
                asked = ask_for_outcome(item, at=at, by=None)
            except Refused as refusal:
                self.stderr.write(f"{name}: {refusal.text}")
            else:
                self.stdout.write(f"{', '.join(str(user) for user in asked)}: {name}")
