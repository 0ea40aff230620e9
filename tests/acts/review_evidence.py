"""Recipes of evidence of reviews: a piece of it, its publication, and the call for it."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from reviews.evidence import call_verbs as calls
from reviews.evidence import evidence_files, forgetting, publication
from reviews.evidence import verbs as evidence
from reviews.models import EvidenceAccess, EvidenceConversion, State
from reviews.steps import verbs as steps
from tests.acts import Act, Cast, recipe
from tests.meetings.packs.making import pdf_of
from tests.reviews import given
from tests.reviews.world import AT, ON, World

FILE: dict[str, Any] = {"data": pdf_of(1, "Another statement"), "filename": "another.pdf", "at": AT}
LATER = dt.date(2021, 7, 1)


def acted(world: World, cast: Cast, verb: Any, **told: Any) -> Act:
    """Return the act of a verb on a piece of evidence that is open and unpublished."""
    return Act(verb, (given.piece(world.review, cast["clerk"]),), told, by=cast["scrutiny officer"])


@recipe(evidence.add_evidence, world="review")
def add_evidence(world: World, cast: Cast) -> Act:
    told = {"title": "A statement", "text": "It is so.", "received_on": ON, "access": EvidenceAccess.OPEN, "at": AT}
    return Act(evidence.add_evidence, (world.review,), told | given.WHOSE, by=cast["scrutiny officer"])


@recipe(evidence.begin_evidence, world="review")
def begin_evidence(world: World, cast: Cast) -> Act:
    told = {"title": "A statement", "text": "It is so.", "received_on": ON}
    return Act(evidence.begin_evidence, (world.review, told), {"at": AT}, by=cast["scrutiny officer"])


@recipe(evidence.edit_evidence, world="review")
def edit_evidence(world: World, cast: Cast) -> Act:
    made = given.piece(world.review, cast["clerk"])
    told = {"title": "Statement of a head teacher", "at": AT}
    return Act(evidence.edit_evidence, (made,), told, by=cast["scrutiny officer"])


@recipe(evidence.set_evidence_access, world="review")
def set_evidence_access(world: World, cast: Cast) -> Act:
    return acted(world, cast, evidence.set_evidence_access, **given.EXEMPT)


@recipe(evidence.allow_opening, world="review")
def allow_opening(world: World, cast: Cast) -> Act:
    withheld = given.piece(world.review, cast["clerk"], **given.EXEMPT)
    told = {"reason": "The pupil has agreed.", "at": AT}
    return Act(evidence.allow_opening, (withheld,), told, by=cast["proper officer"])


@recipe(evidence.record_consent, world="review")
def record_consent(world: World, cast: Cast) -> Act:
    return acted(world, cast, evidence.record_consent, **given.AGREED, at=AT)


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


@recipe(evidence.withdraw_evidence, world="review")
def withdraw_evidence(world: World, cast: Cast) -> Act:
    return acted(world, cast, evidence.withdraw_evidence, reason="They took it back.", on=LATER)


@recipe(publication.redact_evidence, world="review")
def redact_evidence(world: World, cast: Cast) -> Act:
    return acted(world, cast, publication.redact_evidence, text="Some of our pupils do.", at=AT)


@recipe(publication.remove_redacted, world="review")
def remove_redacted(world: World, cast: Cast) -> Act:
    act = acted(world, cast, publication.remove_redacted)
    having_read(publication.redact_evidence)(act.args[0], text="Some of our pupils do.", at=AT, by=cast["clerk"])
    return act


@recipe(publication.publish_evidence, world="review")
def publish_evidence(world: World, cast: Cast) -> Act:
    return acted(world, cast, publication.publish_evidence, at=AT)


@recipe(publication.unpublish_evidence, world="review")
def unpublish_evidence(world: World, cast: Cast) -> Act:
    act = acted(world, cast, publication.unpublish_evidence, reason="It names a school.", on=LATER)
    having_read(publication.publish_evidence)(act.args[0], at=AT, by=cast["clerk"])
    return act


@recipe(forgetting.forget_evidence, world="review")
def forget_evidence(world: World, cast: Cast) -> Act:
    return acted(world, cast, forgetting.forget_evidence, on=LATER)


@recipe(calls.open_call, world="review")
def open_call(world: World, cast: Cast) -> Act:
    told = {"text": given.ASKED, "opens_on": ON, "closes_on": LATER}
    return Act(calls.open_call, (world.review,), told, by=cast["scrutiny officer"])


@recipe(calls.answer_call, world="review")
def answer_call(world: World, cast: Cast) -> Act:
    told = {"text": "No one asked us.", "no_child_is_named": True, "at": AT}
    return Act(calls.answer_call, (given.call(world.review, cast["clerk"]),), told, by=None)


def answered(world: World, cast: Cast, verb: Any, **told: Any) -> Act:
    """Return the act of a verb on an answer that waits to be read."""
    sent = given.answer(given.call(world.review, cast["clerk"]))
    return Act(verb, (sent,), told, by=cast["scrutiny officer"])


@recipe(calls.take_over, world="review")
def take_over(world: World, cast: Cast) -> Act:
    return answered(world, cast, calls.take_over, pieces=["text"], title="Answer of a parent", at=AT)


@recipe(calls.reject_answer, world="review")
def reject_answer(world: World, cast: Cast) -> Act:
    return answered(world, cast, calls.reject_answer, reason="It is about another matter.")


@recipe(calls.settle_suspects, world="review")
def settle_suspects(world: World, cast: Cast) -> Act:
    call = given.call(world.review, cast["clerk"])
    told = {"answers": [given.answer(call, is_suspect=True).pk], "are_real": True, "at": AT}
    return Act(calls.settle_suspects, (call,), told, by=cast["scrutiny officer"])


@recipe(calls.forget_answer, world="review")
def forget_answer(world: World, cast: Cast) -> Act:
    return answered(world, cast, calls.forget_answer, on=LATER)


@recipe(forgetting.forget_working_papers, world="review")
def forget_working_papers(world: World, cast: Cast) -> Act:
    told: dict[str, Any] = {"on": ON, "reason": "Members chose another subject.", "at": AT}
    given.piece(world.review, cast["clerk"])
    steps.take_step(world.review, State.ABANDONED, **told, by=cast["scrutiny officer"])
    gone = dt.date(ON.year + 6, 1, 1)
    return Act(forgetting.forget_working_papers, (world.review,), {"on": gone}, by=cast["scrutiny officer"])
