"""Background documents: added on the desk, open with their paper, kept four years (R22, LGA 1972 s.100D)."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.files import files
from meetings.agendas import preflight, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import BackgroundDocument
from meetings.papers import background_verbs, withholding
from meetings.papers import verbs as papers
from tests.meetings import publishing as made
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import moment
from tests.staging import staged


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


def test_r16_a_document_from_before_that_is_the_file_of_an_exempt_paper_is_served_to_nobody(meeting, clerk, client):
    made.built(meeting)
    publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    paper, secret = open_paper(meeting), made.item_of(meeting, "Prices of Zanzibar").papers.get()
    about = {"added_at": made.AT, "added_by": clerk}
    old = BackgroundDocument.objects.create(paper=paper, title="Zorb figures", stored=secret.file.stored, **about)
    kept = files.keep(pdf_of(2, "Scores of every bidder"))
    BackgroundDocument.objects.create(paper=secret, title="Scores", stored=kept, **about)
    rested_on = BackgroundDocument.objects.create(paper=paper, title="Zorb scores", stored=kept, **about)
    call_command("fingerprint_papers")
    fine = add_file(paper, clerk, pdf_of(1, "Survey"), title="Survey")
    at = f"/committees/safeguarding/{meeting.slug}/"
    page = client.get(f"{at}items/{paper.item.number}/").content
    assert b"Survey" in page and b"Zorb" not in page
    assert client.get(f"{at}background/{fine.pk}/x.pdf").status_code == 200
    for row in (old, rested_on):
        assert client.get(f"{at}background/{row.pk}/x.pdf").status_code == 404


def test_r53_personal_data_in_a_background_document_is_told_at_once_and_before_publication(meeting, clerk, client):
    client.force_login(clerk)
    paper = open_paper(meeting)
    upload = SimpleUploadedFile("b.pdf", pdf_of(2, "Write to mary@gmail.com"), "application/pdf")
    path = f"/desk/meetings/safeguarding/{meeting.slug}/papers/{paper.pk}/background/"
    answer = client.post(path, {"title": "Survey", "file": upload}, follow=True)
    assert "private email address" in answer.content.decode()
    (warning,) = [check for check in preflight.preflight(meeting, on=made.LAST_DAY) if check.rule == "R53"]
    assert warning.text.startswith("The background paper “Survey” of item ") and "pages 1 and 2" in warning.text


def r16(meeting) -> list[str]:
    """Return the findings that stop publication under R16."""
    found = preflight.preflight(meeting, on=made.LAST_DAY)
    return [check.text for check in found if check.blocks and check.rule == "R16"]
