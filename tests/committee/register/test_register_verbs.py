"""The register's verbs: what the law and the register refuse, and what the trail says of what was done."""

import datetime as dt

import pytest
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.models import (
    AuditEntry,
    ClosedDay,
    Committee,
    Division,
    Function,
    PoliticalGroup,
    PortfolioRole,
    Seat,
    Venue,
)
from committee.register import bodies, council, names, people, seats, sign_ins
from tests.answers import refused
from tests.committee.register.conftest import councillor
from tests.conftest import LONG_AGO

pytestmark = pytest.mark.both_databases("constraints: what the register refuses stands in the database too")

MAY = dt.date(2021, 5, 20)
DAY = dt.timedelta(1)


def test_an_executive_member_is_not_appointed_to_a_scrutiny_committee(safeguarding, hal, care, clerk):
    people.hold_portfolio(care, hal, since=LONG_AGO, until=MAY, by=clerk)
    with pytest.raises(Refused, match="Hal Holder is a member of the executive"):
        seats.appoint(safeguarding, hal, since=MAY, by=clerk)
    assert seats.appoint(safeguarding, hal, since=MAY + DAY, by=clerk).pk


def test_a_scrutiny_member_does_not_join_the_executive(safeguarding, hal, care, clerk):
    seats.appoint(safeguarding, hal, since=MAY, by=clerk)
    with pytest.raises(Refused, match="sits on the Safeguarding"):
        people.hold_portfolio(care, hal, since=MAY, by=clerk)
    support = people.hold_portfolio(care, hal, since=MAY, role=PortfolioRole.SUPPORT_MEMBER, by=clerk)
    assert support.pk, "those who support the executive are not of it"


def test_an_executive_member_may_sit_elsewhere_but_their_committee_cannot_turn_to_scrutiny(planning, hal, care, clerk):
    people.hold_portfolio(care, hal, since=LONG_AGO, by=clerk)
    seats.appoint(planning, hal, since=MAY, by=clerk)
    with pytest.raises(Refused, match="member of the executive"):
        bodies.edit_committee(planning, function=Function.SCRUTINY, on=timezone.localdate(), by=clerk)
    planning.refresh_from_db()
    assert planning.function == Function.REGULATORY


def test_a_seat_ends_on_a_day_and_who_sat_then_is_still_known(safeguarding, hal, clerk):
    seat = seats.appoint(safeguarding, hal, since=MAY, by=clerk)
    with pytest.raises(Refused, match="began on 20 May 2021"):
        seats.end_seat(seat, on=MAY - DAY, by=clerk)
    seats.end_seat(seat, on=MAY + DAY, by=clerk)
    with pytest.raises(Refused, match="ended on 21 May 2021 already"):
        seats.end_seat(seat, on=MAY + 2 * DAY, by=clerk)
    assert list(safeguarding.membership(MAY + DAY)) == [seat]
    assert not safeguarding.membership(MAY + 2 * DAY)
    assert str(AuditEntry.objects.first()).startswith("Carol Clerk ended on 21 May 2021 the seat of Hal Holder")


def test_several_seats_end_together_or_not_at_all(safeguarding, hal, clerk):
    first = seats.appoint(safeguarding, hal, since=MAY, by=clerk)
    second = seats.appoint(safeguarding, councillor("Ira", "Idle"), since=MAY + 5 * DAY, by=clerk)
    with pytest.raises(Refused):
        seats.end_seats([first, second], on=MAY + DAY, by=clerk)
    assert set(Seat.objects.values_list("until", flat=True)) == {None}


def test_nobody_sits_on_a_body_before_or_after_its_life(safeguarding, hal, clerk):
    with pytest.raises(Refused, match="was established on 1 May 2020"):
        seats.appoint(safeguarding, hal, since=LONG_AGO - DAY, by=clerk)
    bodies.edit_committee(safeguarding, until=MAY, on=timezone.localdate(), by=clerk)
    with pytest.raises(Refused, match="was dissolved on 20 May 2021"):
        seats.appoint(safeguarding, hal, since=LONG_AGO, by=clerk)


