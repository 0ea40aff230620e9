"""The second storey: a meeting from its date to its pack."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The meetings app."""

    name = "meetings"
    verbose_name = "Meetings"
