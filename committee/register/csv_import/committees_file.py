"""A file of committees."""

import datetime as dt
from collections.abc import Iterable

from committee.acts.verbs import Portal
from committee.models import KIND_LABELS, Committee, Function, LegalKind, User, Venue
from committee.register import bodies
from committee.register.csv_import.cells import Cells, Column, Kind, Known
from committee.register.names import find_or_add
from committee.wording.dates import full_date
from committee.wording.same_name import one_spelling

KINDS = {label: str(kind) for kind, label in KIND_LABELS.items()} | {"Council": "council", "Executive": "executive"}
KINDS |= {"Cabinet": "executive", "Joint": "joint", "Informal": "informal"}
FUNCTIONS = {str(function.label): str(function.value) for function in Function} | {
    "Scrutiny": "scrutiny",
    "Audit": "audit",
}


def names_of(committee: Committee) -> Iterable[str]:
    """Return the names that a file may use for a committee."""
    return (committee.name, committee.short_name, committee.slug)


class Committees(Kind):
    """Committees, the Council, the Cabinet and other bodies."""

    slug = "committees"
    title = "Committees"
    lead = "Committees, the Council, the Cabinet and other bodies. One row for each body."
    columns = (
        Column("name", "The full name", "Safeguarding Overview and Scrutiny Committee", needed=True),
        Column("short name", "For lists and addresses", "Safeguarding", needed=True),
        Column("kind", "Full Council, Executive, Committee, Sub-committee, Joint or Informal", "Committee"),
        Column("function", "Overview and scrutiny, Regulatory, Audit … or Other", "Overview and scrutiny"),
        Column("established", "The day it was established", "20/05/2021", needed=True),
        Column("dissolved", "Its last day; blank if it still exists", ""),
        Column("remit", "What it is for, in two sentences", "Scrutinises the safeguarding of children and adults."),
        Column("quorum", "From the constitution; 3 if blank", "4"),
        Column("usual time", "10:00 if blank", "10:00"),
        Column("usual venue", "A new one is added", "Oak Room, Shire Hall, Felpersham"),
        Column("sub-committee of", "The committee it belongs to", ""),
        Column("predecessor", "The committee whose work it took over", ""),
    )

    def known(self, cells: Cells) -> Known | None:
        """Return the committee of that name, None for a new name. Raises FaultyRow where the row differs from it."""
        wanted = one_spelling(cells.row.values.get("name", ""))
        rows = Committee.objects.select_related("parent", "usual_venue")
        bodies_there = cells.ground.once("bodies", lambda: list(rows))
        existing = next((body for body in bodies_there if one_spelling(body.name) == wanted), None)
        if existing is None:
            return None
        row = {
            "short name": (cells.text("short name", 60), existing.short_name),
            "kind": (cells.choice("kind", KINDS, otherwise=""), existing.kind),
            "function": (cells.choice("function", FUNCTIONS, otherwise=""), existing.function),
            "established": (cells.day("established"), existing.since),
            "dissolved": (cells.day("dissolved"), existing.until),
            "remit": (cells.text("remit", 2000), existing.remit),
            "quorum": (cells.number("quorum", otherwise=0, most=200), existing.quorum),
            "usual time": (cells.time("usual time"), existing.usual_time),
            "usual venue": (cells.text("usual venue", 120), existing.usual_venue.name if existing.usual_venue else ""),
        }
        for column, (value, now) in row.items():
            if value and value != now and one_spelling(str(value)) != one_spelling(str(now)):
                said_now = full_date(now) if isinstance(now, dt.date) else now or "nothing"
                cells.wrong(column, f"The register says {said_now}. Change it on its page, or remove this row.")
        cells.settle()
        return Known(existing.name)

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Set up one committee."""
        everything = list(Committee.objects.all())
        since, until = cells.period("established", "dissolved")
        fields = {
            "name": cells.text("name", 120, needed=True),
            "short_name": cells.text("short name", 60, needed=True),
            "kind": cells.choice("kind", KINDS, otherwise=LegalKind.COMMITTEE),
            "function": cells.choice("function", FUNCTIONS, otherwise=Function.OTHER),
            "since": since,
            "until": until,
            "remit": cells.text("remit", 2000),
            "quorum": cells.number("quorum", otherwise=3, most=200),
            "usual_time": cells.time("usual time") or dt.time(10),
            "parent": cells.known("sub-committee of", everything, names_of),
        }
        predecessor = cells.known("predecessor", everything, names_of)
        venue = cells.name_known_or_new("usual venue", 120, Venue)
        taken = [committee for committee in everything if one_spelling(committee.name) == one_spelling(fields["name"])]
        if taken:
            cells.wrong("name", "A committee with that name is already in the register. Remove this row.")
        cells.settle()
        if venue:
            fields["usual_venue"] = find_or_add(Venue, venue, by)
        made = bodies.add_committee(**fields, predecessors=[predecessor] if predecessor else [], by=by)
        return f"{made.name}, established on {full_date(made.since)}"
