"""Committees, and who sits on them."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import register
from committee.acts.requests import SignedInRequest
from committee.charts import draw_balance
from committee.models import Committee, GroupMembership, Seat, SeatRole, Term
from committee.register import balance as political_balance
from committee.register import bodies, seats
from committee.register.forms.committees import AppointForm, CommitteeForm, LeaveForm, OnForm, SeatsFormSet
from committee.register.views.breadcrumbs import Step, act, below, trail
from committee.views.acting import Data, Done, answered, ask, show, typed
from committee.wording.dates import full_date


def _committees() -> tuple[str, str]:
    return ("Committees", reverse("register:committees"))


def _page_of(body: Committee) -> str:
    return reverse("register:committee", kwargs={"slug": body.slug})


def _step(body: Committee) -> Step:
    return (body.name, _page_of(body))


@register
def committees(request: SignedInRequest) -> HttpResponseBase:
    """List every committee: current, future and past."""
    today = timezone.localdate()
    seats_then: Prefetch[Any] = Prefetch("seats", Seat.objects.on(today).by_surname(), "seats_then")
    everything = Committee.objects.select_related("parent").prefetch_related(seats_then)
    now = [body for body in everything if body.since <= today and (body.until is None or body.until >= today)]
    for body in now:
        body.chairs = [seat for seat in body.seats_then if seat.role == SeatRole.CHAIRMAN]
        body.sitting = len([seat for seat in body.seats_then if seat.role != SeatRole.SUBSTITUTE])
    context = {
        "now": now,
        "coming": [body for body in everything if body.since > today],
        "past": [body for body in everything if body.until and body.until < today],
        "trail": trail(),
    }
    return render(request, "register/committees.html", context)


def _seats_on(body: Committee, day: date) -> list[Seat]:
    terms = Term.objects.on(day).select_related("division")
    groups = GroupMembership.objects.on(day).select_related("group")
    seats_then = body.seats.on(day).by_surname().prefetch_related(Prefetch("person__terms", terms, "terms_then"))
    return list(seats_then.prefetch_related(Prefetch("person__group_memberships", groups, "groups_then")))


@register
def committee(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Show a body, and its seats on a day (`?on=`)."""
    everything = Committee.objects.select_related("parent", "usual_venue", "contact_officer")
    body = get_object_or_404(everything, slug=slug)
    today = timezone.localdate()
    form = OnForm(request.GET if "on" in request.GET else None)
    day = form.day(today)
    sitting = _seats_on(body, day)
    context = {
        "body": body,
        "search": form,
        "day": day,
        "is_today": day == today,
        "quorum": body.quorum_on(day),
        "presiding": [seat for seat in sitting if seat.role in (SeatRole.CHAIRMAN, SeatRole.VICE_CHAIRMAN)],
        "members": [seat for seat in sitting if seat.role in (SeatRole.MEMBER, SeatRole.CO_OPTEE)],
        "substitutes": [seat for seat in sitting if seat.role == SeatRole.SUBSTITUTE],
        "coming": list(body.seats.filter(since__gt=today).by_surname()),
        "predecessors": list(body.predecessors.all()),
        "successors": list(body.successors.all()),
        "balance": (shares_now := _balance_of(body, day)),
        "chart": draw_balance(shares_now.shares) if shares_now else None,
        "trail": trail(_committees()),
    }
    return render(request, "register/committee.html", context)


def _balance_of(body: Committee, day: date) -> political_balance.Balance | None:
    """
    Return the political balance of one body.

    Return None where the law requires no balance, no councillor sits on the body, or the council has only one group.
    """
    body_balance = next(iter(political_balance.on(day, [body])[1]), None)
    return body_balance if body_balance and len(body_balance.shares) > 1 else None


@register
def balance(request: SignedInRequest) -> HttpResponseBase:
    """Show how seats are shared between political groups, over all committees and on each (R66)."""
    today = timezone.localdate()
    together, each = political_balance.on(today, Committee.objects.existing(today))
    context = {
        "day": today,
        "all": together,
        "chart": draw_balance(together.shares),
        "rows": [(row, draw_balance(row.shares)) for row in each] if len(together.shares) > 1 else [],
        "trail": trail(_committees()),
    }
    return render(request, "register/balance.html", context)


@register
def committee_new(request: SignedInRequest) -> HttpResponseBase:
    """Set up a body."""

    def tell(made: Committee) -> Done:
        return Done(f"The {made} has been set up. Next, appoint its members.", _page_of(made))

    form = CommitteeForm(typed(request), today=timezone.localdate())
    return act(request, bodies.add_committee, None, form, _committees(), message=tell, title="Set up a committee")


@register
def committee_edit(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Change the details of a body."""
    body = get_object_or_404(Committee, slug=slug)
    return act(
        request,
        bodies.edit_committee,
        body,
        CommitteeForm(typed(request), row=body, today=timezone.localdate()),
        _committees(),
        _step(body),
        message=lambda changed: f"The details of the {changed} have been changed.",
        title="Change details",
        caption=body.name,
    )


@register
def appoint(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Give one person a seat on a body."""
    body = get_object_or_404(Committee, slug=slug)

    def tell(seat: Seat) -> str:
        return f"{seat.person.printed_name} sits on the committee from {full_date(seat.since)} as {seat.role_label}."

    form = AppointForm(typed(request))
    lead = "" if not body.is_scrutiny else "A member of the executive cannot sit on this committee (LGA 2000 s.9FA)."
    about: Data = {"message": tell, "title": "Appoint someone", "caption": body.name, "lead": lead}
    return act(request, seats.appoint, body, form, _committees(), _step(body), **about)


@register
def appoint_several(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Give several people seats from one page, or none where a row is wrong; each error is shown at its row."""
    body = get_object_or_404(Committee, slug=slug)
    formset: Any = SeatsFormSet(typed(request), prefix="rows")

    def give_seats(data: Data) -> str:
        try:
            made = seats.appoint_several(body, formset.entries, by=request.user)
        except seats.SeveralRefused as refusal:
            # Read `filled` only once: `add_error` removes the person from a row, and the row is then no longer filled.
            rows = formset.filled
            for place, text in refusal.texts.items():
                rows[place].add_error("person", text)
            raise
        return f"{len(made)} {'person sits' if len(made) == 1 else 'people sit'} on the committee."

    if answer := answered(request, formset, give_seats, then=_page_of(body)):
        return answer
    steps = trail(_committees(), _step(body))
    return show(request, "register/appoint_several.html", form=formset, body=body, trail=steps, back=_page_of(body))


@register
def leave(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record the last day of several members at once."""
    body = get_object_or_404(Committee, slug=slug)

    def end_seats(typed_in: Data) -> str:
        gone = list(typed_in["seats"])
        seats.end_seats(gone, on=typed_in["on"], by=request.user)
        who = gone[0].person.printed_name if len(gone) == 1 else f"{len(gone)} people"
        return f"{who}: last day on the committee {full_date(typed_in['on'])}."

    form = LeaveForm(typed(request), committee=body, today=timezone.localdate())
    about = {"title": "Record who has left", "caption": body.name, "lead": "The dates of each seat stay on record."}
    return ask(request, form, end_seats, **about, **below(_committees(), _step(body)))
