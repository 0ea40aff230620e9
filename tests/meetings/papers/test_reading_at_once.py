"""Files that a page reads while their sender waits: refused at once where another is read so, and nothing is lost."""

import ast
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committee.acts.refusal import Busy
from committee.models import StoredFile
from meetings.models import BackgroundDocument
from meetings.packs.intake import sandbox, take_in
from meetings.papers import taking_in
from tests.meetings.packs.making import pdf_of

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


def sent() -> SimpleUploadedFile:
    return SimpleUploadedFile("survey.pdf", pdf_of(1, "A survey"), "application/pdf")


def test_a_background_document_is_refused_at_once_and_what_was_typed_stays(published, client, clerk, another_is_read):
    client.force_login(clerk)
    before = StoredFile.objects.count()
    where = ["safeguarding", published.meeting.slug, published.open_paper.pk]
    answer = client.post(reverse("desk:background-new", args=where), {"title": "The survey", "file": sent()})
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


def test_a_page_without_a_form_says_so_and_when_to_come_again(published, client, clerk, monkeypatch):
    def busy(*args, **more):
        raise Busy(sandbox.BUSY)

    from meetings.papers.views import text_writing

    monkeypatch.setattr(text_writing, "drawn", busy)
    client.force_login(clerk)
    where = ["safeguarding", published.meeting.slug, published.open_paper.pk, 1]
    answer = client.get(reverse("desk:paper-text-picture", args=where))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Too many files are being checked" in answer.content.decode()
