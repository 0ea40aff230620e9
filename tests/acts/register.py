"""The register: people, seats, bodies, the council's record, sign-ins, and the files that bring them in."""

import datetime as dt

from allauth.mfa.models import Authenticator

from committee.acts.requests import person_of
from committee.acts.verbs import PORTAL
from committee.models import Committee, Function, LegalKind, Person, Role, RoleRequest, Venue
from committee.register import (
    bodies,
    corrections,
    council,
    csv_import,
    merging,
    names,
    people,
    photographs,
    role_requests,
    seats,
    sign_ins,
)
from committee.register import people as portfolios
from committee.register import sign_ins as limits
from committee.register.csv_import import committees_file, names_file, people_file, running, seats_file
from committee.register.csv_import.cells import Cells, Kind
from committee.register.csv_import.reading import Row
from meetings.calendar import importing as calendar_import
from tests.acts import Act, Cast, recipe
from tests.committee.portraits import photograph

MAY = dt.date(2021, 5, 20)  # the first day of the municipal year
APRIL = dt.date(2022, 4, 30)
CHRISTMAS = (dt.date(2021, 12, 29), dt.date(2021, 12, 31))


# People


def _newcomer(cast: Cast) -> Person:
    """Somebody who is nothing yet."""
    return people.add_person(forename="Nell", surname="Newcomer", by=cast["clerk"])


def _new_councillor(cast: Cast) -> Person:
    """Somebody newly elected, with a vote wherever they are appointed."""
    who = _newcomer(cast)
    people.give_term(who, division=None, since=MAY, by=cast["clerk"])
    return who


@recipe(people.add_person, world="ground")
def add_person(committee: Committee, cast: Cast) -> Act:
    return Act(people.add_person, (), {"forename": "Nell", "surname": "Newcomer", "honours": "OBE"}, by=cast["clerk"])


@recipe(people.edit_person, world="ground")
def edit_person(committee: Committee, cast: Cast) -> Act:
    return Act(people.edit_person, (cast["member"].person,), {"surname": "Married"}, by=cast["clerk"])


@recipe(people.give_term, world="ground")
def give_term(committee: Committee, cast: Cast) -> Act:
    division = people.add_division("Ambridge", by=cast["clerk"])
    return Act(people.give_term, (_newcomer(cast),), {"division": division, "since": MAY}, by=cast["clerk"])


@recipe(people.join_group, world="ground")
def join_group(committee: Committee, cast: Cast) -> Act:
    group = people.add_group("Independent", by=cast["clerk"])
    return Act(people.join_group, (cast["member"].person,), {"group": group, "since": MAY}, by=cast["clerk"])


@recipe(people.give_post, world="ground")
def give_post(committee: Committee, cast: Cast) -> Act:
    post = {"title": "Head of Fostering", "since": MAY}
    return Act(people.give_post, (cast["officer"].person,), post, by=cast["clerk"])


@recipe(people.end_dated, world="ground")
def end_dated(committee: Committee, cast: Cast) -> Act:
    post = person_of(cast["officer"]).posts.get()
    return Act(people.end_dated, (post,), {"on": APRIL}, by=cast["clerk"])


@recipe(people.add_division, world="ground")
def add_division(committee: Committee, cast: Cast) -> Act:
    return Act(people.add_division, ("Ambridge",), {}, by=cast["clerk"])


@recipe(people.add_group, world="ground")
def add_group(committee: Committee, cast: Cast) -> Act:
    return Act(people.add_group, ("Independent",), {"short_name": "Ind"}, by=cast["clerk"])


# Bodies, seats and portfolios


@recipe(bodies.add_committee, world="ground")
def add_committee(committee: Committee, cast: Cast) -> Act:
    old = bodies.add_committee(
        name="Safe and Strong", short_name="Safe", since=dt.date(2019, 5, 1), until=dt.date(2021, 5, 19), by=PORTAL
    )
    body = {
        "name": "Children and Families Overview and Scrutiny Committee",
        "short_name": "Children",
        "kind": LegalKind.COMMITTEE,
        "function": Function.SCRUTINY,
        "since": APRIL,
        "predecessors": [old],
    }
    return Act(bodies.add_committee, (), body, by=cast["clerk"])


@recipe(bodies.edit_committee, world="ground")
def edit_committee(committee: Committee, cast: Cast) -> Act:
    return Act(
        bodies.edit_committee, (committee,), {"remit": "Scrutinises all safeguarding.", "on": APRIL}, by=cast["clerk"]
    )


@recipe(seats.appoint, world="ground")
def appoint(committee: Committee, cast: Cast) -> Act:
    return Act(seats.appoint, (committee, _new_councillor(cast)), {"since": MAY}, by=cast["clerk"])


