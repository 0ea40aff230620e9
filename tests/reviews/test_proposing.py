"""A review is proposed with committees, items and panel (R37), and stands in every programme with its stages."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts.refusal import Refused
from committee.models import AuditEntry, MunicipalYear, Person, Portfolio, PortfolioHolding
from committee.register import people as portfolios
from reviews.models import Panellist, PanelRole, Parent, Review, ReviewItem, State
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import verbs as proposing
from reviews.steps import verbs as steps
from reviews.steps.programme_rows import rows_of_reviews
from tests.answers import refused
from tests.reviews import world as worlds
from tests.reviews.reported import AT as REPORTED_AT
from tests.reviews.reported import REPORT
from tests.reviews.world import AT, ON, WORDS
from workprogramme.document import document
from workprogramme.items import verbs as items
from workprogramme.models import Programme
from workprogramme.programmes import verbs as programmes

LATER = ON + dt.timedelta(days=30)


@pytest.mark.both_databases("triggers: who monitors a review")
def test_the_first_committee_commissions_and_monitors_and_each_scrutinises(ground, planning, scrutiny):
    for committees, text in (([ground, planning], "Planning Committee is not an overview and"), ([], "Choose the")):
        with pytest.raises(Refused, match=text):
            proposing.propose_review(**WORDS, committees=committees, at=AT, by=scrutiny)
    other = worlds.other_committee()
    review = proposing.propose_review(**WORDS, committees=[other, ground], at=AT, by=scrutiny)
    assert (review.monitored_by, review.kind_words) == (other, "Joint spotlight review")
    assert (review.slug, review.state, review.is_public) == ("young-carers-in-schools", "proposed", False)
    assert AuditEntry.objects.get(subject_type="reviews.review").facts["committees"] == [other.name, ground.name]


def test_two_reviews_are_not_called_the_same_and_addresses_differ(review, scrutiny):
    given = {"committees": [review.safeguarding.committee], "at": AT, "by": scrutiny}
    with pytest.raises(Refused, match="Use a different title"):
        proposing.propose_review(**WORDS | {"title": "young carers in SCHOOLS"}, **given)
    alike = proposing.propose_review(**WORDS | {"title": "Young carers in schools?"}, **given)
    assert alike.slug == "young-carers-in-schools-2"


def test_a_public_title_stands_in_the_place_of_the_title_for_everybody(review, scrutiny, client):
    titles = {"title": "The case of a school", "public_title": "Carers at school"}
    changed = proposing.publish_review(proposing.edit_review(review.review, **titles, by=scrutiny), at=AT, by=scrutiny)
    for path in ("/reviews/", "/reviews/carers-at-school/"):
        page = client.get(path).content.decode()
        assert "Carers at school" in page and "The case of a school" not in page
    with pytest.raises(Refused, match="published already"):
        proposing.publish_review(changed, at=AT, by=scrutiny)


def test_one_committee_monitors_and_another_can_be_chosen(review, scrutiny):
    with pytest.raises(Refused, match="monitors the review already"):
        parents.choose_monitor(review.safeguarding, by=scrutiny)
    assert parents.choose_monitor(review.prosperous, by=scrutiny).monitored_by == review.prosperous.committee
    with pytest.raises(Refused, match="choose another to monitor it first"):
        parents.remove_parent(review.prosperous, by=scrutiny)
    with pytest.raises(Refused, match="Charles Chair sits, or sat, on the panel for this committee"):
        parents.remove_parent(review.safeguarding, by=scrutiny)
    panel.remove_panellist(review.chairman, by=scrutiny)
    parents.remove_parent(review.safeguarding, by=scrutiny)
    assert not ReviewItem.objects.exists() and type(review.tied.item).objects.filter(pk=review.tied.item.pk).exists()
    with pytest.raises(Refused, match="no longer one of the review’s"):
        parents.remove_parent(review.safeguarding, by=scrutiny)


def test_an_item_is_tied_to_one_review_of_its_own_committee(review, scrutiny):
    item = review.programme.tbc
    with pytest.raises(Refused, match="already linked to the review “Young carers in schools”"):
        parents.tie_item(review.safeguarding, review.tied.item, by=scrutiny)
    with pytest.raises(Refused, match="not in a work programme of the Prosperous"):
        parents.tie_item(review.prosperous, item, by=scrutiny)
    type(item).objects.filter(pk=item.pk).update(state="suggested")
    with pytest.raises(Refused, match="accept it there first"):
        parents.tie_item(review.safeguarding, item, by=scrutiny)
    parents.untie_item(review.tied, by=scrutiny)
    with pytest.raises(Refused, match="Someone has unlinked that item"):
        parents.untie_item(review.tied, by=scrutiny)


def test_r16_a_committee_is_added_once_and_not_where_it_withholds_what_the_review_tells(review, scrutiny, monkeypatch):
    asked = []
    monkeypatch.setattr("reviews.leak_check.leak_check.refuse_telling_of", lambda committee, said: asked.append(said))
    with pytest.raises(Refused, match="one of the committees of this review already"):
        parents.add_parent(review.review, review.prosperous.committee, on=ON, by=scrutiny)
    parents.remove_parent(review.prosperous, by=scrutiny)
    parents.add_parent(review.review, review.prosperous.committee, on=ON, by=scrutiny)
    ((title, *_),) = asked
    assert title == ("the title", [review.review.title])


@pytest.mark.both_databases("triggers: who monitors a review")
def test_the_database_itself_keeps_one_parent_that_monitors(review, planning):
    ReviewItem.objects.all().delete()
    monitor = Review.objects.get().monitored_by_id
    for sql in (
        f"DELETE FROM reviews_parent WHERE committee_id = {monitor}",
        f"UPDATE reviews_review SET monitored_by_id = {planning.pk}",
        f"UPDATE reviews_parent SET committee_id = {planning.pk} WHERE committee_id = {monitor}",
    ):
        kept = pytest.raises(DatabaseError, match="monitored by one of its parents")
        with kept, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Parent.objects.count() == 2


@pytest.mark.both_databases("triggers: the executive and panels apart")
def test_r37_nobody_of_the_executive_sits_on_a_panel_and_nobody_on_one_joins_it(review, scrutiny, clerk, other_member):
    education = Portfolio.objects.create(name="Education")
    with pytest.raises(Refused, match="Nobody can be of the executive and sit on overview and scrutiny"):
        portfolios.hold_portfolio(education, review.expert.person, since=LATER, by=clerk)
    person, expert = other_member.person, {"since": LATER, "role": PanelRole.EXPERT}
    PortfolioHolding.objects.create(portfolio=education, person=person, role="cabinet_member", since=ON)
    with refused("R37", "Education"):
        panel.add_panellist(review.review, person, **expert, by=scrutiny)
    with pytest.raises(DatabaseError, match="Nobody can be of the executive"), transaction.atomic():
        Panellist(review=review.review, person=person, **expert).save()


@pytest.mark.both_databases("constraints: one at a time")
def test_a_panel_has_one_chairman_at_a_time_who_may_be_an_expert(review, scrutiny, member):
    sits = {"since": ON, "represents": review.safeguarding.committee, "role": PanelRole.CHAIRMAN}
    with pytest.raises(Refused, match="Charles Chair is the Chairman of the panel in that time"):
        panel.add_panellist(review.review, member.person, **sits, by=scrutiny)
    with pytest.raises(DatabaseError, match=r"one_chairman_of_a_panel|one Chairman at a time"), transaction.atomic():
        Panellist(review=review.review, person=member.person, **sits).save()
    panel.end_panellist(review.chairman, on=ON, by=scrutiny)
    panel.correct_panellist(review.expert, role=PanelRole.CHAIRMAN, since=LATER, by=scrutiny)
    assert review.review.panel.get(pk=review.expert.pk).represents is None


def test_a_member_represents_one_of_the_committees_and_sits_on_it(review, scrutiny, member, planning):
    for committee, text in (
        (None, "Choose the committee that this member represents"),
        (planning, "not one of this review’s committees"),
        (review.prosperous.committee, "does not sit on the Prosperous"),
    ):
        with pytest.raises(Refused, match=text):
            panel.add_panellist(review.review, member.person, since=ON, represents=committee, by=scrutiny)


def test_nobody_is_on_a_panel_twice_and_whoever_left_stays_in_it(review, scrutiny):
    expert = review.expert
    with pytest.raises(Refused, match="is on the panel in that time already"):
        panel.add_panellist(review.review, expert.person, since=LATER, role=PanelRole.EXPERT, by=scrutiny)
    panel.end_panellist(expert, on=LATER, by=scrutiny)
    with pytest.raises(Refused, match="left the panel on"):
        panel.end_panellist(expert, on=LATER, by=scrutiny)
    assert review.review.panel.filter(person=expert.person, until=LATER).exists()
    panel.remove_panellist(expert, by=scrutiny)
    with pytest.raises(Refused, match="removed them from the panel"):
        panel.correct_panellist(expert, interest="A governor.", by=scrutiny)


def working(programme: Programme, on: dt.date = REPORT) -> list[dict]:
    return document.take(programme, on=on)["working"]


def test_a_joint_review_stands_in_every_programme_with_its_stages(review, scrutiny, client):
    programme = review.programme.programme
    year = MunicipalYear.of(REPORT)
    other = programmes.open_programme(review.prosperous.committee, year, at=REPORTED_AT, by=scrutiny)
    assert working(programme) == working(other) == []  # not published yet
    proposing.publish_review(review.review, at=REPORTED_AT, by=scrutiny)
    steps.take_step(review.review, State.SCOPING, on=REPORT, at=REPORTED_AT, by=scrutiny)
    (row,) = working(programme)
    assert (row["title"], row["outcome"]) == ("Young carers in schools", "Scoping")
    assert "- Proposed: 17 June 2021\n- Scoping: 14 September 2021" in row["details"]
    assert row["who"][0] == "Committees: Prosperous, Safeguarding"
    assert working(other)[0] == row
    assert [told["outcome"] for told in working(programme, dt.date(2021, 7, 1))] == ["Proposed"]
    page = client.get("/work-programme/safeguarding/2021-22/").content.decode()
    assert f'href="/reviews/{review.review.slug}/"' in page


def test_a_review_that_grew_from_a_working_group_is_told_in_its_row(review, scrutiny):
    programme = review.programme.programme
    inquiry = items.add_item(
        programme,
        title="Inquiry day on carers",
        table="working",
        held_on=REPORT,
        on=REPORT,
        at=REPORTED_AT,
        by=scrutiny,
    )
    parents.tie_item(review.safeguarding, inquiry, by=scrutiny)
    proposing.publish_review(review.review, at=REPORTED_AT, by=scrutiny)
    (row,) = working(programme)
    assert (row["pk"], row["title"]) == (inquiry.pk, "Inquiry day on carers")
    assert "- Proposed: 17 June 2021" in row["details"]


@pytest.mark.both_databases("queries: PostgreSQL asks of what type texts of two types are, once they are one")
def test_whoever_leads_a_review_on_the_day_is_told(review, scrutiny):
    proposing.publish_review(review.review, at=REPORTED_AT, by=scrutiny)
    steps.take_step(review.review, State.SCOPING, on=REPORT, at=REPORTED_AT, by=scrutiny)
    Panellist.objects.filter(role=PanelRole.CHAIRMAN).delete()
    assert not any("Led by" in line for line in told(review))
    sat = {"review": review.review, "role": PanelRole.CHAIRMAN, "represents": review.safeguarding.committee}
    began, day = dt.date(2021, 6, 17), dt.timedelta(1)
    for surname, since, until in (("Early", began, REPORT - day), ("Late", REPORT, None)):
        person = Person.objects.create(forename="Ann", surname=surname, slug=surname.lower())
        Panellist.objects.create(person=person, since=since, until=until, **sat)
    assert "Led by: Ann Late" in told(review)


def told(review) -> list[str]:
    (row,) = rows_of_reviews(review.programme.programme, [], REPORT)
    return row["who"]
