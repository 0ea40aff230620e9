"""The roof: pages and commands that see every app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """App config of the roof."""

    name = "committee.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """
        Register what lower apps need of upper apps, which they cannot import: kinds of CSV import, topics to follow.
        """
        from committee.following import topics
        from committee.old_addresses.verbs import OLD_ADDRESSES
        from committee.portal import news
        from committee.register import csv_import
        from meetings.calendar.importing import CALENDAR

        for kind in (CALENDAR, OLD_ADDRESSES):  # last, because they refer to rows of the other kinds
            csv_import.KINDS[kind.slug] = kind
        topics.register(news.COUNCILLOR)
        topics.register(news.SEARCH)