@recipe(seats.appoint_several, world="ground")
def appoint_several(committee: Committee, cast: Cast) -> Act:
    entries = [seats.Entry(_new_councillor(cast), "member", MAY)]
    return Act(seats.appoint_several, (committee, entries), {}, by=cast["clerk"])


@recipe(seats.end_seat, world="ground")
def end_seat(committee: Committee, cast: Cast) -> Act:
    seat = committee.seats.get(person=cast["member"].person)
    return Act(seats.end_seat, (seat,), {"on": APRIL}, by=cast["clerk"])


@recipe(seats.end_seats, world="ground")
def end_seats(committee: Committee, cast: Cast) -> Act:
    leaving = list(committee.seats.filter(person__in=[cast["member"].person, cast["vice-chairman"].person]))
    return Act(seats.end_seats, (leaving,), {"on": APRIL}, by=cast["clerk"])


@recipe(portfolios.add_portfolio, world="ground")
def add_portfolio(committee: Committee, cast: Cast) -> Act:
    return Act(portfolios.add_portfolio, ("Children and Young People",), {}, by=cast["clerk"])


@recipe(portfolios.hold_portfolio, world="ground")
def hold_portfolio(committee: Committee, cast: Cast) -> Act:
    portfolio = portfolios.add_portfolio("Children and Young People", by=cast["clerk"])
    return Act(portfolios.hold_portfolio, (portfolio, _new_councillor(cast)), {"since": MAY}, by=cast["clerk"])


@recipe(corrections.strike_out, world="ground")
def strike_out(committee: Committee, cast: Cast) -> Act:
    seat = seats.appoint(committee, _new_councillor(cast), since=MAY, by=cast["clerk"])
    return Act(corrections.strike_out, (seat,), {"reason": "It was the wrong person."}, by=cast["clerk"])


@recipe(corrections.correct, world="ground")
def correct(committee: Committee, cast: Cast) -> Act:
    seat = seats.appoint(committee, _new_councillor(cast), since=MAY, until=MAY, by=cast["clerk"])
    dates = {"since": MAY, "until": APRIL, "reason": "The last day was wrong."}
    return Act(corrections.correct, (seat,), dates, by=cast["clerk"])


@recipe(merging.merge, world="ground")
def merge(committee: Committee, cast: Cast) -> Act:
    twin = people.add_person(forename="Mary", surname="Member", although_namesake=True, by=cast["clerk"])
    people.give_post(twin, title="Governor", since=dt.date(2018, 5, 1), until=dt.date(2019, 5, 1), by=cast["clerk"])
    why = {"reason": "The file had her twice.", "on": APRIL}
    return Act(merging.merge, (twin, cast["member"].person), why, by=cast["clerk"])


@recipe(names.rename, world="ground")
def rename(committee: Committee, cast: Cast) -> Act:
    group = people.add_group("Independant", short_name="Ind", by=cast["clerk"])
    return Act(names.rename, (group,), {"name": "Independent", "short_name": "Ind"}, by=cast["clerk"])


@recipe(names.take_off, world="ground")
def take_off(committee: Committee, cast: Cast) -> Act:
    return Act(names.take_off, (people.add_division("Ambrige", by=cast["clerk"]),), {}, by=cast["clerk"])


# The council's own record


@recipe(council.save_council, world="ground")
def save_council(committee: Committee, cast: Cast) -> Act:
    return Act(council.save_council, (), {"telephone": "01632 960999"}, by=cast["administrator"])


CREST = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'><path d='M0 0h2v1z' fill='#103050'/></svg>"


@recipe(council.change_crest, world="ground")
def change_crest(committee: Committee, cast: Cast) -> Act:
    return Act(council.change_crest, (CREST,), {}, by=cast["administrator"])


@recipe(council.remove_crest, world="ground")
def remove_crest(committee: Committee, cast: Cast) -> Act:
    council.change_crest(CREST, by=cast["administrator"])
    return Act(council.remove_crest, (), {}, by=cast["administrator"])


@recipe(photographs.change_photograph, world="ground")
def change_photograph(committee: Committee, cast: Cast) -> Act:
    return Act(photographs.change_photograph, (person_of(cast["member"]), photograph()), {}, by=cast["clerk"])


@recipe(photographs.remove_photograph, world="ground")
def remove_photograph(committee: Committee, cast: Cast) -> Act:
    shown = photographs.change_photograph(person_of(cast["member"]), photograph(), by=cast["clerk"])
    return Act(photographs.remove_photograph, (shown,), {}, by=cast["clerk"])


