"""Verbs of an item's outcome: a draft of it, its acceptance, taking that back; asking has modules of its own."""

import datetime as dt

from django.utils import timezone

from committee.access.permissions import is_officer, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import said, save
from committee.acts.verbs import Anybody, as_part, verb
from committee.models import User
from committee.search import index
from committee.wording.dates import full_date
from workprogramme import leak_check
from workprogramme.items.scheduling import mark_considered
from workprogramme.locking import hold_item
from workprogramme.models import GONE, PROPOSED, ItemState, ProgrammeItem
from workprogramme.outcomes.asking_more import AskedFor, ask_more
from workprogramme.outcomes.draft_from_minute import mark_of, offered, why_not_yet
from workprogramme.outcomes.reminding import ask_for_outcome

__all__ = ["AskedFor", "accept", "ask_for_outcome", "ask_more", "keep_draft", "reopen", "write_instead"]

MOST = 8000
WHAT = "what the outcome was"


def leads_it(who: Anybody, on: dt.date, /, item: ProgrammeItem, **about: object) -> bool:
    """Return whether `who` is an officer who leads the item, once the programme has taken it up."""
    if not isinstance(who, User) or who.person is None or not is_officer(who, on):
        return False
    return ProgrammeItem.objects.taken_up().led_by(who.person).filter(pk=item.pk).exists()


@verb(may=plans_scrutiny, may_this=leads_it)
def keep_draft(
    item: ProgrammeItem, *, text: str, began_from: str = "", at: dt.datetime, on: dt.date, by: User
) -> ProgrammeItem:
    """
    Save a private draft of the outcome; an empty text, or the text that is offered anyway, clears it.

    `began_from` is `mark_of` the item as the form began. Raises Refused once an outcome is accepted, where the item can
    have none, and where somebody has written another draft meanwhile.
    """
    locked = _open(item, began_from)
    if locked.state in (*PROPOSED, *GONE):
        raise Refused(why_not_yet(locked, on))
    text = _lines(text)
    if len(text) > MOST:
        said(text, WHAT, MOST)
    # Kept, what the minute offers would no longer follow the minute.
    locked.outcome = "" if text in {offered(locked).text, offered(locked, drafts=True).text} else text
    save(locked)
    audit.record(by, "saved a draft outcome of", locked, programme=str(locked.programme))
    return locked


@verb(may=plans_scrutiny, may_this=leads_it)
def accept(
    item: ProgrammeItem, *, text: str, began_from: str = "", at: dt.datetime, on: dt.date, by: User
) -> ProgrammeItem:
    """
    Accept `text` as the outcome; from then on it is the programme's, whatever the minute's words become.

    Where its minute is withheld later, nobody is told of it until it has been accepted anew.

    An item whose day has come is thereby noted as considered. Raises Refused without words, before its day, while the
    minutes of its meeting are taken or written up (nothing of a draft gets out), where it is accepted already, where
    anybody could read in it what is withheld (R16), and as `keep_draft` does for `began_from`.
    """
    now = _open(item, began_from)
    if reason := why_not_yet(now, on):
        raise Refused(reason)
    words = said(_lines(text), WHAT, MOST)
    # What the published minute resolved may be repeated.
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
    Withdraw an accepted outcome so that it can be changed: its words stay as a draft. Raises Refused where none is
    accepted.
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
    Take an accepted outcome back, and keep `text` as the draft in its place: for one who wrote while it was accepted.

    What was accepted stays in the trail. Raises Refused where the outcome is no longer the one that `began_from` says,
    and as `keep_draft` does.
    """
    now = hold_item(item)
    if now.has_outcome and began_from in ("", mark_of(now)):
        now = reopen(now, at=at, on=on, by=by)
        began_from = ""
    return keep_draft(now, text=text, began_from=began_from, at=at, on=on, by=by)


def _open(item: ProgrammeItem, began_from: str) -> ProgrammeItem:
    """
    Return the item as it is now, locked.

    Raises Refused where its outcome is accepted, and where somebody has written meanwhile.
    """
    locked = hold_item(item)
    if locked.has_outcome:
        raise Refused(f"{_settled(locked)}: withdraw that first to change it.")
    if began_from and began_from != mark_of(locked):
        raise Refused("Someone else has saved a draft since. Compare it with yours below, then save yours.")
    return locked


def _settled(item: ProgrammeItem) -> str:
    """Return how the outcome was accepted or imported, as a sentence without its stop."""
    day = timezone.localdate(item.outcome_accepted_at)
    if item.outcome_from:
        return f"An outcome was imported from {item.outcome_from} on {full_date(day)}"
    return f"{item.outcome_accepted_by} accepted an outcome on {full_date(day)}"


def _lines(text: str) -> str:
    """`text` with one way of ending lines, and no blanks about it."""
    return "\n".join(
        line.rstrip() for line in (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip()
