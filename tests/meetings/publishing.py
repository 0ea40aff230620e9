"""An agenda as the publishing tests need it: a report, a deck and an exempt paper, published or not."""

import datetime as dt
from typing import Any

from committee.models import Committee, Person, User
from committee.wording.dates import LONDON
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, Edition, Meeting, Paper
from meetings.packs.builds import build
from meetings.papers import verbs as papers
from tests.meetings.packs import making

MEETING_DAY = dt.date(2022, 4, 21)
LAST_DAY = dt.date(2022, 4, 11)
AT = dt.datetime(2022, 4, 11, 9, 30, tzinfo=LONDON)
EXEMPT: dict[str, Any] = {
    "access": "exempt",
    "paragraphs": (3,),
    "public_interest_reason": "The prices would help a rival bidder.",
    "not_registrable": True,
    "not_own_development": True,
    "public_title": "Contract for respite care",
}


def meeting_of(committee: Committee, clerk: User, day: dt.date = MEETING_DAY) -> Meeting:
    """Schedule a meeting whose agenda has its standing items."""
    return calendar.schedule(committee, day, by=clerk)


def report(
    meeting: Meeting,
    clerk: User,
    *,
    title: str = "Young Carers",
    pages: int = 3,
    owner: Person | None = None,
    **fields: Any,
) -> Paper:
    """Add an item of that title with an open report and its list of background papers; return the report."""
    item = agenda.add_item(meeting, title=title, owner=owner, by=clerk)
    fields = {"background_papers": "Survey of young carers, 2021", "title": f"{title}: report", **fields}
    data = fields.pop("data", None) or making.pdf_of(pages, f"About {title}")
    return papers.add_paper(item, data=data, filename="report.pdf", at=AT, by=clerk, **fields)


def exempt(meeting: Meeting, clerk: User, *, word: str = "Zanzibar", pages: int = 2) -> Paper:
    """
    Add an exempt report in Part Two, item and report under public titles; `word` is on its pages and in its titles.
    """
    item = agenda.add_item(
        meeting, title=f"Prices of {word}", public_title="Contract for respite care", part=2, by=clerk
    )
    data = making.pdf_of(pages, f"Offer of {word}")
    return papers.add_paper(item, title=f"Bid of {word}", data=data, filename="a.pdf", at=AT, by=clerk, **EXEMPT)


def built(meeting: Meeting, *editions: str, at: dt.datetime = AT) -> None:
    """Build the editions that a publication needs."""
    for edition in editions or (Edition.PUBLIC, Edition.MEMBERS):
        build.build(meeting, edition, at=at)


def item_of(meeting: Meeting, title: str) -> AgendaItem:
    """Return the item of that title."""
    return meeting.items.get(title=title)
