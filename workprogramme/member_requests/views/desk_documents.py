"""The desk's list of documents of the executive that scrutiny members asked for (R46)."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpResponseBase
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.models import User
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from workprogramme import deadlines, procedure_pages
from workprogramme.member_requests import document_requests as verbs
from workprogramme.member_requests.forms import DocumentForm, ProvidedForm, RefusedForm
from workprogramme.models import DocumentRequest
from workprogramme.procedure_pages import MISTAKEN, Page, Row, Section
from workprogramme.time_limits import Counting

SECTION = Section(
    name="document-requests",
    heading="Document requests",
    lead="A member of a scrutiny committee is entitled to a copy of a document of the executive within ten clear days "
    "(regulation 17).",
    new="document-request-new",
    new_label="Record a request",
    tabs=("Open", "Answered"),
    empty=(
        ("No document requests are open", "Members can ask online, or write to you and you record it."),
        ("None has been answered yet", "Provided and refused requests appear here."),
    ),
)
State = DocumentRequest.State
OPEN = State.OPEN
TAKE_BACK = {"reopen": "Withdraw the answer"}
ACTS: dict[str, dict[str, str]] = {
    State.OPEN: {
        "provide": "Record that it was provided", "refuse": "Refuse request", "withdraw": "Withdraw the request"
    },
    State.PROVIDED: TAKE_BACK,
    State.REFUSED: TAKE_BACK,
}  # fmt: skip
WHY: dict[str, str] = {State.REFUSED: "Why it is refused", State.WITHDRAWN: "Why it is withdrawn"}
ROWS = DocumentRequest.objects.select_related("committee", "member", "item__programme__committee", "item__meeting")


_act, _explain = SECTION.act, SECTION.explain


@planners
def documents(request: SignedInRequest) -> HttpResponseBase:
    """List requests to answer, the nearest day first; answered ones are behind a tab."""
    counting = Counting.current()

    def row(document_request: DocumentRequest, today: dt.date) -> Row:
        clock = deadlines.of_request(document_request, today, counting)
        return Row(
            document_request.document,
            SECTION.address(document_request),
            document_request.committee.short_name,
            document_request.member.printed_name,
            clock,
        )

    answered = ROWS.exclude(state=OPEN).order_by("-answered_on", "-pk")
    return procedure_pages.listing(request, SECTION, (ROWS.filter(state=OPEN), answered), row)


@planners
def document(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One request: who asks for what, by when, what can be done."""
    document_request = procedure_pages.find(ROWS, pk)
    page = Page(
        heading=document_request.document,
        caption=f"Document request, {document_request.committee.name}",
        clock=deadlines.of_request(document_request, timezone.localdate(), Counting.current()),
        facts=[
            ("Who asks", document_request.member.printed_name),
            ("Asked on", long_date(document_request.asked_on)),
            ("Due", f"By the end of {long_date(document_request.due_on)}"),
        ],
        texts=[(WHY.get(document_request.state, ""), document_request.reasons)],
        acts=SECTION.links(document_request, ACTS.get(document_request.state, {})),
        items=procedure_pages.items_of(document_request),
    )
    return procedure_pages.one(request, SECTION, document_request, page)


@planners
def document_new(request: SignedInRequest) -> HttpResponseBase:
    """Record a request that came by letter or email."""
    form = DocumentForm(typed(request), on=timezone.localdate(), desk=True)
    about: Data = {"heading": "Record a request", "said": "The request is recorded.", "field": "member"}
    return _act(request, verbs.ask, None, form, **about)


def _write_and_report(by: User, done: str) -> Callable[[DocumentRequest], str]:
    """Return a function that writes to the member and says what was `done` and whether the email went."""

    def tell(document_request: DocumentRequest) -> str:
        if verbs.write_to_member(document_request, by=by):
            return f"{done} An email has gone to {document_request.member}."
        return f"{done} No email could be sent to {document_request.member}: tell them yourself."

    return tell


@planners
def document_provide(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record that the member has the document."""
    form = ProvidedForm(typed(request), initial={"on": timezone.localdate()}, button="Record date")
    return _act(
        request,
        verbs.provide,
        procedure_pages.find(ROWS, pk),
        form,
        heading="Record that it was provided",
        said=_write_and_report(request.user, "It is recorded as provided."),
        field="on",
        lead="Send the document to the member yourself. Only the date is recorded here. The member is "
        "emailed that it has been provided.",
    )


@planners
def document_refuse(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Refuse a document request, with the written reasons that the committee is owed."""
    hint = "This is emailed to the member and shown to the committee (regulation 17). Do not include anything exempt."
    form = RefusedForm(
        typed(request), initial={"on": timezone.localdate()}, button="Refuse request", label="Why is it refused?",
        hint=hint,
    )  # fmt: skip
    row, tell = procedure_pages.find(ROWS, pk), _write_and_report(request.user, "The refusal is recorded.")
    return _act(request, verbs.refuse, row, form, heading="Refuse request", said=tell, field="reasons")


@planners
def document_reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take back an answer that was recorded by mistake."""
    row = procedure_pages.find(ROWS, pk)
    tell = _write_and_report(request.user, "The request is open again.")
    lead = f"It is still due by the end of {long_date(row.due_on)}. The member is emailed."
    about: Data = {"button": "Withdraw the answer", "label": MISTAKEN, "lead": lead}
    return _explain(request, verbs.reopen, row, said=tell, **about)


@planners
def document_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw a request that was recorded twice, or that nobody makes any more."""
    return _explain(
        request,
        verbs.withdraw,
        procedure_pages.find(ROWS, pk),
        button="Withdraw the request",
        hint="This is emailed to the member. Do not include anything exempt.",
        said=_write_and_report(request.user, "The request is withdrawn."),
        lead="Withdraw the request if the member no longer needs it, or asked twice.",
    )
