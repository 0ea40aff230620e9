"""The second storey: a meeting from its date to its pack."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The meetings app."""

    name = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        """Register what workers read ahead of the checks before publication, and what is done every day."""
        from committee.daily import every_day
        from meetings.actions import daily
        from meetings.agendas.preflight.read_ahead import read_ahead
        from meetings.packs.builds.hooks import when_files_changed

        when_files_changed(read_ahead)
        every_day(*daily.TIMERS)
