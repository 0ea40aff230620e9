"""Findings and what is missing before a report; recommendations keep their numbers and addressees."""

import time

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts import audit
from committee.acts.refusal import Refused
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as sign_off
from reviews.evidence.verbs import record_consent, withdraw_evidence
from reviews.findings import finding_verbs
from reviews.findings import recommendation_verbs as recommendations
from reviews.findings.in_prose import Buried, buried
from reviews.findings.missing import missing
from reviews.models import AddresseeKind, Recommendation, Review, SectionKind, State, Witness
from reviews.proposing import scope_verbs as scope
from reviews.proposing import verbs as proposing
from reviews.report.verbs import write_section
from reviews.steps import verbs as steps
from tests.answers import client_of
from tests.reviews import given, stepping
from tests.reviews.reported import ANSWERED, AT, REPORT

SOURCE = """Much work is in place. We **RECOMMEND** that progress with this new initiative is monitored and the impact
on schools be assessed in 12 months' time.

The ESAS told us of local meetings. We therefore **RECOMMEND:** that the Cabinet Members consider the introduction of
local DSL meetings. Ofsted recommended that the Online Safety Bill be developed. We recommend it to others."""


def test_recommendations_are_dug_out_of_the_source_s_prose():
    first, second, third = buried(SOURCE)
    assert first.text.startswith("Progress with this new initiative is monitored") and first.months == 12
    assert second == Buried("The Cabinet Members consider the introduction of local DSL meetings.")
    assert third == Buried("It to others.")


@pytest.mark.parametrize("text", ["we recommend that. " * 10_000, "**" * 100_000, "RECOMMEND " + ": " * 95_000])
def test_a_long_text_is_searched_in_a_moment(text):
    began = time.perf_counter()
    assert len(buried(text)) <= 30
    assert time.perf_counter() - began < 2


@pytest.fixture
def drafting(review, scrutiny):
    scope.add_points(review.review, kind="line", text="Who is asked?\nWho asks?", by=scrutiny)
    for state in ("scoping", "agreed", "evidence", "drafting"):
        steps.take_step(review.review, state, on=REPORT, at=AT, reason="It went on.", by=scrutiny)
    return review.review


def test_what_is_missing_is_listed_until_it_is_mended_or_the_officer_says_why(drafting, scrutiny):
    review, desk = drafting, client_of(scrutiny)
    at = f"/desk/reviews/{review.slug}/"
    told = {"prose": SOURCE}
    assert "Progress with this new" in desk.post(f"{at}findings/recommendations/", told).content.decode()
    told |= {"add_0": "on", "text_0": "Watch the initiative.", "text_1": "Meet.", "text_2": "Others."}
    assert desk.post(f"{at}findings/recommendations/", told).status_code == 302
    [row] = review.recommendations.all()
    assert (row.text, row.wanted_months) == ("Watch the initiative.", 12)
    assert missing(review) == [
        "No finding answers the scope: “Who is asked?”.",
        "No finding answers the scope: “Who asks?”.",
        "Recommendation 1 is not based on a finding.",
        "The report lacks a summary of the evidence, a list of those who took part and an explanation of the "
        "recommendations. Health scrutiny asks for it (R44).",
    ]
    step = {"on": REPORT.isoformat(), "proof": "Minute of the panel"}
    page = desk.post(f"{at}report/issue/", step)
    assert page.status_code == 422 and "report is issued without it" in page.content.decode()
    assert desk.post(f"{at}report/issue/", step | {"reason": "No one came, everyone wrote."}).status_code == 302
    assert len(audit.trail_of(review).first().facts["missing"]) == 4


def test_with_everything_there_a_report_is_handed_down_without_a_word(drafting, scrutiny):
    review, desk = drafting, client_of(scrutiny)
    row = recommendations.add_recommendation(review, text="Ask.", by=scrutiny)
    finding_verbs.add_finding(
        review, text="Few schools ask.", evidence_words="E1", scope_points=review.scope_points.all(),
        recommendations=[row], by=scrutiny,
    )  # fmt: skip
    Witness.objects.create(review=review, post="Head teacher", is_group=False, forget_on=REPORT)
    assert missing(review) == []
    step = {"on": REPORT.isoformat(), "proof": "Minute of the panel"}
    assert desk.post(f"/desk/reviews/{review.slug}/report/issue/", step).status_code == 302


def test_findings_stand_with_the_report_that_is_handed_down(reported, scrutiny):
    with pytest.raises(Refused, match="issued with its findings"):
        finding_verbs.add_finding(reported.review, text="Few schools ask.", by=scrutiny)


