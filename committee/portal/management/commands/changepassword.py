"""./script/manage changepassword: Django's own changes a password of which neither its owner nor the trail learns."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Refuses, and says what does it."""

    help = "Not here: Send them a new link on the page of their sign-in, or let them choose “Forgotten password”."

    def run_from_argv(self, argv: list[str]) -> None:
        """Whatever it is given."""
        super().run_from_argv(argv[:2])

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what to use."""
        raise CommandError(
            "Send them a new link on the page of their sign-in, or let them choose “Forgotten password”."
        )
