"""The way of a review from step to step with the clock; each committee decides about its report."""

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
from reviews.answers import response_verbs as responses
from reviews.answers.response_verbs import remove_notice, serve_notice
from reviews.findings import recommendation_verbs as recommendations
from reviews.findings.recommendation_status import standing
from reviews.models import PATH, Addressee, Endorsement, Review, ReviewStep, State
from reviews.overview.next_acts import next_acts, unanswered
from reviews.overview.path import path
from reviews.proposing import verbs as proposing
from reviews.report.issuing import issue_report
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs
from reviews.steps.conditions import next_states
from reviews.steps.story import story
from tests.acts import recipes
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, AT, BOOK, REPORT, SERVED
from tests.reviews.world import ON, WORDS
from workprogramme.history.story import story as history
from workprogramme.models import Programme, ProgrammeItem

DAY = dt.timedelta(days=1)
WHY = "The committee asked for it."


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def take(review: Review, to_state: str, by, *, on: dt.date = ON, reason: str = "") -> ReviewStep:
    return stepping.take_step(review, to_state, on=on, reason=reason, at=noon(on), by=by)


MISSING = {
    State.SCOPE_AGREED: "Record on the Scope page which committees agreed it",
    State.ENDORSED: "Record what each committee decided",
    State.WITH_EXECUTIVE: "Record the notice",
    State.RESPONDED: "Record every answer",
}


@pytest.mark.both_databases("triggers: the steps of a review")
def test_a_review_goes_the_whole_way_as_what_its_states_stand_for_is_recorded(review, scrutiny):
    for number, state in enumerate(PATH[1:], 1):
        on = ON + 10 * number * DAY
        if state in MISSING:
            with pytest.raises(Refused, match=MISSING[state]):
                take(review.review, state, scrutiny, on=on)
        come_about(review, state, scrutiny, on)
        if Review.objects.get(pk=review.review.pk).state != state:
            take(review.review, state, scrutiny, on=on, reason=WHY)
    now = Review.objects.get(pk=review.review.pk)
    assert now.state == State.CLOSED
    told = story(now, public=False)
    assert [one.word for one in told] == ["Suggested", "Proposed", *(state.label for state in PATH[1:])]
    assert [one.days for one in told] == [None, 16, *[10] * 11]


def test_the_item_that_it_grew_from_tells_of_it_once_it_is_published(review, scrutiny):
    bring_to(review, State.RESPONDED, scrutiny)
    item = ProgrammeItem.objects.select_related("programme").get(pk=review.tied.item_id)

    def told(*, public: bool) -> set[str]:
        return {step.word for step in history(item, public=public)}

    assert not any("eview" in word for word in told(public=False))
    proposing.publish_review(Review.objects.get(pk=review.review.pk), at=noon(ON), by=scrutiny)
    assert {"Review proposed", "Review: responded", "Recommendation 1 answered"} <= told(public=False)
    Programme.objects.filter(pk=item.programme_id).update(published_at=noon(ON))
    assert "Recommendation 1 answered" in told(public=True)
    Addressee.objects.filter(recommendation__review=review.review).update(is_drafted=True)
    assert "Recommendation 1 answered" not in told(public=True)


def come_about(world, state: State, by, on: dt.date) -> None:
    """Bring a review to a state by decisions, a notice, an answer."""
    review = Review.objects.get(pk=world.review.pk)
    if state == State.DRAFTING:
        row = recommendations.add_recommendation(review, text="Ask every pupil.", by=by)
        recommendations.name_addressee(row, kind="executive", name="Cabinet Member", by=by)
    addressees = Addressee.objects.filter(recommendation__review=review)
    if state == State.ENDORSED:
        for parent in review.parents.all():
            endorsement.record_decision(parent, decision="endorsed", on=on, proof="Minute book", at=noon(on), by=by)
    if state == State.WITH_EXECUTIVE:
        told = {"recipient": "The Leader", "served_on": on, "served_by": "hand", "report_on": ON, "proof": "A copy"}
        responses.serve_notice(review, list(addressees), **told, at=noon(on), by=by)
    if state == State.RESPONDED:
        told = {"answer": "accepted", "action": "Schools ask.", "received_on": on}
        responses.record_response(addressees.get(), **told, at=noon(on), by=by)


