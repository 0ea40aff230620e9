"""What is done with a suggestion: recorded, taken up, turned down, merged; its maker written to, or forgotten."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from committee.forms.fields import ConfirmForm, ReasonForm
from committee.models import User
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, ask, press, typed
from committee.views.lookup import find_committee
from workprogramme.items import scheduling
from workprogramme.models import ProgrammeItem
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions.forms.suggesting import MergeForm, RecordedForm, TakeUpForm
from workprogramme.suggestions.listing import suggester_of
from workprogramme.suggestions.lookup import address_of, find, trail_of


@planners
def new(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """Record a suggestion that was made elsewhere: at a meeting, in a minute, by a member, in a letter."""
    body, today = find_committee(committee), timezone.localdate()

    def record(data: Data) -> Done:
        now = timezone.now()
        made = suggestions.suggest(body, **data, on=today, at=now, by=request.user)
        message = _tell(made, now, request.user)
        return Done(message, reverse("desk:programme-suggestion", args=[body.slug, made.pk]))

    return ask(
        request, RecordedForm(typed(request), committee=body, today=today), record,
        template="desk/act.html",
        title=f"Record a suggestion: {body.short_name}", caption=body.name, heading="Record a suggestion",
        lead="For a suggestion made elsewhere: at a meeting, in a minute, by a member, in a letter. It will then "
        "be scored with the others, and is not public until it is accepted.",
        trail=trail_of(body), back=reverse("desk:programme-suggestions", args=[body.slug]), back_text="Cancel",
    )  # fmt: skip


def _tell(item: ProgrammeItem, at: dt.datetime, by: User) -> str:
    """Email the author where there is an address, and say what was done."""
    message = f"The suggestion has been recorded as {item.suggester.reference}."
    if item.suggester.email:
        sent = suggestions.acknowledge(item, at=at, by=by)
        message += (
            " The person who made it has been emailed."
            if sent
            else " The email to the person who made it could not be sent."
        )
    return message


def _act(
    request: SignedInRequest,
    item: ProgrammeItem,
    form: Any,
    act: Callable[..., object],
    done: str,
    *,
    heading: str,
    **page: Any,
) -> HttpResponseBase:
    """One act on a suggestion, and back to its page or its item’s; without `done` the act says what it did."""
    body, now = item.programme.committee, timezone.now()
    here = reverse("desk:programme-suggestion", args=[body.slug, item.pk])

    def carry_out(data: Data) -> str:
        message = act(on=timezone.localdate(now), at=now, by=request.user)
        return done or str(message)

    def then() -> str:
        item.refresh_from_db()
        return address_of(item) or here

    title = f"{heading}: {Truncator(item.title).chars(60)}"
    page = {"caption": item.title, "heading": heading, "back": here, "trail": trail_of(body, item), **page}
    return ask(request, form, carry_out, then=then, template="desk/act.html", title=title, **page)


@planners
def take_up(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Take it into the programme, in words that the public may read."""
    item = find(committee, pk)
    form = TakeUpForm(typed(request), item=item, today=timezone.localdate())
    return _act(
        request,
        item,
        form,
        lambda **when: suggestions.take_up(item, **form.cleaned_data, **when),
        "The suggestion has been added to the work programme.",
        field="meeting",
        heading="Accept suggestion",
        lead="It is added to the work programme. Everyone who can read the programme can then read these words"
        + (f", and where they come from (“{item.origin_words or item.get_origin_display()}”)" if item.origin else "")
        + ". Who suggested it stays private.",
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

    def decline(*, on: dt.date, at: dt.datetime, by: User) -> str:
        scheduling.decline(item, reason=form.cleaned_data["reason"], on=on, at=at, by=by)
        if not addressee:
            return "The suggestion has been declined."
        if suggestions.tell_decision(item, at=at, by=by):
            return f"The suggestion has been declined. {addressee} has been emailed the reason."
        return f"The suggestion has been declined. {addressee} could not be emailed: write to them."

    return _act(
        request,
        item,
        form,
        decline,
        "",
        field="reason",
        heading="Decline suggestion",
        lead=f"{addressee} is emailed your reason."
        if addressee
        else "There is no email address, so no one is emailed. Anyone with the link to the suggestion can "
        "see the reason.",
    )


@planners
def restore(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Take back that it was turned down or merged by mistake."""
    item = find(committee, pk)
    form = ReasonForm(
        typed(request), button="Restore suggestion", label="Why is it restored?", hint="This is not published."
    )
    return _act(
        request,
        item,
        form,
        lambda **when: scheduling.restore(item, reason=form.cleaned_data["reason"], **when),
        "The suggestion has been restored.",
        field="reason",
        heading="Restore suggestion",
        lead="It goes back to the suggestions waiting for a decision. No one is emailed.",
    )


@planners
def merge(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Let it go on in another item or suggestion."""
    item = find(committee, pk)
    form = MergeForm(typed(request), item=item)
    return _act(
        request,
        item,
        form,
        lambda **when: scheduling.merge(item, **form.cleaned_data, **when),
        "The suggestion has been merged.",
        field="into",
        heading="Merge with another item",
        lead="It is listed as declined, with a link to the item it is merged into. Its text is not published.",
    )


@planners
def forget(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Erase who made it before the time, because they ask for it."""
    item = find(committee, pk)
    return _act(
        request,
        item,
        ConfirmForm(typed(request), button="Delete contact details"),
        lambda on, by, **_: suggestions.forget_suggester(item, on=on, by=by),
        "The contact details have been deleted.",
        heading="Delete contact details",
        lead="The name and email address are permanently deleted. The suggestion and its reference stay.",
    )


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