def test_a_committee_is_dissolved_only_when_its_seats_have_ended(safeguarding, hal, clerk):
    seat = seats.appoint(safeguarding, hal, since=LONG_AGO, by=clerk)
    with pytest.raises(Refused, match="Some seats last beyond that day"):
        bodies.edit_committee(safeguarding, until=MAY, on=timezone.localdate(), by=clerk)
    seats.end_seat(seat, on=MAY, by=clerk)
    bodies.edit_committee(Committee.objects.get(), until=MAY, on=timezone.localdate(), by=clerk)


def test_two_committees_of_one_short_name_have_addresses_of_their_own(safeguarding, clerk):
    again = bodies.add_committee(name="Safeguarding Panel", short_name="Safeguarding", since=MAY, by=clerk)
    assert again.slug == "safeguarding-2"
    with pytest.raises(Refused, match="There is a committee called Safeguarding Panel already"):
        bodies.add_committee(name="Safeguarding Panel", short_name="Another", since=MAY, by=clerk)


def test_text_that_no_database_keeps_is_refused_in_words(clerk):
    with pytest.raises(Refused, match="Surname: there is a character in it that cannot be read"):
        people.add_person(forename="Al", surname="B\0b", by=clerk)
    with pytest.raises(Refused, match=r"Forename: .*60"):
        people.add_person(forename="x" * 5000, surname="Bob", by=clerk)
    with pytest.raises(Refused, match=r"^Enter the surname\.$"):
        people.add_person(forename="Al", surname="", by=clerk)


def test_closed_days_leave_out_weekends_and_bank_holidays(clerk):
    made = council.close_days(dt.date(2026, 12, 24), dt.date(2027, 1, 1), name="Christmas closure", on=MAY, by=clerk)
    assert [day.day.day for day in made] == [24, 29, 30, 31]
    with pytest.raises(Refused, match="already weekends, bank holidays or closed days"):
        council.close_days(dt.date(2026, 12, 24), dt.date(2027, 1, 1), name="Christmas closure", on=MAY, by=clerk)
    council.reopen_day(made[0], on=dt.date(2026, 12, 24), by=clerk)
    assert ClosedDay.objects.count() == 3
    with refused("R10", "That day has passed"):
        council.reopen_day(made[1], on=dt.date(2026, 12, 30), by=clerk)


def test_municipal_years_do_not_overlap(year, clerk):
    with pytest.raises(Refused, match="overlaps the municipal year 2021/22"):
        council.add_year(dt.date(2022, 5, 18), dt.date(2023, 5, 16), by=clerk)
    assert str(council.add_year(dt.date(2022, 5, 19), dt.date(2023, 5, 16), by=clerk)) == "2022/23"
    with pytest.raises(Refused, match="from one annual meeting"):
        council.add_year(dt.date(2024, 5, 19), dt.date(2024, 6, 16), by=clerk)


@pytest.mark.parametrize(("one", "other", "ratio"), [("#767676", "#ffffff", 4.54), ("#777777", "#FFFFFF", 4.48)])
def test_contrast_is_worked_out_as_wcag_does(one, other, ratio):
    assert round(council.contrast(one, other), 2) == round(council.contrast(other, one), 2) == ratio


@pytest.mark.usefixtures("council")
def test_the_council_does_not_take_colours_that_cannot_be_read(administrator):
    with pytest.raises(Refused, match=r"Header text has a contrast of \d"):
        council.save_council(brand_colour="#dddddd", by=administrator)
    with pytest.raises(Refused, match="Links have a contrast"):
        council.save_council(link_colour="#777777", by=administrator)
    council.save_council(brand_colour="#1d4f5e", name="Borset County Council", by=administrator)
    assert AuditEntry.objects.get().facts == {"changed": ["name"]}


