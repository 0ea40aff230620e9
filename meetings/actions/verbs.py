"""Verbs of what was asked for: assign, answer, close, reopen; opening and reminding have modules of their own.

An action is asked by a limb of a resolution, by law after a declaration (R34), or by an upper storey in words of its
own. What a minute withholds, its actions and their answers withhold too.
"""

import datetime as dt
from typing import Any

from django.db import transaction

from committee.access.permissions import is_member, is_officer, runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import Anybody, verb
from committee.files import files
from committee.models import Person, User
from committee.richtext.pasted import title_from
from committee.search import index
from meetings.actions.opening import (
    ask,
    monitoring_officer,
    open_action,
    open_all,
    open_for_breach,
    open_for_declaration,
    open_for_lifted,
    open_for_limited_vote,
)
from meetings.actions.reminding import remind, tell_owner
from meetings.locking import hold
from meetings.models import Action, ActionState, Answer, Meeting, Takedown, TakedownSubject
from meetings.packs import part_store
from meetings.packs.intake.take_in import Intake
from meetings.packs.leak_check import public_words
from meetings.packs.leak_check.meeting_check import refuse_unfit
from meetings.papers.taking_in import taken_in
from meetings.takedowns import moving


def _locked(action: Action) -> Action:
    """Lock the action's meeting and return the action's row as it is now."""
    hold(action.meeting)
    rows = Action.objects.select_related("meeting__committee", "owner", "limb__resolution__minute", "item__minute")
    return rows.get(pk=action.pk)


def _open(action: Action, what: str) -> Action:
    locked = _locked(action)
    if locked.state == ActionState.CLOSED:
        raise Refused(f"This action is closed. Reopen it first to {what}.")
    return locked


@verb(may=runs_the_desk)
def assign(
    action: Action, *, owner: Person | None, owner_body: str = "", due_on: dt.date | None, by: User, at: dt.datetime
) -> Action:
    """
    Say who owes it (a person, or else a body in words) and by when; a new owner with a sign-in is emailed.

    They count as asked from the day of `at`, not from the meeting. Raises Refused once it is closed, and for a
    day before the meeting that asked for it.
    """
    locked = _open(action, "assign it")
    if due_on is not None and due_on != locked.due_on and due_on < locked.meeting.date:
        raise Refused("The date is before the meeting.")
    before = (locked.owner_id, locked.owner_body)
    asked_before: dict[str, Any] = {"asked_before": locked.owner_id} if locked.owner_id else {}
    locked.owner, locked.owner_body = owner, "" if owner else " ".join((owner_body or "").split())
    is_new = (locked.owner_id, locked.owner_body) != before
    if is_new:
        locked.owner_since = day_of(at) if locked.answerable else None
    locked.due_on = due_on
    if not locked.is_private:
        public_words.refuse_telling([("the owner", [locked.owner_body])], locked.meeting)
    save(locked)
    due = due_on.isoformat() if due_on else ""
    about = {"owner": locked.answerable, "due_on": due, "at": at.isoformat()}
    index.changed(locked)
    audit.record(by, "assigned", locked, **about, **(asked_before if is_new else {}))
    if is_new:
        tell_owner(locked, at=at, sender=by)
    return locked


def owes_it(who: Anybody, on: dt.date, /, action: Action, **about: object) -> bool:
    """Return whether the user is the action's owner, and an officer or member; committees ask Cabinet Members too."""
    if not isinstance(who, User) or who.person_id is None or who.person_id != action.owner_id:
        return False
    return is_officer(who, on) or is_member(who, on)


@verb(may=runs_the_desk, may_this=owes_it, in_one_transaction=False, seen=shows("clause", "due_on"))
def answer(
    action: Action,
    *,
    text: str = "",
    data: bytes | Intake | None = None,
    filename: str = "",
    title: str = "",
    withheld: bool = False,
    seen: str,
    at: dt.datetime,
    by: User,
) -> Answer:
    """
    Answer with words, a document (`data`, a PDF made safe as papers are) or both; kept with the minute itself.

    An answer to what is withheld is withheld. The same sent again is the one before.

    Raises Refused where there is neither, where the PDF cannot be used,
    where the action is closed, or where anybody could read in it what is withheld of the meeting (R16).
    """
    text = (text or "").strip()
    if not text and data is None:
        raise Refused("Write the answer, or choose a PDF that holds it.")
    # Outside the transaction: reading a stranger's PDF takes seconds, and other clerks must not wait for it.
    taken = taken_in(data, filename) if data is not None else None
    with transaction.atomic():
        locked = _open(action, "answer it")
        refuse_unseen(locked, seen)
        made = Answer(action=locked, text=text, withheld=withheld or locked.is_private, answered_at=at, answered_by=by)
        if taken:
            made.document_title = said(title or (title_from(filename) or "Answer"), "what the document is called", 250)
        if not made.withheld:
            _refuse_leaks(made, taken, locked.meeting)
        if answer := _sent_before(made, taken):
            return answer
        if taken:
            made.stored, made.pages, made.tagged = files.keep(taken.pdf), taken.pages, taken.tagged
            part_store.keep(taken.sha256, taken.prepared)
        save(made)
        locked.state = ActionState.ANSWERED
        save(locked)
        index.changed(locked)
        audit.record(by, "answered", locked, document=made.document_title, pages=made.pages)
    return made


