"""Typed letters are composed on arrival, and two spellings of one name are one."""

import io
from unicodedata import normalize

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from committee.middleware import ComposeWhatIsTyped
from committee.register.csv_import.reading import decode
from committee.wording.same_name import name_of
from workprogramme.importing.reading import read

NAME = "Siân Ŵyn Zoë"
APART = normalize("NFD", NAME)


def seen(request):
    """Return the data that a view reads from a request."""
    found = []

    def view(sent):
        found.append((dict(sent.GET.lists()), dict(sent.POST.lists()), dict(sent.FILES)))
        return HttpResponse()

    ComposeWhatIsTyped(view)(request)
    return found[0]


def test_forms_and_searches_are_composed_and_passwords_and_files_left_alone():
    assert APART != NAME
    file = SimpleUploadedFile("a.txt", APART.encode())
    typed = {"name": ["Ann", APART], "password": APART, "password1": APART, "file": file}
    asked, sent, files = seen(RequestFactory().post(f"/?q={APART}&r=plain", typed))
    assert asked == {"q": [NAME], "r": ["plain"]}
    assert sent == {"name": ["Ann", NAME], "password": [APART], "password1": [APART]}
    assert files["file"][0].read() == APART.encode()


def test_control_characters_that_no_calendar_or_feed_may_hold_are_blanks_and_line_ends_are_one():
    typed = {"venue": "County\x0bHall\x0c", "lines": "one\r\ntwo\tthree", "password": "a\x0b"}
    asked, sent, _ = seen(RequestFactory().post("/?q=care%0Bhomes%0C%7F", typed))
    assert asked == {"q": ["care homes  "]}
    assert sent == {"venue": ["County Hall "], "lines": ["one\ntwo\tthree"], "password": ["a\x0b"]}


def test_files_of_rows_are_composed():
    assert decode(f"name\n{APART}\n".encode()) == f"name\n{NAME}\n"
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Date", "Item", "1 May 2026", APART], strict=True
    ):
        cell.text = words
    made = io.BytesIO()
    document.save(made)
    (row,) = read(made.getvalue(), "programme.docx").rows
    assert row.item == NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Siân", "Evans"), ("Sia\u0302n", "Evans")),
        (("Mary", "O'Brien"), ("MARY", "O´BRIEN")),
        (("Ann", "Smith-Jones"), ("Ann", "Smith‑Jones")),
        (("Kath", "Perry"), ("Kath", "Perry MBE DL")),
        (("Kath", "Perry"), ("Kath", "Perry, XYZ")),
        (("Jean Paul", "Roy"), ("Jean", "Paul  Roy")),
        (("\u202aMary\u202c", "Member"), ("Mary", "Member")),
        (("Straße", "Weiß"), ("STRASSE", "WEISS")),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert name_of(*one) == name_of(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mary", "OBrien"), ("Mary", "O'Brien")),
        (("Sian", "Evans"), ("Siân", "Evans")),
        (("Joe", "Mbe"), ("Joe", "Dl")),
        (("Cher", ""), ("Cher", "Jp")),
    ],
)
def test_two_names(one, other):
    assert name_of(*one) != name_of(*other)
