"""Word files sent with an answer or as background: made a PDF at once, and agreed to where it lacks words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committee.files import files
from meetings.models import Answer, BackgroundDocument
from meetings.packs.intake import take_in
from meetings.packs.intake.office import libreoffice
from tests.meetings import asking
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.intake.office.making import POISON


@pytest.fixture(autouse=True)
def printed_by_us(monkeypatch):
    """LibreOffice has tests of its own (`tests/meetings/packs/intake/office`)."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def sent(data: bytes, name: str = "Survey of carers.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_an_answer_in_word_is_sent_once_its_sender_agrees_to_what_the_pdf_lacks(
    safeguarding, clerk, officer, chairman, year, client
):
    action = asking.asked(safeguarding, clerk, officer.person)
    client.force_login(officer)
    where = reverse("officers:action", args=[action.pk])
    refused = client.post(where, {"file": sent(making.poisoned_word()), "withheld": "False"})
    page = refused.content.decode()
    assert refused.status_code == 422 and not Answer.objects.exists()
    assert POISON["comment"] in page and "Use the PDF without what is named above" in page
    client.post(where, {"file": sent(making.poisoned_word()), "without": "on", "withheld": "False"})
    answer = Answer.objects.get()
    words = " ".join(take_in.texts(files.read(answer.stored)))
    assert answer.document_title == "Survey of carers" and "Inserted words stay." in words
    assert not [word for word in POISON.values() if word in words]


def test_a_background_document_in_word_that_loses_nothing_is_taken_at_once(published, client, clerk):
    client.force_login(clerk)
    where = ["safeguarding", published.meeting.slug, published.open_paper.pk]
    add = reverse("desk:background-new", args=where)
    client.post(add, {"title": "The survey", "file": sent(making.word())})
    document = BackgroundDocument.objects.get()
    assert "Annual report on fostering" in " ".join(take_in.texts(files.read(document.stored)))
    page = client.post(add, {"title": "Slides", "file": sent(making.presentation("One"), "s.pptx")}).content.decode()
    assert "is a PowerPoint presentation, not a PDF. Save it as PDF and upload that." in page
