"""A new agenda, filled from the committee's standing items; and the item for the previous meeting's minutes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import Portal, signed_in, verb
from committee.models import Committee, LegalKind, User, line_of
from committee.wording.dates import full_date
from meetings.locking import hold, hold_committee, is_published
from meetings.models import AgendaItem, ItemKind, Meeting, StandingItem
from meetings.papers import draft_minutes_paper

SET = "set the standing items of"
MINUTES_START = "Minutes of the previous meeting held on "


def usual_items(committee: Committee) -> list[StandingItem]:
    """Return the committee's standing items; if it has none, unsaved items that most agendas have."""
    standing = list(committee.standing_items.all())
    if standing:
        return standing
    kinds = [ItemKind.APOLOGIES, ItemKind.DECLARATIONS, ItemKind.MINUTES]
    kinds += [ItemKind.WORK_PROGRAMME] if committee.is_scrutiny else []
    kinds += [ItemKind.EXCLUSION]
    return [
        StandingItem(committee=committee, position=number, kind=kind, title=kind.label)
        for number, kind in enumerate(kinds, start=1)
    ]


@verb(may=runs_the_desk)
def fill(meeting: Meeting, *, by: User | Portal) -> list[AgendaItem]:
    """Fill an empty agenda from the standing items. Raises Refused where the agenda has items or is published."""
    meeting = hold(meeting)
    if is_published(meeting) or meeting.items.exists():
        raise Refused("The agenda already has items.")
    previous = previous_meeting(meeting)
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=number,
            number=number,
            kind=standing.kind,
            title=_title_of(standing.kind, standing.title, previous),
            lead_line=standing.lead_line,
            minutes_of=previous if standing.kind == ItemKind.MINUTES else None,
        )
        for number, standing in enumerate(usual_items(meeting.committee), start=1)
    )
    audit.record(by, "filled the agenda of", meeting, items=[item.title for item in items])
    for item in items:
        draft_minutes_paper.offer_soon(item, by=signed_in(by))
    return items


def _title_of(kind: str, title: str, previous: Meeting | None) -> str:
    """Return an item's title; for minutes with the day: "Minutes of the previous meeting held on 10 January 2022"."""
    return f"{MINUTES_START}{full_date(previous.date)}" if kind == ItemKind.MINUTES and previous else title


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """
    Return the meeting whose minutes `meeting` confirms, or None (R26; LGA 1972 Sch 12 para 41).

    It is the last formal meeting before `meeting`, of the same committee or of a predecessor that had ended by then.
    Informal sessions and cancelled meetings are skipped.
    """
    before = Q(date__lt=meeting.date) | Q(date=meeting.date, starts__lt=meeting.starts)
    ended = Committee.objects.filter(until__lt=meeting.date)
    line = line_of(meeting.committee_id, lambda ids: ended.filter(successors__in=ids))
    return (
        Meeting.objects.formal()
        .filter(before, committee__in=line)
        .exclude(committee__kind=LegalKind.INFORMAL)
        .exclude(pk=meeting.pk)
        .select_related("committee")
        .order_by("-date", "-starts", "-pk")
        .first()
    )


def find_minutes_again(committee: Committee) -> None:
    """Update the item for earlier minutes on each unpublished agenda, after a change of the calendar."""
    items = (
        AgendaItem.objects.filter(kind=ItemKind.MINUTES, withdrawn_at__isnull=True, meeting__versions__isnull=True)
        .filter(Q(meeting__committee=committee) | Q(meeting__committee__predecessors=committee))
        .filter(meeting__cancelled_at__isnull=True)
        .select_related("meeting__committee", "minutes_of__committee")
        .distinct()
    )
    for item in items:
        right, was = previous_meeting(item.meeting), item.minutes_of
        made_by_us = item.title == ItemKind.MINUTES.label or item.title.startswith(MINUTES_START)
        title = _title_of(ItemKind.MINUTES, ItemKind.MINUTES.label, right) if made_by_us else item.title
        if (right, title) != (was, item.title):
            item.minutes_of, item.title = right, title
            item.save(update_fields=["minutes_of", "title"])
            draft_minutes_paper.offer_soon(item)


@verb(may=runs_the_desk)
def keep_standing_items(committee: Committee, rows: Iterable[dict[str, Any]], *, by: User) -> list[StandingItem]:
    """Replace the committee's standing items with `rows` (title, kind, lead_line), in that order."""
    committee = hold_committee(committee.pk)
    committee.standing_items.all().delete()
    items = [StandingItem(committee=committee, position=number, **row) for number, row in enumerate(rows, start=1)]
    for item in items:
        save(item)
    audit.record(by, SET, committee, items=[item.title for item in items])
    return items
