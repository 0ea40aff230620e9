"""
A clerk's month, through the pages alone: from the calendar to sealed minutes; time is given.

A Part Two item, an item added in time and one out of time, a paper taken down and put back, a meeting that is minuted
the day after, and its minutes confirmed and signed at the next.
"""

import datetime as dt
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from meetings.models import Access, ItemKind, Minutes, Paper, StandingItem
from tests.browser.acts import MOST, Desk, on
from tests.meetings.packs.making import pdf_of

pytestmark = pytest.mark.browser
DAY, NEXT = dt.date(2022, 4, 21), dt.date(2022, 5, 12)
SECRET = "quillbramble"  # stands in the exempt paper alone
STANDING = {
    ItemKind.APOLOGIES: "Apologies",
    ItemKind.DECLARATIONS: "Declarations of Interest",
    ItemKind.MINUTES: "Minutes of the previous meeting",
    ItemKind.EXCLUSION: "Exclusion of the Public",
}


@pytest.fixture
def committee(site, safeguarding, proper_officer, chairman, vice_chairman, member):
    """Return a committee with its standing items and its people."""
    for position, (kind, title) in enumerate(STANDING.items(), start=1):
        StandingItem.objects.create(committee=safeguarding, position=position, kind=kind, title=title)
    return safeguarding


def april(day: int, hour: int = 10, minute: int = 0):
    """Set the clock to that time of a day in April 2022."""
    return on(dt.date(2022, 4, day), hour, minute)


def schedule(desk: Desk, site: str, day: dt.date) -> None:
    """Put a meeting into the calendar."""
    desk.page.goto(f"{site}/desk/meetings/new/")
    desk.page.get_by_label("Committee").select_option(label="Safeguarding Overview and Scrutiny Committee")
    desk.page.get_by_label("Date", exact=True).fill(str(day))
    desk.page.locator("main form button[type=submit]").first.click()
    expect(desk.page).to_have_url(f"{site}/desk/meetings/safeguarding/{day}/")


def row(desk: Desk, title: str) -> Locator:
    """Return the row of an item on the builder."""
    desk.page.goto(desk.meeting)
    return desk.page.locator(".desk-item", has_text=title)


def options(desk: Desk, title: str) -> Locator:
    """Open the menu of an item on the builder."""
    found = row(desk, title)
    found.locator(".desk-menu > summary").click()
    return found


def add_item(desk: Desk, title: str, *, part: int = 1) -> None:
    """Add an item to the agenda."""
    desk.page.goto(f"{desk.meeting}items/new/?part={part}")
    desk.page.get_by_label("Title", exact=True).fill(title)
    desk.press("Add item")


def upload(desk: Desk, title: str, words: str) -> None:
    """Upload a PDF to an item."""
    options(desk, title).get_by_role("link", name=re.compile("^Upload")).first.click()
    file = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf_of(2, words)}
    desk.page.locator("main input[type=file]").set_input_files(file)
    desk.send()


def build(desk: Desk) -> None:
    """Build both packs."""
    for edition in ("Public edition", "Members’ edition"):
        desk.page.goto(desk.meeting)
        desk.page.get_by_role("button", name=re.compile(f"Build.*{edition}")).click(timeout=MOST)
        panel = desk.page.locator(".desk-pack", has_text=edition)
        expect(panel.get_by_text("Current", exact=True)).to_be_visible()


def prepare(desk: Desk, site: str, looked_at) -> None:
    """Draft an agenda with an open item and an exempt one, whose paper stops publication until it has grounds."""
    page = desk.page
    schedule(desk, site, DAY)
    add_item(desk, "Young Carers")
    add_item(desk, "Fostering contract", part=2)
    upload(desk, "Young Carers", "Words of the carers")
    upload(desk, "Fostering contract", SECRET)
    paper = Paper.objects.get(item__title="Fostering contract")
    assert paper.access == Access.WITHHELD
    looked_at(page, "Safeguarding")
    page.goto(f"{desk.meeting}preflight/")
    expect(page.locator("main")).to_contain_text("It cannot be published yet")
    page.goto(f"{desk.meeting}papers/{paper.pk}/")
    page.get_by_label("Exempt", exact=True).check()
    page.get_by_label(re.compile(r"^3\.")).check()
    page.get_by_label(re.compile("^Why is it more in the public interest")).fill(
        "Bidders would not bid again if it were known."
    )
    page.get_by_label(re.compile("^The paper contains nothing that has to be registered")).check()
    page.get_by_label(re.compile("^The paper is not about development")).check()
    desk.press("Save paper")
    expect(row(desk, "Fostering contract")).to_contain_text("Exempt")
    expect(row(desk, "Young Carers")).to_contain_text("Open")
    build(desk)


