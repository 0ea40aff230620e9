"""Verbs of what was asked for: open, assign, answer, close, reopen; reminders have a module of their own.

An action is asked by a limb of a resolution, by law after a declaration (R34), or by an upper storey in words of its
own. What a minute withholds, its actions and their answers withhold too.
"""

import datetime as dt

from django.db import transaction

from committee import audit, files
from committee.law.response import interest_notified_by
from committee.models import Person, Post, User
from committee.refusal import Refused
from meetings.models import Action, ActionState, AgendaItem, Answer, Declaration, Limb, Meeting, Minute, Minutes
from meetings.packs import gate, parts
from meetings.packs.intake import Intake
from meetings.procedure.beside import refuse_unfit
from meetings.procedure.disclosing import tell_member
from meetings.procedure.keeping import day_of, hold, reasoned, said, save
from meetings.procedure.papers import take_in
from meetings.procedure.reminding import remind, tell_owner

__all__ = [
    "answer",
    "ask",
    "assign",
    "close_action",
    "is_withheld",
    "monitoring_officer",
    "open_action",
    "open_all",
    "open_for_breach",
    "open_for_declaration",
    "remind",
    "reopen",
]  # fmt: skip

LIMB_OF = "resolution__minute__minutes__meeting"


@transaction.atomic
def open_action(limb: Limb, *, at: dt.datetime, by: User) -> Action:
    """
    The action that `limb` asks for: opened now, or as it was opened before.

    Raises Refused where the limb asks nobody for anything, or the meeting has not resolved it.
    """
    hold(limb.resolution.minute.minutes.meeting)
    now = Limb.objects.select_related(LIMB_OF, "asked_of", "action").get(pk=limb.pk)
    if found := getattr(now, "action", None):
        return found
    if not now.asks:
        raise Refused("That limb asks nobody for anything.")
    if not now.resolution.is_carried or now.resolution.amends_id:
        raise Refused("The meeting has not resolved it, so nobody owes it.")
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
    # Whom the resolution itself names was asked by the meeting, on its day.
    action.owner_since = action.meeting.date if action.answerable else None
    save(action)
    audit.record(by, "opened", action, meeting=str(action.meeting), owner=action.answerable)
    tell_owner(action, at=at, sender=by)
    return action


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".;, ")


@transaction.atomic
def open_all(minutes: Minutes, *, at: dt.datetime, by: User) -> list[Action]:
    """
    Open what every carried limb of `minutes` asks for; call it when they are published. Again it adds the rest.

    Words count, not the kind alone: "the Director be asked to ..." filed as noted asks all the same (R56).
    """
    limbs = Limb.objects.resolved().filter(resolution__minute__minutes=minutes).select_related(LIMB_OF)
    limbs = limbs.order_by("resolution__minute__position", "resolution__position", "position")
    return [open_action(limb, at=at, by=by) for limb in limbs if limb.asks]


