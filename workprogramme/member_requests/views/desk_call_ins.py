"""The desk's call-ins: those received, their checking, what the committee decided."""

import datetime as dt

from django.db.models import Q
from django.http import HttpResponseBase
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from workprogramme import deadlines, procedure_pages
from workprogramme.member_requests import call_ins as verbs
from workprogramme.member_requests.call_ins import ask_all_to_confirm
from workprogramme.member_requests.forms import AskToConfirmForm, CallInForm, NamesForm, SettleCallInForm
from workprogramme.member_requests.signatories import counted
from workprogramme.models import CallIn, Signatory
from workprogramme.procedure_forms import ReasonsForm, TakeUpForm
from workprogramme.procedure_pages import SETTLED, TAKEN_UP, Page, Row, Section
from workprogramme.time_limits import Counting, can_be_called_in

SECTION = Section(
    name="call-ins",
    heading="Call-ins",
    lead="Decisions taken but not yet carried out, which members ask to be reconsidered.",
    new="call-in-new",
    new_label="Record a call-in",
    tabs=("Open", "Settled"),
    empty=(
        ("No call-in is open", "Members can call in a decision online, or write to you and you record it."),
        ("None has been decided yet", "Committees’ decisions on call-ins appear here."),
    ),
)
LETTERS = dt.timedelta(weeks=4)  # a letter that came in time may be recorded later
OPEN = Q(state__in=(CallIn.State.RECEIVED, CallIn.State.ACCEPTED))
ROWS = CallIn.objects.select_related("committee", "item__meeting", "decision")


_act = SECTION.act


@planners
def call_ins(request: SignedInRequest) -> HttpResponseBase:
    """List call-ins to check or to consider; settled ones are behind a tab."""
    counting = Counting.current()

    def row(call_in: CallIn, today: dt.date) -> Row:
        clock = deadlines.of_call_in(call_in, today, counting)
        return Row(
            call_in.decision_title,
            SECTION.address(call_in),
            f"Decided by {call_in.decided_by}",
            call_in.committee.short_name,
            clock,
        )

    return procedure_pages.listing(request, SECTION, (ROWS.filter(OPEN).order_by("due_on"), ROWS.exclude(OPEN)), row)


@planners
def call_in(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One call-in: who calls in what and why, whether it is valid, what can be done."""
    call_in = procedure_pages.find(ROWS, pk)
    signatories, counts = list(call_in.signatories.select_related("person")), counted(call_in)
    received = call_in.state == CallIn.State.RECEIVED
    page = Page(
        heading=call_in.decision_title,
        caption=f"Call-in, {call_in.committee.name}",
        clock=deadlines.of_call_in(call_in, timezone.localdate(), Counting.current()),
        warning=verbs.why_not_valid(call_in) if received else "",
        facts=[
            ("Decided by", call_in.decided_by),
            ("Published on", long_date(call_in.decision_published_on)),
            ("Received on", long_date(timezone.localdate(call_in.received_at)) + verbs.recorded_words(call_in)),
            ("The last day for calling it in", long_date(call_in.due_on)),
            ("Confirmed names", f"{len(counts)} of the {call_in.needed} needed"),
            ("Called in by", procedure_pages.people(map(_signed, signatories)) or "No one"),
        ],
        texts=[("Why it is called in", call_in.reasons), ("Outcome", call_in.outcome)],
        acts=_acts(call_in),
        items=procedure_pages.items_of(call_in),
    )
    return procedure_pages.one(request, SECTION, call_in, page)


def _signed(signatory: Signatory) -> str:
    """Return the name of a signatory, with how and when it was confirmed."""
    if signatory.confirmed_at is None:
        return f"{signatory.person}: not confirmed"
    day = long_date(timezone.localtime(signatory.confirmed_at).date())
    return f"{signatory.person}: confirmed on {day}, {signatory.get_how_display()}"


def _acts(call_in: CallIn) -> list[tuple[str, str]]:
    names = {
        CallIn.State.RECEIVED: {
            "accept": "Accept call-in",
            "refuse": "Refuse call-in",
            "ask": "Send a link to confirm with",
            "names": "Change who calls it in",
        },
        CallIn.State.ACCEPTED: {"settle": "Record what the committee decided"},
    }.get(CallIn.State(call_in.state), {})
    return SECTION.links(call_in, names)


@planners
def call_in_new(request: SignedInRequest) -> HttpResponseBase:
    """Record a call-in that came by letter or email."""
    today = timezone.localdate()
    rules = Counting.current().rules
    form = CallInForm(
        typed(request), on=today, open_to_it=can_be_called_in(today - LETTERS), open_to=rules.who_is_asked(today)
    )  # fmt: skip

    def ask(made: CallIn) -> str:
        """Write to those who have to confirm, and say to whom no link went."""
        missed = ask_all_to_confirm(made, at=timezone.now(), by=request.user)
        less = f" No link was sent to {', '.join(missed)}. Send one from this page." if missed else ""
        return f"The call-in is recorded. Those named are asked to confirm.{less}"

    return _act(request, verbs.receive, None, form, heading="Record a call-in", said=ask, field="decision")


@planners
def call_in_names(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Change who calls it in, as names come by letter until the call-in is checked."""
    row = procedure_pages.find(ROWS, pk)
    form = NamesForm(typed(request), call_in=row, on=timezone.localdate())
    about: Data = {"heading": "Change who calls it in", "said": "The names are saved.", "field": "members"}
    return _act(request, verbs.set_members, row, form, **about)


@planners
def call_in_ask(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send somebody named a link with which to confirm; an earlier one ends with it."""
    row = procedure_pages.find(ROWS, pk)
    return _act(
        request,
        verbs.ask_to_confirm,
        row,
        AskToConfirmForm(typed(request), people=verbs.to_confirm(row)),
        heading="Send a link to confirm with",
        said=lambda went: "The link is sent." if went else "The email could not be sent. Try again later.",
        field="address",
        lead="They can confirm, or remove their name, without signing in. Their earlier link stops working.",
    )


@planners
def call_in_accept(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Find it valid, and say when the committee looks at it."""
    row, today = procedure_pages.find(ROWS, pk), timezone.localdate()
    last = long_date(Counting.current().call_in_met_by(timezone.localdate(row.received_at)))
    return _act(
        request,
        verbs.accept,
        row,
        TakeUpForm(typed(request), committee=row.committee, on=today, title=verbs.usual_title(row)),
        heading="Accept call-in",
        said=TAKEN_UP,
        field="meeting",
        lead="It is added to the committee’s work programme. The committee must meet to consider it by "
        f"{last}. The decision must not be carried out until then.",
        warning=verbs.why_not_valid(row) if row.state == CallIn.State.RECEIVED else "",
    )


@planners
def call_in_refuse(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Find it not valid, with the reasons that its members are told."""
    row = procedure_pages.find(ROWS, pk)
    form = ReasonsForm(
        typed(request),
        initial={"reasons": verbs.why_not_valid(row), "on": timezone.localdate()},
        button="Refuse call-in",
        label="Why is it not valid?",
        hint="The members who called it in can read this.",
    )
    return _act(request, verbs.refuse, row, form, heading="Refuse call-in", said="It is refused.", field="reasons")


@planners
def call_in_settle(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record what the committee decided."""
    row = procedure_pages.find(ROWS, pk)
    return _act(request, verbs.settle, row, SettleCallInForm(typed(request)), field="outcome", **SETTLED)
