"""Desk pages on the committees of a review: papers for agendas, files, and recorded decisions."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from committee.wording.dates import full_date
from meetings.locking import is_published
from meetings.models import Meeting
from reviews.act_pages import Page, act_page, give_reason, page
from reviews.agenda_papers import answer_papers, documents, notice_letter, placing, ready, verbs
from reviews.agenda_papers.forms import PlaceForm
from reviews.agenda_papers.notice_letter import unserved
from reviews.lookup import address_of, crumbs, of_parent, of_review, of_row, page_of
from reviews.models import Endorsement, Notice, PaperPurpose, Parent, Review
from reviews.prints import sending
from reviews.prints.content import Document
from reviews.prints.sending import send_private
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps.endorsement_verbs import OfferedDecision, offered
from reviews.steps.forms import DecisionForm, WordsForm

OFFERED = "The form is filled in from the published minute. Check it before you save."


of_decision = of_row(
    lambda review: (
        Endorsement.objects.standing()
        .filter(parent__review=review)
        .select_related("parent__committee", "parent__review")
    )
)


def _find(parent: Parent, purpose: str, meeting: str) -> Meeting:
    """Return the committee's meeting by its slug. Raises Http404 without such a meeting, or without a ready paper."""
    at = Meeting.objects.at(parent.committee.slug, meeting).select_related("committee").first()
    if at is None or purpose not in PaperPurpose.values or not documents.is_ready(parent, purpose):
        raise Http404
    return at


@of_review
def review_committees(request: SignedInRequest, review: Review) -> HttpResponse:
    """Show every committee of the review, with its programme items, papers and decisions, and the papers to place."""
    context = {
        **page_of(review, "committees"),
        "committees": ready.committees(review, timezone.localdate()),
        "runs_the_desk": runs_the_desk(request.user, timezone.localdate()),
    }
    return render(request, "desk/reviews/committees.html", context)


@of_parent
def paper(request: SignedInRequest, parent: Parent, purpose: str, meeting: str) -> HttpResponseBase:
    """Put a paper of the review on the agenda of one of its committees."""
    at, review = _find(parent, purpose, meeting), parent.review
    placed = placing.there_already(parent, purpose, at)
    form = PlaceForm(typed(request), meeting=at, without=_without(parent, at))
    if placed:
        del form.fields["item"], form.fields["paper"]
        form.helper.inputs[0].value = (
            "Print the paper for a supplement" if placing.is_out(placed.paper) else "Print the paper again"
        )

    def put(data: Data) -> str:
        if paper := data.get("paper"):
            named = verbs.name_paper(parent, purpose, paper, at=timezone.now(), by=request.user)
            return f"{named.get_purpose_display()}: {placing.said_of(named.paper)}."
        put = verbs.put_on_agenda(parent, purpose, at, item=data.get("item"), at=timezone.now(), by=request.user)
        late = " It is ready for a supplement." if is_published(at) else ""
        return f"{put.get_purpose_display()} printed under {placing.said_of(put.paper)}.{late}"

    label = PaperPurpose(purpose).label
    previews = [
        (PaperPurpose(each).label, address_of(review, "paper-file", parent.pk, each, at.slug))
        for each in verbs.TOGETHER.get(purpose, (purpose,))
    ]
    then = address_of(review, "committees")
    if runs_the_desk(request.user, timezone.localdate()):
        then = reverse("desk:meeting", args=[at.committee.slug, at.slug])
    return ask(
        request, form, put, then=then, template="desk/reviews/paper.html", caption=review.title,
        heading=f"{label}: add it to the agenda of {full_date(at.date)}", trail=crumbs(review),
        back=address_of(review, "committees"), field="item", lead=f"{at.committee}", there=placed, previews=previews,
        purpose=label,
    )  # fmt: skip


def _without(parent: Parent, meeting: Meeting) -> str:
    """Return the label of the choice "no item". The label names the item under which the paper is then placed."""
    planned = placing.planned_for(parent, meeting)
    if planned is None:
        return "A new item, added for it"
    if planned.agenda_item and planned.is_on_agenda:
        return f"The work programme’s: {planned.agenda_item.number}. {planned.agenda_item.title}"
    return f"The work programme’s, which is not on the agenda yet: {planned.title}"


