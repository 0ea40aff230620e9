"""Two entries that are one person are made one: everything moves, or nothing does and it is said why."""

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
from committee.register import corrections, merging, people, seats, sign_ins
from committee.register import people as portfolios
from tests.conftest import LONG_AGO, person

pytestmark = pytest.mark.both_databases("constraints: no two seats on one body, no two entries at one meeting")
MAY, DAY = dt.date(2021, 5, 20), dt.timedelta(1)
NEW_YEAR = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
WHY = "The file had them twice."
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
    merging.merge(who, bare, reason=WHY, on=MAY, by=clerk)
    assert named(bare) == before
    assert not Person.objects.filter(slug=who.slug).exists()
    entry = AuditEntry.objects.get(did=merging.MERGED)
    assert (entry.subject, entry.facts["was"], entry.facts["reason"]) == ("Bare Entry", who.name, WHY)


def test_what_both_have_recorded_alike_is_kept_once(twin, member, safeguarding, clerk):
    mary = member.person
    division, group = Division.objects.create(name="Ambridge"), PoliticalGroup.objects.create(name="Independent")
    Term.objects.filter(person=mary).update(division=division)
    for who in (mary, twin):
        GroupMembership.objects.create(person=who, group=group, since=LONG_AGO)
    Term.objects.create(person=twin, division=division, since=LONG_AGO + DAY, until=MAY)
    seat = Seat.objects.get(person=mary)
    Seat.objects.create(person=twin, committee=safeguarding, since=LONG_AGO + DAY, until=MAY, role=seat.role)
    merging.merge(twin, mary, reason=WHY, on=MAY, by=clerk)
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
        merging.merge(twin, mary, reason=WHY, on=MAY, by=clerk)
    assert (named(twin), AuditEntry.objects.count()) == (before, trail)
    row.delete()
    assert merging.merge(twin, mary, reason=WHY, on=MAY, by=clerk) == mary


def test_nobody_comes_to_both_sides_of_the_executive_by_a_merge(twin, member, planning, clerk):
    PortfolioHolding.objects.create(person=twin, portfolio=Portfolio.objects.create(name="Care"), since=MAY)
    with pytest.raises(Refused, match="9FA"):
        merging.merge(twin, member.person, reason=WHY, on=MAY, by=clerk)


def test_r37_nobody_comes_to_the_executive_and_attendance_at_its_scrutiny_by_a_merge(minuted, clerk, desk):
    there = Person.objects.filter(attended__minutes=minuted, attended__capacity="member").first()
    Seat.objects.filter(person=there).delete()
    carla = person("Carla", "Cabinet")
    PortfolioHolding.objects.create(person=carla, portfolio=Portfolio.objects.create(name="Care"), since=MAY)
    for one, into in ((there, carla), (carla, there)):
        with pytest.raises(Refused, match="took part in the meeting of the Safeguarding") as refusal:
            merging.merge(one, into, reason=WHY, on=MAY, by=clerk)
        assert refusal.value.rule == "R37"
    address, asked = f"/register/people/{one.slug}/merge/", "were on the executive"
    typed = {"into": into.pk, "reason": WHY}
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
        merging.merge(twin, member.person, reason=WHY, on=MAY, by=administrator)
    sign_ins.suspend(member, on=MAY, by=administrator)
    kept = merging.merge(twin, member.person, reason=WHY, on=MAY, by=administrator)
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
                merging.merge(twin, member.person, reason=WHY, on=MAY, by=clerk)
    for one, into in ((twin, member.person), (member.person, twin)):
        with pytest.raises(Refused, match=f"names {into} in the same way: leave the entries as they are"):
            merging.merge(one, into, reason=WHY, on=MAY, by=clerk)
    assert SignedLink.objects.filter(person=twin).count() == 1


def test_two_who_are_both_listed_at_one_meeting_are_refused(minuted, clerk):
    first, second = Person.objects.filter(attended__minutes=minuted, attended__capacity="member").order_by("pk")[:2]
    Seat.objects.filter(person=second).delete()
    Term.objects.filter(person=second).delete()
    User.objects.filter(person=second).update(person=None)
    with pytest.raises(Refused, match=r"Both are in it: .*Remove one of the two there first"):
        merging.merge(second, first, reason=WHY, on=MAY, by=clerk)
    assert Person.objects.filter(Q(pk=first.pk) | Q(pk=second.pk)).count() == 2


def test_the_page_merges_two_and_the_old_address_leads_on(twin, member, clerk, desk):
    page = desk.get("/register/people/mary-member-2/merge/").content.decode()
    assert "Mary Member, MBE: councillor from" in page and f'value="{member.person.pk}" selected' in page
    nothing = desk.post("/register/people/mary-member-2/merge/", {"into": member.person.pk, "reason": ""})
    assert "Enter the reason" in nothing.content.decode()
    done = desk.post("/register/people/mary-member-2/merge/", {"into": member.person.pk, "reason": WHY}, follow=True)
    assert done.redirect_chain[-1][0] == "/register/people/mary-member/"
    assert "The two entries for Mary MEMBER have been merged." in done.content.decode()
    third = people.add_person(forename="Mary", surname="Third", by=clerk)
    merging.merge(member.person, third, reason=WHY, on=MAY, by=clerk)
    for path in ("/register/people/mary-member-2/", "/register/people/mary-member-2/merge/"):
        assert desk.get(path, follow=True).redirect_chain[-1][0] == "/register/people/mary-third/"
    assert desk.get("/register/people/nobody-at-all/").status_code == 404


def test_an_administrator_comes_to_no_restricted_paper_by_what_they_record_of_themselves(
    twin, member, safeguarding, administrator, clerk
):
    User.objects.filter(pk=administrator.pk).update(person=twin)
    administrator.refresh_from_db()
    seat = Seat.objects.create(person=twin, committee=safeguarding, since=LONG_AGO, until=MAY, voting=False)
    ward, portfolio = Division.objects.create(name="Edgeley"), Portfolio.objects.create(name="Care")
    for own in (
        lambda by: people.give_term(twin, division=ward, since=MAY, by=by),
        lambda by: portfolios.hold_portfolio(portfolio, twin, since=MAY, role="support_member", by=by),
        lambda by: seats.appoint(safeguarding, twin, since=MAY + DAY, voting=False, by=by),
        lambda by: corrections.correct(seat, since=LONG_AGO, until=MAY + DAY, reason=WHY, by=by),
        lambda by: merging.merge(twin, member.person, reason=WHY, on=MAY, by=by),
        lambda by: merging.merge(member.person, twin, reason=WHY, on=MAY, by=by),
    ):
        with pytest.raises(Refused, match="your own entry"):
            own(administrator)
    assert seats.appoint(safeguarding, twin, since=MAY + DAY, voting=False, by=clerk).pk


def test_a_namesake_is_never_given_the_address_of_an_entry_that_was_merged(member, clerk):
    again = {"forename": "Mary", "surname": "Member", "by": clerk, "although_namesake": True}
    merging.merge(people.add_person(**again), member.person, reason=WHY, on=MAY, by=clerk)
    assert people.add_person(**again).slug == "mary-member-3"
    assert merging.now_at("mary-member-2") == member.person


def test_a_seat_begins_with_the_other_entry_from_the_day_it_began(twin, member, planning, clerk):
    Term.objects.create(person=twin, since=LONG_AGO, until=MAY - DAY)
    seats.appoint(planning, twin, since=MAY - 9 * DAY, until=MAY - DAY, by=clerk)
    merging.merge(twin, member.person, reason=WHY, on=MAY, by=clerk)
    assert member.person.seats.get(committee=planning).since == MAY - 9 * DAY
