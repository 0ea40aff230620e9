"""Many files at once: kept as they came, matched by name and number, and added in one act or not at all."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.files import files
from committee.models import StoredFile
from meetings.agendas import verbs as agenda
from meetings.models import Access, DroppedFile, Paper, PaperKind, Upload
from meetings.papers import dropping, matching
from meetings.papers import verbs as papers
from tests.meetings.packs.making import pdf_of
from tests.staging import staged

NOW = timezone.now()
WHERE = ["safeguarding", "2022-04-21"]
DROP, MATCH = reverse("desk:files-drop", args=WHERE), reverse("desk:files-match", args=WHERE)


@staged
def items(meeting, clerk):
    titles = ["Young carers", "Fostering", "Budget monitoring"]
    return [agenda.add_item(meeting, title=title, by=clerk) for title in titles]


def sent(*names: str) -> dict:
    return {"papers": [SimpleUploadedFile(name, pdf_of(1, name), "application/pdf") for name in names]}


def answers(page) -> dict[str, str]:
    """Return the data of the page's form, unchanged."""
    formset = page.context["formset"]
    said = {f"rows-{name}": str(value) for name, value in formset.management_form.initial.items()}
    for form in formset:
        said |= {form.add_prefix(name): str(value) for name, value in form.initial.items()}
    return said


@pytest.mark.parametrize(
    ("name", "number", "letter", "title"),
    [
        ("Item 4 - Budget.docx", 4, "", "Budget"),
        ("4a_appendix.pdf", 4, "A", "Appendix A"),
        ("Agenda Item 12 Fostering annual report (2).pdf", 12, "", "Fostering annual report"),
        ("2026-04-21 Budget.pdf", 0, "", "2026-04-21 Budget"),
        ("scan0001.pdf", 0, "", ""),
    ],
)
def test_the_name_of_a_file_is_read(name, number, letter, title):
    assert matching.read(name) == matching.Name(number, letter, title)


def test_files_are_matched_by_number_and_by_words(meeting, items, clerk):
    young, fostering, budget = items
    asked = papers.expect_paper(fostering, title="Fostering report", by=clerk)
    private = agenda.add_item(meeting, title="Contract for placements", part=2, by=clerk)
    names = [
        f"Item {young.number} - Overview.docx", "fostering report.pdf", "budget-monitoring q3.xlsx",
        f"{budget.number}a_appendix.pdf", "Contract for placements.pdf", "Young carers EXEMPT appendix.pdf", "scan.pdf",
    ]  # fmt: skip
    found = matching.guesses(names, [*items, private], [asked])
    places = [
        f"item:{young.pk}", f"paper:{asked.pk}", f"item:{budget.pk}", f"item:{budget.pk}", f"item:{private.pk}",
        f"item:{young.pk}", "",
    ]  # fmt: skip
    assert [guess.goes_to for guess in found] == places
    withheld = [guess.access == Access.WITHHELD for guess in found]
    assert withheld == [False, False, False, False, True, True, True]
    assert [guess.kind for guess in found][3] == PaperKind.APPENDIX


def test_a_number_that_the_words_gainsay_is_told(meeting, items, desk):
    young, fostering, budget = items
    names = [f"Item {young.number} - Fostering.pdf", f"Item {budget.number} - Budget monitoring.pdf"]
    page = desk.post(DROP, sent(*names), follow=True)
    told = f"Its name says item {young.number}, but its words are those of item {fostering.number}, Fostering."
    assert [form.doubt for form in page.context["formset"]] == [told, ""]
    assert told in page.content.decode()


def test_all_reach_their_items_in_one_act_and_a_second_press_adds_nothing(meeting, items, clerk, desk):
    names = [f"Item {item.number} - {item.title}.pdf" for item in items]
    page = desk.post(DROP, sent(*names, f"{items[0].number}a_appendix.pdf"), follow=True)
    assert page.redirect_chain[-1][0] == MATCH and not Paper.objects.filter(item__meeting=meeting).exists()
    said = answers(page)
    assert desk.post(MATCH, said).status_code == 302
    found = Paper.objects.filter(item__meeting=meeting).order_by("item__number", "pk")
    assert [(paper.item_id, paper.title) for paper in found] == [
        (items[0].pk, "Young carers"), (items[0].pk, "Appendix A"), (items[1].pk, "Fostering"),
        (items[2].pk, "Budget monitoring"),
    ]  # fmt: skip
    assert Upload.objects.count() == 4 and not DroppedFile.objects.exists()
    again = desk.post(MATCH, said)
    assert again.status_code == 422 and "already been added" in again.content.decode()
    assert Paper.objects.filter(item__meeting=meeting).count() == 4


