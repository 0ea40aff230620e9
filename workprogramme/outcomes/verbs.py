"""
Verbs of an item's outcome: ask its officers, save a draft, accept, withdraw the acceptance.

The outcome may ask for an action, and for a look-back (an item for a later meeting).
"""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committee.access.permissions import is_officer, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import said, save
from committee.acts.verbs import Anybody, Portal, as_part, verb
from committee.mail import notices
from committee.models import Person, User
from committee.search import index
from committee.wording.dates import full_date
from meetings.actions import verbs as actions
from meetings.models import Action
from workprogramme import leak_check
from workprogramme.items.follow_ups import propose_follow_up
from workprogramme.items.scheduling import mark_considered
from workprogramme.locking import hold_item
from workprogramme.models import GONE, OFFICER_ROLES, PROPOSED, ItemState, ProgrammeItem
from workprogramme.outcomes.draft_from_minute import mark_of, offered, wanting, why_not_yet

WEEK = dt.timedelta(days=7)


def officers_of(item: ProgrammeItem) -> list[User]:
    """Return the sign-ins of the officers who lead the item, in the order of the item's leads."""
    leads = item.leads.filter(role__in=OFFICER_ROLES, person__user__is_active=True)
    return list(dict.fromkeys(lead.person.user for lead in leads.select_related("person__user") if lead.person))


@verb(may=plans_scrutiny, in_one_transaction=False)
def ask_for_outcome(item: ProgrammeItem, *, at: dt.datetime, by: User | Portal) -> list[User]:
    """
    Email the item's officers a link to write the outcome. Return the users emailed. A daily timer calls this too.

    Raises Refused where an outcome is accepted or not yet possible, no officer of the item has a sign-in, the officers
    were asked today already, or no email could be sent.
    """
    now, to, before = _claim(item, at)
    reached = [user for user in to if _send(now, user, by)]
    if not reached:
        ProgrammeItem.objects.filter(pk=now.pk, outcome_asked_at=at).update(outcome_asked_at=before)
        raise Refused("The email could not be sent. Try again later.")
    audit.record(by, "asked for the outcome of", now, of=", ".join(str(user) for user in reached))
    return reached


@transaction.atomic
def _claim(item: ProgrammeItem, at: dt.datetime) -> tuple[ProgrammeItem, list[User], dt.datetime | None]:
    """
    Return the locked item, its officers, and when the officers were last asked (None for never).

    The time of asking is stored before the emails are sent, so that simultaneous requests send only one email. Raises
    Refused where nobody is to be asked.
    """
    on = timezone.localdate(at)
    locked = hold_item(item)
    if locked.has_outcome:
        raise Refused("Its outcome has been accepted: you do not need to ask for it.")
    if reason := why_not_yet(locked, on):
        raise Refused(reason)
    to = officers_of(locked)
    if not to:
        raise Refused("No lead officer has a sign-in, so no one can be emailed. Write the outcome yourself.")
    if locked.outcome_asked_at and timezone.localdate(locked.outcome_asked_at) == on:
        raise Refused("Its officers have already been emailed today.")
    before = locked.outcome_asked_at
    ProgrammeItem.objects.filter(pk=locked.pk).update(outcome_asked_at=at)
    return locked, to, before


def _send(item: ProgrammeItem, to: User, by: User | Portal) -> bool:
    """
    Send the email. Return whether the mail server accepted it.

    SECURITY: others may read an email, so the email has the item's title and a link, but not the drafted outcome.
    """
    words = {"item": item, "sender": by.get_full_name() if isinstance(by, User) else ""}
    return not notices.failure_of(notices.mail, to, f"Outcome needed: {item.title}", "email/outcome_asked.txt", words)


def wanting_to_be_asked(at: dt.datetime) -> list[ProgrammeItem]:
    """Return items for the weekly emails: the outcome can be written, and officers were not asked in the last week."""
    on = timezone.localdate(at)
    quiet = Q(outcome_asked_at__isnull=True) | Q(outcome_asked_at__lte=at - WEEK)
    rows = wanting(on).filter(quiet, leads__role__in=OFFICER_ROLES, leads__person__user__is_active=True)
    return list(rows.distinct().select_related("programme__committee", "meeting").order_by("pk"))


