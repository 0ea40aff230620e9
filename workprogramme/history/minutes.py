"""The part of a story from the item's meeting, as published: agenda, minute, actions and answers."""

import datetime as dt
from dataclasses import dataclass, field
from typing import cast

from django.db.models import BooleanField, ExpressionWrapper, Prefetch
from django.urls import reverse
from django.utils import timezone

from committee.wording.dates import full_date
from meetings.locking import published_items
from meetings.minutes.document.document import Entry, number_of
from meetings.minutes.publication import published
from meetings.models import Access, Action, AgendaItem, Answer, Minute, Result, of_withheld_papers
from meetings.models.minutes import minute_is_down
from meetings.outstanding_actions import answer_address, shortened
from workprogramme.history.facts import Fact, one_line
from workprogramme.models import ProgrammeItem


@dataclass(frozen=True, slots=True)
class Record:
    """
    Published facts of the meeting that considered an item.

    - `on` is the day of the meeting.
    - `agenda_url` is "" until the agenda is published with the item.
    - `number` is as printed, "" until the minute is published.
    - `url` is "" until the minute is published.
    - `resolved` maps the id of a limb (a part of a resolution) to (marker, text). The marker is such as "(a)", or ""
      for a single limb. `resolved` is empty while the minute is withheld.
    """

    on: dt.date = dt.date.min
    agenda_url: str = ""
    url: str = ""
    number: str = ""
    resolved: dict[int, tuple[str, str]] = field(default_factory=dict)


def read(item: ProgrammeItem) -> Record:
    """
    Return the published facts of the item's meeting: two queries at most.

    SECURITY: only published versions are read, for every reader, because planners of the programme have no right to
    draft or exempt minutes. For a minute withheld after its publication, return its number and link, but no
    resolutions.
    """
    agenda_item = item.agenda_item
    if agenda_item is None:
        return Record()
    entry = _entry(agenda_item)
    address = (agenda_item.meeting.committee.slug, agenda_item.meeting.slug)
    on_agenda = agenda_item.pk in published_items(agenda_item.meeting)
    number = entry["number"] if entry else None
    return Record(
        on=agenda_item.meeting.date,
        agenda_url=reverse("public:item", args=[*address, agenda_item.number]) if on_agenda else "",
        url=reverse("public:minute", args=[*address, number]) if number else "",
        number=number_of(entry) if entry else "",
        resolved=_limbs(entry) if entry else {},
    )


def _entry(item: AgendaItem) -> Entry | None:
    minute: Minute | None = getattr(item, "minute", None)
    if minute is None or item.is_withdrawn:
        return None
    version = published.latest(item.meeting)
    entries = published.words(version)["entries"] if version else []
    entry = next((row for row in entries if row["pk"] == minute.pk), None)
    if entry and minute.access != Access.OPEN:
        return cast(Entry | None, entry | {"resolutions": []})
    return entry


def _limbs(entry: Entry) -> dict[int, tuple[str, str]]:
    """Return the marker and words of each carried limb, by its id."""
    carried = [
        resolution
        for resolution in entry["resolutions"]
        if resolution["result"] == Result.CARRIED and not resolution["amends"]
    ]
    return {
        limb["pk"]: (limb["marker"], one_line(limb["text"])) for resolution in carried for limb in resolution["limbs"]
    }


def of(item: ProgrammeItem, record: Record) -> list[Fact]:
    """Return the facts of the minutes: resolutions, requests and answers, in at most four queries."""
    facts = [
        Fact(record.on, 45, "Resolved", f"{marker} that {words}".strip(), record.url)
        for marker, words in record.resolved.values()
    ]
    # SECURITY: a document with the same file as a withheld paper is named nowhere (R16).
    shut = ExpressionWrapper(of_withheld_papers(), BooleanField())
    answers = Answer.objects.filter(withheld=False).select_related("stored").annotate(shut=shut)
    # Read the ids first, because PostgreSQL would run a subquery again for each action of the council.
    ids = set(item.actions.values_list("pk", flat=True))
    if item.agenda_item_id:
        ids.update(
            Action.objects.filter(limb__resolution__minute__item=item.agenda_item_id).values_list("pk", flat=True)
        )
    listed = Action.objects.public().filter(pk__in=ids)
    # SECURITY: an answer repeats words of its minute, so it is left out while the minute is taken down (R60).
    listed = listed.exclude(minute_is_down("limb__resolution__minute__") | minute_is_down("item__minute__"))
    actions = listed.select_related("owner", "meeting__committee").prefetch_related(Prefetch("answers", answers))
    for action in actions.order_by("meeting__date", "limb__position", "pk"):
        facts += _facts_of_action(action, record)
        facts += [_answered(answer, action, record) for answer in action.answers.all()]
    return facts


def _facts_of_action(action: Action, record: Record) -> list[Fact]:
    """
    Return the facts of an action: from whom it was requested and by when, and a later assignment to an owner.

    The action's text is left out if a published limb has the same text. An assignment after the meeting is a
    separate fact with its own day, because the owner was not asked at the meeting.
    """
    later = action.assigned_on if action.limb_id else None
    of_whom = f"of {action.answerable}" if action.answerable and not later else ""
    due = f"by {full_date(action.due_on)}" if action.due_on else ""
    terms = ", ".join(part for part in (of_whom, due) if part)
    marker = record.resolved.get(action.limb_id or 0, ("", ""))[0]
    assigned = f"{marker} to {action.answerable}".strip()
    facts = [Fact(later, 56, "Assigned", assigned, record.url)] if later else []
    if action.limb_id in record.resolved:
        return [Fact(record.on, 55, "Asked", f"{marker} {terms}".strip(), record.url), *facts] if terms else facts
    words = shortened(action.text)
    return [Fact(action.asked_on, 65, "Asked", f"{terms}: {words}" if terms else words, record.url), *facts]


def _answered(answer: Answer, action: Action, record: Record) -> Fact:
    marker = record.resolved.get(action.limb_id or 0, ("", ""))[0]
    shut = answer.shut  # type: ignore[attr-defined]
    text = one_line(answer.text) if answer.text else "in a document" if shut else answer.document_title
    url = answer_address(answer, action) if answer.stored_id and not shut else record.url
    return Fact(timezone.localdate(answer.answered_at), 66, "Answered", f"{marker} {text}".strip(), url)