def test_a_mistake_loses_and_adds_nothing_and_what_is_left_out_is_deleted(
    meeting, items, desk, private_files, django_capture_on_commit_callbacks
):
    page = desk.post(DROP, sent("scan0001.pdf", f"Item {items[1].number}.pdf"), follow=True)
    assert "could not be matched" in page.content.decode()
    answer = desk.post(MATCH, answers(page))
    assert answer.status_code == 422
    assert "Choose the item that the file belongs to" in answer.content.decode()
    originals = [row.original for row in DroppedFile.objects.all()]
    assert len(originals) == 2 and not Upload.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(MATCH, answers(page) | {"rows-0-left_out": "on", "rows-1-left_out": "on"})
    assert not DroppedFile.objects.exists() and not any(files.holds(original) for original in originals)


def test_an_open_paper_under_part_two_is_asked_about(meeting, items, clerk, desk):
    private = agenda.add_item(meeting, title="Contract for placements", part=2, by=clerk)
    page = desk.post(DROP, sent("Contract for placements.pdf"), follow=True)
    assert page.context["formset"].forms[0].initial["access"] == Access.WITHHELD
    answer = desk.post(MATCH, answers(page) | {"rows-0-access": "open"})
    assert f"Item {private.number} is in Part Two" in answer.content.decode()


def test_what_is_no_paper_is_refused_and_the_others_are_kept(meeting, items, desk):
    picture = SimpleUploadedFile("photo.png", b"\x89PNG" + b"0" * 100)
    page = desk.post(DROP, {"papers": [picture, *sent("Fostering.pdf")["papers"]]}, follow=True)
    assert "“photo.png” is a picture" in page.content.decode()
    assert DroppedFile.objects.get().filename == "Fostering.pdf"
    alone = desk.post(DROP, {"papers": [SimpleUploadedFile("photo.png", b"\x89PNG" + b"0" * 100)]})
    assert alone.status_code == 422 and "is a picture" in alone.content.decode()


def test_files_stay_on_the_agendas_page_until_a_clerk_matches_or_deletes_them(
    meeting, items, clerk, desk, proper_officer
):
    dropping.drop(meeting, data=pdf_of(1), filename="one.pdf", at=NOW, by=proper_officer)
    agenda_page = reverse("desk:meeting", args=WHERE)
    page = desk.get(agenda_page).content.decode()
    assert "Match 1 uploaded file to items" in page and "<li>one.pdf</li>" in page and MATCH in page
    page = desk.get(MATCH)
    assert f"from {proper_officer}" in page.content.decode(), "a colleague's file is matched too"
    desk.post(MATCH, answers(page) | {"rows-0-goes_to": f"item:{items[0].pk}", "rows-0-title": "One"})
    assert Paper.objects.get(item__meeting=meeting).title == "One"
    assert "uploaded file to items" not in desk.get(agenda_page).content.decode()


@pytest.mark.parametrize(("part", "access"), [(1, "open"), (2, "withheld")])
def test_a_new_item_is_made_from_a_file(meeting, items, desk, part, access):
    page = desk.post(DROP, sent("Flood defences.pdf"), follow=True)
    said = answers(page) | {"rows-0-goes_to": f"new:{part}", "rows-0-title": "Flood defences", "rows-0-access": access}
    assert desk.post(MATCH, said).status_code == 302
    paper = Paper.objects.get(item__meeting=meeting)
    assert (paper.title, paper.item.title, paper.item.part) == ("Flood defences", "Flood defences", part)
    assert desk.post(MATCH, said).status_code == 422
    assert meeting.items.filter(title="Flood defences").count() == 1, "a second press makes no second item"


def test_a_new_item_needs_a_title_and_is_not_open_in_part_two(meeting, items, desk):
    page = desk.post(DROP, sent("scan0001.pdf"), follow=True)
    said = answers(page) | {"rows-0-goes_to": "new:2", "rows-0-title": "", "rows-0-access": "open"}
    refused = desk.post(MATCH, said).content.decode()
    assert "Enter the title." in refused and "It is in Part Two." in refused
    before = meeting.items.count()
    said = answers(page) | {"rows-0-goes_to": "new:1", "rows-0-title": "Scan", "rows-0-left_out": "on"}
    desk.post(MATCH, said)
    assert meeting.items.count() == before and not DroppedFile.objects.exists()


def test_what_nobody_matches_is_deleted_when_its_meeting_is_over(
    meeting, clerk, private_files, django_capture_on_commit_callbacks
):
    before = dt.datetime(2022, 4, 1, 9, tzinfo=dt.UTC)
    one = dropping.drop(meeting, data=pdf_of(1), filename="one.pdf", at=before, by=clerk)
    assert dropping.forget_old(before + dt.timedelta(days=20)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert dropping.forget_old(before + dt.timedelta(days=23)) == 1
    assert not files.holds(StoredFile.objects.get(pk=one.original_id))
