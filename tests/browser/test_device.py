"""A member keeps a meeting on a device, reads it without a network, and leaves nothing behind."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from committee.models import AccessEvent, Council, Seat
from meetings.agendas import verbs as agenda
from meetings.members.notes import encryption, verbs
from meetings.members.notes.encryption import NoteWords
from meetings.models import MemberNote, Paper
from meetings.packs.reading import view
from meetings.takedowns import verbs as takedowns
from tests.browser.acts import until
from tests.meetings import publishing
from tests.meetings.members.note_world import write
from tests.staging import staged

pytestmark = pytest.mark.browser
SECRET = "Zanzibar"
# Every address that this browser's caches hold, and every word.
CACHES = """async () => {
  let all = ""
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const { url } of await cache.keys())
      all += `${name} ${url}\\n${url.includes("/members/") ? await (await cache.match(url)).text() : ""}\\n`
  }
  return all
}"""


@staged
def papers(site, safeguarding, clerk, proper_officer, chairman, other_member):
    """Return the open and the exempt report of an agenda published now."""
    now = timezone.now()
    meeting = publishing.meeting_of(safeguarding, clerk, timezone.localdate() + dt.timedelta(days=15))
    reports = publishing.report(meeting, clerk), publishing.exempt(meeting, clerk, word=SECRET)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    publishing.issue(meeting, clerk, at=now)
    for paper in reports:
        view.make_missing(paper.its_file.stored)
    return reports


def test_a_member_reads_a_kept_meeting_offline_and_another_user_finds_nothing(
    page, site, papers, sign_in, chairman, other_member, clerk, accessible
):
    report, exempt = papers
    address = f"{site}/members/safeguarding/{report.item.meeting.slug}/"
    sign_in(page, chairman)
    page.goto(address)
    assert page.evaluate(CACHES) == ""
    page.get_by_role("button", name="Keep this meeting on this device").click()
    expect(page.get_by_text("This meeting is on this device, as it was on")).to_be_visible()
    accessible(page)
    cached = page.evaluate(CACHES)
    assert f"{address}papers/{report.file_id}/" in cached and "About Young Carers" in cached
    assert SECRET not in cached and f"/papers/{exempt.file_id}/" not in cached

    page.context.set_offline(True)
    page.goto(address)
    expect(page.get_by_text("This is a copy for reading without a connection")).to_be_visible()
    expect(page.get_by_text("Not kept on a device")).to_be_visible()
    page.get_by_role("link", name="Young Carers: report").click()
    expect(page.get_by_text("About Young Carers").first).to_be_visible()
    accessible(page)
    page.goto(f"{site}/members/")
    page.get_by_role("link", name="Safeguarding").click()
    expect(page.get_by_role("button", name="Remove from this device")).to_be_visible()
    page.context.set_offline(False)

    takedowns.hide(report, ground="personal", why="It names a child.", at=timezone.now(), by=clerk)
    page.goto(address)
    until(lambda: "About Young Carers" not in page.evaluate(CACHES))
    expect(page.get_by_text("have changed since then")).to_be_hidden()

    page.goto(f"{site}/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site}/")
    assert page.evaluate(CACHES) == ""
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{site}/")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0

    sign_in(page, chairman)
    page.goto(address)
    page.get_by_role("button", name="Keep this meeting on this device").click()
    expect(page.get_by_text("This meeting is on this device, as it was on")).to_be_visible()
    sign_in(page, other_member)
    page.goto(f"{site}/members/")
    until(lambda: page.evaluate(CACHES) == "")


# Every record of this browser's databases and other stores, bytes as text.
RECORDS = """async () => {
  const done = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
  const text = (value) => {
    const areBytes = value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    if (areBytes) return `bytes ${new TextDecoder("latin1").decode(value)}`
    if (!value || typeof value !== "object") return String(value)
    return Object.entries(value).map(([name, part]) => `${name} ${text(part)}`).join("\\n")
  }
  let all = ""
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name))
    for (const store of database.objectStoreNames)
      all += (await done(database.transaction(store).objectStore(store).getAll())).map(text).join("\\n")
    database.close()
  }
  return all + text(localStorage) + text(sessionStorage)
}"""
SLOWLY = 60_000  # the key is made slow to derive


def keep_exempt(page: Page, address: str) -> str:
    """Keep the exempt papers of the meeting at `address` on this device, and return the four words."""
    page.goto(f"{address}device/exempt/")
    page.get_by_role("button", name="Keep exempt papers on this device").click()
    expect(page.get_by_role("heading", name="Your four words")).to_be_visible(timeout=SLOWLY)
    return page.locator("[data-drawn]").inner_text()


def test_exempt_papers_are_ciphertext_on_a_device_and_go_when_the_right_ends(
    page, site, papers, sign_in, chairman, accessible
):
    exempt = papers[1]
    Council.objects.update(exempt_on_devices=True)
    Paper.objects.filter(pk=exempt.pk).update(contract_terms=True)  # for the committee alone
    write(exempt, chairman, NoteWords(text="Ask about the quincewhistle."))
    address = f"{site}/members/safeguarding/{exempt.item.meeting.slug}/"
    sign_in(page, chairman)
    words = keep_exempt(page, address)
    accessible(page)
    page.get_by_role("button", name="I have written down the words").click()
    expect(page.get_by_text("1 exempt paper is on this device")).to_be_visible()
    stored = page.evaluate(RECORDS) + page.evaluate(CACHES)
    assert "salt bytes" in stored and "data bytes" in stored and f"{address}device/exempt/" in stored
    assert len(words.split()) == 4
    for poison in (SECRET, SECRET.lower(), "quincewhistle", words, words.replace(" ", "")):
        assert poison not in stored
    assert AccessEvent.objects.get(user=chairman).act == f"Charles Chair took {exempt} to a device"

    page.context.set_offline(True)
    page.goto(address)
    page.get_by_role("link", name="Exempt papers on this device").click()
    field, show = page.get_by_label("Your four words"), page.get_by_role("button", name="Show exempt papers")
    field.fill("abacus abacus abacus abacus")
    show.click()
    expect(page.locator("#four-error")).to_be_visible(timeout=SLOWLY)
    accessible(page)
    field.fill(f" {words.title()} ")
    show.click()
    page.get_by_text("Read 2 pages").click(timeout=SLOWLY)
    expect(page.get_by_text("Your copy, Charles Chair.")).to_be_visible()
    expect(page.locator(".council-leaf").get_by_text(SECRET).first).to_be_visible()
    expect(page.get_by_text("Ask about the quincewhistle.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Close exempt papers").click()
    expect(page.get_by_text(SECRET)).to_have_count(0)
    page.context.set_offline(False)

    page.goto(f"{site}/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site}/")
    assert "data bytes" not in page.evaluate(RECORDS)
    page.goto(f"{site}/account/login/?next=/members/")
    page.get_by_label("Email").fill(chairman.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="My meetings")).to_be_visible()
    assert keep_exempt(page, address) != words, "drawn anew"
    Seat.objects.filter(person=chairman.person).update(until=timezone.localdate() - dt.timedelta(days=1))
    page.goto(f"{site}/members/")
    expect(page.get_by_text("one of your roles or seats has ended")).to_be_visible()
    until(lambda: "data bytes" not in page.evaluate(RECORDS) and page.evaluate(CACHES) == "")
    sign_in(page, chairman)
    page.goto(f"{address}device/exempt/")
    expect(page.get_by_text("There are no exempt papers of this meeting that you can keep now.")).to_be_visible()


# Selects the first paragraph of the page that has words.
SELECT = """() => {
  const words = document.querySelector(".council-words[data-page] p")
  getSelection().selectAllChildren(words)
}"""


def test_notes_written_offline_are_sent_later_and_a_clash_shows_both_texts(
    page, site, papers, sign_in, chairman, accessible
):
    report = papers[0]
    note = write(report, chairman, NoteWords(text="As it was."))
    address = f"{site}/members/safeguarding/{report.item.meeting.slug}/"
    sign_in(page, chairman)
    page.goto(address)
    page.get_by_role("button", name="Keep this meeting on this device").click()
    expect(page.get_by_text("This meeting is on this device, as it was on")).to_be_visible()

    page.context.set_offline(True)
    page.goto(address)
    page.get_by_label(re.compile(r"Item \d+, page")).fill("Mine.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("On this device, not sent yet.", exact=True).first).to_be_visible()
    expect(page.get_by_role("heading", name="Notes not sent yet: 1")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Young Carers: report").click()
    page.evaluate(SELECT)
    page.get_by_role("button", name="Write a note").click()
    page.get_by_label("Your note").fill("Ask why.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_role("link", name="On this device, not sent yet")).to_be_visible()
    assert MemberNote.objects.count() == 1

    verbs.change_note(note, version=1, text="Changed at home.", at=timezone.now(), by=chairman)
    page.context.set_offline(False)
    page.goto(address)
    expect(page.get_by_role("heading", name="Notes not sent yet: 1")).to_be_visible()
    expect(page.get_by_text("Changed at home.")).to_be_visible()
    expect(page.get_by_text("Mine.")).to_be_visible()
    assert encryption.decrypt(MemberNote.objects.exclude(pk=note.pk).get()).text == "Ask why."
    page.goto(f"{site}/account/logout/")
    expect(page.get_by_text("Notes waiting to be sent from this device: 1")).to_be_visible()
    expect(page.get_by_text("Mine.")).to_be_visible()
    accessible(page)
    page.goto(address)
    page.get_by_role("button", name="Save your note instead").click()
    until(lambda: encryption.decrypt(MemberNote.objects.get(pk=note.pk)).text == "Mine.")
    expect(page.get_by_role("heading", name="Notes not sent yet")).to_be_hidden()
