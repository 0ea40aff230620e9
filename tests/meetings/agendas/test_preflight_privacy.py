"""Personal data in what goes out is found, by paper and page, before it is public for years (R53)."""

import pytest

from committee.models import Council
from committee.printing import render_pdf
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import preflight, privacy
from meetings.minutes.findings.findings import found
from meetings.minutes.room import opening
from meetings.models import AgendaItem, Minute
from tests.meetings import publishing as made


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The child, date of birth 3/4/2009, was seen.", ["birth"]),
        ("She was born on 12th March 2011 in Felpersham.", ["birth"]),
        ("The meeting of 12 March 2011 was held.", []),
        ("Patient 943 476 5919 was referred.", ["nhs"]),
        ("NHS number 9434765918", []),
        ("Write to mary.smith@gmail.com", ["mail"]),
        ("Write to mary.smith@borsetshire.gov.uk", []),
        ("She lives at 12 Orchard Lane, Ambridge, BO1 4AB.", ["home"]),
        ("Shire Hall, Felpersham, BO1 1AA", []),
        ("Asylum seekers 3 14 27", ["count"]),
        ("Under 5 12 14 27", []),
        ("District\nAmbridge 17 2\nPenny Hassett 40 31", ["count"]),
        ("2 of the 4 recommendations were accepted in 2021.", []),
    ],
)
def test_what_looks_like_personal_data_is_told_from_what_does_not(text, kinds):
    assert list(privacy.personal_data([text])) == kinds


def test_the_councils_own_buildings_are_nobodys_home():
    text = "Write to 1 County Place, High Street, Felpersham, BO1 1AA."
    assert list(privacy.personal_data([text])) == ["home"]
    assert privacy.personal_data([text], frozenset({"BO11AA"})) == {}


def test_a_table_with_a_small_count_is_found_in_a_real_pdf_with_its_page(meeting, clerk):
    html = """<h1>Children in need</h1><p>See the table.</p><h2 style="break-before: page">Table</h2><table>
    <thead><tr><th scope="col">District</th><th scope="col">2020</th><th scope="col">2021</th></tr></thead>
    <tbody><tr><th scope="row">Ambridge</th><td>41</td><td>3</td></tr>
    <tr><th scope="row">Felpersham</th><td>140</td><td>122</td></tr></tbody></table>"""
    made.report(meeting, clerk, data=render_pdf(html, title="Children in need"))
    (warned,) = [check for check in preflight(meeting, on=made.LAST_DAY) if check.rule == "R53"]
    assert not warned.blocks
    assert "Young Carers: report" in warned.text
    assert "page 2" in warned.text
    assert "counts from 1 to 4" in warned.text


def test_a_withheld_paper_is_not_searched(meeting, clerk):
    made.exempt(meeting, clerk, word="mary@gmail.com")
    assert private(meeting) == []


def test_a_file_lost_from_storage_is_said_to_be_unread(meeting, clerk, settings, tmp_path):
    made.report(meeting, clerk)
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "elsewhere", "base_url": None},
        },
    }
    assert any("could not be read" in check.text for check in preflight(meeting, on=made.LAST_DAY))


def private(meeting, **kwargs):
    """Return the texts of the findings about personal data."""
    return [check.text for check in preflight(meeting, on=made.LAST_DAY, **kwargs) if check.rule == "R53"]


def test_minutes_among_the_papers_are_read_too_and_the_cache_holds_no_personal_data(meeting, clerk, monkeypatch):
    data = render_pdf("<h1>A</h1><p>mary.smith@gmail.com</p>", title="A")
    paper = made.report(meeting, clerk, title="Minutes", kind="minutes", data=data)
    (warned,) = private(meeting)
    assert "“Minutes: report” holds a private email address on page 1" in warned
    kept = privacy.cache.get(privacy._key(paper.file.stored.sha256, privacy.own_postcodes(Council.current())))
    assert kept == {"mail": [1]}
    monkeypatch.setattr(privacy, "stored_text", None)
    assert private(meeting) == [warned], "the file is not read again"


def test_the_words_of_the_agenda_are_read_where_this_act_publishes_them(meeting, clerk):
    item = agenda.add_item(meeting, title="Placements", bullets="Write to mary.smith@gmail.com", by=clerk)
    (warned,) = private(meeting)
    assert f"What the agenda says of item {item.number} holds a private email address" in warned
    for column in AgendaItem.printed:
        words = dict.fromkeys(AgendaItem.printed, "") | {column: "DOB: 12 March 2011"}
        agenda.edit_item(item, **words, by=clerk)
        assert ["date of birth" in text for text in private(meeting)] == [True], column
    agenda.edit_item(item, public_title="Placement", by=clerk)  # the public then read none of it
    assert private(meeting) == []


def test_the_words_of_minutes_are_read_before_they_are_published(safeguarding, clerk):
    meeting = made.meeting_of(safeguarding, clerk)
    minutes = opening.open_minutes(meeting, at=made.AT, by=clerk)
    entry = minutes.entries.filter(omitted=False).first()
    Minute.objects.filter(pk=entry.pk).update(text="<p>Mary lives at 12 Orchard Lane, Ambridge, BO1 4AB.</p>")
    (warned,) = [check for check in found(minutes, on=made.LAST_DAY) if check.rule == "R53"]
    assert "may hold a home address" in warned.text
    assert not warned.blocks
    Minute.objects.filter(pk=entry.pk).update(access="exempt", paragraphs="1")
    assert not [check for check in found(minutes, on=made.LAST_DAY) if check.rule == "R53"]
