"""The notice letter, the response, progress and look-back as printed papers: their words, and what they never hold."""

import datetime as dt

import pytest

from reviews.agenda_papers import answer_papers, notice_letter
from reviews.agenda_papers.notice_letter import unserved
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.models import AddresseeKind, ProgressEntry
from reviews.prints import page
from reviews.proposing import verbs as proposing
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED, serve

LATER = dt.date(2022, 1, 10)
POISON = "quixotry"


@pytest.fixture
def public(reported, officer, scrutiny):
    """Publish the review, with a notice received, a late answer, an unpublished draft answer, and progress."""
    serve(reported, scrutiny)
    draft = verbs.name_writer(reported.police, writer=officer.person, mailbox="", at=AT, by=scrutiny)
    verbs.keep_draft(draft, action=POISON, by=officer)
    at = dt.datetime(2022, 1, 10, 9, tzinfo=dt.UTC)
    responses.record_response(reported.cabinet, **ANSWERED | {"received_on": LATER, "at": at}, by=scrutiny)
    told = {"on": LATER, "at": at, "by": scrutiny}
    progress.report_progress(reported.cabinet, status="on_track", evidence=POISON, **told)
    progress.judge_progress(reported.cabinet, status="at_risk", evidence="Only ten of ninety.", **told)
    reported.review.refresh_from_db()
    return reported


def words_of(document) -> str:
    return str(page.body_html(document))


def test_the_letter_says_who_asks_whom_for_what_and_by_when(reported, scrutiny):
    addressees = unserved(reported.review, AddresseeKind.EXECUTIVE)
    about = {"recipient": "The Leader", "report_on": REPORT}
    words = words_of(notice_letter.content(reported.review, addressees, on=REPORT, **about))
    for part in (
        "The Prosperous Overview and Scrutiny Committee and the Safeguarding Overview and Scrutiny Committee",
        "section 9FE", "Recommendation 1", "To:</strong> Cabinet Member for Education",
        "Ask every pupil who cares for someone.",
        "Received on Tuesday 14 September 2021, the last day for the response would be Saturday 13 November 2021.",
    ):  # fmt: skip
        assert part in words
    notice = responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    notice = responses.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny)
    words = words_of(notice_letter.content(reported.review, addressees, on=REPORT, notice=notice, **about))
    assert "The last day for the response is Saturday 13 November 2021." in words
    police = unserved(reported.review, AddresseeKind.CRIME)
    words = words_of(notice_letter.content(reported.review, police, on=REPORT, **about))
    assert "The last day for the response is Tuesday 12 October 2021." in words


def test_the_letter_calls_the_review_as_anybody_reads_it_called(reported, scrutiny):
    review = proposing.edit_review(reported.review, public_title="Young carers", by=scrutiny)
    addressees = unserved(review, AddresseeKind.CRIME)
    letter = notice_letter.content(review, addressees, recipient="Police", report_on=REPORT, on=REPORT)
    assert (letter.title, letter.front.title, letter.running) == (
        "Notice: Young carers", "Young carers", "Notice, Young carers",
    )  # fmt: skip


def test_the_papers_tell_what_is_published_and_nothing_else(public):
    papers = [
        made(public.review, LATER)
        for made in (answer_papers.response_paper, answer_papers.progress_paper, answer_papers.look_back_paper)
    ]
    response, half_year, look_back = map(words_of, papers)
    assert "13 November 2021, 58 days late" in response and "At risk, 10 Jan 2022" in half_year
    for words in ("Accepted: 1 of 3 answers", "by up to 58 days", "118 days after the report"):
        assert words in look_back
    assert all("Nothing yet" in words for words in (half_year, look_back))
    assert POISON not in response + half_year + look_back
    assert ProgressEntry.objects.filter(evidence=POISON, published_at=None).exists()


def test_progress_of_a_day_is_told_as_of_that_day(public):
    before = words_of(answer_papers.progress_paper(public.review, LATER - dt.timedelta(days=1)))
    assert "No recommendations have been accepted yet." in before
    after = words_of(answer_papers.progress_paper(public.review, dt.date(2022, 12, 1)))
    assert "Nothing was reported in that time." in after
