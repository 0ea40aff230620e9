"""Evidence that came as a Word file: what its PDF lacks is named, and it is published once that is accepted."""

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from meetings.packs.intake import take_in
from meetings.packs.intake.office import libreoffice
from reviews.evidence import evidence_files, forgetting, publication, verbs
from reviews.models import Evidence, EvidenceConversion
from tests.answers import client_of
from tests.conftest import user
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.intake.office.making import POISON
from tests.reviews import given
from tests.reviews.world import AT, ON


@pytest.fixture(autouse=True)
def printed_by_us(monkeypatch):
    """LibreOffice has tests of its own (`tests/meetings/packs/intake/office`)."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def from_word(review, by, data: bytes = b"") -> Evidence:
    return given.with_file(review, by, data=data or making.poisoned_word(), filename="statement.docx")


def test_what_the_pdf_lacks_is_named_and_nobody_publishes_it_before_it_is_accepted(
    review, scrutiny, private_files, django_capture_on_commit_callbacks
):
    made = from_word(review.review, scrutiny)
    kept = EvidenceConversion.objects.get()
    assert made.file.is_taken and kept.looks == "a Word document" and files.holds(kept.original)
    words = " ".join(take_in.texts(files.read(made.file.stored)))
    assert "Inserted words stay." in words and not [word for word in POISON.values() if word in words]
    with pytest.raises(Refused, match="has not been accepted yet"):
        publication.publish_evidence(made, at=AT, by=scrutiny)
    client = client_of(scrutiny)
    where = reverse("desk:review-evidence-piece", args=[review.review.slug, 1])
    page = client.get(where).content.decode()
    assert POISON["deleted"] in page and "Accept this PDF" in page and "Download the file you sent" in page
    original = reverse("desk:review-evidence-original", args=[review.review.slug, 1, made.file_id])
    assert b"".join(client.get(original)) == making.poisoned_word()
    stored = kept.original
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("desk:review-evidence-accept", args=[review.review.slug, 1, made.file_id]))
    assert "Accepted by" in client.get(where).content.decode()
    assert client.get(original).status_code == 404 and not files.holds(stored)
    assert publication.publish_evidence(made, at=AT, by=scrutiny).is_public


def test_the_original_is_its_senders_alone_and_goes_with_the_evidence(
    review, scrutiny, private_files, django_capture_on_commit_callbacks
):
    made = from_word(review.review, scrutiny)
    kept = EvidenceConversion.objects.get()
    assert evidence_files.original_of(made.file, user(None, "another@durham.gov.uk")) is None
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget_evidence(made, on=ON, by=scrutiny)
    assert not EvidenceConversion.objects.exists() and not files.holds(kept.original)


def test_bytes_are_still_there_where_the_act_that_drops_a_file_fails(review, scrutiny, private_files, monkeypatch):
    made = given.with_file(review.review, scrutiny)

    def fails(*args, **more):
        raise RuntimeError

    monkeypatch.setattr(forgetting.audit, "record", fails)
    with pytest.raises(RuntimeError):
        forgetting.forget_evidence(made, on=ON, by=scrutiny)
    assert files.read(Evidence.objects.get().file.stored)


def test_what_came_by_a_call_keeps_no_original_and_another_file_is_not_accepted_for_the_one_looked_at(
    review, scrutiny, private_files
):
    answer = given.answer(given.call(review.review, scrutiny), files=[("a.docx", making.poisoned_word())])
    given.check_all()
    kept = EvidenceConversion.objects.get()
    assert (answer.files.get().file, kept.original, bool(kept.left_out)) == (kept.file, None, True)
    made = from_word(review.review, scrutiny, making.word())
    verbs.replace_file(made, data=making.word("Other"), filename="b.docx", at=AT, by=scrutiny)
    with pytest.raises(Refused, match="Another file"):
        evidence_files.accept_evidence_file(made, file=made.file_id, at=AT, by=scrutiny)