def bring_to(world, wanted: State, by) -> None:
    for state in PATH[1 : PATH.index(wanted) + 1]:
        come_about(world, state, by, ON)
        if Review.objects.get(pk=world.review.pk).state != state:
            take(world.review, state, by, reason=WHY)


def test_only_the_steps_there_are_can_be_taken_and_back_or_aside_only_with_a_reason(review, scrutiny):
    for after in set(State) - set(next_states(review.review)):
        with pytest.raises(Refused, match="and cannot move to"):
            take(review.review, after, scrutiny, reason=WHY)
    bring_to(review, State.EVIDENCE, scrutiny)
    for after in (State.SCOPE_AGREED, State.PAUSED, State.ABANDONED):
        with pytest.raises(Refused, match="why the review goes there"):
            take(review.review, after, scrutiny)
    take(review.review, State.PAUSED, scrutiny, reason=WHY)
    assert set(next_states(Review.objects.get(pk=review.review.pk))) == {State.EVIDENCE, State.ABANDONED}
    take(review.review, State.ABANDONED, scrutiny, reason=WHY)
    now = Review.objects.get(pk=review.review.pk)
    assert (now.stands_at, now.is_before_report) == (State.EVIDENCE, True)
    assert take(now, State.EVIDENCE, scrutiny, reason=WHY).to_state == State.EVIDENCE


def test_no_step_is_to_come_or_before_the_last_or_the_proposal(review, scrutiny):
    with pytest.raises(Refused, match="in the future"):
        verbs.take_step(review.review, State.SCOPING, on=ON + DAY, at=noon(ON), by=scrutiny)
    with pytest.raises(Refused, match="was proposed on Thursday 17 June 2021, so no step can be before then"):
        take(review.review, State.SCOPING, scrutiny, on=ON - DAY)
    step = take(review.review, State.SCOPING, scrutiny, on=ON + 5 * DAY)
    with pytest.raises(Refused, match="the next step cannot be before then"):
        take(review.review, State.SCOPE_AGREED, scrutiny, on=ON, reason=WHY)
    take(review.review, State.SCOPE_AGREED, scrutiny, on=ON + 9 * DAY, reason=WHY)
    for days, text in ((-1, "was proposed on"), (10, "this one cannot be after then"), (21, "in the future")):
        with pytest.raises(Refused, match=text):
            verbs.correct_day(step, on=ON + days * DAY, at=noon(ON + 20 * DAY), by=scrutiny)
    assert verbs.correct_day(step, on=ON, at=noon(ON + 20 * DAY), by=scrutiny).on == ON


STEP = (
    'INSERT INTO reviews_reviewstep (review_id, number, from_state, to_state, "on", reason, recorded_at) '
    "SELECT id, {}, '2021-07-01', '', '2021-07-01' FROM reviews_review"
)


@pytest.mark.both_databases("triggers: rows that the database refuses to change")
def test_the_database_itself_keeps_the_steps(review, scrutiny):
    take(review.review, State.SCOPING, scrutiny, reason=WHY)
    for sql, text in (
        ("UPDATE reviews_reviewstep SET to_state = 'agreed', from_state = 'scoping'", "append-only"),
        ("UPDATE reviews_reviewstep SET reason = ''", "append-only"),
        ("DELETE FROM reviews_reviewstep", "append-only"),
        ("UPDATE reviews_review SET state = 'closed'", "where its last step led"),
        (STEP.format("2, 'drafting', 'reported'"), "begins where the one before led"),
        (STEP.format("3, 'scoping', 'agreed'"), "begins where the one before led"),
        (STEP.format("2, 'scoping', 'closed'"), "a_review_takes_the_steps_there_are"),
    ):
        with pytest.raises(DatabaseError, match=text), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


