"""App config of the app that all others use: people, seats, permissions, audit, files, printing."""

from django.apps import AppConfig
from django.core.checks import register as register_check


class CommitteeConfig(AppConfig):
    """App config of `committee`."""

    name = "committee"
    verbose_name = "Committees and people"

    def ready(self) -> None:
        """Register the system checks, daily timers, the council's wording, messages of forms, search and open data."""
        from committee.checks import notes_have_a_key, weasyprint_is_ready
        from committee.following import delivery
        from committee.forms.fields import word_faults
        from committee.models import Council
        from committee.open_data import register as open_register
        from committee.open_data.keeping import RECORDS
        from committee.register import leavers
        from committee.search import register
        from committee.search.index import INDEX
        from committee.timers import daily, daily_deletions
        from committee.wording import wording

        register_check(weasyprint_is_ready)
        register_check(notes_have_a_key)
        daily.every_day(*leavers.TIMERS, *daily_deletions.TIMERS, *delivery.TIMERS)
        wording.read_from(Council.current)
        word_faults()
        INDEX.register(register.COMMITTEES, register.MEMBERS)
        RECORDS.register(open_register.COMMITTEES, open_register.MEMBERS)
