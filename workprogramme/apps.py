"""The third storey: what a committee plans to look at, what it asked for, what came of it."""

from django.apps import AppConfig


class WorkProgrammeConfig(AppConfig):
    """The work programme app."""

    name = "workprogramme"
    verbose_name = "Work programme"
