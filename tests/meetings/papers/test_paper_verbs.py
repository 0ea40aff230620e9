"""Expecting, receiving, withholding and removing papers; background documents, kept four years (R22, s.100D)."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.files import files
from committee.wording.dates import LONDON
from meetings.agendas import preflight, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import BackgroundDocument, Paper, PaperFile
from meetings.papers import background_verbs, withholding
from meetings.papers import verbs as papers
from tests.meetings import publishing as made
from tests.meetings.packs import making
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import EXEMPT
from tests.meetings.world import moment
from tests.staging import staged

AT = dt.datetime(2022, 4, 1, 9, tzinfo=LONDON)


@staged
def item(safeguarding, clerk, officer):
    meeting = calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)
    return agenda.add_item(meeting, title="Young Carers", owner=officer.person, by=clerk)


@staged
def owed(item, clerk):
    return papers.expect_paper(item, title="Report", due_on=dt.date(2022, 3, 31), by=clerk)


def test_a_file_that_comes_in_is_counted_and_kept_and_its_forerunner_too(owed, clerk):
    papers.receive_file(owed, data=making.pdf_of(3), filename="C:\\reports\\carers.pdf", at=AT, by=clerk)
    papers.receive_file(owed, data=making.pdf_of(4), filename="carers-2.pdf", at=AT, by=clerk)
    owed.refresh_from_db()
    assert (owed.state, owed.file.pages, owed.file.number) == ("received", 4, 2)
    assert [(file.original_name, file.pages) for file in owed.files.all()] == [("carers.pdf", 3), ("carers-2.pdf", 4)]
    assert files.read(owed.file.stored).startswith(b"%PDF")


def test_a_paper_that_is_opened_loses_its_grounds(owed, clerk):
    assert withholding.set_access(owed, access="confidential", confidential_reason="Court order.", by=clerk).is_withheld
    marked = withholding.set_access(owed, by=clerk, **EXEMPT)
    assert (marked.access, marked.paragraphs) == ("exempt", "3")
    opened = withholding.set_access(marked, access="open", by=clerk)
    grounds = (opened.paragraphs, opened.public_interest_reason, opened.not_registrable)
    assert (opened.access, *grounds) == ("open", "", "", False)


def test_a_paper_with_a_bad_file_or_access_is_not_added_at_all(item, clerk):
    for kwargs in ({"data": b""}, {"data": making.pdf_of(1), "access": "exempt"}):
        with pytest.raises(Refused):
            papers.add_paper(item, title="Report", filename="a.pdf", at=AT, by=clerk, **kwargs)
    assert not Paper.objects.exists()
    added = papers.add_paper(item, title="Report", filename="a.pdf", data=making.pdf_of(1), at=AT, by=clerk, **EXEMPT)
    assert (added.state, added.access) == ("received", "exempt")


def test_an_appendix_and_an_open_version_belong_to_the_same_item(item, owed, clerk):
    other = papers.expect_paper(agenda.add_item(item.meeting, title="Other", by=clerk), title="Other report", by=clerk)
    with pytest.raises(Refused, match="same item"):
        papers.edit_paper(owed, appendix_of=other, by=clerk)
    appendix = papers.expect_paper(item, title="Prices", by=clerk)
    papers.edit_paper(appendix, appendix_of=owed, by=clerk)
    with pytest.raises(Refused, match="Only an exempt"):
        papers.edit_paper(appendix, open_version=owed, by=clerk)
    withholding.set_access(appendix, by=clerk, **EXEMPT)
    papers.edit_paper(appendix, open_version=owed, by=clerk)
    with pytest.raises(Refused, match="must stay open"):
        withholding.set_access(owed, by=clerk, **EXEMPT)


def test_a_removed_paper_takes_its_files_and_leaves_its_appendices(item, owed, clerk):
    papers.receive_file(owed, data=making.pdf_of(1), filename="a.pdf", at=AT, by=clerk)
    appendix = papers.expect_paper(item, title="Prices", by=clerk)
    papers.edit_paper(appendix, appendix_of=owed, by=clerk)
    papers.remove_paper(owed, by=clerk)
    appendix.refresh_from_db()
    assert appendix.appendix_of is None
    assert not PaperFile.objects.exists()


def test_a_paper_that_is_in_cannot_be_to_follow(owed, clerk):
    assert papers.mark_to_follow(owed, by=clerk).state == "to_follow"
    papers.receive_file(owed, data=making.pdf_of(1), filename="a.pdf", at=AT, by=clerk)
    with pytest.raises(Refused, match="has been received"):
        papers.mark_to_follow(owed, by=clerk)


def test_leave_to_read_is_the_proper_officers_and_says_so(owed, clerk, proper_officer, other_member):
    with pytest.raises(Refused, match="is open"):
        withholding.grant_need_to_know(owed, person=other_member.person, reason="Her Ward.", at=AT, by=clerk)
    withholding.set_access(owed, by=clerk, **EXEMPT)
    grant = withholding.grant_need_to_know(owed, person=other_member.person, reason="Her Ward.", at=AT, by=clerk)
    assert grant.acting_for == "Petra Proper, Director of Corporate Services"
    with pytest.raises(Refused, match="already"):
        withholding.grant_need_to_know(owed, person=other_member.person, reason="Her Ward.", at=AT, by=proper_officer)


def test_the_officer_who_owes_a_paper_is_reminded_once_asked(item, owed, clerk, officer):
    assert papers.chase(owed, at=AT, by=clerk) == officer
    assert mail.outbox[0].to == [officer.email]
    assert "Report" in mail.outbox[0].subject
    assert "reminded" in str(audit.trail_of(owed).first())
    agenda.edit_item(item, owner=None, by=clerk)
    with pytest.raises(Refused, match="has no author"):
        papers.chase(Paper.objects.get(pk=owed.pk), at=AT, by=clerk)


def paper_of(committee, day, clerk):
    item = agenda.add_item(calendar.schedule(committee, day, by=clerk), title="Young carers", by=clerk)
    return papers.expect_paper(item, title="Young carers report", by=clerk)


@pytest.fixture
def paper(safeguarding, clerk):
    return paper_of(safeguarding, timezone.localdate() - dt.timedelta(days=30), clerk)


def add(paper, clerk, title="The survey itself") -> BackgroundDocument:
    return background_verbs.add_background(
        paper, title=title, data=pdf_of(2, "Survey"), filename="survey.pdf", at=timezone.now(), by=clerk
    )


def test_r22_an_unpublished_paper_or_item_with_a_background_document_is_not_removed(paper, clerk):
    add(paper, clerk)
    item = paper.item
    for act in (lambda: papers.remove_paper(paper, by=clerk), lambda: agenda.remove_item(item, by=clerk)):
        with pytest.raises(Refused, match="A background paper is kept with “Young carers report”") as refused:
            act()
        assert refused.value.rule == "R22"
    assert BackgroundDocument.objects.filter(paper=paper).exists()


def test_r22_a_background_document_cannot_be_removed_before_four_years_have_expired(clerk, safeguarding):
    document = add(paper_of(safeguarding, dt.date(2021, 3, 5), clerk), clerk)
    with pytest.raises(Refused, match="until the end of") as refused:
        background_verbs.remove_background(document, at=moment(2025, 3, 4, 9), by=clerk)
    assert refused.value.rule == "R22"
    background_verbs.remove_background(document, at=moment(2025, 3, 5, 9), by=clerk)
    assert not BackgroundDocument.objects.exists()


@pytest.mark.both_databases("constraints: a document once in a list")
def test_a_document_sent_twice_is_kept_once(paper, clerk):
    assert add(paper, clerk) == add(paper, clerk)
    assert add(paper, clerk, title="Another title").title == "Another title"
    assert BackgroundDocument.objects.count() == 2


@pytest.mark.both_databases("triggers: background documents are kept for four years")
@pytest.mark.parametrize(
    "sql", ["DELETE FROM meetings_backgrounddocument", "UPDATE meetings_backgrounddocument SET title = 'x'"]
)
def test_r22_the_database_itself_refuses_to_remove_or_change_one(paper, clerk, sql):
    document = add(paper, clerk)
    with pytest.raises(DatabaseError, match="kept for four years"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert BackgroundDocument.objects.filter(pk=document.pk, title="The survey itself").exists()


@pytest.mark.both_databases("triggers: background documents are kept for four years")
def test_r22_the_database_counts_the_years_to_the_day(safeguarding, clerk):
    today = timezone.localdate()
    try:
        four_years_ago = today.replace(year=today.year - 4)
    except ValueError:
        pytest.skip("Four years ago there was no such day.")
    gone = add(paper_of(safeguarding, four_years_ago, clerk), clerk)
    kept = add(paper_of(safeguarding, four_years_ago + dt.timedelta(days=1), clerk), clerk)
    gone.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


def test_neither_a_withheld_paper_nor_what_is_no_pdf_makes_a_background_document(paper, clerk):
    with pytest.raises(Refused):
        add_file(paper, clerk, b"%PDF-1.7 rubbish")
    withholding.set_access(paper, by=clerk, **made.EXEMPT)
    with pytest.raises(Refused, match="not open to inspection"):
        add(paper, clerk)
    assert not BackgroundDocument.objects.exists()


# --- Background documents pass what papers pass (R16) ---------------------------------------------------------------

SECRET = "Zanzibar Respite offers four hundred and twelve pounds a night for"  # eleven words a page


@staged
def meeting(safeguarding, clerk, proper_officer):
    """Return an unpublished meeting with an open report on Young Carers and an exempt bid."""
    meeting = made.meeting_of(safeguarding, clerk)
    made.report(meeting, clerk)
    item = agenda.add_item(meeting, title="Prices of Zanzibar", public_title="Respite care", part=2, by=clerk)
    papers.add_paper(
        item, title="Bid", data=pdf_of(3, SECRET), filename="larkfield.pdf", at=made.AT, by=clerk, **made.EXEMPT
    )
    return meeting


def open_paper(meeting):
    return made.item_of(meeting, "Young Carers").papers.get()


def add_file(paper, clerk, data, title="The survey itself") -> BackgroundDocument:
    return background_verbs.add_background(paper, title=title, data=data, filename="b.pdf", at=made.AT, by=clerk)


@pytest.mark.parametrize(
    ("data", "title", "why"),
    [
        (pdf_of(5, f"A cover, then {SECRET}"), "Survey", "words of the withheld paper of item"),
        (pdf_of(1, "About the prices of Zanzibar"), "Survey", r"the hidden title of item \d+ \(page 1\)"),
        (pdf_of(1, "Survey"), "The Prices of Zanzibar", r"the hidden title of item \d+ \(its title\)"),
        (pdf_of(1, "Survey"), "Larkfield", "the file name of the withheld paper"),
    ],
)
def test_r16_nothing_withheld_is_taken_in_as_a_background_document(meeting, clerk, data, title, why):
    with pytest.raises(Refused, match=why) as refused:
        add_file(open_paper(meeting), clerk, data, title)
    assert refused.value.rule == "R16" and "Zanzibar" not in refused.value.text
    assert not BackgroundDocument.objects.exists()


def test_r16_an_exempt_paper_of_another_committee_or_a_copy_of_it_is_taken_in_nowhere(meeting, planning, clerk):
    elsewhere = open_paper_of(planning, clerk)
    with pytest.raises(Refused, match=r"the same file as the withheld paper of item \d of the meeting of") as refused:
        add_file(elsewhere, clerk, pdf_of(3, SECRET))
    assert refused.value.rule == "R16"
    told = ", ".join(f"{SECRET} night {number} of the year and of every year after" for number in range(4))
    secret = made.item_of(meeting, "Prices of Zanzibar").papers.get()
    papers.receive_file(secret, data=pdf_of(2, told), filename="a.pdf", at=made.AT, by=clerk)
    with pytest.raises(Refused, match="nearly all the words of the withheld paper of item") as refused:
        add_file(elsewhere, clerk, pdf_of(3, f"Draft. {told}"))
    assert refused.value.rule == "R16"


def open_paper_of(committee, clerk):
    return made.report(made.meeting_of(committee, clerk), clerk)


def test_r16_a_document_stops_publication_where_its_words_are_withheld_afterwards(meeting, clerk):
    report = made.report(meeting, clerk, title="Homes", data=pdf_of(3, "One two three four five six seven eight nine"))
    document = add_file(open_paper(meeting), clerk, pdf_of(2, "One two three four five six seven eight nine"))
    assert r16(meeting) == []
    withholding.set_access(report, by=clerk, **made.EXEMPT)
    (said,) = r16(meeting)
    assert said.startswith(f"The background paper “{document.title}” of item ")
    assert "words of the withheld paper of item" in said
    made.built(meeting)
    with pytest.raises(Refused, match="background paper"):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)


def test_r16_what_an_exempt_paper_rests_on_is_as_closed_as_it(meeting, clerk):
    """Added while the paper was open; s.100D(4)."""
    report = made.report(meeting, clerk, title="Homes")
    scores = "The scores that every bidder was given by each member of the panel"
    add_file(report, clerk, pdf_of(2, scores), title="Scores")
    withholding.set_access(report, by=clerk, **made.EXEMPT)
    other = open_paper(meeting)
    for data, why in (
        (pdf_of(2, scores), "same file as a background paper of a withheld paper"),
        (pdf_of(4, scores), "words of a background"),
    ):
        with pytest.raises(Refused, match=why):
            add_file(other, clerk, data)
    BackgroundDocument.objects.update(fingerprint=b"")
    with pytest.raises(Refused, match=r"A background paper of the withheld paper .* fingerprint_papers"):
        add_file(other, clerk, pdf_of(1, "Survey"))
    call_command("fingerprint_papers")
    with pytest.raises(Refused, match="words of a background paper"):
        add_file(other, clerk, pdf_of(4, scores))


def test_r53_personal_data_in_a_background_document_is_told_at_once_and_before_publication(meeting, desk):
    paper = open_paper(meeting)
    upload = SimpleUploadedFile("b.pdf", pdf_of(2, "Write to mary@gmail.com"), "application/pdf")
    path = f"/desk/meetings/safeguarding/{meeting.slug}/papers/{paper.pk}/background/"
    answer = desk.post(path, {"title": "Survey", "file": upload}, follow=True)
    assert "private email address" in answer.content.decode()
    (warning,) = [check for check in preflight.preflight(meeting, on=made.LAST_DAY) if check.rule == "R53"]
    assert warning.text.startswith("The background paper “Survey” of item ") and "pages 1 and 2" in warning.text


def r16(meeting) -> list[str]:
    """Return the findings that stop publication under R16."""
    found = preflight.preflight(meeting, on=made.LAST_DAY)
    return [check.text for check in found if check.blocks and check.rule == "R16"]
