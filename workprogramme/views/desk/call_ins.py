"""The desk's call-ins: those received, their checking, what the committee decided."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.law.clear_days import long_date
from committee.permissions import planners
from workprogramme import clocks
from workprogramme.forms.call_ins import CallInForm, NamesForm, SettleCallInForm
from workprogramme.forms.scrutiny import ReasonsForm, TakeUpForm
from workprogramme.forward_plan import Counting, can_be_called_in
from workprogramme.models import CallIn
from workprogramme.procedure import call_ins as verbs
from workprogramme.views.desk import scrutiny
from workprogramme.views.desk.scrutiny import Page, Row, Section

SECTION = Section(
    name="scrutiny_call_ins",
    heading="Call-ins",
    lead="Decisions taken but not yet carried out, which members ask to have looked at again.",
    new="scrutiny_call_in_new",
    new_label="Record a call-in",
    tabs=("Open", "Settled"),
    empty=(
        ("No call-in is open", "Members call a decision in from their own pages, or write to you and you record it."),
        ("None has been settled yet", "What committees decided on call-ins will be here."),
    ),
)
OPEN = Q(state__in=(CallIn.State.RECEIVED, CallIn.State.ACCEPTED))
ROWS = CallIn.objects.select_related("committee", "item__meeting", "decision")


def address(call_in: CallIn) -> str:
    """The address of its page."""
    return reverse("desk:scrutiny_call_in", args=[call_in.pk])


@planners
def call_ins(request: HttpRequest) -> HttpResponseBase:
    """Those to check or to be considered; those settled behind a tab."""
    counting = Counting.current()

    def row(one: CallIn, today: dt.date) -> Row:
        clock = clocks.of_call_in(one, today, counting)
        return Row(one.decision_title, address(one), f"Decided by {one.decided_by}", one.committee.short_name, clock)

    return scrutiny.listing(request, SECTION, (ROWS.filter(OPEN).order_by("due_on"), ROWS.exclude(OPEN)), row)


@planners
def call_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One call-in: who calls in what and why, whether it is valid, what can be done."""
    row = scrutiny.find(ROWS, pk)
    names = list(row.members.by_surname())
    received = row.state == CallIn.State.RECEIVED
    page = Page(
        heading=row.decision_title,
        caption=f"Call-in, {row.committee.name}",
        clock=clocks.of_call_in(row, timezone.localdate(), Counting.current()),
        warning=verbs.why_not_valid(row) if received else "",
        facts=[
            ("Decided by", row.decided_by),
            ("Published on", long_date(row.decision_published_on)),
            ("Received on", long_date(timezone.localtime(row.received_at).date())),
            (f"Called in by ({len(names)} of {row.needed})", scrutiny.people(names) or "Nobody any more"),
        ],
        texts=[("Why it is called in", row.reasons), ("What came of it", row.outcome)],
        acts=_acts(row),
        items=scrutiny.items_of(row),
    )
    return scrutiny.one(request, SECTION, row, page)


def _acts(row: CallIn) -> list[tuple[str, str]]:
    names = {
        CallIn.State.RECEIVED: {
            "accept": "It is valid: accept it",
            "refuse": "It is not valid: refuse it",
            "names": "Change who calls it in",
        },
        CallIn.State.ACCEPTED: {"settle": "Record what the committee decided"},
    }.get(CallIn.State(row.state), {})
    return [(label, reverse(f"desk:scrutiny_call_in_{name}", args=[row.pk])) for name, label in names.items()]


@planners
def call_in_new(request: HttpRequest) -> HttpResponseBase:
    """Record a call-in that came by letter or e-mail."""
    now, by, today = timezone.now(), request.user, timezone.localdate()
    form = CallInForm(request.POST or None, on=today, open_to_it=can_be_called_in(today, Counting.current()))

    def receive(said: dict[str, Any]) -> CallIn:
        came = said.pop("on")
        return verbs.receive(**said, at=scrutiny.moment(came, now), by=by)

    return scrutiny.act(
        request,
        form,
        receive,
        section=SECTION,
        heading="Record a call-in",
        said="The call-in is recorded. Check it now.",
        to=address,
        field="decision",
    )


@planners
def call_in_names(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who calls it in, as names come by letter until it is checked."""
    row, by = scrutiny.find(ROWS, pk), request.user
    kept = {"members": list(row.members.values_list("pk", flat=True))}
    form = NamesForm(request.POST or None, on=timezone.localdate(row.received_at), initial=kept)
    return scrutiny.act(
        request,
        form,
        lambda said: verbs.set_members(row, said["members"], by=by),
        section=SECTION,
        heading="Change who calls it in",
        said="The names are saved.",
        to=address,
        row=row,
        field="members",
    )


@planners
def call_in_accept(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Find it valid, and say when the committee looks at it."""
    row, now, by, today = scrutiny.find(ROWS, pk), timezone.now(), request.user, timezone.localdate()
    last = long_date(Counting.current().call_in_met_by(timezone.localdate(row.received_at)))
    return scrutiny.act(
        request,
        TakeUpForm(request.POST or None, committee=row.committee, on=today, title=verbs.usual_title(row)),
        lambda said: verbs.accept(row, **said, on=today, at=now, by=by),
        section=SECTION,
        heading="It is valid: accept it",
        said="It is accepted, and in the work programme of the committee.",
        to=address,
        row=row,
        field="meeting",
        lead=f"It goes into the committee’s work programme; the committee has to meet on it by {last}. "
        "The decision must not be carried out meanwhile.",
        warning=verbs.why_not_valid(row) if row.state == CallIn.State.RECEIVED else "",
    )


@planners
def call_in_refuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Find it not valid, with the reasons that its members are told."""
    row, by = scrutiny.find(ROWS, pk), request.user
    initial = {"reasons": verbs.why_not_valid(row), "on": timezone.localdate()}
    form = ReasonsForm(
        request.POST or None, initial=initial, button="Refuse it", label="Why is it not valid?",
        hint="The members who made it read this on their own page.",
    )  # fmt: skip
    return scrutiny.act(
        request,
        form,
        lambda said: verbs.refuse(row, **said, by=by),
        section=SECTION,
        heading="It is not valid: refuse it",
        said="It is refused.",
        to=address,
        row=row,
        field="reasons",
    )


@planners
def call_in_settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the committee decided."""
    row, by = scrutiny.find(ROWS, pk), request.user
    return scrutiny.act(
        request,
        SettleCallInForm(request.POST or None),
        lambda said: verbs.settle(row, **said, by=by),
        section=SECTION,
        heading="Record what the committee decided",
        said="What the committee decided is recorded.",
        to=address,
        row=row,
        field="outcome",
    )
