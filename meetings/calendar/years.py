"""Verbs of a calendar as a whole: the next municipal year opened as a draft, and a draft published once agreed."""

import datetime as dt

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import as_part, verb
from committee.models import MunicipalYear, User
from committee.register import council
from committee.register.lawful import hold
from committee.search import index
from meetings.models import Meeting

A_YEAR = dt.timedelta(weeks=52)


@verb(may=runs_the_desk)
def open_next_year(*, by: User) -> MunicipalYear:
    """
    Add the municipal year that follows the last one, as a draft: from the day after it, for 52 weeks.

    Raises Refused where no year has been entered to follow.
    """
    last = MunicipalYear.objects.order_by("-starts").first()
    if last is None:
        raise Refused("Add the first municipal year in the register: the next one follows it.")
    starts = last.ends + dt.timedelta(days=1)
    return as_part(council.add_year)(starts, starts + A_YEAR - dt.timedelta(days=1), by=by)


def meetings_of(year: MunicipalYear) -> object:
    """Return the meetings of a municipal year: of which body, when and where."""
    rows = Meeting.objects.filter(date__range=(year.starts, year.ends)).order_by("pk")
    return list(rows.values_list("pk", "committee", "date", "starts", "venue", "informal", "cancelled_at"))


@verb(may=runs_the_desk, seen=meetings_of)
def publish_calendar(year: MunicipalYear, *, seen: str, on: dt.date, by: User) -> int:
    """
    Publish the calendar of meetings of a municipal year; how many public meetings are in it.

    From `on` anybody sees its meetings, and those that are put in it later; none of them was known before (R02).
    Raises Refused where that is so already, and where it has no meeting yet.
    """
    hold(year)
    year = MunicipalYear.objects.get(pk=year.pk)
    if not year.is_draft:
        raise Refused(f"The calendar of meetings {year} is published already.")
    refuse_unseen(year, seen)
    if not Meeting.objects.filter(date__range=(year.starts, year.ends)).exists():
        raise Refused(f"The calendar of meetings {year} has no meeting yet: add its meetings first.")
    year.is_draft, year.published_on = False, on
    save(year)
    index.changed(year)
    count = Meeting.objects.public().filter(date__range=(year.starts, year.ends)).count()
    audit.record(by, "published the calendar of meetings of", year, meetings=count)
    return count
