"""Verbs of actions: open, assign, answer, close, reopen; `reminding` has the emails to owners.

An action is requested by one of these:

- a limb (part) of a resolution;
- the law, which requires the monitoring officer to act on an interest (R34), a breach (R33) or a limited vote (R31);
- an app above this app, such as `workprogramme`, through `ask`.

`asked_in` names the place of the request in words, where the action has neither a limb nor a declaration.

Where a minute is withheld, its actions and their answers are withheld too.
"""

import datetime as dt
from functools import partial
from typing import Any, cast

from django.db import transaction

from committee.access.permissions import is_member, is_officer, plans_scrutiny, runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import Anybody, verb
from committee.files import files
from committee.law.response import interest_notified_by
from committee.mail import notices
from committee.models import Person, Post, User
from committee.richtext.pasted import title_from
from committee.search import index
from committee.wording.dates import full_date
from meetings.actions.reminding import remind, tell_owner
from meetings.locking import hold
from meetings.models import (
    Action,
    ActionState,
    AgendaItem,
    Answer,
    Declaration,
    Limb,
    Meeting,
    Minute,
    Minutes,
    Takedown,
    TakedownSubject,
)
from meetings.packs import part_store
from meetings.packs.intake.take_in import Intake
from meetings.packs.leak_check import public_words
from meetings.packs.leak_check.meeting_check import refuse_unfit
from meetings.papers.taking_in import taken_in
from meetings.takedowns import moving

LIMB_OF = "resolution__minute__minutes__meeting"


@verb(may=runs_the_desk)
def open_action(limb: Limb, *, at: dt.datetime, by: User) -> Action:
    """
    Return the action that `limb` asks for, and open it unless it exists.

    Raises Refused where the limb asks nobody for anything, or the meeting has not resolved it.
    """
    hold(limb.resolution.minute.minutes.meeting)
    now = Limb.objects.select_related(LIMB_OF, "asked_of", "action").get(pk=limb.pk)
    if existing := getattr(now, "action", None):
        return cast(Action, existing)
    if not now.asks:
        raise Refused("This part of the resolution is not an action.")
    if not now.resolution.is_carried or now.resolution.amends_id:
        raise Refused("The meeting has not resolved this, so there is no action.")
    minute = now.resolution.minute
    action = Action(
        meeting=minute.minutes.meeting,
        limb=now,
        text=_sentence(now.text),
        withheld=minute.is_withheld,
        owner=now.asked_of,
        owner_body="" if now.asked_of else now.body,
        due_on=now.due_on,
        opened_at=at,
        opened_by=by,
    )
    # An owner whom the resolution names was asked on the day of the meeting.
    action.owner_since = action.meeting.date if action.answerable else None
    return _opened(action, at, by)


def _keep(action: Action, did: str, by: User, **facts: Any) -> Action:
    """Save an action, update the search index, and record the act on the trail."""
    save(action)
    index.changed(action)
    audit.record(by, did, action, **facts)
    return action


def _opened(action: Action, at: dt.datetime, by: User, **facts: str) -> Action:
    """Save a new action, record it on the trail, and email its owner."""
    _keep(action, "opened", by, meeting=str(action.meeting), owner=action.answerable, **facts)
    tell_owner(action, at=at, sender=by)
    return action


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".;, ")


@verb(may=runs_the_desk)
def open_all(minutes: Minutes, *, at: dt.datetime, by: User) -> list[Action]:
    """
    Open an action for every carried limb of `minutes` that asks somebody for something; called at publication.

    A second call opens only missing actions. The limb's words count, not only its kind: "the Director be asked to ..."
    is a request even where the kind is "noted" (R56).
    """
    limbs = Limb.objects.resolved().filter(resolution__minute__minutes=minutes).select_related(LIMB_OF)
    limbs = limbs.order_by("resolution__minute__position", "resolution__position", "position")
    return [open_action(limb, at=at, by=by) for limb in limbs if limb.asks]


@verb(may=plans_scrutiny)
def ask(
    meeting: Meeting,
    *,
    asked_in: str,
    item: AgendaItem | None = None,
    text: str,
    owner: Person | None = None,
    owner_body: str = "",
    due_on: dt.date | None = None,
    at: dt.datetime,
    by: User,
) -> Action:
    """
    Open an action that `meeting` requested outside any resolution; `asked_in` names the business in words.

    The action is public unless the minute of `item`, an item of that meeting's agenda, is withheld, now or later.
    Raises Refused without `text`, for a due day before the meeting, for an item of another meeting, and for words that
    would reveal withheld matter (R16).
    """
    hold(meeting)
    if due_on is not None and due_on < meeting.date:
        raise Refused("It cannot be due before the meeting at which it was considered.")
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("That item was considered at another meeting.")
    minute = Minute.objects.filter(item=item).first() if item else None
    action = Action(
        meeting=meeting,
        asked_in=said(asked_in, "where it was requested", 300),
        item=item,
        text=_sentence(said(text, "the action", 4000)),
        withheld=bool(minute and minute.is_withheld),
        owner=owner,
        owner_body="" if owner else " ".join((owner_body or "").split()),
        due_on=due_on,
        opened_at=at,
        opened_by=by,
    )
    action.owner_since = day_of(at) if action.answerable else None
    if not action.withheld:
        public_words.refuse_telling([("the action", [action.text, action.asked_in, action.owner_body])], meeting)
    return _opened(action, at, by, asked_in=action.asked_in)


