"""The desk's pages of call-ins: record a call-in, check it, ask members to confirm, record the committee's decision."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from workprogramme import deadlines
from workprogramme.member_requests import call_ins as verbs
from workprogramme.member_requests.forms import AskToConfirmForm, CallInForm, NamesForm, SettleCallInForm
from workprogramme.member_requests.signatories import counted
from workprogramme.models import CallIn, Signatory
from workprogramme.procedure_forms import ReasonsForm, TakeUpForm
from workprogramme.procedure_pages import SETTLED, TAKEN_UP, Line, Page, Section
from workprogramme.time_limits import Counting, can_be_called_in

LETTERS = dt.timedelta(weeks=4)  # how long after the last day for call-in a letter that came in time can be recorded
State = CallIn.State
OPEN = Q(state__in=(State.RECEIVED, State.ACCEPTED))
ROWS = CallIn.objects.select_related("committee", "item__meeting", "decision")
ACTS = {State.RECEIVED: ("accept", "refuse", "ask", "names"), State.ACCEPTED: ("settle",)}


SECTION = Section(
    name="call-ins",
    thing="call-in",
    heading="Call-ins",
    lead="Decisions taken but not yet carried out, which members ask to be reconsidered.",
    new_label="Record a call-in",
    tabs=("Open", "Settled"),
    empty=(
        ("No call-in is open", "Members can call in a decision online, or write to you and you record it."),
        ("None has been decided yet", "Committees’ decisions on call-ins appear here."),
    ),
    rows=ROWS,
    lists=lambda today: (ROWS.filter(OPEN).order_by("due_on"), ROWS.exclude(OPEN)),
    line=lambda row: Line(row.decision_title, f"Decided by {row.decided_by}", row.committee.short_name),
    clock=deadlines.of_call_in,
    may=lambda row: ACTS.get(State(row.state), ()),
)


@SECTION.page
def call_in(request: SignedInRequest, call_in: CallIn) -> Page:
    """Show a call-in: the decision, the members and their reasons, whether the call-in is valid, and its acts."""
    signatories, counts = list(call_in.signatories.select_related("person")), counted(call_in)
    return Page(
        heading=call_in.decision_title,
        caption=f"Call-in, {call_in.committee.name}",
        warning=verbs.why_not_valid(call_in) if call_in.state == State.RECEIVED else "",
        facts=[
            ("Decided by", call_in.decided_by),
            ("Published on", long_date(call_in.decision_published_on)),
            ("Received on", long_date(timezone.localdate(call_in.received_at)) + verbs.recorded_words(call_in)),
            ("The last day for calling it in", long_date(call_in.due_on)),
            ("Confirmed names", f"{len(counts)} of the {call_in.needed} needed"),
            ("Called in by", "\n".join(map(_signed, signatories)) or "No one"),
        ],
        texts=[("Why it is called in", call_in.reasons), ("Outcome", call_in.outcome)],
        items=[call_in.item] if call_in.item else [],
    )


def _signed(signatory: Signatory) -> str:
    """Return the name of a signatory, with the day and method of the confirmation."""
    if signatory.confirmed_at is None:
        return f"{signatory.person}: not confirmed"
    day = long_date(timezone.localtime(signatory.confirmed_at).date())
    return f"{signatory.person}: confirmed on {day}, {signatory.get_how_display()}"


@SECTION.new(verbs.receive)
def call_in_new(request: SignedInRequest) -> Data:
    """Record a call-in that came by letter or email."""
    today = timezone.localdate()
    open_to = Counting.current().rules.who_is_asked(today)

    def ask(made: CallIn) -> str:
        """Email members who have not confirmed. Return a message that names the members to whom no link was sent."""
        missed = verbs.ask_all_to_confirm(made, at=timezone.now(), by=request.user)
        less = f" No link was sent to {', '.join(missed)}. Send one from this page." if missed else ""
        return f"The call-in is recorded. Those named are asked to confirm.{less}"

    form = CallInForm(typed(request), on=today, open_to_it=can_be_called_in(today - LETTERS), open_to=open_to)
    return {"form": form, "message": ask, "field": "decision"}


@SECTION.act("accept", "Accept call-in", verbs.accept)
def call_in_accept(request: SignedInRequest, row: CallIn) -> Data:
    """Accept the call-in as valid, and choose the meeting that considers it."""
    today, title = timezone.localdate(), verbs.usual_title(row)
    last = long_date(Counting.current().call_in_met_by(timezone.localdate(row.received_at)))
    return {
        "form": TakeUpForm(typed(request), committee=row.committee, on=today, initial={"title": title}),
        "message": TAKEN_UP,
        "field": "meeting",
        "lead": "It is added to the committee’s work programme. The committee must meet to consider it by "
        f"{last}. The decision must not be carried out until then.",
        "warning": verbs.why_not_valid(row) if row.state == State.RECEIVED else "",
    }


@SECTION.act("refuse", "Refuse call-in", verbs.refuse)
def call_in_refuse(request: SignedInRequest, row: CallIn) -> Data:
    """Refuse the call-in as not valid, with reasons that its members read."""
    initial = {"reasons": verbs.why_not_valid(row)}
    label, hint = "Why is it not valid?", "The members who called it in can read this."
    form = ReasonsForm(typed(request), initial=initial, button="Refuse call-in", label=label, hint=hint)
    return {"form": form, "message": "It is refused.", "field": "reasons"}


@SECTION.act("ask", "Send a link to confirm with", verbs.ask_to_confirm)
def call_in_ask(request: SignedInRequest, row: CallIn) -> Data:
    """Send a named member a link to confirm with. The member's earlier link stops working."""
    return {
        "form": AskToConfirmForm(typed(request), people=verbs.to_confirm(row)),
        "message": lambda went: "The link is sent." if went else "The email could not be sent. Try again later.",
        "field": "address",
        "lead": "They can confirm, or remove their name, without signing in. Their earlier link stops working.",
    }


@SECTION.act("names", "Change who calls it in", verbs.set_members)
def call_in_names(request: SignedInRequest, row: CallIn) -> Data:
    """Change the members named on the call-in, until it is checked."""
    form = NamesForm(typed(request), call_in=row, on=timezone.localdate())
    return {"form": form, "message": "The names are saved.", "field": "members"}


@SECTION.act("settle", "Record what the committee decided", verbs.settle)
def call_in_settle(request: SignedInRequest, row: CallIn) -> Data:
    """Record the committee's decision."""
    return {"form": SettleCallInForm(typed(request)), "message": SETTLED, "field": "outcome"}
