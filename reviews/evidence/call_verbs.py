"""Verbs of the call for evidence: open or change a call, answer a call, take over, reject or forget an answer."""

import datetime as dt
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import Portal, anybody, verb
from committee.models import User
from committee.wording.dates import full_date
from committee.wording.references import new_reference
from meetings.papers.handing_in import kept_original
from reviews import leak_check
from reviews.evidence import evidence_files
from reviews.evidence.children import names_a_child
from reviews.evidence.evidence_files import begin_check
from reviews.evidence.verbs import begin_evidence
from reviews.locking import hold_review
from reviews.models import (
    CallAnswer,
    CallAnswerFile,
    CallForEvidence,
    Evidence,
    EvidenceAccess,
    EvidenceFile,
    EvidenceKind,
    Review,
    TakenOver,
)

MOST_FILES, MOST_BYTES = 3, 20 * 1024 * 1024
TOO_MANY_FILES = f"Choose {MOST_FILES} files at most."
TOO_LARGE = f"The files are larger than {MOST_BYTES // 1024 // 1024} MB together. Leave one out, or make them smaller."
CHILD = (
    "“{words}” may name a child. Leave the name out here and in your files, and write “a pupil” "
    "or “my child”. We cannot accept evidence that names a child."
)
NOT_TAKEN = "The call for evidence {when}, so your answer was not sent. Contact the committee team."
NO_CHILD = "Confirm that no child is named, or leave the name out first."


@verb(may=plans_scrutiny, seen=shows("title", "call.text", "call.opens_on", "call.closes_on", "call.kept_days"))
def open_call(
    review: Review, *, text: str, opens_on: dt.date, closes_on: dt.date, kept_days: int = 90, seen: str, by: User
) -> CallForEvidence:
    """
    Open a call for evidence between two days, or change its text and days.

    The call of a published review opens and closes on these days by itself. Answers sent earlier keep their day of
    forgetting. Raises Refused where the text reveals something withheld (R16), or the last day is before the first.
    """
    locked = hold_review(review)
    refuse_unseen(locked, seen)
    call = CallForEvidence.objects.filter(review=locked).first() or CallForEvidence(review=locked)
    did = "changed the call for evidence of" if call.pk else "opened the call for evidence of"
    call.text, call.opens_on, call.closes_on, call.kept_days = text.strip(), opens_on, closes_on, kept_days
    leak_check.refuse_telling_in(locked, [("the text of the call", [call.text])])
    save(call)
    audit.record(by, did, locked, opens_on=opens_on.isoformat(), closes_on=closes_on.isoformat())
    return call


@verb(may=anybody, in_one_transaction=False, seen=shows("text", "kept_days"))
def answer_call(
    call: CallForEvidence,
    *,
    text: str = "",
    files: Sequence[tuple[str, bytes]] = (),
    no_child_is_named: bool,
    is_named: bool = False,
    may_be_published: bool = False,
    is_suspect: bool = False,
    seen: str,
    at: dt.datetime,
    by: User | None = None,
    **whose: Any,
) -> CallAnswer:
    """
    Save an answer to a call for evidence. Only scrutiny officers read the answer.

    The answer is stored until an officer takes it over as evidence, or until its day of forgetting. `files` are (name,
    bytes). No file is read before its check. `whose` are the sender's `name`, `email`, `post` and `body`.

    A suspect answer is accepted but set aside. An answer with files is set aside too if too many files wait for a
    check. A flood of answers therefore does not stop other senders.

    Raises Refused outside the days of the call, or where the answer is empty, names a child, or has more than three
    files or 20 MB.
    """
    if unknown := set(whose) - {"name", "email", "post", "body"}:
        raise TypeError(f"An answer has no such fields: {', '.join(sorted(unknown))}.")
    _refuse_unfit(text, files, no_child_is_named, whose)
    with ExitStack() as stack:
        _refuse_closed(call, at)
        originals = [stack.enter_context(kept_original(data, name)) for name, data in files]
        with transaction.atomic():
            locked = hold_review(call.review)
            call = CallForEvidence.objects.select_related("review").get(review=locked)
            refuse_unseen(call, seen)
            _refuse_closed(call, at)
            answer = CallAnswer(call=call, text=text.strip(), is_named=is_named, may_be_published=may_be_published)
            if is_suspect or (originals and not evidence_files.has_room(len(originals))):
                answer.state = CallAnswer.State.SUSPECT
            for name in ("name", "email", "post", "body"):
                setattr(answer, name, " ".join((whose.get(name) or "").split()))
            answer.reference = new_reference("CE", lambda code: CallAnswer.objects.filter(reference=code).exists())
            answer.sent_at, answer.forget_on = at, day_of(at) + dt.timedelta(days=call.kept_days)
            save(answer)
            waits = {"aside": answer.state == CallAnswer.State.SUSPECT, "believed": not is_suspect}
            for original, (name, _) in zip(originals, files, strict=True):
                file = evidence_files.wait_for_check(locked, original, name, at=at, sender=None, **waits)
                save(CallAnswerFile(answer=answer, file=file))
            # SECURITY: the trail never says who answered, even where the sender is signed in.
            audit.record(None, "answered the call for evidence of", locked, reference=answer.reference)
            return answer


