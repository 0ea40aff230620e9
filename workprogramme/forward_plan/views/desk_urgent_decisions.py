"""The desk's pages for the register of urgent and private decisions about which a chairman was asked or told."""

from collections.abc import Callable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.models import User
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from committee.wording.worded_later import worded_later
from committee.wording.wording import worded
from meetings.models import PrivateNotice
from workprogramme import deadlines
from workprogramme.forward_plan import urgent_decisions as verbs
from workprogramme.forward_plan.forms import UrgentForm, UrgentReasonForm
from workprogramme.models import KeyDecision, UrgentDecision
from workprogramme.procedure_pages import Line, Page, Section, and_write

Answer = UrgentDecision.Answer
OPEN = Q(answer=Answer.ASKED)
ROWS = UrgentDecision.objects.select_related("committee", "chairman", "decision", "answered_by")


def _may(urgent: UrgentDecision) -> Iterator[str]:
    if urgent.answer == Answer.ASKED:
        yield "reason"
    if urgent.is_answered and not urgent.is_chairmans_own:
        yield "take-back"
    if urgent.answer in (Answer.ASKED, Answer.TOLD):
        yield "withdraw"


SECTION = Section(
    name="urgent-decisions",
    thing="urgent-decision",
    heading="Urgent and private decisions",
    lead=worded_later(
        "Notices and requests to the chairman of a scrutiny committee about urgent decisions, and the "
        "answers (regulations 5, 10 and 11)."
    ),
    new_label=worded_later("Tell or ask the chairman"),
    tabs=("Not answered", "Answered or told"),
    empty=(
        (
            worded_later("No requests waiting for an answer"),
            worded_later("Requests stay on the chairman’s page until they are answered."),
        ),
        ("The register is empty", "Answers appear here with their reasons."),
    ),
    rows=ROWS,
    lists=lambda today: (ROWS.filter(OPEN).order_by("asked_at"), ROWS.exclude(OPEN)),
    line=lambda row: Line(row.title, f"{row.get_kind_display()}, {row.committee.short_name}", str(row.chairman)),
    clock=deadlines.of_urgent,
    may=_may,
)


@SECTION.page
def urgent(request: SignedInRequest, urgent: UrgentDecision) -> Page:
    """Show one entry of the register."""
    withdrawn = urgent.answer == Answer.WITHDRAWN
    more = []
    if urgent.private_notice_id:
        more.append(("The private meeting", reverse("desk:private-notice", args=[urgent.private_notice_id])))
    if urgent.decision_id:
        more.append(("The key decision", reverse("desk:key-decision", args=[urgent.decision_id])))
    return Page(
        heading=urgent.title,
        caption=f"{urgent.get_kind_display()}, {urgent.committee.name}",
        facts=[
            ("Who is asked" if urgent.kind != "general" else "Who was told", urgent.chairman.printed_name),
            ("As", worded(urgent.get_office_display())),
            *([("Why those before them cannot act", urgent.unable)] if urgent.unable else []),
            ("On", long_date(timezone.localtime(urgent.asked_at).date())),
        ],
        texts=[
            ("Why it is urgent and cannot be deferred", urgent.why),
            ("Why it was withdrawn" if withdrawn else worded("The chairman’s reasons"), urgent.reasons),
        ],
        more=more,
    )


@SECTION.new(verbs.ask_chairman)
def urgent_new(request: SignedInRequest) -> Data:
    """Ask or inform the chairman. `?decision=` preselects a key decision, `?private=` a notice, by its id."""
    today = timezone.localdate()
    wanted, private = (request.GET.get(name, "") for name in ("decision", "private"))
    chosen = KeyDecision.objects.to_come(today).filter(pk=wanted).first() if _is_id(wanted) else None
    notice = PrivateNotice.objects.to_come(today).filter(pk=private).first() if _is_id(private) else None
    initial = {"decision": chosen, "private_notice": notice, "kind": UrgentDecision.Kind.PRIVATE if notice else None}
    form = UrgentForm(typed(request), on=today, initial={name: value for name, value in initial.items() if value})
    return {"form": form, "message": _write_and_report(request.user, "It is in the register."), "field": "chairman"}


def _write_and_report(by: User, done: str) -> Callable[[UrgentDecision], str]:
    """Return a function that emails the chairman and returns a message: `done`, and whether the email was sent."""
    otherwise = ". Only they can answer, after signing in: telephone, or give them a sign-in."
    return and_write(verbs.write_to_chairman, by, done, "chairman", otherwise)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


@SECTION.act("reason", "Change the reason", verbs.reword)
def urgent_reason(request: SignedInRequest, row: UrgentDecision) -> Data:
    """Change the reason while the chairman has not answered."""
    published = " The reason is published with the agreement." if row.private_notice_id else ""
    return {
        "form": UrgentReasonForm(typed(request), row=row),
        "message": _write_and_report(request.user, "The reason is changed."),
        "field": "why",
        "lead": f"{row.chairman} is written to again.{published}",
    }


def _taking_back(request: SignedInRequest, row: UrgentDecision) -> Data:
    lead = f"Use this if it was recorded by mistake. {row.chairman} is asked again. The history shows both answers."
    if row.private_notice_id:
        lead += " If an agreement was published, it is shown as withdrawn."
    return {"message": _write_and_report(request.user, "The answer is withdrawn."), "lead": lead}


def _withdrawing(request: SignedInRequest, row: UrgentDecision) -> Data:
    tell = _write_and_report(request.user, "It is withdrawn, and stays in the register.")
    return {"message": tell, "lead": f"{row.chairman} is emailed that no answer is needed."}


urgent_take_back = SECTION.explain("take-back", "Withdraw the answer", verbs.take_back_answer, _taking_back)
urgent_withdraw = SECTION.explain("withdraw", "Withdraw urgent decision", verbs.withdraw, _withdrawing)