def test_r26_only_a_body_whose_last_day_is_entered_is_succeeded_and_it_keeps_that_day(safeguarding, planning, clerk):
    facts = {"name": "Families Committee", "short_name": "Families", "since": MAY + DAY}
    with refused("R26", "still exists"):
        bodies.add_committee(**facts, predecessors=[safeguarding], by=clerk)
    with refused("R26", "still exists"):
        bodies.edit_committee(planning, predecessors=[safeguarding], on=timezone.localdate(), by=clerk)
    bodies.edit_committee(safeguarding, until=MAY, on=timezone.localdate(), by=clerk)
    bodies.edit_committee(planning, predecessors=[safeguarding], on=timezone.localdate(), by=clerk)
    with refused("R26", "replaced it"):
        bodies.edit_committee(safeguarding, until=None, on=timezone.localdate(), by=clerk)
    bodies.edit_committee(planning, predecessors=[], on=timezone.localdate(), by=clerk)
    bodies.edit_committee(safeguarding, until=None, on=timezone.localdate(), by=clerk)
    safeguarding.refresh_from_db()
    assert safeguarding.until is None


@pytest.mark.parametrize("mark", ["\u202e", "\x07"], ids=ascii)
def test_what_no_reader_sees_is_taken_out_of_names(mark, ground, clerk):
    who = people.add_person(forename=f"Bo{mark}b", surname=f"Spen{mark}cer", by=clerk)
    assert mark not in str(who) and who.surname.replace(" ", "") == "Spencer"
    assert mark not in people.edit_person(who, forename=f"{mark}Rob", by=clerk).forename
    assert mark not in names.add(PoliticalGroup, f"Green{mark}s", by=clerk).name
    with pytest.raises(Refused):
        people.add_person(forename="Bob", surname=mark * 3, by=clerk)


def test_a_name_stands_in_one_line_whatever_was_sent(safeguarding, clerk, administrator):
    """Else its committee has no calendar, and a council with a break in its name invites nobody."""
    bodies.edit_committee(safeguarding, name="Safe\r\nand Sound", on=timezone.localdate(), by=clerk)
    ann = people.add_person(forename=" Ann\nMary", surname="Able\u2028\n", by=clerk)
    of = {"person": ann, "on": timezone.localdate(), "send": False}
    user = sign_ins.invite_user(email="ann@borsetshire.example", name="Ann\r\nAble", by=administrator, **of)
    assert (safeguarding.name, ann.name, user.name) == ("Safe and Sound", "Ann Mary Able", "Ann Able")


def test_letters_and_their_accents_are_kept_as_one_character(ground, clerk):
    who = people.add_person(forename="Sia\u0302n", surname="Evans", by=clerk)
    assert who.forename == "Si\u00e2n"
    joined = "می\u200cخواهم"
    assert people.add_person(forename=joined, surname="Spencer", by=clerk).forename == joined, "joiners stay"
    assert people.edit_person(who, surname="Ze\u0301", by=clerk).surname == "Z\u00e9"
    names.add(PoliticalGroup, "Plaid Gw\u0177", by=clerk)
    with pytest.raises(Refused, match="already"):
        names.add(PoliticalGroup, "Plaid Gwy\u0302", by=clerk)


def test_a_name_in_another_spelling_is_taken_of_divisions_committees_and_venues_too(clerk, safeguarding, venue):
    names.add(Division, "St John’s", by=clerk)
    with pytest.raises(Refused, match="There is a division called St John’s already"):
        names.add(Division, "ST JOHN'S", by=clerk)
    body = {"name": safeguarding.name.upper(), "short_name": "S", "since": dt.date(2021, 5, 20)}
    with pytest.raises(Refused, match="There is a committee called Safeguarding"):
        bodies.add_committee(by=clerk, **body)
    with pytest.raises(Refused, match="There is a venue called Oak Room"):
        council.save_venue(Venue(), name="Oak  Room, Shire Hall, Felpersham".lower(), by=clerk)
    council.save_venue(venue, name=venue.name.upper(), by=clerk)
    assert Venue.objects.get().name == "OAK ROOM, SHIRE HALL, FELPERSHAM"
