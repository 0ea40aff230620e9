"""Files that nobody should send, through every door of the portal: each is refused in words, and nothing is lost."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Paper, PaperFile, Upload
from meetings.packs.intake import take_in
from meetings.papers import verbs as papers
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import MEETING_DAY

pytestmark = pytest.mark.usefixtures("checked_at_once")
# What is in a bad file is the business of the child that reads it; a name never gets there.
in_a_child = pytest.mark.usefixtures("own_processes")

GOOD = pdf_of(2, "Words")


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


BAD = {
    "an empty file": (lambda: b"", "empty (0 bytes)"),
    "a Word document": (lambda: b"PK\x03\x04" + b"word/document.xml" * 20, "not a PDF"),
    "a web page": (lambda: b"<html><script>alert(1)</script></html>", "a web page, not a PDF"),
    "what is too large": (lambda: b"%PDF-1.7" + b"0" * 3_200_000, "the limit is 3 MB"),
}
# What only the check can tell.
BROKEN = {
    "a PDF with a password": (locked, "password"),
    "half a PDF": (lambda: GOOD[: len(GOOD) // 3], "“report.pdf” was not accepted"),
    "a PDF of nothing": (lambda: b"%PDF-1.7\n%%EOF", "“report.pdf” was not accepted"),
    "a PDF with its end cut off": (lambda: b"%PDF-1.4\n" + b"\xff" * 5000, "“report.pdf” was not accepted"),
}
NAMES = {
    "../../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\clerk\\report.pdf": "report.pdf",
    "\u202efdp.exe.pdf": ".pdf",
    "a\r\nSet-Cookie: b=c.pdf": "a",
    "n" * 600 + ".pdf": "n",
    "\u0645\u062d\u0636\u0631.pdf": "\u0645\u062d\u0636\u0631.pdf",
}


@pytest.fixture
def paper(safeguarding, clerk, officer, settings):
    """Return a paper that Olive owes for the next meeting, with uploads limited to 3 MB."""
    settings.UPLOAD_LIMIT_BYTES = 3 * 1024 * 1024
    meeting = calendar.schedule(safeguarding, MEETING_DAY, by=clerk)
    item = agenda.add_item(meeting, title="Fostering", owner=officer.person, by=clerk)
    return papers.expect_paper(item, title="Fostering report", by=clerk)


def doors(paper: Paper, clerk, officer) -> list[tuple[str, Client, str, str, dict]]:
    """Every door: what it is called, who stands at it, its address, the name of its file, what else it asks."""
    where = {"committee": "safeguarding", "meeting": "2022-04-21"}
    desk, sender = Client(raise_request_exception=False), Client(raise_request_exception=False)
    desk.force_login(clerk)
    sender.force_login(officer)
    said = {"title": "Another", "kind": "report", "access": "open"}
    return [
        ("paper", desk, reverse("desk:paper-upload", kwargs={**where, "pk": paper.pk}), "file", {}),
        ("item", desk, reverse("desk:item-upload", kwargs={**where, "pk": paper.item_id}), "pdfs", {}),
        ("new", desk, reverse("desk:paper-new", kwargs={**where, "pk": paper.item_id}), "file", said),
        ("officer", sender, reverse("officers:paper", args=[paper.pk]), "file", {}),
    ]


def test_a_bad_file_is_refused_in_words_at_every_door(paper, clerk, officer):
    kinds = [BAD[kind] for kind in ("what is too large", "an empty file", "a web page", "a Word document")]
    for (door, client, url, name, said), (data, words) in zip(doors(paper, clerk, officer), kinds, strict=True):
        answer = client.post(url, {**said, name: SimpleUploadedFile("report.pdf", data())})
        assert answer.status_code in (200, 422), (door, answer.status_code)
        page = answer.content.decode()
        assert "govuk-error-message" in page and (words in page or "larger than 3 MB" in page), door
        assert not said or 'value="Another"' in page, "what was typed is lost"
    assert not PaperFile.objects.exists()


@in_a_child
def test_a_broken_file_is_refused_in_words_on_the_page_after_every_door(paper, clerk, officer):
    for (door, client, url, name, said), (data, words) in zip(
        doors(paper, clerk, officer), BROKEN.values(), strict=True
    ):
        answer = client.post(url, {**said, name: SimpleUploadedFile("report.pdf", data())}, follow=True)
        page = answer.content.decode()
        assert (
            "cannot be used</a>" in page if door == "item" else "The file cannot be used." in page and words in page
        ), door
        assert words in Upload.objects.latest("pk").reason
    assert not PaperFile.objects.exists()
    assert Paper.objects.filter(title="Another", state="due").exists(), "what was typed is lost"


def test_a_strange_file_name_is_only_a_name(paper, clerk, officer):
    for filename, holds in NAMES.items():
        kept = take_in.shown_name(filename)
        assert kept.isprintable() and len(kept) <= 80 and holds in kept
        assert not set(kept) & set("/\\\r\n\u202e")
    filename = "<img src=x onerror=alert(1)>\u202e.pdf"
    for door, client, url, name, said in doors(paper, clerk, officer):
        answer = client.post(url, {**said, name: SimpleUploadedFile(filename, GOOD)})
        assert answer.status_code == 302, (door, answer.content.decode()[:3000])
        assert "<img src=x" not in client.get(answer.headers["Location"]).content.decode(), door
    assert PaperFile.objects.count() == 4


def test_many_files_at_once_are_taken_in_and_the_bad_ones_named(paper, clerk, officer):
    _, client, url, name, _ = doors(paper, clerk, officer)[1]
    given = [SimpleUploadedFile(f"paper {number}.pdf", pdf_of(1, f"Paper {number}")) for number in range(2)]
    given.insert(1, SimpleUploadedFile("bad.pdf", b"<html>"))
    answer = client.post(url, {name: given})
    assert answer.status_code == 422
    assert "“bad.pdf” is a web page" in answer.content.decode()
    assert PaperFile.objects.count() == 2


@in_a_child
def test_more_files_or_letters_than_anybody_has_get_an_answer(paper, clerk, officer):
    _, client, url, name, said = doors(paper, clerk, officer)[1]
    answer = client.post(url, {name: [SimpleUploadedFile(f"{number}.pdf", b"%PDF-") for number in range(101)]})
    assert answer.status_code in (400, 413, 422)
    assert client.post(url, {**said, "title": "x" * 6_000_000}).status_code in (400, 413)