@transaction.atomic
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
    Ask for something that no limb asks for: `asked_in` says where it was asked, `meeting` at which it was considered.

    Anybody may read it unless the minute of `item`, which stood on that meeting's agenda, is withheld, now or later.
    Raises Refused without words, for a day before the meeting, for an item of another, and for words that would tell
    anybody what is withheld (R16).
    """
    hold(meeting)
    if due_on is not None and due_on < meeting.date:
        raise Refused("It cannot be due before the meeting at which it was considered.")
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("It was considered at another meeting than that item.")
    minute = Minute.objects.filter(item=item).first() if item else None
    action = Action(
        meeting=meeting,
        asked_in=said(asked_in, "where it was asked", 300),
        item=item,
        text=_sentence(said(text, "what is asked for", 4000)),
        withheld=bool(minute and minute.is_withheld),
        owner=owner,
        owner_body="" if owner else " ".join((owner_body or "").split()),
        due_on=due_on,
        opened_at=at,
        opened_by=by,
    )
    action.owner_since = day_of(at) if action.answerable else None
    if not action.withheld:
        gate.refuse_words([action.text, action.asked_in, action.owner_body], meeting, what="what is asked for")
    save(action)
    audit.record(by, "opened", action, meeting=str(meeting), owner=action.answerable, asked_in=action.asked_in)
    tell_owner(action, at=at, sender=by)
    return action


@transaction.atomic
def open_for_declaration(
    declaration: Declaration, *, owner: Person | None = None, at: dt.datetime, by: User
) -> Action | None:
    """
    R34: what an unregistered disclosable pecuniary interest asks of the monitoring officer, never shown to the public.

    It is due on the 28th day beginning with the disclosure (LA 2011 s.31(3)). `owner` is the monitoring officer of that
    day unless given. Returns the one opened before where there is one, and None where the interest asks for none.
    """
    if declaration.registered or declaration.kind != "dpi":
        return None
    if found := Action.objects.filter(declaration=declaration).first():
        return found
    day = day_of(declaration.made_at)
    action = Action(
        meeting=declaration.minutes.meeting,
        declaration=declaration,
        # SECURITY: a sensitive nature is nowhere but in the declaration itself (R35).
        text=f"Receive {declaration.attendee.name}’s notice of the interest declared in item {declaration.item.number} "
        "and enter it in the register of interests",
        withheld=True,
        owner=owner or monitoring_officer(day),
        owner_since=day_of(at),
        due_on=interest_notified_by(day),
        opened_at=at,
        opened_by=by,
    )
    if not action.owner:
        action.owner_body = "Monitoring officer"
    save(action)
    audit.record(by, "opened", action, meeting=str(action.meeting), owner=action.answerable, rule="R34")
    tell_owner(action, at=at, sender=by)
    tell_member(declaration, due_on=interest_notified_by(day), sender=by)
    return action


@transaction.atomic
def open_for_breach(declaration: Declaration, *, at: dt.datetime, by: User) -> Action:
    """
    R33: what a vote or speech in breach of an interest asks of the monitoring officer, never shown to the public.

    The monitoring officer of the day on which it is recorded; it has no date in law (LA 2011 ss.31(4), 34).
    """
    name, item = declaration.attendee.name, declaration.item.number
    action = Action(
        meeting=declaration.minutes.meeting,
        asked_in=f"Item {item} of {declaration.minutes.meeting.date:%d %B %Y}, a disclosable pecuniary interest",
        # SECURITY: what the interest is stays in the declaration itself (R35).
        text=f"Consider the part that {name} took in item {item}, which a disclosable pecuniary interest barred them "
        "from (Localism Act 2011 section 31(4))",
        withheld=True,
        owner=monitoring_officer(day_of(at)),
        owner_since=day_of(at),
        opened_at=at,
        opened_by=by,
    )
    if not action.owner:
        action.owner_body = "Monitoring officer"
    save(action)
    audit.record(by, "opened", action, meeting=str(action.meeting), owner=action.answerable, rule="R33")
    tell_owner(action, at=at, sender=by)
    return action


def monitoring_officer(on: dt.date) -> Person | None:
    """Whoever was the monitoring officer on that day."""
    post = Post.objects.on(on).filter(is_monitoring_officer=True).select_related("person").first()
    return post.person if post else None


def _held(action: Action) -> Action:
    """The action's row as it is now, its meeting held."""
    hold(action.meeting)
    rows = Action.objects.select_related("meeting__committee", "owner", "limb__resolution__minute", "item__minute")
    return rows.get(pk=action.pk)


def _open(action: Action, what: str) -> Action:
    now = _held(action)
    if now.state == ActionState.CLOSED:
        raise Refused(f"It is closed already: reopen it first to {what}.")
    return now


