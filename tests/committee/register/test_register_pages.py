"""The register's pages, as a clerk, an administrator and everybody else meet them."""

import datetime as dt

from django.urls import reverse

from committee.acts import audit
from committee.models import AuditEntry, Seat, Term
from tests.conftest import LONG_AGO, person


def test_the_page_of_a_committee_says_who_sat_on_a_day(desk, chairman, safeguarding):
    left = person("Lena", "Left")
    Term.objects.create(person=left, since=LONG_AGO)
    Seat.objects.create(committee=safeguarding, person=left, since=LONG_AGO, until=dt.date(2021, 5, 19))
    url = reverse("register:committee", kwargs={"slug": "safeguarding"})
    assert "Lena Left" not in desk.get(url).content.decode()
    then = desk.get(url, {"on": "19/05/2021"}).content.decode()
    assert "Lena Left" in then and "Charles Chair" in then and "Wednesday 19 May 2021" in then
    assert "Lena Left" not in desk.get(url, {"on": "2021-05-20"}).content.decode()


def test_a_member_becomes_chairman_from_one_day_and_the_record_keeps_both(desk, member, safeguarding):
    url = reverse("register:committee-appoint", kwargs={"slug": "safeguarding"})
    sent = {"person": member.person.pk, "role": "chairman", "since": "20/05/2021", "voting": "on"}
    assert "already sits on the" in desk.post(url, sent).content.decode()
    assert desk.post(url, sent | {"replacing": "on"}).status_code == 302
    spans = list(safeguarding.seats.order_by("since").values_list("role", "since", "until"))
    assert spans == [("member", LONG_AGO, dt.date(2021, 5, 19)), ("chairman", dt.date(2021, 5, 20), None)]


def test_the_front_page_says_what_is_missing_and_where_to_mend_it(desk, safeguarding):
    page = desk.get("/register/").content.decode()
    assert "No proper officer is in post today" in page
    assert "No municipal year covers today" in page
    assert "Safeguarding Overview and Scrutiny Committee has no members today" in page
    assert reverse("register:year-new") in page
    assert reverse("register:committee-appoint", kwargs={"slug": "safeguarding"}) in page


def test_the_trail_is_english_and_found_by_words_person_and_day(desk, clerk, administrator, member, safeguarding):
    audit.record(clerk, "appointed", member.person.seats.get())
    audit.record(administrator, "created a sign-in for", member)
    everything = desk.get("/register/trail/").content.decode()
    assert "Carol Clerk appointed Mary Member on the Safeguarding" in everything
    found = desk.get("/register/trail/", {"by": "Ada"}).content.decode()
    assert "created a sign-in for" in found and "appointed" not in found.split("</form>")[1]
    assert "0 changes found" in desk.get("/register/trail/", {"until": "2001-01-01"}).content.decode()


def test_an_administrator_does_not_read_of_papers_in_the_trail(client, clerk, administrator, safeguarding):
    audit.record(clerk, "moved", safeguarding)
    about = {"subject_type": "meetings.agendaitem", "subject_id": 1, "subject": "xylophone"}
    AuditEntry.objects.create(by=clerk, by_name="Carol Clerk", did="added", **about)
    client.force_login(administrator)
    page = client.get("/register/trail/", {"q": ""}).content.decode()
    assert "xylophone" not in page and "moved" in page
    client.force_login(clerk)
    assert "xylophone" in client.get("/register/trail/").content.decode()


def test_people_are_found_by_part_of_their_name(desk, safeguarding):
    for count in range(3):
        person("Nora", f"Number{count}")
    assert "3 people have" in desk.get("/register/people/", {"q": "nora numb"}).content.decode()
