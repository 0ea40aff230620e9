"""Recommendations keep their numbers once they are handed down, and say to whom they are made."""

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts.refusal import Refused
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as sign_off
from reviews.findings import recommendation_verbs
from reviews.models import AddresseeKind, Recommendation, Review, State
from reviews.proposing import verbs as proposing
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, AT, REPORT


def back_to_drafting(review: Review, by) -> None:
    for state in (State.REPORTED, State.DRAFTING):
        stepping.take_step(review, state, on=REPORT, reason="A committee asked for changes.", at=AT, by=by)


@pytest.fixture
def published(reported, scrutiny):
    """Return the reported review, published."""
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    return reported


def test_what_is_drafted_for_a_later_report_is_not_read_before_that(published, scrutiny, client):
    slug = published.review.slug
    pages = (f"/reviews/{slug}/", "/recommendations/recommendations.csv", f"/reviews/{slug}/recommendations/1/")
    back_to_drafting(published.review, scrutiny)
    recommendation_verbs.edit_recommendation(published.first, text="Zugzwang for every pupil.", by=scrutiny)
    recommendation_verbs.remove_recommendation(published.second, reason="They do zugzwang already.", by=scrutiny)
    recommendation_verbs.name_addressee(published.first, kind="other", name="The Zugzwang School", by=scrutiny)
    for page in pages:
        said = client.get(page).text
        assert "zugzwang" not in said.casefold() and "Ask every pupil who cares for someone." in said
    stepping.take_step(published.review, State.REPORTED, on=REPORT, at=AT, by=scrutiny)
    for page in pages:
        said = client.get(page).text
        assert "Zugzwang for every pupil." in said and "The Zugzwang School" in said


def test_a_withdrawal_is_undone_until_a_report_leaves_it_out(published, scrutiny):
    back_to_drafting(published.review, scrutiny)
    with pytest.raises(Refused, match="is not withdrawn"):
        recommendation_verbs.restore_recommendation(published.second, by=scrutiny)
    for again in (True, False):
        recommendation_verbs.remove_recommendation(
            published.second, reason="The committees do it already.", by=scrutiny
        )
        if again:
            assert recommendation_verbs.restore_recommendation(published.second, by=scrutiny).withdrawn_reason == ""
    stepping.take_step(published.review, State.REPORTED, on=REPORT, at=AT, by=scrutiny)
    with pytest.raises(Refused, match="return the review"):
        recommendation_verbs.restore_recommendation(published.second, by=scrutiny)
    stepping.take_step(published.review, State.DRAFTING, on=REPORT, reason="Another change.", at=AT, by=scrutiny)
    with pytest.raises(Refused, match="already been issued"):
        recommendation_verbs.restore_recommendation(published.second, by=scrutiny)


def test_what_was_answered_or_an_answer_on_its_way_is_about_is_not_reworded(reported, officer, scrutiny):
    draft = sign_off.name_writer(reported.police, writer=officer.person, at=AT, by=scrutiny)
    sign_off.send_answer(draft, answer="accepted", action="Officers ask.", at=AT, by=officer)
    back_to_drafting(reported.review, scrutiny)
    with pytest.raises(Refused, match="Withdraw it and write another"):
        recommendation_verbs.edit_recommendation(reported.first, text="Do more.", by=scrutiny)
    sign_off.send_back(draft, reason="It is worded again.", at=AT, by=scrutiny)
    assert recommendation_verbs.edit_recommendation(reported.first, text="Do more.", by=scrutiny).text == "Do more."
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    with pytest.raises(Refused, match="Withdraw it and write another"):
        recommendation_verbs.edit_recommendation(reported.first, text="Do all.", by=scrutiny)


def test_what_nobody_was_handed_is_removed_and_the_others_move_up(review, scrutiny):
    rows = [
        recommendation_verbs.add_recommendation(review.review, text=f"Do {word}.", by=scrutiny)
        for word in ("one", "two", "three")
    ]
    recommendation_verbs.remove_recommendation(rows[1], by=scrutiny)
    assert list(Recommendation.objects.values_list("number", "text")) == [(1, "Do one."), (2, "Do three.")]
    with pytest.raises(Refused, match="has removed"):
        recommendation_verbs.edit_recommendation(rows[1], text="Do it.", by=scrutiny)


def test_with_the_report_they_are_fixed(reported, scrutiny):
    with pytest.raises(Refused, match="issued with its recommendations"):
        recommendation_verbs.add_recommendation(reported.review, text="Do more.", by=scrutiny)
    with pytest.raises(Refused, match="issued with its recommendations"):
        recommendation_verbs.edit_recommendation(reported.first, text="Do less.", by=scrutiny)


def test_a_number_that_was_handed_down_is_never_used_again(reported, scrutiny):
    back_to_drafting(reported.review, scrutiny)
    with pytest.raises(Refused, match="why it is withdrawn"):
        recommendation_verbs.remove_recommendation(reported.second, by=scrutiny)
    recommendation_verbs.remove_recommendation(reported.second, reason="The committees do it already.", by=scrutiny)
    with pytest.raises(Refused, match="has been withdrawn"):
        recommendation_verbs.edit_recommendation(reported.second, text="Do it.", by=scrutiny)
    assert recommendation_verbs.add_recommendation(reported.review, text="Do it.", by=scrutiny).number == 3


@pytest.mark.both_databases("triggers: recommendations that were issued")
def test_the_database_itself_keeps_what_was_handed_down(reported, scrutiny):
    recommendation_verbs.remove_addressee(reported.own, reason="It was named by mistake.", by=scrutiny)
    for sql in (
        "UPDATE reviews_recommendation SET number = 9 WHERE number = 1",
        "UPDATE reviews_recommendation SET handed_down_at = NULL",
        "DELETE FROM reviews_recommendation WHERE id NOT IN (SELECT recommendation_id FROM reviews_addressee)",
    ):
        kept = pytest.raises(DatabaseError, match="keeps its number, and is withdrawn, not removed")
        with kept, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_recommendation_has_words_and_is_wanted_by_a_day_or_in_months(review, scrutiny):
    both = {"text": "Do it.", "wanted_on": REPORT, "wanted_months": 12}
    for told, said in (({"text": " "}, "Enter the text"), (both, "Give a day or a number of months, not both")):
        with pytest.raises(Refused, match=said):
            recommendation_verbs.add_recommendation(review.review, **told, by=scrutiny)


def test_it_is_made_to_each_once(reported, scrutiny):
    with pytest.raises(Refused, match="is made to “borsetshire police” already"):
        recommendation_verbs.name_addressee(
            reported.first, kind=AddresseeKind.OTHER, name=" borsetshire  police ", by=scrutiny
        )
