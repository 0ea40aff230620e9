"""A review is proposed, described and published by those who plan scrutiny."""

import pytest

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from reviews.models import Review
from reviews.proposing import verbs
from tests.reviews import world as worlds
from tests.reviews.world import AT, WORDS


@pytest.mark.both_databases("triggers: who monitors a review")
def test_the_first_committee_commissions_and_monitors(ground, scrutiny):
    other = worlds.other_committee()
    review = verbs.propose_review(**WORDS, committees=[other, ground], at=AT, by=scrutiny)
    assert review.monitored_by == other
    assert [str(parent) for parent in review.parents.all()] == [other.name, ground.name]
    assert review.kind_words == "Joint spotlight review"
    assert (review.slug, review.state, review.is_public) == ("young-carers-in-schools", "proposed", False)
    assert AuditEntry.objects.get(subject_type="reviews.review").facts["committees"] == [other.name, ground.name]


def test_a_committee_that_does_not_scrutinise_cannot_commission_one(ground, planning, scrutiny):
    with pytest.raises(Refused, match="The Planning Committee is not an overview and scrutiny committee"):
        verbs.propose_review(**WORDS, committees=[ground, planning], at=AT, by=scrutiny)
    with pytest.raises(Refused, match="Choose the committee"):
        verbs.propose_review(**WORDS, committees=[], at=AT, by=scrutiny)
    assert not Review.objects.exists()


def test_two_reviews_are_not_called_the_same_and_addresses_differ(review, scrutiny):
    committee = review.safeguarding.committee
    with pytest.raises(Refused, match="Use a different title"):
        verbs.propose_review(**WORDS | {"title": "young carers in SCHOOLS"}, committees=[committee], at=AT, by=scrutiny)
    alike = verbs.propose_review(
        **WORDS | {"title": "Young carers in schools?"}, committees=[committee], at=AT, by=scrutiny
    )
    assert alike.slug == "young-carers-in-schools-2"


def test_a_public_title_stands_in_the_place_of_the_title_for_everybody(review, scrutiny, client):
    changed = verbs.edit_review(
        review.review, title="The case of a school", public_title="Carers at school", by=scrutiny
    )
    changed = verbs.publish_review(changed, at=AT, by=scrutiny)
    assert changed.slug == "carers-at-school"
    for path in ("/reviews/", f"/reviews/{changed.slug}/"):
        page = client.get(path).content.decode()
        assert "Carers at school" in page
        assert "The case of a school" not in page


def test_a_published_review_is_not_published_twice(review, scrutiny):
    verbs.publish_review(review.review, at=AT, by=scrutiny)
    with pytest.raises(Refused, match="published already"):
        verbs.publish_review(review.review, at=AT, by=scrutiny)
