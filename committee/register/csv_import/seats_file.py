"""Files of seats and of portfolios."""

from datetime import date
from functools import partial
from typing import Any

from committee.acts.verbs import Portal
from committee.models import (
    Committee,
    Portfolio,
    PortfolioHolding,
    PortfolioRole,
    Seat,
    SeatRole,
    User,
    VotingGround,
)
from committee.register.csv_import.cells import Cells, Column, Kind, Known
from committee.register.csv_import.committees_file import names_of
from committee.register.names import find_or_add
from committee.register.people import end_dated, hold_portfolio
from committee.register.seats import appoint, end_seat
from committee.wording.dates import full_date
from committee.wording.same_name import one_spelling
from committee.wording.worded_later import worded_later
from committee.wording.wording import PRESIDING

# Files may use any word for a chairman (Chairman, Chair ...), not only the word that this council uses.
ROLES = {str(role.label): str(role.value) for role in SeatRole} | {
    f"{before}{word}": str(role)
    for word in PRESIDING
    for before, role in (("", SeatRole.CHAIRMAN), ("Vice-", SeatRole.VICE_CHAIRMAN))
}
PLACES = {str(role.label): str(role.value) for role in PortfolioRole} | {"Support Member": "support_member"}
GROUNDS = {
    "Education": str(VotingGround.EDUCATION.value),
    "Crime and disorder": str(VotingGround.CRIME.value),
    "Voting scheme": str(VotingGround.SCHEME.value),
    "Other council": str(VotingGround.PARTNER.value),
    "Other enactment": str(VotingGround.OTHER.value),
}
_CORRECT = "Correct it on their page, or remove this row."
PERIOD = (
    Column("from", "First day", "20/05/2021", needed=True),
    Column("to", "Last day; blank if there is none yet", ""),
)


def _compare_last_day(
    cells: Cells, existing: Seat | PortfolioHolding, text: str, until: date | None, end: Any
) -> Known:
    changes: tuple[str, ...] = ()
    if until and existing.until and until != existing.until:
        cells.wrong("to", f"Its last day is {full_date(existing.until)} in the register. {_CORRECT}")
    elif until and not existing.until:
        changes = (f"ends on {full_date(until)}",)
    cells.settle()
    return Known(text, changes, partial(end, existing, on=until))


class Seats(Kind):
    """Seats: one row for one person on one committee from one day."""

    slug = "seats"
    title = "Seats"
    lead = "Who sits on which committee, as what and from when. Import people and committees first."
    columns = (
        Column("committee", "Its name or short name", "Safeguarding", needed=True),
        Column("person", "Forename and surname", "Mary Member", needed=True),
        Column(
            "role",
            worded_later("Chairman, Vice-Chairman, Member, Co-optee or Substitute; Member if blank"),
            worded_later("Vice-Chairman"),
        ),
        Column("role name", "Where the role has a name of its own", worded_later("Vice-Chairman (Scrutiny)")),
        Column("represents", "The body that they sit for, where it is not this council", ""),
        *PERIOD,
        Column("voting", "no for someone without a vote", "yes"),
        Column("votes on", "Where the vote is limited, to what: education functions", ""),
        Column("ground", f"For a member who is not a councillor: {', '.join(GROUNDS)}", ""),
        Column("given by", "The scheme, resolution, council or enactment that gives that vote", ""),
    )
    same_by = ("committee", "person", "from")

    def _read(self, cells: Cells) -> tuple[Any, Any, dict[str, Any], Any, date | None]:
        bodies = cells.ground.once("bodies", lambda: list(Committee.objects.all()))
        committee = cells.known("committee", bodies, names_of, needed=True)
        person = cells.person("person")
        words = {
            "role": cells.choice("role", ROLES, otherwise=SeatRole.MEMBER),
            "role_name": cells.text("role name", 60),
            "represents": cells.text("represents", 120),
            "voting": cells.yes("voting", otherwise=True),
            "voting_scope": cells.text("votes on", 60),
            "voting_authority": cells.text("given by", 200),
            "voting_ground": cells.choice("ground", GROUNDS, otherwise=""),
        }
        since, until = cells.period()
        cells.settle()
        return committee, person, words, since, until

    def known(self, cells: Cells) -> Known | None:
        """Return the seat in the register of that person, committee and first day; the file may add its last day."""
        committee, person, words, since, until = self._read(cells)
        rows = Seat.objects.select_related("person")
        seats = cells.ground.once("seats", lambda: {(row.committee_id, row.person_id, row.since): row for row in rows})
        existing = seats.get((committee.pk, person.pk, since))
        if existing is None:
            return None
        columns = {"role": "role", "role_name": "role name", "represents": "represents", "voting": "voting"}
        for name, column in columns.items():
            if cells.row.values.get(column) and words[name] != getattr(existing, name):
                cells.wrong(column, f"{person} sits on it from that day as {existing.role_label}. {_CORRECT}")
        return _compare_last_day(cells, existing, f"{person.printed_name} on the {committee}", until, end_seat)

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Appoint one person to one committee."""
        committee, person, words, since, until = self._read(cells)
        seat = appoint(committee, person, since=since, until=until, by=by, **words)
        return f"{person.printed_name} on the {committee} as {seat.role_label} from {full_date(seat.since)}"


class Portfolios(Kind):
    """Portfolios: one row for one person with one portfolio from one day."""

    slug = "portfolios"
    title = "Portfolios"
    lead = "The Cabinet: who holds which portfolio, and who supports them."
    columns = (
        Column("portfolio", "Its name; a new one is added", "Children and Young People", needed=True),
        Column("person", "Forename and surname", "Carla Cabinet", needed=True),
        Column("role", "Cabinet Member or Cabinet Support Member; Cabinet Member if blank", "Cabinet Member"),
        *PERIOD,
    )
    same_by = ("portfolio", "person", "from")

    def _read(self, cells: Cells) -> tuple[str, Any, Any, Any, date | None]:
        name = cells.name_known_or_new("portfolio", 120, Portfolio)
        if not name:
            cells.wrong("portfolio", "Enter the portfolio.")
        person = cells.person("person")
        role = cells.choice("role", PLACES, otherwise=PortfolioRole.CABINET_MEMBER)
        since, until = cells.period()
        cells.settle()
        return name, person, role, since, until

    def known(self, cells: Cells) -> Known | None:
        """Return the holding in the register of that person, portfolio and first day; the file may add its last day."""
        name, person, role, since, until = self._read(cells)
        rows = PortfolioHolding.objects.select_related("portfolio", "person")
        holdings = cells.ground.once(
            "holdings", lambda: {(one_spelling(row.portfolio.name), row.person_id, row.since): row for row in rows}
        )
        existing = holdings.get((one_spelling(name), person.pk, since))
        if existing is None:
            return None
        if cells.row.values.get("role") and role != existing.role:
            cells.wrong("role", f"{person} has it from that day as {existing.get_role_display()}. {_CORRECT}")
        text = f"{person.printed_name}, {existing.get_role_display()} for {name}"
        return _compare_last_day(cells, existing, text, until, end_dated)

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Give one person one portfolio."""
        name, person, role, since, until = self._read(cells)
        portfolio = find_or_add(Portfolio, name, by)
        holding = hold_portfolio(portfolio, person, since=since, until=until, role=role, by=by)
        return f"{person.printed_name}, {holding.get_role_display()} for {portfolio} from {full_date(holding.since)}"
