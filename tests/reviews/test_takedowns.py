"""A published review, a recommendation or an answer is taken down from the public, everywhere, and comes back (R60)."""

import datetime as dt
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.urls import reverse

from committee.acts.refusal import Refused
from meetings.models import Takedown
from meetings.takedowns import verbs
from reviews.agenda_papers import verbs as agenda_papers
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.findings.recommendation_status import quoted
from reviews.models import ProgressEntry, Response, Review
from reviews.proposing import verbs as proposing
from tests.addresses import Address
from tests.reviews import addresses
from tests.reviews.reported import ANSWERED, AT, SERVED
from tests.urlconf import OURS
from workprogramme.models import ProgrammeItem, ProgrammeVersion
from workprogramme.programmes.printing import print_for

DOWN = {"ground": "personal", "why": "It names a child.", "at": AT}
NOTE = "Removed on Tuesday 14 September 2021: personal information"
REGISTER = ("/recommendations/", "/recommendations/recommendations.csv", "/recommendations.json")
TITLE = "Young carers in schools"
POISON = "zygomorphic"
WORDS, ANSWER = "Ask every pupil who cares for someone.", "Every school asks."


@pytest.fixture
def public(reported, scrutiny):
    """Return the reported review, published, with an answer."""
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    return reported


def pages_of(review: Review) -> tuple[str, ...]:
    slug = review.slug
    return (f"/reviews/{slug}/", f"/reviews/{slug}/report/", f"/reviews/{slug}/recommendations/1/")


def read(client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, answer.content.decode()


def undo(takedown: Takedown, by) -> None:
    verbs.undo(takedown, reason="It may be read.", at=AT, by=by)


def test_the_words_of_a_recommendation_or_an_answer_are_nowhere_and_come_back(public, clerk, proper_officer, client):
    review, report, own = pages_of(public.review)
    paths = (*REGISTER, review, report, own)
    assert all(WORDS in read(client, path)[1] for path in paths)
    taken = verbs.hide(public.first, **DOWN, by=clerk)
    for path in paths:
        status, words = read(client, path)
        assert "Ask every pupil" not in words
        assert status == (410 if path == own else 200) and (NOTE in words or path == own)
    assert quoted(public.first) == "", "no email quotes it"
    undo(taken, proper_officer)
    assert WORDS in quoted(public.first)
    taken = verbs.hide(Response.objects.get(), **DOWN, by=clerk)
    for path in (*REGISTER, review, own):
        status, words = read(client, path)
        assert status == 200 and ANSWER not in words and NOTE in words and WORDS in words
    undo(taken, proper_officer)
    assert all(ANSWER in read(client, path)[1] for path in (*REGISTER, review, own))
    assert all(WORDS in read(client, path)[1] for path in paths)


def test_a_review_that_is_down_is_gone_at_each_of_its_addresses(programme, cast, safeguarding, clerk, client):
    """SECURITY: the note answers where nothing was found, so every view must find through what may be read."""
    values = addresses.values(safeguarding, clerk)
    of_reviews = [one for one in OURS if one[0].startswith("public:") and one[1].startswith("reviews/<slug:slug>")]
    paths = {Address(name, pattern, values[name.removesuffix("-json")]).path() for name, pattern in of_reviews}
    slugs = {path.split("/")[2].partition(".")[0] for path in paths}
    assert len(paths) > 10 and all(client.get(path).status_code == 200 for path in paths)
    for slug in slugs:
        verbs.hide(Review.objects.get(slug=slug), **DOWN, by=clerk)
    assert {path: status for path in paths if (status := client.get(path).status_code) != 410} == {}


def test_the_shell_prints_no_report_of_a_review_that_is_down(public, clerk, tmp_path):
    verbs.hide(public.review, **DOWN, by=clerk)
    with pytest.raises(CommandError, match="no published review"):
        call_command("print_review", public.review.slug, "--output", str(tmp_path / "report.docx"))


def test_items_of_a_programme_that_are_called_after_a_review_lose_its_title(reported, scrutiny, clerk, proper_officer):
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    agenda_papers.bring_response(Review.objects.get(), at=AT, by=scrutiny)
    meeting = reported.review.monitored_by.meetings.get(date=dt.date(2022, 1, 10))
    paper, version = print_for(meeting, at=AT, by=clerk), ProgrammeVersion.objects.get(meeting=meeting)
    before = paper.file.stored_id
    called = ProgrammeItem.objects.filter(title__endswith=TITLE)
    assert called.count() == 2
    taken = verbs.hide(Review.objects.get(), **DOWN, by=clerk)
    assert not ProgrammeItem.objects.filter(Q(title__contains=TITLE) | Q(origin_words__contains=TITLE)).exists()
    version.refresh_from_db()
    assert TITLE not in json.dumps(version.document)
    assert paper.files.get().stored_id != before, "the print waits for its agenda, and would publish it"
    undo(taken, proper_officer)
    version.refresh_from_db()
    assert called.count() == 2 and TITLE in json.dumps(version.document)


def test_the_paper_on_an_agenda_goes_with_it_and_what_was_not_published_is_not_taken_down(reported, clerk, scrutiny):
    with pytest.raises(Refused, match="has not been published"):
        verbs.hide(reported.first, **DOWN, by=clerk)
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    parent = reported.review.parents.get(committee=reported.review.monitored_by)
    meeting = parent.committee.meetings.get(date=dt.date(2022, 1, 10))
    put = agenda_papers.put_on_agenda(parent, "report", meeting, at=AT, by=scrutiny)
    before = put.paper.file.stored_id
    verbs.hide(reported.first, **DOWN, by=clerk)
    assert put.paper.files.get().stored_id != before  # it waits for its agenda, and would publish it


def test_progress_is_taken_down_and_out_of_the_database_when_that_is_confirmed(
    public, scrutiny, clerk, proper_officer, client
):
    told = {"status": "on_track", "evidence": f"Tim {POISON} is cared for.", "on": AT.date(), "at": AT}
    entry = progress.judge_progress(public.cabinet, **told, by=scrutiny)
    client.force_login(clerk)
    down = reverse("desk:takedown-new", args=["progress", entry.pk])
    assert client.post(down, {"ground": "personal", "why": "It names a child."}).status_code == 302
    taken = Takedown.objects.get()
    client.logout()
    for path in (*REGISTER, *pages_of(public.review)):
        assert POISON not in read(client, path)[1]
    undo(taken, proper_officer)
    assert POISON in read(client, pages_of(public.review)[2])[1]
    again = verbs.hide(ProgressEntry.objects.get(), **DOWN, by=clerk)
    verbs.confirm(again, reason="It names a child.", backups="None", at=AT, by=proper_officer)
    assert POISON not in repr([list(model._base_manager.values()) for model in apps.get_models()])
