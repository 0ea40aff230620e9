"""The chairman's register of urgent and private decisions of the executive, as the desk keeps it."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.models import User
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from committee.wording.worded_later import worded_later
from committee.wording.wording import worded
from meetings.models import PrivateNotice
from workprogramme import deadlines, procedure_pages
from workprogramme.forward_plan import urgent_decisions as verbs
from workprogramme.forward_plan.forms import UrgentForm, UrgentReasonForm
from workprogramme.models import KeyDecision, UrgentDecision
from workprogramme.procedure_pages import Page, Row, Section

SECTION = Section(
    name="urgent-decisions",
    heading="Urgent and private decisions",
    lead=worded_later(
        "Notices and requests to the chairman of a scrutiny committee about urgent decisions, and the "
        "answers (regulations 5, 10 and 11)."
    ),
    new="urgent-decision-new",
    new_label=worded_later("Tell or ask the chairman"),
    tabs=("Not answered", "Answered or told"),
    empty=(
        (
            worded_later("No requests waiting for an answer"),
            worded_later("Requests stay on the chairman’s page until they are answered."),
        ),
        ("The register is empty", "Answers appear here with their reasons."),
    ),
)
ASKED = UrgentDecision.Answer.ASKED
ROWS = UrgentDecision.objects.select_related("committee", "chairman", "decision", "answered_by")


_act, _explain = SECTION.act, SECTION.explain


@planners
def urgents(request: SignedInRequest) -> HttpResponseBase:
    """List decisions that wait for an answer, the oldest first; the register is behind a tab."""

    def row(urgent: UrgentDecision, today: dt.date) -> Row:
        kind = urgent.get_kind_display()
        return Row(
            urgent.title,
            SECTION.address(urgent),
            f"{kind}, {urgent.committee.short_name}",
            str(urgent.chairman),
            deadlines.of_urgent(urgent, today),
        )

    waiting = ROWS.filter(answer=ASKED).order_by("asked_at")
    return procedure_pages.listing(request, SECTION, (waiting, ROWS.exclude(answer=ASKED)), row)


@planners
def urgent(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One entry of the register."""
    decision = procedure_pages.find(ROWS, pk)
    acts = _acts(decision)
    if decision.private_notice_id:
        acts.append(("The private meeting", reverse("desk:private-notice", args=[decision.private_notice_id])))
    if decision.decision:
        acts.append(("The key decision", reverse("desk:key-decision", args=[decision.decision_id])))
    page = Page(
        heading=decision.title,
        caption=f"{decision.get_kind_display()}, {decision.committee.name}",
        clock=deadlines.of_urgent(decision, timezone.localdate()),
        facts=[
            ("Who is asked" if decision.kind != "general" else "Who was told", decision.chairman.printed_name),
            ("As", worded(decision.get_office_display())),
            *([("Why those before them cannot act", decision.unable)] if decision.unable else []),
            ("On", long_date(timezone.localtime(decision.asked_at).date())),
        ],
        texts=[("Why it is urgent and cannot be deferred", decision.why), (_whose(decision), decision.reasons)],
        acts=acts,
    )
    return procedure_pages.one(request, SECTION, decision, page)


def _whose(urgent: UrgentDecision) -> str:
    return (
        "Why it was withdrawn" if urgent.answer == UrgentDecision.Answer.WITHDRAWN else worded("The chairman’s reasons")
    )


def _acts(urgent: UrgentDecision) -> list[tuple[str, str]]:
    is_asked, is_told = urgent.answer == ASKED, urgent.answer == UrgentDecision.Answer.TOLD
    may = {
        "reason": ("Change the reason", is_asked),
        "take-back": ("Withdraw the answer", urgent.is_answered and not urgent.is_chairmans_own),
        "withdraw": ("Withdraw urgent decision", is_asked or is_told),
    }
    return SECTION.links(urgent, {name: label for name, (label, open_) in may.items() if open_})


@planners
def urgent_new(request: SignedInRequest) -> HttpResponseBase:
    """Tell or ask the chairman; `decision` in the address chooses a key decision of the plan."""
    today = timezone.localdate()
    wanted, private = (request.GET.get(name, "") for name in ("decision", "private"))
    chosen = KeyDecision.objects.to_come(today).filter(pk=wanted).first() if _is_id(wanted) else None
    notice = PrivateNotice.objects.to_come(today).filter(pk=private).first() if _is_id(private) else None
    initial = {"decision": chosen, "private_notice": notice, "kind": UrgentDecision.Kind.PRIVATE if notice else None}
    form = UrgentForm(typed(request), on=today, initial={name: value for name, value in initial.items() if value})
    heading, tell = worded("Tell or ask the chairman"), _write_and_report(request.user, "It is in the register.")
    return _act(request, verbs.ask_chairman, None, form, heading=heading, said=tell, field="chairman")


def _write_and_report(by: User, done: str) -> Callable[[UrgentDecision], str]:
    """Return a function that writes to the chairman and says what was `done` and whether the email went."""

    def tell(urgent: UrgentDecision) -> str:
        if verbs.write_to_chairman(urgent, by=by):
            return f"{done} An email has gone to {urgent.chairman}."
        who = urgent.chairman
        return (
            f"{done} No email could be sent to {who}. Only {who} can answer, after signing in: telephone, or give "
            "them a sign-in."
        )

    return tell


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


@planners
def urgent_reason(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Change the reason while the chairman has not answered."""
    row = procedure_pages.find(ROWS, pk)
    tell = _write_and_report(request.user, "The reason is changed.")
    published = " The reason is published with the agreement." if row.private_notice_id else ""
    about: Data = {
        "heading": "Change the reason",
        "field": "why",
        "lead": f"{row.chairman} is written to again.{published}",
    }
    return _act(request, verbs.reword, row, UrgentReasonForm(typed(request), row=row), said=tell, **about)


@planners
def urgent_take_back(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take back an answer that was recorded by mistake."""
    row = procedure_pages.find(ROWS, pk)
    tell = _write_and_report(request.user, "The answer is withdrawn.")
    lead = f"Use this if it was recorded by mistake. {row.chairman} is asked again. The history shows both answers."
    if row.private_notice_id:
        lead += " If an agreement was published, it is shown as withdrawn."
    return _explain(request, verbs.take_back_answer, row, button="Withdraw the answer", said=tell, lead=lead)


@planners
def urgent_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw what the chairman was asked or told by mistake."""
    row = procedure_pages.find(ROWS, pk)
    tell = _write_and_report(request.user, "It is withdrawn, and stays in the register.")
    lead = f"{row.chairman} is emailed that no answer is needed."
    return _explain(request, verbs.withdraw, row, button="Withdraw urgent decision", said=tell, lead=lead)
