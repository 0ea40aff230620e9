"""The pages that import a spreadsheet: what is wrong first, then what is brought in."""

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


def test_every_template_file_can_be_brought_in_as_it_stands_or_says_what_it_needs(desk):
    for kind in csv_import.KINDS.values():
        answer = desk.get(reverse("register:import-template", kwargs={"kind": kind.slug}))
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
