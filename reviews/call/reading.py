"""Verbs of what is done with answers to a call: taken over as evidence, rejected, forgotten."""

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, reasoned, save
from committee.verbs import Portal, verb
from reviews.evidence import keeping
from reviews.evidence.checking import begin
from reviews.evidence.verbs import begin_evidence
from reviews.locking import hold_review
from reviews.models import CallAnswer, CallForEvidence, Evidence, EvidenceAccess, EvidenceFile, EvidenceKind, TakenOver

TEXT = "text"
MOST_AT_ONCE = 500
AGREED_HOW = "In their answer to the call for evidence"


@verb(may=plans_scrutiny)
def take_over(
    answer: CallAnswer,
    *,
    pieces: Collection[str],
    title: str,
    access: str = EvidenceAccess.PRIVATE,
    forget_on: dt.date | None = None,
    at: dt.datetime,
    by: User,
) -> list[Evidence]:
    """
    Take an answer over as evidence: "text", and files by their ids, each under a reference of its own.

    What is not taken over is erased, and so is the answer: who sent it stands with the evidence, for officers alone.
    Raises Refused where nothing is chosen, a file is not checked, or opening it was not agreed to.
    """
    held = _hold(answer)
    if access == EvidenceAccess.OPEN and not held.may_be_published:
        raise Refused("They did not agree to publication. Keep it private, or ask them first.")
    files = [one.file for one in held.files.select_related("file") if str(one.file.pk) in pieces]
    if len(files) + (TEXT in pieces and bool(held.text)) != len(set(pieces)) or not pieces:
        raise Refused("Choose which parts to use as evidence.")
    if any(not file.is_taken for file in files):
        raise Refused("One of the files has not been checked or was not accepted. Use it later, or leave it out.")
    given = {
        "kind": EvidenceKind.ANSWER, "post": held.post, "body": held.body, "is_named": held.is_named,
        "may_be_published": held.may_be_published, "agreed_on": day_of(held.sent_at), "agreed_how": AGREED_HOW,
        "contact": "\n".join(filter(None, [held.name, held.email])), "received_on": day_of(held.sent_at),
        "access": access, "forget_on": forget_on, "title": title,
    }  # fmt: skip
    made = [begin_evidence(held.call.review, {**given, "text": held.text}, at=at, by=by)] if TEXT in pieces else []
    for file in files:
        held.files.filter(file=file).delete()
        made.append(begin_evidence(held.call.review, given, file=file, at=at, by=by))
    for evidence in made:
        save(TakenOver(answer=held, evidence=evidence))
    held.state = CallAnswer.State.TAKEN
    _erase(held, day_of(at))
    taken = [evidence.reference for evidence in made]
    audit.record(by, "used an answer as evidence of", held.call.review, reference=held.reference, evidence=taken)
    return made


@verb(may=plans_scrutiny)
def reject_answer(answer: CallAnswer, *, reason: str, by: User) -> CallAnswer:
    """Leave an answer out of the evidence, with the reason; it is kept until its days are over."""
    held = _hold(answer)
    held.state = CallAnswer.State.REJECTED
    held.reason = reasoned(" ".join(reason.split()), "why it is not taken over", 400)
    save(held)
    audit.record(by, "did not use an answer to the call for evidence of", held.call.review, reference=held.reference)
    return held


@verb(may=plans_scrutiny)
def settle_suspects(
    call: CallForEvidence, *, answers: Collection[int], are_real: bool, at: dt.datetime, by: User
) -> int:
    """
    Deal with answers that are set aside, by their ids: real ones are to be read, and their files checked; else erased.

    At most MOST_AT_ONCE at a time; returns how many. Raises Refused where none of them is set aside any more.
    """
    review = hold_review(call.review)
    waiting = CallAnswer.objects.filter(call__review=review, state=CallAnswer.State.SUSPECT, forgotten_on=None)
    held = list(waiting.filter(pk__in=answers).select_related("call__review").order_by("pk")[:MOST_AT_ONCE])
    if not held:
        raise Refused("None of these answers is set aside any more. Someone else has decided about them.")
    for answer in held:
        if not are_real:
            _erase(answer, day_of(at))
            continue
        answer.state = CallAnswer.State.WAITING
        save(answer)
        for sent in answer.files.select_related("file"):
            EvidenceFile.objects.filter(pk=sent.file_id).update(heartbeat=at)
            begin(sent.file)
    did = "took as real" if are_real else "deleted as suspect"
    audit.record(by, f"{did} answers to the call for evidence of", review, count=len(held))
    return len(held)


@verb(may=plans_scrutiny)
def forget_answer(answer: CallAnswer, *, on: dt.date, by: User | Portal) -> CallAnswer:
    """Erase an answer and its files: its reference, its day and what was decided stay. Refused where that was done."""
    hold_review(answer.call.review)
    held = _fresh(answer)
    if held.forgotten_on:
        raise Refused(f"The answer {held.reference} is deleted already.")
    _erase(held, on)
    audit.record(by, "deleted an answer to the call for evidence of", held.call.review, reference=held.reference)
    return held


def due(on: dt.date) -> QuerySet[CallAnswer]:
    """The answers whose day has come by `on`."""
    return CallAnswer.objects.filter(forget_on__lte=on, forgotten_on__isnull=True).select_related("call__review")


def _erase(held: CallAnswer, on: dt.date) -> None:
    dropped: list[EvidenceFile] = [one.file for one in held.files.select_related("file")]
    held.files.all().delete()
    keeping.drop(*dropped)
    held.name = held.email = held.post = held.body = held.text = held.reason = ""
    held.forgotten_on = on
    save(held)


def _hold(answer: CallAnswer) -> CallAnswer:
    """The answer as it is now, its review's row locked. Raises Refused where it was dealt with."""
    hold_review(answer.call.review)
    held = _fresh(answer)
    if held.state == CallAnswer.State.TAKEN:
        raise Refused(f"The answer {held.reference} is used as evidence already.")
    if held.forgotten_on:
        raise Refused(f"The answer {held.reference} is deleted.")
    return held


def _fresh(answer: CallAnswer) -> CallAnswer:
    return CallAnswer.objects.select_related("call__review").get(pk=answer.pk)
