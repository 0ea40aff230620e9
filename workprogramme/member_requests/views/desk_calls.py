"""The desk's councillor calls for action (R47)."""

import datetime as dt

from django.db.models import Q
from django.http import HttpResponseBase
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from workprogramme import deadlines, procedure_pages
from workprogramme.member_requests import calls_for_action as verbs
from workprogramme.member_requests.forms import CallForActionForm, RejectForm, ReopenCallForm, SettleCallForm
from workprogramme.models import CallForAction
from workprogramme.procedure_forms import TakeUpForm
from workprogramme.procedure_pages import MISTAKEN, SETTLED, TAKEN_UP, Page, Row, Section

SECTION = Section(
    name="calls-for-action",
    heading="Calls for action",
    lead="Local matters that a councillor refers to a committee, to be on its agenda and discussed.",
    new="call-for-action-new",
    new_label="Record a call for action",
    tabs=("Open", "Settled"),
    empty=(
        ("No call for action is open", "Councillors can refer a matter online, or write to you."),
        ("None has been decided yet", "Rejected calls and committees’ decisions appear here."),
    ),
)
State = CallForAction.State
TAKE_BACK = {"reopen": "It was recorded by mistake"}
OPEN = Q(state__in=(State.RECEIVED, State.ACCEPTED))
ROWS = CallForAction.objects.select_related(
    "committee", "councillor", "meeting", "item__meeting", "item__programme__committee"
)


_act, _explain = SECTION.act, SECTION.explain


@planners
def calls(request: SignedInRequest) -> HttpResponseBase:
    """List calls to check or to discuss, the oldest first; settled ones are behind a tab."""

    def row(call: CallForAction, today: dt.date) -> Row:
        clock = deadlines.of_call_for_action(call, today)
        return Row(call.matter, SECTION.address(call), call.committee.short_name, call.councillor.printed_name, clock)

    return procedure_pages.listing(
        request, SECTION, (ROWS.filter(OPEN).order_by("received_on"), ROWS.exclude(OPEN)), row
    )


@planners
def call(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show one call for action: the matter, whether the law excludes it, what can be done."""
    call = procedure_pages.find(ROWS, pk)
    kind = "" if call.excluded == CallForAction.Excluded.NONE else call.get_excluded_display()
    systemic = (
        "The matter is that a function is not carried out at all, or is failing systemically." if call.systemic else ""
    )
    member_note = "A member of the committee refers it, so no matter is excluded." if kind and call.own_member else ""
    facts = [
        ("Who refers it", call.councillor.printed_name),
        ("Received on", long_date(call.received_on)),
        ("Kind of matter", ". ".join(filter(None, [kind, systemic, member_note]))),
    ]
    page = Page(
        heading=f"Call for action of {call.councillor.printed_name}",
        caption=call.committee.name,
        clock=deadlines.of_call_for_action(call, timezone.localdate()),
        facts=[fact for fact in facts if fact[1]],
        texts=[("The matter", call.matter), ("What has been tried", call.tried), ("Reasons given", call.reasons)],
        acts=_acts(call),
        items=procedure_pages.items_of(call),
    )
    return procedure_pages.one(request, SECTION, call, page)


def _acts(call: CallForAction) -> list[tuple[str, str]]:
    names = {
        State.RECEIVED: {
            "accept": "Accept call for action",
            "reject": "Reject call for action",
            "withdraw": "Withdraw call for action",
        },
        State.ACCEPTED: {"settle": "Record what the committee decided"},
        State.REJECTED: TAKE_BACK,
        State.ACTED: TAKE_BACK,
        State.NOT_ACTED: TAKE_BACK,
    }.get(State(call.state), {})
    return SECTION.links(call, names)


@planners
def call_new(request: SignedInRequest) -> HttpResponseBase:
    """Record a call for action that came by letter or email."""
    form = CallForActionForm(typed(request), on=timezone.localdate(), desk=True)
    lead = "Matters the law excludes are recorded as rejected, with the legal reason."
    about: Data = {"heading": "Record a call for action", "field": "councillor", "lead": lead}
    return _act(request, verbs.refer, None, form, said="The call for action is recorded.", **about)


@planners
def call_accept(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Accept call for action: into the work programme, at a meeting or to be scheduled."""
    row = procedure_pages.find(ROWS, pk)
    form = TakeUpForm(typed(request), committee=row.committee, on=timezone.localdate(), title="")
    return _act(request, verbs.accept, row, form, heading="Accept call for action", said=TAKEN_UP, field="title")


@planners
def call_reject(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Reject it, with the reasons that the councillor is told."""
    row = procedure_pages.find(ROWS, pk)
    form = RejectForm(
        typed(request), initial={"on": timezone.localdate(), "excluded": row.excluded}, button="Reject call for action",
        label="Why is it rejected?", hint="The councillor can read this.",
    )  # fmt: skip
    about: Data = {"heading": "Reject call for action", "said": "It is rejected.", "field": "reasons"}
    return _act(request, verbs.reject, row, form, **about)


@planners
def call_settle(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record what the committee decided; where it does not act the councillor is told why."""
    form = SettleCallForm(
        typed(request), initial={"on": timezone.localdate()}, button="Record decision",
        label="What will it do, or why will it not act?", hint="The councillor can read this (section 9FC).",
    )  # fmt: skip
    return _act(request, verbs.settle, procedure_pages.find(ROWS, pk), form, field="reasons", **SETTLED)


@planners
def call_reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take back that it was rejected or settled, which was recorded by mistake."""
    row = procedure_pages.find(ROWS, pk)
    initial = {"excluded": row.excluded}
    form = ReopenCallForm(typed(request), initial=initial, button="Undo", label=MISTAKEN, most=500)
    lead = "It is open again. Tell the councillor, who may have read that it was rejected or decided."
    about: Data = {"heading": "It was recorded by mistake", "field": "reason", "lead": lead}
    return _act(request, verbs.reopen, row, form, said="It is open again.", **about)


@planners
def call_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw one that was recorded twice, or that the councillor does not pursue."""
    row, hint = procedure_pages.find(ROWS, pk), "The councillor can read this."
    return _explain(request, verbs.withdraw, row, button="Withdraw call for action", hint=hint, said="It is withdrawn.")