def publish(desk: Desk, looked_at) -> None:
    """Publish the agenda on the last lawful day but four."""
    page = desk.page
    page.goto(desk.meeting)
    desk.press("Check and publish")
    expect(page.get_by_role("button", name="Publish agenda")).to_be_visible(timeout=MOST)
    looked_at(page, "Publish agenda")
    desk.press("Publish agenda")
    looked_at(page, "Agenda published")


def add_in_time(desk: Desk, looked_at) -> None:
    """Add an item while lawful notice can still be given: no ruling is asked for."""
    add_item(desk, "Foster carers week")
    upload(desk, "Foster carers week", "A week for foster carers")
    options(desk, "Foster carers week").get_by_role("link", name=re.compile("[Pp]ublish")).first.click()
    looked_at(desk.page, "Add item")
    desk.press("Publish item")


def add_late(desk: Desk, looked_at) -> None:
    """Add an item too late for lawful notice: it needs the Chairman's ruling, with its circumstances."""
    page = desk.page
    add_item(desk, "School transport")
    options(desk, "School transport").get_by_role("link", name=re.compile("rgen|ruling", re.IGNORECASE)).first.click()
    looked_at(page, "Ruling of urgency")
    desk.choose("Who rules", "Chair, Charles")
    page.get_by_label(re.compile("ircumstances")).fill(
        "The operator gave notice on 14 April, and the routes end before the next meeting."
    )
    desk.send()
    desk.press("Publish urgent item")


