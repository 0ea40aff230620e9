"""The register's pages: people and committees, several appointed at once, and spreadsheets brought in."""

import datetime as dt
import inspect
import re
import socket

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from committee import environment
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import AuditEntry, Division, GroupMembership, OutsideBalance, Person, PoliticalGroup, Seat, Term
from committee.register import bodies, csv_import, missing, set_up
from committee.register import people as register
from committee.register.csv_import import reading
from committee.register.seats import appoint_several
from tests.answers import client_of
from tests.committee.register.spreadsheet_rows import PEOPLE, look, take
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


def step_of(client, title: str) -> tuple[str, str]:
    """Return the address to which a step of the register's front page leads ("" for none), and the step's words."""
    tree = html.fromstring(client.get("/register/").content)
    for item in tree.find_class("govuk-task-list__item"):
        words = " ".join(item.text_content().split())
        if words.startswith(title):
            return next((link.get("href") for link in item.iter("a")), ""), words
    return "", ""


def test_an_empty_portal_is_set_up_step_by_step_until_its_first_agenda(
    by_administrator, desk, safeguarding, mailoutbox
):
    assert step_of(by_administrator, "The council")[0] == reverse("register:council")
    assert step_of(desk, "The council")[0] == "", "a clerk may not enter it"
    assert "An administrator does this." in step_of(desk, "The council")[1]
    where, words = step_of(by_administrator, "Proper officer")
    assert where == reverse("register:people") and "No proper officer is in post today" in words
    assert step_of(by_administrator, "Crest and colours")[1].endswith("Optional")
    where, words = step_of(by_administrator, "Email")
    assert words.endswith("To do")
    done = by_administrator.post(where, follow=True)
    assert "An email is on its way to" in done.content.decode()
    (email,) = mailoutbox
    assert email.to == [AuditEntry.objects.get(did="sent a trial email to").by.email]
    assert step_of(by_administrator, "Email")[1].endswith("Done")


def test_every_gap_of_the_register_belongs_to_a_step():
    pages = set(re.findall(r'"((?:register|desk):[a-z-]+)"', inspect.getsource(missing)))
    lacks = [missing.Lack("a gap", "Mend it", page) for page in sorted(pages)]
    shown = {step.next.url for lack in lacks for step in set_up.steps([lack]) if step.next is lack}
    assert len(pages) > 10 and shown == pages, "the register's page would not show it to a new council"


def test_the_steps_make_way_for_what_is_missing_once_an_agenda_is_published(desk, published):
    assert step_of(desk, "People") == ("", "")
    assert "What is missing" in desk.get("/register/").content.decode()


def test_a_mail_server_that_refuses_is_told_with_what_to_check(by_administrator, settings):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"smtp://127.0.0.1:{closed.getsockname()[1]}"
    settings.MAILERS = {"default": environment.mailer(address)}
    page = by_administrator.post(reverse("register:mail-try"))
    assert page.status_code == 422 and "ConnectionRefusedError" in page.content.decode()
    assert not AuditEntry.objects.filter(did="sent a trial email to").exists()


def test_the_trail_is_english_and_found_by_words_person_and_day(desk, clerk, administrator, member, safeguarding):
    audit.record(clerk, "appointed", member.person.seats.get())
    audit.record(administrator, "created a sign-in for", member)
    everything = desk.get("/register/trail/").content.decode()
    assert "Carol Clerk appointed Mary Member on the Safeguarding" in everything
    found = desk.get("/register/trail/", {"by": "Ada"}).content.decode()
    assert "created a sign-in for" in found and "appointed" not in found.split("</form>")[1]
    assert "0 changes found" in desk.get("/register/trail/", {"until": "2001-01-01"}).content.decode()


def test_an_administrator_does_not_read_of_papers_in_the_trail(clerk, safeguarding, by_administrator, desk):
    audit.record(clerk, "moved", safeguarding)
    about = {"subject_type": "meetings.agendaitem", "subject_id": 1, "subject": "xylophone"}
    AuditEntry.objects.create(by=clerk, by_name="Carol Clerk", did="added", **about)
    page = by_administrator.get("/register/trail/", {"q": ""}).content.decode()
    assert "xylophone" not in page and "moved" in page
    assert "xylophone" in desk.get("/register/trail/").content.decode()


def test_people_are_found_by_part_of_their_name(desk, safeguarding):
    for count in range(3):
        person("Nora", f"Number{count}")
    assert "3 people have" in desk.get("/register/people/", {"q": "nora numb"}).content.decode()


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


@pytest.mark.both_databases("constraints: one seat a person, one chairman")
def test_several_people_are_appointed_on_one_page(desk, planning, councillors):
    page = desk.get(ADDRESS).content.decode()
    assert page.count("Ash, Pat") == 10
    answer = desk.post(ADDRESS, rows(*councillors, **{"rows-0-role": "chairman"}), follow=True)
    assert "6 people sit on the committee." in answer.content.decode()
    assert Seat.objects.filter(committee=planning, since=SINCE, voting=True).count() == 6
    assert Seat.objects.get(committee=planning, role="chairman").person == councillors[0]


@pytest.mark.both_databases("constraints: one seat a person, one chairman")
def test_what_is_wrong_is_told_at_its_row_and_nobody_is_appointed(desk, planning, councillors):
    first = councillors[0]
    two = {"rows-0-role": "chairman", "rows-1-role": "chairman", "rows-2-since": "1990-01-01"}
    told = ("No one has been appointed: 2 rows are to be corrected.", "is the Chairman in that time")
    for chosen, typed, said in (
        (councillors, two, (*told, "no one can be a member before then", 'value="1990-01-01"')),
        (councillors, {"rows-7-role": "chairman"}, ("Choose who has this role",)),
        ([first, first], {}, ("is in row 1 already",)),
        ([], {}, ("Choose at least one person",)),
        ([first], {"rows-0-since": ""}, ("Enter the first day",)),
    ):
        page = desk.post(ADDRESS, rows(*chosen, **typed)).content.decode()
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
    bodies.edit_committee(planning, outside_balance=OutsideBalance.LICENSING, on=SINCE, by=clerk)
    assert "held by one group" not in desk.get("/register/committees/planning/").text, "Licensing Act 2003 s.6"


