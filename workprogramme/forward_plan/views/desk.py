"""The desk's forward plan: key decisions, their notices, their taking; and the rules of scrutiny."""

import datetime as dt
from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.dates import long_date
from committee.forms.shown import showing
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from committee.wording import worded
from workprogramme import deadlines, procedure_pages
from workprogramme.forward_plan import particulars, verbs
from workprogramme.forward_plan.forms.key_decisions import DecisionForm, NoticeForm, RulesForm, TakenForm
from workprogramme.models import KeyDecision, ScrutinyRules
from workprogramme.procedure_pages import Page, Row, Section
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


def address(decision: KeyDecision) -> str:
    """Return the address of a key decision's page."""
    return reverse("desk:key-decision", args=[decision.pk])


_act = partial(procedure_pages.act, section=SECTION, to=address)
_explain = partial(procedure_pages.explain, section=SECTION, to=address)


@planners
def plan(request: SignedInRequest) -> HttpResponseBase:
    """Key decisions to come, soonest first; those taken or withdrawn behind a tab."""
    counting = Counting.current()
    rows = KeyDecision.objects.open(), KeyDecision.objects.settled()

    def row(decision: KeyDecision, today: dt.date) -> Row:
        clock = deadlines.of_decision(decision, today, counting)
        return Row(decision.title, address(decision), f"{decision.decision_maker}. {decision.period}", "", clock)

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
    acts = [
        (label, reverse(f"desk:key-decision-{name}", args=[decision.pk])) for name, (label, may) in names.items() if may
    ]
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
    now, by, counting = timezone.now(), request.user, Counting.current()
    first = long_date(counting.decision_from(timezone.localdate()))
    return _act(
        request,
        DecisionForm(typed(request), on=timezone.localdate()),
        lambda said: verbs.enter_decision(**said, at=now, by=by),
        heading="Enter a key decision",
        said="The key decision is saved. It is not public until its notice is published.",
        lead=f"With notice of {counting.clear_days} published today, it could be taken from {first}.",
    )


@planners
def decision_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Change a decision's details."""
    row, now, by = procedure_pages.find(KeyDecision.objects.all(), pk), timezone.now(), request.user
    lead = (
        "Its notice is public: what you change is public immediately. Its title, what is decided and who decides stay."
    )
    return _act(
        request,
        DecisionForm(typed(request), on=timezone.localdate(), decision=row),
        lambda said: verbs.edit_decision(row, **said, at=now, by=by),
        heading="Change details",
        said="Saved.",
        row=row,
        field="earliest_on",
        lead=lead if row.published_at else "",
    )


@planners
def decision_publish(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Publish the notice: show what the public will read, and choose the way in which notice is given."""
    decision = procedure_pages.find(KeyDecision.objects.select_related("portfolio"), pk)
    now, by, facts = timezone.now(), request.user, particulars.of(decision)
    return _act(
        request,
        showing(NoticeForm(typed(request)), verbs.publish_notice, decision),
        lambda said: verbs.publish_notice(decision, **said, at=now, by=by),
        heading="Publish notice",
        said="The notice is published. Post it at the offices too (regulation 9).",
        row=decision,
        field="notice",
        clock=deadlines.of_decision(decision, timezone.localdate(), Counting.current()),
        warning=particulars.personal_data(facts),
        facts=facts,
    )


@planners
def decision_taken(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record when it was taken, and when the decision was published."""
    row, now, by = procedure_pages.find(KeyDecision.objects.all(), pk), timezone.now(), request.user
    return _act(
        request,
        showing(TakenForm(typed(request), row=row), verbs.record_taken, row),
        lambda said: verbs.record_taken(row, **said, at=now, by=by),
        heading="Record that it was taken",
        said="It is recorded as taken.",
        row=row,
        field="taken_on",
        facts=particulars.of(row),
    )


@planners
def decision_not_taken(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct that it was recorded as taken by mistake."""
    row, now, by = procedure_pages.find(KeyDecision.objects.all(), pk), timezone.now(), request.user
    return _explain(
        request,
        row,
        lambda reason: verbs.strike_taken(row, reason=reason, at=now, by=by),
        button="Record that it was not taken",
        label="Why was it recorded by mistake?",
        hint="Kept in the history. The public are told that it was a mistake, but not why.",
        said="It is recorded that it was not taken.",
        lead="Its page says that it was recorded as taken by mistake. Its notice is still valid: it can "
        "still be taken or withdrawn.",
    )


@planners
def decision_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw it, with its reason."""
    row, now, by = procedure_pages.find(KeyDecision.objects.all(), pk), timezone.now(), request.user
    return _explain(
        request,
        row,
        lambda reason: verbs.withdraw_decision(row, reason=reason, at=now, by=by),
        button="Withdraw key decision",
        label="Why is it withdrawn?",
        hint="Its page stays public and shows this reason." if row.published_at else "",
        said="It is withdrawn.",
    )


@planners
def rules(request: SignedInRequest) -> HttpResponseBase:
    """Change the constitution's rules of the forward plan, of call-in and of suggestions."""
    form = RulesForm(typed(request), rules=ScrutinyRules.current())

    def save(data: Data) -> str:
        verbs.change_rules(**data, on=timezone.localdate(), by=request.user)
        return "The rules are saved. Deadlines already set do not change."

    return ask(
        request, form, save, then=lambda: reverse("desk:scrutiny-rules"), template="desk/scrutiny/rules.html",
        sections=procedure_pages.sections("scrutiny-rules"), trail=procedure_pages.way(),
    )  # fmt: skip
