"""Eight files dropped on an agenda at once, Word and slides among them, reach their items in one act."""

import base64
import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Conversion, Paper, PaperState
from meetings.packs.intake.office import kinds
from meetings.papers import verbs as papers
from tests.browser.acts import MOST
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.making import pdf_of
from tests.uploads import check_all

pytestmark = pytest.mark.browser
TITLES = ["Young carers", "Fostering", "Budget monitoring", "School places", "Adoption", "Care leavers", "Libraries"]
DROP = """([where, files]) => {
  const data = new DataTransfer()
  for (const [name, bytes] of files)
    data.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name))
  const zone = document.querySelector(where)
  for (const name of ["dragover", "drop"])
    zone.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }))
}"""


@pytest.fixture
def meeting(site, safeguarding, proper_officer, clerk):
    made = calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(days=28), by=clerk)
    for title in TITLES:
        agenda.add_item(made, title=title, by=clerk)
    return made


def files_for(meeting) -> list[tuple[str, bytes]]:
    number = {item.title: item.number for item in meeting.items.iterator()}
    slides = kinds.PPTX.ending in kinds.endings()
    return [
        (f"Item {number['Young carers']} - Young carers.docx", making.word("Carers under 18.")),
        (f"{number['Young carers']}a_appendix.pdf", pdf_of(1, "Appendix")),
        ("fostering_report_v3 FINAL.docx", making.word("Fostering this year.")),
        (f"PR_item_{number['Budget monitoring']:02}-budget.pdf", pdf_of(2, "Budget")),
        ("School places.pptx", making.presentation("School places")) if slides else ("School places.pdf", pdf_of(1)),
        ("adoption.pdf", pdf_of(1, "Adoption")),
        ("Care leavers (2).pdf", pdf_of(1, "Leavers")),
        ("scan0001.pdf", pdf_of(1, "Libraries")),
    ]


def test_eight_files_dropped_at_once_reach_their_items(site, page: Page, sign_in, clerk, meeting, looked_at):
    sign_in(page, clerk)
    where = ["safeguarding", meeting.slug]
    page.goto(site + reverse("desk:meeting", args=where))
    sent = [(name, base64.b64encode(data).decode()) for name, data in files_for(meeting)]
    with page.expect_navigation(timeout=MOST):
        page.evaluate(DROP, ["[data-drop-files]", sent])
    looked_at(page, "Match files to items")
    page.get_by_label("Agenda item").last.select_option(
        label=page.locator("option", has_text="Libraries").last.inner_text()
    )
    page.get_by_label("Title").last.fill("Libraries plan")
    page.get_by_label("Who can read it?").last.select_option("open")
    # The tests have no workers: files are checked before the next page comes.
    page.get_by_role("button", name="Add 8 files to the agenda").click(timeout=MOST)
    expect(page.locator("#main-content").get_by_text("8 files added.")).to_be_visible()
    found = Paper.objects.filter(item__meeting=meeting)
    assert sorted(set(found.values_list("item__title", flat=True))) == sorted(TITLES) and found.count() == 8
    check_all()
    assert set(found.values_list("state", flat=True)) == {PaperState.RECEIVED}
    word = Conversion.objects.filter(looks="a Word document").first()
    page.goto(site + reverse("desk:paper-checks", args=[*where, word.file.paper_id]))
    looked_at(page, "Check the PDF")
    page.get_by_role("button", name="Accept this PDF").click()
    expect(page.locator("#main-content").get_by_text("is accepted.")).to_be_visible()


def test_a_file_dropped_on_an_item_is_the_paper_that_it_waits_for(site, page: Page, sign_in, clerk, meeting):
    item = meeting.items.get(title="Fostering")
    papers.expect_paper(item, title="Fostering report", by=clerk)
    sign_in(page, clerk)
    page.goto(site + reverse("desk:meeting", args=["safeguarding", meeting.slug]))
    with page.expect_navigation(timeout=MOST):
        page.evaluate(DROP, [f"#item-{item.pk}", [("report.pdf", base64.b64encode(pdf_of(2, "Fostering")).decode())]])
    check_all()
    assert Paper.objects.get(item=item).state == PaperState.RECEIVED