def read(page: Page, site: str) -> None:
    """Read every item as a resident, and not a word of the exempt paper."""
    page.context.clear_cookies()
    page.goto(f"{site}/committees/safeguarding/{DAY}/")
    main = page.locator("main")
    for words in ("Young Carers", "Fostering contract", "Foster carers week", "School transport", "paragraph 3"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("Nil")
    assert SECRET not in page.content()


def take_down(desk: Desk, site: str, looked_at) -> None:
    """Hide a published paper at once; its address says that it was removed, and not what it was."""
    page, paper = desk.page, Paper.objects.get(item__title="Young Carers")
    public = f"{site}/committees/safeguarding/{DAY}/"
    file = f"{public}papers/{paper.file_id}/paper.pdf"
    assert page.context.request.get(file).ok
    page.goto(f"{desk.meeting}papers/{paper.pk}/")
    desk.follow("Take down")
    looked_at(page, "Take down what was published unlawfully")
    page.get_by_label("Personal information").check()
    page.get_by_label("What is wrong with it?").fill("It names a young carer.")
    desk.press("Take it down now")
    looked_at(page, "Paper 1 of item")
    answer = page.context.request.get(file)
    assert answer.status == 410
    assert "personal information" in answer.text()
    expect(page.locator("main")).to_contain_text("proper officer")


def put_back(desk: Desk, site: str, looked_at) -> None:
    """Undo it as the proper officer, who finds it waiting: it was nobody's name."""
    page, paper = desk.page, Paper.objects.get(item__title="Young Carers")
    page.goto(f"{site}/desk/takedowns/")
    looked_at(page, "Takedowns")
    page.get_by_role("link", name=re.compile("^Paper 1 of item")).first.click()
    desk.follow(re.compile("[Uu]ndo"))
    page.get_by_label("Why may it be published?").fill("The name is that of the author.")
    desk.press("Publish it again")
    assert page.context.request.get(f"{site}/committees/safeguarding/{DAY}/papers/{paper.file_id}/paper.pdf").ok


def at_time(desk: Desk, time: str) -> None:
    """Set the time that what is pressed next is recorded at."""
    people = desk.page.get_by_role("complementary", name="Attendance")
    people.get_by_label(re.compile("[Tt]ime")).fill(time)
    desk.press("Set the time", people)


def everybody(desk: Desk) -> None:
    """All who are expected are here; with scripts only the list of people is loaded."""
    desk.page.get_by_role("button", name="Mark everyone else present").click()
    expect(desk.page.locator("#people")).to_contain_text("3 who may vote")


def start(desk: Desk, title: str) -> None:
    """Take an item, unless it was begun when the one before it was done with."""
    desk.item(title)
    if desk.page.get_by_role("button", name="Start this item").count():
        desk.press("Start this item")


def presides(desk: Desk, option: str) -> None:
    """Everybody is here, and somebody presides."""
    desk.follow("Record who presides")
    desk.choose("Who presides?", option)
    desk.press("Record who presides")


def minute_the_day_after(desk: Desk, looked_at) -> None:
    """Minute the meeting of the day before from notes, at the times at which things happened."""
    page = desk.page
    page.goto(desk.meeting)
    desk.follow("Minute the meeting")
    desk.press("Open meeting")
    at_time(desk, "09:55")
    everybody(desk)
    presides(desk, "Chair, Charles")
    at_time(desk, "10:00")
    desk.press("Start meeting")
    start(desk, "Young Carers")
    desk.write("Members welcomed the report.")
    desk.follow("Motion")
    desk.limb(1, "the Director be asked to report again within two months", "noted")
    desk.press("Save motion")
    desk.press("Agreed without a vote")
    for title, time in (("Foster carers week", "10:30"), ("School transport", "10:40")):
        at_time(desk, time)
        start(desk, title)
        desk.write("Members heard what is planned.")
    private(desk)
    desk.follow("End meeting")
    looked_at(page, "End meeting")
    desk.press("Record end of meeting")


def private(desk: Desk) -> None:
    """Part Two: refused before the exclusion; then minuted."""
    at_time(desk, "10:45")
    start(desk, "Exclusion")
    desk.follow("Exclude the public")
    desk.choose("Moved by", "Vera Vice")
    desk.choose("Seconded by", "Mary Member")
    desk.press("Exclude the public")
    start(desk, "Fostering contract")
    desk.write(f"The bid of {SECRET} was the lowest.")
    at_time(desk, "11:00")
    desk.press("End this item")
    desk.press("Readmit the public")


def write_up(desk: Desk, looked_at) -> None:
    """Publish the draft with a summary of the exempt minute; nothing is printed of items that were not taken."""
    page = desk.page
    page.goto(f"{desk.room}write-up/")
    expect(page.locator("main")).not_to_contain_text("No interests were declared")
    desk.follow(re.compile("^Public summary"))
    desk.write("The Committee chose who is to run a service.")
    page.goto(f"{desk.room}write-up/")
    desk.follow("Check and publish")
    looked_at(page, "Publish minutes")
    desk.press("Publish the draft minutes")


def confirm(desk: Desk, cast, sign_in, looked_at) -> None:
    """Minute the next meeting the day after too; it confirms them, and whoever presided signs on paper."""
    page = desk.page
    page.goto(desk.meeting)
    desk.follow("Minute the meeting")
    desk.press("Open meeting")
    at_time(desk, "09:50")
    everybody(desk)
    presides(desk, "Vice, Vera")
    at_time(desk, "10:00")
    desk.press("Start meeting")
    start(desk, "Minutes of")
    desk.follow(re.compile("^Confirm the minutes of 21 April 2022"))
    desk.press("Record that they are confirmed")
    page.goto(desk.room)
    desk.follow("End meeting")
    desk.press("Record end of meeting")


def test_a_clerks_month(site, page: Page, committee, year, cast, sign_in, looked_at):
    clerk = cast["clerk"]
    desk, following = Desk(page, site, DAY), Desk(page, site, NEXT)
    with april(1):
        sign_in(page, clerk)
        prepare(desk, site, looked_at)
    with april(5):
        sign_in(page, clerk)  # a session ends after twelve idle hours
        publish(desk, looked_at)
    with april(8):
        sign_in(page, clerk)
        add_in_time(desk, looked_at)
    with april(19):
        sign_in(page, clerk)
        add_late(desk, looked_at)
        read(page, site)
    with april(20):
        sign_in(page, clerk)
        take_down(desk, site, looked_at)
        sign_in(page, cast["proper officer"])
        put_back(desk, site, looked_at)
    with april(22, 14):
        sign_in(page, clerk)
        minute_the_day_after(desk, looked_at)
        write_up(desk, looked_at)
        schedule(following, site, NEXT)
    with on(dt.date(2022, 5, 4), 10):
        sign_in(page, clerk)
        page.goto(following.meeting)
        build(following)
        publish(following, looked_at)
    with on(NEXT + dt.timedelta(days=1), 15):
        sign_in(page, clerk)
        confirm(following, cast, sign_in, looked_at)
    with on(NEXT + dt.timedelta(days=1), 16):
        sign_in(page, cast["vice-chairman"])
        page.goto(f"{site}/members/")
        page.get_by_role("link", name=re.compile("[Ss]ign the minutes")).first.click()
        looked_at(page, "Sign the minutes of")
        Desk.press(following, "Sign the minutes")
    assert Minutes.objects.get(meeting__date=DAY).is_frozen
