"""The register: people, seats, bodies, the council's record, sign-ins, and the files that bring them in."""

import datetime as dt

from allauth.mfa.models import Authenticator

from committee.acts.requests import person_of
from committee.acts.verbs import PORTAL
from committee.models import (
    Committee,
    DirectoryGroup,
    Division,
    Function,
    LegalKind,
    MunicipalYear,
    Person,
    PoliticalGroup,
    Portfolio,
    Role,
    RoleRequest,
    Venue,
)
from committee.register import (
    bodies,
    corrections,
    council,
    csv_import,
    directory_groups,
    merging,
    names,
    people,
    photographs,
    role_requests,
    seats,
    sign_ins,
)
from committee.register.csv_import import running
from tests.acts import Act, Cast, done, done_by, recipe
from tests.committee.portraits import photograph
from tests.meetings.publishing import moment

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


done(people.add_person, "ground", forename="Nell", surname="Newcomer", honours="OBE")
done(people.edit_person, "ground", lambda _, cast: cast["member"].person, surname="Married")
done(people.change_contact, "ground", lambda _, cast: cast["member"].person, surgeries="Ambridge village hall, Fridays")


@recipe(people.give_term, world="ground")
def give_term(committee: Committee, cast: Cast) -> Act:
    division = names.add(Division, "Ambridge", by=cast["clerk"])
    return Act(people.give_term, (_newcomer(cast),), {"division": division, "since": MAY}, by=cast["clerk"])


@recipe(people.join_group, world="ground")
def join_group(committee: Committee, cast: Cast) -> Act:
    group = names.add(PoliticalGroup, "Independent", by=cast["clerk"])
    return Act(people.join_group, (cast["member"].person,), {"group": group, "since": MAY}, by=cast["clerk"])


done(people.give_post, "ground", lambda _, cast: cast["officer"].person, title="Head of Fostering", since=MAY)
done(people.end_dated, "ground", lambda _, cast: person_of(cast["officer"]).posts.get(), on=APRIL)
done(names.add, "ground", lambda *_: (PoliticalGroup, "Independent"), short_name="Ind")


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


done(bodies.edit_committee, "ground", lambda committee, _: committee, remit="Scrutinises all safeguarding.", on=APRIL)
done(seats.appoint, "ground", lambda committee, cast: (committee, _new_councillor(cast)), since=MAY)


@recipe(seats.appoint_several, world="ground")
def appoint_several(committee: Committee, cast: Cast) -> Act:
    entries = [{"person": _new_councillor(cast), "role": "member", "since": MAY}]
    return Act(seats.appoint_several, (committee, entries), {}, by=cast["clerk"])


done(seats.end_seat, "ground", lambda committee, cast: committee.seats.get(person=cast["member"].person), on=APRIL)


@recipe(seats.end_seats, world="ground")
def end_seats(committee: Committee, cast: Cast) -> Act:
    leaving = list(committee.seats.filter(person__in=[cast["member"].person, cast["vice-chairman"].person]))
    return Act(seats.end_seats, (leaving,), {"on": APRIL}, by=cast["clerk"])


@recipe(people.hold_portfolio, world="ground")
def hold_portfolio(committee: Committee, cast: Cast) -> Act:
    portfolio = names.add(Portfolio, "Children and Young People", by=cast["clerk"])
    return Act(people.hold_portfolio, (portfolio, _new_councillor(cast)), {"since": MAY}, by=cast["clerk"])


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
    group = names.add(PoliticalGroup, "Independant", short_name="Ind", by=cast["clerk"])
    return Act(names.rename, (group,), {"name": "Independent", "short_name": "Ind"}, by=cast["clerk"])


done(names.take_off, "ground", lambda _, cast: names.add(Division, "Ambrige", by=cast["clerk"]))


# The council's own record


done_by("administrator")(council.save_council, "ground", telephone="01632 960999")


done_by("administrator")(council.try_mail, "ground")
CREST = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'><path d='M0 0h2v1z' fill='#103050'/></svg>"


done_by("administrator")(council.change_crest, "ground", lambda *_: CREST)


@recipe(council.remove_crest, world="ground")
def remove_crest(committee: Committee, cast: Cast) -> Act:
    council.change_crest(CREST, by=cast["administrator"])
    return Act(council.remove_crest, (), {}, by=cast["administrator"])


done(photographs.change_photograph, "ground", lambda _, cast: (person_of(cast["member"]), photograph()))


