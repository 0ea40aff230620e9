"""The desk's front page: a clerk's own committees first, and what must not be forgotten."""

import datetime as dt

import pytest
import time_machine

from meetings.agendas import publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from tests.meetings import publishing as made

pytestmark = pytest.mark.django_db

DAY = dt.date(2022, 4, 21)


def front(desk, **query) -> str:
    return " ".join(desk.get("/desk/", query).content.decode().split())


@time_machine.travel(dt.datetime(2022, 4, 6, 9, tzinfo=dt.UTC), tick=False)
def test_a_clerk_sees_their_committees_first_and_all_with_one_click(desk, safeguarding, planning, clerk):
    for body in (safeguarding, planning):
        calendar.schedule(body, DAY, by=clerk)
    page = front(desk)
    assert "/desk/meetings/safeguarding/2022-04-21/" in page and "/desk/meetings/planning/2022-04-21/" in page
    answer = desk.post("/desk/my-committees/", {"committees": [str(planning.pk)]}, follow=True)
    page = answer.content.decode()
    assert "The desk now shows 1 committee first." in page
    assert "/desk/meetings/planning/2022-04-21/" in page and "/desk/meetings/safeguarding/2022-04-21/" not in page
    assert "/desk/meetings/safeguarding/2022-04-21/" in front(desk, committees="all")
    assert desk.get("/desk/meetings/safeguarding/2022-04-21/").status_code == 200
    desk.post("/desk/my-committees/", {})
    assert "/desk/meetings/safeguarding/2022-04-21/" in front(desk)


@time_machine.travel(made.AT, tick=False)
def test_an_unpublished_urgent_item_and_an_incomplete_certificate_are_on_it(
    desk, safeguarding, clerk, chairman, proper_officer
):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    made.report(meeting, clerk)
    made.built(meeting)
    publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    assert "Complete the certificate of publication" in front(desk)
    item = agenda.add_item(meeting, title="Flooding", by=clerk)
    assert "Publish urgent item" not in front(desk)
    with time_machine.travel(dt.datetime(2022, 4, 19, 9, tzinfo=dt.UTC), tick=False):
        agenda.rule_urgent(
            item, chairman=chairman.person, circumstances="The river rose last night.",
            at=dt.datetime(2022, 4, 19, 9, tzinfo=dt.UTC), by=clerk,
        )  # fmt: skip
        page = front(desk)
    assert f"Publish urgent item {item.number}: Flooding" in page


def test_minutes_that_nobody_has_begun_are_on_it_without_a_count_of_days(desk, safeguarding, clerk):
    calendar.schedule(safeguarding, DAY, by=clerk)
    with time_machine.travel(dt.datetime(2022, 6, 6, 9, tzinfo=dt.UTC), tick=False):
        page = front(desk)
    assert "Minute the meeting" in page and "Held 6 weeks ago" in page
    with time_machine.travel(dt.datetime(2023, 6, 6, 9, tzinfo=dt.UTC), tick=False):
        assert "Minute the meeting" not in front(desk)
