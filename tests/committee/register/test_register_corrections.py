"""Rows of the register that were entered by mistake: struck out or corrected, and what rests on them kept."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.models import (
    AuditEntry,
    Division,
    GroupMembership,
    PoliticalGroup,
    Portfolio,
    PortfolioHolding,
    Post,
    Seat,
    Term,
)
from committee.register import corrections, names, people, seats
from committee.register import people as portfolios
from committee.register.corrections import lost
from meetings.minutes.publication import publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from tests.conftest import LONG_AGO, person
from tests.meetings import minuted as made_minutes

pytestmark = pytest.mark.both_databases("constraints: what is struck out or corrected meets the register's triggers")

MAY, TENTH = dt.date(2021, 5, 20), made_minutes.TENTH
DAY = dt.timedelta(1)
WHY = "It was the wrong person."


@pytest.mark.parametrize(
    ("was", "now", "left"),
    [
        ((1, 9), (3, 7), [(1, 2), (8, 9)]),
        ((3, 7), (1, 9), []),
        ((1, 5), (7, 9), [(1, 5)]),
        ((1, None), (4, 5), [(1, 3), (6, None)]),
    ],
)
def test_the_days_that_a_correction_leaves_out(was, now, left):
    def days(span):
        return tuple(dt.date(2021, 5, number) if number else None for number in span)

    assert lost(days(was), days(now)) == [days(one) for one in left]


def test_a_seat_given_to_the_wrong_person_is_struck_out_and_the_trail_says_why(safeguarding, hal, clerk):
    seat = seats.appoint(safeguarding, hal, since=MAY, by=clerk)
    with pytest.raises(Refused, match="at least two words"):
        corrections.strike_out(seat, reason="wrong", by=clerk)
    corrections.strike_out(seat, reason=WHY, by=clerk)
    assert not hal.seats.exists()
    told = AuditEntry.objects.first()
    assert str(told).startswith("Carol Clerk removed from the register Hal Holder on the Safeguarding")
    assert told.facts == {"reason": WHY, "since": "2021-05-20", "until": ""}
    assert told.subject_id
    with pytest.raises(Refused, match="has removed"):
        corrections.strike_out(seat, reason=WHY, by=clerk)


def test_a_last_day_typed_five_years_early_is_corrected(safeguarding, hal, clerk):
    seat = seats.appoint(safeguarding, hal, since=MAY, by=clerk)
    seats.end_seat(seat, on=dt.date(2022, 5, 18), by=clerk)
    corrections.correct(seat, since=MAY, until=dt.date(2027, 5, 18), reason="It was 2027, not 2022.", by=clerk)
    assert Seat.objects.get(pk=seat.pk).until == dt.date(2027, 5, 18)
    assert AuditEntry.objects.first().facts["changed"] == {"until": ["2022-05-18", "2027-05-18"]}
    with pytest.raises(Refused, match="You have not changed anything"):
        corrections.correct(seat, since=MAY, until=dt.date(2027, 5, 18), reason="Once more then.", by=clerk)


def test_a_correction_meets_what_a_new_seat_would_meet(safeguarding, hal, clerk, member):
    seat = seats.appoint(safeguarding, hal, since=MAY, until=MAY + DAY, by=clerk)
    early = {"until": None, "reason": "It began before.", "by": clerk}
    with pytest.raises(Refused, match="was established on 1 May 2020"):
        corrections.correct(seat, since=LONG_AGO - DAY, **early)
    with pytest.raises(Refused, match="must not be before the first"):
        corrections.correct(seat, since=MAY, until=MAY - DAY, reason="It ended before.", by=clerk)
    Seat.objects.create(committee=safeguarding, person=hal, since=MAY + 9 * DAY)
    with pytest.raises(Refused, match="already sits on the"):
        corrections.correct(seat, since=MAY, **early)
    Term.objects.filter(person=hal).update(until=MAY + 2 * DAY)
    with pytest.raises(Refused, match="term of office ends on 22 May 2021"):
        corrections.correct(seat, since=MAY, until=MAY + 3 * DAY, reason="It ended later.", by=clerk)


def test_no_correction_puts_somebody_on_both_sides_of_the_executive(safeguarding, hal, clerk):
    care = names.add(Portfolio, "Care", by=clerk)
    seat = seats.appoint(safeguarding, hal, since=MAY, until=MAY + DAY, by=clerk)
    holding = portfolios.hold_portfolio(care, hal, since=MAY + 2 * DAY, by=clerk)
    with pytest.raises(Refused, match="is a member of the executive"):
        corrections.correct(seat, since=MAY, until=MAY + 3 * DAY, reason="It ended later.", by=clerk)
    with pytest.raises(Refused, match="cannot join the executive"):
        corrections.correct(holding, since=MAY, until=None, reason="It began before.", by=clerk)
    corrections.strike_out(seat, reason=WHY, by=clerk)
    corrections.correct(holding, since=MAY, until=None, reason="It began before.", by=clerk)
    assert PortfolioHolding.objects.get().since == MAY


def test_a_seat_that_published_minutes_name_stays_for_that_day(safeguarding, planning, year, clerk, member, cast):
    minutes = made_minutes.taken(safeguarding, clerk, exempt=False)
    seat = member.person.seats.get()
    with pytest.raises(Refused, match=r"10 January 2022 record that Mary Member was there .* correct the attendance"):
        corrections.strike_out(seat, reason=WHY, by=clerk)
    publishing.publish_draft(minutes, at=made_minutes.AFTER, by=clerk)
    named = r"The minutes of the Safeguarding .* of 10 January 2022 are published and name Mary Member"
    with pytest.raises(Refused, match=named):
        corrections.strike_out(seat, reason=WHY, by=clerk)
    with pytest.raises(Refused, match=named):
        corrections.correct(seat, since=TENTH + DAY, until=None, reason=WHY, by=clerk)
    corrections.correct(seat, since=TENTH, until=TENTH, reason=WHY, by=clerk)
    with pytest.raises(Refused, match=named):
        corrections.strike_out(member.person.terms.get(), reason=WHY, by=clerk)


def test_whoever_was_listed_in_the_room_by_a_wrong_seat_comes_off_the_list(meeting_opened, safeguarding, clerk):
    ned = meeting_opened.who("Ned")
    corrections.strike_out(ned.person.seats.get(committee=safeguarding), reason=WHY, by=clerk)
    attendance.remove_attendee(ned, by=clerk)
    opening.catch_up(meeting_opened.minutes, by=clerk)
    assert not meeting_opened.minutes.attendees.filter(person=ned.person_id).exists()


def test_a_term_on_which_a_vote_rests_is_not_struck_out_or_cut(safeguarding, hal, clerk):
    seat = seats.appoint(safeguarding, hal, since=MAY, by=clerk)
    term = hal.terms.get()
    for act in (
        lambda: corrections.strike_out(term, reason=WHY, by=clerk),
        lambda: corrections.correct(term, since=MAY + DAY, until=None, reason=WHY, by=clerk),
    ):
        with pytest.raises(Refused, match=r"Hal Holder has a vote .* on: Safeguarding"):
            act()
    corrections.strike_out(seat, reason=WHY, by=clerk)
    corrections.strike_out(term, reason=WHY, by=clerk)
    assert not hal.terms.exists()


def test_a_term_a_group_a_post_and_a_portfolio_are_corrected_and_struck_out(ground, hal, clerk):
    north, south = Division.objects.create(name="North"), Division.objects.create(name="South")
    greens, reds = PoliticalGroup.objects.create(name="Green"), PoliticalGroup.objects.create(name="Red")
    roads, care = Portfolio.objects.create(name="Roads"), Portfolio.objects.create(name="Care")
    other = person("Ira", "Idle")
    rows = [
        (people.give_term(other, division=north, since=MAY, by=clerk), {"division": south}),
        (people.join_group(other, group=greens, since=MAY, by=clerk), {"group": reds}),
        (portfolios.hold_portfolio(roads, other, since=MAY, by=clerk), {"portfolio": care}),
        (people.give_post(person("Olga", "Other"), title="Director of Rodes", since=MAY, by=clerk), {"title": "Roads"}),
    ]
    for row, words in rows:
        corrections.correct(row, since=MAY + DAY, until=None, reason="It was typed wrongly.", by=clerk, **words)
        now = type(row).objects.get(pk=row.pk)
        assert {name: getattr(now, name) for name in words} == words and now.since == MAY + DAY
    for row, _ in reversed(rows):
        corrections.strike_out(row, reason=WHY, by=clerk)
    assert not GroupMembership.objects.exists() and not Post.objects.filter(person__surname="Other").exists()


def test_a_correction_keeps_to_what_the_other_rows_say(ground, hal, clerk):
    greens = PoliticalGroup.objects.create(name="Green")
    people.join_group(hal, group=greens, since=MAY + 9 * DAY, by=clerk)
    first = people.join_group(hal, group=greens, since=MAY, until=MAY + DAY, by=clerk)
    with pytest.raises(Refused, match="belongs to a group in that time already"):
        corrections.correct(first, since=MAY, until=None, reason="It had no end.", by=clerk)
    post = people.give_post(person("Olga", "Other"), title="Solicitor", since=MAY, until=MAY, by=clerk)
    Term.objects.create(person=post.person, since=MAY + DAY)
    with pytest.raises(Refused, match="is a councillor in that time"):
        corrections.correct(post, since=MAY, until=None, reason="It had no end.", by=clerk)


def test_the_post_in_whose_name_an_agenda_was_published_held_on_that_day(published, proper_officer, clerk):
    post = proper_officer.person.posts.get(is_proper_officer=True)
    with pytest.raises(Refused, match=r"The agenda of the Safeguarding .* of 21 April 2022 was published in the name"):
        corrections.strike_out(post, reason=WHY, by=clerk)
    corrections.correct(post, since=post.since, until=None, title="Director", reason="It was misspelt.", by=clerk)


def test_what_took_part_in_scrutiny_is_asked_about_where_a_portfolio_is_dated_back(
    safeguarding, planning, year, clerk, member, cast
):
    made_minutes.taken(safeguarding, clerk, exempt=False)
    seats.end_seat(member.person.seats.get(), on=TENTH, by=clerk)
    care = names.add(Portfolio, "Care", by=clerk)
    holding = portfolios.hold_portfolio(care, member.person, since=TENTH + 2 * DAY, by=clerk)
    Seat.objects.filter(person=member.person).delete()
    back = {"since": TENTH, "until": None, "reason": "It began before.", "by": clerk}
    with pytest.raises(Refused, match="took part in the meeting of the Safeguarding"):
        corrections.correct(holding, **back)
    corrections.correct(holding, **back, although_scrutinising=True)
    assert AuditEntry.objects.first().facts["although_scrutinising"]
