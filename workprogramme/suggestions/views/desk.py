"""The desk's pages of suggestions: the list by score, a suggestion with its acts, and the weighing questions."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from committee.access.permissions import planners
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.models import Committee, User
from committee.views.acting import Data, Done, answered, carried_out, carry_out, press, show, typed
from committee.views.lookup import find_committee
from workprogramme.items import scheduling
from workprogramme.items.act_forms import MergeForm
from workprogramme.lookup import Trail, committee_crumbs
from workprogramme.lookup import address_of as address_of_item
from workprogramme.models import PROPOSED, WAITING, ProgrammeItem, Question
from workprogramme.suggestions import listing, verbs
from workprogramme.suggestions.forms import BaseQuestions, QuestionFormSet, RecordedForm, ScoreForm, TakeUpForm
from workprogramme.suggestions.listing import suggester_of
from workprogramme.suggestions.weighing import SET, USUAL, QuestionDraft, ask_questions, score

A_PAGE = 40


def find(committee: str, pk: int) -> ProgrammeItem:
    """Return the suggestion made to that committee. Raises Http404 for any other item."""
    return get_object_or_404(listing.suggested_to(find_committee(committee)), pk=pk)


def address_of(item: ProgrammeItem) -> str:
    """Return the URL of an accepted suggestion's page in the programme; "" before it is accepted."""
    return "" if item.state in PROPOSED else address_of_item(item)


def trail_of(committee: Committee, item: ProgrammeItem | None = None) -> Trail:
    """Return the breadcrumbs of a page about the committee's suggestions, or about one suggestion."""
    url = reverse("desk:programme-suggestions", args=[committee.slug])
    steps = [*committee_crumbs(committee), (f"{committee.short_name}: suggestions", url)]
    if item:
        steps.append((item.title[:60], reverse("desk:programme-suggestion", args=[committee.slug, item.pk])))
    return steps


