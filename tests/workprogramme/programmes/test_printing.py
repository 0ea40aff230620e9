"""The programme as printed into an agenda, and the briefings that the agenda reports."""

import datetime as dt
import io

import pikepdf
import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import User
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import ItemKind, PaperKind
from meetings.papers import verbs as papers
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.document import document, programme_pdf
from workprogramme.document.document import Document
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.models import Briefing, Programme, ProgrammeItem, ProgrammeVersion
from workprogramme.programmes import briefings, printing
from workprogramme.programmes.printing import print_for, to_print

pytestmark = pytest.mark.django_db
NEXT_DAY = AT + dt.timedelta(days=1)
LATER = AT + dt.timedelta(days=60)


def text_of(data: bytes) -> str:
    """Return the words of a PDF."""
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_the_programme_becomes_the_paper_of_its_item(world, clerk):
    paper = print_for(world.meetings[0], at=AT, by=clerk)
    assert (paper.kind, paper.title) == (PaperKind.PROGRAMME, "Work Programme 2021-22")
    assert paper.file.ours and paper.file.tagged and paper.file.source
    version = ProgrammeVersion.objects.get()
    assert (version.meeting, version.number) == (world.meetings[0], 1)
    assert version.sha256 == document.digest(version.document)


def test_what_changed_since_the_last_meeting_is_marked_and_listed(world, clerk):
    print_for(world.meetings[0], at=AT, by=clerk)
    asked = items.add_item(world.programme, title="Investigations", on=ON, at=AT, by=clerk)
    print_for(world.meetings[1], at=AT, by=clerk)
    scheduling.put_back(world.scheduled, reason="Awaiting the report", on=ON, at=AT, by=clerk)
    scheduling.withdraw(asked, reason="The police reported", on=ON, at=AT, by=clerk)
    items.edit_item(world.tbc, by=clerk, title="Low level neglect")
    paper = print_for(world.meetings[2], at=LATER, by=clerk)
    version = ProgrammeVersion.objects.get(meeting=world.meetings[2])
    listed = [(change["what"], change["item"], change["text"]) for change in version.document["changes"]["rows"]]
    assert sorted(listed) == [
        ("Changed", "Low level neglect", "Title (was “Neglect”)."),
        ("Moved", "Young Carers", "From 6 July 2021, to be scheduled again: Awaiting the report."),
        ("Withdrawn", "Investigations", "The police reported."),
    ]
    text = text_of(files.read(paper.file.stored))
    assert "Young Carers (Moved)" in text
    assert "What has changed since the agenda for 14 September 2021" in text
    assert "Moved: Young Carers." in text


def test_an_item_added_and_one_with_a_new_outcome_are_told_apart(world, clerk):
    print_for(world.meetings[0], at=AT, by=clerk)
    items.add_item(world.programme, title="Buses", meeting=world.meetings[1], on=ON, at=AT, by=clerk)
    ProgrammeItem.objects.filter(pk=world.scheduled.pk).update(
        state="considered", outcome="It was Noted.", outcome_accepted_at=AT, outcome_accepted_by=clerk
    )
    found = to_print(world.programme, world.meetings[1], on=dt.date(2021, 8, 1))["changes"]["rows"]
    assert {(one["what"], one["item"], one["text"]) for one in found} == {
        ("Added", "Buses", "For 14 September 2021."),
        ("Outcome recorded", "Young Carers", "See Action/Outcome."),
    }


def test_a_rearranged_meeting_is_said_once_and_moves_no_item(world, clerk):
    print_for(world.meetings[0], at=AT, by=clerk)
    items.add_item(world.programme, title="Buses", meeting=world.meetings[2], on=ON, at=AT, by=clerk)
    print_for(world.meetings[1], at=AT, by=clerk)
    calendar.rearrange(
        world.meetings[2], day=dt.date(2022, 1, 17), starts=dt.time(10), reason="It snows", at=AT, by=clerk
    )
    words = to_print(world.programme, world.meetings[3], on=ON)
    assert [(one["what"], one["text"]) for one in words["changes"]["rows"]] == [
        ("Calendar", "Re-arranged from 10 January 2022.")
    ]
    assert words["calendar"][2]["note"] == "re-arranged from 10 January"


