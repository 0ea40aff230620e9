"""Find the meeting and the agenda item for a paper of a review, and papers that are on the agenda already."""

import datetime as dt

from django.db.models import QuerySet

from committee.acts.refusal import Refused
from committee.wording.dates import full_date
from meetings.models import AgendaItem, ItemKind, Meeting, Paper, PaperKind, PaperState, PublishedPaper
from reviews.models import Parent, ReviewPaper
from workprogramme.models import ProgrammeItem
from workprogramme.models.choices import COMING, ItemState


def refuse_unfit(parent: Parent, meeting: Meeting, item: AgendaItem | None) -> None:
    """Raise Refused where no paper of the review can be put on the agenda of that meeting, or under that item."""
    review = parent.review
    if not review.is_public:
        raise Refused(
            "The review is not published yet: publish it first, because the paper becomes public with the agenda."
        )
    if meeting.committee_id != parent.committee_id:
        raise Refused(f"That is a meeting of another committee: choose one of the {parent}.")
    if meeting.is_cancelled:
        raise Refused("The meeting is cancelled: no paper can be added to it.")
    if item is None:
        return
    if item.meeting_id != meeting.pk or item.is_withdrawn:
        raise Refused("That item is no longer on this agenda. Choose another, or add one.")
    if item.part == 2 or item.kind != ItemKind.BUSINESS:
        raise Refused("Choose a business item in Part One, or add one for it.")


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the agenda items under which a paper of a review can be put: business in Part One, not withdrawn."""
    return meeting.items.filter(kind=ItemKind.BUSINESS, part=1, withdrawn_at__isnull=True).in_order()


def papers_of(meeting: Meeting) -> QuerySet[Paper]:
    """Return the papers in Part One of an agenda that are neither withdrawn nor linked to a review."""
    papers = Paper.objects.filter(item__meeting=meeting, item__part=1, of_review__isnull=True)
    return papers.exclude(state=PaperState.WITHDRAWN).select_related("item").order_by("item__position", "position")


def planned_for(parent: Parent, meeting: Meeting) -> ProgrammeItem | None:
    """
    Return the latest programme item of the review that is scheduled for that meeting or on its agenda, or None.
    """
    items = ProgrammeItem.objects.filter(of_review__parent=parent, meeting=meeting, state__in=COMING)
    return items.select_related("agenda_item").order_by("-pk").first()


def waits_for_agenda(item: ProgrammeItem | None) -> bool:
    """Return whether a programme item is scheduled for its meeting and on no agenda yet."""
    return item is not None and item.state == ItemState.SCHEDULED and not item.is_on_agenda


def there_already(parent: Parent, purpose: str, meeting: Meeting) -> ReviewPaper | None:
    """Return the latest paper of that purpose on the meeting's agenda; None without one."""
    papers = parent.papers.standing().filter(purpose=purpose, paper__item__meeting=meeting)
    return papers.select_related("paper__item__meeting", "paper__file").last()


def is_out(paper: Paper) -> bool:
    """Return whether a paper is published with its agenda."""
    return PublishedPaper.objects.filter(paper_file__paper=paper).exists()


def expected_under(item: AgendaItem, parent: Parent) -> Paper | None:
    """
    Return the paper without a file that is expected under an agenda item, else None.

    Only an agenda item that came from the review's work programme item can have such a paper.
    """
    programme_item = ProgrammeItem.objects.filter(agenda_item=item, of_review__parent=parent).first()
    if programme_item is None:
        return None
    waiting = item.papers.filter(kind=PaperKind.REPORT, file__isnull=True, of_review__isnull=True)
    return waiting.filter(state__in=(PaperState.DUE, PaperState.TO_FOLLOW)).order_by("position", "pk").first()


def next_meeting(parent: Parent, on: dt.date) -> Meeting | None:
    """Return the committee's next formal meeting after that day whose agenda is not published yet."""
    meetings = Meeting.objects.formal().upcoming(on + dt.timedelta(days=1)).unpublished()
    return meetings.filter(committee=parent.committee_id).select_related("committee").first()


def said_of(paper: Paper) -> str:
    """Return the number of a paper's agenda item and the day of the meeting: "item 4 of 21 April 2022"."""
    return f"item {paper.item.number} of {full_date(paper.item.meeting.date)}"
