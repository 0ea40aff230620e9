"""The stages of a review stand in the table of working groups of each of its committees by themselves."""

import datetime as dt

from committee.models import MunicipalYear
from reviews.models import State
from reviews.parents import verbs as parents
from reviews.proposing import verbs as proposing
from reviews.steps import verbs as steps
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
    assert (row["title"], row["why"], row["outcome"]) == (
        "Young carers in schools",
        "Joint spotlight review",
        "Scoping",
    )
    assert "- Proposed: 17 June 2021\n- Scoping: 14 September 2021" in row["details"]
    assert row["who"][0] == "Committees: Prosperous, Safeguarding"
    assert working(other)[0] == row
    assert [told["outcome"] for told in working(programme, dt.date(2021, 7, 1))] == ["Proposed"]
    assert review.tied.item.state != "merged"  # every parent's item stays alive
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
