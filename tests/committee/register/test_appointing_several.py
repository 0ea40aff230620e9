"""Ten members appointed on one page, and the political balance that comes of it."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.models import GroupMembership, Person, PoliticalGroup, Seat, Term
from committee.register import bodies
from committee.register import people as register
from committee.register.seats import appoint_several

pytestmark = pytest.mark.both_databases("constraints: one seat a person, one chairman")

SINCE = dt.date(2022, 4, 1)
ADDRESS = "/register/committees/planning/appoint-several/"


@pytest.fixture
def councillors(council, clerk):
    """Six councillors: four of one group, two of another."""
    groups = [PoliticalGroup.objects.create(name=name) for name in ("Blue Group", "Green Group")]
    found = []
    for number, name in enumerate(["Ash", "Beech", "Cedar", "Elm", "Fir", "Hazel"]):
        person = Person.objects.create(forename="Pat", surname=name, slug=f"pat-{name.lower()}")
        Term.objects.create(person=person, since=dt.date(2021, 5, 20))
        GroupMembership.objects.create(person=person, group=groups[number >= 4], since=dt.date(2021, 5, 20))
        found.append(person)
    return found


def rows(*people, **more):
    data = {"rows-TOTAL_FORMS": 10, "rows-INITIAL_FORMS": 10, "rows-MIN_NUM_FORMS": 0, "rows-MAX_NUM_FORMS": 40}
    for number in range(10):
        data |= {f"rows-{number}-role": "member", f"rows-{number}-since": "2022-04-01", f"rows-{number}-voting": "on"}
        data[f"rows-{number}-person"] = str(people[number].pk) if number < len(people) else ""
    return data | more


def test_several_people_are_appointed_on_one_page(desk, planning, councillors):
    page = desk.get(ADDRESS).content.decode()
    assert page.count("Ash, Pat") == 10
    answer = desk.post(ADDRESS, rows(*councillors, **{"rows-0-role": "chairman"}), follow=True)
    assert "6 people sit on the committee." in answer.content.decode()
    assert Seat.objects.filter(committee=planning, since=SINCE, voting=True).count() == 6
    assert Seat.objects.get(committee=planning, role="chairman").person == councillors[0]


def test_what_is_wrong_is_told_at_its_row_and_nobody_is_appointed(desk, planning, councillors):
    first = councillors[0]
    two = {"rows-0-role": "chairman", "rows-1-role": "chairman", "rows-2-since": "1990-01-01"}
    told = ("No one has been appointed: 2 rows are to be corrected.", "is the Chairman in that time")
    for people, typed, said in (
        (councillors, two, (*told, "no one can be a member before then", 'value="1990-01-01"')),
        (councillors, {"rows-7-role": "chairman"}, ("Choose who has this role",)),
        ([first, first], {}, ("is in row 1 already",)),
        ([], {}, ("Choose at least one person",)),
        ([first], {"rows-0-since": ""}, ("Enter the first day",)),
    ):
        page = desk.post(ADDRESS, rows(*people, **typed)).content.decode()
        assert not [words for words in said if words not in page]
    assert desk.post(ADDRESS, {}).status_code == 422
    assert not Seat.objects.filter(committee=planning).exists()


def test_the_committee_page_shows_its_balance_and_warns(desk, clerk, planning, councillors):
    appoint_several(planning, [{"person": person, "since": SINCE} for person in councillors[:4]], by=clerk)
    page = desk.get("/register/committees/planning/").content.decode()
    assert "Every seat on the Planning Committee is held by one group, Blue Group." in page
    assert "LGHA 1989 s.15(5)(a)" in page and '<title id="balance-title">' in page
    page = desk.get("/register/committees/balance/").content.decode()
    assert "All seats together are not in proportion" in page and "Green Group" in page


def test_a_contact_officer_is_chosen_from_officers(desk, clerk, officer, planning, councillors):
    register.give_post(officer.person, title="Clerk", since=dt.date(2020, 1, 1), by=clerk)
    field = desk.get("/register/committees/planning/particulars/").content.decode()
    choices = field.split('name="contact_officer"')[1].split("</select>")[0]
    assert "Officer, Olive" in choices and "Ash, Pat" not in choices
    with pytest.raises(Refused, match="holds no post"):
        bodies.edit_committee(planning, contact_officer=councillors[0], on=SINCE, by=clerk)
    assert bodies.edit_committee(planning, contact_officer=officer.person, on=SINCE, by=clerk).contact_officer
