"""./script/manage migrate: Django's, but for a database of another release, which it would leave half changed."""

from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections

from committee import other_release


class Command(migrate.Command):
    """Django's migrate."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a database that this code has not made, in a sentence."""
        if unknown := other_release.does_not_fit(connections[options["database"]]):
            raise CommandError(other_release.refusal(unknown))
        super().handle(*args, **options)
