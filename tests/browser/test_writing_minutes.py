"""Writing a minute in Chromium: nothing typed is lost when line, server or browser die, or when two write it."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserType, Error, Page, expect

from committee.richtext import cleaning
from tests.browser.acts import until
from tests.browser.conftest import PATIENCE
from tests.browser.own_server import OwnServer

pytestmark = pytest.mark.browser
WORDS = " ".join(f"word{number}" for number in range(500))
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")
KEPT = "Kept on this computer, will send"
SLOW_DISK = """const ask = navigator.locks.query.bind(navigator.locks)
navigator.locks.query = async () => {
  await new Promise((resolve) => setTimeout(resolve, 2500))
  return ask()
}"""
KEPT_TEXTS = """() => new Promise((resolve) => {
  indexedDB.open("minutes-kept", 1).onsuccess = (opened) => {
    const texts = opened.target.result.transaction("texts").objectStore("texts").getAll()
    texts.onsuccess = () => resolve(texts.result.map((record) => record.html).join())
  }
})"""


@pytest.fixture(scope="module")
def own_server(tmp_path_factory) -> Iterator[OwnServer]:
    """Beside the live server, because its pages ask several things at once, which SQLite in memory cannot bear."""
    server = OwnServer(tmp_path_factory.mktemp("portal"))
    yield server
    server.kill()


@pytest.fixture
def server(own_server) -> OwnServer:
    """Start the server, whatever the test before did to it."""
    own_server.start()
    return own_server


@pytest.fixture
def minute(server) -> int:
    return server.new_minute()


@pytest.fixture
def address(server, minute) -> str:
    return server.address(minute)


@pytest.fixture
def on_server(server, minute) -> Callable[[], str]:
    """Return a function that reads the minute's words from the database."""
    return lambda: cleaning.plain(server.text(minute))


@pytest.fixture
def sign_in(server) -> Callable[[Page, str], None]:
    def signed_in(page: Page, name: str = "Carol") -> None:
        page.context.add_cookies([{"name": "sessionid", "value": server.sessions[name], "url": server.url}])

    return signed_in


@pytest.fixture
def writing(page, address, sign_in) -> None:
    """Open the minute's page as Carol."""
    sign_in(page)
    page.goto(address)


def box(page: Page):
    """Return the editor; until scripts run, a plain box has the same name."""
    return page.get_by_role("textbox", name="What is minuted").and_(page.locator("[contenteditable]"))


def line(page: Page):
    return page.locator("[data-line]")


def test_five_hundred_words_typed_without_a_line_are_on_the_server_when_it_is_back(page, writing, on_server):
    expect(line(page)).to_have_text("Nothing written yet")
    box(page).press_sequentially("Begun. ")
    until(lambda: on_server() == "Begun.")
    expect(line(page)).to_have_text(SAVED)
    spoken = page.get_by_role("status").filter(has_text=re.compile("^Saved$"))
    expect(spoken, "what is saved by itself is not read out").to_have_count(0)
    page.context.set_offline(True)
    for part in re.findall(r"\s*\S+", WORDS):  # word by word: all keys of them take half a minute
        page.keyboard.insert_text(part)
    expect(line(page)).to_have_text(KEPT)
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_have_count(1)
    assert on_server() == "Begun."
    page.context.set_offline(False)
    until(lambda: on_server() == f"Begun. {WORDS}")
    expect(line(page)).to_have_text(SAVED)
    expect(spoken).to_have_count(1)
    with page.expect_response(lambda answer: "was=" in (answer.request.post_data or "")) as heard:
        page.reload()
    assert heard.value.json()["again"] is False, "one window is told of no other"


def test_a_server_killed_in_mid_save_loses_nothing(page, writing, server, on_server):
    box(page).press_sequentially("One. ")
    until(lambda: on_server() == "One.")
    expect(line(page)).to_have_text(SAVED)
    held = server.busy()
    with page.expect_request(lambda request: "html=" in (request.post_data or "")):
        box(page).press_sequentially("Two, as the server dies. ")
    time.sleep(0.5)
    server.kill()
    held.close()
    box(page).press_sequentially("Three, while it is dead. ")
    expect(line(page)).to_have_text(KEPT)
    assert on_server() == "One."
    server.start()
    box(page).press_sequentially("Four.")
    until(lambda: on_server() == "One. Two, as the server dies. Three, while it is dead. Four.")
    expect(line(page)).to_have_text(SAVED)


