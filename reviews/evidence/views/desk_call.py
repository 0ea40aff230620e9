"""Desk pages of the call for evidence and of its answers. Only scrutiny officers read the answers."""

from django.db.models import QuerySet
from django.forms import model_to_dict
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.views.acting import carried_out, carry_out, show, typed
from reviews.act_pages import Page, act_on, act_page, confirm, give_reason, page
from reviews.evidence import call_verbs as verbs
from reviews.evidence import evidence_files
from reviews.evidence.call_forms import CallForm, SuspectsForm, TakeOverForm
from reviews.lookup import Trail, address_of, crumbs, of_review, of_row, page_of
from reviews.models import CallAnswer, CallForEvidence, Evidence, Review


def _set_aside(review: Review) -> QuerySet[CallAnswer]:
    return CallAnswer.objects.filter(call__review=review, state=CallAnswer.State.SUSPECT, forgotten_on=None)


of_answer = of_row(
    lambda review: (
        CallAnswer.objects.filter(call__review=review)
        .select_related("call__review")
        .prefetch_related("files__file__stored", "taken_over__evidence")
    )
)


def _about(answer: CallAnswer) -> Page:
    """Return the context of the pages of acts on an answer."""
    review = answer.call.review
    back = address_of(review, "call-answer", answer.pk)
    return {"caption": answer.reference, "back": back, "trail": _trail(review, to_call=True)}


def _trail(review: Review, *, to_call: bool = False) -> Trail:
    way = crumbs(review, "evidence")
    return [*way, ("Call for evidence", address_of(review, "call"))] if to_call else way


@of_review
def call(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show a review's call for evidence and its answers. Answers that nobody has decided on come first."""
    evidence_files.reap(timezone.now())
    today = timezone.localdate()
    evidence_call = getattr(review, "call", None)
    is_open = evidence_call is not None and evidence_call.is_open_on(today)
    rows = CallAnswer.objects.filter(call__review=review).prefetch_related("files", "taken_over__evidence")
    answers = list(rows.exclude(state=CallAnswer.State.SUSPECT))
    to_read = [answer for answer in answers if answer.state == CallAnswer.State.WAITING and not answer.forgotten_on]
    context = {
        **page_of(review, "evidence"),
        "call": evidence_call,
        "is_open": is_open,
        "is_over": evidence_call is not None and today >= evidence_call.opens_on and not is_open,
        "to_read": to_read,
        "decided": [answer for answer in answers if answer not in to_read],
        "set_aside": _set_aside(review).count(),
        "trail": _trail(review),
    }
    return render(request, "desk/reviews/call.html", context)


@of_review
def call_suspects(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show the answers set aside as suspect, and decide about many answers at once."""
    waiting, evidence_call = _set_aside(review), get_object_or_404(CallForEvidence, review=review)
    about = act_on(review, "Answers set aside", "call", trail=_trail(review, to_call=True))
    if request.method == "GET" and not waiting.exists():
        return render(request, about["template"], about | {"lead": "No answers are set aside."})
    form = SuspectsForm(typed(request), waiting=waiting)

    def message(count: int) -> str:
        moved = "moved to the new answers" if form.cleaned_data["are_real"] else "deleted"
        return f"{count} answer{'' if count == 1 else 's'} {moved}."

    return carry_out(
        request, verbs.settle_suspects, evidence_call, form, message=message, field="answers", **about,
        lead="More came from one connection or network in an hour than people send, or more files than can be checked.",
        follows=[
            "Real answers move to the new answers, and their files are checked.",
            "What you delete cannot be brought back. Only its reference stays.",
        ],
    )  # fmt: skip


@act_page(of_review, verbs.open_call, "call")
def call_edit(request: SignedInRequest, review: Review) -> Page:
    """Open a call for evidence, or change its text and days."""
    evidence_call = getattr(review, "call", None)
    first = model_to_dict(evidence_call) if evidence_call else {"opens_on": timezone.localdate(), "kept_days": 90}
    return page(
        CallForm(typed(request), initial=first), "Call for evidence", message="The call for evidence is saved.",
        field="text", facts=[("Asked now", evidence_call.text)] if evidence_call else [],
        trail=_trail(review, to_call=True),
        follows=[
            "The page opens on the first day and closes after the last day automatically, while the review "
            "is published.",
            "Only scrutiny officers can read the answers until you use them as evidence.",
        ],
    )  # fmt: skip


@of_answer
def call_answer(request: SignedInRequest, answer: CallAnswer) -> HttpResponseBase:
    """Show one answer, with the form to use it as evidence."""
    evidence_files.reap(timezone.now())
    review = answer.call.review
    settled = answer.state == CallAnswer.State.TAKEN or answer.forgotten_on is not None
    form = None if settled else TakeOverForm(typed(request), answer=answer, on=timezone.localdate())

    def message(made: list[Evidence]) -> str:
        return f"Used as {' and '.join(evidence.reference for evidence in made)}."

    then = address_of(review, "evidence")
    if form and (
        done := carried_out(request, verbs.take_over, answer, form, message=message, field="pieces", then=then)
    ):
        return done
    context = {**page_of(review, "evidence"), "answer": answer, "trail": _trail(review, to_call=True)}
    return show(request, "desk/reviews/call_answer.html", form=form, **context)


@of_answer
def call_answer_file(request: SignedInRequest, answer: CallAnswer, number: int) -> HttpResponseBase:
    """Send a checked file of an answer. `number` is the place of the file, from 1, among the answer's files."""
    sent = list(answer.files.all())
    file = sent[number - 1].file if 0 < number <= len(sent) else None
    return evidence_files.send(request, file, answer.call.review.slug, answer.reference, number)


@act_page(of_answer, verbs.reject_answer, "call", about=_about)
def call_answer_reject(request: SignedInRequest, answer: CallAnswer) -> Page:
    """Leave an answer out of the evidence."""
    return give_reason(
        request, "Do not use the answer", "Why is it not used?", "Do not use this answer as evidence?",
        hint="For the record.", message=f"{answer.reference} will not be used as evidence.",
        follows=["It stays here until it is deleted. You can still use it as evidence until then."],
    )  # fmt: skip


@act_page(of_answer, verbs.forget_answer, "call", about=_about)
def call_answer_forget(request: SignedInRequest, answer: CallAnswer) -> Page:
    """Erase an answer now, for example because it names a child."""
    return confirm(
        request, "Delete answer", "Delete the answer now?", message=f"{answer.reference} is deleted.",
        follows=["Its text, files and sender’s details are permanently deleted. Its reference stays."],
    )  # fmt: skip
