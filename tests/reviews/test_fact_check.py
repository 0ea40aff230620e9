"""A draft goes to named people by a signed link, who comment on passages and stop nothing; nobody else reads it."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client

from committee.acts.refusal import Refused
from committee.acts.verbs import LinkHolder, NotAllowed
from reviews.models import FactComment, State
from reviews.proposing import verbs as proposing
from reviews.report import fact_check_verbs as verbs
from reviews.report.fact_check_verbs import MOST_PASSAGES, passages
from tests.acts.reviews_report import CHECKED_AT as AT
from tests.acts.reviews_report import DRAFT, ON, drafted
from tests.answers import client_of
from tests.conftest import person
from tests.reviews import stepping

WORD = "zeitnot"
MAILBOX = "paula.zeitnot@police.example"
TEXT = f"Few schools ask, says {WORD}.\nStill the same passage.\n\n<b>No one</b> {{{{ counts }}}}.\n\n\nThe end."


def at(day: int, hour: int = 9) -> time_machine.travel:
    return time_machine.travel(dt.datetime(2021, 7, day, hour, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def check(review, cast, scrutiny):
    proposing.publish_review(review.review, at=AT, by=scrutiny)
    return verbs.open_fact_check(drafted(review, cast).review, **DRAFT | {"text": TEXT}, by=scrutiny)


@pytest.fixture
def paula(check, scrutiny):
    return verbs.name_checker(
        check, forename="Paula", surname="Police", post="Superintendent", mailbox=MAILBOX, at=AT, by=scrutiny
    )


def link_to(checker, by) -> str:
    mail.outbox.clear()
    assert verbs.send_draft(checker, at=AT, by=by)
    [sent] = mail.outbox
    assert sent.to == [MAILBOX] and WORD not in sent.body.replace(MAILBOX, "")
    return re.search(r"/links/[^\s]+", sent.body)[0]


def test_who_was_sent_the_draft_comments_by_passage_once_and_the_officer_decides(check, paula, scrutiny):
    assert check.review.fact_checks.get() == check and verbs.FROM[1] == State.FACT_CHECK
    with at(2):
        url = link_to(paula, scrutiny)
        page = Client().get(url).content.decode()
        assert "Few schools ask" in page and "Still the same passage" in page and "Passage 3" in page
        assert "&lt;b&gt;No one&lt;/b&gt; {{ counts }}" in page, "the draft is text, whatever stands in it"
        answer = Client().post(url, {"passage_1": "Six schools ask.", "passage_3": " ", "passage_0": "Well done."})
        assert answer.status_code == 302
        used = Client().get(url)
        assert "Your answer was recorded" in used.content.decode() and "Few schools ask" not in used.content.decode()
        assert "We have sent the panel 2 comments from you." in used.content.decode()
        assert Client().post(url, {"passage_1": "More."}).status_code == 409
    assert list(FactComment.objects.values_list("passage", "text")) == [(0, "Well done."), (1, "Six schools ask.")]
    remark = FactComment.objects.get(passage=1)
    with pytest.raises(Refused, match="too short"):
        verbs.decide_comment(remark, decision="declined", reason="No", at=AT, by=scrutiny)
    verbs.decide_comment(remark, decision="declined", reason="The panel counted two.", at=AT, by=scrutiny)
    page = client_of(scrutiny).get(f"/desk/reviews/{check.review.slug}/fact-check/").content.decode()
    assert "The panel counted two." in page and "1 to decide" in page and MAILBOX not in page


def test_a_revoked_or_expired_link_and_one_of_a_report_that_is_handed_down_open_nothing(check, paula, scrutiny):
    with at(2):
        url = link_to(paula, scrutiny)
        verbs.revoke_draft(paula, at=AT, by=scrutiny)
        assert Client().get(url).status_code == 410
        url = link_to(paula, scrutiny)
    with at(15, 22):
        assert Client().get(url).status_code == 200, "to the end of the last day"
    with at(15, 23):
        page = Client().get(url)
        assert page.status_code == 410 and WORD not in page.text
    with at(3):
        stepping.take_step(check.review, State.REPORTED, on=ON, at=AT + dt.timedelta(days=2), by=scrutiny)
        assert "issued since" in Client().get(url).text
        stepping.take_step(check.review, State.PAUSED, on=ON, at=AT, reason="The panel waits.", by=scrutiny)
        assert Client().get(url).status_code == 410, "a pause brings no check of facts back"


def test_a_link_to_an_earlier_draft_opens_nothing_once_another_is_checked(check, paula, scrutiny):
    with at(2):
        url = link_to(paula, scrutiny)
        verbs.open_fact_check(check.review, **DRAFT, by=scrutiny)
        page = Client().get(url)
        assert page.status_code == 410 and "A newer draft is being checked" in page.content.decode()


def test_nobody_outside_the_panel_stops_the_report(check, paula, scrutiny):
    """Neither an answer that is out nor a comment that is not decided, before the last day and after it."""
    verbs.comment(paula, comments={2: "This must not be published."}, at=AT, by=LinkHolder(paula.person))
    verbs.name_checker(check, person=person("Petra", "Late"), mailbox="petra@school.example", at=AT, by=scrutiny)
    assert stepping.take_step(check.review, State.REPORTED, on=ON, at=AT, by=scrutiny).to_state == State.REPORTED


def test_nobody_comments_for_another_or_after_the_last_day(check, paula, scrutiny):
    with pytest.raises(NotAllowed):
        verbs.comment(paula, comments={1: "No."}, at=AT, by=LinkHolder(person("Stella", "Stranger")))
    late = AT + dt.timedelta(days=15)
    with pytest.raises(Refused, match="The last day for comments was Thursday 15 July 2021"):
        verbs.comment(paula, comments={1: "No."}, at=late, by=LinkHolder(paula.person))
    with pytest.raises(Refused, match="open another check"):
        verbs.name_checker(check, person=paula.person, at=late, by=scrutiny)
    with pytest.raises(Refused, match="no such passage"):
        verbs.comment(paula, comments={4: "No."}, at=AT, by=LinkHolder(paula.person))


def test_a_long_draft_has_no_more_passages_than_a_form_can_show():
    text = "\n\n".join(f"Passage {number}." for number in range(500))
    told = passages(text)
    assert len(told) <= MOST_PASSAGES and "".join(told).count("Passage") == 500
    assert passages(" \n\n ") == []
