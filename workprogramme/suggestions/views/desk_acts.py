"""What is done with a suggestion: recorded, taken up, turned down, merged; its maker written to, or forgotten."""

from collections.abc import Callable
from typing import Any

from django import forms
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
from committee.views.acting import Done, carry_out, press, typed
from committee.views.lookup import find_committee
from workprogramme.items import scheduling
from workprogramme.models import ProgrammeItem
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions.forms import MergeForm, RecordedForm, TakeUpForm
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
        request, suggestions.suggest, body, form, said=tell, template="desk/act.html",
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


def _act(
    request: SignedInRequest,
    verb: Callable[..., Any],
    item: ProgrammeItem,
    form: forms.Form,
    *,
    heading: str,
    **page: Any,
) -> HttpResponseBase:
    """Show one form and carry out its act on a suggestion, then go back to its page or its item’s."""
    body = item.programme.committee
    here = reverse("desk:programme-suggestion", args=[body.slug, item.pk])

    def then() -> str:
        item.refresh_from_db()
        return address_of(item) or here

    return carry_out(
        request, verb, item, form, then=then, template="desk/act.html", caption=item.title, heading=heading,
        title=f"{heading}: {Truncator(item.title).chars(60)}", back=here, trail=trail_of(body, item), **page,
    )  # fmt: skip


@planners
def take_up(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Take it into the programme, in words that the public may read."""
    item = find(committee, pk)
    where = f", and where they come from (“{item.origin_words or item.get_origin_display()}”)" if item.origin else ""
    return _act(
        request,
        suggestions.take_up,
        item,
        TakeUpForm(typed(request), item=item, today=timezone.localdate()),
        said="The suggestion has been added to the work programme.",
        field="meeting",
        heading="Accept suggestion",
        lead="It is added to the work programme. Everyone who can read the programme can then read these words"
        f"{where}. Who suggested it stays private.",
    )


@planners
def turn_down(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Decline a suggestion, with the reason."""
    item = find(committee, pk)
    form = ReasonForm(
        typed(request),
        button="Decline suggestion",
        label="Why is it declined?",
        hint="This is sent to the person who made it, so write it for them. It is not published.",
    )
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
    about = {"field": "reason", "heading": "Decline suggestion", "lead": lead}
    return _act(request, scheduling.decline, item, form, said=tell, **about)


@planners
def restore(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Take back that it was turned down or merged by mistake."""
    button, hint = "Restore suggestion", "This is not published."
    return _act(
        request,
        scheduling.restore,
        find(committee, pk),
        ReasonForm(typed(request), button=button, label="Why is it restored?", hint=hint),
        said="The suggestion has been restored.",
        field="reason",
        heading=button,
        lead="It goes back to the suggestions waiting for a decision. No one is emailed.",
    )


@planners
def merge(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Let it go on in another item or suggestion."""
    item = find(committee, pk)
    return _act(
        request,
        scheduling.merge,
        item,
        MergeForm(typed(request), item=item),
        said="The suggestion has been merged.",
        field="into",
        heading="Merge with another item",
        lead="It is listed as declined, with a link to the item it is merged into. Its text is not published.",
    )


@planners
def forget(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Erase who made it before the time, because they ask for it."""
    form = ConfirmForm(typed(request), button="Delete contact details")
    lead = "The name and email address are permanently deleted. The suggestion and its reference stay."
    about = {"said": "The contact details have been deleted.", "heading": "Delete contact details", "lead": lead}
    return _act(request, suggestions.forget_suggester, find(committee, pk), form, **about)


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
