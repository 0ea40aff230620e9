"""Evidence of a review: who reads it, what is public or deleted, and what the PDF of a Word file lacks."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import AuditEntry, StoredFile
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import preflight
from meetings.calendar import verbs as calendar
from meetings.models import UploadState
from meetings.packs.intake import take_in
from meetings.papers import file_checks
from meetings.papers import verbs as papers
from reviews.daily import forget_evidence_in_time
from reviews.evidence import evidence_files, forgetting, publication, verbs
from reviews.evidence.verbs import record_consent, set_evidence_access
from reviews.findings import finding_verbs as findings
from reviews.models import Evidence, EvidenceConversion, EvidenceFile, Review
from reviews.proposing.verbs import publish_review
from tests.conftest import user
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.intake.office.making import POISON as LEFT_OUT
from tests.meetings.packs.making import pdf_of
from tests.reviews import given
from tests.reviews.world import AT, ON

pytestmark = pytest.mark.usefixtures("printed_by_us")
POISON = "zygomorphic"
LATER = dt.date(2021, 7, 1)


def test_a_reference_is_never_used_again_and_a_review_holds_two_hundred(review, scrutiny, monkeypatch):
    first, second = (given.piece(review.review, scrutiny) for _ in range(2))
    verbs.withdraw_evidence(second, reason="They took it back.", on=LATER, by=scrutiny)
    forgetting.forget_evidence(second, on=LATER, by=scrutiny)
    assert [first.reference, second.reference] == ["E1", "E2"]
    assert given.piece(review.review, scrutiny).reference == "E3"
    monkeypatch.setattr(verbs, "MOST", 3)
    with pytest.raises(Refused, match="at most 3 pieces of evidence"):
        given.piece(review.review, scrutiny)


@pytest.mark.both_databases("triggers: references of evidence")
def test_the_database_keeps_a_reference_and_what_is_forgotten_forgotten(review, scrutiny):
    forgetting.forget_evidence(given.piece(review.review, scrutiny), on=LATER, by=scrutiny)
    for act in ("UPDATE {} SET number = 9", "UPDATE {} SET forgotten_on = NULL, text = 'Back.'", "DELETE FROM {}"):
        kept = pytest.raises(DatabaseError, match="keeps its reference")
        with kept, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act.format("reviews_evidence"))


def test_evidence_is_words_or_a_file_and_says_why_it_is_exempt(review, scrutiny):
    before = StoredFile.objects.count()
    for wrong, text in (
        ({"text": ""}, "not both"),
        ({"data": pdf_of(1), "filename": "a.pdf"}, "not both"),
        ({"text": "", "data": b"\x00\x00\x00", "filename": "a.pdf"}, "another type of file"),
        ({"access": "exempt"}, "at least one paragraph of Schedule 12A"),
        ({"agreed_how": " "}, "how they told you"),
        ({"received_on": LATER}, "in the future"),
    ):
        with pytest.raises(Refused, match=text):
            given.piece(review.review, scrutiny, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(review=review.review, number=9, title="A", received_on=ON, added_at=AT)
    assert not Evidence.objects.exists() and not EvidenceFile.objects.exists()
    assert [files.holds(one) for one in StoredFile.objects.all()[before:]] in ([], [False])


def test_a_file_is_read_by_nobody_before_it_is_checked_and_its_original_goes(review, scrutiny, client, chairman):
    made = given.piece(review.review, scrutiny, text="", data=pdf_of(1, given.WORDS), filename="statement.pdf")
    original = made.file.original
    client.force_login(chairman)
    address = reverse("members:review-evidence-file", args=[review.review.slug, 1])
    assert client.get(address).status_code == 404
    with pytest.raises(Refused, match="has not been checked"):
        publication.publish_evidence(made, at=AT, by=scrutiny)
    given.check_all()
    file = EvidenceFile.objects.get()
    assert (file.state, file.original, file.pages) == (UploadState.TAKEN, None, 1)
    assert original.pk == file.stored_id or not files.holds(original)
    assert b"".join(client.get(address)).startswith(b"%PDF")


def test_a_check_whose_worker_died_is_taken_up_and_given_up_after_three(review, scrutiny, monkeypatch):
    given.piece(review.review, scrutiny, text="", data=pdf_of(1), filename="slow.pdf")
    monkeypatch.setattr(evidence_files, "begin_check", lambda file: None)
    for attempt in (1, 2, 3):
        assert evidence_files.Checking.take(EvidenceFile.objects.get().pk).number == attempt
        EvidenceFile.objects.update(heartbeat=AT)
        assert evidence_files.reap(AT + dt.timedelta(hours=1)) == 1
    assert EvidenceFile.objects.get().is_refused


def test_what_is_published_redacted_is_never_read_as_it_came(review, scrutiny, client):
    whole = given.with_file(review.review, scrutiny, f"All of it: {POISON}", access="private", contact=POISON)
    with pytest.raises(Refused, match="not open"):
        publication.publish_evidence(whole, at=AT, by=scrutiny)
    given.redacted_and_published(whole, scrutiny)
    address = reverse("public:review-evidence-file", args=[review.review.slug, 1])
    assert client.get(address).status_code == 404, "the review is not published"
    publish_review(review.review, at=AT, by=scrutiny)
    slug = Review.objects.get(pk=review.review.pk).slug
    sent = b"".join(client.get(reverse("public:review-evidence-file", args=[slug, 1])))
    assert sent == files.read(Evidence.objects.get().redacted.stored)
    assert POISON.encode() not in client.get(reverse("public:review-evidence", args=[slug, 1])).content
    for act in (
        lambda: publication.remove_redacted(whole, by=scrutiny),
        lambda: publication.redact_evidence(whole, text="Other words.", at=AT, by=scrutiny),
        lambda: verbs.replace_file(whole, data=pdf_of(1), filename="a.pdf", at=AT, by=scrutiny),
    ):
        with pytest.raises(Refused, match="Unpublish it first"):
            act()
    publication.unpublish_evidence(whole, reason="It names a school.", on=LATER, by=scrutiny)
    assert client.get(reverse("public:review-evidence", args=[slug, 1])).status_code == 404


def test_open_evidence_is_not_closed_while_anybody_reads_it_and_the_database_keeps_that(review, scrutiny):
    made = given.piece(review.review, scrutiny)
    publication.publish_evidence(made, at=AT, by=scrutiny)
    with pytest.raises(Refused, match="public in its original form"):
        set_evidence_access(made, access="private", by=scrutiny)
    for wrong in ({"access": "private"}, {"withdrawn_on": ON, "withdrawn_reason": "A"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=made.pk).update(**wrong)
    whole = given.piece(review.review, scrutiny, access="private")
    publication.redact_evidence(whole, text=given.WORDS, at=AT, by=scrutiny)
    publication.publish_evidence(Evidence.objects.get(pk=whole.pk), at=AT, by=scrutiny)
    with pytest.raises(Refused, match="Unpublish it first"):
        set_evidence_access(whole, by=scrutiny, **given.EXEMPT)


def test_r11_evidence_is_withheld_on_the_grounds_of_papers(review, scrutiny, by_scrutiny):
    made = given.piece(review.review, scrutiny, access="private")
    address = reverse("desk:review-evidence-access", args=[review.review.slug, 1])
    sent = {"access": "exempt", "paragraphs": "3", "not_own_development": "on"}
    refused = by_scrutiny.post(address, sent)
    assert refused.status_code == 422
    assert "outweighs the public interest" in refused.text and "does not have to be registered" in refused.text
    sent |= {"paragraphs": "1", "public_interest_reason": "A pupil is known by it."}
    assert by_scrutiny.post(address, sent).status_code == 302
    made.refresh_from_db()
    assert made.marking.startswith("Not for publication by virtue of paragraph 1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=made.pk).update(paragraphs="")
    with pytest.raises(Refused, match="which department’s terms"):
        set_evidence_access(made, access="confidential", by=scrutiny)


def test_r16_the_proper_officer_alone_opens_withheld_evidence_with_the_reason(review, scrutiny, proper_officer, client):
    made = given.piece(review.review, scrutiny, **given.EXEMPT)
    for access in ("open", "private"):
        with pytest.raises(Refused, match="only the proper officer opens it"):
            set_evidence_access(made, access=access, by=scrutiny)
    address = reverse("desk:review-evidence-allow", args=[review.review.slug, 1])
    client.force_login(proper_officer)
    assert client.post(address, {"reason": "The pupil has left the county."}).status_code == 302
    made.refresh_from_db()
    assert (made.access, made.paragraphs, made.leaves.get().reason) == ("private", "", "The pupil has left the county.")
    assert AuditEntry.objects.filter(did="allowed to be opened evidence of", by=proper_officer).exists()


def test_r16_withheld_evidence_is_told_by_no_word_or_file_of_the_review(review, scrutiny):
    secret = "The girl in the blue coat told her teacher on the first Monday of term that nobody had listened to her."
    first = given.with_file(review.review, scrutiny, secret, **given.EXEMPT)
    again = given.with_file(review.review, scrutiny, secret)
    with pytest.raises(Refused, match="E1, withheld evidence of the review"):
        publication.publish_evidence(again, at=AT, by=scrutiny)
    as_words = given.piece(review.review, scrutiny, text=f"One wrote: {secret}")
    with pytest.raises(Refused, match="the withheld evidence E1"):
        publication.publish_evidence(as_words, at=AT, by=scrutiny)
    with pytest.raises(Refused, match="the withheld evidence E1"):
        findings.add_finding(review.review, text=f"We found this. {secret}", by=scrutiny)
    verbs.withdraw_evidence(first, reason="Added anew.", on=LATER, by=scrutiny)
    for piece in (again, as_words):
        with pytest.raises(Refused, match="withheld evidence"):
            publication.publish_evidence(piece, at=AT, by=scrutiny)
    assert publication.publish_evidence(given.piece(review.review, scrutiny), at=AT, by=scrutiny).is_public


def test_r16_an_open_paper_that_says_all_that_withheld_evidence_says_stops_its_agenda(review, scrutiny, clerk):
    private = " ".join(f"On day {number} the girl in the blue coat told her teacher of it." for number in range(20))
    told = " ".join(f"In week {number} the school asked who cares for someone." for number in range(6))
    made = given.with_file(review.review, scrutiny, f"{told} {private}", **given.EXEMPT)
    meeting = calendar.schedule(review.safeguarding.committee, dt.date(2021, 9, 9), by=clerk)
    item = agenda.add_item(meeting, title="Young carers", by=clerk)

    def stopped() -> list[str]:
        found = preflight(meeting, on=LATER)
        return [check.text for check in found if check.blocks and "nearly all the words of E1" in check.text]

    file = {"data": pdf_of(1, f"{told} {private}"), "filename": "a.pdf", "at": AT, "by": clerk}
    paper = papers.add_paper(item, title="Report", background_papers="None", **file)
    assert len(stopped()) == 1
    given.redacted_and_published(made, scrutiny, told)
    papers.receive_file(paper, data=pdf_of(1, told), filename="a.pdf", at=AT, by=clerk)
    assert stopped() == []
    papers.receive_file(paper, data=pdf_of(1, private), filename="a.pdf", at=AT, by=clerk)
    assert stopped()


def test_on_its_day_the_file_and_private_words_go_and_a_line_stays(
    review, scrutiny, client, django_capture_on_commit_callbacks
):
    publish_review(review.review, at=AT, by=scrutiny)
    soon = dt.date(2021, 9, 1)
    private = {**dict.fromkeys(("contact", "post", "body"), POISON), "is_named": False, "forget_on": soon}
    whole = given.with_file(review.review, scrutiny, title="Statement", **private)
    publication.publish_evidence(whole, at=AT, by=scrutiny)
    stored = whole.file.stored
    noon = dt.datetime(2021, 9, 1, 12, tzinfo=dt.UTC)
    assert list(forget_evidence_in_time(at=noon - dt.timedelta(days=1))) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert len(list(forget_evidence_in_time(at=noon))) == 1
    left = Evidence.objects.get()
    assert (left.reference, left.title, left.forgotten_on) == ("E1", "Statement", soon)
    assert not EvidenceFile.objects.exists()
    assert not files.holds(stored)
    assert POISON not in repr(Evidence.objects.values()) + repr(list(AuditEntry.objects.values()))
    assert client.get(reverse("public:review-evidence", args=[whole.review.slug, 1])).status_code == 404
    with pytest.raises(Refused, match="E1 is deleted"):
        verbs.edit_evidence(left, title="Another", at=AT, by=scrutiny)


def test_what_is_forgotten_while_it_is_checked_leaves_no_bytes(
    review, scrutiny, monkeypatch, django_capture_on_commit_callbacks
):
    made = given.piece(review.review, scrutiny, text="", data=pdf_of(1, POISON), filename="statement.pdf")
    whole = file_checks.taken_in

    def meanwhile(data, name, **about):
        forgetting.forget_evidence(made, on=LATER, by=scrutiny)
        return whole(data, name, **about)

    monkeypatch.setattr(file_checks, "taken_in", meanwhile)
    before = set(StoredFile.objects.values_list("pk", flat=True)) - {made.file.original_id}
    with django_capture_on_commit_callbacks(execute=True):
        given.check_all()
    assert not EvidenceFile.objects.exists()
    assert not any(files.holds(one) for one in StoredFile.objects.exclude(pk__in=before))


def test_consent_to_a_file_or_words_ends_where_others_take_their_place(review, scrutiny):
    agreed, neither = "publication and being named", "neither publication nor being named"
    broken = given.with_file(review.review, scrutiny, data=b"%PDF-1.7 nothing", filename="broken.pdf")
    another = {"data": pdf_of(2, given.WORDS), "filename": "whole.pdf"}
    mended = verbs.replace_file(broken, **another, at=AT, by=scrutiny)
    assert (mended.agreed_to, mended.access) == (agreed, "open"), "nobody had read the one that was broken"
    given.check_all()
    filed = verbs.replace_file(mended, **another, at=AT, by=scrutiny)
    written = given.piece(review.review, scrutiny)
    assert verbs.edit_evidence(written, title="Another title", at=AT, by=scrutiny).agreed_to == agreed
    edited = verbs.edit_evidence(written, text="Other words.", at=AT, by=scrutiny)
    given.check_all()
    for piece in (filed, edited):
        assert (piece.agreed_to, piece.access) == (neither, "private")
        with pytest.raises(Refused, match="has not agreed to publication"):
            publication.publish_evidence(Evidence.objects.get(pk=piece.pk), at=AT, by=scrutiny)


def test_consent_is_given_anew_to_other_words_and_to_another_name(review, scrutiny):
    later, words = dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC), {"text": "Other words."}
    made = given.piece(review.review, scrutiny)
    publication.redact_evidence(made, text="Some of our pupils do.", at=AT, by=scrutiny)
    with pytest.raises(Refused, match="redacted copy is of the present words"):
        verbs.edit_evidence(made, **words, at=later, by=scrutiny)
    publication.remove_redacted(made, by=scrutiny)
    verbs.edit_evidence(made, **words, at=later, by=scrutiny)
    with pytest.raises(Refused, match="before that day does not count"):
        record_consent(made, **given.AGREED, at=later, by=scrutiny)
    record_consent(made, **given.AGREED | {"agreed_on": LATER}, at=later, by=scrutiny)
    renamed = verbs.edit_evidence(made, post="Governor", at=later, by=scrutiny)
    assert (renamed.agreed_to, renamed.from_whom_in_public) == ("publication", "From somebody who is not named")


def test_a_redacted_copy_that_leaves_nothing_out_opens_nothing(review, scrutiny):
    long = "It is so, and more of the school and of those pupils was told to us in March."
    for words, copy in ((given.WORDS, f" {given.WORDS} "), (long, f"They wrote: {long}")):
        made = given.piece(review.review, scrutiny, text=words, **given.EXEMPT)
        publication.redact_evidence(made, text=copy, at=AT, by=scrutiny)
        with pytest.raises(Refused, match="says all that is withheld"):
            publication.publish_evidence(made, at=AT, by=scrutiny)
    publication.redact_evidence(made, text="Some of our pupils do.", at=AT, by=scrutiny)
    assert publication.publish_evidence(made, at=AT, by=scrutiny).is_public


def from_word(review, by, data: bytes = b"") -> Evidence:
    return given.with_file(review, by, data=data or making.poisoned_word(), filename="statement.docx")


def test_what_the_pdf_lacks_is_named_and_nobody_publishes_it_before_it_is_accepted(
    review, scrutiny, private_files, django_capture_on_commit_callbacks, by_scrutiny
):
    made = from_word(review.review, scrutiny)
    kept = EvidenceConversion.objects.get()
    assert made.file.is_taken and kept.looks == "a Word document" and files.holds(kept.original)
    words = " ".join(take_in.texts(files.read(made.file.stored)))
    assert "Inserted words stay." in words and not [word for word in LEFT_OUT.values() if word in words]
    with pytest.raises(Refused, match="has not been accepted yet"):
        publication.publish_evidence(made, at=AT, by=scrutiny)
    where = reverse("desk:review-evidence-piece", args=[review.review.slug, 1])
    page = by_scrutiny.get(where).content.decode()
    assert LEFT_OUT["deleted"] in page and "Accept this PDF" in page and "Download the file you sent" in page
    original = reverse("desk:review-evidence-original", args=[review.review.slug, 1, made.file_id])
    assert b"".join(by_scrutiny.get(original)) == making.poisoned_word()
    stored = kept.original
    with django_capture_on_commit_callbacks(execute=True):
        by_scrutiny.post(reverse("desk:review-evidence-accept", args=[review.review.slug, 1, made.file_id]))
    assert "Accepted by" in by_scrutiny.get(where).content.decode()
    assert by_scrutiny.get(original).status_code == 404 and not files.holds(stored)
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
