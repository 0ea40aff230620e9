"""Public registers drawn from published minutes: interests declared, and members' attendance, with their CSV."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Max, Min, OuterRef

from committee.bar_chart import Chart, draw
from committee.models import Committee, MunicipalYear
from meetings.minutes.attendance_counts import Count
from meetings.models import Declaration, Minutes, Takedown, TakedownSubject

SENSITIVE = "A sensitive interest: the law withholds its details (Localism Act 2011 s.32)"
HIDDEN = "Not published: the item was not open to the public"


def years_on_record(committee: Committee) -> list[MunicipalYear]:
    """The municipal years of which minutes are published, the latest first: one query."""
    held = Minutes.objects.public().filter(
        meeting__committee=committee, meeting__date__range=(OuterRef("starts"), OuterRef("ends"))
    )
    return list(MunicipalYear.objects.filter(Exists(held)).order_by("-starts"))


def minutes_of(committee: Committee) -> list[Minutes]:
    """Its published minutes, the latest meeting first, each with its `first` and `last` number: one query."""
    rows = Minutes.objects.public().filter(meeting__committee=committee)
    rows = rows.annotate(first=Min("entries__number"), last=Max("entries__number"))
    return list(rows.select_related("meeting__committee").order_by("-meeting__date", "-meeting__sequence"))


@dataclass(frozen=True, slots=True)
class Declared:
    """An interest as anybody may read of it; `nature` is the reason where it is withheld."""

    name: str
    day: dt.date
    meeting_slug: str
    item: str
    minute: int | None
    kind: str
    nature: str
    dispensation: str
    left_room: bool


def declarations(committee: Committee, since: dt.date, until: dt.date) -> list[Declared]:
    """
    The interests declared in those days, from published minutes, the latest meeting first: one query.

    SECURITY: built by naming what may be read. The nature of a sensitive interest, and of any in an item whose minute
    is withheld, is never in it (R35, LA 2011 s.32; LGA 1972 s.100C(1)).
    """
    rows = Declaration.objects.filter(
        minutes__in=Minutes.objects.public(),
        minutes__meeting__committee=committee,
        minutes__meeting__date__range=(since, until),
    )
    down = Takedown.objects.gone(TakedownSubject.MINUTE).filter(subject_id=OuterRef("item__minute"))
    rows = rows.select_related("minutes__meeting", "attendee", "item__minute").annotate(is_down=Exists(down))
    return [
        _declared(row, is_down=row.is_down)
        for row in rows.order_by("-minutes__meeting__date", "item__position", "made_at", "pk")
    ]


def _declared(row: Declaration, *, is_down: bool) -> Declared:
    minute = getattr(row.item, "minute", None)
    unsaid = row.item.part == 2 and (minute is None or minute.omitted)
    hidden = unsaid or (minute is not None and minute.is_withheld) or is_down
    secret = hidden or row.sensitive
    return Declared(
        name=row.attendee.printed,
        day=row.minutes.meeting.date,
        meeting_slug=row.minutes.meeting.slug,
        item=minute.public_heading if hidden and minute and minute.public_heading else row.item.title_for_public,
        minute=minute.number if minute else None,
        kind=row.get_kind_display(),
        nature=SENSITIVE if row.sensitive else HIDDEN if hidden else row.nature,
        dispensation="" if secret else row.dispensation_words,
        left_room=row.left_room,
    )


def _table(header: list[str], rows: Iterable[list[object]]) -> str:
    """CSV that spreadsheets open. SECURITY: a cell that would be taken for a formula is begun with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([f"'{cell}" if str(cell)[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()


def declarations_csv(rows: list[Declared]) -> str:
    """The register of interests as CSV."""
    header = ["Date", "Name", "Item", "Minute", "Kind", "Nature", "Dispensation", "Left the room"]
    return _table(
        header,
        (
            [
                row.day.isoformat(),
                row.name,
                row.item,
                row.minute or "",
                row.kind,
                row.nature,
                row.dispensation,
                "yes" if row.left_room else "no",
            ]
            for row in rows
        ),
    )


def attendance_csv(rows: list[Count]) -> str:
    """The counts of attendance as CSV."""
    header = ["Name", "Office", "Attended", "Of", "Apologies", "Joined by video", "Stood in for", "Replaced by"]
    return _table(
        header,
        (
            [
                row.person.printed_name,
                row.role,
                row.attended,
                row.possible,
                row.apologies,
                row.virtual,
                "; ".join(row.stood_in),
                "; ".join(row.replaced_by),
            ]
            for row in rows
        ),
    )


def chart(rows: list[Count]) -> Chart:
    """The figures of the table drawn: for each member a bar of the meetings held, filled by those attended."""
    return draw((row.name, row.attended, row.possible) for row in rows)
