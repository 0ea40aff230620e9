"""The desk's forward plan: key decisions, their notices, their taking; and the rules of scrutiny."""

import datetime as dt

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, carry_out, typed
from committee.views.lookup import making
from committee.wording.dates import long_date
from committee.wording.wording import worded
from workprogramme import deadlines, procedure_pages
from workprogramme.forward_plan import particulars, verbs
from workprogramme.forward_plan.forms import DecisionForm, NoticeForm, RulesForm, TakenForm
from workprogramme.models import KeyDecision, ScrutinyRules
from workprogramme.procedure_pages import MISTAKEN, Page, Row, Section
from workprogramme.time_limits import Counting, decision_warning

SECTION = Section(
    name="forward-plan",
    heading="Forward plan",
    lead="Upcoming key decisions of the executive. Notice of each is given 28 clear days before it is taken.",
    new="key-decision-new",
    new_label="Enter a key decision",
    tabs=("Upcoming", "Taken or withdrawn"),
    empty=(
        ("No upcoming key decisions", "Enter a decision and its details, then publish its notice."),
        (
            "No decisions taken or withdrawn yet",
            "Decisions that have been taken appear here, with their call-in periods.",
        ),
    ),
)


_act, _explain = SECTION.act, SECTION.explain


@planners
def plan(request: SignedInRequest) -> HttpResponseBase:
    """Key decisions to come, soonest first; those taken or withdrawn behind a tab."""
    counting = Counting.current()
    rows = KeyDecision.objects.open(), KeyDecision.objects.settled()

    def row(decision: KeyDecision, today: dt.date) -> Row:
        clock = deadlines.of_decision(decision, today, counting)
        return Row(
            decision.title, SECTION.address(decision), f"{decision.decision_maker}. {decision.period}", "", clock
        )

    return procedure_pages.listing(request, SECTION, rows, row)


@planners
def decision(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One key decision: its clock, its particulars, what precedes it, what can be done."""
    decision = procedure_pages.find(KeyDecision.objects.select_related("portfolio", "published_by"), pk)
    counting = Counting.current()
    preceding = list(decision.programme_items.select_related("programme__committee", "programme__year", "meeting"))
    for item in preceding:
        item.precedes, item.warning = decision, ""
        item.warning = decision_warning(item, counting)
    page = Page(
        heading=decision.title,
        caption="Key decision",
        clock=deadlines.of_decision(decision, timezone.localdate(), counting),
        facts=[*particulars.of(decision), *_asked_of_chairmen(decision)],
        acts=_acts(decision, request),
        items=preceding,
        public=reverse("public:key-decision", args=[decision.pk]) if decision.published_at else "",
    )
    return procedure_pages.one(request, SECTION, decision, page)


def _asked_of_chairmen(decision: KeyDecision) -> list[tuple[str, str]]:
    today = timezone.localdate()
    urgencies = decision.urgencies.select_related("chairman")
    return [(urgent.get_kind_display(), deadlines.of_urgent(urgent, today).text) for urgent in urgencies]


def _acts(decision: KeyDecision, request: SignedInRequest) -> list[tuple[str, str]]:
    down = procedure_pages.take_down(request, "decision", decision.pk, is_public=decision.published_at is not None)
    if decision.withdrawn_at:
        return down
    names = {
        "publish": ("Publish notice", not decision.published_at),
        "taken": (
            "Correct when it was taken" if decision.taken_on else "Record that it was taken",
            decision.published_at and not decision.decision_published_on,
        ),
        "not-taken": ("Record that it was not taken", decision.taken_on),
        "edit": ("Change details", not decision.taken_on),
        "withdraw": ("Withdraw key decision", not decision.taken_on),
    }
    acts = SECTION.links(decision, {name: label for name, (label, may) in names.items() if may})
    if not decision.published_at:
        acts.append(
            (
                worded("Tell or ask the chairman: urgent"),
                f"{reverse('desk:urgent-decision-new')}?decision={decision.pk}",
            )
        )
    return acts + down


@planners
def decision_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter a key decision with its particulars; the page says from when one could be taken."""
    counting, today = Counting.current(), timezone.localdate()
    first = long_date(counting.decision_from(today))
    form = DecisionForm(typed(request), on=today)
    message = "The key decision is saved. It is not public until its notice is published."
    lead = f"With notice of {counting.clear_days} published today, it could be taken from {first}."
    return _act(request, verbs.enter_decision, None, form, heading="Enter a key decision", said=message, lead=lead)


@planners
def decision_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Change a decision's details."""
    row = procedure_pages.find(KeyDecision.objects.all(), pk)
    form = DecisionForm(typed(request), on=timezone.localdate(), decision=row)
    public = (
        "Its notice is public: what you change is public immediately. Its title, what is decided and who decides stay."
    )
    about: Data = {"heading": "Change details", "field": "earliest_on", "lead": public if row.published_at else ""}
    return _act(request, verbs.edit_decision, row, form, said="Saved.", **about)


@planners
def decision_publish(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Publish the notice: show what the public will read, and choose the way in which notice is given."""
    decision = procedure_pages.find(KeyDecision.objects.select_related("portfolio"), pk)
    facts = particulars.of(decision)
    clock = deadlines.of_decision(decision, timezone.localdate(), Counting.current())
    about: Data = {"field": "notice", "clock": clock, "warning": particulars.personal_data(facts), "facts": facts}
    message = "The notice is published. Post it at the offices too (regulation 9)."
    form = NoticeForm(typed(request))
    return _act(request, verbs.publish_notice, decision, form, heading="Publish notice", said=message, **about)


@planners
def decision_taken(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record when it was taken, and when the decision was published."""
    row = procedure_pages.find(KeyDecision.objects.all(), pk)
    form = TakenForm(typed(request), row=row)
    about: Data = {"heading": "Record that it was taken", "field": "taken_on", "facts": particulars.of(row)}
    return _act(request, verbs.record_taken, row, form, said="It is recorded as taken.", **about)


@planners
def decision_not_taken(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct that it was recorded as taken by mistake."""
    row = procedure_pages.find(KeyDecision.objects.all(), pk)
    return _explain(
        request, verbs.strike_taken, row, button="Record that it was not taken", label=MISTAKEN,
        hint="Kept in the history. The public are told that it was a mistake, but not why.",
        said="It is recorded that it was not taken.",
        lead="Its page says that it was recorded as taken by mistake. Its notice is still valid: it can "
        "still be taken or withdrawn.",
    )  # fmt: skip


@planners
def decision_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw it, with its reason."""
    row = procedure_pages.find(KeyDecision.objects.all(), pk)
    hint = "Its page stays public and shows this reason." if row.published_at else ""
    button, message = "Withdraw key decision", "It is withdrawn."
    return _explain(request, verbs.withdraw_decision, row, button=button, hint=hint, said=message)


@planners
def rules(request: SignedInRequest) -> HttpResponseBase:
    """Change the constitution's rules of the forward plan, of call-in and of suggestions."""
    return carry_out(
        request, making(verbs.change_rules), None, RulesForm(typed(request), rules=ScrutinyRules.current()),
        said="The rules are saved. Deadlines already set do not change.", then=lambda: reverse("desk:scrutiny-rules"),
        template="desk/scrutiny/rules.html", sections=procedure_pages.sections("scrutiny-rules"),
        trail=procedure_pages.way(),
    )  # fmt: skip
