"""A clerk minutes a whole meeting, from opening it to the signature at the next; at set times."""

import datetime as dt
import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from meetings.calendar import verbs as calendar
from tests.browser.acts import Desk, on
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import CONFIDENTIAL, CONTRACT, DAY, PLACEMENT
from tests.meetings.packs.making import pdf_of

pytestmark = pytest.mark.browser
NEXT = dt.date(2022, 5, 12)
SECRET = "marlowquince"  # stands in the exempt minute alone
ASKED = "numbers of carers approved in each district be sent to members"


def go_in(desk: Desk, looked_at) -> None:
    """Open the meeting: everybody came; who presides; it begins."""
    page = desk.page
    with on(DAY, 9, 50):
        page.goto(desk.meeting)
        desk.follow("Minute the meeting")
        looked_at(page, "Minute the meeting")
        desk.press("Open meeting")
        desk.everybody()
        desk.somebody("Peter Parish", "Not here")
        desk.follow("Record who presides")
        desk.choose("Who presides?", "Chair, Charles")
        desk.press("Record who presides")
        expect(page.get_by_role("complementary", name="Attendance")).to_contain_text("Charles Chair presides")
    with on(DAY, 10):
        desk.press("Start meeting")
        expect(page.locator("main")).to_contain_text("Started at 10:00")


def decide(desk: Desk, looked_at) -> None:
    """Part One: as recommended; a recorded vote, a tie and the casting vote; agreed without a vote."""
    page = desk.page
    with on(DAY, 10, 2):
        desk.item("Declarations")
        desk.press("Start this item")
        desk.press("Next item")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Minutes of")
        desk.press("Next item")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Young Carers")
    with on(DAY, 10, 12):
        desk.somebody("Peter Parish", "Mark as arrived")
        desk.write("Members welcomed the report of the Young Carers group.")
        desk.press("Agree as recommended")
        expect(page.locator(".room-resolution")).to_contain_text("RESOLVED: That:")
        looked_at(page, "Young Carers")
    with on(DAY, 10, 35):
        desk.press("Next item")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Fostering")
        desk.follow("Motion or resolution")
        looked_at(page, "Motion")
        desk.limb(1, "the allowances be endorsed", "endorsed")
        asking = desk.limb(2, f"the {ASKED}", "information")
        asking.get_by_label(re.compile("^Action for")).select_option(label="Officer, Olive")
        asking.get_by_label("By when").fill("2022-05-02")
        desk.choose("Moved by", "Vera Vice")
        desk.choose("Seconded by", "Nora North")
        desk.press("Save motion")
        desk.follow("Recorded vote")
        looked_at(page, "Recorded vote")
        for name in ("Charles", "Vera", "Mary", "Nora", "Peter", "Ned"):
            choice = "For" if name in ("Charles", "Vera", "Mary") else "Against"
            page.get_by_role("radio", name=re.compile(f"{name}.*: {choice}")).check()
        desk.press("Record vote")
        expect(page.get_by_role("heading", level=1)).to_have_text("A tie: the casting vote")
        page.get_by_role("radio", name="For", exact=True).check()
        desk.press("Record casting vote")
        expect(page.locator(".room-resolution")).to_contain_text("casting vote")
    with on(DAY, 10, 45):
        desk.press("Next item")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Work Programme")
        desk.follow("Motion or resolution")
        desk.limb(1, "the work programme be agreed", "agreed")
        desk.press("Agreed without a vote")
    with on(DAY, 10, 59):
        desk.press("Next item")


