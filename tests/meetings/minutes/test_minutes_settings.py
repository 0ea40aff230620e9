"""Phrases and first minute numbers are the desk's to set; a number that was given out is never given again (R28)."""

import pytest
from django.urls import reverse

from committee.models import AuditEntry
from meetings.minutes import settings as verbs
from meetings.models import MinuteSeries, Phrase
from tests.meetings import printed_minutes
from tests.meetings.minutes.world import refused


def rows(*said: tuple[str, str, str]) -> dict[str, str]:
    """Return the data of the form of phrases."""
    data = {"rows-TOTAL_FORMS": str(len(said)), "rows-INITIAL_FORMS": "0"}
    for place, row in enumerate(said):
        data |= {f"rows-{place}-{name}": value for name, value in zip(("position", "title", "text"), row, strict=True)}
    return data


def test_phrases_are_kept_in_the_order_of_their_places(council, desk):
    sent = rows(
        ("2", "Webcast", "The meeting was webcast."), ("1", "Thanks", "The Chairman thanked Members."), ("", "", "")
    )
    assert desk.post(reverse("desk:minutes-settings"), sent).status_code == 302
    assert list(Phrase.objects.values_list("label", flat=True)) == ["Thanks", "Webcast"]
    assert "set the phrases" in AuditEntry.objects.latest("pk").did


@pytest.mark.parametrize(
    "typed",
    [
        (("1", "Thanks", ""),),
        (("1", "A", "x"), ("2", "a", "y")),
    ],
)
def test_half_a_phrase_or_two_of_one_label_are_refused_and_nothing_is_lost(council, desk, clerk, typed):
    verbs.keep_phrases([{"label": "Kept", "text": "Kept words."}], by=clerk)
    assert desk.post(reverse("desk:minutes-settings"), rows(*typed)).status_code == 422
    assert Phrase.objects.get().label == "Kept"


def test_r28_the_first_number_stays_once_minutes_of_the_year_are_published(safeguarding, year, desk, clerk):
    made = printed_minutes.make(safeguarding, clerk)
    made.publish()
    with refused("R28", "1 to 6 of 2021/22"):
        verbs.begin_numbers(safeguarding, year, first=37, by=clerk)
    desk.post(reverse("desk:minutes-first-numbers", args=["2021-22"]), {f"first_{safeguarding.pk}": "37"})
    assert not MinuteSeries.objects.exists()
