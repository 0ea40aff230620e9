"""R37 and R64 in the register: nobody scrutinises the executive they sit on, and nobody has a vote without a right."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.database import triggers
from committee.models import (
    Committee,
    Function,
    LegalKind,
    Person,
    Portfolio,
    PortfolioHolding,
    PortfolioRole,
    Post,
    Seat,
    SeatRole,
    Term,
    VotingGround,
)
from committee.models.triggers import executive_and_scrutiny
from committee.register import bodies, people, seats
from tests.committee.register.conftest import councillor
from tests.conftest import LONG_AGO, person
from tests.meetings.test_two_clerks import a_database_that_threads_share, together  # noqa: F401

pytestmark = pytest.mark.both_databases("triggers: the executive and its scrutiny are kept apart")

MAY = dt.date(2021, 5, 20)
DAY = dt.timedelta(1)
YEAR = dt.timedelta(365)


@pytest.fixture
def leader(db) -> Person:
    return councillor("Lena", "Leader")


@pytest.fixture
def cabinet(council) -> Committee:
    return Committee.objects.create(
        name="Cabinet", short_name="Cabinet", slug="cabinet", kind=LegalKind.EXECUTIVE, since=LONG_AGO
    )


def refused(write) -> None:
    """Check that the database refuses it, however it is asked."""
    with pytest.raises(DatabaseError, match="9FA"), transaction.atomic():
        write()


# By the verbs


def test_a_leader_without_a_portfolio_is_not_appointed_to_scrutiny(leader, cabinet, safeguarding, clerk):
    seats.appoint(cabinet, leader, since=MAY, by=clerk)
    with pytest.raises(Refused, match=r"Lena Leader is a member of the executive.* they sit on the Cabinet"):
        seats.appoint(safeguarding, leader, since=MAY + DAY, by=clerk)
    with pytest.raises(Refused, match="9FA"):
        seats.appoint(safeguarding, leader, since=MAY, role=SeatRole.SUBSTITUTE, by=clerk)


def test_whoever_scrutinises_is_not_appointed_to_the_cabinet_in_whichever_order(leader, cabinet, safeguarding, clerk):
    seats.appoint(safeguarding, leader, since=MAY, role=SeatRole.SUBSTITUTE, by=clerk)
    with pytest.raises(Refused, match="sits on the Safeguarding"):
        seats.appoint(cabinet, leader, since=MAY + YEAR, by=clerk)
    seats.end_seat(Seat.objects.get(), on=MAY + YEAR, by=clerk)
    assert seats.appoint(cabinet, leader, since=MAY + YEAR + DAY, by=clerk).pk, "one after the other is lawful"


def test_a_committee_of_the_executive_is_the_executive_too(leader, cabinet, safeguarding, clerk):
    with pytest.raises(Refused, match="its function is executive"):
        bodies.add_committee(
            name="Cabinet Property", short_name="Property", kind=LegalKind.SUB_COMMITTEE, parent=cabinet, since=MAY,
            by=clerk,
        )  # fmt: skip
    under = bodies.add_committee(
        name="Cabinet Property", short_name="Property", kind=LegalKind.SUB_COMMITTEE, parent=cabinet, since=MAY,
        function=Function.EXECUTIVE, by=clerk,
    )  # fmt: skip
    seats.appoint(under, leader, since=MAY, by=clerk)
    with pytest.raises(Refused, match="they sit on the Cabinet Property"):
        seats.appoint(safeguarding, leader, since=MAY, by=clerk)


def test_a_panel_of_a_scrutiny_committee_scrutinises_and_takes_no_executive_member(
    leader, cabinet, safeguarding, clerk
):
    seats.appoint(cabinet, leader, since=MAY, by=clerk)
    panel = {"name": "Review of Fostering", "short_name": "Fostering", "kind": LegalKind.INFORMAL, "since": MAY}
    with pytest.raises(Refused, match="so it scrutinises too"):
        bodies.add_committee(parent=safeguarding, by=clerk, **panel)
    made = bodies.add_committee(parent=safeguarding, function=Function.SCRUTINY, by=clerk, **panel)
    with pytest.raises(Refused, match="9FA"):
        seats.appoint(made, leader, since=MAY, by=clerk)
    with pytest.raises(Refused, match="so it scrutinises too"):
        bodies.edit_committee(made, function=Function.OTHER, on=timezone.localdate(), by=clerk)
    refused(lambda: Committee.objects.filter(pk=made.pk).update(function="other"))
    refused(lambda: Committee.objects.bulk_create([Committee(slug="p", parent=safeguarding, **panel | {"name": "P"})]))


def test_a_committee_does_not_turn_to_the_executive_over_those_who_scrutinise(leader, planning, safeguarding, clerk):
    seats.appoint(safeguarding, leader, since=MAY, by=clerk)
    seats.appoint(planning, leader, since=MAY, by=clerk)
    with pytest.raises(Refused, match="so it cannot be of the executive"):
        bodies.edit_committee(planning, kind=LegalKind.EXECUTIVE, on=timezone.localdate(), by=clerk)
    refused(lambda: Committee.objects.filter(pk=planning.pk).update(kind="executive"))
    refused(lambda: Committee.objects.filter(pk=planning.pk).update(function="executive"))


def test_a_committee_that_nobody_else_sits_on_can_turn_from_executive_to_scrutiny(leader, cabinet, clerk):
    seats.appoint(cabinet, leader, since=MAY, by=clerk)
    bodies.edit_committee(
        cabinet, kind=LegalKind.COMMITTEE, function=Function.SCRUTINY, on=timezone.localdate(), by=clerk
    )
    assert Committee.objects.get(pk=cabinet.pk).is_scrutiny


# By the database


def test_the_database_refuses_both_seats_in_bulk_and_by_update_whichever_comes_first(
    leader, cabinet, care, safeguarding, planning
):
    on_scrutiny = Seat(committee=safeguarding, person=leader, since=MAY)
    Seat.objects.bulk_create([Seat(committee=cabinet, person=leader, since=LONG_AGO, until=MAY)])
    refused(lambda: Seat.objects.bulk_create([on_scrutiny]))
    elsewhere = Seat.objects.create(committee=planning, person=leader, since=LONG_AGO)
    refused(lambda: Seat.objects.filter(pk=elsewhere.pk).update(committee=safeguarding))
    Seat.objects.bulk_create([Seat(committee=safeguarding, person=leader, since=MAY + DAY)])
    refused(lambda: Seat.objects.filter(committee=safeguarding).update(since=MAY))
    refused(lambda: Seat.objects.filter(committee=cabinet).update(until=None))
    refused(lambda: Seat.objects.filter(committee=cabinet).update(until=MAY + DAY))
    refused(lambda: PortfolioHolding.objects.bulk_create([PortfolioHolding(person=leader, portfolio=care, since=MAY)]))
    held = PortfolioHolding.objects.create(
        person=leader, portfolio=care, since=MAY, role=PortfolioRole.SUPPORT_MEMBER
    )  # those who support the executive are not of it
    refused(lambda: PortfolioHolding.objects.filter(pk=held.pk).update(role=PortfolioRole.CABINET_MEMBER))
    other = councillor("Olga", "Other")
    roads = Portfolio.objects.create(name="Roads")
    theirs = PortfolioHolding.objects.create(person=other, portfolio=roads, since=MAY)
    refused(lambda: PortfolioHolding.objects.filter(pk=theirs.pk).update(person=leader))
    refused(lambda: Committee.objects.filter(pk=planning.pk).update(function="executive"))


def test_what_came_in_before_the_portal_held_it_can_still_be_ended(leader, cabinet, safeguarding, clerk):
    with connection.cursor() as cursor:
        for condition in executive_and_scrutiny.CONDITIONS:
            for trigger in condition.triggers(connection.vendor):
                on = f" ON {condition.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")
    Seat.objects.bulk_create(Seat(committee=body, person=leader, since=MAY) for body in (cabinet, safeguarding))
    triggers.install_all(connection, triggers.conditional(connection.vendor, executive_and_scrutiny.CONDITIONS))
    refused(lambda: Seat.objects.filter(committee=safeguarding).update(since=LONG_AGO))
    seats.end_seat(safeguarding.seats.get(), on=MAY + YEAR, by=clerk)
    assert safeguarding.seats.get().until == MAY + YEAR


@pytest.mark.django_db(transaction=True)
def test_two_clerks_do_not_put_somebody_on_both_sides_at_once(leader, cabinet, safeguarding, clerk):
    on_both = [Committee.objects.get(pk=body.pk) for body in (cabinet, safeguarding)]
    ends = together(*(lambda body=body: seats.appoint(body, leader, since=MAY, by=clerk) for body in on_both))
    assert {type(end) for end in ends} == {Refused, Seat}, ends
    assert Seat.objects.count() == 1


# Who has a vote


def test_an_officer_a_lay_person_and_a_former_councillor_get_no_voting_seat(safeguarding, officer, clerk):
    lay, former = person("Lay", "Person"), person("Fay", "Former")
    Term.objects.create(person=former, since=LONG_AGO, until=MAY - DAY)
    for who, words in ((officer.person, "officer of the council"), (lay, "not recorded as a councillor"),
                       (former, "not recorded as a councillor on 20 May 2021")):  # fmt: skip
        with pytest.raises(Refused, match=words):
            seats.appoint(safeguarding, who, since=MAY, by=clerk)
        with pytest.raises(Refused, match="Chairman: "):
            seats.appoint(safeguarding, who, since=MAY, role=SeatRole.CHAIRMAN, voting=False, by=clerk)
        with pytest.raises(DatabaseError, match=r"s\.13"), transaction.atomic():
            Seat.objects.bulk_create([Seat(committee=safeguarding, person=who, since=MAY)])
        seat = seats.appoint(safeguarding, who, since=MAY, role=SeatRole.CO_OPTEE, voting=False, by=clerk)
        with pytest.raises(DatabaseError, match=r"s\.13"), transaction.atomic():
            Seat.objects.filter(pk=seat.pk).update(voting=True)


def test_a_voting_seat_does_not_outlast_the_term_of_office(safeguarding, clerk):
    who = person("Fay", "Former")
    first = people.give_term(who, division=None, since=LONG_AGO, until=MAY, by=clerk)
    with pytest.raises(Refused, match="term of office ends on 20 May 2021"):
        seats.appoint(safeguarding, who, since=LONG_AGO, by=clerk)
    again = people.give_term(who, division=None, since=MAY + DAY, by=clerk)
    seat = seats.appoint(safeguarding, who, since=LONG_AGO, by=clerk)
    with pytest.raises(Refused, match="has a vote after 20 May 2022 on: Safeguarding"):
        people.end_dated(again, on=MAY + YEAR, by=clerk)
    seats.end_seat(seat, on=MAY + YEAR, by=clerk)
    people.end_dated(again, on=MAY + YEAR, by=clerk)
    assert first.until == MAY


def test_co_opted_members_have_a_vote_on_a_named_ground_alone(safeguarding, planning, clerk):
    bishop, parent = person("Bea", "Bishop"), person("Pat", "Parent")
    seat = {"since": MAY, "role": SeatRole.CO_OPTEE, "by": clerk}
    education = seat | {"voting_ground": VotingGround.EDUCATION}
    with pytest.raises(Refused, match="what the vote is limited to"):
        seats.appoint(safeguarding, bishop, **education)
    assert seats.appoint(safeguarding, bishop, voting_scope="education functions", **education).voting
    with pytest.raises(Refused, match="on an overview and scrutiny body only"):
        seats.appoint(planning, parent, voting_scope="education functions", **education)
    with pytest.raises(Refused, match="where the vote was given"):
        seats.appoint(safeguarding, parent, voting_ground=VotingGround.SCHEME, **seat)
    for ground in (VotingGround.SCHEME, VotingGround.CRIME, VotingGround.OTHER):
        with pytest.raises(Refused, match="Enter the date of the scheme or resolution"):
            seats.appoint(
                safeguarding, parent, voting_ground=ground, voting_authority="Some resolution", by=clerk, since=MAY
            )
    with pytest.raises(Refused, match="leave that empty"):
        seats.appoint(safeguarding, parent, voting=False, voting_ground=VotingGround.CRIME, **seat)
    made = seats.appoint(
        safeguarding, parent, voting_ground=VotingGround.CRIME, voting_authority="Resolved on 4 June 2021", **seat
    )
    assert set(safeguarding.seats.entitled(MAY)) == set(safeguarding.seats.all())
    Post.objects.create(person=parent, title="Teacher adviser", since=LONG_AGO)
    assert made not in safeguarding.seats.entitled(MAY), "an officer of the council has no vote"


def test_a_councillor_of_another_council_votes_on_a_joint_committee(planning, council, clerk):
    joint = bodies.add_committee(
        name="Joint Waste Committee", short_name="Waste", kind=LegalKind.JOINT, since=LONG_AGO, by=clerk
    )
    partner = {"since": MAY, "voting_ground": VotingGround.PARTNER, "voting_authority": "Felpersham City Council"}
    who = person("Felicity", "Felpersham")
    with pytest.raises(Refused, match="on a joint committee only"):
        seats.appoint(planning, who, by=clerk, **partner)
    assert seats.appoint(joint, who, by=clerk, **partner).voting


def test_nobody_is_a_councillor_and_an_officer_at_once(officer, member, clerk):
    with pytest.raises(Refused, match="is an officer of the council in that time"):
        people.give_term(officer.person, division=None, since=MAY, by=clerk)
    with pytest.raises(Refused, match="is a councillor in that time"):
        people.give_post(member.person, title="Solicitor", since=MAY, by=clerk)


# Quorum


def test_no_committee_has_a_quorum_of_none(safeguarding, clerk):
    with pytest.raises(Refused, match="Quorum"):
        bodies.edit_committee(safeguarding, quorum=0, on=timezone.localdate(), by=clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Committee.objects.filter(pk=safeguarding.pk).update(quorum=0)
