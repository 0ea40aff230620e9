"""./script/manage prepare_database: every migration, and the table of the cache."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """What script/setup does with a database of its own; safe to run twice."""

    help = "Brings the database up to date and makes the table that the cache is kept in."
    requires_system_checks = []  # migrate has those of the database made

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both in one process: each start of Django takes a second."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