def test_a_server_killed_after_it_saved_and_before_it_answered_makes_no_clash(page, writing, server, on_server):
    expect(box(page)).to_be_visible()

    def lose_the_answer(route):
        if "html=" not in (route.request.post_data or ""):
            route.continue_()
            return
        route.fetch()
        server.kill()
        route.abort()

    page.route("**/minutes/text/**", lose_the_answer)
    box(page).press_sequentially("Saved, and no one said so.")
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_have_count(1)
    assert on_server() == "Saved, and no one said so."
    page.unroute("**/minutes/text/**")
    box(page).press_sequentially(" More.")
    server.start()
    until(lambda: on_server() == "Saved, and no one said so. More.")
    expect(line(page)).to_have_text(SAVED)
    expect(page.get_by_role("button", name="Keep mine")).to_have_count(0)


@pytest.fixture
def petra_page(browser: Browser, page, sign_in):
    theirs = browser.new_context(locale="en-GB", timezone_id="Europe/London").new_page()
    theirs.set_default_timeout(PATIENCE)
    sign_in(theirs, "Petra")
    yield theirs
    theirs.context.close()


def test_two_clerks_on_one_minute_see_each_other_and_combine_both(
    page, writing, petra_page, address, on_server, accessible
):
    expect(box(page)).to_be_visible()
    petra_page.goto(address)
    expect(petra_page.get_by_text("Carol also has this open").first).to_be_visible()
    page.context.set_offline(True)
    box(page).press_sequentially("Carol heard it this way.")
    expect(line(page)).to_have_text(KEPT)
    box(petra_page).press_sequentially("Petra heard it that way.")
    expect(line(petra_page)).to_have_text(SAVED)
    page.context.set_offline(False)
    clash = page.get_by_role("region", name="Petra also changed this")
    expect(clash).to_be_visible()
    expect(clash.locator("del").first).to_contain_text("Carol")
    expect(clash.locator("ins").first).to_contain_text("Petra")
    until(lambda: on_server() == "Petra heard it that way.")
    expect(box(page)).to_have_text("Carol heard it this way.")
    accessible(page)
    clash.get_by_role("button", name="Combine both").click()
    stands = "Carol heard it this way.\n\n[Petra:]\n\nPetra heard it that way."
    until(lambda: on_server() == stands)
    expect(line(page)).to_have_text(SAVED)
    expect(page.get_by_text("Petra also has this open").first).to_be_visible()
    # And what Carol chose comes to Petra, who has nothing unsaved, by itself.
    for words in stands.split("\n\n"):
        expect(box(petra_page)).to_contain_text(words)


def kill_browser(page: Page) -> None:
    """As a power cut would: no page is told."""
    with pytest.raises(Error):
        page.context.browser.new_browser_cdp_session().send("Browser.crash")


def test_a_text_kept_by_a_browser_killed_without_a_line_is_offered_and_sent_when_it_is_opened_again(
    browser_type: BrowserType, browser_type_launch_args, tmp_path, address, on_server, sign_in
):
    def opened():
        context = browser_type.launch_persistent_context(tmp_path / "profile", **browser_type_launch_args)
        context.set_default_timeout(PATIENCE)
        sign_in(context.pages[0])
        return context.pages[0]

    first = opened()
    first.goto(address)
    expect(box(first)).to_be_visible()
    first.context.set_offline(True)
    box(first).press_sequentially(WORDS[:200])
    until(lambda: WORDS[190:200].strip() in first.evaluate(KEPT_TEXTS))
    expect(line(first)).to_have_text(KEPT)
    kill_browser(first)
    assert on_server() == ""
    again = opened()
    again.add_init_script(SLOW_DISK)
    again.goto(address)
    expect(again.get_by_text("Text kept on this computer since")).to_be_visible()
    expect(box(again)).to_have_text(WORDS[:200].strip())
    expect(line(again)).to_have_text(SAVED)
    until(lambda: on_server() == WORDS[:200].strip())
    again.context.close()


