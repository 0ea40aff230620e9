"""App config of the portal: the pages and commands that use every other app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """App config of the portal."""

    name = "committee.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Register the CSV imports, topics and information pages that the registries cannot import themselves."""
        from committee.following import topics
        from committee.old_addresses.verbs import OLD_ADDRESSES
        from committee.portal import information, news
        from committee.register import csv_import
        from committee.search.index import INDEX
        from meetings.calendar.importing import CALENDAR

        for kind in (CALENDAR, OLD_ADDRESSES):  # last, because a new council needs them last
            csv_import.KINDS[kind.slug] = kind
        topics.register(news.COUNCILLOR)
        topics.register(news.SEARCH)
        INDEX.register(information.INFORMATION)
