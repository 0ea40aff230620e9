"""Private business of the executive: each item with its notices, or the agreement in their place (R58)."""

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
    """The private business of the executive's formal meeting: its standing notices by the id of their item."""

    meeting: Meeting
    days: DayList
    notices: Mapping[int, PrivateNotice]

    @classmethod
    def of(cls, meeting: Meeting, days: DayList | None = None) -> Self | None:
        """
        Return the private business as it stands now; None where the law asks for no notice of it (SI 2012/2089 reg 5).
        """
        if legal_kind(meeting) is not LegalKind.EXECUTIVE:
            return None
        notices = {row.item_id: row for row in meeting.private_notices.standing() if row.item_id}
        return cls(meeting, days or day_list(), notices)

    def names_otherwise(self, item: AgendaItem) -> str:
        """Return the item's name in its notice where the public cannot match it to the title on the agenda; else ""."""
        notice = self.notices.get(item.pk)
        noticed, printed = (_words(text) for text in (notice.matter if notice else "", item.title_for_public))
        return notice.matter if notice and noticed not in printed and printed not in noticed else ""

    def why_not(self, item: int | None) -> Finding | None:
        """R58: return why that item (by id) may not be taken in private on the meeting's day; None where it may."""
        notice = self.notices.get(item) if item else None
        return why_not_in_private(notice.given if notice else PrivateNotices(), self.meeting.date, self.days)

    def why_not_moved(self, notice: PrivateNotice, to: date, told_on: date) -> Finding | None:
        """R58: return what forbids a notice's matter on the day `to`, and not on the meeting's present day."""
        if why_not_in_private(notice.given, self.meeting.date, self.days):
            return None
        return why_not_in_private(replace(notice.given, moved=told_on, deferred=to > self.meeting.date), to, self.days)


def _words(text: str) -> str:
    return f" {' '.join(WORD.findall(text.casefold()))} "


def is_private(item: AgendaItem) -> bool:
    """Return whether the public is excluded for any of the item: it is in Part Two, or rests on a withheld paper."""
    return item.part == 2 or any(
        paper.is_withheld for paper in item.papers.all() if paper.state != PaperState.WITHDRAWN
    )
