"""./script/manage createsuperuser: Django's own makes an administrator of whom the trail knows nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Refuses, and says what does it."""

    help = "Not here: Use ./script/manage add_administrator, which is recorded in the history."

    def run_from_argv(self, argv: list[str]) -> None:
        """Whatever it is given."""
        super().run_from_argv(argv[:2])

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what to use."""
        raise CommandError("Use ./script/manage add_administrator, which is recorded in the history.")