def _refuse_closed(call: CallForEvidence, at: dt.datetime) -> None:
    """Raise Refused where the call takes no answers at that moment."""
    if not call.review.is_public or not call.is_open_on(day_of(at)):
        closed = call.review.is_public and day_of(at) > call.closes_on
        when = f"closed on {full_date(call.closes_on)}" if closed else "is not open"
        raise Refused(NOT_TAKEN.format(when=when))


def _refuse_unfit(
    text: str, files: Sequence[tuple[str, bytes]], no_child_is_named: bool, whose: dict[str, Any]
) -> None:
    """Raise Refused where an answer is empty, too large, or names a child."""
    if len(files) > MOST_FILES:
        raise Refused(TOO_MANY_FILES)
    if sum(len(data) for _, data in files) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if not files:
        said(text, "what you want the panel to know, or choose a file", 10000)
    if not no_child_is_named:
        raise Refused(NO_CHILD)
    about = [whose.get(name) or "" for name in ("post", "body")]
    # A number in brackets is no age in a filename: browsers add it to a copy.
    filenames = [name.rpartition(".")[0].replace("_", " ").replace("(", " ") or name for name, _ in files]
    for words in (text, *about, *filenames):
        if child := names_a_child(words):
            raise Refused(CHILD.format(words=child))


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
    Use parts of an answer as evidence: each part becomes a piece of evidence with its own reference.

    `pieces` are "text" and ids of files. The answer and all its other parts are erased. The sender's name and email are
    stored with the evidence, for officers only. Raises Refused where nothing is chosen, a file is not checked, or
    `access` is open and the sender has not agreed to publication.
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
    """Leave an answer out of the evidence, with the reason. The answer is stored until its day of forgetting."""
    locked = _hold(answer)
    locked.state = CallAnswer.State.REJECTED
    locked.reason = reasoned(" ".join(reason.split()), "why it is not taken over", 400)
    save(locked)
    did = "did not use an answer to the call for evidence of"
    audit.record(by, did, locked.call.review, reference=locked.reference)
    return locked


@verb(may=plans_scrutiny)
def settle_suspects(
    call: CallForEvidence, *, answers: Collection[int], are_real: bool, at: dt.datetime, by: User
) -> int:
    """
    Decide about answers that are set aside, at most MOST_AT_ONCE. Return the number of answers decided.

    `answers` are ids. With `are_real` the answers wait to be read, and their files are checked. Without `are_real` the
    answers are erased. Raises Refused where none of the answers is set aside any more.
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
            begin_check(sent.file)
    did = "took as real" if are_real else "deleted as suspect"
    audit.record(by, f"{did} answers to the call for evidence of", review, count=len(suspects))
    return len(suspects)


@verb(may=plans_scrutiny)
def forget_answer(answer: CallAnswer, *, on: dt.date, by: User | Portal) -> CallAnswer:
    """Erase an answer and its files. Reference, days and state stay. Raises Refused for a used or erased answer."""
    locked = _hold(answer)
    _erase(locked, on)
    audit.record(by, "deleted an answer to the call for evidence of", locked.call.review, reference=locked.reference)
    return locked


def answers_due(on: dt.date) -> QuerySet[CallAnswer]:
    """Return the answers to be forgotten by `on`."""
    return CallAnswer.objects.filter(forget_on__lte=on, forgotten_on__isnull=True).select_related("call__review")


def _erase(answer: CallAnswer, on: dt.date) -> None:
    dropped: list[EvidenceFile] = [attachment.file for attachment in answer.files.select_related("file")]
    answer.files.all().delete()
    evidence_files.drop_files(*dropped)
    answer.name = answer.email = answer.post = answer.body = answer.text = answer.reason = ""
    answer.forgotten_on = on
    save(answer)


def _hold(answer: CallAnswer) -> CallAnswer:
    """Lock the review's row and return the answer's present row. Raises Refused for a used or erased answer."""
    hold_review(answer.call.review)
    locked = CallAnswer.objects.select_related("call__review").get(pk=answer.pk)
    if locked.state == CallAnswer.State.TAKEN:
        raise Refused(f"The answer {locked.reference} is used as evidence already.")
    if locked.forgotten_on:
        raise Refused(f"The answer {locked.reference} is deleted already.")
    return locked
