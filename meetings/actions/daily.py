"""Daily timers that remind owners of actions, and alert the proper officer to absences."""

from collections.abc import Iterator
from datetime import datetime

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.timers.daily import Done, NotDone, Timer
from meetings.actions.absences import alert_proper_officer, untold
from meetings.actions.reminding import remind, wanting_reminder
from meetings.models import Action


def remind_owners(*, at: datetime) -> Iterator[Done | NotDone]:
    """Remind the owners of actions, from a week before an action is due and at most once a week."""
    for action in wanting_reminder(at):
        try:
            yield Done(f"{remind(action, at=at, by=PORTAL)}: {_named(action)}")
        except Refused as refusal:
            yield NotDone(f"{_named(action)}: {refusal.text}")


def alert_to_absences(*, at: datetime) -> Iterator[Done | NotDone]:
    """Tell the proper officer of members absent for five and for six months, once each."""
    for person in alert_proper_officer(at=at):
        yield Done(f"The proper officer was alerted to the absence of {person}.")
    for absence in untold(at):
        yield NotDone(f"No one was alerted to the absence of {absence.person}: there is no address, or no mail.")


def _named(action: Action) -> str:
    """Return a name for an email. SECURITY: cron emails the timers' lines, so a withheld action has only its number."""
    return f"action {action.pk}" if action.is_private else action.text


TIMERS = (
    Timer("reminders", "Not every reminder of an action was sent.", remind_owners),
    Timer("absences", "No one was alerted to a member’s absence.", alert_to_absences),
)
