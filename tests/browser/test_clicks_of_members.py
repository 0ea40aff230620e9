"""A member prepares a meeting on a phone, some of the time without a network (clicks: see `clicks.py`)."""

import datetime as dt
import io

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from committee.acts.seen import having_read
from committee.models import Seat
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AttendancePlan, MemberNote
from meetings.packs.reading import view
from meetings.papers import handing_in, withholding
from tests.answers import client_of, words
from tests.browser.acts import until
from tests.browser.clicks import story
from tests.browser.conftest import PHONE
from tests.meetings import publishing
from tests.meetings.packs.making import pdf_of
from tests.staging import staged
from tests.uploads import check_all

pytestmark = pytest.mark.browser
PHONE_WITH_TOUCH = pytest.mark.browser_context_args(viewport=PHONE, has_touch=True, is_mobile=True)
SECRET = "Zanzibar"
TITLES = (
    *("Young carers", "Fostering", "Budget monitoring", "School places", "Adoption", "Care leavers"),
    *("Libraries", "Early help", "School transport", "Domestic abuse", "Housing need"),
)
# Selects the first paragraph of the page that has words.
SELECT = """() => getSelection().selectAllChildren(document.querySelector(".council-words[data-page] p"))"""
# Returns all that this browser stores for the portal.
STORED = """async () => {
  const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const { url } of await cache.keys()) parts.push(name, url, await (await cache.match(url)).text())
  }
  for (const { name } of await indexedDB.databases()) {
    const opening = indexedDB.open(name)
    await new Promise((resolve) => (opening.onsuccess = resolve))
    for (const table of opening.result.objectStoreNames) {
      const asked = opening.result.transaction(table).objectStore(table).getAll()
      await new Promise((resolve) => (asked.onsuccess = resolve))
      parts.push(JSON.stringify(asked.result))
    }
    opening.result.close()
  }
  return parts.join("\\n")
}"""


def sentence(title: str) -> str:
    """Return the words of each page of a report."""
    return f"{title}: demand rose by twelve per cent in the last year"


@staged
def papers(site, safeguarding, clerk, proper_officer, chairman, vice_chairman, member):
    """Return the eleven open reports and the exempt one of an agenda published now; another meeting is arranged."""
    now = timezone.now()
    meeting = publishing.meeting_of(safeguarding, clerk, timezone.localdate() + dt.timedelta(days=15))
    calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(days=50), by=clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    reports = [publishing.report(meeting, clerk, title=title, data=pdf_of(2, sentence(title))) for title in TITLES]
    reports.append(publishing.exempt(meeting, clerk, word=SECRET))
    for_the_committee_alone = publishing.EXEMPT | {"paragraphs": (1,), "not_registrable": False}
    withholding.set_access(reports[-1], by=clerk, **for_the_committee_alone)
    publishing.issue(meeting, clerk, at=now)
    for paper in reports:
        view.make_missing(paper.its_file.stored)
    return reports


def with_cover(pdf: bytes) -> bytes:
    """Return the PDF after a new first page."""
    with pikepdf.open(io.BytesIO(pdf_of(1, "A summary for members"))) as cover, pikepdf.open(io.BytesIO(pdf)) as rest:
        cover.pages.extend(rest.pages)
        out = io.BytesIO()
        cover.save(out)
    return out.getvalue()


def republish(meeting, corrected, clerk) -> None:
    """Publish corrected files of papers in a supplement, and have them read as a worker would."""
    facts = {"reason": "A figure was wrong.", "at": timezone.now(), "by": clerk}
    new = [handing_in.correct_paper(paper, data=data, filename="a.pdf", **facts) for paper, data in corrected]
    check_all()
    having_read(amendments.publish_supplement)(meeting, **facts)
    for paper in new:
        paper.refresh_from_db()
        view.make_missing(paper.its_file.stored)


