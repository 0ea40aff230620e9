"""The desk's councillor calls for action (R47)."""

import datetime as dt
from functools import partial

from django.db.models import Q
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.dates import long_date
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import typed
from workprogramme import deadlines, procedure_pages
from workprogramme.member_requests import calls_for_action as verbs
from workprogramme.member_requests.forms.requests import CallForActionForm, RejectForm, ReopenCallForm, SettleCallForm
from workprogramme.models import CallForAction
from workprogramme.procedure_forms import TakeUpForm
from workprogramme.procedure_pages import Page, Row, Section

SECTION = Section(
    name="calls-for-action",
    heading="Calls for action",
    lead="Local matters that a councillor refers to a committee, to be on its agenda and discussed.",
    new="call-for-action-new",
    new_label="Record a call for action",
    tabs=("Open", "Settled"),
    empty=(
        ("No call for action is open", "Councillors refer a matter from their own pages, or write to you."),
        ("None has been settled yet", "What was rejected, and what committees did, will be here."),
    ),
)
State = CallForAction.State
TAKE_BACK = {"reopen": "It was recorded by mistake"}
OPEN = Q(state__in=(State.RECEIVED, State.ACCEPTED))
ROWS = CallForAction.objects.select_related(
    "committee", "councillor", "meeting", "item__meeting", "item__programme__committee"
)


def address(call: CallForAction) -> str:
    """The address of its page."""
    return reverse("desk:call-for-action", args=[call.pk])


_act = partial(procedure_pages.act, section=SECTION, to=address)
_explain = partial(procedure_pages.explain, section=SECTION, to=address)


@planners
def calls(request: SignedInRequest) -> HttpResponseBase:
    """Those to check or to be discussed, the oldest first; those settled behind a tab."""

    def row(call: CallForAction, today: dt.date) -> Row:
        clock = deadlines.of_call_for_action(call, today)
        return Row(call.matter, address(call), call.committee.short_name, call.councillor.printed_name, clock)

    return procedure_pages.listing(
        request, SECTION, (ROWS.filter(OPEN).order_by("received_on"), ROWS.exclude(OPEN)), row
    )


@planners
def call(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One call for action: what the matter is, whether the law excludes it, what can be done."""
    row = procedure_pages.find(ROWS, pk)
    kind = "" if row.excluded == CallForAction.Excluded.NONE else row.get_excluded_display()
    systemic = "It says that a function is not discharged at all, or fails systemically." if row.systemic else ""
    own = "A member of the committee refers it, so no matter is excluded." if kind and row.own_member else ""
    facts = [
        ("Who refers it", row.councillor.printed_name),
        ("Received on", long_date(row.received_on)),
        ("Kind of matter", ". ".join(filter(None, [kind, systemic, own]))),
    ]
    page = Page(
        heading=f"Call for action of {row.councillor.printed_name}",
        caption=row.committee.name,
        clock=deadlines.of_call_for_action(row, timezone.localdate()),
        facts=[fact for fact in facts if fact[1]],
        texts=[("The matter", row.matter), ("What has been tried", row.tried), ("Reasons given", row.reasons)],
        acts=_acts(row),
        items=procedure_pages.items_of(row),
    )
    return procedure_pages.one(request, SECTION, row, page)


def _acts(call: CallForAction) -> list[tuple[str, str]]:
    names = {
        State.RECEIVED: {"accept": "Have it discussed", "reject": "Reject it, with reasons", "withdraw": "Withdraw it"},
        State.ACCEPTED: {"settle": "Record what the committee decided"},
        State.REJECTED: TAKE_BACK,
        State.ACTED: TAKE_BACK,
        State.NOT_ACTED: TAKE_BACK,
    }.get(State(call.state), {})
    return [(label, reverse(f"desk:call-for-action-{name}", args=[call.pk])) for name, label in names.items()]


@planners
def call_new(request: SignedInRequest) -> HttpResponseBase:
    """Record a call for action that came by letter or e-mail."""
    by = request.user
    return _act(
        request,
        CallForActionForm(typed(request), on=timezone.localdate(), desk=True),
        lambda said: verbs.refer(**said, by=by),
        heading="Record a call for action",
        said="The call for action is recorded.",
        field="councillor",
        lead="What the law excludes is recorded as rejected, with the reason in law.",
    )


@planners
def call_accept(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Have it discussed: into the work programme, at a meeting or to be scheduled."""
    row, now, by, today = procedure_pages.find(ROWS, pk), timezone.now(), request.user, timezone.localdate()
    return _act(
        request,
        TakeUpForm(typed(request), committee=row.committee, on=today, title=""),
        lambda said: verbs.accept(row, **said, on=today, at=now, by=by),
        heading="Have it discussed",
        said="It is accepted, and in the work programme of the committee.",
        row=row,
        field="title",
    )


@planners
def call_reject(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Reject it, with the reasons that the councillor is told."""
    row, by = procedure_pages.find(ROWS, pk), request.user
    form = RejectForm(
        typed(request), initial={"on": timezone.localdate(), "excluded": row.excluded}, button="Reject it",
        label="Why is it rejected?", hint="The councillor reads this.",
    )  # fmt: skip
    return _act(
        request,
        form,
        lambda said: verbs.reject(row, **said, by=by),
        heading="Reject it, with reasons",
        said="It is rejected.",
        row=row,
        field="reasons",
    )


@planners
def call_settle(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """What the committee decided; where it does not act the councillor is told why."""
    row, by = procedure_pages.find(ROWS, pk), request.user
    form = SettleCallForm(
        typed(request), initial={"on": timezone.localdate()}, button="Record it",
        label="What does it do, or why does it not act?", hint="The councillor reads this (section 9FC).",
    )  # fmt: skip
    return _act(
        request,
        form,
        lambda said: verbs.settle(row, **said, by=by),
        heading="Record what the committee decided",
        said="What the committee decided is recorded.",
        row=row,
        field="reasons",
    )


@planners
def call_reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take back that it was rejected or settled, which was recorded by mistake."""
    row, now, by = procedure_pages.find(ROWS, pk), timezone.now(), request.user
    return _act(
        request,
        ReopenCallForm(typed(request), initial={"excluded": row.excluded}),
        lambda said: verbs.reopen(row, **said, at=now, by=by),
        heading="It was recorded by mistake",
        said="It stands as before.",
        row=row,
        field="reason",
        lead="It stands again as before. Tell the councillor, who has read that it was rejected or settled.",
    )


@planners
def call_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw one that was recorded twice, or that the councillor does not pursue."""
    row, now, by = procedure_pages.find(ROWS, pk), timezone.now(), request.user
    return _explain(
        request,
        row,
        lambda reason: verbs.withdraw(row, reason=reason, at=now, by=by),
        button="Withdraw it",
        label="Why is it withdrawn?",
        hint="The councillor reads this.",
        said="It is withdrawn.",
    )
