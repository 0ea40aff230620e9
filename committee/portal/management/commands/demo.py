"""Load the demonstration council and print its sign-ins."""

import tomllib

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from committee.portal.demo import load
from committee.refusal import Refused


class Command(BaseCommand):
    """`demo`: safe to run twice."""

    help = "Loads the demonstration council (demo mode only) and prints its sign-ins."

    def handle(self, *args, **options) -> None:
        """Load and print."""
        try:
            sign_ins = load.load(timezone.localdate())
        except Refused as refusal:
            raise CommandError(refusal.text) from refusal
        password = tomllib.loads((load.FOLDER / "upcoming.toml").read_text("utf-8"))["password"]
        self.stdout.write("Demonstration sign-ins, all invented people; the password of each is: " + password)
        width = max(len(email) for email, _ in sign_ins)
        for email, who in sign_ins:
            self.stdout.write(f"  {email:<{width}}  {who}")
