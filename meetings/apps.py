"""The meetings app, from a meeting's date to its pack, minutes and actions."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Configuration of the meetings app."""

    name = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        """Register the app's checks, daily timers, topics, search sources and open data where they are used."""
        from committee.following import topics
        from committee.open_data.keeping import RECORDS
        from committee.register import council, lawful
        from committee.search.index import INDEX, STORES
        from committee.timers.daily import every_day
        from meetings import news
        from meetings.actions import daily
        from meetings.agendas.listed_items import fall_short
        from meetings.agendas.preflight import read_ahead
        from meetings.members import expected, marks
        from meetings.members.notes import keeping
        from meetings.minutes.publication import circulating
        from meetings.open_data.sources import SOURCE
        from meetings.packs.builds import hooks
        from meetings.packs.leak_check import public_words
        from meetings.recordings import verbs as recordings
        from meetings.search.calendar import CALENDAR
        from meetings.search.sources import SOURCES
        from meetings.search.withheld import WITHHELD
        from meetings.takedowns import undecided

        if public_words.refuse_telling_of_all not in lawful.GATES:
            lawful.GATES.append(public_words.refuse_telling_of_all)
        if fall_short not in council.SHORT_OF_NOTICE:
            council.SHORT_OF_NOTICE.append(fall_short)
        hooks.FILES_CHANGED.add(read_ahead)
        every_day(
            *daily.TIMERS,
            *recordings.TIMERS,
            *undecided.TIMERS,
            *circulating.TIMERS,
            *keeping.TIMERS,
            *marks.TIMERS,
            *expected.TIMERS,
        )
        for kind in (news.COMMITTEE, news.MEETING, news.COUNCIL):
            topics.register(kind)
        INDEX.register(CALENDAR, *SOURCES)
        if WITHHELD not in STORES:
            STORES.append(WITHHELD)
        RECORDS.register(SOURCE)