def test_an_item_moved_before_its_meeting_was_rearranged_was_moved_from_the_day_then_known(world, clerk):
    item = items.add_item(world.programme, title="Buses", meeting=world.meetings[2], on=ON, at=AT, by=clerk)
    scheduling.put_back(item, reason="Awaiting the final report", on=ON, at=AT, by=clerk)
    calendar.rearrange(
        world.meetings[2], day=dt.date(2022, 1, 17), starts=dt.time(10), reason="It snows", at=LATER, by=clerk
    )
    rows = document.all_rows(document.take(world.programme, on=ON))
    assert next(row["moved"] for row in rows if row["title"] == "Buses") == (
        "Moved from 10 January meeting: Awaiting the final report"
    )


def test_printing_again_before_publication_takes_the_place_of_the_first_print(world, clerk):
    first = print_for(world.meetings[0], at=AT, by=clerk)
    items.edit_item(world.tbc, by=clerk, title="Low level neglect")
    again = print_for(world.meetings[0], at=LATER, by=clerk)
    assert again.pk == first.pk
    assert again.file.number == 2
    assert "Low level neglect" in text_of(files.read(again.file.stored))
    assert [version.number for version in ProgrammeVersion.objects.all()] == [1, 2]


def test_once_the_agenda_is_published_the_print_stays_and_a_new_one_waits_for_a_supplement(world, clerk, monkeypatch):
    first = print_for(world.meetings[0], at=AT, by=clerk)
    monkeypatch.setattr(printing, "is_published", lambda meeting: True)
    monkeypatch.setattr(printing, "_published", lambda papers: {first.pk})
    with pytest.raises(Refused, match="Nothing has changed"):
        print_for(world.meetings[0], at=NEXT_DAY, by=clerk)
    items.edit_item(world.tbc, by=clerk, title="Low level neglect")
    second = print_for(world.meetings[0], at=NEXT_DAY, by=clerk)
    first.refresh_from_db()
    assert second.pk != first.pk
    assert second.title == "Work Programme 2021-22, as of 2 June 2021"
    assert "Low level neglect" not in text_of(files.read(first.file.stored))


def test_an_uploaded_programme_is_left_alone(world, clerk):
    item = world.meetings[0].items.get(kind=ItemKind.WORK_PROGRAMME)
    data = files.read(print_for(world.meetings[0], at=AT, by=clerk).file.stored)
    papers.remove_paper(item.papers.get(), by=clerk)
    papers.add_paper(item, title="Mine", kind=PaperKind.PROGRAMME, data=data, filename="mine.pdf", at=AT, by=clerk)
    with pytest.raises(Refused, match="has an uploaded"):
        print_for(world.meetings[0], at=AT, by=clerk)


def test_an_unpublished_programme_and_an_agenda_without_the_item_are_refused_in_words(world, planning, clerk):
    with pytest.raises(Refused, match="no work programme"):
        print_for(calendar.schedule(planning, worlds.DAYS[0], by=clerk), at=AT, by=clerk)
    agenda.remove_item(world.meetings[1].items.get(kind=ItemKind.WORK_PROGRAMME), by=clerk)
    with pytest.raises(Refused, match="no item “Work Programme”"):
        print_for(world.meetings[1], at=AT, by=clerk)
    Programme.objects.update(published_at=None, published_by=None)
    with pytest.raises(Refused, match="not published yet"):
        print_for(world.meetings[0], at=AT, by=clerk)


def test_the_page_shows_what_will_be_printed_or_why_not_and_prints_it(world, scrutiny, by_scrutiny):
    address = reverse("desk:programme-print", args=["safeguarding", "2021-22", world.meetings[0].slug])
    item = world.meetings[0].items.get(kind=ItemKind.WORK_PROGRAMME)
    assert "Add to this agenda" in by_scrutiny.get(address).content.decode()
    answer = by_scrutiny.post(address, {"act": "Print"}, follow=True).content.decode()
    assert f"It is the paper of item {item.number}." in answer
    assert ProgrammeVersion.objects.count() == 1
    assert "Nothing has changed since." in answer
    items.edit_item(world.tbc, by=scrutiny, title="Low level neglect")
    page = by_scrutiny.get(address).content.decode()
    assert "What has changed since version 1" in page and "Low level neglect" in page
    Programme.objects.update(published_at=None, published_by=None)
    assert "publish it first" in by_scrutiny.get(address).content.decode()


