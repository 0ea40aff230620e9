"""What the executive may hear in private: each item with its notices, or the agreement in their place (R58)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from committee.calendar import day_list
from committee.law.clear_days import DayList
from committee.law.executive import PrivateNotices, why_not_in_private
from committee.law.findings import Finding
from committee.models import LegalKind
from meetings.models import AgendaItem, Meeting, PaperState, PrivateNotice
from meetings.notice_period import legal_kind

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class PrivateBusiness:
    """The private business of a formal meeting of the executive: its standing notices by the item they are for."""

    meeting: Meeting
    days: DayList
    notices: Mapping[int, PrivateNotice]

    @classmethod
    def of(cls, meeting: Meeting, days: DayList | None = None) -> Self | None:
        """As it stands now; None where the law asks for no such notice (SI 2012/2089 reg 5)."""
        if legal_kind(meeting) is not LegalKind.EXECUTIVE:
            return None
        given = {one.item_id: one for one in meeting.private_notices.standing() if one.item_id}
        return cls(meeting, days or day_list(), given)

    def names_otherwise(self, item: AgendaItem) -> str:
        """What the notice of an item calls it, where the public cannot know it by its title on the agenda; else ""."""
        notice = self.notices.get(item.pk)
        said, printed = (_words(text) for text in (notice.matter if notice else "", item.title_for_public))
        return notice.matter if notice and said not in printed and printed not in said else ""

    def why_not(self, item: int | None) -> Finding | None:
        """R58: why the item of that id may not be heard in private on the day of the meeting."""
        notice = self.notices.get(item) if item else None
        return why_not_in_private(notice.given if notice else PrivateNotices(), self.meeting.date, self.days)

    def why_not_moved(self, notice: PrivateNotice, to: date, told_on: date) -> Finding | None:
        """R58: what stands against the matter of a notice on day `to`, and not on the day that the meeting has now."""
        if why_not_in_private(notice.given, self.meeting.date, self.days):
            return None
        return why_not_in_private(replace(notice.given, moved=told_on, deferred=to > self.meeting.date), to, self.days)


def _words(text: str) -> str:
    return f" {' '.join(WORD.findall(text.casefold()))} "


def is_private(item: AgendaItem) -> bool:
    """Whether the public will be excluded for any of it: it is in Part Two, or rests on a paper that is withheld."""
    return item.part == 2 or any(
        paper.is_withheld for paper in item.papers.all() if paper.state != PaperState.WITHDRAWN
    )