def sign_in(page: Page, site: str, user) -> None:
    """Sign in as a user does: a session that a test made itself would not end with a seat."""
    page.goto(f"{site}/account/login/?next=/members/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).tap()
    page.wait_for_url(f"{site}/members/")


def write(page: Page, text: str, saved: str = "Change, share or delete") -> None:
    """Select the first paragraph of a paper and write a note on it."""
    expect(page.locator(".council-words[data-page]").first).to_be_visible()
    page.evaluate(SELECT)
    page.get_by_role("button", name="Write a note").tap()
    page.get_by_label("Your note").fill(text)
    page.get_by_role("button", name="Save note").tap()
    expect(page.locator(".notes-note", has_text=text).get_by_role("link", name=saved)).to_be_visible()


def notes_shown(page: Page) -> dict[str, str]:
    """Return what My notes shows of each note, by the last word of its text."""
    shown = page.locator(".notes-note").all_inner_texts()
    return {text.split("Change, share")[0].split()[-1]: text for text in shown}


@PHONE_WITH_TOUCH
def test_a_member_prepares_a_meeting_of_twelve_papers_on_a_phone(
    page: Page, site, papers, member, vice_chairman, clerk, accessible, fits_the_width
):
    *reports, exempt = papers
    meeting, address = reports[0].item.meeting, f"{site}/members/safeguarding/{reports[0].item.meeting.slug}/"

    def link(name: str) -> Locator:
        return page.get_by_role("link", name=name, exact=True)

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=name, exact=True)

    sign_in(page, site, member)

    with story(page, "Keep a meeting of twelve papers on a phone"):
        page.goto(f"{site}/members/")
        button("Read the agenda and papers").tap()
        expect(page.get_by_text("You have read 0 of 12 papers")).to_be_visible()
        button("Keep this meeting on this device").tap()
        expect(page.get_by_text("This meeting is on this device, as it was on")).to_be_visible()

    with story(page, "Write notes on five of its papers, and share one"):
        for title in (*(f"{title}: report" for title in TITLES[:4]), f"Bid of {SECRET}"):
            link(title).tap()
            write(page, f"Ask about {title.split()[0].strip(':')}")
            accessible(page, again=True)
            fits_the_width(page)
            link("Back to the meeting").tap()
        link("My notes").tap()
        page.locator(".notes-note", has_text="Ask about Fostering").get_by_role("link", name="Change, share").tap()
        link("Share this note").tap()
        page.get_by_label("Vera Vice").check()
        button("Save readers").tap()
        expect(page.get_by_text("Shared with Vera Vice.")).to_be_visible()
    assert MemberNote.objects.filter(author=member).count() == 5
    assert "Ask about Fostering" in words(client_of(vice_chairman).get(f"{address}notes/"))

    with story(page, "Send apologies for the next meeting"):
        page.goto(f"{site}/members/")
        page.locator("#later ~ ol").get_by_role("link").first.tap()
        link("I cannot come").tap()
        button("Send apologies").tap()
        expect(page.get_by_text("Your apologies are sent")).to_be_visible()
    until(lambda: "Ask about School" in page.evaluate(STORED))
    assert AttendancePlan.objects.get(person=member.person).meeting.date > meeting.date

    with story(page, "Read and write notes without a connection, and see what a correction changed"):
        page.context.set_offline(True)
        page.goto(address)
        expect(page.get_by_text("This is a copy for reading without a connection")).to_be_visible()
        expect(page.locator("form[data-note]")).to_have_count(4)
        link("Young carers: report").tap()
        expect(page.get_by_text("Ask about Young")).to_be_visible()
        fits_the_width(page)
        link("Back to the meeting").tap()
        link("Fostering: report").tap()
        write(page, "Written on the train", saved="On this device, not sent yet")
        link("Back to the meeting").tap()
        expect(page.get_by_role("heading", name="Notes not sent yet: 1")).to_be_visible()
        accessible(page)

        new_words = sentence(TITLES[1]).replace("rose by twelve", "fell by nine")
        longer = with_cover(pdf_of(2, sentence(TITLES[0])))
        republish(meeting, [(reports[0], longer), (reports[1], pdf_of(2, new_words))], clerk)

        page.context.set_offline(False)
        until(lambda: MemberNote.objects.filter(author=member).count() == 6)
        page.goto(address)
        expect(page.get_by_text("have changed since then")).to_be_visible()
        button("Update").tap()
        expect(page.get_by_text("have changed since then")).to_be_hidden()
        link("My notes").tap()
        expect(page.locator(".notes-note")).to_have_count(6)
        accessible(page)
        fits_the_width(page)
    shown = notes_shown(page)
    for name in ("Fostering", "train"):
        assert "This passage changed" in shown[name]
        assert "rose by twelve" in shown[name] and "fell by nine" in shown[name], "both texts are shown"
    assert "This passage changed" not in shown["Young"] and SECRET in shown["Bid"]
    Seat.objects.filter(person=member.person).update(until=timezone.localdate() - dt.timedelta(days=1))
    page.goto(address)
    expect(page.get_by_text("You were signed out because one of your roles or seats has ended.")).to_be_visible()
    until(lambda: "Ask about" not in page.evaluate(STORED))
    sign_in(page, site, member)
    page.goto(address)
    expect(page.get_by_text("You are not a member of this committee.")).to_be_visible()
    note = MemberNote.objects.get(paper_file__paper=exempt)
    for tail in (f"papers/{note.paper_file_id}/paper/", f"notes/{note.key}/"):
        answer = page.goto(f"{address}{tail}")
        assert answer and answer.status == 404
    page.goto(f"{address}notes/")
    expect(page.locator(".notes-note")).to_have_count(5)
    assert SECRET not in page.content() + page.evaluate(STORED)