def test_a_report_says_before_it_is_issued_whom_it_quotes_without_their_agreement(review, scrutiny):
    words = "My daughter was pushed against the lockers every morning by the same four boys of her year."
    about = {"text": words, "access": "private", "may_be_published": False, "is_named": False}
    made = given.piece(review.review, scrutiny, **about, agreed_on=None, agreed_how="")
    write_section(
        review.review, SectionKind.SETTING, text=f"<p>A parent said: {words}</p>", revision=0, at=AT, by=scrutiny
    )
    assert [told for told in missing(review.review) if f"evidence {made.reference}, whose sender" in told]
    record_consent(
        made, may_be_published=True, is_named=False, agreed_on=AT.date(), agreed_how="By letter", at=AT, by=scrutiny
    )
    assert not any("whose sender" in told for told in missing(review.review))
    withdraw_evidence(made, reason="They took it back.", on=AT.date(), by=scrutiny)
    assert any("whose sender" in told for told in missing(review.review))


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
    recommendations.edit_recommendation(published.first, text="Zugzwang for every pupil.", by=scrutiny)
    recommendations.remove_recommendation(published.second, reason="They do zugzwang already.", by=scrutiny)
    recommendations.name_addressee(published.first, kind="other", name="The Zugzwang School", by=scrutiny)
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
        recommendations.restore_recommendation(published.second, by=scrutiny)
    for again in (True, False):
        recommendations.remove_recommendation(published.second, reason="The committees do it already.", by=scrutiny)
        if again:
            assert recommendations.restore_recommendation(published.second, by=scrutiny).withdrawn_reason == ""
    stepping.take_step(published.review, State.REPORTED, on=REPORT, at=AT, by=scrutiny)
    with pytest.raises(Refused, match="return the review"):
        recommendations.restore_recommendation(published.second, by=scrutiny)
    stepping.take_step(published.review, State.DRAFTING, on=REPORT, reason="Another change.", at=AT, by=scrutiny)
    with pytest.raises(Refused, match="already been issued"):
        recommendations.restore_recommendation(published.second, by=scrutiny)


def test_what_was_answered_or_an_answer_on_its_way_is_about_is_not_reworded(reported, officer, scrutiny):
    draft = sign_off.name_writer(reported.police, writer=officer.person, at=AT, by=scrutiny)
    sign_off.send_answer(draft, answer="accepted", action="Officers ask.", at=AT, by=officer)
    back_to_drafting(reported.review, scrutiny)
    with pytest.raises(Refused, match="Withdraw it and write another"):
        recommendations.edit_recommendation(reported.first, text="Do more.", by=scrutiny)
    sign_off.send_back(draft, reason="It is worded again.", at=AT, by=scrutiny)
    assert recommendations.edit_recommendation(reported.first, text="Do more.", by=scrutiny).text == "Do more."
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    with pytest.raises(Refused, match="Withdraw it and write another"):
        recommendations.edit_recommendation(reported.first, text="Do all.", by=scrutiny)


def test_what_nobody_was_handed_is_removed_and_the_others_move_up(review, scrutiny):
    rows = [
        recommendations.add_recommendation(review.review, text=f"Do {word}.", by=scrutiny)
        for word in ("one", "two", "three")
    ]
    recommendations.remove_recommendation(rows[1], by=scrutiny)
    assert list(Recommendation.objects.values_list("number", "text")) == [(1, "Do one."), (2, "Do three.")]
    with pytest.raises(Refused, match="has removed"):
        recommendations.edit_recommendation(rows[1], text="Do it.", by=scrutiny)


def test_with_the_report_they_are_fixed(reported, scrutiny):
    with pytest.raises(Refused, match="issued with its recommendations"):
        recommendations.add_recommendation(reported.review, text="Do more.", by=scrutiny)
    with pytest.raises(Refused, match="issued with its recommendations"):
        recommendations.edit_recommendation(reported.first, text="Do less.", by=scrutiny)


def test_a_number_that_was_handed_down_is_never_used_again(reported, scrutiny):
    back_to_drafting(reported.review, scrutiny)
    with pytest.raises(Refused, match="why it is withdrawn"):
        recommendations.remove_recommendation(reported.second, by=scrutiny)
    recommendations.remove_recommendation(reported.second, reason="The committees do it already.", by=scrutiny)
    with pytest.raises(Refused, match="has been withdrawn"):
        recommendations.edit_recommendation(reported.second, text="Do it.", by=scrutiny)
    assert recommendations.add_recommendation(reported.review, text="Do it.", by=scrutiny).number == 3


@pytest.mark.both_databases("triggers: recommendations that were issued")
def test_the_database_itself_keeps_what_was_handed_down(reported, scrutiny):
    recommendations.remove_addressee(reported.own, reason="It was named by mistake.", by=scrutiny)
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
            recommendations.add_recommendation(review.review, **told, by=scrutiny)


def test_it_is_made_to_each_once(reported, scrutiny):
    with pytest.raises(Refused, match="is made to “borsetshire police” already"):
        recommendations.name_addressee(
            reported.first, kind=AddresseeKind.OTHER, name=" borsetshire  police ", by=scrutiny
        )
