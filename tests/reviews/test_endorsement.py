"""Each committee decides about the report; the latest decision counts, and all are kept."""

import datetime as dt
from contextlib import suppress

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from committee.acts.refusal import Refused
from committee.acts.seen import having_read
from committee.register.csv_import.cells import FaultyRow
from meetings.calendar import convening
from meetings.calendar import verbs as calendar
from meetings.models import Meeting, Minute
from reviews.answers.response_verbs import remove_notice, serve_notice
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import Endorsement, Review, State
from reviews.overview.next_acts import next_acts
from reviews.proposing import verbs as proposing
from reviews.report.issuing import issue_report
from reviews.steps import endorsement_verbs as verbs
from reviews.steps import verbs as steps
from tests.acts import recipes
from tests.reviews import stepping
from tests.reviews.reported import AT, BOOK, REPORT, SERVED
from tests.reviews.world import WORDS

SET_DETAILS = "meetings.calendar.verbs.set_details"
LATER = dt.datetime(2022, 1, 10, 12, tzinfo=dt.UTC)


@pytest.fixture
def handed_down(review, scrutiny):
    """Return the joint review, whose report was issued on 14 September 2021."""
    stepping.hand_down(review.review, on=REPORT, at=AT, by=scrutiny)
    return review


def decide(parent, decision: str, by, *, on: dt.date = REPORT, **told) -> Endorsement:
    return verbs.record_decision(parent, decision=decision, on=on, at=LATER, by=by, **{"proof": BOOK} | told)


