"""Files of seats and of portfolios."""

from collections.abc import Hashable

from committee.models import Committee, Portfolio, PortfolioRole, Seat, SeatRole, User, VotingGround
from committee.register.csv_import.cells import Cells
from committee.register.csv_import.committees_file import names_of
from committee.register.csv_import.kinds import Column, Kind
from committee.register.lawful import said
from committee.register.portfolios import add_portfolio, hold_portfolio
from committee.register.seats import appoint

ROLES = {str(role.label): str(role.value) for role in SeatRole} | {"Chair": "chairman", "Vice-Chair": "vice_chairman"}
PLACES = {str(role.label): str(role.value) for role in PortfolioRole} | {"Support Member": "support_member"}
GROUNDS = {
    "Education": str(VotingGround.EDUCATION.value),
    "Crime and disorder": str(VotingGround.CRIME.value),
    "Voting scheme": str(VotingGround.SCHEME.value),
    "Other council": str(VotingGround.PARTNER.value),
    "Other enactment": str(VotingGround.OTHER.value),
}
PERIOD = (
    Column("from", "First day", "20/05/2021", needed=True),
    Column("to", "Last day; empty while it lasts", ""),
)


def _period(cells: Cells):
    since, until = cells.day("from", needed=True), cells.day("to")
    if since and until and until < since:
        cells.wrong("to", "The last day must not be before the first.")
    return since, until


def same_seat(cells: Cells) -> Hashable:
    """One person on one committee from one day."""
    return tuple(cells.row.values.get(name, "").casefold() for name in ("committee", "person", "from"))


def take_seat(cells: Cells, by: User | None) -> str:
    """Appoint one person to one committee."""
    committee = cells.known("committee", Committee.objects.all(), names_of, needed=True)
    person = cells.person("person")
    role = cells.choice("role", ROLES, otherwise=SeatRole.MEMBER)
    role_name = cells.text("role name", 60)
    voting = cells.yes("voting", otherwise=True)
    scope, authority = cells.text("votes on", 60), cells.text("given by", 200)
    ground = cells.choice("ground", GROUNDS, otherwise="")
    since, until = _period(cells)
    if committee and person and since:
        here = Seat.objects.filter(committee=committee, person=person, since=since).first()
        if here:
            cells.wrong("person", f"{person} sits on it from that day already. Take this row out.")
    cells.settle()
    assert committee is not None and person is not None and since is not None
    seat = appoint(
        committee,
        person,
        since=since,
        until=until,
        role=role,
        role_name=role_name,
        voting=voting,
        voting_scope=scope,
        voting_ground=ground,
        voting_authority=authority,
        by=by,
    )
    return f"{person.printed_name} on the {committee} as {seat.role_label} from {said(seat.since)}"


def same_portfolio(cells: Cells) -> Hashable:
    """One person with one portfolio from one day."""
    return tuple(cells.row.values.get(name, "").casefold() for name in ("portfolio", "person", "from"))


def take_portfolio(cells: Cells, by: User | None) -> str:
    """Give one person one portfolio."""
    name = cells.name_known_or_new("portfolio", 120, Portfolio.objects.values_list("name", flat=True))
    if not name:
        cells.wrong("portfolio", "Give the portfolio.")
    person = cells.person("person")
    role = cells.choice("role", PLACES, otherwise=PortfolioRole.CABINET_MEMBER)
    since, until = _period(cells)
    cells.settle()
    assert person is not None and since is not None
    portfolio = Portfolio.objects.filter(name=name).first() or add_portfolio(name, by=by)
    holding = hold_portfolio(portfolio, person, since=since, until=until, role=role, by=by)
    return f"{person.printed_name}, {holding.get_role_display()} for {portfolio} from {said(holding.since)}"


SEATS = Kind(
    "seats",
    "Seats",
    "Who sits on which committee, as what and from when. Bring in people and committees first.",
    (
        Column("committee", "Its name or short name", "Safeguarding", needed=True),
        Column("person", "Forename and surname", "Mary Member", needed=True),
        Column("role", "Chairman, Vice-Chairman, Member, Co-optee or Substitute; Member where empty", "Vice-Chairman"),
        Column("role name", "Where the role has a name of its own", "Vice-Chairman (Scrutiny)"),
        *PERIOD,
        Column("voting", "no for somebody without a vote", "yes"),
        Column("votes on", "Where the vote is limited, to what: education functions", ""),
        Column("ground", f"Of a vote that is no councillor’s: {', '.join(GROUNDS)}", ""),
        Column("given by", "The scheme, resolution, council or enactment that gives that vote", ""),
    ),
    take_seat,
    same_seat,
)
PORTFOLIOS = Kind(
    "portfolios",
    "Portfolios",
    "The Cabinet: who holds which portfolio, and who supports them.",
    (
        Column("portfolio", "Its name; a new one is added", "Children and Young People", needed=True),
        Column("person", "Forename and surname", "Carla Cabinet", needed=True),
        Column("role", "Cabinet Member or Cabinet Support Member; Cabinet Member where empty", "Cabinet Member"),
        *PERIOD,
    ),
    take_portfolio,
    same_portfolio,
)
