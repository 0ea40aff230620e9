"""Private business of the executive: each item needs its two notices, or an agreement in their place (R58)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from committee.law.clear_days import DayList
from committee.law.executive import PrivateNotices, why_not_in_private
from committee.law.findings import Finding
from committee.models import LegalKind
from committee.register.calendar import day_list
from meetings.models import AgendaItem, Meeting, PaperState, PrivateNotice
from meetings.notice_period import legal_kind

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class PrivateBusiness:
    """The private business of a formal meeting of the executive; `notices` are its notices in force, by item id."""

    meeting: Meeting
    days: DayList
    notices: Mapping[int, PrivateNotice]

    @classmethod
    def of(cls, meeting: Meeting, days: DayList | None = None) -> Self | None:
        """Return a meeting's present private business; None for a meeting not of the executive (SI 2012/2089 reg 5)."""
        if legal_kind(meeting) is not LegalKind.EXECUTIVE:
            return None
        notices = {row.item_id: row for row in meeting.private_notices.standing() if row.item_id}
        return cls(meeting, days or day_list(), notices)

    def names_otherwise(self, item: AgendaItem) -> str:
        """Return the item's name in its notice where that name does not match the public title; else ""."""
        notice = self.notices.get(item.pk)
        noticed, printed = (_words(text) for text in (notice.matter if notice else "", item.title_for_public))
        return notice.matter if notice and noticed not in printed and printed not in noticed else ""

    def why_not(self, item: int | None) -> Finding | None:
        """R58: return why that item (by id) may not be taken in private on the meeting's day; None where it may."""
        notice = self.notices.get(item) if item else None
        return why_not_in_private(notice.given if notice else PrivateNotices(), self.meeting.date, self.days)

    def why_not_moved(self, notice: PrivateNotice, to: date, told_on: date) -> Finding | None:
        """
        R58: return why a notice's matter may not be taken in private if the meeting moves to the day `to`.

        None where the matter may be taken in private on that day, or where the present day does not allow this either.
        `told_on` is the day of the notice of the move.
        """
        if why_not_in_private(notice.given, self.meeting.date, self.days):
            return None
        return why_not_in_private(replace(notice.given, moved=told_on, deferred=to > self.meeting.date), to, self.days)


def _words(text: str) -> str:
    return f" {' '.join(WORD.findall(text.casefold()))} "


def is_private(item: AgendaItem) -> bool:
    """Return whether the public is excluded for any part of the item: it is in Part Two, or has a withheld paper."""
    return item.part == 2 or any(
        paper.is_withheld for paper in item.papers.all() if paper.state != PaperState.WITHDRAWN
    )
