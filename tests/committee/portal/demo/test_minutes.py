"""The demonstration's minutes of 10 January 2022: facts of the public pack, loaded by the verbs that people use."""

import datetime as dt
import io

import pypdfium2
import pytest

from committee import files
from committee.portal.demo import load
from meetings.models import Action, Meeting, MinutesState, MinutesVersion

ITEMS_IN_PACK = {3: (1, 6), 4: (7, 18), 5: (19, 28), 6: (29, 60), 7: (61, 68)}


@pytest.fixture
def demo(db, settings):
    """The whole demonstration; one test asks for it, because it takes seconds to make."""
    settings.DEMO = True
    load.load(dt.date(2026, 11, 25))
    return Meeting.objects.get(committee__slug="safeguarding", date="2022-01-10")


def words(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_the_minutes_of_10_january_stand_as_in_the_source_are_offered_on_21_april_and_confirmed_there(demo, client):
    minutes = demo.minutes
    drafts = MinutesVersion.objects.filter(minutes=minutes, kind="draft")
    draft = drafts.get().document
    assert [entry["number"] for entry in draft["entries"] if entry["number"]] == [37, 38, 39, 40, 41, 42]
    _says_who_was_there(words(files.read(drafts.get().public_file)))
    assert "off_agenda" not in draft and demo.versions.get().certificate.count["lawful"], (
        "its agenda is published (R63)"
    )
    owed = Action.objects.filter(meeting=demo).order_by("limb__position")
    assert [(one.limb.resolution.minute.number, one.limb.letter) for one in owed] == [(39, "b"), (39, "c"), (39, "d")]
    _is_the_paper_of_21_april(demo)
    assert minutes.state == MinutesState.CONFIRMED
    assert minutes.confirmation.confirmed_in.date == dt.date(2022, 4, 21), "28 February was informal (R26)"
    assert "Invented" in minutes.confirmation.confirmed_in.minutes.invented_note
    page = " ".join(client.get("/committees/safeguarding/2022-01-10/minutes/").content.decode().split())
    assert "RESOLVED:" in page and "in the areas now shown as" in page
    assert "Invented, and not in the public document" in page and "its confirmation" in page


def _says_who_was_there(printed: str) -> None:
    for line in (
        "Present: Bob Spencer (Chairman)",
        "Also in attendance: Johnny McMahon and John Wood (SSASPB)",
        "Apologies: Richard Ford, Julia Jessel, Jason Jones and Peter Kruskonjic",
        "PART ONE",
        "RESOLVED: That the work programme be noted.",
        "Leaf 1",
        "Draft, subject to confirmation",
    ):
        assert line in printed, line
    assert "D, r, a" not in printed


def _is_the_paper_of_21_april(demo: Meeting) -> None:
    april = demo.committee.meetings.get(date="2022-04-21")
    items = april.versions.first().snapshot["items"]
    spans = {
        item["number"]: (item["papers"][0]["first"], item["papers"][-1]["last"]) for item in items if item["papers"]
    }
    assert spans == ITEMS_IN_PACK
    assert items[2]["papers"][0]["kind"] == "minutes"
    owed = [line["text"] for line in items[2]["asked"]]
    assert len(owed) == 3 and "39 b)" in owed[0], owed
