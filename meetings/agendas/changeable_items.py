"""
What of a published item may still be withdrawn or corrected: until it is taken, and into no other business.

R57, R21: the agenda of a meeting stays as the meeting had it. R03, R05, R06: an item may be considered only as it was
called in an agenda open in time (LGA 1972 s.100B(4), Sch 12 para 4(5); SI 2012/2089 reg 6(2)).
"""

from collections.abc import Iterable
from datetime import datetime

from committee.acts.refusal import Refused
from committee.law import notice
from committee.law.clear_days import publication_day
from committee.models import LegalKind
from committee.wording.dates import long_date
from committee.wording.wording import worded
from meetings import notice_period
from meetings.agendas.listed_items import Listed, lines_of
from meetings.models import AgendaItem, Meeting, Minute, Minutes, Takedown, TakedownWords
from meetings.notice_period import end_of_night

TAKE_DOWN = "The proper officer can take down anything that must not stay public."


def refuse_taken(meeting: Meeting, items: Iterable[AgendaItem], *, at: datetime, what: str) -> None:
    """
    Raise Refused once the meeting is over, or has taken one of `items`; `what` completes "cannot be".

    Call it with the meeting held, as every verb of its minutes holds it.
    """
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if (minutes and minutes.ended_at) or at >= end_of_night(meeting.date):
        raise Refused(
            f"The meeting of {long_date(meeting.date)} is over: its agenda cannot change, and none of its "
            f"items can be {what}. {TAKE_DOWN}",
            rule="R57",
        )
    rows = {item.pk: item for item in items}
    for minute in Minute.objects.filter(item__in=rows).prefetch_related("resolutions"):
        if minute.was_taken or minute.number or any(resolution.decided_at for resolution in minute.resolutions.all()):
            number = rows[minute.item_id].number if minute.item_id else minute.number
            raise Refused(
                f"The meeting has considered item {number}, so it cannot be {what}. See its minute.",
                rule="R57",
            )


def keep_to_its_business(item: AgendaItem, listed: Listed | None, *, at: datetime) -> None:
    """
    Let a corrected item count as one added now where it is other business than was published, while there is time.

    Raises Refused when notice of it can no longer be given in time: R03, R05 or R06, as the body is. A title that was
    taken down gave its notice before, and its place is filled as anybody likes.
    """
    if listed is None or _was_taken_down(item, "title"):
        return
    were_taken_down = _was_taken_down(item, "lead_line", "bullets")
    lines = () if were_taken_down else lines_of(item.lead_line, item.bullet_lines, item.presenter)
    if listed.tells_of(item.title, item.title_for_public, lines):
        return
    meeting, on = item.meeting, publication_day(at)
    if notice_period.in_time(meeting, on):
        item.added_after_publication = True
        return
    kind = notice_period.legal_kind(meeting)
    rules = {LegalKind.COUNCIL: ("R05", notice.SUMMONS), LegalKind.EXECUTIVE: ("R06", notice.EXECUTIVE)}
    rule, source = rules.get(kind, ("R03", "LGA 1972 s.100B(4)"))
    raise Refused(
        f"Item {item.number} was published as “{listed.public_title}”, and this correction makes it "
        f"different business or adds some, for which it is too late to give notice ({source}). Keep most of "
        f"its wording, or withdraw the item and add the new one{how_added(kind, meeting)}.",
        rule=rule,
    )


def how_added(kind: notice.Kind, meeting: Meeting) -> str:
    """Return how another item comes onto the agenda so late, to go on after "the new one" (R03, R05, R06)."""
    if kind is LegalKind.EXECUTIVE or (kind is LegalKind.COUNCIL and not meeting.annual):
        return " to the agenda of a later meeting"
    return worded(": it needs the chairman’s ruling of urgency")


def _was_taken_down(item: AgendaItem, *fields: str) -> bool:
    words = TakedownWords.objects.filter(takedown__in=Takedown.objects.standing(), field__in=fields)
    return words.filter(of_table=AgendaItem._meta.db_table, row_id=item.pk).exists()
