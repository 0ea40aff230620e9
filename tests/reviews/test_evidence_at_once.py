"""Evidence by twelve at once: each piece has its own reference, and an answer is taken over once."""

import pytest

from committee.acts.refusal import Refused
from reviews.evidence import call_verbs as reading
from reviews.models import CallAnswer, Evidence
from tests.meetings.test_two_clerks import a_database_that_threads_share, together  # noqa: F401
from tests.reviews import given
from tests.reviews.world import AT

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases("locks: references of evidence, answers taken over"),
]
TWELVE = 12


def test_twelve_who_add_at_once_get_twelve_references(review, scrutiny):
    made = together(*[lambda: given.piece(review.review, scrutiny)] * TWELVE)
    assert sorted(one.number for one in made) == list(range(1, TWELVE + 1))


def test_an_answer_that_twelve_take_over_at_once_is_taken_over_once(review, scrutiny):
    answer = given.answer(given.call(review.review, scrutiny))
    take = {"pieces": ["text"], "title": "Answer of a parent", "at": AT, "by": scrutiny}
    ends = together(*[lambda: reading.take_over(CallAnswer.objects.get(pk=answer.pk), **take)] * TWELVE)
    assert sum(isinstance(end, Refused) for end in ends) == TWELVE - 1, ends
    assert Evidence.objects.count() == 1