@planners
def suggestions(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """Show the committee's suggestions of one kind (`?show=`), sorted by score, the best first."""
    body = find_committee(committee)
    kind = request.GET.get("show", "waiting")
    kind = kind if kind in listing.KINDS else "waiting"
    counts = listing.counts(body)
    items = listing.by_score(listing.of_kind(listing.suggested_to(body), kind))
    page = Paginator(items, A_PAGE).get_page(request.GET.get("page"))
    weighed = [(item.title, item.points, item.most) for item in page if item.points is not None]
    context = {
        "committee": body,
        "page": page,
        "keep": urlencode({"show": kind}) + "&",
        "kind": kind,
        "empty": listing.KINDS[kind],
        "tabs": [
            (words[0], counts[name], f"?{urlencode({'show': name})}", name == kind)
            for name, words in listing.KINDS.items()
        ],
        "chart": listing.chart(weighed) if kind == "waiting" and len(weighed) > 1 else None,
        "open_to_all": listing.takes_suggestions(body, timezone.localdate()),
        "trail": committee_crumbs(body),
    }
    return render(request, "desk/suggestions/list.html", context)


@planners
def suggestion(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Show one suggestion with its text, author and points. A waiting suggestion also has the form to score it."""
    item = find(committee, pk)
    scores = list(item.scores.select_related("question", "scored_by").order_by("question__position", "pk"))
    form = _score_form(request, item)
    done = "The scores have been saved."
    if form and (answer := carried_out(request, score, item, form, message=done, then=request.path)):
        return answer
    points = [(score.question.label, score.points, listing.BEST) for score in scores]
    context = {
        "item": item,
        "committee": item.programme.committee,
        "who": listing.suggester_of(item),
        "scores": scores,
        "total": sum(score.points for score in scores),
        "most": listing.BEST * len(scores),
        "chart": listing.chart(points),
        "is_waiting": item.state in WAITING,
        "url": address_of(item),
        "last": item.moves.order_by("-recorded_at", "-pk").select_related("recorded_by").first(),
        "trail": trail_of(item.programme.committee),
    }
    return show(request, "desk/suggestions/one.html", form=form, **context)


def _score_form(request: SignedInRequest, item: ProgrammeItem) -> ScoreForm | None:
    """Return the scoring form if the suggestion waits and the committee asks questions, else None."""
    questions = list(item.programme.committee.weighing_questions.filter(is_active=True))
    if item.state not in WAITING or not questions:
        return None
    form = ScoreForm(typed(request), item=item, questions=questions)
    form.helper.form_action = reverse("desk:programme-suggestion", args=[item.programme.committee.slug, item.pk])
    return form


@planners
def questions(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """Edit all scoring questions in one form. Without questions, the form begins with the five usual questions."""
    body = find_committee(committee)

    def act(data: list[Data]) -> str:
        count = len(_save(request, body, formset))
        return f"The {count} questions have been saved. Suggestions are now scored with them."

    formset: Any = QuestionFormSet(typed(request), initial=_initial_questions(body), prefix="rows")
    if answer := answered(request, formset, act, then=reverse("desk:programme-weighing-questions", args=[body.slug])):
        return answer
    context = {
        "committee": body,
        "is_set": body.weighing_questions.filter(is_active=True).exists(),
        "trail": trail_of(body),
    }
    return show(request, "desk/suggestions/questions.html", form=formset, **context)


def _initial_questions(body: Committee) -> list[dict[str, Any]]:
    """Return the committee's questions, or the usual questions if none are set."""
    rows: Sequence[Question | QuestionDraft] = list(body.weighing_questions.filter(is_active=True)) or USUAL
    return [
        {"title": row.label, "text": row.text, "best": "no" if row.counts_against else "yes", "position": place}
        for place, row in enumerate(rows, 1)
    ]


@transaction.atomic
def _save(request: SignedInRequest, body: Committee, formset: BaseQuestions) -> list[Question]:
    """Save the questions as typed, unless somebody has changed them since the page was opened."""
    locked = Committee.objects.select_for_update(of=("self",)).get(pk=body.pk)
    formset.refuse_unseen(_initial_questions(locked), audit.trail_of(locked).filter(did=SET).first())
    return ask_questions(locked, formset.drafts, by=request.user)


@planners
def new(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """Record a suggestion that was made elsewhere: at a meeting, in a minute, by a member, in a letter."""
    body = find_committee(committee)

    def tell(made: ProgrammeItem) -> Done:
        return Done(_tell(made, request.user), reverse("desk:programme-suggestion", args=[body.slug, made.pk]))

    form = RecordedForm(typed(request), committee=body, today=timezone.localdate())
    return carry_out(
        request, verbs.suggest, body, form, message=tell, template="desk/act.html",
        title=f"Record a suggestion: {body.short_name}", caption=body.name, heading="Record a suggestion",
        lead="For a suggestion made elsewhere: at a meeting, in a minute, by a member, in a letter. It will then "
        "be scored with the others, and is not public until it is accepted.",
        trail=trail_of(body), back=reverse("desk:programme-suggestions", args=[body.slug]), back_text="Cancel",
    )  # fmt: skip


def _tell(item: ProgrammeItem, by: User) -> str:
    """Email the author if there is an email address. Return the message to show."""
    message = f"The suggestion has been recorded as {item.suggester.reference}."
    if item.suggester.email:
        sent = verbs.acknowledge(item, at=timezone.now(), by=by)
        message += (
            " The person who made it has been emailed."
            if sent
            else " The email to the person who made it could not be sent."
        )
    return message


def _act(verb: Callable[..., Any], heading: str) -> Callable[[Callable[..., Data]], Callable[..., HttpResponseBase]]:
    """
    Return a decorator that makes the view of an act on a suggestion from a function that returns the page's context.

    After the act the view redirects to the suggestion, or to its item in the programme once it is accepted.
    """

    def make(asks: Callable[[SignedInRequest, ProgrammeItem], Data]) -> Callable[..., HttpResponseBase]:
        @planners
        @wraps(asks)
        def view(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
            item = find(committee, pk)
            here = reverse("desk:programme-suggestion", args=[committee, pk])

            def then() -> str:
                item.refresh_from_db()
                return address_of(item) or here

            return carry_out(
                request, verb, item, then=then, template="desk/act.html", caption=item.title,
                heading=heading, title=f"{heading}: {Truncator(item.title).chars(60)}", back=here,
                trail=trail_of(item.programme.committee, item), **asks(request, item),
            )  # fmt: skip

        return view

    return make


@_act(verbs.take_up, "Accept suggestion")
def take_up(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Accept a suggestion into the programme, in words that the public may read."""
    where = f", and where they come from (“{item.origin_words or item.get_origin_display()}”)" if item.origin else ""
    return {
        "form": TakeUpForm(typed(request), item=item, today=timezone.localdate()),
        "message": "The suggestion has been added to the work programme.",
        "field": "meeting",
        "lead": "It is added to the work programme. Everyone who can read the programme can then read these words"
        f"{where}. Who suggested it stays private.",
    }


@_act(scheduling.decline, "Decline suggestion")
def turn_down(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Decline a suggestion, with the reason."""
    hint = "This is sent to the person who made it, so write it for them. It is not published."
    form = ReasonForm(typed(request), button="Decline suggestion", label="Why is it declined?", hint=hint)
    who = suggester_of(item)
    addressee = who.name or "The person who made it" if who and who.email else ""

    def tell(_declined: ProgrammeItem) -> str:
        if not addressee:
            return "The suggestion has been declined."
        if verbs.tell_decision(item, at=timezone.now(), by=request.user):
            return f"The suggestion has been declined. {addressee} has been emailed the reason."
        return f"The suggestion has been declined. {addressee} could not be emailed: write to them."

    lead = (
        f"{addressee} is emailed your reason."
        if addressee
        else "There is no email address, so no one is emailed. Anyone with the link to the suggestion can "
        "see the reason."
    )
    return {"form": form, "message": tell, "field": "reason", "lead": lead}


@_act(scheduling.restore, "Restore suggestion")
def restore(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Restore a suggestion that was declined or merged by mistake."""
    form = ReasonForm(
        typed(request), button="Restore suggestion", label="Why is it restored?", hint="This is not published."
    )
    return {
        "form": form,
        "message": "The suggestion has been restored.",
        "field": "reason",
        "lead": "It goes back to the suggestions waiting for a decision. No one is emailed.",
    }


@_act(scheduling.merge, "Merge with another item")
def merge(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Merge a suggestion into another item or suggestion."""
    hint = "Only officers who plan the programme see this."
    return {
        "form": MergeForm(typed(request), item=item, button="Merge suggestion", label="Why?", hint=hint),
        "message": "The suggestion has been merged.",
        "field": "into",
        "lead": "It is listed as declined, with a link to the item it is merged into. Its text is not published.",
    }


@_act(verbs.forget_suggester, "Delete contact details")
def forget(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Erase the author's details early, at the author's request."""
    lead = "The name and email address are permanently deleted. The suggestion and its reference stay."
    form = ConfirmForm(typed(request), button="Delete contact details")
    return {"form": form, "message": "The contact details have been deleted.", "lead": lead}


@planners
@require_POST
def acknowledge(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Email the author that the suggestion has arrived, unless this email was sent before."""
    item = find(committee, pk)

    def act() -> str:
        if verbs.acknowledge(item, at=timezone.now(), by=request.user):
            return "The acknowledgement has been sent."
        messages.error(request, "The acknowledgement could not be sent. Try again later.")
        return ""

    return press(request, act, then=reverse("desk:programme-suggestion", args=[committee, pk]))