@recipe(council.save_venue, world="ground")
def save_venue(committee: Committee, cast: Cast) -> Act:
    return Act(council.save_venue, (Venue(),), {"name": "Elm Room, Shire Hall, Felpersham"}, by=cast["clerk"])


@recipe(limits.choose_desk_committees, world="ground")
def choose_desk_committees(committee: Committee, cast: Cast) -> Act:
    return Act(limits.choose_desk_committees, ([committee],), {}, by=cast["clerk"])


@recipe(limits.limit_clerk, world="ground")
def limit_clerk(committee: Committee, cast: Cast) -> Act:
    return Act(limits.limit_clerk, (cast["clerk"], [committee]), {}, by=cast["administrator"])


@recipe(council.add_year, world="ground")
def add_year(committee: Committee, cast: Cast) -> Act:
    return Act(council.add_year, (dt.date(2022, 5, 19), dt.date(2023, 5, 17)), {}, by=cast["clerk"])


@recipe(council.correct_year, world="ground")
def correct_year(committee: Committee, cast: Cast) -> Act:
    year = council.add_year(dt.date(2022, 5, 19), dt.date(2023, 6, 17), by=cast["clerk"])
    dates = {"starts": year.starts, "ends": dt.date(2023, 5, 17)}
    return Act(council.correct_year, (year,), dates, by=cast["clerk"])


@recipe(council.take_off_year, world="ground")
def take_off_year(committee: Committee, cast: Cast) -> Act:
    year = council.add_year(dt.date(2022, 5, 19), dt.date(2023, 6, 17), by=cast["clerk"])
    return Act(council.take_off_year, (year,), {}, by=cast["clerk"])


@recipe(council.close_days, world="ground")
def close_days(committee: Committee, cast: Cast) -> Act:
    return Act(council.close_days, CHRISTMAS, {"name": "Christmas closure", "on": CHRISTMAS[0]}, by=cast["clerk"])


@recipe(council.reopen_day, world="ground")
def reopen_day(committee: Committee, cast: Cast) -> Act:
    first, *_others = council.close_days(*CHRISTMAS, name="Christmas closure", on=CHRISTMAS[0], by=cast["clerk"])
    return Act(council.reopen_day, (first,), {"on": CHRISTMAS[0]}, by=cast["clerk"])


# Sign-ins


@recipe(sign_ins.invite_user, world="ground")
def invite_user(committee: Committee, cast: Cast) -> Act:
    who = _newcomer(cast)
    invited = {"email": "nell@borsetshire.example", "name": "Nell Newcomer", "on": APRIL, "person": who}
    return Act(sign_ins.invite_user, (), invited, by=cast["administrator"])


@recipe(sign_ins.invite_with_role, world="ground")
def invite_with_role(committee: Committee, cast: Cast) -> Act:
    invited = {"email": "nell@borsetshire.example", "name": "Nell Newcomer", "role": Role.OFFICER, "on": APRIL}
    return Act(sign_ins.invite_with_role, (), invited, by=cast["administrator"])


@recipe(sign_ins.invite_again, world="ground")
def invite_again(committee: Committee, cast: Cast) -> Act:
    return Act(sign_ins.invite_again, (cast["stranger"],), {}, by=cast["administrator"])


@recipe(sign_ins.change_address, world="ground")
def change_address(committee: Committee, cast: Cast) -> Act:
    return Act(
        sign_ins.change_address, (cast["stranger"], "stan@elsewhere.example"), {"on": APRIL}, by=cast["administrator"]
    )


@recipe(sign_ins.grant_role, world="ground")
def grant_role(committee: Committee, cast: Cast) -> Act:
    return Act(sign_ins.grant_role, (cast["stranger"], Role.OFFICER), {"since": APRIL}, by=cast["administrator"])


@recipe(role_requests.ask_for_role, world="ground")
def ask_for_role(committee: Committee, cast: Cast) -> Act:
    return Act(role_requests.ask_for_role, (Role.CLERK,), {"since": APRIL}, by=cast["administrator"])


def _asked(cast: Cast) -> RoleRequest:
    return role_requests.ask_for_role(Role.CLERK, since=APRIL, by=cast["administrator"])


@recipe(role_requests.approve_role, world="ground")
def approve_role(committee: Committee, cast: Cast) -> Act:
    return Act(role_requests.approve_role, (_asked(cast),), {"on": APRIL}, by=cast["proper officer"])


@recipe(role_requests.decline_role, world="ground")
def decline_role(committee: Committee, cast: Cast) -> Act:
    return Act(role_requests.decline_role, (_asked(cast),), {"on": APRIL}, by=cast["proper officer"])


