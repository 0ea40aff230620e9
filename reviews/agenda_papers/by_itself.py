"""The response to a review comes to the committee that follows it up by itself, on its next agenda (R40)."""

import datetime as dt

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.verbs import Portal, as_part, verb
from committee.models import User
from reviews.agenda_papers import documents, placing, ready
from reviews.agenda_papers.verbs import UPLOADED, put_on_agenda
from reviews.answers.look_back import programme_for
from reviews.locking import hold_parent
from reviews.models import PaperPurpose, Parent, Response, Review, ReviewItem, ReviewPaper, State
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Origin, ProgrammeItem, Purpose

# Programme items that bring nothing to a meeting any more.
OVER = (ItemState.WITHDRAWN, ItemState.MERGED, ItemState.ROLLED, ItemState.CLOSED)
NOWHERE = "The {committee} has no upcoming meeting or work programme. Open a work programme to add the response to it."


def due(on: dt.date) -> list[Review]:
    """Return the published reviews with a response in the last half year; each is checked every day."""
    recent = Response.objects.filter(received_on__gt=on - ready.RECENT).values("addressee__recommendation__review")
    responded = Review.objects.public().filter(state__in=(State.RESPONDED, State.FOLLOWED_UP), pk__in=recent)
    return list(responded.select_related("monitored_by").order_by("pk"))


@verb(may=plans_scrutiny, in_one_transaction=False)
def bring_response(review: Review, *, at: dt.datetime, by: User | Portal) -> ReviewPaper | None:
    """
    Put the response on the next agenda of the committee that monitors the review; where it has no meeting, plan it.

    Then it stands in that committee's work programme, to be scheduled, and goes on the first agenda there is. A print
    that is not published yet follows what is corrected. Returns the paper that was put; None where nothing was to do.
    Raises Refused where there is neither a meeting nor a programme.
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
    if item and item.meeting_id != meeting.pk and _can_move(item):
        reason = "The response was on no agenda yet." if item.day else ""
        as_part(scheduling.schedule)(item, meeting, reason=reason, on=day_of(at), at=at, by=by)
    return as_part(put_on_agenda)(parent, PaperPurpose.RESPONSE, meeting, at=at, by=by)


def _can_move(item: ProgrammeItem) -> bool:
    return item.state == ItemState.TBC or placing.waits_for_agenda(item)


def _print_again(parent: Parent, standing: ReviewPaper, at: dt.datetime, by: User | Portal) -> ReviewPaper | None:
    """Print the response again, if something was corrected before its agenda is published."""
    meeting = standing.paper.item.meeting
    if placing.is_out(standing.paper) or standing.sha256 == UPLOADED or meeting.date < day_of(at):
        return None
    source = documents.source_of(parent, PaperPurpose.RESPONSE, meeting)
    if documents.digest_of(source) == standing.sha256:
        return None
    return as_part(put_on_agenda)(parent, PaperPurpose.RESPONSE, meeting, at=at, by=by)


@transaction.atomic
def _planned(parent: Parent, at: dt.datetime, by: User | Portal) -> ProgrammeItem | None:
    """Return the programme item for the response, added if there is none; None if there is no programme."""
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