def _sent_before(answer: Answer, taken: Intake | None) -> Answer | None:
    """Return the latest answer if the same person sent the same before: a form sent twice answers once."""
    latest = answer.action.answers.select_related("stored").last()
    if latest is None:
        return None
    names = ("text", "document_title", "withheld", "answered_by_id")
    same = all(getattr(latest, name) == getattr(answer, name) for name in names)
    sha256 = latest.stored.sha256 if latest.stored else None
    return latest if same and sha256 == (taken.sha256 if taken else None) else None


def _refuse_leaks(answer: Answer, taken: Intake | None, meeting: Meeting) -> None:
    """R16: what is withheld of a meeting is told in no answer that anybody may read."""
    try:
        public_words.refuse_telling([("the answer", [answer.text])], meeting)
        if taken:
            refuse_unfit(taken, meeting, title=answer.document_title)
    except Refused as refusal:
        raise Refused(f"{refusal.text} Or mark the answer as withheld.", rule=refusal.rule) from None


@verb(may=runs_the_desk)
def close_action(action: Action, *, evidence: str, at: dt.datetime, by: User) -> Action:
    """Close it, with what shows that it was done. Raises Refused without `evidence`, or where it is closed already."""
    locked = _locked(action)
    if locked.state == ActionState.CLOSED:
        raise Refused("This action is already closed.")
    locked.evidence = reasoned(evidence, "what shows that it was done", 1000)
    locked.state, locked.closed_at, locked.closed_by = ActionState.CLOSED, at, by
    save(locked)
    index.changed(locked)
    audit.record(by, "closed", locked, evidence=locked.evidence)
    return locked


@verb(may=runs_the_desk)
def reopen(action: Action, *, reason: str, at: dt.datetime, by: User) -> Action:
    """Take it up again: answered where there is an answer, else owed. Raises Refused where it is not closed."""
    locked = _locked(action)
    if locked.state != ActionState.CLOSED:
        raise Refused("This action is not closed.")
    why = reasoned(reason, "why it is taken up again")
    before = locked.evidence
    locked.state = ActionState.ANSWERED if locked.answers.exists() else ActionState.OPEN
    locked.closed_at = locked.closed_by = None
    locked.evidence = ""
    save(locked)
    index.changed(locked)
    audit.record(by, "reopened", locked, reason=why, evidence_before=before, at=at.isoformat())
    return locked


@verb(may=runs_the_desk)
def remove_answer(answer: Answer, *, reason: str, at: dt.datetime, by: User) -> Action:
    """
    Remove an answer that the public cannot read, such as a wrong file: its bytes are erased, and its hash stays.

    What nobody has answered otherwise is owed again. Raises Refused without a reason, and for what anybody may read or
    could: that is taken down (R60).
    """
    why = reasoned(reason, "why it is removed")
    locked = _locked(answer.action)
    held_answer = Answer.objects.select_for_update(of=("self",)).filter(pk=answer.pk).first()
    if held_answer is None:
        raise Refused("It has been removed already.")
    down = Takedown.objects.of(TakedownSubject.ANSWER, held_answer.pk)
    if down or held_answer.reported_in_id or not (held_answer.withheld or locked.is_private):
        raise Refused("That answer is or was public. Take it down instead.", rule="R60")
    stored = held_answer.stored
    held_answer.delete()
    if locked.state == ActionState.ANSWERED and not locked.answers.exists():
        locked.state = ActionState.OPEN
        save(locked)
    index.changed(locked)
    audit.record(by, "removed an answer to", locked, reason=why, sha256=stored.sha256 if stored else "")
    if stored:
        moving.forget({stored.pk})
    return locked