class AskedFor(NamedTuple):
    """The action opened, and the item proposed for a later meeting. Each is None if not requested."""

    action: Action | None
    follow_up: ProgrammeItem | None


@verb(may=plans_scrutiny)
def ask_more(
    item: ProgrammeItem,
    *,
    text: str = "",
    owner: Person | None = None,
    owner_body: str = "",
    due_on: dt.date | None = None,
    look_back_on: dt.date | None = None,
    title: str = "",
    at: dt.datetime,
    on: dt.date,
    by: User,
) -> AskedFor:
    """
    Record what the accepted outcome asks for: an action, a look-back at about `look_back_on`, or both.

    The action is public, unless the item's minute is withheld, now or later. The look-back is public with its
    programme even then. Raises Refused where

    - neither an action nor a look-back is given, or no outcome is accepted;
    - the day of the look-back is not in the future;
    - an action is given, and the programme is not published or the item had no meeting.
    """
    locked = hold_item(item)
    text = (text or "").strip()
    if not text and not look_back_on:
        raise Refused("Enter an action, or when the committee will look at this again.")
    if not locked.has_outcome:
        raise Refused("Accept its outcome first: actions follow from that.")
    action = _ask(locked, text, owner, owner_body, due_on, at, by) if text else None
    follow_up = None
    if look_back_on:
        if look_back_on <= on:
            raise Refused("Enter a day to come on which the committee looks at it again.")
        # SECURITY: the look-back does not repeat `text`. The minute may be withheld, and the look-back stays public.
        follow_up = propose_follow_up(locked, title=title.strip(), wanted_on=look_back_on, on=on, at=at, by=by)
    return AskedFor(action, follow_up)


def _ask(
    item: ProgrammeItem, text: str, owner: Person | None, body: str, due_on: dt.date | None, at: dt.datetime, by: User
) -> Action:
    if not item.programme.is_public:
        raise Refused("Publish the work programme first: anyone can read the actions in its outcomes.")
    meeting = item.agenda_item.meeting if item.agenda_item else item.meeting
    if meeting is None:
        raise Refused("It was considered at no meeting, so it cannot have an action: enter a day to look at it again.")
    action = actions.ask(
        meeting,
        asked_in=f"Work programme {item.programme.year}: {item.title}",
        item=item.agenda_item,
        text=text,
        owner=owner,
        owner_body=body,
        due_on=due_on,
        at=at,
        by=by,
    )
    item.actions.add(action)
    audit.record(by, "asked for more from the outcome of", item, what=action.text, owner=action.answerable)
    return action


MOST = 8000
WHAT = "what the outcome was"


def leads_it(who: Anybody, on: dt.date, /, item: ProgrammeItem, **about: object) -> bool:
    """Return whether `who` is an officer who leads the item, and the item is accepted into the programme."""
    if not isinstance(who, User) or who.person is None or not is_officer(who, on):
        return False
    return ProgrammeItem.objects.taken_up().led_by(who.person).filter(pk=item.pk).exists()


@verb(may=plans_scrutiny, may_this=leads_it)
def keep_draft(
    item: ProgrammeItem, *, text: str, began_from: str = "", at: dt.datetime, on: dt.date, by: User
) -> ProgrammeItem:
    """
    Save a private draft of the outcome. An empty text, or the text offered from the minute, clears the draft.

    `began_from` is `mark_of(item)` from when the form was shown. Raises Refused where an outcome is accepted, the item
    can have no outcome, or somebody has saved another draft since `began_from`.
    """
    locked = _open(item, began_from)
    if locked.state in (*PROPOSED, *GONE):
        raise Refused(why_not_yet(locked, on))
    text = _lines(text)
    if len(text) > MOST:
        said(text, WHAT, MOST)
    # The text drafted from the minute is not saved, because a saved copy would not change with the minute.
    locked.outcome = "" if text in {offered(locked).text, offered(locked, drafts=True).text} else text
    save(locked)
    audit.record(by, "saved a draft outcome of", locked, programme=str(locked.programme))
    return locked


