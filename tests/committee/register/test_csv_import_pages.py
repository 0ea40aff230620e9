"""The pages that import a spreadsheet: what is wrong first, then what is brought in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committee.acts.verbs import PORTAL
from committee.models import (
    Division,
    Person,
    PoliticalGroup,
)
from committee.register import csv_import
from committee.register.csv_import import reading
from tests.committee.register.spreadsheet_rows import PEOPLE, look, take

pytestmark = pytest.mark.both_databases("transactions: all rows come in, or none")


@pytest.fixture
def at_the_desk(client, clerk):
    client.force_login(clerk)
    return client


def upload(client, kind: str, data: bytes):
    return client.post(
        reverse("register:import-kind", kwargs={"kind": kind}), {"file": SimpleUploadedFile("f.csv", data)}
    )


def test_the_page_reports_first_and_brings_in_when_told_to(at_the_desk):
    answer = upload(at_the_desk, "people", PEOPLE.encode())
    page = answer.content.decode()
    assert "3 rows are new" in page and "Import 3 rows" in page and not Person.objects.filter(surname="Able").exists()
    done = at_the_desk.post("/register/import/people/", {"sealed": answer.context["sealed"]}, follow=True)
    assert "3 rows imported" in done.content.decode()
    assert Person.objects.filter(surname="Able").exists()
    twice = at_the_desk.post("/register/import/people/", {"sealed": answer.context["sealed"]}, follow=True)
    assert (
        "0 rows imported, 3 left as they were" in twice.content.decode()
        and Person.objects.filter(surname="Able").count() == 1
    )


def test_the_page_of_a_wrong_file_has_no_button_to_bring_it_in(at_the_desk):
    page = upload(at_the_desk, "divisions", b"name\nAmbridge\nAmbridge\n").content.decode()
    assert "1 of 2 rows is wrong" in page and "It is the same as row 2" in page
    assert 'name="sealed"' not in page and "Check this file" in page


def test_a_file_cannot_be_brought_in_as_another_kind_or_by_another_user(at_the_desk, administrator):
    sealed = upload(at_the_desk, "divisions", b"name\nAmbridge\n").context["sealed"]
    at_the_desk.post("/register/import/groups/", {"sealed": sealed})
    at_the_desk.post("/register/import/divisions/", {"sealed": sealed[:-2] + "xx"})
    at_the_desk.force_login(administrator)
    at_the_desk.post("/register/import/divisions/", {"sealed": sealed})
    assert (Division.objects.count(), PoliticalGroup.objects.count()) == (0, 0)


@pytest.mark.parametrize("data", [b"", b"x" * (reading.MOST_BYTES + 1)])
def test_a_hopeless_file_is_refused_at_its_field(at_the_desk, data):
    page = upload(at_the_desk, "people", data).content.decode()
    assert "There is a problem" in page and 'href="#id_file"' in page


def test_every_template_file_can_be_brought_in_as_it_stands_or_says_what_it_needs(at_the_desk):
    for kind in csv_import.kinds():
        answer = at_the_desk.get(reverse("register:import-template", kwargs={"kind": kind.slug}))
        assert len(csv_import.read_rows(answer.content, kind.names, kind.needed)) == 1
    answer = at_the_desk.get(reverse("register:import-template", kwargs={"kind": "people"}))
    assert not look("people", answer.content, by=PORTAL).faulty


def test_the_page_asks_who_is_meant_then_brings_in_and_changes_what_is_ticked(at_the_desk, clerk):
    assert take("people", PEOPLE, clerk).done
    text = (
        PEOPLE.splitlines()[0]
        + "\n,Ann,Able,,Edgeley,,06/05/2025,,,\n,Cath,Carter,OBE,,,1 May 2019,,Director of Care,\n"
    )
    asked = upload(at_the_desk, "people", text.encode())
    page = asked.content.decode()
    assert "Choose the person in 1 row" in page and "Ann Able, MBE: councillor for Ambridge from 6 May 2021" in page
    unanswered = at_the_desk.post("/register/import/people/", {"sealed": asked.context["sealed"]})
    assert "Choose the person in each of these rows" in unanswered.content.decode()
    looked = at_the_desk.post("/register/import/people/", {"sealed": asked.context["sealed"], "row_2": "new"})
    page = looked.content.decode()
    assert "1 row is new" in page and "Row 3, Cath Carter: honours: none becomes OBE" in page
    done = at_the_desk.post(
        "/register/import/people/",
        {"sealed": looked.context["sealed"], "change_3": "honours: none becomes OBE"},
        follow=True,
    )
    assert "1 row imported, 1 changed" in done.content.decode()
    assert Person.objects.get(surname="Carter").honours == "OBE"
    assert Person.objects.filter(surname="Able").count() == 2


def test_a_person_who_is_there_is_shown_before_a_second_is_added(at_the_desk):
    Person.objects.create(forename="Siân", surname="O’Brien", slug="sian-obrien", honours="MBE")
    typed = {"forename": "Sia\u0302n", "surname": "O'Brien"}
    page = at_the_desk.post("/register/people/new/", typed).content.decode()
    assert "Someone of that name is in the register" in page and 'href="/register/people/sian-obrien/"' in page
    assert Person.objects.filter(forename="Siân").count() == 1
    at_the_desk.post("/register/people/new/", typed | {"although_namesake": "on"})
    assert Person.objects.filter(forename="Siân").count() == 2
