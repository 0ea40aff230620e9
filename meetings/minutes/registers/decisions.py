"""The register of decisions: limbs of resolutions in published minutes and notes, with the outcome of each."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from committee.files.spreadsheets import table_lines
from committee.models import Committee, LegalKind, MunicipalYear
from committee.public_pages.addresses import reverse
from committee.public_pages.compiled import compiled
from meetings.minutes.document import document
from meetings.minutes.publication import published
from meetings.models import Action, ActionState, Answer, ItemKind, Limb, LimbKind, Meeting, Minutes
from meetings.models.resolution import LimbQuerySet

ANSWERED, NOT_ANSWERED = "answered", "not-answered"
OUTCOMES = {ANSWERED: "Answered", NOT_ANSWERED: "Not answered yet"}
# The register leaves out procedure: limbs of these kinds, and all limbs under items of these kinds.
PROCEDURE = (LimbKind.CONFIRMED, LimbKind.EXCLUSION)
PROCEDURAL_ITEMS = (ItemKind.APOLOGIES, ItemKind.DECLARATIONS, ItemKind.MINUTES, ItemKind.EXCLUSION)
A_BATCH = 500
LAST_MEETINGS = 8
# A limb in the published text: the entry of its minute, the limb, the URL name of its page, and its id on that page.
type Place = tuple[document.Entry, dict[str, Any], str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """
    One limb of a resolution in its published words. Plain values, so that a cached part of a page can depend on them.

    - `committee`: name of the body
    - `part`: "b)", or "" for a resolution of one limb
    - `label`: the minute's number as printed, "61/22"; "" where it is printed as it is
    - `does`: the effect of the limb in a word or two (`LimbKind`)
    - `requested_from` and the later fields: the outcome of the limb's action; empty where the limb asked nobody
    - `days`: number of days from the request to the answer, or to today while the request is not answered
    """

    date: dt.date
    committee: str
    minute: int | None
    part: str
    heading: str
    decision: str
    does: str
    address: str
    requested_from: str = ""
    due: dt.date | None = None
    state: str = ""
    is_overdue: bool = False
    days: int | None = None
    answered: dt.date | None = None
    label: str = ""


def decided(
    *, committee: Committee | None = None, year: MunicipalYear | None = None, outcome: str = ""
) -> LimbQuerySet:
    """
    Return public limbs of resolutions, the latest meeting first; procedural limbs are left out.

    `outcome` is ANSWERED, NOT_ANSWERED, or "" for all limbs.
    """
    rows = Limb.objects.public().exclude(kind__in=PROCEDURE)
    rows = rows.exclude(resolution__minute__item__kind__in=PROCEDURAL_ITEMS)
    if committee:
        rows = rows.filter(resolution__minute__minutes__meeting__committee=committee)
    if year:
        rows = rows.filter(resolution__minute__minutes__meeting__date__range=(year.starts, year.ends))
    if outcome:
        actions = Action.objects.public().filter(limb=OuterRef("pk"))
        open_ones = actions.filter(state=ActionState.OPEN)
        rows = rows.filter(Exists(open_ones if outcome == NOT_ANSWERED else actions.exclude(state=ActionState.OPEN)))
    meeting = "resolution__minute__minutes__meeting"
    return (
        with_outcomes(rows)
        .select_related(f"{meeting}__committee")
        .order_by(
            f"-{meeting}__date",
            f"-{meeting}",
            "resolution__minute__position",
            "resolution__position",
            "resolution",
            "position",
            "pk",
        )
    )


def latest(on: dt.date, *, most: int, committee: Committee | None = None) -> list[Decision]:
    """
    Return at most `most` decisions of the last meetings of the council or one body.

    Makes one query, and two for each meeting read. A single query would be slow: PostgreSQL would read every limb.
    """
    decisions: list[Decision] = []
    for minutes in _last_minutes_of(committee=committee.pk) if committee else _last_minutes():
        decisions += as_published(_decided_in(minutes=minutes), on)
        if len(decisions) >= most:
            break
    return decisions[:most]


@compiled()
def _last_minutes() -> QuerySet[Minutes, int]:
    return _of_last_meetings()


@compiled(committee=BigIntegerField())
def _last_minutes_of(committee: int) -> QuerySet[Minutes, int]:
    return _of_last_meetings(meeting__committee=committee)


def _of_last_meetings(**of: Any) -> QuerySet[Minutes, int]:
    minutes = Minutes.objects.decided().filter(**of).exclude(meeting__committee__kind=LegalKind.INFORMAL)
    return minutes.order_by("-meeting__date", "-meeting").values_list("pk", flat=True)[:LAST_MEETINGS]


@compiled(minutes=BigIntegerField())
def _decided_in(minutes: int) -> LimbQuerySet:
    return decided().filter(resolution__minute__minutes=minutes)


def years() -> list[MunicipalYear]:
    """Return the municipal years with published decisions, the latest first. Makes one query."""
    return list(MunicipalYear.objects.public().with_any(Minutes.objects.decided()))


def as_published(limbs: Iterable[Limb], on: dt.date) -> list[Decision]:
    """
    Return the decisions of these limbs (from `decided`), in their order, as last published. Makes one query.

    The words are from the minutes, or from the note of decisions before the minutes are published. SECURITY: a
    later change appears only when it is published. A limb that is not in the published text is left out.
    """
    rows = list(limbs)
    documents = published.latest_words({limb.resolution.minute.minutes_id for limb in rows})
    spots = {pk: place for words in documents.values() for pk, place in _places(words).items()}
    return [
        _decision(limb, limb.resolution.minute.minutes.meeting, spots[limb.pk], on) for limb in rows if limb.pk in spots
    ]


def _places(words: document.Document) -> dict[int, Place]:
    """Return the Place of each limb of a carried resolution, by the limb's id, in the order of the document."""
    places = {}
    is_note = not any(entry["number"] for entry in words["entries"])  # published minutes always have numbers
    for entry in words["entries"]:
        page = "public:minute" if entry["number"] else "public:decisions" if is_note else "public:minutes"
        before = "" if entry["number"] else f"item-{(entry['item'] or {}).get('number', 0)}-"
        for number, resolution in enumerate(entry["resolutions"], 1):
            if resolution["result"] != "carried" or resolution["amends"]:
                continue
            for limb in resolution["limbs"]:
                anchor = before + (f"{number}-" if number > 1 else "") + limb["letter"]
                places[limb["pk"]] = (entry, limb, page, anchor)
    return places