def in_private(desk: Desk, looked_at) -> None:
    """Part Two: nothing before the exclusion; an exempt item minuted; the public come back; the end."""
    page = desk.page
    with on(DAY, 11):
        desk.item(CONTRACT)
        page.get_by_role("button", name="Start this item").click()
        expect(page.locator(".govuk-error-summary, .room-said__error").first).to_contain_text("is exempt")
        desk.item("Exclusion")
        if page.get_by_role("button", name="Start this item").count():
            desk.press("Start this item")
        desk.follow("Exclude the public")
        desk.choose("Moved by", "Vera Vice")
        desk.choose("Seconded by", "Nora North")
        desk.press("Exclude the public")
        expect(page.locator(".room-excluded")).to_contain_text("The public are excluded.")
    with on(DAY, 11, 5):
        for title in (PLACEMENT, CONFIDENTIAL):
            desk.item(title)
            desk.follow("Times and access")
            page.get_by_label("This item has a minute").uncheck()
            desk.press("Save")
        desk.item(CONTRACT)
        desk.press("Start this item")
        desk.write(f"The lowest bid was that of {SECRET}.")
        desk.follow("Motion or resolution")
        desk.limb(1, f"the bid of {SECRET} be accepted", "agreed")
        desk.press("Agreed without a vote")
        expect(page.locator(".room-resolution")).to_contain_text(SECRET)
    with on(DAY, 11, 25):
        desk.press("End this item")
        desk.press("Readmit the public")
    with on(DAY, 11, 30):
        desk.follow("End meeting")
        looked_at(page, "End meeting")
        desk.press("Record end of meeting")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Minutes")


def write_up(desk: Desk, looked_at) -> None:
    """Within minutes the decisions are out; the exempt minute gets its summary; the draft goes to the Chairman."""
    page, write_up = desk.page, f"{desk.room}write-up/"
    with on(DAY, 11, 40):
        expect(page).to_have_url(write_up)
        looked_at(page, "Minutes")
        desk.follow("Publish the decisions")
        looked_at(page, "Publish the decisions")
        desk.press("Publish the decisions")
        expect(page.locator("main")).to_contain_text("The decisions are published")
        desk.follow(re.compile("^Public summary"))
        desk.write("The Committee chose who is to run a service.")
        page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Minutes").click()
        expect(page.locator("main")).to_contain_text("The Committee chose who is to run a service.")
        desk.follow("Circulate draft")
        looked_at(page, "Circulate draft")
        expect(page.get_by_label(re.compile("Charles Chair"))).to_be_checked()
        page.get_by_label("Comments by").fill("2022-04-25")
        mail.outbox.clear()
        desk.press("Send the draft")
        expect(page.locator("main")).to_contain_text("The draft is sent to Charles Chair")
        assert [message.to for message in mail.outbox] == [["charles@borsetshire.example"]]


def comment(page: Page, site: str, looked_at) -> None:
    """Find the draft as the Chairman, and comment on the minute of Young Carers."""
    with on(DAY + dt.timedelta(days=1), 9):
        page.goto(f"{site}/members/")
        page.get_by_role("link", name=re.compile("Safeguarding .*, Thursday 21 April 2022")).first.click()
        looked_at(page, "Draft minutes")
        page.get_by_text("Comment on this minute: Young Carers").click()
        box = page.locator("details[open]")
        box.get_by_label("Your comment").fill("It was the forum's report.")
        box.get_by_label("The words it is about").fill("the Young Carers group")
        box.get_by_role("button", name="Send the comment").click()
        expect(page.locator("main")).to_contain_text("Thank you. Your comment has been sent to the committee team.")


def publish(desk: Desk, looked_at) -> None:
    """Take the comment up as the clerk, write it in and publish the draft."""
    page = desk.page
    with on(DAY + dt.timedelta(days=1), 14):
        page.goto(f"{desk.room}write-up/")
        desk.follow(re.compile("^Answer Charles Chair"))
        looked_at(page, "Comment on")
        desk.press("Accept")
        desk.follow(re.compile(r"^Write minute \d+\. Young Carers"))
        desk.write(
            "Members welcomed the report of the Young Carers Forum.",
            instead_of="Members welcomed the report of the Young Carers group.",
        )
    with on(DAY + dt.timedelta(days=5), 9):
        page.goto(f"{desk.room}write-up/")
        desk.follow("Check and publish")
        looked_at(page, "Publish minutes")
        expect(page.locator("main")).to_contain_text(ASKED)
        desk.press("Publish the draft minutes")
        looked_at(page, "Draft minutes published")


