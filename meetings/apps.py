"""The second storey: a meeting from its date to its pack."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The meetings app."""

    name = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        """Let workers read ahead what the checks before publication will ask of changed files."""
        from meetings.agendas.preflight.read_ahead import read_ahead
        from meetings.packs.builds.hooks import when_files_changed

        when_files_changed(read_ahead)
