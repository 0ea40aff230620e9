"""What is done with a suggestion: recorded, taken up, turned down, merged; its maker written to, or forgotten."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.models import User
from committee.views.acting import Data, Done, carry_out, press, typed
from committee.views.lookup import find_committee
from workprogramme.items import scheduling
from workprogramme.items.act_forms import MergeForm
from workprogramme.models import ProgrammeItem
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions.forms import RecordedForm, TakeUpForm
from workprogramme.suggestions.listing import suggester_of
from workprogramme.suggestions.views.desk import address_of, find, trail_of


@planners
def new(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """Record a suggestion that was made elsewhere: at a meeting, in a minute, by a member, in a letter."""
    body = find_committee(committee)

    def tell(made: ProgrammeItem) -> Done:
        return Done(_tell(made, request.user), reverse("desk:programme-suggestion", args=[body.slug, made.pk]))

    form = RecordedForm(typed(request), committee=body, today=timezone.localdate())
    return carry_out(
        request, suggestions.suggest, body, form, message=tell, template="desk/act.html",
        title=f"Record a suggestion: {body.short_name}", caption=body.name, heading="Record a suggestion",
        lead="For a suggestion made elsewhere: at a meeting, in a minute, by a member, in a letter. It will then "
        "be scored with the others, and is not public until it is accepted.",
        trail=trail_of(body), back=reverse("desk:programme-suggestions", args=[body.slug]), back_text="Cancel",
    )  # fmt: skip


def _tell(item: ProgrammeItem, by: User) -> str:
    """Email the author where there is an address, and say what was done."""
    message = f"The suggestion has been recorded as {item.suggester.reference}."
    if item.suggester.email:
        sent = suggestions.acknowledge(item, at=timezone.now(), by=by)
        message += (
            " The person who made it has been emailed."
            if sent
            else " The email to the person who made it could not be sent."
        )
    return message


def _act(verb: Callable[..., Any], heading: str) -> Callable[[Callable[..., Data]], Callable[..., HttpResponseBase]]:
    """Make the view of an act on a suggestion, which leads back to its page or its item’s: its form, what it says."""

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


@_act(suggestions.take_up, "Accept suggestion")
def take_up(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Take it into the programme, in words that the public may read."""
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
        if suggestions.tell_decision(item, at=timezone.now(), by=request.user):
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
    """Take back that it was turned down or merged by mistake."""
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
    """Let it go on in another item or suggestion."""
    hint = "Only officers who plan the programme see this."
    return {
        "form": MergeForm(typed(request), item=item, button="Merge suggestion", label="Why?", hint=hint),
        "message": "The suggestion has been merged.",
        "field": "into",
        "lead": "It is listed as declined, with a link to the item it is merged into. Its text is not published.",
    }


@_act(suggestions.forget_suggester, "Delete contact details")
def forget(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Erase who made it before the time, because they ask for it."""
    lead = "The name and email address are permanently deleted. The suggestion and its reference stay."
    form = ConfirmForm(typed(request), button="Delete contact details")
    return {"form": form, "message": "The contact details have been deleted.", "lead": lead}


@planners
@require_POST
def acknowledge(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Write to whoever made it that it has arrived, where that has not been done or did not go."""
    item = find(committee, pk)

    def act() -> str:
        if suggestions.acknowledge(item, at=timezone.now(), by=request.user):
            return "The acknowledgement has been sent."
        messages.error(request, "The acknowledgement could not be sent. Try again later.")
        return ""

    return press(request, act, then=reverse("desk:programme-suggestion", args=[committee, pk]))