def _decision(limb: Limb, meeting: Meeting, place: Place, on: dt.date) -> Decision:
    entry, printed, page, anchor = place
    number = entry["number"]
    address = reverse(page, args=[meeting.committee.slug, meeting.slug, *([number] if number else [])])
    return Decision(
        date=meeting.date,
        committee=meeting.committee.name,
        minute=number,
        part=printed["marker"],
        heading=entry["heading"],
        decision=printed["text"],
        does=LimbKind(printed["kind"]).label,
        address=f"{address}#{anchor}",
        label=entry.get("label", ""),
        **_outcome(limb, on),
    )


def with_outcomes(limbs: LimbQuerySet) -> LimbQuerySet:
    """Return the limbs, each with its action, `asks_in_public` (the action's id, if public) and `last_answered`."""
    answers = Answer.objects.public().filter(action=OuterRef("action")).order_by("-answered_at")
    public = Action.objects.public().filter(pk=OuterRef("action")).order_by()
    annotations: dict[str, Any] = {
        "asks_in_public": Subquery(public.values("pk")),
        "last_answered": Subquery(answers.values("answered_at")[:1]),
    }
    return limbs.select_related("action__owner", "action__meeting").annotate(**annotations)


def _outcome(limb: Limb, on: dt.date) -> dict[str, Any]:
    """Return the outcome of a limb's action, by the field names of `Decision`; {} without a public action."""
    if not limb.asks_in_public:
        return {}
    action = limb.action
    is_open = action.state == ActionState.OPEN
    answered_on = timezone.localdate(limb.last_answered) if limb.last_answered else None
    until = on if is_open else answered_on or (timezone.localdate(action.closed_at) if action.closed_at else on)
    overdue = action.is_overdue(on)
    return {
        "requested_from": action.answerable,
        "due": action.due_on,
        "state": "Overdue" if overdue else "Not answered yet" if is_open else "Answered" if answered_on else "Closed",
        "is_overdue": overdue,
        "days": max((until - action.asked_on).days, 0),
        "answered": None if is_open else answered_on,
    }


COLUMNS = (
    *("date", "committee", "minute", "part", "heading", "decision", "does"),
    *("requested_from", "due", "state", "answered", "days", "address"),
)


def as_rows(limbs: LimbQuerySet, on: dt.date) -> Iterator[dict[str, Any]]:
    """Yield each decision as a dict with the keys COLUMNS; None for an empty value. Reads A_BATCH limbs at a time."""
    for batch in batched(limbs.iterator(chunk_size=A_BATCH), A_BATCH):
        yield from map(as_row, as_published(batch, on))


def as_row(decision: Decision) -> dict[str, Any]:
    """Return one decision as a dict with the keys COLUMNS; None for an empty value."""
    row = {name: getattr(decision, name) for name in COLUMNS} | {"address": f"{settings.SITE_URL}{decision.address}"}
    return {name: None if value == "" else value for name, value in row.items()}


def as_csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of the rows as CSV for spreadsheets."""
    header = (name.replace("_", " ").capitalize() for name in COLUMNS)
    return table_lines(header, ([row[name] for name in COLUMNS] for row in rows))
