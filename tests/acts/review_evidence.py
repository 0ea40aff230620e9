"""Recipes of evidence of reviews: pieces, publication, the call, sessions with witnesses, tables of figures."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from committee.acts.seen import having_read
from reviews.evidence import call_verbs as calls
from reviews.evidence import evidence_files, forgetting, publication
from reviews.evidence import session_verbs as sessions
from reviews.evidence import verbs as evidence
from reviews.evidence import witness_verbs as witnesses
from reviews.findings import figure_verbs as figures
from reviews.models import CallAnswer, Came, Evidence, EvidenceAccess, EvidenceConversion, FigureTable, State
from reviews.steps import verbs as steps
from tests.acts import Act, Cast, by_scrutiny, recipe
from tests.meetings.packs.making import pdf_of
from tests.reviews import given
from tests.reviews.heard import AT as HEARD_AT
from tests.reviews.heard import DAY, FORGET, Heard, make
from tests.reviews.world import AT, ON, World

FILE: dict[str, Any] = {"data": pdf_of(1, "Another statement"), "filename": "another.pdf", "at": AT}
LATER = dt.date(2021, 7, 1)


def piece(world: World, cast: Cast) -> Evidence:
    """Add a piece of evidence, open and unpublished."""
    return given.piece(world.review, cast["clerk"])


def acted(world: World, cast: Cast, verb: Any, **told: Any) -> Act:
    """Return the act of a verb on a piece of evidence that is open and unpublished."""
    return Act(verb, (piece(world, cast),), told, by=cast["scrutiny officer"])


@recipe(evidence.add_evidence, world="review")
def add_evidence(world: World, cast: Cast) -> Act:
    told = {"title": "A statement", "text": "It is so.", "received_on": ON, "access": EvidenceAccess.OPEN, "at": AT}
    return Act(evidence.add_evidence, (world.review,), told | given.WHOSE, by=cast["scrutiny officer"])


@recipe(evidence.begin_evidence, world="review")
def begin_evidence(world: World, cast: Cast) -> Act:
    told = {"title": "A statement", "text": "It is so.", "received_on": ON}
    return Act(evidence.begin_evidence, (world.review, told), {"at": AT}, by=cast["scrutiny officer"])


by_scrutiny(evidence.edit_evidence, "review", piece, title="Statement of a head teacher", at=AT)
by_scrutiny(evidence.set_evidence_access, "review", piece, **given.EXEMPT)
by_scrutiny(evidence.record_consent, "review", piece, **given.AGREED, at=AT)
by_scrutiny(evidence.withdraw_evidence, "review", piece, reason="They took it back.", on=LATER)
by_scrutiny(publication.redact_evidence, "review", piece, text="Some of our pupils do.", at=AT)
by_scrutiny(publication.publish_evidence, "review", piece, at=AT)
by_scrutiny(forgetting.forget_evidence, "review", piece, on=LATER)


@recipe(evidence.allow_opening, world="review")
def allow_opening(world: World, cast: Cast) -> Act:
    withheld = given.piece(world.review, cast["clerk"], **given.EXEMPT)
    told = {"reason": "The pupil has agreed.", "at": AT}
    return Act(evidence.allow_opening, (withheld,), told, by=cast["proper officer"])


@recipe(evidence.replace_file, world="review")
def replace_file(world: World, cast: Cast) -> Act:
    made = given.piece(world.review, cast["clerk"], text="", data=FILE["data"], filename="statement.pdf")
    return Act(evidence.replace_file, (made,), FILE, by=cast["scrutiny officer"])


@recipe(evidence_files.accept_evidence_file, world="review")
def accept_evidence_file(world: World, cast: Cast) -> Act:
    made = given.piece(world.review, cast["clerk"], text="", data=FILE["data"], filename="statement.docx")
    assert made.file is not None
    EvidenceConversion.objects.create(file=made.file, looks="a Word document", program="us")
    return Act(
        evidence_files.accept_evidence_file, (made,), {"file": made.file_id, "at": AT}, by=cast["scrutiny officer"]
    )


@recipe(publication.remove_redacted, world="review")
def remove_redacted(world: World, cast: Cast) -> Act:
    act = acted(world, cast, publication.remove_redacted)
    having_read(publication.redact_evidence)(act.args[0], text="Some of our pupils do.", at=AT, by=cast["clerk"])
    return act


@recipe(publication.unpublish_evidence, world="review")
def unpublish_evidence(world: World, cast: Cast) -> Act:
    act = acted(world, cast, publication.unpublish_evidence, reason="It names a school.", on=LATER)
    having_read(publication.publish_evidence)(act.args[0], at=AT, by=cast["clerk"])
    return act


by_scrutiny(calls.open_call, "review", lambda world, _: world.review, text=given.ASKED, opens_on=ON, closes_on=LATER)


@recipe(calls.answer_call, world="review")
def answer_call(world: World, cast: Cast) -> Act:
    told = {"text": "No one asked us.", "no_child_is_named": True, "at": AT}
    return Act(calls.answer_call, (given.call(world.review, cast["clerk"]),), told, by=None)


def answer(world: World, cast: Cast) -> CallAnswer:
    """Send an answer, which waits to be read."""
    return given.answer(given.call(world.review, cast["clerk"]))


by_scrutiny(calls.take_over, "review", answer, pieces=lambda *_: ["text"], title="Answer of a parent", at=AT)
by_scrutiny(calls.reject_answer, "review", answer, reason="It is about another matter.")
by_scrutiny(calls.forget_answer, "review", answer, on=LATER)


@recipe(calls.settle_suspects, world="review")
def settle_suspects(world: World, cast: Cast) -> Act:
    call = given.call(world.review, cast["clerk"])
    told = {"answers": [given.answer(call, is_suspect=True).pk], "are_real": True, "at": AT}
    return Act(calls.settle_suspects, (call,), told, by=cast["scrutiny officer"])


@recipe(forgetting.forget_working_papers, world="review")
def forget_working_papers(world: World, cast: Cast) -> Act:
    told: dict[str, Any] = {"on": ON, "reason": "Members chose another subject.", "at": AT}
    given.piece(world.review, cast["clerk"])
    steps.take_step(world.review, State.ABANDONED, **told, by=cast["scrutiny officer"])
    gone = dt.date(ON.year + 6, 1, 1)
    return Act(forgetting.forget_working_papers, (world.review,), {"on": gone}, by=cast["scrutiny officer"])


def _heard(world: World, cast: Cast) -> Heard:
    return make(world, cast["clerk"])


def heard(name: str) -> Callable[[World, Cast], Any]:
    """Return what makes the session and picks the row of that name."""
    return lambda world, cast: getattr(_heard(world, cast), name)


by_scrutiny(sessions.add_session, "review", lambda world, _: world.review, on=DAY, place="County Buildings")
by_scrutiny(sessions.edit_session, "review", heard("session"), place="A school")
by_scrutiny(sessions.remove_session, "review", heard("session"))


@recipe(witnesses.add_witness, world="review")
def add_witness(world: World, cast: Cast) -> Act:
    words: dict[str, Any] = {"post": "School nurse", "name": "Nora Nurse", "may_be_named": True, "forget_on": FORGET}
    return Act(witnesses.add_witness, (world.review,), words, by=cast["scrutiny officer"])


by_scrutiny(witnesses.edit_witness, "review", heard("head"), post="Head")
by_scrutiny(witnesses.remove_witness, "review", heard("head"))
by_scrutiny(witnesses.forget_witness, "review", heard("head"), at=HEARD_AT)


@recipe(witnesses.invite, world="review")
def invite(world: World, cast: Cast) -> Act:
    heard = _heard(world, cast)
    nurse = witnesses.add_witness(world.review, post="School nurse", forget_on=FORGET, by=cast["clerk"])
    return Act(
        witnesses.invite, (heard.session, [nurse]), {"invited_on": DAY, "at": HEARD_AT}, by=cast["scrutiny officer"]
    )


by_scrutiny(witnesses.edit_invitation, "review", heard("invited"), reply="coming", invited_on=DAY, at=HEARD_AT)


@recipe(witnesses.record_attendance, world="review")
def record_attendance(world: World, cast: Cast) -> Act:
    heard = _heard(world, cast)
    came = {heard.invited.pk: Came.BY_VIDEO}
    return Act(witnesses.record_attendance, (heard.session, came), {"at": HEARD_AT}, by=cast["scrutiny officer"])


by_scrutiny(witnesses.remove_invitation, "review", heard("invited"))


EXPERTS: dict[str, Any] = {"asked_by": lambda world, _: world.expert}
by_scrutiny(sessions.add_questions, "review", heard("session"), text="Who asks?", **EXPERTS)
by_scrutiny(sessions.edit_question, "review", heard("question"), **EXPERTS)
by_scrutiny(sessions.remove_question, "review", heard("question"))
by_scrutiny(sessions.move_question_up, "review", heard("question"))


@recipe(sessions.ask_for_information, world="review")
def ask_for_information(world: World, cast: Cast) -> Act:
    words = {"what": "How many are known?", "of_whom": "The police", "asked_on": DAY, "at": HEARD_AT}
    return Act(sessions.ask_for_information, (world.review,), words, by=cast["scrutiny officer"])


by_scrutiny(
    sessions.edit_information_request, "review", heard("request"), answered_on=DAY, answer="Forty.", at=HEARD_AT
)
by_scrutiny(sessions.remove_information_request, "review", heard("request"))


COUNTED_AT = dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)
TEXT = "School,Pupils,Carers,% carers\nNorth,200,12,6%\nSouth,150,3,9%\nWest,100,9,9%\nTotal,450,24,5%\n"


def entered(world: World, cast: Cast) -> FigureTable:
    return figures.add_figures(world.review, title="Carers by school", text=TEXT, by=cast["clerk"])


by_scrutiny(figures.add_figures, "review", lambda world, _: world.review, title="Carers by school", text=TEXT)
by_scrutiny(figures.edit_figures, "review", entered, note="As counted.")
by_scrutiny(figures.mark_definition, "review", entered, before="South", words="Counted again.")
by_scrutiny(figures.show_whole, "review", entered, reason="The school has published it.")


@recipe(figures.suppress_again, world="review")
def suppress_again(world: World, cast: Cast) -> Act:
    shown = having_read(figures.show_whole)(
        entered(world, cast), reason="The school has published it.", by=cast["clerk"]
    )
    return Act(figures.suppress_again, (shown,), {}, by=cast["scrutiny officer"])


by_scrutiny(figures.publish_figures, "review", entered, at=COUNTED_AT)


@recipe(figures.withdraw_figures, world="review")
def withdraw_figures(world: World, cast: Cast) -> Act:
    public = having_read(figures.publish_figures)(entered(world, cast), at=COUNTED_AT, by=cast["clerk"])
    told = {"reason": "The source was wrong."}
    return Act(figures.withdraw_figures, (public,), told, by=cast["scrutiny officer"])


by_scrutiny(figures.remove_figures, "review", entered)
