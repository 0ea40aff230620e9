"""What is taken down from a review (R60), and what the daily task deletes of it while the law keeps the rest (R22)."""

import datetime as dt
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.acts.seen import having_read
from committee.models import AccessEvent, Seat
from meetings.minutes.publication import circulating
from meetings.models import Comment, Takedown
from meetings.takedowns import verbs
from reviews import daily
from reviews.agenda_papers import verbs as agenda_papers
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.evidence import forgetting, publication
from reviews.evidence import verbs as evidence
from reviews.findings.recommendation_status import quoted
from reviews.findings.recommendation_verbs import add_recommendation
from reviews.models import Evidence, EvidenceSession, ProgressEntry, Response, Review, SectionRevision, State
from reviews.proposing import panel_verbs as panel
from reviews.proposing import verbs as proposing
from reviews.report import verbs as report
from reviews.steps.verbs import take_step
from tests.addresses import Address
from tests.answers import refused
from tests.conftest import person, user
from tests.reviews import addresses, given
from tests.reviews.reported import ANSWERED, AT, SERVED
from tests.reviews.world import AT as PROPOSED
from tests.reviews.world import ON
from tests.urlconf import OURS, PAGE_OF_THING
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
    paths = {
        Address(name, pattern, values.get(name.removesuffix("-json")) or values[PAGE_OF_THING[name]]).path()
        for name, pattern in of_reviews
    }
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


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(6), dt.UTC)


def test_working_papers_of_a_review_go_five_years_after_it_ended_and_not_before(review, scrutiny):
    piece = given.piece(review.review, scrutiny)
    report.write_section(review.review, "findings", text="<p>Words.</p>", revision=0, at=PROPOSED, by=scrutiny)
    assert SectionRevision.objects.exists()
    with pytest.raises(Refused, match="five years"):
        forgetting.forget_working_papers(review.review, on=dt.date(2099, 1, 1), by=scrutiny)
    take_step(review.review, State.ABANDONED, on=ON, reason="Members chose another subject.", at=PROPOSED, by=scrutiny)
    last = dt.date(ON.year + 5, ON.month, ON.day) - dt.timedelta(days=1)
    list(daily.forget_evidence_in_time(at=at(last)))
    assert SectionRevision.objects.exists() and not Evidence.objects.get(pk=piece.pk).forgotten_on
    lines = list(daily.forget_evidence_in_time(at=at(last + dt.timedelta(days=1))))
    assert [line.text for line in lines] == ["2 working papers of a review that has ended deleted."]
    assert not SectionRevision.objects.exists() and Evidence.objects.get(pk=piece.pk).text == ""
    assert list(daily.forget_evidence_in_time(at=at(last + dt.timedelta(days=9)))) == []


def test_r22_evidence_published_with_a_report_is_kept_for_four_years_from_its_meeting(reported, scrutiny, monkeypatch):
    piece = given.piece(reported.review, scrutiny)
    Evidence.objects.filter(pk=piece.pk).update(published_at=PROPOSED, forget_on=ON)
    piece.refresh_from_db()
    last = dt.date(2025, 9, 30)
    assert forgetting.due(last) == [piece], "no committee has met on it"
    monkeypatch.setattr(forgetting, "last_meeting", lambda review: dt.date(2021, 10, 1))
    assert forgetting.due(last) == []
    with refused("R22", "30 September 2025"):
        forgetting.forget_evidence(piece, on=last, by=scrutiny)
    for take_off in (evidence.withdraw_evidence, publication.unpublish_evidence):
        with pytest.raises(Refused, match="30 September 2025"):
            take_off(piece, reason="The Leader minds it.", on=last, by=scrutiny)
    with pytest.raises(Refused, match="Unpublish it first"):
        evidence.edit_evidence(piece, text="Other words than theirs.", at=PROPOSED, by=scrutiny)
    assert forgetting.due(last + dt.timedelta(days=1)) == [piece]
    assert forgetting.forget_evidence(piece, on=last + dt.timedelta(days=1), by=scrutiny).forgotten_on


def test_comments_on_drafts_go_once_the_minutes_are_confirmed(minuted, cast):
    from tests.acts import minutes_after as after
    from tests.meetings.minuted import entry

    comment = circulating.comment(
        after.sent_round(minuted, cast), entry(minuted, "Young Carers"), text="It was longer.", at=after.AFTER,
        by=cast["member"],
    )  # fmt: skip
    assert list(circulating.forget_in_time(at=after.IN_APRIL)) == []
    with pytest.raises(Refused, match="until the minutes are confirmed"):
        circulating.forget_comments(minuted, by=cast["clerk"])
    here = after.on_an_agenda(minuted, cast["clerk"])
    having_read(after.confirming.confirm)(minuted, confirming=here, at=after.IN_APRIL, by=cast["clerk"])
    having_read(after.signing.sign)(minuted, at=after.SIGNED, by=cast["chairman"])
    (line,) = circulating.forget_in_time(at=after.SIGNED)
    assert line.text == "1 comment on drafts of confirmed minutes deleted."
    assert not Comment.objects.filter(pk=comment.pk).exists()


def test_whoever_is_on_the_panel_reads_the_bundle_and_an_expert_nothing_exempt(review, scrutiny, client, time_machine):
    """Who reads which piece on which day: `tests/test_readable_by.py`."""
    row, other = review.review, review.prosperous.committee
    guest = user(person("Gwen", "Guest"), "gwen@borsetshire.example")
    Seat.objects.create(person=guest.person, committee=other, since=ON, voting=False)
    place = panel.add_panellist(row, guest.person, since=ON, represents=other, by=scrutiny)
    expert = user(review.expert.person, "elsa@borsetshire.example")
    session = EvidenceSession.objects.create(review=row, on=dt.date(2021, 7, 1))
    session.questions.create(text="Who tells the school?", asked_by=place, position=1)
    session.questions.create(text="Who pays for it?", asked_by=review.expert, position=2)
    add_recommendation(row, text="Ask every pupil.", by=scrutiny)
    given.piece(row, scrutiny, text="Not so many.", title="Plain words", access="private")
    given.piece(row, scrutiny, text="A pupil said so.", title="Secret words", **given.EXEMPT)
    bundle, exempt = reverse("members:review", args=[row.slug]), reverse("members:review-evidence", args=[row.slug, 2])

    def read(who, address=bundle) -> str:
        client.force_login(who)
        return client.get(address).text

    time_machine.move_to(dt.datetime.combine(ON, dt.time(12), tzinfo=dt.UTC), tick=False)
    page = read(guest)
    assert page.index("You ask") < page.index("Who tells the school?") < page.index("Who pays for it?")
    for words in ("Plain words", "Secret words", "Ask every pupil.", "Read the draft report"):
        assert words in page, words
    assert "A pupil said so." in read(guest, exempt)
    assert AccessEvent.objects.get().user == guest
    page = read(expert)
    assert "Plain words" in page and "Secret words" not in page
    client.force_login(expert)
    assert client.get(reverse("start")).headers["Location"] == reverse("members:reviews")
