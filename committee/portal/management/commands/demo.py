"""Load the demonstration council and print its sign-ins."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from committee.management.shell import ActCommand
from committee.portal.demo import load
from committee.portal.demo.papers import facts_of


class Command(ActCommand):
    """Loads the demonstration; safe to run twice."""

    help = "Loads the demonstration council (demo mode only) and prints its sign-ins."
    requires_system_checks = []  # the checks take as long as loading all the people

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to build a pack."""
        parser.add_argument("--pack", type=Path, help="also build the public pack of 21 April 2022, into this file")

    def handle(self, *args: Any, pack: Path | None, **options: Any) -> None:
        """Load the demonstration, print its sign-ins, and build the pack of 21 April 2022 into the file `pack`."""
        # Pass `str` as the style, so that progress is not coloured as an error.
        sign_ins = load.load(timezone.localdate(), lambda line: self.stderr.write(line, str))
        password = facts_of("upcoming")["password"]
        self.stdout.write("Demonstration sign-ins, all invented people; the password of each is: " + password)
        width = max(len(email) for email, _ in sign_ins)
        for email, who in sign_ins:
            self.stdout.write(f"  {email:<{width}}  {who}")
        if pack:
            call_command("build_pack", "safeguarding", "2022-04-21", output=pack, stdout=self.stdout)