@verb(may=plans_scrutiny, may_this=leads_it)
def accept(
    item: ProgrammeItem, *, text: str, began_from: str = "", at: dt.datetime, on: dt.date, by: User
) -> ProgrammeItem:
    """
    Accept `text` as the outcome. Later changes of the minute do not change the outcome.

    If the minute is withheld later, the outcome is not public until somebody accepts the outcome again. A scheduled
    item is marked as considered. Raises Refused where

    - the text is empty, or reveals something withheld (R16);
    - the item's day is in the future;
    - the meeting's minutes are not published, because an outcome must not reveal a draft minute;
    - an outcome is accepted already, or somebody has saved another draft since `began_from`.
    """
    now = _open(item, began_from)
    if reason := why_not_yet(now, on):
        raise Refused(reason)
    words = said(_lines(text), WHAT, MOST)
    # The outcome may repeat the resolutions of the published minute.
    leak_check.refuse_telling(now.programme, [("the outcome", [words])], public=[offered(now).text])
    if now.state in (ItemState.SCHEDULED, ItemState.ON_AGENDA):
        now = as_part(mark_considered)(now, on=on, at=at, by=by)
    now.outcome, now.outcome_accepted_at, now.outcome_accepted_by, now.outcome_from = words, at, by, ""
    now.outcome_beside_withheld = now.is_minute_withheld
    save(now)
    index.changed(now)
    audit.record(by, "accepted the outcome of", now, programme=str(now.programme), text=words)
    return now


@verb(may=plans_scrutiny, may_this=leads_it)
def reopen(item: ProgrammeItem, *, at: dt.datetime, on: dt.date, by: User) -> ProgrammeItem:
    """
    Withdraw an accepted outcome. Its text stays as a draft that can be changed.

    Raises Refused where no outcome is accepted.
    """
    locked = hold_item(item)
    if not locked.has_outcome:
        raise Refused("No outcome has been accepted, so there is nothing to withdraw.")
    was = locked.outcome
    locked.outcome_accepted_at, locked.outcome_accepted_by, locked.outcome_from = None, None, ""
    save(locked)
    index.changed(locked)
    audit.record(by, "withdrew the outcome of", locked, programme=str(locked.programme), text=was)
    return locked


@verb(may=plans_scrutiny, may_this=leads_it)
def write_instead(
    item: ProgrammeItem, *, text: str, began_from: str = "", at: dt.datetime, on: dt.date, by: User
) -> ProgrammeItem:
    """
    Withdraw the accepted outcome and save `text` as the draft.

    This is for a user who was writing when another user accepted the outcome. The trail keeps the accepted text. Raises
    Refused where the outcome has changed since `began_from`, and as `keep_draft` does.
    """
    now = hold_item(item)
    if now.has_outcome and began_from in ("", mark_of(now)):
        now = reopen(now, at=at, on=on, by=by)
        began_from = ""
    return keep_draft(now, text=text, began_from=began_from, at=at, on=on, by=by)


def _open(item: ProgrammeItem, began_from: str) -> ProgrammeItem:
    """
    Lock the item and return its present row.

    Raises Refused where its outcome is accepted, and where somebody has saved another draft since `began_from`.
    """
    locked = hold_item(item)
    if locked.has_outcome:
        raise Refused(f"{_settled(locked)}: withdraw that first to change it.")
    if began_from and began_from != mark_of(locked):
        raise Refused("Someone else has saved a draft since. Compare it with yours below, then save yours.")
    return locked


def _settled(item: ProgrammeItem) -> str:
    """Return who accepted the outcome, or the file it was imported from, and when: a sentence without a full stop."""
    day = timezone.localdate(item.outcome_accepted_at)
    if item.outcome_from:
        return f"An outcome was imported from {item.outcome_from} on {full_date(day)}"
    return f"{item.outcome_accepted_by} accepted an outcome on {full_date(day)}"


def _lines(text: str) -> str:
    """Return `text` with newlines in one style, without spaces at ends of lines or blank lines around the text."""
    return "\n".join(
        line.rstrip() for line in (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip()