@recipe(sign_ins.end_role, world="ground")
def end_role(committee: Committee, cast: Cast) -> Act:
    grant = cast["officer"].role_grants.get(role=Role.OFFICER)
    return Act(sign_ins.end_role, (grant,), {"on": APRIL}, by=cast["administrator"])


@recipe(sign_ins.suspend, world="ground")
def suspend(committee: Committee, cast: Cast) -> Act:
    return Act(sign_ins.suspend, (cast["other officer"],), {"on": APRIL}, by=cast["administrator"])


@recipe(sign_ins.reset_second_step, world="ground")
def reset_second_step(committee: Committee, cast: Cast) -> Act:
    Authenticator.objects.create(user=cast["clerk"], type=Authenticator.Type.TOTP, data={"secret": "lost"})
    return Act(sign_ins.reset_second_step, (cast["clerk"],), {"on": APRIL}, by=cast["administrator"])


@recipe(sign_ins.end_sessions, world="ground")
def end_sessions(committee: Committee, cast: Cast) -> Act:
    return Act(sign_ins.end_sessions, (cast["other officer"],), {}, by=cast["administrator"])


@recipe(sign_ins.restore, world="ground")
def restore(committee: Committee, cast: Cast) -> Act:
    sign_ins.suspend(cast["other officer"], on=APRIL, by=cast["administrator"])
    return Act(sign_ins.restore, (cast["other officer"],), {"on": APRIL}, by=cast["administrator"])


# Files: each row is an act, and so is the whole file

PEOPLE = "forename,surname,division,group,from\nAnn,Able,Ambridge,Independent,06/05/2021\n"


def _rows(kind: Kind, text: str) -> list[Row]:
    """Return the rows of a file of that kind, read as an upload is."""
    return csv_import.read_rows(text.encode(), kind.names, kind.needed)


def _cells(kind: Kind, text: str) -> Cells:
    """Return the values of the first row."""
    return Cells(_rows(kind, text)[0])


@recipe(names_file.take_division, world="ground")
def take_division(committee: Committee, cast: Cast) -> Act:
    return Act(names_file.take_division, (_cells(names_file.DIVISIONS, "name\nAmbridge\n"),), {}, by=cast["clerk"])


@recipe(names_file.take_group, world="ground")
def take_group(committee: Committee, cast: Cast) -> Act:
    cells = _cells(names_file.GROUPS, "name,short name\nIndependent,Ind\n")
    return Act(names_file.take_group, (cells,), {}, by=cast["clerk"])


@recipe(people_file.take, world="ground")
def take_person(committee: Committee, cast: Cast) -> Act:
    return Act(people_file.take, (_cells(people_file.PEOPLE, PEOPLE),), {}, by=cast["clerk"])


@recipe(committees_file.take, world="ground")
def take_committee(committee: Committee, cast: Cast) -> Act:
    file = "name,short name,kind,established,usual venue\nAudit Committee,Audit,Committee,20/05/2021,Elm Room\n"
    return Act(committees_file.take, (_cells(committees_file.COMMITTEES, file),), {}, by=cast["clerk"])


@recipe(seats_file.take_seat, world="ground")
def take_seat(committee: Committee, cast: Cast) -> Act:
    _new_councillor(cast)
    cells = _cells(seats_file.SEATS, "committee,person,from\nSafeguarding,Nell Newcomer,20/05/2021\n")
    return Act(seats_file.take_seat, (cells,), {}, by=cast["clerk"])


@recipe(seats_file.take_portfolio, world="ground")
def take_portfolio(committee: Committee, cast: Cast) -> Act:
    _newcomer(cast)
    cells = _cells(seats_file.PORTFOLIOS, "portfolio,person,from\nYoung People,Nell Newcomer,20/05/2021\n")
    return Act(seats_file.take_portfolio, (cells,), {}, by=cast["clerk"])


@recipe(running.look_over, world="ground")
def look_over(committee: Committee, cast: Cast) -> Act:
    return Act(running.look_over, (people_file.PEOPLE, _rows(people_file.PEOPLE, PEOPLE)), {}, by=cast["clerk"])


@recipe(running.bring_in, world="ground")
def bring_in(committee: Committee, cast: Cast) -> Act:
    return Act(running.bring_in, (people_file.PEOPLE, _rows(people_file.PEOPLE, PEOPLE)), {}, by=cast["clerk"])


@recipe(calendar_import.take, world="ground")
def take_meeting(committee: Committee, cast: Cast) -> Act:
    cells = _cells(
        calendar_import.CALENDAR, "committee,date,time,venue,sure\nSafeguarding,21/04/2022,10:00,Elm Room,yes\n"
    )
    return Act(calendar_import.take, (cells,), {}, by=cast["clerk"])
