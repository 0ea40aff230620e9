"""Twelve at once: a link is used once, an answer signed off or taken over once, evidence numbered once."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.models import SignedLink
from committee.sign_in import signed_links
from reviews.answers import sign_off_verbs as verbs
from reviews.evidence import call_verbs as reading
from reviews.models import CallAnswer, Evidence
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401
from tests.reviews import given
from tests.reviews.reported import AT
from tests.reviews.world import AT as PROPOSED

pytestmark = pytest.mark.both_databases("locks: links, references of evidence, answers taken over")
NOON = dt.datetime(2021, 9, 20, 11, tzinfo=dt.UTC)
SAID = {"answer": "part", "action": "Officers visit each school.", "reasons": "Some schools are elsewhere."}


@pytest.fixture
def draft(reported, scrutiny):
    """Return the answer that Pat of the police is asked for by a signed link."""
    about = {"forename": "Pat", "surname": "Partner", "mailbox": "pat@police.example"}
    asked = verbs.name_writer(reported.police, **about, at=AT, by=scrutiny)
    verbs.ask_for_answer(asked, at=NOON, by=scrutiny)
    return asked


def test_of_twelve_at_once_one_uses_the_link(draft):
    link = SignedLink.objects.get()
    ends = together(*[lambda: signed_links.use(link, dict(SAID), at=NOON)] * 12)
    assert refusals(ends) == ["This link has been used already."] * 11


def test_twelve_who_ask_for_a_copy_at_once_have_three_sent(draft, mailoutbox):
    link = SignedLink.objects.get()
    signed_links.use(link, dict(SAID), at=NOON)
    mailoutbox.clear()
    ends = together(*[lambda: signed_links.mail_copy(link, at=NOON)] * 12)
    assert refusals(ends) == [signed_links.COPIED_ENOUGH] * 9
    assert [mail.to for mail in mailoutbox] == [["pat@police.example"]] * 3


def test_an_answer_is_sent_or_its_link_revoked_and_never_a_deadlock(draft, scrutiny):
    link = SignedLink.objects.get()
    ends = together(
        lambda: signed_links.use(link, dict(SAID), at=NOON), lambda: verbs.revoke_link(draft, at=NOON, by=scrutiny)
    )
    assert len(refusals(ends)) == 1
    assert all(isinstance(end, Exception) is isinstance(end, Refused) for end in ends)


TWELVE = 12


def test_twelve_who_add_at_once_get_twelve_references(review, scrutiny):
    made = together(*[lambda: given.piece(review.review, scrutiny)] * TWELVE)
    assert sorted(one.number for one in made) == list(range(1, TWELVE + 1))


def test_an_answer_that_twelve_take_over_at_once_is_taken_over_once(review, scrutiny):
    answer = given.answer(given.call(review.review, scrutiny))
    take = {"pieces": ["text"], "title": "Answer of a parent", "at": PROPOSED, "by": scrutiny}
    ends = together(*[lambda: reading.take_over(CallAnswer.objects.get(pk=answer.pk), **take)] * TWELVE)
    assert sum(isinstance(end, Refused) for end in ends) == TWELVE - 1, ends
    assert Evidence.objects.count() == 1
