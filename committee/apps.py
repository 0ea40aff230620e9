"""The ground floor: people, seats, permissions, audit, files, printing."""

from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    """The ground-floor app."""

    name = "committee"
    verbose_name = "Committees and people"

    def ready(self) -> None:
        """Register the system checks, and what is deleted every day."""
        from committee import (
            checks,  # noqa: F401 - reading it registers them
            daily,
            daily_deletions,
        )

        daily.every_day(*daily_deletions.TIMERS)
