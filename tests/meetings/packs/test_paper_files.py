"""Printing of chosen papers and pages of an agenda: one file, with the numbers of the pack."""

import pytest
import time_machine
from django.utils.html import escape

from committee.models import AccessEvent, Council
from meetings.agendas.views import print_choice
from meetings.models import Paper
from meetings.packs import check
from meetings.sending import NOTED
from tests.answers import body, words
from tests.meetings import publishing
from tests.meetings.packs import looking, making
from tests.meetings.packs.test_gathered_packs import MARK, MEMBERS, PUBLIC, labels, pdf_at, title_of
from tests.meetings.publishing import SECRET


def test_chosen_papers_and_pages_come_in_one_file_in_the_order_of_the_pack(client, published, by_member):
    query = "?paper=9&pages=2-3&front=yes"
    for browser, side in ((client, PUBLIC), (by_member, MEMBERS)):
        answer = browser.get(f"{side}print.pdf{query}")
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
        assert "safeguarding-2022-04-21-chosen-pages" in answer["Content-Disposition"]
        pdf = body(answer)
        assert labels(pdf) == ["i", "ii", "2", "3", "9", "10", "11", "12"]
        assert looking.stamped(pdf) == ["", "", *(f"Page {number}" for number in (2, 3, 9, 10, 11, 12))]
        assert title_of(pdf) == "Chosen pages: Safeguarding Overview and Scrutiny Committee, 21 April 2022"
        pages = looking.words(pdf)
        assert "4. Young Carers" in pages[0] and SECRET not in pages[0]
        assert pages[2].startswith("Young Carers report 2") and pages[4].startswith("Figures of young carers 1")
        assert check.tag_faults(pdf) == []
    assert labels(pdf_at(client, f"{PUBLIC}print.pdf?pages=1-4")) == ["1", "2", "3", "4"], "all pages: the whole paper"


def test_pages_that_the_portal_wrote_keep_their_tags_and_stay_accessible(client, safeguarding, clerk, proper_officer):
    meeting = publishing.meeting_of(safeguarding, clerk)
    publishing.report(meeting, clerk, title="Fostering", data=making.tagged(5))
    publishing.issue(meeting, clerk)
    pdf = pdf_at(client, f"{PUBLIC}print.pdf?pages=2,4-5&front=yes")
    assert labels(pdf) == ["i", "ii", "2", "4", "5"]
    assert b"pdfuaid:part>1" in looking.everything(pdf) and check.belied(pdf) == []
    assert [title for title in ("Section 1", "Section 3") if title in " ".join(looking.words(pdf))] == []
    tags = looking.everything(pdf)
    assert tags.count(b"/S/Table") + tags.count(b"/S /Table") == 3, "no tag without content is left over"


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("pages=", print_choice.NOTHING),
        ("paper=9&pages=one", "“one” is not a page number. Enter numbers and ranges, such as 1-4, 57."),
        ("paper=9&pages=3-5", "There is no page 5 that you can print. The pages are 1 to 4 and 9 to 12."),
        ("paper=9&paper=5", print_choice.LOST),
        ("paper=9&pages=" + "%2C".join("1" * 150), print_choice.TOO_MANY),
    ],
)
def test_a_wrong_choice_gets_a_sentence_and_keeps_the_ticks(client, published, query, fault):
    answer = client.get(f"{PUBLIC}print.pdf?{query}&front=yes", follow=True)
    assert answer.redirect_chain == [(f"{PUBLIC}print/?{query}&front=yes", 302)]
    assert answer["X-Robots-Tag"] == "noindex"
    page = answer.content.decode()
    assert page.count(escape(fault)) == 2 and "<title>Error: " in page
    assert page.count(" checked>") == (2 if "paper=9" in query else 1)
    assert SECRET not in page


def test_a_choice_has_a_most(client, published, monkeypatch):
    monkeypatch.setattr(print_choice, "MOST_PAGES", 5)
    monkeypatch.setattr(print_choice, "MOST_RUNS", 1)
    for query, fault in (
        ("paper=1&paper=9", "at most 5 pages. You have chosen 8"),
        ("pages=1,3", print_choice.TOO_MANY),
    ):
        assert fault in words(client.get(f"{PUBLIC}print.pdf?{query}", follow=True))


def test_single_pages_are_taken_out_only_so_often_an_hour(client, published, monkeypatch):
    monkeypatch.setattr("meetings.agendas.views.public_files.CUTS_AN_HOUR", 1)
    statuses = [client.get(f"{PUBLIC}print.pdf?{query}").status_code for query in ("pages=1", "pages=2", "paper=1")]
    assert statuses == [200, 503, 200]


def test_withheld_pages_are_marked_with_the_readers_name_and_logged(published, by_member, other_member, client):
    Council.objects.update(watermark_members=True)
    with time_machine.travel("2026-11-25 14:05", tick=False):
        assert SECRET in by_member.get(f"{MEMBERS}print/").content.decode()
        assert not AccessEvent.objects.exists(), "choosing is no reading"
        pages = looking.words(pdf_at(by_member, f"{MEMBERS}print.pdf?paper=1&pages=p.6"))
    assert len(pages) == 5
    assert all("Copy of Councillor Mary Member MBE" in page for page in pages)
    assert SECRET in pages[4] and MARK in pages[4] and MARK not in pages[0]
    event = AccessEvent.objects.get()
    assert event.subject_id == published.secret_paper.pk and event.right.endswith(NOTED)
    client.force_login(other_member)
    assert SECRET not in client.get(f"{MEMBERS}print/").content.decode()
    for query in ("paper=5", "pages=6"):
        answer = client.get(f"{MEMBERS}print.pdf?{query}")
        assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    assert AccessEvent.objects.count() == 1


def test_a_paper_that_may_no_longer_be_read_is_in_no_file(client, published):
    Paper.objects.filter(pk=published.open_paper.pk).update(access="confidential", confidential_reason="A court order.")
    assert print_choice.LOST in words(client.get(f"{PUBLIC}print.pdf?paper=1&paper=9", follow=True))
    assert labels(pdf_at(client, f"{PUBLIC}print.pdf?paper=9&pages=9")) == ["9", "10", "11", "12"]
