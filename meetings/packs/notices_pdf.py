"""PDFs that a publication prints besides its pack: the notice of meeting for the offices, and the certificate."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from committee.models import Council
from committee.printing import Snug, print_template
from committee.wording import wording
from meetings.models import AgendaVersion, Certificate, Meeting, VersionKind
from meetings.packs import snapshot as snapshots

NOTICES = {
    VersionKind.REARRANGED: "Notice of re-arranged meeting",
    VersionKind.CANCELLED: "Notice of cancelled meeting",
    VersionKind.REINSTATED: "Notice of meeting to be held after all",
}

# A notice board shows one sheet, so the lines are set closer where only a few lines would go onto a second sheet.
ONE_SHEET = Snug(
    "html { line-height: 1.25 !important } p { margin-bottom: 4pt !important } h2 { margin-top: 11pt !important }"
    ".when { margin-bottom: 9pt !important; padding: 6pt 12pt !important }"
    "ol li { margin-bottom: 1pt !important } .signed { margin-top: 13pt !important }"
    ".foot { margin-top: 10pt !important; padding-top: 5pt !important }",
    lines=8,
)

# A signature must not be alone on a sheet, so the lines of a certificate are set closer where this saves a sheet.
SIGNED_SHEET = Snug(
    "html { font-size: 10pt !important; line-height: 1.2 !important } h2 { margin: 9pt 0 4pt !important }"
    "p { margin-bottom: 4pt !important } th, td { padding: 2pt 6pt !important } table { margin: 4pt 0 7pt !important }"
    ".verdict { padding: 4pt 8pt !important }",
    lines=12,
)


def notice(meeting: Meeting, snapshot: snapshots.Snapshot, *, at: datetime, kind: str, note: str) -> bytes:
    """
    Return the notice of time and place for the offices' notice board (LGA 1972 s.100A(6)(a)), as a tagged PDF.

    Only the public copy of `snapshot` is printed. `kind` is a `VersionKind`, `note` the words under the heading.
    Raises PrintingError where the notice cannot be printed.
    """
    public = snapshots.for_public(snapshot)
    heading = NOTICES.get(VersionKind(kind), "Notice of meeting")
    context = {
        "snapshot": public,
        "heading": heading,
        "kind": kind,
        "note": note,
        "council": Council.current(),
        "day": date.fromisoformat(public["date"]),
        "rearranged": public["rearranged_words"],
        "published_at": at,
        "address": address(meeting),
    }
    title = f"{heading}: {public['committee']['name']}"
    with wording.as_frozen(public):
        return print_template("print/notice.html", context, title, snug=ONE_SHEET)


def certificate(row: Certificate) -> bytes:
    """Return the certificate of publication as a tagged PDF. Raises PrintingError where it cannot be printed."""
    version = row.version
    context = certificate_words(row) | {
        "council": Council.current(),
        "day": date.fromisoformat(version.snapshot["date"]),
        "address": address(version.meeting),
    }
    with wording.as_frozen(version.snapshot):
        return print_template(
            "print/certificate.html", context, f"Certificate of publication: {version.meeting}", snug=SIGNED_SHEET
        )


def certificate_words(row: Certificate) -> dict[str, Any]:
    """Return the template context of a certificate, for its page and its PDF, with stored days as `date`."""
    version: AgendaVersion = row.version
    return {
        "certificate": row,
        "version": version,
        "snapshot": version.snapshot,
        "days": day_by_day(
            [date.fromisoformat(day) for day in row.count.get("counted", [])],
            [(date.fromisoformat(day), why) for day, why in row.count.get("skipped", [])],
        ),
        "clear": row.count.get("clear"),
        "counted_from": date.fromisoformat(row.count["from"]) if row.count.get("from") else None,
        "required": row.count.get("required"),
        "lawful": row.count.get("lawful"),
        "noticed": row.count.get("noticed", True),
        "remarks": [*row.count.get("remarks", []), *row.count.get("corrected", [])],
        "opened": [
            {**leave, "on": date.fromisoformat(leave["on"])}
            for other in Certificate.objects.filter(version__meeting=version.meeting_id).order_by("version__number")
            for leave in other.opened
        ],
    }


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day between publication and meeting: its `number` as a clear day, or 0 and why the day does not count."""

    day: date
    number: int
    why_not: str


def day_by_day(counted: list[date], skipped: list[tuple[date, str]]) -> list[DayRow]:
    """Return a row for every day of a count, in order; `skipped` are pairs of a day and its reason."""
    numbers = {day: number for number, day in enumerate(counted, 1)}
    rows = [DayRow(day, number, "") for day, number in numbers.items()]
    rows += [DayRow(day, 0, why) for day, why in skipped]
    return sorted(rows, key=lambda row: row.day)


def address(meeting: Meeting) -> str:
    """Return the public address of the meeting, in full."""
    return settings.SITE_URL + reverse("public:meeting", args=[meeting.committee.slug, meeting.slug])
