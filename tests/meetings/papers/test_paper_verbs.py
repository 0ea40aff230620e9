"""Papers are expected, received, withheld, removed; background documents (R22); text versions and who writes them."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import NotAllowed
from committee.files import files
from committee.law.findings import Severity
from committee.wording.dates import LONDON
from meetings.agendas import preflight, publishing
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import preflight as all_checks
from meetings.agendas.preflight import privacy
from meetings.calendar import verbs as calendar
from meetings.models import BackgroundDocument, PageText, Paper, PaperFile
from meetings.packs import derived_store
from meetings.packs.intake.report import intake_report
from meetings.packs.reading import view
from meetings.papers import background_verbs, text_versions, withholding
from meetings.papers import verbs as papers
from meetings.papers.text_versions import LONGEST, clear_page_text, write_page_text
from tests.answers import refused
from tests.meetings import publishing as made
from tests.meetings.packs import making
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import EXEMPT, moment
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


def test_a_file_that_comes_in_gets_a_reading_view_and_a_command_makes_missing_ones(
    item, clerk, capsys, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        paper = papers.add_paper(item, title="Report", filename="a.pdf", data=pdf_of(1), at=AT, by=clerk, **EXEMPT)
    assert view.kept(paper.file.stored)
    derived_store.forget_made_of([paper.file.stored.sha256])
    call_command("make_reading_views")
    assert view.kept(paper.file.stored)
    assert "1 reading views made" in capsys.readouterr().out


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
        with refused("R22", "A background paper is kept with “Young carers report”"):
            act()
    assert BackgroundDocument.objects.filter(paper=paper).exists()


def test_r22_a_background_document_cannot_be_removed_before_four_years_have_expired(clerk, safeguarding):
    document = add(paper_of(safeguarding, dt.date(2021, 3, 5), clerk), clerk)
    with refused("R22", "until the end of"):
        background_verbs.remove_background(document, at=moment(2025, 3, 4, 9), by=clerk)
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
    elsewhere = made.report(made.meeting_of(planning, clerk), clerk)
    with pytest.raises(Refused, match=r"the same file as the withheld paper of item \d of the meeting of") as refused:
        add_file(elsewhere, clerk, pdf_of(3, SECRET))
    assert refused.value.rule == "R16"
    told = ", ".join(f"{SECRET} night {number} of the year and of every year after" for number in range(4))
    secret = made.item_of(meeting, "Prices of Zanzibar").papers.get()
    papers.receive_file(secret, data=pdf_of(2, told), filename="a.pdf", at=made.AT, by=clerk)
    with pytest.raises(Refused, match="nearly all the words of the withheld paper of item") as refused:
        add_file(elsewhere, clerk, pdf_of(3, f"Draft. {told}"))
    assert refused.value.rule == "R16"


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
    made.issue(meeting, clerk)
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


ISSUED = made.AT


@staged
def april(safeguarding, clerk, proper_officer, chairman):
    return made.meeting_of(safeguarding, clerk)


@staged
def deck(april, clerk, officer) -> Paper:
    """Return the officer's slides, whose pages 3 and 4 are pictures."""
    data = making.deck_with_pictures(2, 2)
    return made.report(april, clerk, title="Young Carers", owner=officer.person, data=data)


def write(paper: Paper, by, page: int = 3, text: str = "Referrals rose from 41 to 57.") -> PageText:
    return write_page_text(paper.file, page=page, text=text, at=ISSUED, by=by)


def texts(paper: Paper) -> dict[int, str]:
    return {row.page: row.text for row in Paper.objects.get(pk=paper.pk).file.texts.all()}


def test_intake_tells_which_pages_are_pictures_and_how_to_mend_that(deck):
    report = intake_report(deck.file)
    assert dict(report["rows"])["Words"] == "Text, but pages 3 and 4 are pictures"
    assert report["missed"][0]["miss"].startswith("Pages 3 and 4 are pictures")
    assert all(note["mend"] for note in report["missed"])


def test_once_a_paper_has_an_owner_of_its_own_the_items_owner_does_not_write_it(deck, officer, other_officer, clerk):
    papers.edit_paper(deck, owner=other_officer.person, by=clerk)
    write(deck, other_officer)
    with pytest.raises(NotAllowed):
        write(deck, officer)


