"""The planner and its acts, as the scrutiny officer meets them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workprogramme import executive
from tests.workprogramme.world import AT, ON
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import Duty, Origin, Programme, ProgrammeItem
from workprogramme.planner.overview import overview
from workprogramme.programmes import duties
from workprogramme.suggestions import verbs as suggestions

pytestmark = pytest.mark.django_db
TODAY = dt.date(2021, 6, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Set the day to June 2021, so that all meetings are to come."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: TODAY)


@pytest.fixture
def page(world, scrutiny, client):
    """Return a function that gets a page of the programme as the scrutiny officer."""
    client.force_login(scrutiny)

    def get(name="programme", **more):
        query = more.pop("query", "")
        return client.get(address(name, **more) + query)

    return get


def address(name="programme", **more):
    return reverse(f"desk:{name}", kwargs={"committee": "safeguarding", "year": "2021-22", **more})


def move(client, item, **sent):
    return client.post(address("programme-item-move", pk=item.pk), sent)


def test_the_planner_shows_meetings_with_their_load_and_a_problem_when_it_is_asked_for(page):
    text = page().content.decode()
    for said in ("Tue 6 July", "1 of 3", "Young Carers", "Neglect"):
        assert said in text
    assert "No officer leads them" not in text
    text = page(query="?show=no_officer").content.decode()
    assert "No officer leads them" in text and "Young Carers" not in text
    assert page(query="?show=nonsense").status_code == 200


def test_a_move_leads_back_to_what_the_planner_was_showing(world, page, client):
    text = page(query="?show=no_officer").content.decode()
    there = f"{address('programme-item-move', pk=world.tbc.pk)}?show=no_officer"
    assert there in text
    assert f'action="{there}"' in client.get(there).content.decode()
    answer = client.post(there, {"to": "2021-09-14"})
    assert answer.url == f"{address()}?show=no_officer#item-{world.tbc.pk}"
    answer = client.post(
        f"{address('programme-item-move', pk=world.tbc.pk)}?show=//evil", {"to": "tbc", "reason": "Too Late"}
    )
    assert answer.url == f"{address()}#item-{world.tbc.pk}"


def test_an_item_is_put_later_at_its_meeting_from_the_form_that_moves_it(world, page, client, clerk):
    items.add_item(world.programme, title="Kinship", meeting=world.meetings[0], on=ON, at=AT, by=clerk)
    text = page("programme-item-move", pk=world.scheduled.pk, query="?show=gap").content.decode()
    assert "Move down" in text and "Move up" not in text
    there = f"{address('programme-item-order', pk=world.scheduled.pk)}?show=gap"
    assert there in text
    answer = client.post(there, {"later": "1"})
    assert answer.url == f"{address()}?show=gap#item-{world.scheduled.pk}"
    text = page().content.decode()
    assert text.index("Kinship</a>") < text.index("Young Carers</a>")
    client.post(there, {"later": "1"})
    assert "It is already the last item of its meeting." in page().content.decode()


def test_standing_items_and_suggestions_are_not_moved(world, page, safeguarding):
    made = suggestions.suggest(safeguarding, title="Speeding", details="", origin=Origin.RESIDENT, on=ON, at=AT)
    for item in (world.standing, made):
        assert page("programme-item-move", pk=item.pk).status_code == 404


def test_a_programme_is_opened_then_published(page, client, safeguarding, next_year):
    page()
    answer = client.post(reverse("desk:programmes"), {"committee": safeguarding.pk, "year": next_year.pk})
    assert answer.url == "/desk/work-programme/safeguarding/2022-23/"
    path = f"{answer.url}publish/"
    assert client.post(path).status_code == 302
    assert Programme.objects.get(year=next_year).is_public


def test_rolling_forward_shows_what_comes_along_then_takes_it(world, page, client, next_year):
    text = page("programme-roll-forward").content.decode()
    assert "Neglect" in text and "Crime and Disorder" in text
    answer = client.post(address("programme-roll-forward"), {"year": next_year.pk})
    assert answer.url == "/desk/work-programme/safeguarding/2022-23/"
    along = ProgrammeItem.objects.filter(programme__year=next_year)
    assert {item.title for item in along} == {"Neglect", "Crime and Disorder"}


def test_without_a_later_year_nothing_is_rolled_forward(page, client):
    assert "No later municipal year" in page("programme-roll-forward").content.decode()
    assert client.post(address("programme-roll-forward"), {"year": "1"}).status_code == 422


def test_a_usual_duty_is_offered_until_it_is_recorded(world, page, client, clerk):
    page()
    path = reverse("desk:programme-duties", kwargs={"committee": "safeguarding"})
    offer = "?kind=crime_and_disorder#new"
    assert offer in client.get(path).content.decode()
    duties.record_duty(world.programme.committee, kind="crime_and_disorder", title="Crime and disorder", by=clerk)
    text = client.get(path).content.decode()
    monthly = {"kind": "crime_and_disorder", "title": "Crime", "every_months": "24", "warn_after": "10"}
    duty = Duty.objects.get()
    client.post(reverse("desk:programme-duty", kwargs={"committee": "safeguarding", "pk": duty.pk}), monthly)
    assert Duty.objects.get().every_months == 12
    assert offer not in text and "?kind=safeguarding_report#new" in text


def test_a_duty_is_recorded_once_changed_and_taken_off_unless_an_item_fulfils_it(world, page, client, clerk):
    page()
    path = reverse("desk:programme-duties", kwargs={"committee": "safeguarding"})
    sent = {"kind": "other", "title": "Prevent", "every_months": "12", "warn_after": "10"}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 422
    assert client.post(path, sent | {"title": "Other", "warn_after": "13"}).status_code == 422
    duty = Duty.objects.get()
    one = reverse("desk:programme-duty", kwargs={"committee": "safeguarding", "pk": duty.pk})
    client.post(one, sent | {"every_months": "6", "warn_after": "5"})
    assert Duty.objects.get().every_months == 6
    items.edit_item(world.tbc, duty=duty, by=clerk)
    client.post(one, {"remove": "1"})
    assert Duty.objects.exists()
    items.edit_item(world.tbc, duty=None, by=clerk)
    client.post(one, {"remove": "1"})
    assert not Duty.objects.exists()


def fill(world, clerk, officer, count):
    """So many more items: at meetings, waiting and suggested, some before a decision."""
    decision = executive.decision(clerk)
    leads = [LeadDraft("lead_officer", officer.person), LeadDraft("cabinet_member", name="Cara Cabinet")]
    for number in range(count):
        meeting = world.meetings[number % 4] if number % 3 else None
        items.add_item(
            world.programme, title=f"Item {number}", meeting=meeting, leads=leads, precedes=decision, on=ON, at=AT,
            by=clerk,
        )  # fmt: skip
        suggestions.suggest(
            world.programme.committee, title=f"Idea {number}", details="", origin=Origin.RESIDENT, on=ON, at=AT
        )


def test_the_page_takes_ten_queries_where_items_precede_decisions(
    world, clerk, officer, page, django_assert_num_queries
):
    fill(world, clerk, officer, 6)
    with django_assert_num_queries(10):
        assert page().status_code == 200


def test_the_overview_counts_what_is_owed_and_what_waits(world, safeguarding):
    suggestions.suggest(safeguarding, title="Speeding", details="", origin=Origin.RESIDENT, on=ON, at=AT)
    row = next(row for row in overview(dt.date(2021, 7, 7)).rows if row.committee == safeguarding)
    assert (row.now.scheduled, row.now.tbc, row.now.unreported, row.waiting) == (1, 1, 1, 1)