def test_the_command_prints_a_pdf_or_a_table_by_the_name_of_its_file(world, tmp_path):
    for name in ("out/programme.pdf", "out/programme.csv"):
        call_command("print_programme", "safeguarding", "2021-22", output=tmp_path / name, stdout=io.StringIO())
    assert "Young Carers" in text_of((tmp_path / "out/programme.pdf").read_bytes())
    assert "Young Carers" in (tmp_path / "out/programme.csv").read_text("utf-8-sig")
    with pytest.raises(CommandError, match="no work programme"):
        call_command("print_programme", "safeguarding", "2030-31", output=tmp_path / "x.pdf")
    with pytest.raises(CommandError, match="must end in"):
        call_command("print_programme", "safeguarding", "2021-22", output=tmp_path / "x.docx")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("print_programme", "safeguarding", "2021-22", output=tmp_path / "out/programme.csv/x.csv")


@pytest.mark.both_databases("triggers: a version stays as it was printed")
def test_a_version_is_never_changed(world, clerk):
    print_for(world.meetings[0], at=AT, by=clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProgrammeVersion.objects.update(sha256="0" * 64)


SUGGESTED = "Suggested by many. " * 12


@pytest.fixture
def words(world: worlds.World, clerk: User) -> Document:
    """Return the document of a programme with 24 more unscheduled items."""
    for place in range(24):
        items.add_item(world.programme, title=f"Item {place}", details=SUGGESTED, on=ON, at=AT, by=clerk)
    return document.take(world.programme, on=ON)


def test_a_page_on_which_no_row_is_named_has_no_breaks():
    assert programme_pdf.measured_pages("<p>No items have been planned.</p>", "Work programme") == programme_pdf.Pages(
        set(), 0
    )


def test_rows_of_one_day_on_several_pages_say_it_once_a_page(words):
    data = programme_pdf.pdf(words)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Dests" not in pdf.Root.get("/Names", {})  # the names of the rows were for measuring
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(io.BytesIO(data))]
    first, *others = [page for page in pages if "tbc" in page]
    assert len(others) >= 2
    assert "continued" not in first
    for page in others:
        assert page.count("tbc (continued)") == 1
        assert page.index("tbc (continued)") < page.index("Item ", page.index("Action/Outcome"))


def test_large_print_which_writes_rows_out_is_made_of_rows_in_no_parts(words):
    source = programme_pdf.source(words)
    assert "continued" not in source and 'id="row-' not in source


@pytest.mark.parametrize(("number", "is_in_front"), [(14, True), (15, False)])
def test_only_a_list_of_changes_in_the_front_decides_how_tightly_the_front_is_set(words, number, is_in_front):
    rows = [{"what": "Added", "item": f"Item {place}", "text": "", "key": f"item-{place}"} for place in range(number)]
    changed = words | {"changes": {"since": {"date": "2021-06-01", "words": "1 June"}, "rows": rows}}
    assert ('id="last-change"' in programme_pdf.source(changed, measured=True)) is is_in_front


MONDAY = dt.date(2022, 2, 21)
THURSDAY = dt.date(2022, 2, 17)


@pytest.fixture
def april(world, clerk):
    """Return the Work Programme item of April's agenda."""
    return world.meetings[3].items.get(kind=ItemKind.WORK_PROGRAMME)


def record(world, by, **fields):
    fields = {
        "held_on": MONDAY,
        "body": "SSCSG",
        "body_met_on": THURSDAY,
        "reports_to": world.meetings[3],
        "item": world.standing,
    } | fields
    return briefings.record_briefing(world.programme, at=AT, by=by, **fields)


def lines(item):
    item.refresh_from_db()
    return item.lead_line, item.lines["bullets"]


