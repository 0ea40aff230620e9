"""Daily timers of work programmes: ask officers for outcomes, and delete suggesters' personal data in time."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.timers.daily import Done, NotDone, Timer
from workprogramme.outcomes.verbs import ask_for_outcome, wanting_to_be_asked
from workprogramme.suggestions.verbs import forget


def ask_for_outcomes(*, at: datetime) -> Iterator[Done | NotDone]:
    """
    Ask officers for the outcomes of items they lead, after the minutes are published, at most once a week.

    SECURITY: cron emails the printed lines, so an item that is not public is named by its number.
    """
    for item in wanting_to_be_asked(at):
        name = item.title if item.is_public else f"item {item.pk}"
        try:
            officers = ask_for_outcome(item, at=at, by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{name}: {refusal.text}")
        else:
            yield Done(f"{', '.join(str(user) for user in officers)}: {name}")


def forget_suggesters(*, at: datetime) -> Iterator[Done]:
    """
    Delete personal data of suggesters when due. Suggestions and their references stay.

    Yield the number of deletions, but no names.
    """
    if count := forget(timezone.localdate(at)):
        yield Done(f"{count} {'name' if count == 1 else 'names'} forgotten.")


TIMERS = (
    Timer("outcomes", "Not every officer was asked for an outcome.", ask_for_outcomes),
    Timer("suggestions", "Contact details of suggestions were not deleted in time.", forget_suggesters),
)