def test_what_is_no_text_of_a_page_is_refused_in_words_and_leaves_what_was_there(deck, officer):
    write(deck, officer)
    for page, text, says in (
        (0, "Words", "has no page 0"),
        (5, "Words", "has no page 5: it has 4"),
        (3, "", "Enter the text of the page"),
        (3, " \n\x00 \t\u200b\u2060\ufeff\u202e", "Enter the text of the page"),
        (3, "x" * (LONGEST + 1), "20,001 characters long"),
    ):
        with pytest.raises(Refused, match=says):
            write(deck, officer, page=page, text=text)
    assert texts(deck) == {3: "Referrals rose from 41 to 57."}


def test_what_somebody_else_removed_meanwhile_is_not_written_unseen(deck, officer, clerk):
    seen = text_versions.seen_as(write(deck, officer))
    clear_page_text(deck.file, page=3, at=ISSUED, by=clerk)
    with pytest.raises(Refused, match="Someone has removed"):
        write_page_text(deck.file, page=3, text="Again", at=ISSUED, by=officer, seen=seen)


def test_it_is_removed_once_or_with_its_paper_and_its_words_are_not_on_the_trail(deck, officer, clerk):
    write(deck, officer)
    assert "Referrals" not in str([entry.facts for entry in audit.trail_of(deck)])
    clear_page_text(deck.file, page=3, at=ISSUED, by=officer)
    assert texts(deck) == {}
    with pytest.raises(Refused, match="has no text version"):
        clear_page_text(deck.file, page=3, at=ISSUED, by=officer)
    write(deck, officer, text="  One\r\nTwo\x0bThree\x07 \x1b\u202efour\x0c\n\n")
    assert texts(deck) == {3: "One\nTwo\nThree    four"}
    papers.remove_paper(deck, by=clerk)
    assert not PageText.objects.exists()


def test_the_same_file_sent_again_keeps_its_text_and_another_does_not(deck, officer, clerk):
    def receive(data: bytes) -> Paper:
        papers.receive_file(deck, data=data, filename="deck.pdf", at=ISSUED, by=officer)
        return Paper.objects.get(pk=deck.pk)

    write(deck, officer)
    again = receive(making.deck_with_pictures(2, 2))
    assert (again.file.number, texts(again)) == (2, {3: "Referrals rose from 41 to 57."})
    assert PageText.objects.get(file=again.file).written_by == officer
    assert text_versions.left_behind(again.file) == 0
    other = receive(making.deck_with_pictures(1, 3))
    assert (texts(other), text_versions.left_behind(other.file)) == ({}, 1)
    back = receive(making.deck_with_pictures(2, 2))
    assert texts(back) == {3: "Referrals rose from 41 to 57."}


def found(meeting, **kwargs):
    """Return the findings about text versions."""
    checks = all_checks(meeting, on=made.LAST_DAY, **kwargs)
    return [check for check in checks if check.rule == "R51" and "text version" in check.text]


def test_publishing_pictures_without_a_text_version_warns_and_never_blocks(april, deck, officer):
    made.built(april)
    (warned,) = found(april)
    assert warned.severity is Severity.WARN and warned.where[0] == "desk:paper-texts"
    assert "pages 3 and 4 are pictures without a text version" in warned.text and "Ask Olive Officer" in warned.text
    write(deck, officer)
    (warned,) = found(april)
    assert "page 4 is a picture without a text version" in warned.text
    write(deck, officer, page=4)
    assert found(april) == []


def test_personal_data_in_a_text_version_warns_before_it_is_published(april, deck, officer, clerk):
    def warned() -> list[str]:
        return [check.text for check in all_checks(april, on=made.LAST_DAY) if check.rule == "R53"]

    write(deck, officer, page=4, text="Ann, date of birth 3 May 2009, of Ambridge")
    secret = made.exempt(april, clerk)
    write(secret, clerk, page=1, text="Bob, date of birth 3 May 2009")
    (text,) = warned()
    assert "text version of “Young Carers: report” may hold someone’s date of birth on page 4" in text
    write(deck, officer, page=4, text="Ann, of Ambridge")
    assert warned() == []


def test_a_text_version_is_looked_through_once_and_not_for_each_page_of_the_desk(april, deck, officer, monkeypatch):
    """Two thousand pages of 20,000 letters would be forty seconds of every page that asks whether all is well."""
    looked, kinds_on = [], privacy.kinds_on
    monkeypatch.setattr(privacy, "kinds_on", lambda text, own: looked.append(text) or kinds_on(text, own))
    for text in ("Mapledurham", "Mapledurham again"):
        write(deck, officer, text=text)
        all_checks(april, on=made.LAST_DAY)
        all_checks(april, on=made.LAST_DAY)
    assert [text for text in looked if "Mapledurham" in text] == ["Mapledurham", "Mapledurham again"]