@of_parent
def paper_file(request: SignedInRequest, parent: Parent, purpose: str, meeting: str) -> HttpResponseBase:
    """Send a preview of the paper, without storing a paper."""
    document = documents.document(parent, purpose, _find(parent, purpose, meeting))
    return sending.send_private(
        document, "pdf", purpose, parent.review.slug, "preview",
        print_with=lambda document, suffix: documents.printed(parent, purpose, document),
    )  # fmt: skip


PAPERS: dict[str, Callable[[Review, dt.date], Document]] = {
    "response": answer_papers.response_paper,
    "progress": answer_papers.progress_paper,
    "look-back": answer_papers.look_back_paper,
}


@of_review
def answer_paper(request: HttpRequest, review: Review, kind: str, suffix: str) -> HttpResponseBase:
    """Send today's response, progress or look-back paper as a file."""
    if kind not in PAPERS or not review.is_public:
        raise Http404
    return send_private(PAPERS[kind](review, timezone.localdate()), suffix, kind, review.slug)


@of_review
def letter(request: HttpRequest, review: Review, kind: str, suffix: str) -> HttpResponseBase:
    """Send today's notice letter as a file, for the addressees of one kind who have no notice yet."""
    today = timezone.localdate()
    addressees = unserved(review, kind)
    if not addressees or review.last_report is None:
        raise Http404
    recipient = ", ".join(dict.fromkeys(addressee.name for addressee in addressees))
    reported = review.last_report.on
    document = notice_letter.content(review, addressees, recipient=recipient, report_on=reported, on=today)
    return send_private(document, suffix, "notice", kind, review.slug)


@of_row(lambda review: review.notices)
def served(request: HttpRequest, notice: Notice, suffix: str) -> HttpResponseBase:
    """Send the letter of a served notice as a file, with the dates of the notice."""
    addressees = list(notice.addressees.select_related("recommendation").order_by("recommendation__number", "pk"))
    if not addressees:
        raise Http404
    review = notice.review
    document = notice_letter.content(
        review, addressees, recipient=notice.recipient, report_on=notice.report_on, on=notice.served_on, notice=notice
    )
    return send_private(document, suffix, "notice", review.slug)


@act_page(of_parent, endorsement.record_decision, "committees")
def decision_new(request: SignedInRequest, parent: Parent) -> Page:
    """Record what a committee decided about the report."""
    offer = offered(parent)
    return page(
        DecisionForm(typed(request), parent=parent, on=timezone.localdate(), initial=_begins_with(offer)),
        f"What did the {parent} decide?", message=f"The decision of the {parent} is recorded.", field="meeting",
        lead=OFFERED if offer and offer.minute else "", points=[limb.text for limb in offer.limbs] if offer else [],
    )  # fmt: skip


def _begins_with(offer: OfferedDecision | None) -> dict[str, Any]:
    """Return the form's first values from the published minute; empty where no minute offers a decision."""
    if offer is None or offer.minute is None or offer.why_none:
        return {}
    meeting = offer.paper.paper.item.meeting_id
    return {"decision": offer.decision, "meeting": meeting, "comments": offer.comments, "minute": offer.minute.pk}


@act_page(of_decision, endorsement.correct_decision, "committees")
def decision(request: SignedInRequest, decided: Endorsement) -> Page:
    """Correct a committee's comments on its decision, or choose another minute of the decision."""
    form = WordsForm(typed(request), parent=decided.parent, row=decided)
    return page(form, str(decided), field="comments")


@act_page(of_decision, endorsement.withdraw_decision, "committees")
def decision_withdraw(request: SignedInRequest, decided: Endorsement) -> Page:
    """Withdraw a decision that was recorded by mistake."""
    return give_reason(
        request, "Withdraw the decision", "Why was it a mistake?", "Was this decision recorded by mistake?",
        hint="Kept with the decision, for scrutiny officers.", warns=True, message="The decision is withdrawn.",
        facts=[("Committee", str(decided.parent)), ("Decision", decided.get_decision_display())],
        follows=["It no longer counts, and is no longer public.", "A review that it endorsed returns to “Reported”."],
    )  # fmt: skip
