"""The ground of the source's programme: its meetings, its people, its agenda of 21 April 2022."""

import datetime as dt
from pathlib import Path

from committee.models import Committee, Person, User
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from tests.conftest import person

CSV = (Path(__file__).parent / "papers" / "source-programme.csv").read_bytes()
DAYS = (
    *((2021, 6, 17), (2021, 7, 6), (2021, 8, 3), (2021, 9, 14), (2022, 1, 10), (2022, 2, 28)),
    *((2022, 4, 21), (2022, 6, 16)),
)
AT = dt.datetime(2022, 4, 11, 9, tzinfo=dt.UTC)
ON = AT.date()
PEOPLE = (
    *("Mark Sutton", "Victoria Wilson", "Julia Jessel", "Jonathan Price", "Kath Perry", "Helen Riley", "Ruth Martin"),
    *("Helen Phillips", "Martyn Baggaley", "Trish Caldwell", "Karen Coker", "Lynne Milligan", "Kate Bullivant"),
)


def make(committee: Committee, clerk: User) -> dict[str, Person]:
    """Make it, and return the people by name."""
    for day in DAYS:
        calendar.schedule(committee, dt.date(*day), informal=day == (2022, 2, 28), by=clerk)
    november = calendar.schedule(committee, dt.date(2021, 11, 4), by=clerk)
    calendar.rearrange(
        november, day=dt.date(2021, 11, 30), starts=november.starts, reason="Asked for",
        at=dt.datetime(2021, 10, 1, tzinfo=dt.UTC), by=clerk,
    )  # fmt: skip
    april = committee.meetings.get(date="2022-04-21")
    for title in (
        "Young Carers",
        "Community Support (incl Dom Care) and 1-1 Intensive Support for Children with Disabilities",
        "Spotlight Review of Sexual Harassment in Education",
    ):
        agenda.add_item(april, title=title, by=clerk)
    return {name: person(*name.split()) for name in PEOPLE}