def read_in_public(page: Page, site: str, looked_at) -> None:
    """Read the minutes as a resident, and no word of the exempt minute."""
    page.context.clear_cookies()
    page.goto(f"{site}/committees/safeguarding/{DAY}/")
    page.get_by_role("link", name="Minutes of this meeting").click()
    main = page.locator("main")
    for words in (
        "Peter Parish arrived at 10:12.",
        "Young Carers Forum",
        "casting vote",
        "The Committee chose who is to run a service.",
        "The meeting ended at 11:30.",
    ):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text(SECRET)
    looked_at(page, "Draft, subject to confirmation")


def confirm(next_desk: Desk, site: str, cast, sign_in, looked_at) -> None:
    """Correct, confirm and sign them at the next meeting."""
    page = next_desk.page
    with on(NEXT, 9, 55):
        page.goto(next_desk.meeting)
        next_desk.follow("Minute the meeting")
        next_desk.press("Open meeting")
        next_desk.everybody()
        next_desk.follow("Record who presides")
        next_desk.choose("Who presides?", "Vice, Vera")
        next_desk.press("Record who presides")
    with on(NEXT, 10):
        next_desk.press("Start meeting")
        next_desk.item("Minutes of")
        next_desk.press("Start this item")
        next_desk.follow(re.compile("^Confirm the minutes of 21 April 2022"))
        looked_at(page, "Confirm and sign")
        page.get_by_text("Record a correction").click()
        next_desk.choose("Which minute", "Young Carers")
        page.get_by_label("The words that are wrong").fill("Members welcomed")
        page.get_by_label("What they should be").fill("Members warmly welcomed")
        next_desk.press("Record the correction")
        next_desk.press("Record that they are confirmed")
        expect(page.locator("main")).to_contain_text(
            "Vera Vice presided at the meeting that confirmed the minutes, and signs them."
        )
    confirmed = page.url
    with on(NEXT, 10, 3):
        sign_in(page, cast["vice-chairman"])
        page.goto(f"{site}/members/")
        page.get_by_role("link", name=re.compile("[Ss]ign the minutes")).first.click()
        looked_at(page, "Sign the minutes of")
        sign_in(page, cast["clerk"])
    with on(NEXT, 10, 6):
        page.goto(confirmed)
        scan = {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": pdf_of(1, "Signed")}
        page.get_by_label("Scan of the signed minutes, as a PDF").set_input_files(scan)
        page.get_by_label("Signed on").fill(str(NEXT))
        next_desk.press("Record the signature")
        expect(page.locator("main")).to_contain_text("The minutes are signed.")
        expect(page.locator("main")).to_contain_text("Scan of the signed minutes (PDF)")
        looked_at(page, "Confirm and sign")
        page.goto(next_desk.room)
        next_desk.item("Minutes of")
        expect(page.locator(".room-resolution")).to_contain_text("be confirmed and signed by the person presiding")


def test_a_whole_meeting_is_minuted_published_confirmed_and_signed(
    site, page: Page, safeguarding, year, cast, sign_in, looked_at
):
    clerk = cast["clerk"]
    worlds.called(safeguarding, clerk, publish=False)
    desk = Desk(page, site, DAY)
    sign_in(page, clerk)
    go_in(desk, looked_at)
    decide(desk, looked_at)
    in_private(desk, looked_at)
    write_up(desk, looked_at)
    sign_in(page, cast["chairman"])
    comment(page, site, looked_at)
    sign_in(page, clerk)
    publish(desk, looked_at)
    with on(DAY + dt.timedelta(days=6), 9):
        read_in_public(page, site, looked_at)
        calendar.schedule(safeguarding, NEXT, by=clerk)
    with on(NEXT, 9):
        sign_in(page, clerk)  # the sign-in of April is over
    confirm(Desk(page, site, NEXT), site, cast, sign_in, looked_at)
