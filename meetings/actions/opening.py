"""Verbs that open actions: by a limb of a resolution, by law after a declaration, or in an upper storey's own words."""

import datetime as dt
from functools import partial
from typing import Any, cast

from django.db import transaction

from committee.access.permissions import plans_scrutiny, runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said, save
from committee.acts.verbs import verb
from committee.law.response import interest_notified_by
from committee.mail import notices
from committee.models import Person, Post, User
from committee.search import index
from committee.wording.dates import full_date
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
    return _opened(action, at, by)


def _opened(action: Action, at: dt.datetime, by: User, **facts: str) -> Action:
    """Save a new action, with a line on the trail, and email its owner."""
    save(action)
    index.changed(action)
    audit.record(by, "opened", action, meeting=str(action.meeting), owner=action.answerable, **facts)
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
    return _opened(action, at, by, asked_in=action.asked_in)


@verb(may=runs_the_desk)
def open_for_declaration(declaration: Declaration, *, at: dt.datetime, by: User) -> Action | None:
    """
    Open the monitoring officer's action for an unregistered disclosable pecuniary interest; never public (R34).

    It is due on the 28th day beginning with the disclosure (LA 2011 s.31(3)). Returns the action opened before where
    there is one, and None where the interest asks for none.
    """
    if declaration.registered or declaration.kind != "dpi":
        return None
    if existing := Action.objects.filter(declaration=declaration).first():
        return existing
    day = day_of(declaration.made_at)
    # SECURITY: a sensitive nature is nowhere but in the declaration itself (R35).
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
    """R34: email whoever declared it by when they notify the monitoring officer, once the act has stood."""
    # SECURITY: neither the nature of the interest nor the title of the item, which may be withheld: number and day.
    item = declaration.item.number
    words = {"meeting": declaration.minutes.meeting, "item": item, "due_on": due_on, "sender": sender.get_full_name()}
    subject = "Interest to notify to the monitoring officer"
    failure = notices.failure_of(notices.mail, to, subject, "email/interest_to_notify.txt", words)
    did = f"{'could not email' if failure else 'emailed'} about the duty to notify an interest"
    audit.record(sender, did, declaration.attendee, item=item, due_on=due_on.isoformat())


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
    return _of_interest(declaration, f"{text}removed", at, by)


@verb(may=runs_the_desk)
def open_for_limited_vote(minutes: Minutes, voter: str, *, at: dt.datetime, by: User) -> Action:
    """Ask the monitoring officer about a vote on some functions only, where other business was decided (R31)."""
    meeting, text = minutes.meeting, f"Consider the decisions of a meeting at which {voter}"
    if action := Action.objects.filter(meeting=meeting, text=text).first():
        return action
    where = f"Meeting of {full_date(meeting.date)}, votes"
    return _for_monitoring_officer(meeting, "R31", at, by, asked_in=where, text=text)


def _of_interest(declaration: Declaration, text: str, at: dt.datetime, by: User) -> Action:
    meeting = declaration.minutes.meeting
    where = f"Item {declaration.item.number} of {full_date(meeting.date)}, a disclosable pecuniary interest"
    # SECURITY: what an interest is stays in the declaration itself (R35).
    return _for_monitoring_officer(meeting, "R33", at, by, asked_in=where, text=text)


def _for_monitoring_officer(meeting: Meeting, rule: str, at: dt.datetime, by: User, **about: Any) -> Action:
    """Ask the monitoring officer, of the day of `at` unless `owner` is given; never shown to the public."""
    about.setdefault("owner", monitoring_officer(day_of(at)))
    office = "" if about["owner"] else "Monitoring officer"
    opened = {"owner_since": day_of(at), "opened_at": at, "opened_by": by}
    action = Action(meeting=meeting, withheld=True, owner_body=office, **opened, **about)
    return _opened(action, at, by, rule=rule)


def monitoring_officer(on: dt.date) -> Person | None:
    """Return the monitoring officer of that day."""
    post = Post.objects.on(on).filter(is_monitoring_officer=True).select_related("person").first()
    return post.person if post else None
