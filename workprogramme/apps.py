"""Configuration of the work programme app."""

from django.apps import AppConfig


class WorkProgrammeConfig(AppConfig):
    """The work programme app."""

    name = "workprogramme"
    verbose_name = "Work programme"

    def ready(self) -> None:
        """Register this app's links, timers, topics, agenda acts, takedowns, search and open data with lower apps."""
        from committee import slots
        from committee.following import topics
        from committee.open_data.keeping import RECORDS
        from committee.search.index import INDEX
        from committee.sign_in import signed_links
        from committee.timers.daily import every_day
        from meetings.takedowns import subjects
        from meetings.takedowns.values import ABOVE
        from workprogramme import daily, news, search, takedowns
        from workprogramme import open_data as data_of_programmes
        from workprogramme.member_requests.call_in_links import CONFIRM_CALL_IN
        from workprogramme.programmes.printing import print_into

        signed_links.register(CONFIRM_CALL_IN)
        every_day(*daily.TIMERS)
        topics.register(news.MATTER)
        slots.fill(slots.AGENDA_ITEM_ACTS, print_into)
        ABOVE.append(takedowns.ABOVE)
        subjects.KINDS.update(takedowns.KINDS)
        INDEX.register(*search.SOURCES)
        RECORDS.register(*data_of_programmes.SOURCES)
