"""The register of decisions: the parts of resolutions of published minutes, and what became of each."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import batched
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from committee.compiled import Several, compiled
from committee.models import Committee, LegalKind, MunicipalYear
from committee.spreadsheets import cell
from meetings.minutes.document import document
from meetings.minutes.publication import published
from meetings.models import Action, ActionState, Answer, ItemKind, Limb, LimbKind, Minutes
from meetings.models.action import ActionQuerySet
from meetings.models.resolution import LimbQuerySet

ANSWERED, NOT_ANSWERED = "answered", "not-answered"
OUTCOMES = {ANSWERED: "Answered", NOT_ANSWERED: "Not answered yet"}
# What every meeting decides about itself.
PROCEDURE = (LimbKind.CONFIRMED, LimbKind.EXCLUSION)
PROCEDURAL_ITEMS = (ItemKind.APOLOGIES, ItemKind.DECLARATIONS, ItemKind.MINUTES, ItemKind.EXCLUSION)
A_BATCH = 500
LATEST, LATEST_OF_ONE = 8, 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of what a decision asked for: who was asked, by when, and the day of the answer; None where none."""

    owner: str
    due_on: dt.date | None
    state: str
    is_overdue: bool
    days: int
    answered_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """
    One part of a resolution in the words in which it was published; `marker` is "b)", "" for one without parts.

    `does` says in a word or two what it does (`LimbKind`); `outcome` is None where it asked nobody for anything.
    """

    pk: int
    committee: Committee
    day: dt.date
    minute: int | None
    marker: str
    heading: str
    text: str
    does: str
    address: str
    outcome: Outcome | None


def decided(
    *, committee: Committee | None = None, year: MunicipalYear | None = None, outcome: str = ""
) -> LimbQuerySet:
    """The parts that anybody may read of, the latest meeting first; without what meetings decide about themselves."""
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
    return rows.select_related(f"{meeting}__committee").order_by(
        f"-{meeting}__date",
        f"-{meeting}",
        "resolution__minute__position",
        "resolution__position",
        "resolution",
        "position",
        "pk",
    )


def latest(on: dt.date) -> list[Decision]:
    """
    The latest decisions of the council, `LATEST` at most: four queries.

    Those of the last few meetings with published minutes alone are asked for, by their ids: however much was decided
    before them, none of it is read. As a subquery PostgreSQL would join all that was ever decided first.
    """
    newest = _newest()
    return told(_decided_in(minutes=newest), on) if newest else []


@compiled()
def _newest() -> QuerySet[Minutes, int]:
    last = Minutes.objects.public().exclude(meeting__committee__kind=LegalKind.INFORMAL)
    return last.order_by("-meeting__date", "-meeting").values_list("pk", flat=True)[:LATEST]


@compiled(minutes=Several(BigIntegerField()))
def _decided_in(minutes: list[int]) -> LimbQuerySet:
    return decided().filter(resolution__minute__minutes__pk__in=minutes)[:LATEST]


def latest_of(committee: Committee, on: dt.date) -> list[Decision]:
    """The latest decisions of one body, a few: three queries."""
    return told(_latest_of(committee=committee.pk), on)


@compiled(committee=BigIntegerField())
def _latest_of(committee: int) -> LimbQuerySet:
    rows = decided().filter(resolution__minute__minutes__meeting__committee=committee)
    return rows[:LATEST_OF_ONE]


def years() -> list[MunicipalYear]:
    """The municipal years of which minutes are published, the latest first: one query."""
    held = Minutes.objects.public().filter(meeting__date__range=(OuterRef("starts"), OuterRef("ends")))
    return list(MunicipalYear.objects.public().filter(Exists(held)).order_by("-starts"))


def told(limbs: Iterable[Limb], on: dt.date) -> list[Decision]:
    """
    The decisions of these parts, in their order, as the minutes that were published last tell them: two queries.

    SECURITY: words of a row that has been changed since wait until the minutes are published anew, and a part that is
    not in what was published is left out.
    """
    rows = list(limbs)
    documents = published.latest_words({limb.resolution.minute.minutes_id for limb in rows}) if rows else {}
    found = {pk: _places(words) for pk, words in documents.items()}
    outcomes = _outcomes([limb.pk for limb in rows], on) if rows else {}
    decisions = []
    for limb in rows:
        place = found.get(limb.resolution.minute.minutes_id, {}).get(limb.pk)
        if place is not None:
            decisions.append(_decision(limb, *place, outcomes.get(limb.pk)))
    return decisions


