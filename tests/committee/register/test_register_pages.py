"""The register's pages, as a clerk, an administrator and everybody else meet them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.acts import audit
from committee.models import (
    ClosedDay,
    Council,
    Division,
    GroupMembership,
    Person,
    PoliticalGroup,
    Portfolio,
    Post,
    Seat,
    Term,
)
from tests.committee.register.register_addresses import every_address
from tests.conftest import LONG_AGO, person


@pytest.fixture
def addresses(member, clerk, stranger, venue):
    """One address of every page of the register, by its name."""
    return every_address(member, clerk, stranger, venue)


def test_the_page_of_a_committee_says_who_sat_on_a_day(client, clerk, chairman, safeguarding):
    left = person("Lena", "Left")
    Term.objects.create(person=left, since=LONG_AGO)
    Seat.objects.create(committee=safeguarding, person=left, since=LONG_AGO, until=dt.date(2021, 5, 19))
    client.force_login(clerk)
    url = reverse("register:committee", kwargs={"slug": "safeguarding"})
    assert "Lena Left" not in client.get(url).content.decode()
    then = client.get(url, {"on": "19/05/2021"}).content.decode()
    assert "Lena Left" in then and "Charles Chair" in then and "Wednesday 19 May 2021" in then
    assert "Lena Left" not in client.get(url, {"on": "2021-05-20"}).content.decode()


def test_a_member_becomes_chairman_from_one_day_and_the_record_keeps_both(client, clerk, member, safeguarding):
    client.force_login(clerk)
    url = reverse("register:committee-appoint", kwargs={"slug": "safeguarding"})
    sent = {"person": member.person.pk, "role": "chairman", "since": "20/05/2021", "voting": "on"}
    assert "already sits on the" in client.post(url, sent).content.decode()
    assert client.post(url, sent | {"replacing": "on"}).status_code == 302
    spans = list(safeguarding.seats.order_by("since").values_list("role", "since", "until"))
    assert spans == [("member", LONG_AGO, dt.date(2021, 5, 19)), ("chairman", dt.date(2021, 5, 20), None)]


def test_the_front_page_says_what_is_missing_and_where_to_mend_it(client, clerk, safeguarding):
    client.force_login(clerk)
    page = client.get("/register/").content.decode()
    assert "No proper officer is in post today" in page
    assert "No municipal year covers today" in page
    assert "Safeguarding Overview and Scrutiny Committee has no members today" in page
    assert reverse("register:year-new") in page
    assert reverse("register:committee-appoint", kwargs={"slug": "safeguarding"}) in page


def test_the_front_page_is_content_when_nothing_is_missing(
    client, clerk, proper_officer, chairman, vice_chairman, member, venue, safeguarding
):
    from committee.models import MunicipalYear

    today = timezone.localdate()
    MunicipalYear.objects.create(is_draft=False, starts=today - dt.timedelta(100), ends=today + dt.timedelta(264))
    ClosedDay.objects.create(day=dt.date(today.year, 12, 29), name="Christmas closure")
    Council.objects.update(statement_prepared_on=today, accessibility_testing="By Ada, with a screen reader.")
    client.force_login(clerk)
    assert "Nothing is missing" in client.get("/register/").content.decode()


def test_the_trail_is_english_and_found_by_words_person_and_day(client, clerk, administrator, member, safeguarding):
    audit.record(clerk, "appointed", member.person.seats.get())
    audit.record(administrator, "created a sign-in for", member)
    client.force_login(clerk)
    everything = client.get("/register/trail/").content.decode()
    assert "Carol Clerk appointed Mary Member on the Safeguarding" in everything
    found = client.get("/register/trail/", {"by": "Ada"}).content.decode()
    assert "created a sign-in for" in found and "appointed" not in found.split("</form>")[1]
    assert "0 changes found" in client.get("/register/trail/", {"until": "2001-01-01"}).content.decode()


def test_an_administrator_does_not_read_of_papers_in_the_trail(client, clerk, administrator, safeguarding):
    entry = audit.record(clerk, "moved", safeguarding)
    from committee.models import AuditEntry

    AuditEntry.objects.create(
        by=clerk,
        by_name="Carol Clerk",
        did="added",
        subject_type="meetings.agendaitem",
        subject_id=1,
        subject="xylophone",
    )
    assert entry.pk
    client.force_login(administrator)
    page = client.get("/register/trail/", {"q": ""}).content.decode()
    assert "xylophone" not in page and "moved" in page
    client.force_login(clerk)
    assert "xylophone" in client.get("/register/trail/").content.decode()


def _many_people(safeguarding, number: int) -> None:
    group, portfolio = PoliticalGroup.objects.create(name="Independent"), Portfolio.objects.create(name="Roads")
    for count in range(number):
        who = person("Nora", f"Number{count}")
        Term.objects.create(person=who, division=Division.objects.create(name=f"Place {count}"), since=LONG_AGO)
        GroupMembership.objects.create(person=who, group=group, since=LONG_AGO)
        Post.objects.create(person=who, title="Clerk of Works", since=LONG_AGO)
        Seat.objects.create(person=who, committee=safeguarding, since=LONG_AGO, voting=False)
        who.portfolio_holdings.create(portfolio=portfolio, since=LONG_AGO, role="support_member")


def test_pages_need_few_queries_however_many_people_there_are(
    client, addresses, administrator, safeguarding, django_assert_max_num_queries
):
    _many_people(safeguarding, 30)
    client.force_login(administrator)
    # Three of them are the session, the user with the roles, and the council.
    most = {"people": 11, "committees": 6, "committee": 11, "front": 21, "person": 11, "divisions-and-groups": 7}
    most |= {"sign-ins": 6, "sign-in": 9, "register-trail": 6, "venues": 5, "years": 6, "portfolios": 6}
    for name, number in most.items():
        with django_assert_max_num_queries(number):
            client.get(addresses[name])


def test_people_are_found_by_part_of_their_name_and_paged(client, clerk, safeguarding):
    _many_people(safeguarding, 45)
    client.force_login(clerk)
    assert "45 people have" in client.get("/register/people/", {"q": "nora numb"}).content.decode()
    second = client.get("/register/people/", {"page": "2"}).content.decode()
    assert 'aria-current="page">2</a>' in second or "Page 2" in second
    assert Person.objects.count() == 46
