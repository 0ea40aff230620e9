"""The third storey: what a committee plans to look at, what it asked for, what came of it."""

from django.apps import AppConfig


class WorkProgrammeConfig(AppConfig):
    """The work programme app."""

    name = "workprogramme"
    verbose_name = "Work programme"

    def ready(self) -> None:
        """Register what signed links can be for."""
        from committee import signed_links
        from workprogramme.linked import CONFIRM_CALL_IN

        signed_links.register(CONFIRM_CALL_IN)