@recipe(photographs.remove_photograph, world="ground")
def remove_photograph(committee: Committee, cast: Cast) -> Act:
    shown = photographs.change_photograph(person_of(cast["member"]), photograph(), by=cast["clerk"])
    return Act(photographs.remove_photograph, (shown,), {}, by=cast["clerk"])


done(council.save_venue, "ground", lambda *_: Venue(), name="Elm Room, Shire Hall, Felpersham")
done(sign_ins.choose_desk_committees, "ground", lambda committee, _: [committee])
done_by("administrator")(sign_ins.limit_clerk, "ground", lambda committee, cast: (cast["clerk"], [committee]))
done(council.add_year, "ground", lambda *_: (dt.date(2022, 5, 19), dt.date(2023, 5, 17)))


def _too_long_year(committee: Committee, cast: Cast) -> MunicipalYear:
    return council.add_year(dt.date(2022, 5, 19), dt.date(2023, 6, 17), by=cast["clerk"])


done(council.correct_year, "ground", _too_long_year, starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))
done(council.take_off_year, "ground", _too_long_year)


done(council.close_days, "ground", lambda *_: CHRISTMAS, name="Christmas closure", on=CHRISTMAS[0])


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


done_by("administrator")(sign_ins.invite_again, "ground", lambda _, cast: cast["stranger"])
done_by("administrator")(
    sign_ins.change_address, "ground", lambda _, cast: (cast["stranger"], "stan@elsewhere.example"), on=APRIL
)
done_by("administrator")(sign_ins.grant_role, "ground", lambda _, cast: (cast["stranger"], Role.OFFICER), since=APRIL)
done_by("administrator")(role_requests.ask_for_role, "ground", lambda *_: Role.CLERK, since=APRIL)


def _asked(cast: Cast) -> RoleRequest:
    return role_requests.ask_for_role(Role.CLERK, since=APRIL, by=cast["administrator"])


done_by("proper officer")(role_requests.approve_role, "ground", lambda _, cast: _asked(cast), on=APRIL)
done_by("proper officer")(role_requests.decline_role, "ground", lambda _, cast: _asked(cast), on=APRIL)
done_by("administrator")(
    sign_ins.end_role, "ground", lambda _, cast: cast["officer"].role_grants.get(role=Role.OFFICER), on=APRIL
)
done_by("administrator")(sign_ins.suspend, "ground", lambda _, cast: cast["other officer"], on=APRIL)


def _group(cast: Cast) -> DirectoryGroup:
    by = cast["administrator"]
    return directory_groups.ask_for_group("borset", "Democratic services", Role.CLERK, on=APRIL, by=by)


done_by("administrator")(
    directory_groups.ask_for_group, "ground", lambda *_: ("borset", "Democratic services", Role.CLERK), on=APRIL
)
done_by("proper officer")(directory_groups.approve_group, "ground", lambda _, cast: _group(cast))
done_by("administrator")(
    directory_groups.end_group, "ground", lambda _, cast: _group(cast), at=moment(2022, 4, 30), on=APRIL
)
done_by("administrator")(sign_ins.rename_user, "ground", lambda _, cast: (cast["stranger"], "Stan Other"))
done_by("administrator")(sign_ins.name_person, "ground", lambda _, cast: (cast["stranger"], _newcomer(cast)), on=APRIL)


@recipe(sign_ins.reset_second_step, world="ground")
def reset_second_step(committee: Committee, cast: Cast) -> Act:
    Authenticator.objects.create(user=cast["clerk"], type=Authenticator.Type.TOTP, data={"secret": "lost"})
    return Act(sign_ins.reset_second_step, (cast["clerk"],), {"on": APRIL}, by=cast["administrator"])


done_by("administrator")(sign_ins.end_sessions, "ground", lambda _, cast: cast["other officer"])


@recipe(sign_ins.restore, world="ground")
def restore(committee: Committee, cast: Cast) -> Act:
    sign_ins.suspend(cast["other officer"], on=APRIL, by=cast["administrator"])
    return Act(sign_ins.restore, (cast["other officer"],), {"on": APRIL}, by=cast["administrator"])


# Files: a whole file is an act

PEOPLE = "forename,surname,division,group,from\nAnn,Able,Ambridge,Independent,06/05/2021\n"


def _people() -> tuple[csv_import.Kind, list[csv_import.Row]]:
    """Return a file of people, read as an upload is."""
    kind = csv_import.KINDS["people"]
    assert kind
    return kind, csv_import.read_rows(PEOPLE.encode(), kind.names, kind.needed)


done(running.look_over, "ground", lambda *_: _people())
done(running.bring_in, "ground", lambda *_: _people())
