"""The desk's list of documents of the executive that scrutiny members asked for (R46)."""

from functools import partial

from django.db.models import Q
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from workprogramme import deadlines
from workprogramme.member_requests import document_requests as verbs
from workprogramme.member_requests.forms import DocumentForm, ProvidedForm, RefusedForm
from workprogramme.models import DocumentRequest
from workprogramme.procedure_pages import MISTAKEN, Line, Page, Section, and_write

State = DocumentRequest.State
ACTS = {State.OPEN: ("provide", "refuse", "withdraw"), State.WITHDRAWN: ()}
WHY: dict[str, str] = {State.REFUSED: "Why it is refused", State.WITHDRAWN: "Why it is withdrawn"}
OPEN = Q(state=State.OPEN)
ROWS = DocumentRequest.objects.select_related("committee", "member", "item__programme__committee", "item__meeting")


SECTION = Section(
    name="document-requests",
    thing="document-request",
    heading="Document requests",
    lead="A member of a scrutiny committee is entitled to a copy of a document of the executive within ten clear days "
    "(regulation 17).",
    new_label="Record a request",
    tabs=("Open", "Answered"),
    empty=(
        ("No document requests are open", "Members can ask online, or write to you and you record it."),
        ("None has been answered yet", "Provided and refused requests appear here."),
    ),
    rows=ROWS,
    lists=lambda today: (ROWS.filter(OPEN), ROWS.exclude(OPEN).order_by("-answered_on", "-pk")),
    line=lambda row: Line(row.document, row.committee.short_name, row.member.printed_name),
    clock=deadlines.of_request,
    may=lambda row: ACTS.get(State(row.state), ("reopen",)),
)


@SECTION.page
def document(request: SignedInRequest, row: DocumentRequest) -> Page:
    """Show one request: the member, the document, the deadline and the possible acts."""
    return Page(
        heading=row.document,
        caption=f"Document request, {row.committee.name}",
        facts=[
            ("Who asks", row.member.printed_name),
            ("Asked on", long_date(row.asked_on)),
            ("Due", f"By the end of {long_date(row.due_on)}"),
        ],
        texts=[(WHY.get(row.state, ""), row.reasons)],
        items=[row.item] if row.item else [],
    )


@SECTION.new(verbs.ask)
def document_new(request: SignedInRequest) -> Data:
    """Record a request that came by letter or email."""
    form = DocumentForm(typed(request), on=timezone.localdate(), desk=True)
    return {"form": form, "message": "The request is recorded.", "field": "member"}


# Returns a function that emails the member and returns a message: what was done, and whether the email was sent.
_write_and_report = partial(and_write, verbs.write_to_member, whom="member", otherwise=": tell them yourself.")


@SECTION.act("provide", "Record that it was provided", verbs.provide)
def document_provide(request: SignedInRequest, row: DocumentRequest) -> Data:
    """Record that the member has the document."""
    return {
        "form": ProvidedForm(typed(request), button="Record date"),
        "message": _write_and_report(request.user, "It is recorded as provided."),
        "field": "on",
        "lead": "Send the document to the member yourself. Only the date is recorded here. The member is "
        "emailed that it has been provided.",
    }


@SECTION.act("refuse", "Refuse request", verbs.refuse)
def document_refuse(request: SignedInRequest, row: DocumentRequest) -> Data:
    """Refuse a document request, with the written reasons that the law requires."""
    hint = "This is emailed to the member and shown to the committee (regulation 17). Do not include anything exempt."
    form = RefusedForm(typed(request), button="Refuse request", label="Why is it refused?", hint=hint)
    return {"form": form, "message": _write_and_report(request.user, "The refusal is recorded."), "field": "reasons"}


def _reopening(request: SignedInRequest, row: DocumentRequest) -> Data:
    lead = f"It is still due by the end of {long_date(row.due_on)}. The member is emailed."
    return {"message": _write_and_report(request.user, "The request is open again."), "lead": lead}


document_reopen = SECTION.explain("reopen", "Withdraw the answer", verbs.reopen, _reopening, why=MISTAKEN)
document_withdraw = SECTION.explain(
    "withdraw",
    "Withdraw the request",
    verbs.withdraw,
    lambda request, row: {"message": _write_and_report(request.user, "The request is withdrawn.")},
    hint="This is emailed to the member. Do not include anything exempt.",
    lead="Withdraw the request if the member no longer needs it, or asked twice.",
)