def _places(words: document.Document) -> dict[int, tuple[document.Entry, dict[str, Any], str]]:
    """By its id where each part of a carried resolution stands: its minute, itself, and its id on that page."""
    found = {}
    for entry in words["entries"]:
        for number, resolution in enumerate(entry["resolutions"], 1):
            if resolution["result"] != "carried" or resolution["amends"]:
                continue
            for limb in resolution["limbs"]:
                found[limb["pk"]] = (entry, limb, (f"{number}-" if number > 1 else "") + limb["letter"])
    return found


def _decision(
    limb: Limb, entry: document.Entry, printed: dict[str, Any], anchor: str, outcome: Outcome | None
) -> Decision:
    meeting = limb.resolution.minute.minutes.meeting
    slugs = [meeting.committee.slug, meeting.slug]
    number = entry["number"]
    page = reverse("public:minute", args=[*slugs, number]) if number else reverse("public:minutes", args=slugs)
    return Decision(
        pk=limb.pk,
        committee=meeting.committee,
        day=meeting.date,
        minute=number,
        marker=printed["marker"],
        heading=entry["heading"],
        text=printed["text"],
        does=LimbKind(printed["kind"]).label,
        address=f"{page}#{anchor}" if number else page,
        outcome=outcome,
    )


@compiled(limbs=Several(BigIntegerField()))
def _actions_of(limbs: list[int]) -> ActionQuerySet:
    answers = Answer.objects.public().filter(action=OuterRef("pk")).order_by("-answered_at")
    actions = Action.objects.public().filter(limb__pk__in=limbs).select_related("owner", "meeting")
    return actions.annotate(last_answered=Subquery(answers.values("answered_at")[:1]))


def _outcomes(limbs: Sequence[int], on: dt.date) -> dict[int, Outcome]:
    """By the id of the part what became of what it asked for, as far as anybody may read it: one query."""
    found = {}
    for action in _actions_of(limbs=limbs):
        is_open = action.state == ActionState.OPEN
        at: dt.datetime | None = getattr(action, "last_answered", None)
        answered_on = timezone.localdate(at) if at else None
        until = on if is_open else answered_on or (timezone.localdate(action.closed_at) if action.closed_at else on)
        overdue = action.is_overdue(on)
        state = "Overdue" if overdue else "Not answered yet" if is_open else "Answered" if answered_on else "Closed"
        found[action.limb_id or 0] = Outcome(
            owner=action.answerable,
            due_on=action.due_on,
            state=state,
            is_overdue=overdue,
            days=max((until - action.asked_on).days, 0),
            answered_on=None if is_open else answered_on,
        )
    return found


COLUMNS = (
    *("date", "committee", "minute", "part", "heading", "decision", "does"),
    *("requested_from", "due", "state", "answered", "days", "address"),
)


def as_rows(limbs: LimbQuerySet, on: dt.date) -> Iterator[dict[str, Any]]:
    """Each decision by the names in `COLUMNS`; days as ISO dates, None where there is nothing. Some queries a batch."""
    for batch in batched(limbs.iterator(chunk_size=A_BATCH), A_BATCH):
        yield from map(as_row, told(batch, on))


def as_row(decision: Decision) -> dict[str, Any]:
    """One decision by the names in `COLUMNS`; days as ISO dates, None where there is nothing."""
    return {
        "date": decision.day.isoformat(),
        "committee": decision.committee.name,
        "minute": decision.minute,
        "part": decision.marker or None,
        "heading": decision.heading,
        "decision": decision.text,
        "does": decision.does,
        **_what_became(decision.outcome),
        "address": f"{settings.SITE_URL}{decision.address}",
    }


def _what_became(outcome: Outcome | None) -> dict[str, Any]:
    row = asdict(outcome) if outcome else dict.fromkeys(Outcome.__slots__)
    due, answered = row["due_on"], row["answered_on"]
    return {
        "requested_from": row["owner"] or None,
        "due": due.isoformat() if due else None,
        "state": row["state"],
        "answered": answered.isoformat() if answered else None,
        "days": row["days"],
    }


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """The rows as CSV that spreadsheets open."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(name.replace("_", " ").capitalize() for name in COLUMNS)
    for row in rows:
        writer.writerow(cell(row[name]) for name in COLUMNS)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()
