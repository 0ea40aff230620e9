"""The stages of a review stand in the table of working groups of each of its committees by themselves."""

import datetime as dt

import pytest

from committee.models import MunicipalYear, Person
from reviews.models import Panellist, PanelRole, State
from reviews.proposing import parent_verbs as parents
from reviews.proposing import verbs as proposing
from reviews.steps import verbs as steps
from reviews.steps.programme_rows import rows_of_reviews
from tests.reviews.reported import AT, REPORT
from workprogramme.document import document
from workprogramme.items import verbs as items
from workprogramme.models import Programme
from workprogramme.programmes import verbs as programmes


def working(programme: Programme, on: dt.date = REPORT) -> list[dict]:
    return document.take(programme, on=on)["working"]


def test_a_joint_review_stands_in_every_programme_with_its_stages(review, scrutiny, client):
    programme = review.programme.programme
    year = MunicipalYear.of(REPORT)
    other = programmes.open_programme(review.prosperous.committee, year, at=AT, by=scrutiny)
    assert working(programme) == working(other) == []  # not published yet
    proposing.publish_review(review.review, at=AT, by=scrutiny)
    steps.take_step(review.review, State.SCOPING, on=REPORT, at=AT, by=scrutiny)
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
        programme, title="Inquiry day on carers", table="working", held_on=REPORT, on=REPORT, at=AT, by=scrutiny
    )
    parents.tie_item(review.safeguarding, inquiry, by=scrutiny)
    proposing.publish_review(review.review, at=AT, by=scrutiny)
    (row,) = working(programme)
    assert (row["pk"], row["title"]) == (inquiry.pk, "Inquiry day on carers")
    assert "- Proposed: 17 June 2021" in row["details"]


@pytest.mark.both_databases("queries: PostgreSQL asks of what type texts of two types are, once they are one")
def test_whoever_leads_a_review_on_the_day_is_told(review, scrutiny):
    proposing.publish_review(review.review, at=AT, by=scrutiny)
    steps.take_step(review.review, State.SCOPING, on=REPORT, at=AT, by=scrutiny)
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
