"""Mistakes in the register: rows struck out or corrected, two entries of one person made one; what rests on them."""

import datetime as dt

import pytest
from django.db.models import Q

from committee.acts.refusal import Refused
from committee.models import (
    AuditEntry,
    Division,
    GroupMembership,
    Person,
    PoliticalGroup,
    Portfolio,
    PortfolioHolding,
    Post,
    Seat,
    SignedLink,
    Term,
    User,
)
from committee.register import corrections, merging, names, people, seats, sign_ins
from committee.register.corrections import lost
from meetings.minutes.publication import publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from tests.answers import refused
from tests.conftest import LONG_AGO, person
from tests.meetings import minuted as made_minutes

pytestmark = pytest.mark.both_databases("constraints: what is struck out, corrected or moved meets triggers")

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


def test_a_last_day_typed_five_years_early_is_corrected(safeguarding, hal, clerk):
    seat = seats.appoint(safeguarding, hal, since=MAY, by=clerk)
    seats.end_seat(seat, on=dt.date(2022, 5, 18), by=clerk)
    corrections.correct(seat, since=MAY, until=dt.date(2027, 5, 18), reason="It was 2027, not 2022.", by=clerk)
    assert Seat.objects.get(pk=seat.pk).until == dt.date(2027, 5, 18)
    assert AuditEntry.objects.first().facts["changed"] == {"until": ["2022-05-18", "2027-05-18"]}


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
    holding = people.hold_portfolio(care, hal, since=MAY + 2 * DAY, by=clerk)
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
        (people.hold_portfolio(roads, other, since=MAY, by=clerk), {"portfolio": care}),
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
    holding = people.hold_portfolio(care, member.person, since=TENTH + 2 * DAY, by=clerk)
    Seat.objects.filter(person=member.person).delete()
    back = {"since": TENTH, "until": None, "reason": "It began before.", "by": clerk}
    with pytest.raises(Refused, match="took part in the meeting of the Safeguarding"):
        corrections.correct(holding, **back)
    corrections.correct(holding, **back, although_scrutinising=True)
    assert AuditEntry.objects.first().facts["although_scrutinising"]


NEW_YEAR = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
TWICE = "The file had them twice."
COLUMNS = [
    one.field
    for one in Person._meta.get_fields(include_hidden=True)
    if one.auto_created and not one.concrete and one.field.column is not None
]


@pytest.fixture
def twin(db):
    return Person.objects.create(forename="Mary", surname="MEMBER", slug="mary-member-2")


def named(who: Person) -> dict[str, int]:
    """How many rows of which column name that person."""
    counts = {
        f"{field.model._meta.label}.{field.name}": field.model._base_manager.filter(**{field.name: who}).count()
        for field in COLUMNS
    }
    return {label: count for label, count in counts.items() if count}


def test_every_row_that_names_a_person_names_the_other_after_it(considered, cast, clerk):
    bare = Person.objects.create(forename="Bare", surname="Entry", slug="bare-entry")
    everybody = {one: named(one) for one in Person.objects.exclude(pk=bare.pk)}
    who = max(everybody, key=lambda one: len(everybody[one]))
    before = everybody[who]
    assert len(before) >= 3
    merging.merge(who, bare, reason=TWICE, on=MAY, by=clerk)
    assert named(bare) == before
    assert not Person.objects.filter(slug=who.slug).exists()
    entry = AuditEntry.objects.get(did=merging.MERGED)
    assert (entry.subject, entry.facts["was"], entry.facts["reason"]) == ("Bare Entry", who.name, TWICE)


def test_what_both_have_recorded_alike_is_kept_once(twin, member, safeguarding, clerk):
    mary = member.person
    division, group = Division.objects.create(name="Ambridge"), PoliticalGroup.objects.create(name="Independent")
    Term.objects.filter(person=mary).update(division=division)
    for who in (mary, twin):
        GroupMembership.objects.create(person=who, group=group, since=LONG_AGO)
    Term.objects.create(person=twin, division=division, since=LONG_AGO + DAY, until=MAY)
    seat = Seat.objects.get(person=mary)
    Seat.objects.create(person=twin, committee=safeguarding, since=LONG_AGO + DAY, until=MAY, role=seat.role)
    merging.merge(twin, mary, reason=TWICE, on=MAY, by=clerk)
    assert (mary.terms.count(), mary.group_memberships.count(), mary.seats.count()) == (1, 1, 1)
    assert len(AuditEntry.objects.get(did=merging.MERGED).facts["kept_once"]) == 3


