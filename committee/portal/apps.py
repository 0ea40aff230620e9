"""The roof: pages and commands that see every app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The roof."""

    name = "committee.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Introduce the upper storeys to the lower: the register can bring in calendars, which are of meetings."""
        from committee.following import topics
        from committee.old_addresses.verbs import OLD_ADDRESSES
        from committee.portal import news
        from committee.register import csv_import
        from meetings.calendar.importing import CALENDAR

        for kind in (CALENDAR, OLD_ADDRESSES):  # which lead, last, to what the others bring
            csv_import.KINDS[kind.slug] = kind
        topics.register(news.COUNCILLOR)
        topics.register(news.SEARCH)
