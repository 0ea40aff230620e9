"""
./script/manage changepassword, disabled: Django's own command neither emails the password's owner nor writes the trail.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Refuses, and says what to use instead."""

    help = "Not here: Send them a new link on the page of their sign-in, or let them choose “Forgotten password”."

    def run_from_argv(self, argv: list[str]) -> None:
        """Ignore all arguments, so that the command refuses in every case."""
        super().run_from_argv(argv[:2])

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError that says what to use instead."""
        raise CommandError(
            "Send them a new link on the page of their sign-in, or let them choose “Forgotten password”."
        )