def state_of(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def test_once_all_have_endorsed_it_the_review_is_endorsed(handed_down, scrutiny):
    decide(handed_down.safeguarding, "endorsed", scrutiny)
    decide(handed_down.prosperous, "deferred", scrutiny)
    assert state_of(handed_down.review) == State.REPORTED
    given = {"on": LATER.date(), "comments": "Ask every year."}
    decide(handed_down.prosperous, "comments", scrutiny, **given)
    assert state_of(handed_down.review) == State.ENDORSED
    current = Endorsement.objects.current().order_by("pk").values_list("decision", flat=True)
    assert list(current) == ["endorsed", "comments"]
    with pytest.raises(Refused, match="recorded already"):
        decide(handed_down.prosperous, "comments", scrutiny, **given | {"comments": " Ask every year. "})
    assert Endorsement.objects.count() == 3


def test_what_is_refused_of_a_decision(review, scrutiny):
    parent, tomorrow = review.safeguarding, LATER.date() + dt.timedelta(days=1)
    with pytest.raises(Refused, match="not been issued yet"):
        decide(parent, "endorsed", scrutiny)
    stepping.hand_down(review.review, on=REPORT, at=AT, by=scrutiny)
    decide(parent, "deferred", scrutiny, on=LATER.date())
    for decision, on, text in (
        ("endorsed", REPORT, "a later decision cannot be before then"),
        ("changes", LATER.date(), "Say what the committee said"),
        ("noted", LATER.date(), "Choose what the committee decided"),
        ("endorsed", tomorrow, "in the future"),
    ):
        with pytest.raises(Refused, match=text):
            decide(parent, decision, scrutiny, on=on)


def test_a_report_is_not_issued_as_of_a_day_before_a_committee_decided(handed_down, scrutiny):
    review = handed_down.review
    decide(handed_down.safeguarding, "changes", scrutiny, on=LATER.date(), comments="Ask every year.")
    stepping.take_step(review, State.DRAFTING, reason="A committee asks for it.", on=REPORT, at=LATER, by=scrutiny)
    before = {"on": LATER.date() - dt.timedelta(days=1), "at": LATER, "by": scrutiny}
    with pytest.raises(Refused, match="shows the date"):
        having_read(issue_report)(review, **before)
    with pytest.raises(Refused, match="decided on an earlier report on Monday 10 January 2022"):
        having_read(issue_report)(review, **before, proof="Email of 9 January")
    issued = having_read(issue_report)(review, **before | {"on": LATER.date()}).step
    decide(handed_down.safeguarding, "endorsed", scrutiny, on=LATER.date())
    with pytest.raises(Refused, match="cannot have been issued before then"):
        steps.correct_day(issued, on=before["on"], proof="Email of 9 January", at=LATER, by=scrutiny)


def test_what_a_withheld_minute_says_is_not_told(minuted, scrutiny, client):
    committee = minuted.meeting.committee
    review = proposing.propose_review(**WORDS, committees=[committee], at=AT, by=scrutiny)
    stepping.hand_down(review, on=REPORT, at=AT, by=scrutiny)
    parent, minute = review.parents.get(), minuted.entries.filter(omitted=False, access="open").first()
    with pytest.raises(Refused, match="choose one of that meeting"):
        decide(parent, "endorsed", scrutiny, minute=minute)
    decide(parent, "comments", scrutiny, on=minuted.meeting.date, comments="Say who pays.", minute=minute)
    proposing.publish_review(review, at=LATER, by=scrutiny)
    assert "Say who pays." in client.get(f"/reviews/{review.slug}/").content.decode()
    Minute.objects.filter(pk=minute.pk).update(access="exempt", paragraphs="3")
    page = client.get(f"/reviews/{review.slug}/").content.decode()
    assert "Say who pays." not in page
    assert "Endorsed with comments" in page


def test_a_committee_decides_at_a_meeting_that_it_held_or_on_a_day_with_proof(handed_down, scrutiny):
    parent, meeting = handed_down.safeguarding, handed_down.programme.meetings[2]
    unproven, between = {"proof": "", "on": meeting.date}, dt.date(2021, 9, 15)
    with pytest.raises(Refused, match="on Wednesday 15 September 2021 is on this portal"):
        decide(parent, "deferred", scrutiny, on=between, proof=" ")
    cancelled = {"cancelled_at": AT, "cancelled_reason": "Snow."}
    for taken_off in (cancelled, {"informal": True}, {"committee": handed_down.prosperous.committee}):
        was = {name: getattr(meeting, name) for name in taken_off}
        Meeting.objects.filter(pk=meeting.pk).update(**taken_off)
        with pytest.raises(Refused, match="is on this portal"):
            decide(parent, "deferred", scrutiny, **unproven)
        Meeting.objects.filter(pk=meeting.pk).update(**was)
    assert decide(parent, "deferred", scrutiny, on=between).proof == BOOK
    assert decide(parent, "endorsed", scrutiny, **unproven).proof == ""


def test_a_decision_without_proof_is_of_a_meeting_that_has_begun_and_stays(handed_down, scrutiny, clerk):
    parent, meeting = handed_down.safeguarding, handed_down.programme.meetings[2]
    early, evening = (dt.datetime(2022, 1, 10, hour, tzinfo=dt.UTC) for hour in (7, 20))
    given = {"decision": "endorsed", "by": scrutiny}
    with pytest.raises(Refused, match="is on this portal and has begun"):
        verbs.record_decision(parent, **given, on=meeting.date, at=early)
    verbs.record_decision(parent, **given, on=meeting.date, at=evening)
    with pytest.raises(Refused, match=r"cannot be cancelled\. Withdraw the decision first"):
        calendar.cancel(meeting, reason="No business.", at=evening, by=clerk)
    with pytest.raises(Refused, match=r"cannot be made an informal session\. Withdraw the decision first"):
        calendar.set_details(meeting, informal=True, by=clerk)


ACTS_ON_MEETINGS = [name for name in recipes() if name.startswith("meetings.calendar.")]


@pytest.mark.parametrize(
    ("name", "changes"), [*((name, {}) for name in ACTS_ON_MEETINGS), (SET_DETAILS, {"informal": True})]
)
def test_no_act_of_the_calendar_changes_a_meeting_that_alone_proves_something(
    name, changes, cast, request, monkeypatch
):
    recipe = recipes()[name]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    monkeypatch.setattr(convening, "PROVES", [lambda meeting: True])
    proofs = Meeting.objects.agreed().formal().values_list("pk", "committee", "date", "starts")
    before = set(proofs)
    with suppress(Refused, FaultyRow):
        act(**changes)
    assert before <= set(proofs.all())  # asked again: the queryset keeps its rows


@time_machine.travel(LATER, tick=False)
def test_the_form_of_a_decision_offers_the_meetings_since_the_report(handed_down, scrutiny, client):
    client.force_login(scrutiny)
    page = f"/desk/reviews/{handed_down.review.slug}/committees/{handed_down.safeguarding.pk}/decision/"
    form = client.get(page).context["form"]
    meetings = list(form.fields["meeting"].queryset)
    assert [meeting.date for meeting in meetings] == [LATER.date(), REPORT]
    sent = {"decision": "endorsed", "meeting": meetings[1].pk, "seen": form["seen"].value()}
    for field, wrong in (("on", {"on": "2021-10-05"}), ("meeting", {"meeting": ""})):
        assert field in client.post(page, sent | wrong).context["form"].errors
    assert client.post(page, sent).status_code == 302
    assert Endorsement.objects.get().on == meetings[1].date


def withdraw(made: Endorsement, by) -> Endorsement:
    return verbs.withdraw_decision(made, reason="It was another committee.", at=LATER, by=by)


def test_a_decision_recorded_by_mistake_is_withdrawn_and_counts_no_longer(handed_down, scrutiny, client):
    review = handed_down.review
    proposing.publish_review(review, at=LATER, by=scrutiny)
    decide(handed_down.prosperous, "endorsed", scrutiny)
    made = decide(handed_down.safeguarding, "comments", scrutiny, on=LATER.date(), comments="Say who pays.")
    assert state_of(review) == State.ENDORSED
    with pytest.raises(Refused, match="two words"):
        verbs.withdraw_decision(made, reason="Wrong", at=LATER, by=scrutiny)
    assert withdraw(made, scrutiny).withdrawn_by == scrutiny
    assert state_of(review) == State.REPORTED
    assert [one.parent for one in Endorsement.objects.current()] == [handed_down.prosperous]
    pages = [client.get(f"/reviews/{review.slug}{suffix}").content.decode() for suffix in ("/", ".json")]
    assert "recorded by mistake" in pages[0]
    assert not any("Say who pays." in page or "another committee" in page for page in pages)
    for again in (withdraw, lambda made, by: verbs.correct_decision(made, comments="", by=by)):
        with pytest.raises(Refused, match="has been withdrawn"):
            again(made, scrutiny)
    assert decide(handed_down.safeguarding, "endorsed", scrutiny).number == 2, "the day before is free again"
    assert state_of(review) == State.ENDORSED
    wrong = decide(handed_down.safeguarding, "deferred", scrutiny, on=LATER.date())
    withdraw(wrong, scrutiny)
    assert handed_down.safeguarding.endorsements.current().get().decision == "endorsed", "the one before counts again"


def test_an_endorsement_is_not_withdrawn_once_the_executive_is_served(reported, scrutiny):
    review = reported.review
    made = Endorsement.objects.filter(parent__review=review).last()
    notice = having_read(serve_notice)(review, [reported.cabinet], **SERVED, by=scrutiny)
    with pytest.raises(Refused, match="Remove any notice served on the executive"):
        withdraw(made, scrutiny)
    assert not Endorsement.objects.get(pk=made.pk).withdrawn_at
    remove_notice(notice, reason="It was recorded wrongly.", at=LATER, by=scrutiny)
    steps.take_step(review, State.ENDORSED, on=REPORT, reason="It was not served.", at=LATER, by=scrutiny)
    withdraw(made, scrutiny)
    assert state_of(review) == State.REPORTED
    decide(made.parent, "endorsed", scrutiny)
    next_day = {
        "at": LATER + dt.timedelta(days=1),
        "served_on": LATER.date() + dt.timedelta(days=1),
        "report_on": LATER.date(),
    }
    with pytest.raises(Refused, match="which letter, email or receipt shows the date"):  # R43: not the report's day
        having_read(serve_notice)(review, [reported.cabinet], **SERVED | next_day, by=scrutiny)


@pytest.mark.both_databases("triggers: rows that the database refuses to change")
def test_the_database_itself_keeps_what_was_decided(handed_down, scrutiny):
    made = decide(handed_down.safeguarding, "changes", scrutiny, comments="Say who pays.")
    verbs.correct_decision(made, comments="Say who pays for it.", by=scrutiny)
    withdraw(made, scrutiny)
    for sql in (
        "UPDATE reviews_endorsement SET decision = 'endorsed'", "DELETE FROM reviews_endorsement",
        "UPDATE reviews_endorsement SET withdrawn_at = NULL, withdrawn_by_id = NULL, withdrawn_reason = ''",
        "UPDATE reviews_endorsement SET comments = 'Say more.'",
    ):  # fmt: skip
        kept = pytest.raises(DatabaseError, match="append-only")
        with kept, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize(
    ("text", "asks_again"), [("Ask every pupil.", False), ("Ask every pupil, and say who pays.", True)]
)
def test_a_new_report_asks_again_only_where_a_recommendation_has_changed(review, scrutiny, text, asks_again):
    recommendation = recommendations.add_recommendation(review.review, text="Ask every pupil.", by=scrutiny)
    stepping.hand_down(review.review, on=REPORT, at=AT, by=scrutiny)
    decide(review.safeguarding, "endorsed", scrutiny)
    decide(review.prosperous, "changes", scrutiny, comments="Say who pays.")
    stepping.take_step(review.review, State.DRAFTING, on=REPORT, reason="Changes were asked for.", at=AT, by=scrutiny)
    recommendations.edit_recommendation(recommendation, text=text, by=scrutiny)
    stepping.take_step(review.review, State.REPORTED, on=REPORT, at=AT, by=scrutiny)
    parents = review.review.parents.prefetch_related("endorsements__report")
    asked = [act.text for act in next_acts(Review.objects.get(pk=review.review.pk), parents, [])]
    changed = f"{review.safeguarding} decided about the report, which changes recommendation 1 since it endorsed one"
    assert (f"Record what the {changed}" in asked) is asks_again and len(asked) == 1 + asks_again
    decide(review.prosperous, "endorsed", scrutiny)
    assert state_of(review.review) == (State.REPORTED if asks_again else State.ENDORSED)
    if asks_again:
        decide(review.safeguarding, "endorsed", scrutiny)
    assert state_of(review.review) == State.ENDORSED
