"""Verbs of a review's papers: print a paper onto an agenda, link an uploaded paper, place a response (R40)."""

import datetime as dt
from typing import Any, NamedTuple

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.verbs import Portal, as_part, signed_in, verb
from committee.files import files
from committee.models import User
from committee.printing import PrintingError
from meetings.agendas import verbs as agendas
from meetings.models import AgendaItem, Meeting, Paper, PaperKind, PaperState
from meetings.packs.intake.take_in import Intake
from meetings.packs.part_store import take_in_ours
from meetings.papers import verbs as papers
from reviews.agenda_papers import documents, placing, ready
from reviews.answers.on_programme import programme_for
from reviews.locking import hold_parent
from reviews.models import PaperPurpose, Parent, Response, Review, ReviewItem, ReviewPaper, State
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.locking import hold_programmes
from workprogramme.models import ItemState, Origin, ProgrammeItem, Purpose

SAME = "It is already {where}, and nothing has changed since."
# Papers that are printed and put on an agenda together: the later papers are appendices of the first.
TOGETHER: dict[str, tuple[str, ...]] = {PaperPurpose.REPORT: (PaperPurpose.COVERING, PaperPurpose.REPORT)}
UPLOADED = "uploaded"  # stored in place of a hash where the paper was uploaded, not printed by the portal
CHANGED = "The review was changed while its paper was being printed. Check it, then try again."


class Print(NamedTuple):
    """
    A printed paper.

    `purpose`, `filename`: kind and file name of the paper.
    `data`: its PDF after intake.
    `source`: the HTML from which the PDF was printed.
    `sha256`: the hash of `source`.
    """

    purpose: str
    filename: str
    data: Intake
    source: str
    sha256: str


@verb(may=plans_scrutiny, in_one_transaction=False)
def put_on_agenda(
    parent: Parent,
    purpose: str,
    meeting: Meeting,
    *,
    item: AgendaItem | None = None,
    at: dt.datetime,
    by: User | Portal,
) -> ReviewPaper:
    """
    Print a paper of a review and put the print on the agenda of one of the review's committees.

    - A report becomes the appendix of its covering report.
    - Without `item` the paper goes under the work programme's item for that meeting, or under a new item.
    - A new print replaces an unpublished print. A published print stays, and the new print is added for a supplement.

    Raises Refused where

    - the paper cannot be made yet, or the report is still being printed;
    - the review is not public;
    - the meeting is of another committee or cancelled, or the item cannot take the paper;
    - nothing has changed since the last print, or the review changed during printing.
    """
    parent = Parent.objects.select_related("review", "committee").get(pk=parent.pk)
    placing.refuse_unfit(parent, meeting, item)
    prints = [_print(parent, each, meeting) for each in TOGETHER.get(purpose, (purpose,))]
    with transaction.atomic():
        locked = hold_parent(parent)
        if planned := placing.planned_for(locked, meeting):
            hold_programmes(planned.programme)  # locked before the meeting, as in every verb of the programme
        placing.refuse_unfit(locked, Meeting.objects.get(pk=meeting.pk), item)
        if any(documents.source_of(locked, made.purpose, meeting) != made.source for made in prints):
            raise Refused(CHANGED)
        return _put_all(locked, meeting, item, prints, at=at, by=by)


@verb(may=plans_scrutiny)
def name_paper(parent: Parent, purpose: str, paper: Paper, *, at: dt.datetime, by: User) -> ReviewPaper:
    """
    Link a paper on an agenda of the committee to the review. The paper does not change.

    A report counts as the version that was issued last. Raises Refused where the paper is of another committee,
    withdrawn, or linked to a review already, or where `purpose` is the report and no report is issued.
    """
    row = hold_parent(parent)
    placed = Paper.objects.select_related("item__meeting").get(pk=paper.pk)
    if placed.item.meeting.committee_id != row.committee_id or placed.state == PaperState.WITHDRAWN:
        raise Refused(f"That paper is on no agenda of the {row}: choose one that is.")
    if ReviewPaper.objects.filter(paper=placed).exists():
        raise Refused("That paper is already linked to a review.")
    if purpose == PaperPurpose.REPORT and row.review.last_report is None:
        raise Refused(documents.NOT_YET[PaperPurpose.REPORT])
    named = ReviewPaper(parent=row, purpose=purpose, paper=placed, sha256=UPLOADED)
    return _keep(named, "named a paper on an agenda as one of", at=at, by=by)


