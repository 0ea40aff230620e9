"""The third storey: what a committee plans to look at, what it asked for, what came of it."""

from django.apps import AppConfig


class WorkProgrammeConfig(AppConfig):
    """The work programme app."""

    name = "workprogramme"
    verbose_name = "Work programme"

    def ready(self) -> None:
        """Register what signed links can be for, and what a takedown takes out of here."""
        from committee import signed_links
        from meetings.models import TakedownSubject
        from meetings.takedown import subjects
        from meetings.takedown.values import ABOVE
        from workprogramme import taken_down
        from workprogramme.linked import CONFIRM_CALL_IN
        from workprogramme.models import KeyDecision

        signed_links.register(CONFIRM_CALL_IN)
        ABOVE.append(taken_down.ABOVE)
        subjects.add(KeyDecision, TakedownSubject.DECISION, taken_down.DECISION)