LATER = dt.date(2021, 12, 25)


def texts(review: Review, on: dt.date = REPORT) -> list[str]:
    now = Review.objects.with_facts().get(pk=review.pk)
    recommended = standing(now.recommendations.with_answers(), on)
    return [act.text for act in next_acts(now, now.parents.prefetch_related("endorsements"), recommended)]


def stages(review: Review, on: dt.date) -> dict[str, tuple[str, str]]:
    now = Review.objects.with_facts().get(pk=review.pk)
    recommended = standing(now.recommendations.with_answers(), on)
    return {stage.word: (stage.where, stage.text) for stage in path(now, recommended, on)}


def test_the_path_says_how_long_a_review_has_stood_where_it_stands_and_what_is_next(review, scrutiny):
    told = stages(review.review, dt.date(2021, 6, 20))
    assert told["Proposed"] == ("here", "Proposed since 17 June 2021") and told["Scope"] == ("ahead", "")
    assert texts(review.review) == ["Start scoping: record the step"]
    given_by = {"at": AT, "by": scrutiny}
    verbs.take_step(review.review, State.SCOPING, on=dt.date(2021, 7, 1), **given_by)
    committees = [parent.committee.name for parent in (review.prosperous, review.safeguarding)]
    assert texts(review.review) == [f"Record when the {name} agreed the scope" for name in committees]
    verbs.take_step(review.review, State.PAUSED, on=dt.date(2021, 7, 2), reason="Waits for Ofsted.", **given_by)
    told = stages(review.review, dt.date(2021, 8, 1))
    assert told["Proposed"] == ("behind", "") and told["Scope"] == ("here", "Paused")
    for state in (State.SCOPING, State.SCOPE_AGREED, State.EVIDENCE, State.DRAFTING):
        verbs.take_step(review.review, state, on=REPORT, reason="The panel has begun.", **given_by)
    assert texts(review.review)[0] == "Add the first recommendation"


def test_the_path_shows_the_clock_of_the_council_once_the_notice_is_received(reported, scrutiny):
    review = reported.review
    assert texts(review) == ["Serve the notice on the executive and record it"]
    notice = responses.serve_notice(review, [reported.cabinet], **SERVED, by=scrutiny)
    assert texts(review) == [
        "Record when The Leader received the notice: the two months start then",
        "Choose who writes the answer of Cabinet Member for Education to recommendation 1",
    ]
    assert stages(review, LATER)["Response"] == ("here", "With the executive since 14 September 2021")
    responses.record_receipt(notice, received_on=REPORT, proof="Read receipt", at=AT, by=scrutiny)
    assert stages(review, LATER)["Response"] == ("here", "Answer due 13 November 2021, 42 days late")

    def owing() -> list[tuple[str, str, str]]:
        rows = unanswered(Review.objects.get(pk=review.pk), standing(review.recommendations.with_answers(), LATER))
        return [(row.who, row.what, row.late) for row in rows]

    late = ("Cabinet Member for Education", "recommendation 1", "42 days late")
    assert owing()[0] == late
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    assert stages(review, REPORT)["Response"] == ("here", "Responded") and late not in owing()


SET_DETAILS = "meetings.calendar.verbs.set_details"
DECIDED = dt.datetime(2022, 1, 10, 12, tzinfo=dt.UTC)


@pytest.fixture
def handed_down(review, scrutiny):
    """Return the joint review, whose report was issued on 14 September 2021."""
    stepping.hand_down(review.review, on=REPORT, at=AT, by=scrutiny)
    return review


def decide(parent, decision: str, by, *, on: dt.date = REPORT, **told) -> Endorsement:
    return endorsement.record_decision(parent, decision=decision, on=on, at=DECIDED, by=by, **{"proof": BOOK} | told)


