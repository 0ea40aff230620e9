"""Expecting, receiving, withholding, chasing and removing papers."""

import datetime as dt

import pytest
from django.core import mail

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.files import files
from committee.wording.dates import LONDON
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Paper, PaperFile
from meetings.papers import verbs as papers
from meetings.papers import withholding
from tests.meetings.packs import making
from tests.meetings.publishing import EXEMPT
from tests.staging import staged

AT = dt.datetime(2022, 4, 1, 9, tzinfo=LONDON)


@staged
def item(safeguarding, clerk, officer):
    meeting = calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)
    return agenda.add_item(meeting, title="Young Carers", owner=officer.person, by=clerk)


@staged
def paper(item, clerk):
    return papers.expect_paper(item, title="Report", due_on=dt.date(2022, 3, 31), by=clerk)


def test_a_file_that_comes_in_is_counted_and_kept_and_its_forerunner_too(paper, clerk):
    papers.receive_file(paper, data=making.pdf_of(3), filename="C:\\reports\\carers.pdf", at=AT, by=clerk)
    papers.receive_file(paper, data=making.pdf_of(4), filename="carers-2.pdf", at=AT, by=clerk)
    paper.refresh_from_db()
    assert (paper.state, paper.file.pages, paper.file.number) == ("received", 4, 2)
    assert [(file.original_name, file.pages) for file in paper.files.all()] == [("carers.pdf", 3), ("carers-2.pdf", 4)]
    assert files.read(paper.file.stored).startswith(b"%PDF")


def test_a_paper_that_is_opened_loses_its_grounds(paper, clerk):
    assert withholding.set_access(
        paper, access="confidential", confidential_reason="Court order.", by=clerk
    ).is_withheld
    marked = withholding.set_access(paper, by=clerk, **EXEMPT)
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


def test_an_appendix_and_an_open_version_belong_to_the_same_item(item, paper, clerk):
    other = papers.expect_paper(agenda.add_item(item.meeting, title="Other", by=clerk), title="Other report", by=clerk)
    with pytest.raises(Refused, match="same item"):
        papers.edit_paper(paper, appendix_of=other, by=clerk)
    appendix = papers.expect_paper(item, title="Prices", by=clerk)
    papers.edit_paper(appendix, appendix_of=paper, by=clerk)
    with pytest.raises(Refused, match="Only an exempt"):
        papers.edit_paper(appendix, open_version=paper, by=clerk)
    withholding.set_access(appendix, by=clerk, **EXEMPT)
    papers.edit_paper(appendix, open_version=paper, by=clerk)
    with pytest.raises(Refused, match="must stay open"):
        withholding.set_access(paper, by=clerk, **EXEMPT)


def test_a_removed_paper_takes_its_files_and_leaves_its_appendices(item, paper, clerk):
    papers.receive_file(paper, data=making.pdf_of(1), filename="a.pdf", at=AT, by=clerk)
    appendix = papers.expect_paper(item, title="Prices", by=clerk)
    papers.edit_paper(appendix, appendix_of=paper, by=clerk)
    papers.remove_paper(paper, by=clerk)
    appendix.refresh_from_db()
    assert appendix.appendix_of is None
    assert not PaperFile.objects.exists()


def test_a_paper_that_is_in_cannot_be_to_follow(paper, clerk):
    assert papers.mark_to_follow(paper, by=clerk).state == "to_follow"
    papers.receive_file(paper, data=making.pdf_of(1), filename="a.pdf", at=AT, by=clerk)
    with pytest.raises(Refused, match="has been received"):
        papers.mark_to_follow(paper, by=clerk)


def test_leave_to_read_is_the_proper_officers_and_says_so(paper, clerk, proper_officer, other_member):
    with pytest.raises(Refused, match="is open"):
        withholding.grant_need_to_know(paper, person=other_member.person, reason="Her Ward.", at=AT, by=clerk)
    withholding.set_access(paper, by=clerk, **EXEMPT)
    grant = withholding.grant_need_to_know(paper, person=other_member.person, reason="Her Ward.", at=AT, by=clerk)
    assert grant.acting_for == "Petra Proper, Director of Corporate Services"
    with pytest.raises(Refused, match="already"):
        withholding.grant_need_to_know(paper, person=other_member.person, reason="Her Ward.", at=AT, by=proper_officer)


def test_the_officer_who_owes_a_paper_is_reminded_once_asked(item, paper, clerk, officer):
    assert papers.chase(paper, at=AT, by=clerk) == officer
    assert mail.outbox[0].to == [officer.email]
    assert "Report" in mail.outbox[0].subject
    assert "reminded" in str(audit.trail_of(paper).first())
    agenda.edit_item(item, owner=None, by=clerk)
    with pytest.raises(Refused, match="has no author"):
        papers.chase(Paper.objects.get(pk=paper.pk), at=AT, by=clerk)
