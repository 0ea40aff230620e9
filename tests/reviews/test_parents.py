"""The committees of a review, and the programme items that it grew from."""

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts.refusal import Refused
from reviews.models import Parent, Review, ReviewItem
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as verbs
from tests.reviews.world import ON


def test_one_committee_monitors_and_another_can_be_chosen(review, scrutiny):
    with pytest.raises(Refused, match="monitors the review already"):
        verbs.choose_monitor(review.safeguarding, by=scrutiny)
    assert verbs.choose_monitor(review.prosperous, by=scrutiny).monitored_by == review.prosperous.committee
    with pytest.raises(Refused, match="choose another to monitor it first"):
        verbs.remove_parent(review.prosperous, by=scrutiny)


def test_a_committee_is_taken_off_with_its_ties_and_its_items_stay(review, scrutiny):
    verbs.choose_monitor(review.prosperous, by=scrutiny)
    with pytest.raises(Refused, match="Charles Chair sits, or sat, on the panel for this committee"):
        verbs.remove_parent(review.safeguarding, by=scrutiny)
    panel.remove_panellist(review.chairman, by=scrutiny)
    verbs.remove_parent(review.safeguarding, by=scrutiny)
    assert not ReviewItem.objects.exists()
    assert type(review.tied.item).objects.filter(pk=review.tied.item.pk).exists()
    with pytest.raises(Refused, match="no longer one of the review’s"):
        verbs.remove_parent(review.safeguarding, by=scrutiny)


def test_an_item_is_tied_to_one_review_of_its_own_committee(review, scrutiny):
    with pytest.raises(Refused, match="already linked to the review “Young carers in schools”"):
        verbs.tie_item(review.safeguarding, review.tied.item, by=scrutiny)
    with pytest.raises(Refused, match="not in a work programme of the Prosperous"):
        verbs.tie_item(review.prosperous, review.programme.tbc, by=scrutiny)
    verbs.untie_item(review.tied, by=scrutiny)
    with pytest.raises(Refused, match="Someone has unlinked that item"):
        verbs.untie_item(review.tied, by=scrutiny)


def test_a_suggestion_is_taken_up_before_a_review_grows_from_it(review, scrutiny):
    item = review.programme.tbc
    type(item).objects.filter(pk=item.pk).update(state="suggested")
    with pytest.raises(Refused, match="accept it there first"):
        verbs.tie_item(review.safeguarding, item, by=scrutiny)


def test_a_committee_is_added_once(review, planning, scrutiny):
    with pytest.raises(Refused, match="one of the committees of this review already"):
        verbs.add_parent(review.review, review.prosperous.committee, on=ON, by=scrutiny)
    with pytest.raises(Refused, match="is not an overview and scrutiny committee"):
        verbs.add_parent(review.review, planning, on=ON, by=scrutiny)


@pytest.mark.both_databases("triggers: who monitors a review")
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM reviews_parent WHERE committee_id = {monitor}",
        "UPDATE reviews_review SET monitored_by_id = {planning}",
        "UPDATE reviews_parent SET committee_id = {planning} WHERE committee_id = {monitor}",
    ],
)
def test_the_database_itself_keeps_one_parent_that_monitors(review, planning, sql):
    one = Review.objects.get()
    said = sql.format(monitor=one.monitored_by_id, planning=planning.pk)
    ReviewItem.objects.all().delete()
    parents = pytest.raises(DatabaseError, match="monitored by one of its parents")
    with parents, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(said)
    assert Parent.objects.count() == 2


def test_a_committee_that_withholds_what_the_review_tells_is_refused(review, scrutiny, clerk, monkeypatch):
    asked = []
    monkeypatch.setattr("reviews.leak_check.leak_check.refuse_telling_of", lambda committee, said: asked.append(said))
    verbs.remove_parent(review.prosperous, by=scrutiny)
    verbs.add_parent(review.review, review.prosperous.committee, on=ON, by=scrutiny)
    ((title, *_),) = asked
    assert title == ("the title", [review.review.title])