def test_a_contact_officer_is_chosen_from_officers(desk, clerk, officer, planning, councillors):
    register.give_post(officer.person, title="Clerk", since=dt.date(2020, 1, 1), by=clerk)
    field = desk.get("/register/committees/planning/particulars/").content.decode()
    choices = field.split('name="contact_officer"')[1].split("</select>")[0]
    assert "Officer, Olive" in choices and "Ash, Pat" not in choices
    with pytest.raises(Refused, match="holds no post"):
        bodies.edit_committee(planning, contact_officer=councillors[0], on=SINCE, by=clerk)
    assert bodies.edit_committee(planning, contact_officer=officer.person, on=SINCE, by=clerk).contact_officer


def upload(client, kind: str, data: bytes):
    return client.post(
        reverse("register:import-kind", kwargs={"kind": kind}), {"file": SimpleUploadedFile("f.csv", data)}
    )


def test_the_page_reports_first_and_brings_in_when_told_to(desk):
    answer = upload(desk, "people", PEOPLE.encode())
    page = answer.content.decode()
    assert "3 rows are new" in page and "Import 3 rows" in page and not Person.objects.filter(surname="Able").exists()
    done = desk.post("/register/import/people/", {"sealed": answer.context["sealed"]}, follow=True)
    assert "3 rows imported" in done.content.decode()
    assert Person.objects.filter(surname="Able").exists()
    twice = desk.post("/register/import/people/", {"sealed": answer.context["sealed"]}, follow=True)
    assert (
        "0 rows imported, 3 left as they were" in twice.content.decode()
        and Person.objects.filter(surname="Able").count() == 1
    )


def test_the_page_of_a_wrong_file_has_no_button_to_bring_it_in(desk):
    page = upload(desk, "divisions", b"name\nAmbridge\nAmbridge\n").content.decode()
    assert "1 of 2 rows is wrong" in page and "It is the same as row 2" in page
    assert 'name="sealed"' not in page and "Check this file" in page


def test_a_file_cannot_be_brought_in_as_another_kind_or_by_another_user(desk, administrator):
    sealed = upload(desk, "divisions", b"name\nAmbridge\n").context["sealed"]
    desk.post("/register/import/groups/", {"sealed": sealed})
    desk.post("/register/import/divisions/", {"sealed": sealed[:-2] + "xx"})
    desk.force_login(administrator)
    desk.post("/register/import/divisions/", {"sealed": sealed})
    assert (Division.objects.count(), PoliticalGroup.objects.count()) == (0, 0)


def test_a_hopeless_file_is_refused_at_its_field(desk):
    page = upload(desk, "people", b"x" * (reading.MOST_BYTES + 1)).content.decode()
    assert "There is a problem" in page and 'href="#id_file"' in page


def test_every_template_file_can_be_brought_in_as_it_stands_or_says_what_it_needs(desk, administrator):
    for kind in csv_import.KINDS.values():
        browser = client_of(administrator) if kind.opens_sign_ins else desk
        answer = browser.get(reverse("register:import-template", kwargs={"kind": kind.slug}))
        assert len(csv_import.read_rows(answer.content, kind.names, kind.needed)) == 1
    answer = desk.get(reverse("register:import-template", kwargs={"kind": "people"}))
    assert not look("people", answer.content, by=PORTAL).faulty


def test_the_page_asks_who_is_meant_then_brings_in_and_changes_what_is_ticked(desk, clerk):
    assert take("people", PEOPLE, clerk).done
    text = (
        PEOPLE.splitlines()[0]
        + "\n,Ann,Able,,Edgeley,,06/05/2025,,,\n,Cath,Carter,OBE,,,1 May 2019,,Director of Care,\n"
    )
    asked = upload(desk, "people", text.encode())
    page = asked.content.decode()
    assert "Choose the person in 1 row" in page and "Ann Able, MBE: councillor for Ambridge from 6 May 2021" in page
    unanswered = desk.post("/register/import/people/", {"sealed": asked.context["sealed"]})
    assert "Choose the person in each of these rows" in unanswered.content.decode()
    looked = desk.post("/register/import/people/", {"sealed": asked.context["sealed"], "row_2": "new"})
    page = looked.content.decode()
    assert "1 row is new" in page and "Row 3, Cath Carter: honours: none becomes OBE" in page
    done = desk.post(
        "/register/import/people/",
        {"sealed": looked.context["sealed"], "change_3": "honours: none becomes OBE"},
        follow=True,
    )
    assert "1 row imported, 1 changed" in done.content.decode()
    assert Person.objects.get(surname="Carter").honours == "OBE"
    assert Person.objects.filter(surname="Able").count() == 2


def test_a_person_who_is_there_is_shown_before_a_second_is_added(desk):
    Person.objects.create(forename="Siân", surname="O’Brien", slug="sian-obrien", honours="MBE")
    typed = {"forename": "Sia\u0302n", "surname": "O'Brien"}
    page = desk.post("/register/people/new/", typed).content.decode()
    assert "Someone of that name is in the register" in page and 'href="/register/people/sian-obrien/"' in page
    assert Person.objects.filter(forename="Siân").count() == 1
    desk.post("/register/people/new/", typed | {"although_namesake": "on"})
    assert Person.objects.filter(forename="Siân").count() == 2
