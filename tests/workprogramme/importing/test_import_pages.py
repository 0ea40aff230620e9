"""The desk's page that brings a programme in: the file, its faults by row, then all of it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workprogramme import source
from workprogramme.models import Programme, ProgrammeItem

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/work-programme/safeguarding/2021-22/import/"


@pytest.fixture
def desk(client, safeguarding, year, clerk, scrutiny):
    source.make(safeguarding, clerk)
    client.force_login(scrutiny)
    return client


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def upload(client, data=source.CSV, name="programme.csv"):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)})


def confirm(client, page, **answers):
    return client.post(ADDRESS, {"sealed": hidden(page, "sealed"), "seen": hidden(page, "seen"), **answers})


def test_the_faults_are_told_and_a_date_is_settled_before_all_rows_come_in_together(desk):
    page = upload(desk)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Row 11: which meeting is “04 Sept 2021 10.00am”?" in text and "The nearest is 14 September 2021." in text
    assert "“Karen Coker” is: is this the same person?" in text and not Programme.objects.exists()
    refused = confirm(desk, page, date_9="", accepted="on")
    assert refused.status_code == 422 and "Choose a meeting, or say" in refused.content.decode()
    done = confirm(desk, refused, date_9="2021-09-14", accepted="on")
    assert done.status_code == 302 and ProgrammeItem.objects.count() == 30


def test_warnings_must_be_accepted_and_those_that_were_shown(desk):
    page = upload(desk)
    unread = confirm(desk, page, date_9="2021-09-14")
    assert unread.status_code == 422 and "Read the warnings and accept them" in unread.content.decode()
    other = confirm(desk, page, date_9="tbc", accepted="on")
    assert other.status_code == 422 and "The warnings have changed" in other.content.decode()
    assert confirm(desk, other, date_9="tbc", accepted="on").status_code == 302


def test_a_file_with_a_fault_that_no_answer_mends_must_be_mended_itself(desk):
    page = upload(desk, b"Date of meeting,Item\n17 June 2021,Lead Officer: Ruth Martin\n")
    text = page.content.decode()
    assert "1 of 1 row needs correcting" in text and "There is no title." in text
    assert "Choose the corrected file" in text and 'name="sealed"' not in text


def test_what_is_to_be_mended_and_what_is_to_be_settled_are_told_apart(desk):
    rows = b"17 June 2021,Lead Officer: Ruth Martin\n18 June 2021,Neglect\n19 June 2021,Lead Officer: Ruth Martin\n"
    page = upload(desk, b"Date of meeting,Item\n" + rows)
    text = page.content.decode()
    assert "2 of 3 rows need correcting" in text
    mend, settle = text.partition("Correct in the file")[2].split("Dates that are no meeting")
    settle = settle.partition("<h2")[0]
    assert mend.count("There is no title.") == 2 and "18 June" not in mend
    assert "18 June" in settle and "19 June" in settle and "There is no title." not in settle


def test_what_cannot_be_read_is_said_at_the_field(desk):
    page = upload(desk, b"%PDF-1.7", "programme.pdf")
    assert page.status_code == 422 and "Enter the programme as a Word document" in page.content.decode()


@pytest.mark.parametrize("sealed", ["", "nonsense"])
def test_rows_that_were_not_checked_here_are_not_brought_in(desk, sealed):
    assert desk.post(ADDRESS, {"sealed": sealed, "accepted": "on"}).status_code == 302
    assert not Programme.objects.exists()
