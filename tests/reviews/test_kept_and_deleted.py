"""What the privacy notice promises to delete is deleted by the daily task; what the law keeps is not (R22)."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.acts.seen import having_read
from committee.models import AccessEvent, Seat
from meetings.minutes.publication import circulating
from meetings.models import Comment
from reviews import daily
from reviews.evidence import forgetting, publication
from reviews.evidence import verbs as evidence
from reviews.findings.recommendation_verbs import add_recommendation
from reviews.models import Evidence, EvidenceSession, SectionRevision, State
from reviews.proposing import panel_verbs as panel
from reviews.report import verbs as report
from reviews.steps.verbs import take_step
from tests.conftest import person, user
from tests.reviews import given
from tests.reviews.world import AT, ON

pytestmark = pytest.mark.django_db


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(6), dt.UTC)


def test_working_papers_of_a_review_go_five_years_after_it_ended_and_not_before(review, scrutiny):
    piece = given.piece(review.review, scrutiny)
    report.write_section(review.review, "findings", text="<p>Words.</p>", revision=0, at=AT, by=scrutiny)
    assert SectionRevision.objects.exists()
    with pytest.raises(Refused, match="five years"):
        forgetting.forget_working_papers(review.review, on=dt.date(2099, 1, 1), by=scrutiny)
    take_step(review.review, State.ABANDONED, on=ON, reason="Members chose another subject.", at=AT, by=scrutiny)
    last = dt.date(ON.year + 5, ON.month, ON.day) - dt.timedelta(days=1)
    list(daily.forget_evidence_in_time(at=at(last)))
    assert SectionRevision.objects.exists() and not Evidence.objects.get(pk=piece.pk).forgotten_on
    lines = list(daily.forget_evidence_in_time(at=at(last + dt.timedelta(days=1))))
    assert [line.text for line in lines] == ["2 working papers of a review that has ended deleted."]
    assert not SectionRevision.objects.exists() and Evidence.objects.get(pk=piece.pk).text == ""
    assert list(daily.forget_evidence_in_time(at=at(last + dt.timedelta(days=9)))) == []


def test_r22_evidence_published_with_a_report_is_kept_for_four_years_from_its_meeting(reported, scrutiny, monkeypatch):
    piece = given.piece(reported.review, scrutiny)
    Evidence.objects.filter(pk=piece.pk).update(published_at=AT, forget_on=ON)
    piece.refresh_from_db()
    last = dt.date(2025, 9, 30)
    assert forgetting.due(last) == [piece], "no committee has met on it"
    monkeypatch.setattr(forgetting, "last_meeting", lambda review: dt.date(2021, 10, 1))
    assert forgetting.due(last) == []
    with pytest.raises(Refused, match="30 September 2025") as refused:
        forgetting.forget_evidence(piece, on=last, by=scrutiny)
    assert refused.value.rule == "R22"
    for take_off in (evidence.withdraw_evidence, publication.unpublish_evidence):
        with pytest.raises(Refused, match="30 September 2025"):
            take_off(piece, reason="The Leader minds it.", on=last, by=scrutiny)
    with pytest.raises(Refused, match="Unpublish it first"):
        evidence.edit_evidence(piece, text="Other words than theirs.", at=AT, by=scrutiny)
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
