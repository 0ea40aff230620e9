"""Files that nobody should send, and that a page reads while their sender waits: refused in words, nothing is lost."""

import ast
import io
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from committee.acts.refusal import Busy
from committee.files import files
from committee.models import StoredFile
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Answer, BackgroundDocument, Paper, PaperFile, Upload
from meetings.packs.intake import sandbox, take_in
from meetings.papers import taking_in
from meetings.papers import verbs as papers
from tests.meetings import asking
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.intake.office.making import POISON
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import MEETING_DAY

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
def paper(safeguarding, clerk, officer, settings, checked_at_once):
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


ROOT = Path(__file__).resolve().parents[3]
APPS = ("committee", "meetings", "workprogramme", "reviews")
# Every place of a page that reads what was sent, and what it gives the bytes to.
READ = {
    "meetings/papers/views/desk.py:_add": "hand_in_new",
    "meetings/papers/views/desk_files.py:_drop": "drop",
    "meetings/papers/forms.py:arguments": "data",  # which hand_in and correct_paper keep until it is checked
    "meetings/agendas/views/desk_items.py:_hand_in": "hand_in",
    "meetings/papers/fields.py:_taken_in": "taken_in_now",
    "meetings/minutes/forms.py:arguments": "take_in_now",
    "reviews/evidence/forms.py:arguments": "data",  # which the verbs of evidence keep until it is checked
    "reviews/evidence/views/public.py:call": "answer_call",
    "committee/forms/fields.py:clean": "",  # a picture, a table or a programme as bytes, for a verb or `at_once`
}


def is_page(path: Path) -> bool:
    """Whether a file holds views or forms, or stands on the roof."""
    return not {"views", "forms", "views.py", "forms.py", "fields.py", "portal"}.isdisjoint(
        path.relative_to(ROOT).parts
    )


def functions(path: Path):
    """Functions and methods; those inside another belong to it."""
    tree = ast.parse(path.read_text())
    inner = {id(one) for outer in ast.walk(tree) if isinstance(outer, ast.FunctionDef) for one in ast.walk(outer)
             if one is not outer}  # fmt: skip
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and id(node) not in inner]


def test_every_page_that_reads_a_file_hands_it_in_or_reads_it_at_once():
    found = {}
    for app in APPS:
        for path in (path for path in (ROOT / app).rglob("*.py") if is_page(path)):
            for function in functions(path):
                words = ast.unparse(function)
                if ".read()" in words:
                    found[f"{path.relative_to(ROOT)}:{function.name}"] = words
    assert set(found) == set(READ)
    for place, by in READ.items():
        assert by in found[place], place


@pytest.fixture
def another_is_read(monkeypatch):
    """Somebody else's file is being read by this process, and no child is begun for a second one."""

    def begun(*args, **more):
        raise AssertionError("A second file is read in a request.")

    with sandbox.at_once():
        monkeypatch.setattr(sandbox, "run", begun)
        yield


def survey() -> SimpleUploadedFile:
    return SimpleUploadedFile("survey.pdf", pdf_of(1, "A survey"), "application/pdf")


def test_a_background_document_is_refused_at_once_and_what_was_typed_stays(published, another_is_read, desk):
    before = StoredFile.objects.count()
    where = ["safeguarding", published.meeting.slug, published.open_paper.pk]
    answer = desk.post(reverse("desk:background-new", args=where), {"title": "The survey", "file": survey()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Too many files are being checked" in page and 'value="The survey"' in page
    assert (BackgroundDocument.objects.count(), StoredFile.objects.count()) == (0, before)


def test_a_page_gives_a_file_less_time_than_a_worker(monkeypatch):
    given = {}
    monkeypatch.setattr(sandbox, "run", lambda *args, **more: given.update(more) or (_ for _ in ()).throw(TimeoutError))
    with pytest.raises(ValueError, match="took too long to read"):
        taking_in.take_in_now(pdf_of(1), "a.pdf")
    assert given["seconds"] == taking_in.AT_ONCE < take_in.DEFAULT.seconds


def test_a_page_without_a_form_says_so_and_when_to_come_again(published, monkeypatch, desk):
    def busy(*args, **more):
        raise Busy(sandbox.BUSY)

    from meetings.papers.views import text_writing

    monkeypatch.setattr(text_writing, "drawn", busy)
    where = ["safeguarding", published.meeting.slug, published.open_paper.pk, 1]
    answer = desk.get(reverse("desk:paper-text-picture", args=where))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Too many files are being checked" in answer.content.decode()


def sent(data: bytes, name: str = "Survey of carers.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.usefixtures("printed_by_us")
def test_an_answer_in_word_is_sent_once_its_sender_agrees_to_what_the_pdf_lacks(
    safeguarding, clerk, officer, chairman, year, by_officer
):
    action = asking.asked(safeguarding, clerk, officer.person)
    where = reverse("officers:action", args=[action.pk])
    refused = by_officer.post(where, {"file": sent(making.poisoned_word()), "withheld": "False"})
    page = refused.content.decode()
    assert refused.status_code == 422 and not Answer.objects.exists()
    assert POISON["comment"] in page and "Use the PDF without what is named above" in page
    by_officer.post(where, {"file": sent(making.poisoned_word()), "without": "on", "withheld": "False"})
    answer = Answer.objects.get()
    words = " ".join(take_in.texts(files.read(answer.stored)))
    assert answer.document_title == "Survey of carers" and "Inserted words stay." in words
    assert not [word for word in POISON.values() if word in words]


@pytest.mark.usefixtures("printed_by_us")
def test_a_background_document_in_word_that_loses_nothing_is_taken_at_once(published, desk):
    where = ["safeguarding", published.meeting.slug, published.open_paper.pk]
    add = reverse("desk:background-new", args=where)
    desk.post(add, {"title": "The survey", "file": sent(making.word())})
    document = BackgroundDocument.objects.get()
    assert "Annual report on fostering" in " ".join(take_in.texts(files.read(document.stored)))
    page = desk.post(add, {"title": "Slides", "file": sent(making.presentation("One"), "s.pptx")}).content.decode()
    assert "is a PowerPoint presentation, not a PDF. Save it as PDF and upload that." in page