@verb(may=runs_the_desk)
def open_for_declaration(declaration: Declaration, *, at: dt.datetime, by: User) -> Action | None:
    """
    Open the monitoring officer's action for an unregistered disclosable pecuniary interest; never public (R34).

    The action is due on the 28th day beginning with the disclosure (LA 2011 s.31(3)). Return the action opened before
    where there is one, and None where the law asks for no action on the interest.
    """
    if declaration.registered or declaration.kind != "dpi":
        return None
    if existing := Action.objects.filter(declaration=declaration).first():
        return existing
    day = day_of(declaration.made_at)
    # SECURITY: the nature of a sensitive interest is stored only in the declaration itself (R35).
    text = (
        f"Receive {declaration.attendee.name}’s notice of the interest declared in item {declaration.item.number} "
        "and enter it in the register of interests"
    )
    due_on, about = interest_notified_by(day), {"declaration": declaration, "text": text}
    action = _for_monitoring_officer(
        declaration.minutes.meeting, "R34", at, by, owner=monitoring_officer(day), due_on=due_on, **about
    )
    if to := sign_in_of(declaration):
        transaction.on_commit(partial(_tell_member, declaration, to, due_on, by), robust=True)
    return action


def sign_in_of(declaration: Declaration) -> User | None:
    """Return the sign-in of the person who declared the interest, if there is one."""
    person = declaration.attendee.person_id
    return User.objects.filter(person=person, is_active=True).first() if person else None


def _tell_member(declaration: Declaration, to: User, due_on: dt.date, sender: User) -> None:
    """R34: email the declarant the day by which to notify the monitoring officer, after the commit."""
    # SECURITY: the nature of the interest and the item's title may be withheld, so the email has the item's number.
    item = declaration.item.number
    words = {"meeting": declaration.minutes.meeting, "item": item, "due_on": due_on, "sender": sender.get_full_name()}
    subject = "Interest to notify to the monitoring officer"
    failure = notices.failure_of(notices.mail, to, subject, "email/interest_to_notify.txt", words)
    did = f"{'could not email' if failure else 'emailed'} about the duty to notify an interest"
    audit.record(sender, did, declaration.attendee, item=item, due_on=due_on.isoformat())


@verb(may=runs_the_desk)
def open_for_breach(declaration: Declaration, *, at: dt.datetime, by: User) -> Action:
    """R33: open the monitoring officer's action on a vote or speech in breach of an interest (LA 2011 ss.31(4), 34)."""
    name, item = declaration.attendee.name, declaration.item.number
    text = f"Consider the part that {name} took in item {item}, which a disclosable pecuniary interest barred them from"
    return _of_interest(declaration, f"{text} (Localism Act 2011 section 31(4))", at, by)


@verb(may=runs_the_desk)
def open_for_lifted(declaration: Declaration, *, at: dt.datetime, by: User) -> Action:
    """R33: open the monitoring officer's action to consider whether a barring interest was rightly removed."""
    name, item = declaration.attendee.name, declaration.item.number
    text = f"Consider whether {name} may take part in item {item}: a disclosable pecuniary interest was recorded, then "
    return _of_interest(declaration, f"{text}removed", at, by)


@verb(may=runs_the_desk)
def open_for_limited_vote(minutes: Minutes, voter: str, *, at: dt.datetime, by: User) -> Action:
    """
    Open the monitoring officer's action on a voter who has a vote on some functions only (R31), unless it exists.

    `voter` is a sentence of `findings.law.limited_voters`.
    """
    meeting, text = minutes.meeting, f"Consider the decisions of a meeting at which {voter}"
    if action := Action.objects.filter(meeting=meeting, text=text).first():
        return action
    where = f"Meeting of {full_date(meeting.date)}, votes"
    return _for_monitoring_officer(meeting, "R31", at, by, asked_in=where, text=text)


def _of_interest(declaration: Declaration, text: str, at: dt.datetime, by: User) -> Action:
    meeting = declaration.minutes.meeting
    where = f"Item {declaration.item.number} of {full_date(meeting.date)}, a disclosable pecuniary interest"
    # SECURITY: the nature of an interest is stored only in the declaration itself (R35).
    return _for_monitoring_officer(meeting, "R33", at, by, asked_in=where, text=text)


