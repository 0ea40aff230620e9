"""
An agenda as the publishing tests need it: a report and an exempt paper, published or not; and a small published world.

The world, for tests of readers, is made by the verbs themselves. One agenda is published in April 2022 with an open
report, an exempt one whose words are found nowhere else, an exempt one that the law opens to every councillor, and a
supplement. Beside it stand a meeting to come with a draft, one re-arranged, one cancelled and an informal session.
"""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from django.utils import timezone

from committee.acts.seen import having_read
from committee.models import Committee, Person, User
from committee.wording.dates import LONDON
from meetings.agendas import amendments, previewing, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, AgendaVersion, Edition, Meeting, Paper
from meetings.packs.builds import build
from meetings.packs.reading import view
from meetings.papers import text_versions, withholding
from meetings.papers import verbs as papers
from tests.meetings.packs import making
from tests.meetings.packs.making import pdf_of

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


def issue(meeting: Meeting, clerk: User, at: dt.datetime = AT) -> AgendaVersion:
    """Build both packs and publish the agenda."""
    built(meeting, at=at)
    return publishing.publish_agenda(meeting, seen="", at=at, by=clerk)


def item_of(meeting: Meeting, title: str) -> AgendaItem:
    """Return the item of that title."""
    return meeting.items.get(title=title)


SECRET = "zanzibarquill"  # paragraph 1: for the committee alone
COUNCILLORS_ONLY = "marrowfathom"  # paragraph 3 without contract terms: for every councillor
DAY = dt.date(2022, 4, 21)
PUBLISHED = dt.datetime(2022, 4, 11, 9, tzinfo=LONDON)


def moment(*parts: int) -> dt.datetime:
    """Return that moment in London."""
    return dt.datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type, misc]  # of no more than six parts


def poisoned(word: str, pages: int = 2) -> bytes:
    """Return a PDF with a word on every page and in its metadata."""
    with pikepdf.open(io.BytesIO(pdf_of(pages, f"Words about {word}"))) as pdf:
        pdf.docinfo["/Title"] = word
        pdf.docinfo["/Subject"] = word
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@dataclass
class World:
    """What there is, for tests to point at."""

    meeting: Meeting
    open_paper: Paper
    secret_paper: Paper
    councillors_paper: Paper
    late_paper: Paper
    coming: Meeting
    owed_paper: Paper
    moved: Meeting
    cancelled: Meeting
    informal: Meeting


def make(committee: Committee, clerk: User, officer: User, *, supplement: bool = True) -> World:
    """Make the world; takes a few seconds because packs are really built."""
    meeting = calendar.schedule(committee, DAY, by=clerk)
    carers = agenda.add_item(meeting, title="Young Carers", lead_line="Report of the Director", by=clerk)
    open_paper = _open(carers, "Young Carers report", clerk)
    late_paper = papers.expect_paper(carers, title="Young Carers figures", to_follow=True, by=clerk)
    secret_item = agenda.add_item(
        meeting,
        title=f"Placement of {SECRET}",
        public_title="A placement",
        lead_line=f"About {SECRET}",
        part=2,
        by=clerk,
    )
    secret_paper = papers.expect_paper(secret_item, title=f"Report on {SECRET}", owner=officer.person, by=clerk)
    secret_paper = _exempt(secret_paper, clerk, paragraphs=(1,), public_title="A placement: report")
    _receive(secret_paper, SECRET, clerk)
    fees = agenda.add_item(meeting, title=f"Fees of {COUNCILLORS_ONLY}", public_title="Fees", part=2, by=clerk)
    councillors_paper = papers.expect_paper(fees, title=f"Report on {COUNCILLORS_ONLY}", by=clerk)
    councillors_paper = _exempt(
        councillors_paper, clerk, paragraphs=(3,), public_title="Fees: report", not_registrable=True
    )
    _receive(councillors_paper, COUNCILLORS_ONLY, clerk)
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        build.build(meeting, edition, at=PUBLISHED)
    publishing.publish_agenda(meeting, seen="", at=PUBLISHED, by=clerk)
    if supplement:
        data = pdf_of(3, "Figures of young carers")
        papers.receive_file(late_paper, data=data, filename="figures.pdf", at=moment(2022, 4, 13, 9), by=clerk)
        view.make_missing(late_paper.its_file.stored)
        reason = "The figures were not ready."
        having_read(amendments.publish_supplement)(meeting, reason=reason, at=moment(2022, 4, 13, 10), by=clerk)
    return World(
        meeting=Meeting.objects.get(pk=meeting.pk),
        open_paper=open_paper,
        secret_paper=secret_paper,
        councillors_paper=councillors_paper,
        late_paper=late_paper,
        **_others(committee, clerk, officer),
    )


def _open(item: AgendaItem, title: str, clerk: User) -> Paper:
    paper = papers.expect_paper(item, title=title, by=clerk)
    papers.edit_paper(paper, background_papers="None", by=clerk)
    papers.receive_file(paper, data=pdf_of(3, title), filename="my report.pdf", at=PUBLISHED, by=clerk)
    _written_out(paper, "A chart of young carers.", clerk)
    return paper


def _exempt(paper: Paper, clerk: User, **withheld: Any) -> Paper:
    return withholding.set_access(
        paper,
        access="exempt",
        by=clerk,
        public_interest_reason="It would harm a person and help nobody.",
        not_own_development=True,
        **withheld,
    )


def _receive(paper: Paper, word: str, clerk: User) -> None:
    papers.receive_file(paper, data=poisoned(word), filename=f"{word}.pdf", at=PUBLISHED, by=clerk)
    _written_out(paper, f"A picture of {word}.", clerk)


def _written_out(paper: Paper, text: str, clerk: User) -> None:
    text_versions.write_page_text(paper.its_file, page=1, text=text, at=PUBLISHED, by=clerk)
    view.make_missing(paper.its_file.stored)


def _others(committee: Committee, clerk: User, officer: User) -> dict[str, Any]:
    today = timezone.localdate()
    coming = calendar.schedule(committee, today + dt.timedelta(days=40), by=clerk)
    item = agenda.add_item(coming, title="Fostering", by=clerk)
    owed = papers.expect_paper(item, title="Fostering report", owner=officer.person, by=clerk)
    build.build(coming, Edition.DRAFT, at=timezone.now())
    previewing.send_preview(coming, message="Please look at item 4.", at=timezone.now(), by=clerk)
    moved = calendar.schedule(committee, today + dt.timedelta(days=10), by=clerk)
    calendar.rearrange(
        moved,
        day=today + dt.timedelta(days=60),
        starts=dt.time(14),
        reason="The room is taken.",
        at=timezone.now(),
        by=clerk,
    )
    cancelled = calendar.schedule(committee, today + dt.timedelta(days=70), by=clerk)
    calendar.cancel(cancelled, reason="There is no business.", at=timezone.now(), by=clerk)
    informal = calendar.schedule(committee, today + dt.timedelta(days=80), informal=True, by=clerk)
    return {
        "coming": coming,
        "owed_paper": owed,
        "moved": Meeting.objects.get(pk=moved.pk),
        "cancelled": cancelled,
        "informal": informal,
    }
