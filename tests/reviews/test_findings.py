"""Findings tie evidence, scope and recommendations together; what is missing is told before a report is issued."""

import time

import pytest

from committee.acts import audit
from committee.acts.refusal import Refused
from reviews.evidence.verbs import record_consent, withdraw_evidence
from reviews.findings import finding_verbs
from reviews.findings import recommendation_verbs as recommendations
from reviews.findings.in_prose import Buried, buried
from reviews.findings.missing import missing
from reviews.models import SectionKind, Witness
from reviews.proposing import scope_verbs as scope
from reviews.report.verbs import write_section
from reviews.steps import verbs as steps
from tests.answers import client_of
from tests.reviews import given
from tests.reviews.reported import AT, REPORT

SOURCE = """Much work is in place. We **RECOMMEND** that progress with this new initiative is monitored and the impact
on schools be assessed in 12 months' time.

The ESAS told us of local meetings. We therefore **RECOMMEND:** that the Cabinet Members consider the introduction of
local DSL meetings. Ofsted recommended that the Online Safety Bill be developed. We recommend it to others."""


def test_recommendations_are_dug_out_of_the_source_s_prose():
    first, second, third = buried(SOURCE)
    assert first.text.startswith("Progress with this new initiative is monitored") and first.months == 12
    assert second == Buried("The Cabinet Members consider the introduction of local DSL meetings.")
    assert third == Buried("It to others.")


@pytest.mark.parametrize(
    "text",
    [
        *("we recommend that. " * 10_000, "**" * 100_000, "RECOMMEND " + ": " * 95_000),
    ],
)
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
