"""Verbs of what is done with answers to a call: taken over as evidence, rejected, forgotten."""

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.verbs import Portal, verb
from committee.models import User
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
    locked = _hold(answer)
    if access == EvidenceAccess.OPEN and not locked.may_be_published:
        raise Refused("They did not agree to publication. Keep it private, or ask them first.")
    files = [attachment.file for attachment in locked.files.select_related("file") if str(attachment.file.pk) in pieces]
    if len(files) + (TEXT in pieces and bool(locked.text)) != len(set(pieces)) or not pieces:
        raise Refused("Choose which parts to use as evidence.")
    if any(not file.is_taken for file in files):
        raise Refused("One of the files has not been checked or was not accepted. Use it later, or leave it out.")
    values = {
        "kind": EvidenceKind.ANSWER, "post": locked.post, "body": locked.body, "is_named": locked.is_named,
        "may_be_published": locked.may_be_published, "agreed_on": day_of(locked.sent_at), "agreed_how": AGREED_HOW,
        "contact": "\n".join(filter(None, [locked.name, locked.email])), "received_on": day_of(locked.sent_at),
        "access": access, "forget_on": forget_on, "title": title,
    }  # fmt: skip
    made = [begin_evidence(locked.call.review, {**values, "text": locked.text}, at=at, by=by)] if TEXT in pieces else []
    for file in files:
        locked.files.filter(file=file).delete()
        made.append(begin_evidence(locked.call.review, values, file=file, at=at, by=by))
    for evidence in made:
        save(TakenOver(answer=locked, evidence=evidence))
    locked.state = CallAnswer.State.TAKEN
    _erase(locked, day_of(at))
    taken = [evidence.reference for evidence in made]
    audit.record(by, "used an answer as evidence of", locked.call.review, reference=locked.reference, evidence=taken)
    return made


@verb(may=plans_scrutiny)
def reject_answer(answer: CallAnswer, *, reason: str, by: User) -> CallAnswer:
    """Leave an answer out of the evidence, with the reason; it is kept until its days are over."""
    locked = _hold(answer)
    locked.state = CallAnswer.State.REJECTED
    locked.reason = reasoned(" ".join(reason.split()), "why it is not taken over", 400)
    save(locked)
    audit.record(
        by, "did not use an answer to the call for evidence of", locked.call.review, reference=locked.reference
    )
    return locked


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
    suspects = list(waiting.filter(pk__in=answers).select_related("call__review").order_by("pk")[:MOST_AT_ONCE])
    if not suspects:
        raise Refused("None of these answers is set aside any more. Someone else has decided about them.")
    for answer in suspects:
        if not are_real:
            _erase(answer, day_of(at))
            continue
        answer.state = CallAnswer.State.WAITING
        save(answer)
        for sent in answer.files.select_related("file"):
            EvidenceFile.objects.filter(pk=sent.file_id).update(heartbeat=at)
            begin(sent.file)
    did = "took as real" if are_real else "deleted as suspect"
    audit.record(by, f"{did} answers to the call for evidence of", review, count=len(suspects))
    return len(suspects)


@verb(may=plans_scrutiny)
def forget_answer(answer: CallAnswer, *, on: dt.date, by: User | Portal) -> CallAnswer:
    """Erase an answer and its files: its reference, its day and what was decided stay. Refused where that was done."""
    hold_review(answer.call.review)
    locked = _fresh(answer)
    if locked.forgotten_on:
        raise Refused(f"The answer {locked.reference} is deleted already.")
    _erase(locked, on)
    audit.record(by, "deleted an answer to the call for evidence of", locked.call.review, reference=locked.reference)
    return locked


def due(on: dt.date) -> QuerySet[CallAnswer]:
    """Return the answers to be forgotten by `on`."""
    return CallAnswer.objects.filter(forget_on__lte=on, forgotten_on__isnull=True).select_related("call__review")


def _erase(answer: CallAnswer, on: dt.date) -> None:
    dropped: list[EvidenceFile] = [attachment.file for attachment in answer.files.select_related("file")]
    answer.files.all().delete()
    keeping.drop(*dropped)
    answer.name = answer.email = answer.post = answer.body = answer.text = answer.reason = ""
    answer.forgotten_on = on
    save(answer)


def _hold(answer: CallAnswer) -> CallAnswer:
    """Lock the review's row and return the answer as it is now. Raises Refused where it is used or deleted."""
    hold_review(answer.call.review)
    locked = _fresh(answer)
    if locked.state == CallAnswer.State.TAKEN:
        raise Refused(f"The answer {locked.reference} is used as evidence already.")
    if locked.forgotten_on:
        raise Refused(f"The answer {locked.reference} is deleted.")
    return locked


def _fresh(answer: CallAnswer) -> CallAnswer:
    return CallAnswer.objects.select_related("call__review").get(pk=answer.pk)
