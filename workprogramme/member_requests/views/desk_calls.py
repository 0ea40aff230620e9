"""The desk's councillor calls for action (R47)."""

from django.db.models import Q
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from workprogramme import deadlines
from workprogramme.member_requests import calls_for_action as verbs
from workprogramme.member_requests.forms import CallForActionForm, RejectForm, ReopenCallForm, SettleCallForm
from workprogramme.models import CallForAction
from workprogramme.procedure_forms import TakeUpForm
from workprogramme.procedure_pages import MISTAKEN, SETTLED, TAKEN_UP, Line, Page, Section

State = CallForAction.State
OPEN = Q(state__in=(State.RECEIVED, State.ACCEPTED))
ROWS = CallForAction.objects.select_related(
    "committee", "councillor", "meeting", "item__meeting", "item__programme__committee"
)
ACTS = {State.RECEIVED: ("accept", "reject", "withdraw"), State.ACCEPTED: ("settle",), State.WITHDRAWN: ()}


SECTION = Section(
    name="calls-for-action",
    thing="call-for-action",
    heading="Calls for action",
    lead="Local matters that a councillor refers to a committee, to be on its agenda and discussed.",
    new_label="Record a call for action",
    tabs=("Open", "Settled"),
    empty=(
        ("No call for action is open", "Councillors can refer a matter online, or write to you."),
        ("None has been decided yet", "Rejected calls and committees’ decisions appear here."),
    ),
    rows=ROWS,
    lists=lambda today: (ROWS.filter(OPEN).order_by("received_on"), ROWS.exclude(OPEN)),
    line=lambda call: Line(call.matter, call.committee.short_name, call.councillor.printed_name),
    clock=deadlines.of_call_for_action,
    may=lambda call: ACTS.get(State(call.state), ("reopen",)),
)


@SECTION.page
def call(request: SignedInRequest, call: CallForAction) -> Page:
    """Show one call for action: the matter, whether the law excludes it, and the possible acts."""
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
    return Page(
        heading=f"Call for action of {call.councillor.printed_name}",
        caption=call.committee.name,
        facts=[fact for fact in facts if fact[1]],
        texts=[("The matter", call.matter), ("What has been tried", call.tried), ("Reasons given", call.reasons)],
        items=[call.item] if call.item else [],
    )


@SECTION.new(verbs.refer)
def call_new(request: SignedInRequest) -> Data:
    """Record a call for action that came by letter or email."""
    form = CallForActionForm(typed(request), on=timezone.localdate(), desk=True)
    lead = "Matters the law excludes are recorded as rejected, with the legal reason."
    return {"form": form, "message": "The call for action is recorded.", "field": "councillor", "lead": lead}


@SECTION.act("accept", "Accept call for action", verbs.accept)
def call_accept(request: SignedInRequest, row: CallForAction) -> Data:
    """Accept the call for action into the work programme, for a meeting or to be scheduled."""
    form = TakeUpForm(typed(request), committee=row.committee, on=timezone.localdate())
    return {"form": form, "message": TAKEN_UP, "field": "title"}


@SECTION.act("reject", "Reject call for action", verbs.reject)
def call_reject(request: SignedInRequest, row: CallForAction) -> Data:
    """Reject the call for action, with reasons that the councillor can read."""
    label, hint = "Why is it rejected?", "The councillor can read this."
    form = RejectForm(
        typed(request), initial={"excluded": row.excluded}, button="Reject call for action", label=label, hint=hint
    )
    return {"form": form, "message": "It is rejected.", "field": "reasons"}


@SECTION.act("settle", "Record what the committee decided", verbs.settle)
def call_settle(request: SignedInRequest, row: CallForAction) -> Data:
    """Record the committee's decision. The councillor can read why the committee does not act."""
    label, hint = "What will it do, or why will it not act?", "The councillor can read this (section 9FC)."
    form = SettleCallForm(typed(request), button="Record decision", label=label, hint=hint)
    return {"form": form, "message": SETTLED, "field": "reasons"}


@SECTION.act("reopen", "It was recorded by mistake", verbs.reopen)
def call_reopen(request: SignedInRequest, row: CallForAction) -> Data:
    """Reopen a call for action that was recorded as rejected or settled by mistake."""
    initial = {"excluded": row.excluded}
    form = ReopenCallForm(typed(request), initial=initial, button="Undo", label=MISTAKEN, most=500)
    lead = "It is open again. Tell the councillor, who may have read that it was rejected or decided."
    return {"form": form, "message": "It is open again.", "field": "reason", "lead": lead}


call_withdraw = SECTION.explain(
    "withdraw", "Withdraw call for action", verbs.withdraw, hint="The councillor can read this."
)
