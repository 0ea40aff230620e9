"""A Word file handed in for a paper: a PDF of it is bound, what was lost is told to its author, who accepts it."""

from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.files import files
from committee.law.findings import Severity
from meetings.agendas import preflight
from meetings.agendas import verbs as agenda
from meetings.models import Conversion, Edition, Paper, Upload
from meetings.packs.builds import build
from meetings.packs.intake import take_in
from meetings.packs.intake.office import convert, libreoffice, ocr
from meetings.papers import conversions, handing_in
from meetings.papers import verbs as papers
from tests.answers import client_of
from tests.meetings import publishing as made
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.intake.office.making import POISON
from tests.meetings.packs.making import pdf_of
from tests.staging import staged
from tests.uploads import check_all

NOW = timezone.now()
as_pdf = cache(convert.as_pdf)  # the same document is printed once for all tests
WHERE = ["safeguarding", "2022-04-21"]


@pytest.fixture(autouse=True)
def printed_by_us(monkeypatch):
    """LibreOffice has tests of its own (`tests/meetings/packs/intake/office`)."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    monkeypatch.setattr(convert, "as_pdf", as_pdf)


@staged
def paper(meeting, clerk, officer) -> Paper:
    item = agenda.add_item(meeting, title="Fostering", owner=officer.person, by=clerk)
    return papers.expect_paper(item, title="Fostering report", by=clerk)


def handed_in(paper, officer) -> Conversion:
    handing_in.hand_in(paper, data=making.poisoned_word(), filename="Fostering v2.docx", at=NOW, by=officer)
    check_all()
    return Conversion.objects.get(file__paper=paper)


def test_an_officer_hands_in_word_sees_both_sides_and_accepts(paper, officer, clerk, private_files):
    sender = client_of(officer)
    sent = SimpleUploadedFile("Fostering v2.docx", making.poisoned_word())
    sender.post(reverse("officers:paper", args=[paper.pk]), {"file": sent})
    check_all()
    kept = Conversion.objects.get(file__paper=paper)
    assert (kept.original_name, kept.looks, kept.program) == ("Fostering v2.docx", "a Word document", convert.PORTAL)
    page = sender.get(reverse("officers:paper-received", args=[paper.pk])).content.decode()
    assert "Tracked deletions" in page and POISON["deleted"] in page and POISON["author"] not in page
    there = sender.post(reverse("officers:paper-accept", args=[paper.pk, 1]), follow=True).content.decode()
    assert "Accepted by" in there and Conversion.objects.get().accepted_by == officer
    with pytest.raises(Refused, match="accepted already"):
        conversions.accept_conversion(paper, file=1, at=NOW, by=clerk)
    papers.receive_file(paper, data=pdf_of(1), filename="new.pdf", at=NOW, by=officer)
    with pytest.raises(Refused, match="Another file"):
        conversions.accept_conversion(paper, file=1, at=NOW, by=officer)


def test_the_desk_sees_both_sides_and_pre_flight_names_what_nobody_has_looked_at(paper, meeting, officer, clerk):
    handed_in(paper, officer)
    desk = client_of(clerk)
    page = desk.get(reverse("desk:paper-checks", args=[*WHERE, paper.pk])).content.decode()
    assert "Check the PDF" in page and POISON["comment"] in page and "Accept this PDF" in page

    def found() -> list[tuple[str, str]]:
        checks = preflight.preflight(meeting, on=made.AT.date())
        return [(check.rule, check.severity) for check in checks if "Fostering v2.docx" in check.text]

    assert found() == [("P11", Severity.BLOCK)]
    Conversion.objects.update(left_out=[])
    assert found() == [("P11", Severity.WARN)]
    answer = desk.post(reverse("desk:paper-accept", args=[*WHERE, paper.pk, 1]))
    assert answer.status_code == 302 and found() == []


def test_the_original_is_its_authors_alone_and_goes_when_the_paper_is_removed(
    paper, officer, clerk, private_files, django_capture_on_commit_callbacks
):
    kept = handed_in(paper, officer)
    assert Upload.objects.get().original is None and files.holds(kept.original)
    mine = client_of(officer).get(reverse("officers:paper-original", args=[paper.pk]))
    assert b"".join(mine) == making.poisoned_word() and mine["Content-Type"] == "application/octet-stream"
    assert client_of(clerk).get(reverse("desk:paper-original", args=[*WHERE, paper.pk])).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        papers.remove_paper(paper, by=clerk)
    assert not files.holds(kept.original)


def test_what_a_file_of_the_desk_held_besides_is_not_shown_to_whoever_owns_the_paper(paper, officer, clerk):
    handing_in.hand_in(paper, data=making.poisoned_word(), filename="Fostering v2.docx", at=NOW, by=clerk)
    check_all()
    page = client_of(officer).get(reverse("officers:paper-received", args=[paper.pk])).content.decode()
    assert "Fostering v2.docx" in page and "Only the person who sent the file" in page
    assert [word for word in POISON.values() if word in page] == []
    desk = client_of(clerk).get(reverse("desk:paper-checks", args=[*WHERE, paper.pk])).content.decode()
    assert POISON["comment"] in desk


def test_no_poisoned_word_reaches_the_pack(paper, meeting, officer):
    handed_in(paper, officer)
    pack = build.build(meeting, Edition.PUBLIC, at=made.AT)
    data = files.read(pack.stored)
    text = " ".join(take_in.texts(data))
    assert "Inserted words stay." in text
    assert [word for word in POISON.values() if word in text or word.encode() in data] == []


def test_the_words_of_a_scan_that_a_machine_has_read_are_marked_so(paper, officer, monkeypatch):
    monkeypatch.setattr(ocr, "is_wanted", lambda: True)
    monkeypatch.setattr(ocr, "with_text", lambda pdf: pdf_of(1, "Read by machine"))
    handing_in.hand_in(paper, data=making.scan(), filename="scan.pdf", at=NOW, by=officer)
    check_all()
    now = Paper.objects.get(pk=paper.pk)
    assert now.file.has_text and now.file.notes[0]["miss"].startswith("The words of page 1 were read by machine (OCR)")
    assert (Conversion.objects.get().program, Conversion.objects.get().original) == (ocr.PROGRAM, None)
    page = client_of(officer).get(reverse("officers:paper-received", args=[paper.pk])).content.decode()
    assert "read by machine" in page and "Accept this PDF" not in page