@pytest.mark.parametrize("kind", ["seat", "term", "post"])
def test_what_cannot_stand_beside_the_other_is_named_with_a_way_out_and_nothing_changes(
    kind, twin, member, safeguarding, clerk
):
    mary = member.person
    if kind == "seat":
        Term.objects.create(person=twin, since=LONG_AGO - 9 * DAY, until=LONG_AGO - DAY)
        row = Seat.objects.create(person=twin, committee=safeguarding, since=MAY, voting=False)
    elif kind == "term":
        row = Term.objects.create(person=twin, division=Division.objects.create(name="Edgeley"), since=MAY)
    else:
        row = Post.objects.create(person=twin, title="Solicitor", since=MAY)
    before, trail = named(twin), AuditEntry.objects.count()
    why = "is a councillor in that time" if kind == "post" else "Both have an entry for .* remove it first"
    with pytest.raises(Refused, match=why):
        merging.merge(twin, mary, reason=TWICE, on=MAY, by=clerk)
    assert (named(twin), AuditEntry.objects.count()) == (before, trail)
    row.delete()
    assert merging.merge(twin, mary, reason=TWICE, on=MAY, by=clerk) == mary


def test_nobody_comes_to_both_sides_of_the_executive_by_a_merge(twin, member, planning, clerk):
    PortfolioHolding.objects.create(person=twin, portfolio=Portfolio.objects.create(name="Care"), since=MAY)
    with pytest.raises(Refused, match="9FA"):
        merging.merge(twin, member.person, reason=TWICE, on=MAY, by=clerk)


def test_r37_nobody_comes_to_the_executive_and_attendance_at_its_scrutiny_by_a_merge(minuted, clerk, desk):
    there = Person.objects.filter(attended__minutes=minuted, attended__capacity="member").first()
    Seat.objects.filter(person=there).delete()
    carla = person("Carla", "Cabinet")
    PortfolioHolding.objects.create(person=carla, portfolio=Portfolio.objects.create(name="Care"), since=MAY)
    for one, into in ((there, carla), (carla, there)):
        with refused("R37", "took part in the meeting of the Safeguarding"):
            merging.merge(one, into, reason=TWICE, on=MAY, by=clerk)
    address, asked = f"/register/people/{one.slug}/merge/", "were on the executive"
    typed = {"into": into.pk, "reason": TWICE}
    assert asked not in desk.get(address).content.decode()
    page = desk.post(address, typed).content.decode()
    assert "2000 s.9FA" in page and asked in page and Person.objects.filter(pk=one.pk).exists()
    desk.post(address, typed | {"although_scrutinising": "on"})
    assert into.attended.filter(minutes=minuted).exists() and into.portfolio_holdings.exists()
    assert AuditEntry.objects.get(did=merging.MERGED).facts["although_scrutinising"]


def test_of_two_sign_ins_the_suspended_one_goes_and_two_in_use_are_refused(twin, member, administrator):
    of = {"person": twin, "on": MAY, "send": False}
    other = sign_ins.invite_user(email="m2@borsetshire.example", name="Mary", **of, by=administrator)
    with pytest.raises(Refused, match=f"{member.email} and m2@borsetshire.example. Suspend the one you do not need"):
        merging.merge(twin, member.person, reason=TWICE, on=MAY, by=administrator)
    sign_ins.suspend(member, on=MAY, by=administrator)
    kept = merging.merge(twin, member.person, reason=TWICE, on=MAY, by=administrator)
    other.refresh_from_db()
    member.refresh_from_db()
    assert (other.person, member.person) == (kept, None)


def test_what_was_sent_to_somebody_names_them_for_ever_and_nobody_is_sent_round_in_a_circle(twin, member, clerk):
    link = {"act": "confirm", "subject_type": "x", "subject_id": 1, "subject": "x", "address": "m@x.example"}
    for letter, who in (("a", twin), ("b", member.person)):
        SignedLink.objects.create(
            token_hash=letter * 64, person=who, made_by=clerk, made_at=NEW_YEAR, expires_at=NEW_YEAR + 9 * DAY, **link
        )
        if who == twin:
            with pytest.raises(Refused, match="Merge Mary Member into Mary MEMBER instead"):
                merging.merge(twin, member.person, reason=TWICE, on=MAY, by=clerk)
    for one, into in ((twin, member.person), (member.person, twin)):
        with pytest.raises(Refused, match=f"names {into} in the same way: leave the entries as they are"):
            merging.merge(one, into, reason=TWICE, on=MAY, by=clerk)
    assert SignedLink.objects.filter(person=twin).count() == 1


