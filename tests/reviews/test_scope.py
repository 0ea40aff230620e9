"""The scope of a review is written, agreed by each committee, and changed afterwards only with a reason."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from meetings.models import Meeting
from reviews.agenda_papers import documents
from reviews.models import PaperPurpose, Parent, PointKind, Review, ScopeAgreement, ScopePoint, State
from reviews.proposing import parent_verbs as parents
from reviews.proposing import scope_verbs as verbs
from reviews.proposing import verbs as proposing
from reviews.proposing.scope import agreements_of, by_kind
from reviews.report import report_content
from reviews.steps import verbs as steps
from tests.reviews.world import AT, ON, World

DAY = dt.date(2021, 7, 1)
THEN = {"on": DAY, "at": dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)}
PROVED = THEN | {"proof": "Minute book"}
POISON = "zwetschgenknoedel"


LINES = "Find out whether schools ask.\n\n Hear   young carers."


def add(world: World, by, kind=PointKind.PURPOSE, text=LINES, **more):
    return verbs.add_points(world.review, kind=kind, text=text, by=by, **more)


def test_points_are_entered_a_line_each_and_printed_by_kind(review, scrutiny):
    add(review, scrutiny, PointKind.LINE, "Who asks?")
    _, second = add(review, scrutiny)
    verbs.move_point_up(second, by=scrutiny)
    with pytest.raises(Refused, match="already the first"):
        verbs.move_point_up(second, by=scrutiny)
    groups = [[point.text for point in points] for _, points in by_kind(review.review.scope_points.all())]
    assert groups == [["Hear young carers.", "Find out whether schools ask."], ["Who asks?"]]
    with pytest.raises(Refused, match="Enter at least one point"):
        add(review, scrutiny, text=" \n ")
    with pytest.raises(Refused, match="at most 60 points"):
        add(review, scrutiny, text="\n".join("abc" for _ in range(58)))


def test_once_every_committee_agreed_the_review_is_scoped_and_a_change_says_why(review, scrutiny):
    with pytest.raises(Refused, match="There is nothing to agree yet"):
        verbs.record_agreement(review.safeguarding, **PROVED, by=scrutiny)
    first, second = add(review, scrutiny)
    verbs.describe_method(review.review, method="A day of hearings.", by=scrutiny)
    steps.take_step(review.review, State.SCOPING, **THEN, by=scrutiny)
    verbs.record_agreement(review.safeguarding, **PROVED, by=scrutiny)
    assert Review.objects.get().state == State.SCOPING
    later = {"proof": "Minute book", "on": DAY + dt.timedelta(days=7), "at": THEN["at"] + dt.timedelta(days=8)}
    verbs.record_agreement(review.prosperous, **later, by=scrutiny)
    assert Review.objects.get().state == State.SCOPE_AGREED
    assert review.review.steps.last().on == later["on"]
    with pytest.raises(Refused, match="agreed this scope on Thursday 1 July 2021"):
        verbs.record_agreement(review.safeguarding, **later, by=scrutiny)
    for act in (
        lambda **more: verbs.edit_point(first, text="Ask pupils.", by=scrutiny, **more),
        lambda **more: verbs.describe_method(review.review, method="Two days.", by=scrutiny, **more),
        lambda **more: add(review, scrutiny, text="Hear parents.", **more),
        lambda **more: verbs.remove_point(second, by=scrutiny, **more),
    ):
        with pytest.raises(Refused, match="why what was agreed is changed"):
            act()
        act(reason="Members asked for it.")
        assert AuditEntry.objects.order_by("pk").last().facts["reason"] == "Members asked for it."
    agreed = ["Find out whether schools ask.", "Hear young carers."]
    assert [row.agreed["points"]["purpose"] for row in ScopeAgreement.objects.current()] == [agreed] * 2
    assert [one.is_changed for one in agreements_of(review.review)] == [True, True]
    verbs.record_agreement(review.safeguarding, **later, by=scrutiny)
    assert [one.is_changed for one in agreements_of(review.review)] == [True, False]  # by name


def test_the_scoping_paper_is_ready_for_an_agenda_until_the_scope_is_agreed_and_the_report_repeats_it(review, scrutiny):
    assert not documents.is_ready(review.safeguarding, PaperPurpose.SCOPE)
    add(review, scrutiny)
    add(review, scrutiny, PointKind.WITNESS, "Head teachers")
    steps.take_step(review.review, State.SCOPING, **THEN, by=scrutiny)
    asked = Parent.objects.get(pk=review.safeguarding.pk)
    assert documents.is_ready(asked, PaperPurpose.SCOPE)
    printed = str(documents.document(asked, PaperPurpose.SCOPE, Meeting(date=DAY)))
    assert "Hear young carers." in printed and "Head teachers" in printed and "Not yet" in printed
    for parent in (review.safeguarding, review.prosperous):
        verbs.record_agreement(parent, **PROVED, by=scrutiny)
    assert not documents.is_ready(Parent.objects.get(pk=review.safeguarding.pk), PaperPurpose.SCOPE)
    report = str(report_content.document(Review.objects.get(), on=DAY))
    assert "Hear young carers." in report and "Head teachers" not in report
    assert "The scope was agreed by the Safeguarding Overview and Scrutiny Committee on 1 July 2021 and the " in report


def test_an_agreement_that_was_a_mistake_counts_no_longer(review, scrutiny):
    add(review, scrutiny)
    made = verbs.record_agreement(review.prosperous, **PROVED, by=scrutiny)
    verbs.strike_out_agreement(made, reason="It was another committee.", by=scrutiny)
    assert [one.agreement for one in agreements_of(review.review)] == [None, None]
    add(review, scrutiny, text="Hear parents.")  # nobody has agreed, so no reason is asked for
    with pytest.raises(Refused, match="marked as a mistake already"):
        verbs.correct_agreement(made, **PROVED, by=scrutiny)
    with pytest.raises(Refused, match="so it cannot be removed"):
        parents.remove_parent(review.prosperous, by=scrutiny)


def test_an_agreement_is_of_a_day_that_has_come_after_the_proposal(review, scrutiny):
    add(review, scrutiny)
    for told, text in (
        (PROVED | {"on": DAY + dt.timedelta(days=1)}, "in the future"),
        (PROVED | {"on": ON - dt.timedelta(days=1)}, "cannot have been agreed before then"),
        (THEN, "on Thursday 1 July 2021 is on this portal"),
    ):
        with pytest.raises(Refused, match=text):
            verbs.record_agreement(review.prosperous, **told, by=scrutiny)
    made = verbs.record_agreement(review.prosperous, **PROVED, by=scrutiny)
    with pytest.raises(Refused, match="on Wednesday 30 June 2021 is on this portal"):
        verbs.correct_agreement(made, **THEN | {"on": DAY - dt.timedelta(days=1)}, by=scrutiny)


def test_the_agreed_scope_of_a_published_review_is_for_everybody_and_no_draft_of_it(review, scrutiny, client):
    def page() -> str:
        return client.get(f"/reviews/{review.review.slug}/").content.decode()

    proposing.publish_review(review.review, at=AT, by=scrutiny)
    add(review, scrutiny, PointKind.LINE, POISON)
    verbs.describe_method(review.review, method=POISON, by=scrutiny)
    steps.take_step(review.review, State.SCOPING, **THEN, by=scrutiny)
    steps.take_step(review.review, State.PAUSED, reason="Members wait.", **THEN, by=scrutiny)
    assert POISON not in page() and not ScopePoint.objects.public().exists()
    steps.take_step(review.review, State.SCOPING, **THEN, by=scrutiny)
    for parent in (review.safeguarding, review.prosperous):
        verbs.record_agreement(parent, **PROVED, by=scrutiny)
    assert page().count(POISON) == 2
    for state in (State.PAUSED, State.ABANDONED):
        steps.take_step(review.review, state, reason="Members wait.", **THEN, by=scrutiny)
        assert page().count(POISON) == 2, state
