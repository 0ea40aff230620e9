"""The ground floor: people, seats, permissions, audit, files, printing."""

from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    """The ground-floor app."""

    name = "committee"
    verbose_name = "Committees and people"

    def ready(self) -> None:
        """Register the system checks."""
        from committee import checks  # noqa: F401
