"""A file handed in is checked by a worker, nothing undecided is read; a Word file becomes a PDF its author accepts."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.files import files
from committee.law.findings import Severity
from committee.models import AuditEntry, Person
from meetings.agendas import preflight, publishing
from meetings.agendas import verbs as agenda
from meetings.management.commands import worker
from meetings.models import Conversion, Edition, Paper, PaperState, Upload, UploadState
from meetings.packs.builds import build
from meetings.packs.builds.lease import TakenOver
from meetings.packs.intake import sandbox, take_in
from meetings.packs.intake.office import convert, ocr
from meetings.papers import conversions, handing_in, taking_in, uploads
from meetings.papers import verbs as papers
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of
from tests.meetings import publishing as made
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.intake.office.making import POISON
from tests.meetings.packs.making import pdf_of, with_password
from tests.staging import staged
from tests.uploads import check_all

pytestmark = pytest.mark.usefixtures("printed_by_us")
NOW = timezone.now()
WHERE = ["safeguarding", "2022-04-21"]


@staged
def paper(meeting, clerk, officer) -> Paper:
    item = agenda.add_item(meeting, title="Fostering", owner=officer.person, by=clerk)
    return papers.expect_paper(item, title="Fostering report", by=clerk)


def handed_in(paper, by, data: bytes = b"", name: str = "report.pdf", at: dt.datetime = NOW) -> Upload:
    return handing_in.hand_in(paper, data=data or pdf_of(1, "Fostering"), filename=name, at=at, by=by)


def others(meeting, clerk, count: int) -> list[Paper]:
    olive = Person.objects.get(slug="olive-officer")
    item = agenda.add_item(meeting, title="Adoption", owner=olive, by=clerk)
    return [papers.expect_paper(item, title=f"Report {number}", by=clerk) for number in range(count)]


def again(upload: Upload) -> Upload:
    return Upload.objects.get(pk=upload.pk)


def kept(private_files) -> int:
    return sum(path.is_file() for path in private_files.rglob("*") if "made" not in path.parts)


def text(answer) -> str:
    return answer.content.decode()


def test_no_request_opens_it_and_a_worker_takes_it_in_and_deletes_its_original(
    paper, officer, private_files, monkeypatch
):
    def opened(*args, **more):
        raise AssertionError("A request has opened a stranger's file.")

    with monkeypatch.context() as request:
        request.setattr(sandbox, "run", opened)
        upload = handed_in(paper, officer, name="C:\\reports\\fostering.pdf")
    assert Paper.objects.get(pk=paper.pk).state == PaperState.DUE
    original = upload.original
    check_all()
    now = Paper.objects.get(pk=paper.pk)
    assert (now.state, now.file.original_name, now.file.received_by) == ("received", "fostering.pdf", officer)
    assert now.file.received_at == NOW
    assert (again(upload).state, again(upload).original) == (UploadState.TAKEN, None)
    assert not files.holds(original) and files.holds(now.file.stored)


def test_it_is_refused_with_its_reason_on_the_paper_and_deleted(paper, officer, desk, private_files):
    upload = handed_in(paper, officer, with_password())
    check_all()
    assert again(upload).state == UploadState.REFUSED and "password" in again(upload).reason
    assert not files.holds(upload.original)
    for page in ("paper", "paper-checks"):
        found = text(desk.get(reverse(f"desk:{page}", args=[*WHERE, paper.pk])))
        assert "The file cannot be used." in found and "password" in found
    assert AuditEntry.objects.filter(did="refused a file for", by=None).count() == 1
    handed_in(paper, officer)
    check_all()
    assert "The file cannot be used." not in text(desk.get(reverse("desk:paper", args=[*WHERE, paper.pk])))


def test_a_check_whose_worker_was_killed_is_taken_up_and_given_up_after_three(paper, officer, checked_at_once):
    upload = handed_in(paper, officer)
    late = timezone.now() + 2 * uploads.heartbeat_timeout()
    original = files.keep(pdf_of(1, "Fostering"))
    lost = {"state": UploadState.CHECKING, "original": original, "heartbeat": NOW - dt.timedelta(minutes=2)}
    Upload.objects.filter(pk=upload.pk).update(**lost, attempts=1)
    worker.look_once(timezone.now())
    assert (again(upload).state, again(upload).attempts) == (UploadState.TAKEN, 2)
    assert not files.holds(upload.original)
    Upload.objects.filter(pk=upload.pk).update(**lost, attempts=3)
    assert uploads.reap(late) == 1
    assert again(upload).state == UploadState.REFUSED and "failed 3 times" in again(upload).reason
    assert again(upload).original is None and uploads.reap(late) == 0


def test_a_file_waits_while_storage_is_away_and_that_is_no_attempt(paper, officer, monkeypatch):
    def unavailable(record):
        raise files.Unavailable(files.OUT_OF_REACH)

    upload = handed_in(paper, officer)
    with monkeypatch.context() as away:
        away.setattr(files, "read", unavailable)
        check_all()
    assert (again(upload).state, again(upload).attempts) == (UploadState.WAITING, 0)
    check_all()
    assert again(upload).state == UploadState.TAKEN


def test_with_no_worker_the_page_says_so_and_says_nothing_while_one_is_at_work(meeting, paper, officer, clerk, desk):
    page = reverse("desk:paper-checks", args=[*WHERE, paper.pk])
    upload = handed_in(paper, officer, at=timezone.now())
    assert "no worker is running" not in text(desk.get(page)) and "Check again" in text(desk.get(page))
    Upload.objects.update(handed_in_at=timezone.now() - 2 * uploads.heartbeat_timeout())
    assert "no worker is running" in text(desk.get(page))
    other = handed_in(others(meeting, clerk, 1)[0], officer)
    assert uploads.Checking.take(other.pk)
    assert "no worker is running" not in text(desk.get(page))
    assert again(upload).state == UploadState.WAITING


def test_what_is_taken_in_is_kept_though_its_like_is_deleted_at_that_moment(paper, officer, monkeypatch):
    def received(*args, **said):
        file = papers_receive(*args, **said)
        files.erase(file.stored)
        return file

    papers_receive = papers.receive_file
    monkeypatch.setattr(papers, "receive_file", received)
    handed_in(paper, officer)
    check_all()
    paper.refresh_from_db()
    assert files.holds(paper.file.stored)


def test_an_act_that_fails_keeps_nothing_of_the_file(paper, officer, monkeypatch, private_files):
    def fails(upload: Upload) -> None:
        raise RuntimeError("the queue is away")

    monkeypatch.setattr(uploads, "begin", fails)
    with pytest.raises(RuntimeError):
        handed_in(paper, officer)
    assert (kept(private_files), Upload.objects.count()) == (0, 0)


@pytest.mark.parametrize(("limit", "is_own"), [("MOST_WAITING", False), ("MOST_OF_ONE", True)])
def test_where_all_places_of_the_queue_or_of_one_person_are_taken_the_next_is_told_to_come_again(
    meeting, paper, officer, clerk, monkeypatch, limit, is_own
):
    monkeypatch.setattr(handing_in, limit, 2)
    *sent, last = others(meeting, clerk, 3)
    for one in sent:
        handed_in(one, officer)
    told = "you have 2 files waiting to be checked" if is_own else "2 files are waiting to be checked"
    with pytest.raises(Refused, match=told):
        handed_in(last, officer if is_own else clerk, pdf_of(1, "Other"))
    assert Upload.objects.count() == 2
    if is_own:
        handed_in(paper, clerk)
    check_all()
    handed_in(last, officer)


def test_three_files_of_one_person_are_checked_at_once_and_the_next_when_one_is_decided(
    meeting, paper, officer, clerk, monkeypatch
):
    begun = []
    monkeypatch.setattr(uploads, "begin", lambda upload: begun.append(upload.pk))
    sent = [handed_in(one, officer) for one in others(meeting, clerk, 4)]
    theirs = [uploads.Checking.take(one.pk) for one in sent]
    assert [one is not None for one in theirs] == [True, True, True, False]
    assert uploads.Checking.take(handed_in(paper, clerk).pk), "another person's does not wait for them"
    Upload.objects.filter(pk=sent[0].pk).update(state=UploadState.WAITING)
    begun.clear()
    uploads.check_upload.func(sent[0].pk)
    assert begun == [sent[3].pk]


def test_the_agenda_is_not_published_before_it_is_decided_and_that_says_which(meeting, paper, officer, clerk):
    handed_in(paper, officer, name="fostering.pdf")
    found = [one for one in preflight.preflight(meeting, on=made.AT.date()) if paper.title in one.text]
    assert [(one.rule, one.blocks) for one in found] == [("P10", True)]
    assert "“fostering.pdf”" in found[0].text and f"item {paper.item.number}" in found[0].text
    with pytest.raises(Refused, match=r"“fostering\.pdf”, uploaded for “Fostering report”"):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)


def test_a_supplement_waits_for_it_too_and_a_correction_does_not(meeting, paper, officer, clerk):
    papers.mark_to_follow(paper, by=clerk)
    made.report(meeting, clerk)
    made.issue(meeting, clerk)
    handed_in(Paper.objects.get(pk=paper.pk), officer)
    rules = {for_: {one.rule for one in preflight.preflight(meeting, on=made.AT.date(), for_=for_)}
             for for_ in (preflight.SUPPLEMENT, preflight.CORRECTION)}  # fmt: skip
    assert "P10" in rules[preflight.SUPPLEMENT] and "P10" not in rules[preflight.CORRECTION]
    check_all()
    assert "P10" not in {one.rule for one in preflight.preflight(meeting, on=made.AT.date(), for_=preflight.SUPPLEMENT)}


def test_nothing_undecided_is_sent_to_anybody_or_bound(meeting, paper, officer, desk):
    handed_in(paper, officer)
    sender = client_of(officer)
    assert desk.get(reverse("desk:paper-file", args=[*WHERE, paper.pk])).status_code == 404
    assert sender.get(reverse("officers:paper-file", args=[paper.pk])).status_code == 404
    pack = build.build(meeting, Edition.DRAFT, at=made.AT)
    assert paper.pk not in {part.get("paper") for part in pack.manifest}


def test_a_paper_that_is_removed_takes_what_is_undecided_with_it(
    paper, officer, clerk, django_capture_on_commit_callbacks
):
    upload = handed_in(paper, officer)
    attempt = uploads.Checking.take(upload.pk)
    taken = taking_in.take_in(files.read(upload.original), upload.filename)
    with django_capture_on_commit_callbacks(execute=True):
        papers.remove_paper(paper, by=clerk)
    assert not Upload.objects.exists() and not files.holds(upload.original)
    with pytest.raises(Refused, match="has removed"):
        attempt.accept(taken)
    with pytest.raises(TakenOver):
        attempt.refuse("It is gone.")


def test_a_takedown_takes_what_was_handed_in_and_refused_with_it(published, clerk, officer):
    paper = published.open_paper
    made_of = {"paper": paper, "filename": "Jane Doe.pdf", "handed_in_by": officer, "handed_in_at": NOW}
    Upload.objects.create(**made_of, heartbeat=NOW, state=UploadState.REFUSED, reason="“Jane Doe.pdf” is damaged.")
    why = {"ground": "personal", "why": "It names a child.", "at": NOW}
    takedowns.hide(paper, **why, by=clerk)
    assert not Upload.objects.exists()


def test_nobody_is_reminded_of_a_paper_whose_file_is_being_checked(paper, officer, clerk, mailoutbox):
    handed_in(paper, officer, with_password(), name="fostering.pdf")
    with pytest.raises(Refused, match=r"“fostering\.pdf” has been uploaded"):
        papers.chase(paper, at=NOW, by=clerk)
    check_all()
    assert papers.chase(paper, at=NOW, by=clerk) == officer
    assert len(mailoutbox) == 1


def converted(paper, officer) -> Conversion:
    handing_in.hand_in(paper, data=making.poisoned_word(), filename="Fostering v2.docx", at=NOW, by=officer)
    check_all()
    return Conversion.objects.get(file__paper=paper)


def test_an_officer_hands_in_word_sees_both_sides_and_accepts(paper, officer, clerk, private_files, by_officer):
    sent = SimpleUploadedFile("Fostering v2.docx", making.poisoned_word())
    by_officer.post(reverse("officers:paper", args=[paper.pk]), {"file": sent})
    check_all()
    kept = Conversion.objects.get(file__paper=paper)
    assert (kept.original_name, kept.looks, kept.program) == ("Fostering v2.docx", "a Word document", convert.PORTAL)
    page = by_officer.get(reverse("officers:paper-received", args=[paper.pk])).content.decode()
    assert "Tracked deletions" in page and POISON["deleted"] in page and POISON["author"] not in page
    there = by_officer.post(reverse("officers:paper-accept", args=[paper.pk, 1]), follow=True).content.decode()
    assert "Accepted by" in there and Conversion.objects.get().accepted_by == officer
    with pytest.raises(Refused, match="accepted already"):
        conversions.accept_conversion(paper, file=1, at=NOW, by=clerk)
    papers.receive_file(paper, data=pdf_of(1), filename="new.pdf", at=NOW, by=officer)
    with pytest.raises(Refused, match="Another file"):
        conversions.accept_conversion(paper, file=1, at=NOW, by=officer)


def test_the_desk_sees_both_sides_and_pre_flight_names_what_nobody_has_looked_at(paper, meeting, officer, clerk):
    converted(paper, officer)
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
    kept = converted(paper, officer)
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
    converted(paper, officer)
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