def test_two_who_are_both_listed_at_one_meeting_are_refused(minuted, clerk):
    first, second = Person.objects.filter(attended__minutes=minuted, attended__capacity="member").order_by("pk")[:2]
    Seat.objects.filter(person=second).delete()
    Term.objects.filter(person=second).delete()
    User.objects.filter(person=second).update(person=None)
    with pytest.raises(Refused, match=r"Both are in it: .*Remove one of the two there first"):
        merging.merge(second, first, reason=TWICE, on=MAY, by=clerk)
    assert Person.objects.filter(Q(pk=first.pk) | Q(pk=second.pk)).count() == 2


def test_the_page_merges_two_and_the_old_address_leads_on(twin, member, clerk, desk):
    page = desk.get("/register/people/mary-member-2/merge/").content.decode()
    assert "Mary Member, MBE: councillor from" in page and f'value="{member.person.pk}" selected' in page
    nothing = desk.post("/register/people/mary-member-2/merge/", {"into": member.person.pk, "reason": ""})
    assert "Enter the reason" in nothing.content.decode()
    done = desk.post("/register/people/mary-member-2/merge/", {"into": member.person.pk, "reason": TWICE}, follow=True)
    assert done.redirect_chain[-1][0] == "/register/people/mary-member/"
    assert "The two entries for Mary MEMBER have been merged." in done.content.decode()
    third = people.add_person(forename="Mary", surname="Third", by=clerk)
    merging.merge(member.person, third, reason=TWICE, on=MAY, by=clerk)
    for path in ("/register/people/mary-member-2/", "/register/people/mary-member-2/merge/"):
        assert desk.get(path, follow=True).redirect_chain[-1][0] == "/register/people/mary-third/"


def test_an_administrator_comes_to_no_restricted_paper_by_what_they_record_of_themselves(
    twin, member, safeguarding, administrator, clerk
):
    User.objects.filter(pk=administrator.pk).update(person=twin)
    administrator.refresh_from_db()
    seat = Seat.objects.create(person=twin, committee=safeguarding, since=LONG_AGO, until=MAY, voting=False)
    ward, portfolio = Division.objects.create(name="Edgeley"), Portfolio.objects.create(name="Care")
    for own in (
        lambda by: people.give_term(twin, division=ward, since=MAY, by=by),
        lambda by: people.hold_portfolio(portfolio, twin, since=MAY, role="support_member", by=by),
        lambda by: seats.appoint(safeguarding, twin, since=MAY + DAY, voting=False, by=by),
        lambda by: corrections.correct(seat, since=LONG_AGO, until=MAY + DAY, reason=TWICE, by=by),
        lambda by: merging.merge(twin, member.person, reason=TWICE, on=MAY, by=by),
        lambda by: merging.merge(member.person, twin, reason=TWICE, on=MAY, by=by),
    ):
        with pytest.raises(Refused, match="your own entry"):
            own(administrator)
    assert seats.appoint(safeguarding, twin, since=MAY + DAY, voting=False, by=clerk).pk


def test_a_namesake_is_never_given_the_address_of_an_entry_that_was_merged(member, clerk):
    again = {"forename": "Mary", "surname": "Member", "by": clerk, "although_namesake": True}
    merging.merge(people.add_person(**again), member.person, reason=TWICE, on=MAY, by=clerk)
    assert people.add_person(**again).slug == "mary-member-3"
    assert merging.now_at("mary-member-2") == member.person


def test_a_seat_begins_with_the_other_entry_from_the_day_it_began(twin, member, planning, clerk):
    Term.objects.create(person=twin, since=LONG_AGO, until=MAY - DAY)
    seats.appoint(planning, twin, since=MAY - 9 * DAY, until=MAY - DAY, by=clerk)
    merging.merge(twin, member.person, reason=TWICE, on=MAY, by=clerk)
    assert member.person.seats.get(committee=planning).since == MAY - 9 * DAY
