"""Meetings and minutes that the programme's forms offer."""

from django.db.models import Q, QuerySet

from committee.forms.fields import RecordField
from committee.wording.dates import full_date
from meetings.models import Meeting, Minute, MinutesState
from workprogramme.dates import A_YEAR, last_day
from workprogramme.models import Programme


class MeetingField(RecordField):
    """A meeting of the committee, by its day."""

    def label_from_instance(self, obj: Meeting) -> str:
        """Return the day with a note, such as “21 April 2022 (informal session)”."""
        note = " (cancelled)" if obj.is_cancelled else " (informal session)" if obj.informal else ""
        return f"{full_date(obj.date)}{note}"


class MinuteField(RecordField):
    """A published minute of the committee."""

    def label_from_instance(self, obj: Minute) -> str:
        """
        Return number, day and heading, such as “Minute 39, 21 April 2022: Young Carers”.

        SECURITY: the heading of a withheld minute is its public heading.
        """
        day = obj.minutes.meeting.date
        return f"Minute {obj.printed_number}, {full_date(day)}: {obj.heading_for_public}"


def meetings_of(programme: Programme, *, before: int = 0) -> QuerySet[Meeting]:
    """
    Return the meetings that a form offers for an item of `programme`.

    A form offers the meetings of the programme's year and of `before` earlier years, and next year's meetings
    outside draft calendars.
    """
    first, last = programme.year.starts - before * A_YEAR, last_day(programme.year)
    rows = Meeting.objects.filter(committee=programme.committee_id, date__range=(first, last))
    rows = rows.filter(Q(date__lte=programme.year.ends) | Q(pk__in=Meeting.objects.agreed().values("pk")))
    return rows.order_by("date", "starts")


def minutes_of(meetings: QuerySet[Meeting]) -> QuerySet[Minute]:
    """Return the numbered minutes of all `meetings` whose minutes are published, latest meeting first."""
    rows = Minute.objects.filter(
        minutes__meeting__in=meetings,
        minutes__state__in=(MinutesState.PUBLISHED, MinutesState.CONFIRMED),
        number__isnull=False,
    )
    return rows.select_related("minutes__meeting").order_by("-minutes__meeting__date", "position")