def test_what_the_clerk_typed_stays(world, april, clerk):
    agenda.edit_item(april, lead_line="With feedback", bullets="Visit to the hub", by=clerk)
    briefing = record(world, clerk)
    assert lines(april) == ("With feedback", ["Visit to the hub", "17 February SSCSG briefing"])
    briefings.remove_briefing(briefing, by=clerk)
    assert lines(april) == ("With feedback", ["Visit to the hub"])


def test_a_bullet_of_the_agenda_follows_its_briefing_when_that_is_changed_or_reports_elsewhere(world, april, clerk):
    briefing = record(world, clerk)
    briefings.edit_briefing(briefing, body="Children’s  Improvement Board", by=clerk)
    assert lines(april) == ("Including feedback from:", ["17 February Children’s Improvement Board briefing"])
    briefings.edit_briefing(briefing, reports_to=None, by=clerk)
    assert lines(april) == ("", [])


def test_a_briefing_reports_to_a_meeting_of_its_committee_after_it(world, planning, clerk):
    with pytest.raises(Refused, match="before the briefing"):
        record(world, clerk, reports_to=world.meetings[0])
    with pytest.raises(Refused, match="another committee"):
        record(world, clerk, reports_to=calendar.schedule(planning, dt.date(2022, 4, 20), by=clerk))
    assert not Briefing.objects.exists()


def test_a_briefing_that_somebody_has_removed_is_said_so(world, clerk):
    briefing = record(world, clerk)
    briefings.remove_briefing(briefing, by=clerk)
    with pytest.raises(Refused, match="Someone has removed"):
        briefings.edit_briefing(briefing, note="x", by=clerk)


def test_printing_the_programme_into_the_agenda_lists_the_briefings_recorded_before_it_was_made(world, clerk):
    agenda.remove_item(world.meetings[3].items.get(kind=ItemKind.WORK_PROGRAMME), by=clerk)
    record(world, clerk)
    item = agenda.add_item(world.meetings[3], title="Work Programme", kind=ItemKind.WORK_PROGRAMME, by=clerk)
    printing.print_for(world.meetings[3], at=AT, by=clerk)
    assert lines(item)[1] == ["17 February SSCSG briefing"]


HERE = "/desk/work-programme/safeguarding/2021-22/"


def test_a_briefing_is_recorded_under_its_item_and_on_the_agenda_it_reports_to(world, by_scrutiny):
    there = world.meetings[3].items.get(kind=ItemKind.WORK_PROGRAMME)
    filled = {
        "held_on": "21/02/2022", "body": "SSCSG", "body_met_on": "17/02/2022", "attended": "the Chairman",
        "reports_to": str(world.meetings[3].pk), "item": str(world.standing.pk),
    }  # fmt: skip
    assert by_scrutiny.post(f"{HERE}briefings/new/", filled).url == f"{HERE}tables/#briefings"
    there.refresh_from_db()
    assert there.lines["bullets"] == ["17 February SSCSG briefing"]
    assert "21 February" in by_scrutiny.get(f"{HERE}tables/").content.decode()


def test_a_briefing_is_changed_and_removed(world, scrutiny, by_scrutiny):
    made = record(world, scrutiny)
    assert 'value="SSCSG"' in by_scrutiny.get(f"{HERE}briefings/{made.pk}/").content.decode()
    by_scrutiny.post(f"{HERE}briefings/{made.pk}/", {"held_on": "2022-02-22", "body": "Improvement Board"})
    made.refresh_from_db()
    assert (made.body, made.held_on, made.body_met_on) == ("Improvement Board", dt.date(2022, 2, 22), None)
    by_scrutiny.post(f"{HERE}briefings/{made.pk}/remove/")
    assert not Briefing.objects.exists()
    assert by_scrutiny.get(f"{HERE}briefings/{made.pk}/").status_code == 404


def test_a_briefing_of_another_programme_is_not_found(world, planning, year, clerk, officer, by_scrutiny):
    other = record(worlds.make(planning, year, clerk, officer), clerk)
    assert by_scrutiny.get(f"{HERE}briefings/{other.pk}/").status_code == 404