def _for_monitoring_officer(meeting: Meeting, rule: str, at: dt.datetime, by: User, **about: Any) -> Action:
    """Open an action that is never public; its owner is `owner`, or else the monitoring officer on the day of `at`."""
    about.setdefault("owner", monitoring_officer(day_of(at)))
    office = "" if about["owner"] else "Monitoring officer"
    opened = {"owner_since": day_of(at), "opened_at": at, "opened_by": by}
    action = Action(meeting=meeting, withheld=True, owner_body=office, **opened, **about)
    return _opened(action, at, by, rule=rule)


def monitoring_officer(on: dt.date) -> Person | None:
    """Return the monitoring officer on the day `on`; None where the register has no holder of the post."""
    post = Post.objects.on(on).filter(is_monitoring_officer=True).select_related("person").first()
    return post.person if post else None


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
    Set the owner (a person, or else a body in words) and the due date; a new owner with a sign-in is emailed.

    The new owner counts as asked on the day of `at`, not on the meeting's day. Raises Refused where the action is
    closed, or the due day is before the meeting that asked for the action.
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
    about = {"owner": locked.answerable, "due_on": due_on.isoformat() if due_on else "", "at": at.isoformat()}
    _keep(locked, "assigned", by, **about, **(asked_before if is_new else {}))
    if is_new:
        tell_owner(locked, at=at, sender=by)
    return locked


def owes_it(who: Anybody, on: dt.date, /, action: Action, **about: object) -> bool:
    """Return whether `who` owns the action, and is an officer or a member (a Cabinet Member too)."""
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
    Record an answer: `text`, a document (`data`, a PDF that is made safe as papers are), or both.

    An answer to a withheld action is withheld. Where the last answer is the same, return that answer.

    Raises Refused where there is neither text nor document, the PDF cannot be used, the action is closed, or a public
    answer would reveal withheld matter of the meeting (R16).
    """
    text = (text or "").strip()
    if not text and data is None:
        raise Refused("Write the answer, or choose a PDF that holds it.")
    # Outside the transaction: reading a PDF takes seconds, and other clerks must not wait for its locks.
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
        _keep(locked, "answered", by, document=made.document_title, pages=made.pages)
    return made


def _sent_before(answer: Answer, taken: Intake | None) -> Answer | None:
    """Return the latest answer if it is the same and by the same person, so that a form sent twice makes one answer."""
    latest = answer.action.answers.select_related("stored").last()
    if latest is None:
        return None
    names = ("text", "document_title", "withheld", "answered_by_id")
    same = all(getattr(latest, name) == getattr(answer, name) for name in names)
    sha256 = latest.stored.sha256 if latest.stored else None
    return latest if same and sha256 == (taken.sha256 if taken else None) else None


def _refuse_leaks(answer: Answer, taken: Intake | None, meeting: Meeting) -> None:
    """R16: raise Refused where a public answer would reveal withheld matter of the meeting."""
    try:
        public_words.refuse_telling([("the answer", [answer.text])], meeting)
        if taken:
            refuse_unfit(taken, meeting, title=answer.document_title)
    except Refused as refusal:
        raise Refused(f"{refusal.text} Or mark the answer as withheld.", rule=refusal.rule) from None


@verb(may=runs_the_desk)
def close_action(action: Action, *, evidence: str, at: dt.datetime, by: User) -> Action:
    """Close the action, with `evidence` that it was done. Raises Refused without `evidence`, or if already closed."""
    locked = _locked(action)
    if locked.state == ActionState.CLOSED:
        raise Refused("This action is already closed.")
    locked.evidence = reasoned(evidence, "what shows that it was done", 1000)
    locked.state, locked.closed_at, locked.closed_by = ActionState.CLOSED, at, by
    return _keep(locked, "closed", by, evidence=locked.evidence)


@verb(may=runs_the_desk)
def reopen(action: Action, *, reason: str, at: dt.datetime, by: User) -> Action:
    """Reopen a closed action, as ANSWERED if it has an answer, else as OPEN. Raises Refused where it is not closed."""
    locked = _locked(action)
    if locked.state != ActionState.CLOSED:
        raise Refused("This action is not closed.")
    why = reasoned(reason, "why it is taken up again")
    before = locked.evidence
    locked.state = ActionState.ANSWERED if locked.answers.exists() else ActionState.OPEN
    locked.closed_at = locked.closed_by = None
    locked.evidence = ""
    return _keep(locked, "reopened", by, reason=why, evidence_before=before, at=at.isoformat())


@verb(may=runs_the_desk)
def remove_answer(answer: Answer, *, reason: str, at: dt.datetime, by: User) -> Action:
    """
    Remove an answer that was never public, such as a wrong file: its bytes are erased, and its hash stays on the trail.

    An action without another answer is open again. Raises Refused without a reason, and for an answer that is or was
    public: such an answer is taken down instead (R60).
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
