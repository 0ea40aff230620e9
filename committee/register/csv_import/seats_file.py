"""Files of seats and of portfolios."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from committee.access.permissions import keeps_the_register
from committee.acts.verbs import Portal, verb
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
from committee.register.people import add_portfolio, end_dated, hold_portfolio
from committee.register.seats import appoint, end_seat
from committee.wording.dates import full_date
from committee.wording.same_name import one_spelling
from committee.wording.worded_later import worded_later
from committee.wording.wording import PRESIDING

# Whatever this council calls who presides, files say it in every way.
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


def _period(cells: Cells) -> tuple[Any, date | None]:
    since, until = cells.day("from", needed=True), cells.day("to")
    if since and until and until < since:
        cells.wrong("to", "The last day must not be before the first.")
    return since, until


def _same(cells: Cells, *names: str) -> Hashable:
    return tuple(one_spelling(cells.row.values.get(name, "")) for name in names)


def same_seat(cells: Cells) -> Hashable:
    """One person on one committee from one day."""
    return _same(cells, "committee", "person", "from")


def _read_seat(cells: Cells) -> tuple[Any, Any, dict[str, Any], Any, date | None]:
    bodies = cells.ground.once("bodies", lambda: list(Committee.objects.all()))
    committee = cells.known("committee", bodies, names_of, needed=True)
    person = cells.person("person")
    words = {
        "role": cells.choice("role", ROLES, otherwise=SeatRole.MEMBER),
        "role_name": cells.text("role name", 60),
        "voting": cells.yes("voting", otherwise=True),
        "voting_scope": cells.text("votes on", 60),
        "voting_authority": cells.text("given by", 200),
        "voting_ground": cells.choice("ground", GROUNDS, otherwise=""),
    }
    return (committee, person, words, *_period(cells))


def known_seat(cells: Cells) -> Known | None:
    """Return the seat of that person from that day; the row may record its last day."""
    committee, person, words, since, until = _read_seat(cells)
    cells.settle()
    seats = cells.ground.once(
        "seats",
        lambda: {
            (seat.committee_id, seat.person_id, seat.since): seat for seat in Seat.objects.select_related("person")
        },
    )
    existing = seats.get((committee.pk, person.pk, since))
    if existing is None:
        return None
    columns = {"role": "role", "role_name": "role name", "voting": "voting"}
    for name, column in columns.items():
        if cells.row.values.get(column) and words[name] != getattr(existing, name):
            cells.wrong(column, f"{person} sits on it from that day as {existing.role_label}. {_CORRECT}")
    return _compare_last_day(cells, existing, f"{person.printed_name} on the {committee}", until, end_seat)


def _compare_last_day(
    cells: Cells, existing: Seat | PortfolioHolding, text: str, until: date | None, end: Any
) -> Known:
    changes: tuple[str, ...] = ()
    if until and existing.until and until != existing.until:
        cells.wrong("to", f"Its last day is {full_date(existing.until)} in the register. {_CORRECT}")
    elif until and not existing.until:
        changes = (f"ends on {full_date(until)}",)
    cells.settle()
    return Known(text, changes, lambda by: end(existing, on=until, by=by))


@verb(may=keeps_the_register)
def take_seat(cells: Cells, by: User | Portal) -> str:
    """Appoint one person to one committee."""
    committee, person, words, since, until = _read_seat(cells)
    cells.settle()
    seat = appoint(committee, person, since=since, until=until, by=by, **words)
    return f"{person.printed_name} on the {committee} as {seat.role_label} from {full_date(seat.since)}"


def same_portfolio(cells: Cells) -> Hashable:
    """One person with one portfolio from one day."""
    return _same(cells, "portfolio", "person", "from")


def _read_portfolio(cells: Cells) -> tuple[str, Any, Any, Any, date | None]:
    name = cells.name_known_or_new("portfolio", 120, Portfolio)
    if not name:
        cells.wrong("portfolio", "Enter the portfolio.")
    person = cells.person("person")
    role = cells.choice("role", PLACES, otherwise=PortfolioRole.CABINET_MEMBER)
    return (name, person, role, *_period(cells))


def known_portfolio(cells: Cells) -> Known | None:
    """Return a person's portfolio that began on that day; the row may record its last day."""
    name, person, role, since, until = _read_portfolio(cells)
    cells.settle()
    holdings = cells.ground.once(
        "holdings",
        lambda: {
            (one_spelling(holding.portfolio.name), holding.person_id, holding.since): holding
            for holding in PortfolioHolding.objects.select_related("portfolio", "person")
        },
    )
    existing = holdings.get((one_spelling(name), person.pk, since))
    if existing is None:
        return None
    if cells.row.values.get("role") and role != existing.role:
        cells.wrong("role", f"{person} has it from that day as {existing.get_role_display()}. {_CORRECT}")
    return _compare_last_day(
        cells, existing, f"{person.printed_name}, {existing.get_role_display()} for {name}", until, end_dated
    )


@verb(may=keeps_the_register)
def take_portfolio(cells: Cells, by: User | Portal) -> str:
    """Give one person one portfolio."""
    name, person, role, since, until = _read_portfolio(cells)
    cells.settle()
    portfolio = Portfolio.objects.filter(name=name).first() or add_portfolio(name, by=by)
    holding = hold_portfolio(portfolio, person, since=since, until=until, role=role, by=by)
    return f"{person.printed_name}, {holding.get_role_display()} for {portfolio} from {full_date(holding.since)}"


SEATS = Kind(
    "seats",
    "Seats",
    "Who sits on which committee, as what and from when. Import people and committees first.",
    (
        Column("committee", "Its name or short name", "Safeguarding", needed=True),
        Column("person", "Forename and surname", "Mary Member", needed=True),
        Column(
            "role",
            worded_later("Chairman, Vice-Chairman, Member, Co-optee or Substitute; Member if blank"),
            worded_later("Vice-Chairman"),
        ),
        Column("role name", "Where the role has a name of its own", worded_later("Vice-Chairman (Scrutiny)")),
        *PERIOD,
        Column("voting", "no for someone without a vote", "yes"),
        Column("votes on", "Where the vote is limited, to what: education functions", ""),
        Column("ground", f"For a member who is not a councillor: {', '.join(GROUNDS)}", ""),
        Column("given by", "The scheme, resolution, council or enactment that gives that vote", ""),
    ),
    take_seat,
    same_seat,
    known_seat,
)
PORTFOLIOS = Kind(
    "portfolios",
    "Portfolios",
    "The Cabinet: who holds which portfolio, and who supports them.",
    (
        Column("portfolio", "Its name; a new one is added", "Children and Young People", needed=True),
        Column("person", "Forename and surname", "Carla Cabinet", needed=True),
        Column("role", "Cabinet Member or Cabinet Support Member; Cabinet Member if blank", "Cabinet Member"),
        *PERIOD,
    ),
    take_portfolio,
    same_portfolio,
    known_portfolio,
)