def test_a_session_that_ended_loses_nothing_and_goes_on_after_a_sign_in_in_another_tab(page, writing, on_server):
    expect(box(page)).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    box(page).press_sequentially("Typed after the session ended.")
    expect(line(page)).to_contain_text(f"{KEPT}. You are signed out.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens a new tab)").click()
    tab = opened.value
    tab.get_by_label("Email", exact=True).fill("carol@borsetshire.example")
    tab.get_by_label("Password", exact=True).fill("a long enough password")
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.wait_for_url("**/minutes/text/**")
    tab.close()
    until(lambda: on_server() == "Typed after the session ended.")
    expect(line(page)).to_have_text(SAVED)


def test_signing_out_takes_what_is_kept_away_after_trying_to_send_it(page, server, address, minute, sign_in):
    sign_in(page, "Carol, to sign out")
    page.goto(address)
    expect(box(page)).to_be_visible()
    server.save_as_petra(minute, "<p>Another text.</p>")
    box(page).press_sequentially("Mine.")
    expect(page.get_by_role("button", name="Keep mine")).to_be_visible()
    page.goto(f"{server.url}/account/logout/")
    expect(page.get_by_text("not sent yet")).to_be_visible()
    expect(page.get_by_role("link", name="Young Carers")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{server.url}/")
    assert page.evaluate(KEPT_TEXTS) == ""


def test_the_keyboard_alone_does_everything(page, writing, on_server):
    box(page).focus()
    page.keyboard.type("Visits")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Phrases (Alt+P)")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    bold = page.get_by_role("button", name="Bold")
    expect(bold).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    heading = page.get_by_role("button", name="Heading", exact=True)
    expect(heading).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    expect(heading).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("x ")
    page.keyboard.press("Alt+p")
    page.keyboard.press("2")
    page.keyboard.press("Control+s")
    until(lambda: on_server() == "# Visits\n\nx The Committee asked how many.")
    expect(line(page)).to_have_text(SAVED)
    page.keyboard.press("Alt+p")
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save now")).to_be_focused()


def test_lists_pasted_from_word_are_lists(page, server, address, minute, sign_in):
    word = "".join(
        [
            "<html><head><style>p.MsoListParagraph {margin:0}</style></head><body><!--StartFragment-->",
            '<p class="MsoNormal" style="margin:0"><b>Seen</b><o:p></o:p></p>\n',
            *(
                f'<p class="MsoListParagraph" style="mso-list:l0 level{level} lfo1">'
                f'<span style="mso-list:Ignore">{mark}'
                f"<span>&nbsp; </span></span>{words}</p>\n"
                for level, mark, words in ((1, "1.", "homes"), (2, "·", "two"), (2, "·", "more"), (1, "2.", "schools"))
            ),
            '<p class="MsoNormal">Style= <span style="font-weight:700">after</span></p>',
            '<table class="MsoTable" style="width:100%">',
            '<tr><td style="color:red" width="50">a</td><td>b</td></tr></table><!--EndFragment--></body></html>',
        ]
    )
    sign_in(page)
    page.goto(address)
    box(page).evaluate(
        """(box, html) => {
          const data = new DataTransfer()
          data.setData("text/html", html)
          box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
        }""",
        word,
    )
    expect(line(page)).to_have_text(SAVED)  # pasted at once, so it is saved whole
    assert server.text(minute) == (
        "<p><strong>Seen</strong></p><ol><li><p>homes</p><ul><li><p>two</p></li><li><p>more</p></li></ul></li>"
        "<li><p>schools</p></li></ol><p>Style= <strong>after</strong></p>"
        "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>"
    )


def test_the_page_and_that_of_a_clash_are_accessible_and_fit(page, server, address, minute, sign_in, look_here):
    html = "<h3>Seen</h3><p>One <strong>two</strong></p><ul><li><p>a</p></li></ul><table><tbody><tr><th><p>a</p></th>"
    server.save_as_petra(minute, html + "<td><p>b</p></td></tr></table>")
    sign_in(page)
    page.goto(address)
    expect(box(page)).to_be_visible()
    look_here(page)
    box(page).get_by_text("b", exact=True).click()
    expect(page.get_by_role("button", name="Add row")).to_be_visible()
    page.keyboard.press("Alt+p")
    look_here(page)
    page.route("**/js/minutes/editor.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address)
    server.save_as_petra(minute, f"<p>Petra's text, {'w' * 200}</p>")
    page.get_by_label("What is minuted").fill("Carol's text.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Two versions of this minute")).to_be_visible()
    look_here(page)
    page.goto(f"{server.url}/account/logout/")
    look_here(page)
