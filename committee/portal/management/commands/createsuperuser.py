"""./script/manage createsuperuser, disabled: Django's own command makes an administrator without writing the trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Refuses, and says what to use instead."""

    help = "Not here: Use ./script/manage add_administrator, which is recorded in the history."

    def run_from_argv(self, argv: list[str]) -> None:
        """Ignore all arguments, so that the command refuses in every case."""
        super().run_from_argv(argv[:2])

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError that says what to use instead."""
        raise CommandError("Use ./script/manage add_administrator, which is recorded in the history.")
