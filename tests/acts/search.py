"""The search: terms that mean the same."""

from django.utils import timezone

from committee.models import Committee
from committee.search import fruitless, terms
from tests.acts import Act, Cast, recipe

WORDS = {"term": "DoLS", "same_as": "Deprivation of Liberty Safeguards"}


@recipe(terms.add_equal_terms, world="ground")
def add_equal_terms(committee: Committee, cast: Cast) -> Act:
    return Act(terms.add_equal_terms, (), dict(WORDS), by=cast["clerk"])


@recipe(terms.remove_equal_terms, world="ground")
def remove_equal_terms(committee: Committee, cast: Cast) -> Act:
    row = terms.add_equal_terms(**WORDS, by=cast["clerk"])
    return Act(terms.remove_equal_terms, (row,), {}, by=cast["clerk"])


@recipe(fruitless.clear_rare, world="ground")
def clear_rare(committee: Committee, cast: Cast) -> Act:
    return Act(fruitless.clear_rare, (), {"at": timezone.now()}, by=cast["clerk"])
