"""The search: terms that mean the same."""

from django.utils import timezone

from committee.models import Committee
from committee.search import fruitless, terms
from tests.acts import Act, Cast, done, recipe

WORDS = {"term": "DoLS", "same_as": "Deprivation of Liberty Safeguards"}


@recipe(terms.add_equal_terms, world="ground")
def add_equal_terms(committee: Committee, cast: Cast) -> Act:
    return Act(terms.add_equal_terms, (), dict(WORDS), by=cast["clerk"])


done(terms.remove_equal_terms, "ground", lambda _, cast: terms.add_equal_terms(**WORDS, by=cast["clerk"]))
done(fruitless.clear_rare, "ground", at=lambda *_: timezone.now())
