"""The call for evidence as scrutiny officers keep it: what is asked, and the answers, which they alone read."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.views.acting import Data, Done, answered, ask, carry_out, show, typed
from reviews.evidence import call_verbs as verbs
from reviews.evidence import evidence_files
from reviews.evidence.call_forms import CallForm, SuspectsForm, TakeOverForm
from reviews.lookup import Trail, act_on, address_of, crumbs, of_review, page_of
from reviews.models import CallAnswer, CallForEvidence, Review


def _find_call(review: Review) -> CallForEvidence | None:
    return CallForEvidence.objects.filter(review=review).first()


def _find_answer(review: Review, pk: int) -> CallAnswer:
    rows = CallAnswer.objects.filter(call__review=review).select_related("call")
    answer = get_object_or_404(rows.prefetch_related("files__file__stored", "taken_over__evidence"), pk=pk)
    answer.call.review = review
    return answer


def _about(answer: CallAnswer, heading: str) -> dict[str, Any]:
    """Return the context shared by the pages of acts on an answer."""
    review = answer.call.review
    back = address_of(review, "call-answer", answer.pk)
    trail = _trail(review, to_call=True)
    return act_on(review, heading, "call", caption=answer.reference, back=back, trail=trail)


def _trail(review: Review, *, to_call: bool = False) -> Trail:
    way = crumbs(review, "evidence")
    return [*way, ("Call for evidence", address_of(review, "call"))] if to_call else way


@of_review
def call(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show the call for evidence of a review and the answers to it, those to be read first."""
    evidence_files.reap(timezone.now())
    today = timezone.localdate()
    evidence_call = _find_call(review)
    suspect = CallAnswer.State.SUSPECT
    rows = evidence_call.answers.exclude(state=suspect) if evidence_call else CallAnswer.objects.none()
    answers = list(rows.prefetch_related("files", "taken_over__evidence"))
    context = {
        **page_of(review, "evidence"),
        "call": evidence_call,
        "is_open": evidence_call is not None and evidence_call.is_open_on(today),
        "is_over": evidence_call is not None
        and today >= evidence_call.opens_on
        and not evidence_call.is_open_on(today),
        "to_read": [
            answer for answer in answers if answer.state == CallAnswer.State.WAITING and not answer.forgotten_on
        ],
        "decided": [answer for answer in answers if answer.state != CallAnswer.State.WAITING or answer.forgotten_on],
        "set_aside": evidence_call.answers.filter(state=suspect, forgotten_on=None).count() if evidence_call else 0,
        "trail": _trail(review),
    }
    return render(request, "desk/reviews/call.html", context)


@of_review
def call_suspects(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show the answers set aside as suspect, and deal with many at once."""
    waiting = CallAnswer.objects.filter(call__review=review, state=CallAnswer.State.SUSPECT, forgotten_on=None)
    evidence_call = _find_call(review)
    if evidence_call is None:
        raise Http404
    about = act_on(review, "Answers set aside", "call", trail=_trail(review, to_call=True))
    if request.method == "GET" and not waiting.exists():
        return render(request, about["template"], about | {"lead": "No answers are set aside."})
    form = SuspectsForm(typed(request), waiting=waiting)

    def settle(data: Data) -> str:
        count = verbs.settle_suspects(evidence_call, **data, at=timezone.now(), by=request.user)
        answers = f"{count} answer{'' if count == 1 else 's'}"
        return f"{answers} moved to the new answers." if data["are_real"] else f"{answers} deleted."

    return ask(
        request, form, settle, field="answers",
        **about,
        lead="More came from one connection or network in an hour than people send, or more files than can be checked.",
        follows=[
            "Real answers move to the new answers, and their files are checked.",
            "What you delete cannot be brought back. Only its reference stays.",
        ],
    )  # fmt: skip


@of_review
def call_edit(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Ask for evidence, or change what is asked and when."""
    evidence_call = _find_call(review)
    form = CallForm(typed(request), call=evidence_call, on=timezone.localdate())
    return carry_out(
        request, verbs.open_call, review, form, message="The call for evidence is saved.", field="text",
        facts=[("Asked now", evidence_call.text)] if evidence_call else [],
        follows=[
            "The page opens on the first day and closes after the last day automatically, while the review "
            "is published.",
            "Only scrutiny officers can read the answers until you use them as evidence.",
        ],
        **act_on(review, "Call for evidence", "call", trail=_trail(review, to_call=True)),
    )  # fmt: skip


@of_review
def call_answer(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """One answer, and the form that takes it over."""
    evidence_files.reap(timezone.now())
    today = timezone.localdate()
    answer = _find_answer(review, pk)
    settled = answer.state == CallAnswer.State.TAKEN or answer.forgotten_on is not None
    form = None if settled else TakeOverForm(typed(request), answer=answer, on=today)

    def take(data: Data) -> Done:
        made = verbs.take_over(answer, **data, at=timezone.now(), by=request.user)
        taken = " and ".join(evidence.reference for evidence in made)
        return Done(f"Used as {taken}.", address_of(review, "evidence"))

    if form and (done := answered(request, form, take, field="pieces")):
        return done
    context = {**page_of(review, "evidence"), "answer": answer, "trail": _trail(review, to_call=True)}
    return show(request, "desk/reviews/call_answer.html", form=form, **context)


@of_review
def call_answer_file(request: SignedInRequest, review: Review, pk: int, number: int) -> HttpResponseBase:
    """Send a file of an answer, once it is checked; `number` is its place among the files."""
    answer = _find_answer(review, pk)
    sent = list(answer.files.all())
    file = sent[number - 1].file if 0 < number <= len(sent) else None
    if file is None or not file.is_taken or file.stored is None:
        raise Http404
    return files.send(request, file.stored, files.file_name(review.slug, answer.reference, number), private=True)


@of_review
def call_answer_reject(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Do not take an answer over."""
    answer = _find_answer(review, pk)
    form = ReasonForm(
        typed(request), button="Do not use the answer", label="Why is it not used?", hint="For the record."
    )
    return carry_out(
        request, verbs.reject_answer, answer, form, message=f"{answer.reference} will not be used as evidence.",
        field="reason", follows=["It stays here until it is deleted. You can still use it as evidence until then."],
        **_about(answer, "Do not use this answer as evidence?"),
    )  # fmt: skip


@of_review
def call_answer_forget(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Forget an answer now: it names a child, say."""
    answer = _find_answer(review, pk)
    return carry_out(
        request, verbs.forget_answer, answer, ConfirmForm(typed(request), button="Delete answer"),
        message=f"{answer.reference} is deleted.",
        follows=["Its text, files and sender’s details are permanently deleted. Its reference stays."],
        **_about(answer, "Delete the answer now?"),
    )  # fmt: skip