@transaction.atomic
def assign(
    action: Action, *, owner: Person | None, owner_body: str = "", due_on: dt.date | None, by: User, at: dt.datetime
) -> Action:
    """
    Say who owes it (a person, or else a body in words) and by when; a new owner with a sign-in is e-mailed.

    They count as asked from the day of `at`, not from the meeting. Raises Refused once it is closed, and for a
    day before the meeting that asked for it.
    """
    now = _open(action, "say who owes it")
    if due_on is not None and due_on != now.due_on and due_on < now.meeting.date:
        raise Refused("The date is before the meeting.")
    before = (now.owner_id, now.owner_body)
    now.owner, now.owner_body = owner, "" if owner else " ".join((owner_body or "").split())
    is_new = (now.owner_id, now.owner_body) != before
    if is_new:
        now.owner_since = day_of(at) if now.answerable else None
    now.due_on = due_on
    if not is_withheld(now):
        gate.refuse_words([now.owner_body], now.meeting, what="who it is asked of")
    save(now)
    due = due_on.isoformat() if due_on else ""
    audit.record(by, "said who owes", now, owner=now.answerable, due_on=due, at=at.isoformat())
    if is_new:
        tell_owner(now, at=at, sender=by)
    return now


def answer(
    action: Action,
    *,
    text: str = "",
    data: bytes | None = None,
    filename: str = "",
    title: str = "",
    withheld: bool = False,
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
    taken = take_in(data, filename) if data is not None else None
    with transaction.atomic():
        now = _open(action, "answer it")
        made = Answer(action=now, text=text, withheld=withheld or is_withheld(now), answered_at=at, answered_by=by)
        if taken:
            made.document_title = said(title or _title_of(filename), "what the document is called", 250)
        if not made.withheld:
            _refuse_leaks(made, taken, now.meeting)
        if found := _sent_before(made, taken):
            return found
        if taken:
            made.stored, made.pages, made.tagged = files.keep(taken.pdf), taken.pages, taken.tagged
            parts.keep(taken.sha256, taken.prepared)
        save(made)
        now.state = ActionState.ANSWERED
        save(now)
        audit.record(by, "answered", now, document=made.document_title, pages=made.pages)
    return made


def _sent_before(answer: Answer, taken: Intake | None) -> Answer | None:
    """The latest answer where it is the same, of the same person: a form sent twice answers once."""
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
        gate.refuse_words([answer.text], meeting, what="the answer")
        if taken:
            refuse_unfit(taken, meeting, title=answer.document_title)
    except Refused as refusal:
        raise Refused(f"{refusal.text} Or mark the answer as withheld.", rule=refusal.rule) from None


def _title_of(filename: str) -> str:
    return (filename or "").rsplit(".", 1)[0].replace("_", " ")[:250] or "Answer"


def is_withheld(action: Action) -> bool:
    """Whether it may not be shown to the public: by itself, or because its minute is withheld now."""
    return action.is_private


@transaction.atomic
def close_action(action: Action, *, evidence: str, at: dt.datetime, by: User) -> Action:
    """Close it, with what shows that it was done. Raises Refused without `evidence`, or where it is closed already."""
    now = _held(action)
    if now.state == ActionState.CLOSED:
        raise Refused("It is closed already.")
    now.evidence = reasoned(evidence, "what shows that it was done", 1000)
    now.state, now.closed_at, now.closed_by = ActionState.CLOSED, at, by
    save(now)
    audit.record(by, "closed", now, evidence=now.evidence)
    return now


@transaction.atomic
def reopen(action: Action, *, reason: str, at: dt.datetime, by: User) -> Action:
    """Take it up again: answered where there is an answer, else owed. Raises Refused where it is not closed."""
    now = _held(action)
    if now.state != ActionState.CLOSED:
        raise Refused("It is not closed.")
    why = reasoned(reason, "why it is taken up again")
    before = now.evidence
    now.state = ActionState.ANSWERED if now.answers.exists() else ActionState.OPEN
    now.closed_at = now.closed_by = None
    now.evidence = ""
    save(now)
    audit.record(by, "reopened", now, reason=why, evidence_before=before, at=at.isoformat())
    return now