def _print(parent: Parent, purpose: str, meeting: Meeting) -> Print:
    document = documents.document(parent, purpose, meeting)
    source = documents.source_of(parent, purpose, meeting)
    filename = files.file_name(purpose, parent.review.slug)
    try:
        taken = take_in_ours(documents.printed(parent, purpose, document), filename)  # before anything is locked
        return Print(purpose, filename, taken, source, documents.digest_of(source))
    except PrintingError as error:
        raise Refused(f"The paper could not be printed: {error} Nothing was changed.") from error


def _put_all(parent: Parent, meeting: Meeting, item: AgendaItem | None, prints: list[Print], **act: Any) -> ReviewPaper:
    """
    Put the changed prints on the agenda, each later print as an appendix of the first. Return the last paper.

    `act` has the arguments `at` and `by`, here and in `_put`.
    """
    placed = [placing.there_already(parent, made.purpose, meeting) for made in prints]
    last: ReviewPaper | None = placed[-1]
    first: Paper | None = None
    if last and all(put and put.sha256 == made.sha256 for made, put in zip(prints, placed, strict=True)):
        raise Refused(SAME.format(where=placing.said_of(last.paper)))
    under = next((put.paper.item for put in placed if put), item)
    for made, before in zip(prints, placed, strict=True):
        last = before
        if last is None or last.sha256 != made.sha256:
            under = under or _item(parent, prints[-1].purpose, meeting, **act)
            last = _put(parent, made, under, before, first, **act)
        first = first or last.paper
    assert last is not None  # `prints` is not empty
    return last


def _put(
    parent: Parent, made: Print, item: AgendaItem, previous: ReviewPaper | None, first: Paper | None, **act: Any
) -> ReviewPaper:
    values: dict[str, Any] = {"data": made.data, "filename": made.filename, "source": made.source, **act}
    ours = previous is not None and previous.sha256 != UPLOADED
    waiting = previous.paper if previous and ours and not placing.is_out(previous.paper) else None
    if previous is None and first is None:
        waiting = placing.expected_under(item, parent)
    if waiting:
        paper = waiting
        as_part(papers.receive_file)(paper, ours=True, **values)
    else:
        kind, title = PaperKind.APPENDIX if first else PaperKind.REPORT, documents.title_of(parent, made.purpose)
        background = "Listed in the report" if made.purpose in TOGETHER[PaperPurpose.REPORT] else "None"
        paper = as_part(papers.add_paper)(
            item, title=title, kind=kind, appendix_of=first, background_papers=background, ours=True, **values
        )
    new = ReviewPaper(parent=parent, purpose=made.purpose, paper=paper)
    row = previous if previous and previous.paper_id == paper.pk else new
    row.sha256 = made.sha256
    return _keep(row, "added to an agenda a paper of", **act, sha256=made.sha256)


def _item(parent: Parent, purpose: str, meeting: Meeting, *, at: dt.datetime, by: User | Portal) -> AgendaItem:
    """Return the agenda item for a paper: the work programme's item, put on the agenda if needed, or a new item."""
    planned = placing.planned_for(parent, meeting)
    title = documents.title_of(parent, purpose)
    if planned and planned.agenda_item and planned.is_on_agenda:
        return planned.agenda_item
    if planned and placing.waits_for_agenda(planned):
        return as_part(on_agenda.put_on_agenda)(planned, paper_title=title, at=at, on=day_of(at), by=by)
    return as_part(agendas.add_item)(meeting, title=title, by=by)


