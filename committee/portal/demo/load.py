"""Loads the demonstration, whole or what is missing of it."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from committee.models import Committee, Council, MunicipalYear, User
from committee.portal.demo import meetings, minutes, people, programme, programme_now
from committee.refusal import Refused

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"


def _facts(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def load(today: dt.date) -> list[tuple[str, str]]:
    """
    Load the demonstration as of `today` and return its sign-ins: (e-mail, who it is).

    Raises Refused outside demo mode, and where the database already belongs to a council.
    """
    if not settings.DEMO:
        raise Refused("The demonstration is loaded in demo mode only: set COMMITTEE_DEMO=1, or run script/demo.")
    council = Council.objects.first()
    if council and not council.demonstration_notice:
        raise Refused(f"This database belongs to {council}. The demonstration is not loaded into it.")
    people.load_council(_facts("council"))
    ground, upcoming, past = _facts("committees"), _facts("upcoming"), _facts("meeting-2022-04-21")
    year = MunicipalYear.objects.get(starts=dt.date(2021, 5, 20))
    people.load_committees(ground | {"committees": [{**entry, "contact": ""} for entry in ground["committees"]]})
    for entry in ground["people"]:
        people.load_person(entry, year.starts, year.ends, invented=False)
    people.load_committees(ground)
    now = people.year_of(today)
    users = [people.load_sign_in(entry, upcoming["password"], now.starts) for entry in upcoming["sign_ins"]]
    for entry in upcoming["people"]:
        people.load_person(entry, now.starts, None, invented=True)
    _load_meetings(users[0], past, upcoming, today)
    return [(user.email, _who(user, today)) for user in users]


def _load_meetings(clerk: User, past: dict[str, Any], upcoming: dict[str, Any], today: dt.date) -> None:
    committee = Committee.objects.get(slug=past["committee"])
    meetings.load_standing_items(committee, past)
    meetings.load_year(committee, past, clerk)
    written = _facts("minutes-2022-01-10")
    minutes.load_minutes(committee, written, clerk)
    planned = _facts("programme-2021-22")
    programme.load_programme(committee, planned, clerk)
    meetings.load_published(committee, past, planned, clerk)
    minutes.load_confirmation(committee, written, clerk)
    meeting = meetings.load_upcoming(committee, upcoming, clerk, today)
    planner = User.objects.get(email="scrutiny@demo.example")
    programme_now.load_now(committee, _facts("programme-now"), meeting, today, clerk=clerk, by=planner)


def _who(user: User, today: dt.date) -> str:
    roles = [grant.get_role_display() for grant in user.role_grants.on(today)]
    seats = [seat.role_label for seat in user.person.seats.on(today)] if user.person else []
    holdings = (
        [holding.get_role_display() for holding in user.person.portfolio_holdings.on(today)] if user.person else []
    )
    return ", ".join([*roles, *holdings, *seats])
