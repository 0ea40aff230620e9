"""Verbs that open actions: by a limb of a resolution, by law after a declaration, or in an upper storey's own words."""

import datetime as dt
from typing import cast

from committee.access.permissions import plans_scrutiny, runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said, save
from committee.acts.verbs import verb
from committee.law.response import interest_notified_by
from committee.models import Person, Post, User
from committee.search import index
from committee.wording.dates import full_date
from meetings.actions.interest_notification import tell_member
from meetings.actions.reminding import tell_owner
from meetings.locking import hold
from meetings.models import Action, AgendaItem, Declaration, Limb, Meeting, Minute, Minutes
from meetings.packs.leak_check import public_words

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
    # Whom the resolution itself names was asked by the meeting, on its day.
    action.owner_since = action.meeting.date if action.answerable else None
    save(action)
    index.changed(action)
    audit.record(by, "opened", action, meeting=str(action.meeting), owner=action.answerable)
    tell_owner(action, at=at, sender=by)
    return action


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".;, ")


@verb(may=runs_the_desk)
def open_all(minutes: Minutes, *, at: dt.datetime, by: User) -> list[Action]:
    """
    Open what every carried limb of `minutes` asks for; call it when they are published. Again it adds the rest.

    Words count, not the kind alone: "the Director be asked to ..." filed as noted asks all the same (R56).
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
    Ask for something that no limb asks for: `asked_in` says where it was asked, `meeting` at which it was considered.

    Anybody may read it unless the minute of `item`, which stood on that meeting's agenda, is withheld, now or later.
    Raises Refused without words, for a day before the meeting, for an item of another, and for words that would tell
    anybody what is withheld (R16).
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
    save(action)
    index.changed(action)
    audit.record(by, "opened", action, meeting=str(meeting), owner=action.answerable, asked_in=action.asked_in)
    tell_owner(action, at=at, sender=by)
    return action


@verb(may=runs_the_desk)
def open_for_declaration(
    declaration: Declaration, *, owner: Person | None = None, at: dt.datetime, by: User
) -> Action | None:
    """
    Open the monitoring officer's action for an unregistered disclosable pecuniary interest; never public (R34).

    It is due on the 28th day beginning with the disclosure (LA 2011 s.31(3)). `owner` is the monitoring officer of that
    day by default. Returns the action opened before where there is one, and None where the interest asks for none.
    """
    if declaration.registered or declaration.kind != "dpi":
        return None
    if existing := Action.objects.filter(declaration=declaration).first():
        return existing
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


@verb(may=runs_the_desk)
def open_for_breach(declaration: Declaration, *, at: dt.datetime, by: User) -> Action:
    """R33: what a vote or speech in breach of an interest asks of the monitoring officer (LA 2011 ss.31(4), 34)."""
    name, item = declaration.attendee.name, declaration.item.number
    text = f"Consider the part that {name} took in item {item}, which a disclosable pecuniary interest barred them from"
    return _of_interest(declaration, f"{text} (Localism Act 2011 section 31(4))", at, by)


@verb(may=runs_the_desk)
def open_for_lifted(declaration: Declaration, *, at: dt.datetime, by: User) -> Action:
    """R33: what the removal of a barring interest asks of the monitoring officer: to say whether it was right."""
    name, item = declaration.attendee.name, declaration.item.number
    text = f"Consider whether {name} may take part in item {item}: a disclosable pecuniary interest was recorded, then "
    return _of_interest(declaration, f"{text}removed or recorded as another kind", at, by)


@verb(may=runs_the_desk)
def open_for_limited_vote(minutes: Minutes, voter: str, *, at: dt.datetime, by: User) -> Action:
    """Ask the monitoring officer about a vote on some functions only, where other business was decided (R31)."""
    meeting, text = minutes.meeting, f"Consider the decisions of a meeting at which {voter}"
    if action := Action.objects.filter(meeting=meeting, text=text).first():
        return action
    return _for_monitoring_officer(meeting, f"Meeting of {full_date(meeting.date)}, votes", text, "R31", at, by)


def _of_interest(declaration: Declaration, text: str, at: dt.datetime, by: User) -> Action:
    meeting = declaration.minutes.meeting
    where = f"Item {declaration.item.number} of {full_date(meeting.date)}, a disclosable pecuniary interest"
    return _for_monitoring_officer(meeting, where, text, "R33", at, by)


def _for_monitoring_officer(meeting: Meeting, asked_in: str, text: str, rule: str, at: dt.datetime, by: User) -> Action:
    """Ask the monitoring officer of the day; never shown to the public, and without a date in law."""
    action = Action(
        meeting=meeting,
        asked_in=asked_in,
        # SECURITY: what an interest is stays in the declaration itself (R35).
        text=text,
        withheld=True,
        owner=monitoring_officer(day_of(at)),
        owner_since=day_of(at),
        opened_at=at,
        opened_by=by,
    )
    if not action.owner:
        action.owner_body = "Monitoring officer"
    save(action)
    audit.record(by, "opened", action, meeting=str(meeting), owner=action.answerable, rule=rule)
    tell_owner(action, at=at, sender=by)
    return action


def monitoring_officer(on: dt.date) -> Person | None:
    """Return the monitoring officer of that day."""
    post = Post.objects.on(on).filter(is_monitoring_officer=True).select_related("person").first()
    return post.person if post else None
