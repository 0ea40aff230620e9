"""The desk's forward plan: key decisions, their notices, the record that they were taken, and scrutiny's rules."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, carry_out, typed
from committee.wording.dates import long_date
from committee.wording.wording import worded
from workprogramme import deadlines
from workprogramme.forward_plan import particulars, verbs
from workprogramme.forward_plan.forms import DecisionForm, NoticeForm, RulesForm, TakenForm
from workprogramme.lookup import programmes_crumb
from workprogramme.models import KeyDecision, ScrutinyRules
from workprogramme.procedure_pages import MISTAKEN, STAYS_PUBLIC, Line, Page, Section, sections, take_down
from workprogramme.time_limits import Counting, decision_warning


def _may(decision: KeyDecision) -> Iterator[str]:
    if decision.withdrawn_at:
        return
    if not decision.published_at:
        yield "publish"
    elif not decision.decision_published_on:
        yield "taken"
    yield from ["not-taken"] if decision.taken_on else ["edit", "withdraw"]


SECTION = Section(
    name="forward-plan",
    thing="key-decision",
    heading="Forward plan",
    lead="Upcoming key decisions of the executive. Notice of each is given 28 clear days before it is taken.",
    new_label="Enter a key decision",
    tabs=("Upcoming", "Taken or withdrawn"),
    empty=(
        ("No upcoming key decisions", "Enter a decision and its details, then publish its notice."),
        (
            "No decisions taken or withdrawn yet",
            "Decisions that have been taken appear here, with their call-in periods.",
        ),
    ),
    rows=KeyDecision.objects.select_related("portfolio", "published_by"),
    lists=lambda today: (KeyDecision.objects.open(), KeyDecision.objects.settled()),
    line=lambda decision: Line(decision.title, f"{decision.decision_maker}. {decision.period}"),
    clock=deadlines.of_decision,
    may=_may,
)


@SECTION.page
def decision(request: SignedInRequest, decision: KeyDecision) -> Page:
    """Show one key decision: its particulars, the programme items that precede it, and links to what can be done."""
    counting, today = Counting.current(), timezone.localdate()
    rows = decision.programme_items.select_related("programme__committee", "programme__year", "meeting")
    preceding: list[Any] = list(rows)
    for item in preceding:
        item.precedes = decision
        item.warning = decision_warning(item, counting)
    urgencies = decision.urgencies.select_related("chairman")
    asked = [(urgent.get_kind_display(), deadlines.of_urgent(urgent, today).text) for urgent in urgencies]
    urgent = (
        worded("Tell or ask the chairman: urgent"),
        f"{reverse('desk:urgent-decision-new')}?decision={decision.pk}",
    )
    down = take_down(request, "decision", decision.pk, is_public=decision.published_at is not None)
    return Page(
        heading=decision.title,
        caption="Key decision",
        facts=[*particulars.of(decision), *asked],
        items=preceding,
        more=[urgent, *down] if not (decision.published_at or decision.withdrawn_at) else down,
        public=reverse("public:key-decision", args=[decision.pk]) if decision.published_at else "",
    )


@SECTION.new(verbs.enter_decision)
def decision_new(request: SignedInRequest) -> Data:
    """Enter a key decision with its particulars. The page names the first day on which it could be taken."""
    counting, today = Counting.current(), timezone.localdate()
    first = long_date(counting.decision_from(today))
    return {
        "form": DecisionForm(typed(request), on=today),
        "message": "The key decision is saved. It is not public until its notice is published.",
        "lead": f"With notice of {counting.clear_days} published today, it could be taken from {first}.",
    }


@SECTION.act("publish", "Publish notice", verbs.publish_notice)
def decision_publish(request: SignedInRequest, decision: KeyDecision) -> Data:
    """Publish the notice: show its public text, and choose the kind of notice."""
    facts = particulars.of(decision)
    return {
        "form": NoticeForm(typed(request)),
        "message": "The notice is published. Post it at the offices too (regulation 9).",
        "field": "notice",
        "clock": deadlines.of_decision(decision, timezone.localdate(), Counting.current()),
        "warning": particulars.personal_data(facts),
        "facts": facts,
    }


@SECTION.act(
    "taken",
    lambda row: "Correct when it was taken" if row.taken_on else "Record that it was taken",
    verbs.record_taken,
    heading="Record that it was taken",
)
def decision_taken(request: SignedInRequest, row: KeyDecision) -> Data:
    """Record when the decision was taken, and when it was published."""
    form = TakenForm(typed(request), row=row)
    return {"form": form, "message": "It is recorded as taken.", "field": "taken_on", "facts": particulars.of(row)}


decision_not_taken = SECTION.explain(
    "not-taken",
    "Record that it was not taken",
    verbs.strike_taken,
    why=MISTAKEN,
    hint="Kept in the history. The public are told that it was a mistake, but not why.",
    message="It is recorded that it was not taken.",
    lead="Its page says that it was recorded as taken by mistake. Its notice is still valid: it can "
    "still be taken or withdrawn.",
)


@SECTION.act("edit", "Change details", verbs.edit_decision)
def decision_edit(request: SignedInRequest, row: KeyDecision) -> Data:
    """Change a decision's details."""
    public = (
        "Its notice is public: what you change is public immediately. Its title, what is decided and who decides stay."
    )
    form, lead = DecisionForm(typed(request), on=timezone.localdate(), decision=row), public if row.published_at else ""
    return {"form": form, "message": "Saved.", "field": "earliest_on", "lead": lead}


decision_withdraw = SECTION.explain(
    "withdraw",
    "Withdraw key decision",
    verbs.withdraw_decision,
    lambda request, row: {"hint": STAYS_PUBLIC if row.published_at else ""},
)


@planners
def rules(request: SignedInRequest) -> HttpResponseBase:
    """Change the constitution's rules of the forward plan, of call-in and of suggestions."""
    return carry_out(
        request, verbs.change_rules, None, RulesForm(typed(request), row=ScrutinyRules.current()),
        message="The rules are saved. Deadlines already set do not change.",
        then=lambda: reverse("desk:scrutiny-rules"),
        template="desk/scrutiny/rules.html", sections=sections("scrutiny-rules"), trail=programmes_crumb(),
    )  # fmt: skip
