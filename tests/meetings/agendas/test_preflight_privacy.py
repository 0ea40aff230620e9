"""Personal data in what goes out is found before it is public (R53); a worker reads for it before a page asks."""

import pytest
from django.utils import timezone

from committee.acts.refusal import Busy
from committee.models import Council
from committee.printing import render_pdf
from meetings.agendas import preflight
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import privacy
from meetings.minutes.findings.findings import found
from meetings.minutes.room import opening
from meetings.models import AgendaItem, Edition, Minute, PackBuild
from meetings.packs.builds import tasks
from meetings.packs.intake import sandbox, text_lines
from meetings.papers import handing_in
from meetings.papers import verbs as papers
from tests.meetings import publishing as made
from tests.meetings.packs.making import pdf_of
from tests.uploads import check_all


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
    (warned,) = [check for check in preflight.preflight(meeting, on=made.LAST_DAY) if check.rule == "R53"]
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
    assert any("could not be read" in check.text for check in preflight.preflight(meeting, on=made.LAST_DAY))


def private(meeting, **kwargs):
    """Return the texts of the findings about personal data."""
    return [check.text for check in preflight.preflight(meeting, on=made.LAST_DAY, **kwargs) if check.rule == "R53"]


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


@pytest.fixture
def nothing_is_read(monkeypatch):
    """From when it is called, no file is read by anybody."""

    def read(*args, **more):
        raise AssertionError("A page reads a file.")

    return lambda: monkeypatch.setattr(sandbox, "run", read)


def test_a_file_is_read_when_it_is_checked_and_a_pack_when_it_is_built(meeting, clerk, nothing_is_read):
    item = agenda.add_item(meeting, title="Fostering", by=clerk)
    paper = papers.expect_paper(item, title="Fostering report", by=clerk)
    handing_in.hand_in(paper, data=pdf_of(1, "Write to mary@gmail.com"), filename="a.pdf", at=made.AT, by=clerk)
    check_all()
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        tasks.build_pack.func(tasks.request_build(meeting, edition, at=timezone.now(), by=clerk).pk)
    assert set(PackBuild.objects.values_list("state", flat=True)) == {"done"}
    nothing_is_read()
    found = [one.text for one in preflight.preflight(meeting, on=made.AT.date())]
    assert any("private email address" in text for text in found)


def test_a_build_is_done_whatever_goes_wrong_in_reading_ahead(meeting, clerk, monkeypatch):
    def wrong(*args, **more):
        raise RuntimeError("a bug")

    monkeypatch.setattr(preflight, "preflight", wrong)
    made.report(meeting, clerk)
    build = tasks.request_build(meeting, Edition.PUBLIC, at=timezone.now(), by=clerk)
    tasks.build_pack.func(build.pk)
    assert PackBuild.objects.get().state == "done"


def test_a_file_that_cannot_be_read_is_tried_once_and_not_by_every_page(meeting, clerk, monkeypatch):
    tried = []

    def too_long(pdf):
        tried.append(1)
        raise TimeoutError

    paper = made.report(meeting, clerk)
    monkeypatch.setattr(text_lines, "lines", too_long)
    for _ in range(3):
        found = privacy.in_stored([paper.file.stored], privacy.own_postcodes(Council.current()))
        assert found == {paper.file.stored.sha256: None}
    assert len(tried) == 1


def test_a_file_that_finds_no_place_is_not_said_to_be_unreadable(meeting, clerk, monkeypatch):
    def busy(pdf):
        raise Busy(sandbox.BUSY)

    paper = made.report(meeting, clerk)
    with monkeypatch.context() as now:
        now.setattr(text_lines, "lines", busy)
        with pytest.raises(Busy):
            privacy.in_stored([paper.file.stored], privacy.own_postcodes(Council.current()))
    assert privacy.in_stored([paper.file.stored], privacy.own_postcodes(Council.current())) == {
        paper.file.stored.sha256: {}
    }