def _keep(row: ReviewPaper, did: str, *, at: dt.datetime, by: User | Portal, **facts: str) -> ReviewPaper:
    review = row.parent.review
    row.report = review.last_report if row.purpose == PaperPurpose.REPORT else None
    row.put_at, row.put_by = at, signed_in(by)
    save(row)
    what, where = row.get_purpose_display(), placing.said_of(row.paper)
    audit.record(by, did, review, what=what, committee=str(row.parent), where=where, **facts)
    return row


# States of programme items that will bring no paper to a meeting.
OVER = (ItemState.WITHDRAWN, ItemState.MERGED, ItemState.ROLLED, ItemState.CLOSED)
NOWHERE = "The {committee} has no upcoming meeting or work programme. Open a work programme to add the response to it."


def responses_due(on: dt.date) -> list[Review]:
    """Return the public reviews in state "responded" or "being followed up" with an answer in the last half year."""
    recent = Response.objects.filter(received_on__gt=on - ready.RECENT).values("addressee__recommendation__review")
    responded = Review.objects.public().filter(state__in=(State.RESPONDED, State.FOLLOWED_UP), pk__in=recent)
    return list(responded.select_related("monitored_by").order_by("pk"))


@verb(may=plans_scrutiny, in_one_transaction=False)
def bring_response(review: Review, *, at: dt.datetime, by: User | Portal) -> ReviewPaper | None:
    """
    Put the response on the next agenda of the committee that monitors the review.

    The response becomes an item of the committee's work programme, if there is a work programme. If there is no
    coming meeting yet, a later call puts the response on the agenda of the first meeting. An unpublished print is
    printed again after a correction. Return the paper that was added or printed again; None without such a paper.
    Raises Refused where there is neither a meeting nor a work programme.
    """
    parent = review.parents.select_related("committee", "review").get(committee=review.monitored_by_id)
    standing = (
        parent.papers.standing().filter(purpose=PaperPurpose.RESPONSE).select_related("paper__item__meeting").last()
    )
    if standing:
        return _print_again(parent, standing, at, by)
    meeting = placing.next_meeting(parent, day_of(at))
    item = _planned(parent, at, by)
    if meeting is None:
        if item is None:
            raise Refused(NOWHERE.format(committee=parent.committee))
        return None
    if item and item.meeting_id != meeting.pk and (item.state == ItemState.TBC or placing.waits_for_agenda(item)):
        reason = "The response was on no agenda yet." if item.day else ""
        as_part(scheduling.schedule)(item, meeting, reason=reason, on=day_of(at), at=at, by=by)
    return as_part(put_on_agenda)(parent, PaperPurpose.RESPONSE, meeting, at=at, by=by)


def _print_again(parent: Parent, standing: ReviewPaper, at: dt.datetime, by: User | Portal) -> ReviewPaper | None:
    """
    Print the response again after a correction.

    Return None where nothing was corrected, the paper is published or was uploaded, or the meeting is over.
    """
    meeting = standing.paper.item.meeting
    if placing.is_out(standing.paper) or standing.sha256 == UPLOADED or meeting.date < day_of(at):
        return None
    source = documents.source_of(parent, PaperPurpose.RESPONSE, meeting)
    if documents.digest_of(source) == standing.sha256:
        return None
    return as_part(put_on_agenda)(parent, PaperPurpose.RESPONSE, meeting, at=at, by=by)


@transaction.atomic
def _planned(parent: Parent, at: dt.datetime, by: User | Portal) -> ProgrammeItem | None:
    """Return the work programme item for the response, adding one if needed; None without a work programme."""
    locked = hold_parent(parent)
    tied = locked.items.filter(brings=PaperPurpose.RESPONSE).exclude(item__state__in=OVER).select_related("item").last()
    if tied:
        return tied.item
    programme = programme_for(locked.committee_id, day_of(at))
    if programme is None:
        return None
    item = as_part(items.add_item)(
        programme, title=documents.title_of(locked, PaperPurpose.RESPONSE)[:250], purpose=Purpose.FOLLOW_UP,
        origin=Origin.OTHER, origin_words="Answers to the recommendations of the review", on=day_of(at), at=at, by=by,
    )  # fmt: skip
    save(ReviewItem(parent=locked, item=item, brings=PaperPurpose.RESPONSE))
    return item
