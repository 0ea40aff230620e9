"""What the public registers say as data: attendance, interests and named votes, as published minutes tell them."""

from collections.abc import Iterable

from committee.public_pages.page_data import Data, absolute, named
from meetings.as_data import address_at
from meetings.minutes.registers.attendance_counts import Count
from meetings.minutes.registers.named_votes import NamedVote
from meetings.minutes.registers.registers import Declared


def of_count(count: Count) -> Data:
    """Return the number of meetings that somebody attended, of those possible."""
    return {
        "attended": count.attended,
        "possible": count.possible,
        "apologies": count.apologies,
        "joined_by_video": count.virtual,
        "stood_in_for": count.stood_in,
        "replaced_by": count.replaced_by,
    }


def of_declared(rows: Iterable[Declared]) -> list[Data]:
    """Interests declared."""
    return [
        {
            "name": row.name,
            **_where(row),
            "item": row.item,
            "kind": row.kind,
            "nature": row.nature,
            "dispensation": row.dispensation,
            "left_room": row.left_room,
        }
        for row in rows
    ]


def of_votes(rows: Iterable[NamedVote]) -> list[Data]:
    """Votes that minutes name."""
    return [{"vote": row.choice, **_where(row), "heading": row.heading, "motion": row.words} for row in rows]


def _where(row: Declared | NamedVote) -> Data:
    place = ("minute", row.minute) if row.minute else ("meeting",)
    address = address_at(row.committee.slug, row.meeting_slug, *place)
    return {
        "committee": named(row.committee),
        "date": row.day,
        "minute": row.minute,
        "address": absolute(address),
    }