def state_of(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def test_once_all_have_endorsed_it_the_review_is_endorsed(handed_down, scrutiny):
    decide(handed_down.safeguarding, "endorsed", scrutiny)
    decide(handed_down.prosperous, "deferred", scrutiny)
    assert state_of(handed_down.review) == State.REPORTED
    given = {"on": DECIDED.date(), "comments": "Ask every year."}
    decide(handed_down.prosperous, "comments", scrutiny, **given)
    assert state_of(handed_down.review) == State.ENDORSED
    current = Endorsement.objects.current().order_by("pk").values_list("decision", flat=True)
    assert list(current) == ["endorsed", "comments"]
    with pytest.raises(Refused, match="recorded already"):
        decide(handed_down.prosperous, "comments", scrutiny, **given | {"comments": " Ask every year. "})
    assert Endorsement.objects.count() == 3


def test_what_is_refused_of_a_decision(review, scrutiny):
    parent, tomorrow = review.safeguarding, DECIDED.date() + dt.timedelta(days=1)
    with pytest.raises(Refused, match="not been issued yet"):
        decide(parent, "endorsed", scrutiny)
    stepping.hand_down(review.review, on=REPORT, at=AT, by=scrutiny)
    decide(parent, "deferred", scrutiny, on=DECIDED.date())
    for decision, on, text in (
        ("endorsed", REPORT, "a later decision cannot be before then"),
        ("changes", DECIDED.date(), "Say what the committee said"),
        ("noted", DECIDED.date(), "Choose what the committee decided"),
        ("endorsed", tomorrow, "in the future"),
    ):
        with pytest.raises(Refused, match=text):
            decide(parent, decision, scrutiny, on=on)


def test_a_report_is_not_issued_as_of_a_day_before_a_committee_decided(handed_down, scrutiny):
    review = handed_down.review
    decide(handed_down.safeguarding, "changes", scrutiny, on=DECIDED.date(), comments="Ask every year.")
    stepping.take_step(review, State.DRAFTING, reason="A committee asks for it.", on=REPORT, at=DECIDED, by=scrutiny)
    before = {"on": DECIDED.date() - dt.timedelta(days=1), "at": DECIDED, "by": scrutiny}
    with pytest.raises(Refused, match="shows the date"):
        having_read(issue_report)(review, **before)
    with pytest.raises(Refused, match="decided on an earlier report on Monday 10 January 2022"):
        having_read(issue_report)(review, **before, proof="Email of 9 January")
    issued = having_read(issue_report)(review, **before | {"on": DECIDED.date()}).step
    decide(handed_down.safeguarding, "endorsed", scrutiny, on=DECIDED.date())
    with pytest.raises(Refused, match="cannot have been issued before then"):
        verbs.correct_day(issued, on=before["on"], proof="Email of 9 January", at=DECIDED, by=scrutiny)


def test_what_a_withheld_minute_says_is_not_told(minuted, scrutiny, client):
    committee = minuted.meeting.committee
    review = proposing.propose_review(**WORDS, committees=[committee], at=AT, by=scrutiny)
    stepping.hand_down(review, on=REPORT, at=AT, by=scrutiny)
    parent, minute = review.parents.get(), minuted.entries.filter(omitted=False, access="open").first()
    with pytest.raises(Refused, match="choose one of that meeting"):
        decide(parent, "endorsed", scrutiny, minute=minute)
    decide(parent, "comments", scrutiny, on=minuted.meeting.date, comments="Say who pays.", minute=minute)
    proposing.publish_review(review, at=DECIDED, by=scrutiny)
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
        endorsement.record_decision(parent, **given, on=meeting.date, at=early)
    endorsement.record_decision(parent, **given, on=meeting.date, at=evening)
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


@time_machine.travel(DECIDED, tick=False)
def test_the_form_of_a_decision_offers_the_meetings_since_the_report(handed_down, by_scrutiny):
    page = f"/desk/reviews/{handed_down.review.slug}/committees/{handed_down.safeguarding.pk}/decision/"
    form = by_scrutiny.get(page).context["form"]
    meetings = list(form.fields["meeting"].queryset)
    assert [meeting.date for meeting in meetings] == [DECIDED.date(), REPORT]
    sent = {"decision": "endorsed", "meeting": meetings[1].pk, "seen": form["seen"].value()}
    for field, wrong in (("on", {"on": "2021-10-05"}), ("meeting", {"meeting": ""})):
        assert field in by_scrutiny.post(page, sent | wrong).context["form"].errors
    assert by_scrutiny.post(page, sent).status_code == 302
    assert Endorsement.objects.get().on == meetings[1].date


def withdraw(made: Endorsement, by) -> Endorsement:
    return endorsement.withdraw_decision(made, reason="It was another committee.", at=DECIDED, by=by)


def test_a_decision_recorded_by_mistake_is_withdrawn_and_counts_no_longer(handed_down, scrutiny, client):
    review = handed_down.review
    proposing.publish_review(review, at=DECIDED, by=scrutiny)
    decide(handed_down.prosperous, "endorsed", scrutiny)
    made = decide(handed_down.safeguarding, "comments", scrutiny, on=DECIDED.date(), comments="Say who pays.")
    assert state_of(review) == State.ENDORSED
    with pytest.raises(Refused, match="two words"):
        endorsement.withdraw_decision(made, reason="Wrong", at=DECIDED, by=scrutiny)
    assert withdraw(made, scrutiny).withdrawn_by == scrutiny
    assert state_of(review) == State.REPORTED
    assert [one.parent for one in Endorsement.objects.current()] == [handed_down.prosperous]
    pages = [client.get(f"/reviews/{review.slug}{suffix}").content.decode() for suffix in ("/", ".json")]
    assert "recorded by mistake" in pages[0]
    assert not any("Say who pays." in page or "another committee" in page for page in pages)
    for again in (withdraw, lambda made, by: endorsement.correct_decision(made, comments="", by=by)):
        with pytest.raises(Refused, match="has been withdrawn"):
            again(made, scrutiny)
    assert decide(handed_down.safeguarding, "endorsed", scrutiny).number == 2, "the day before is free again"
    assert state_of(review) == State.ENDORSED
    wrong = decide(handed_down.safeguarding, "deferred", scrutiny, on=DECIDED.date())
    withdraw(wrong, scrutiny)
    assert handed_down.safeguarding.endorsements.current().get().decision == "endorsed", "the one before counts again"


def test_an_endorsement_is_not_withdrawn_once_the_executive_is_served(reported, scrutiny):
    review = reported.review
    made = Endorsement.objects.filter(parent__review=review).last()
    notice = having_read(serve_notice)(review, [reported.cabinet], **SERVED, by=scrutiny)
    with pytest.raises(Refused, match="Remove any notice served on the executive"):
        withdraw(made, scrutiny)
    assert not Endorsement.objects.get(pk=made.pk).withdrawn_at
    remove_notice(notice, reason="It was recorded wrongly.", at=DECIDED, by=scrutiny)
    verbs.take_step(review, State.ENDORSED, on=REPORT, reason="It was not served.", at=DECIDED, by=scrutiny)
    withdraw(made, scrutiny)
    assert state_of(review) == State.REPORTED
    decide(made.parent, "endorsed", scrutiny)
    next_day = {
        "at": DECIDED + dt.timedelta(days=1),
        "served_on": DECIDED.date() + dt.timedelta(days=1),
        "report_on": DECIDED.date(),
    }
    with pytest.raises(Refused, match="which letter, email or receipt shows the date"):  # R43: not the report's day
        having_read(serve_notice)(review, [reported.cabinet], **SERVED | next_day, by=scrutiny)


@pytest.mark.both_databases("triggers: rows that the database refuses to change")
def test_the_database_itself_keeps_what_was_decided(handed_down, scrutiny):
    made = decide(handed_down.safeguarding, "changes", scrutiny, comments="Say who pays.")
    endorsement.correct_decision(made, comments="Say who pays for it.", by=scrutiny)
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
