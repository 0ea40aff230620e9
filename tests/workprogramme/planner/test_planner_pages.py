"""The planner and its acts, as the scrutiny officer meets them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workprogramme.world import AT, ON
from workprogramme.items import verbs as items
from workprogramme.models import Duty, Origin, Programme
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


def test_a_move_leads_back_to_what_the_planner_was_showing(world, page, client):
    assert page(query="?show=nonsense").status_code == 200
    text = page(query="?show=no_officer").content.decode()
    assert "No officer leads them" in text and "Young Carers" not in text
    there = f"{address('programme-item-move', pk=world.tbc.pk)}?show=no_officer"
    assert there in text
    assert f'action="{there}"' in client.get(there).content.decode()
    answer = client.post(there, {"to": "2021-09-14"})
    assert answer.url == f"{address()}?show=no_officer#item-{world.tbc.pk}"
    answer = client.post(
        f"{address('programme-item-move', pk=world.tbc.pk)}?show=//evil", {"to": "tbc", "reason": "Too Late"}
    )
    assert answer.url == f"{address()}#item-{world.tbc.pk}"


def test_a_programme_is_opened_then_published(page, client, safeguarding, next_year):
    page()
    answer = client.post(reverse("desk:programmes"), {"committee": safeguarding.pk, "year": next_year.pk})
    assert answer.url == "/desk/work-programme/safeguarding/2022-23/"
    path = f"{answer.url}publish/"
    assert client.post(path).status_code == 302
    assert Programme.objects.get(year=next_year).is_public


def test_without_a_later_year_nothing_is_rolled_forward(page, client):
    assert "No later municipal year" in page("programme-roll-forward").content.decode()
    assert client.post(address("programme-roll-forward"), {"year": "1"}).status_code == 422


def test_a_duty_of_the_law_comes_round_every_year_at_least(page, client, safeguarding, clerk):
    duty = duties.record_duty(safeguarding, kind="crime_and_disorder", title="Crime and disorder", by=clerk)
    slack = {"kind": "crime_and_disorder", "title": "Crime", "every_months": "24", "warn_after": "10"}
    client.post(reverse("desk:programme-duty", kwargs={"committee": "safeguarding", "pk": duty.pk}), slack)
    assert Duty.objects.get().every_months == 12


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


def test_the_overview_counts_what_is_owed_and_what_waits(world, safeguarding):
    suggestions.suggest(safeguarding, title="Speeding", details="", origin=Origin.RESIDENT, on=ON, at=AT)
    row = next(row for row in overview(dt.date(2021, 7, 7)) if row.committee == safeguarding)
    assert (row.now.scheduled, row.now.tbc, row.now.unreported, row.waiting) == (1, 1, 1, 1)
