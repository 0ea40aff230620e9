"""The ground floor: people, seats, permissions, audit, files, printing."""

from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    """The ground-floor app."""

    name = "committee"
    verbose_name = "Committees and people"

    def ready(self) -> None:
        """Register the system checks, what is deleted every day, and whose wording is printed."""
        from committee import (
            checks,  # noqa: F401 - reading it registers them
            daily,
            daily_deletions,
            wording,
        )
        from committee.models import Council

        daily.every_day(*daily_deletions.TIMERS)
        wording.read_from(Council.current)
