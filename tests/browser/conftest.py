"""
A real Chromium before a real server: what every browser test stands on.

A browser test is marked `browser` and asks for `site` (the address of the live server) and pytest-playwright's `page`.
Whatever it does, it fails where the page breaks the Content-Security-Policy, throws, or asks for a missing file.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Response, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright_axe.axe import MIN_AXE_PATH

from committee.models import Council, User
from tests.browser.one_at_a_time import Gate

CHROMIUM = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
]
ASKED_OF_AXE = {
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, 2.5.8; axe leaves it out unless it is asked for
    "resultTypes": ["violations"],  # it need not describe every element that passes
}
# Within the page, which has no frames: a page of its own to put the frames' results together costs as much as the look.
RUN_AXE = "async asked => (await axe.run(document, asked)).violations"
# What a browser takes where no style sheet says which: a class was forgotten.
WITHOUT_TYPEFACE = """[...document.querySelectorAll("body :not(progress)")].filter(element =>
    element.checkVisibility() && element.getBoundingClientRect().width > 2
    && /^["']?Times/.test(getComputedStyle(element).fontFamily)
    && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
).map(element => element.outerHTML.slice(0, 100))"""
OF_THE_COUNCIL = ("/desk/", "/register/", "/members/", "/officers/", "/account/")  # pages of those who sign in
DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=375, height=812)
NARROWEST = 320  # WCAG 1.4.10: nothing is scrolled sideways at this width
# Milliseconds until what a page does not do counts as never done. The machine of CI is slow, and not for these alone:
# nothing but a failure waits so long.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session", autouse=True)
def database_may_be_asked_beside_the_browser() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, which Django would take for asynchronous code."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium of this machine; nothing is downloaded."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None) or (MAC_CHROME.exists() and str(MAC_CHROME))
    if not found:
        pytest.exit("The browser tests need Chromium: sudo apt-get install chromium", returncode=1)
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": [*QUIET, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Set the browser up as a British reader's at a desk."""
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London", "viewport": DESKTOP}


@pytest.fixture(scope="session")
def gate() -> Iterator[Gate]:
    """Put up the gate before the live server; it stays between tests, for pages that poll until closed."""
    gate = Gate()
    with pytest.MonkeyPatch.context() as patch:
        gate.put_up(patch)
        yield gate


@pytest.fixture
def one_request_at_a_time(transactional_db: None, gate: Gate) -> Iterator[None]:
    """Answer requests one after the other, and none once the database is being emptied."""
    with gate.opened():
        yield


@pytest.fixture
def site(transactional_db: None, one_request_at_a_time: None, live_server: LiveServer, council: Council) -> str:
    """Return the address of the portal of a small council."""
    return live_server.url


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """Set a longer default timeout for pages."""
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(autouse=True)
def nothing_is_wrong_behind_the_page(page: Page) -> Iterator[list[str]]:
    """Fail where the policy was broken, a script threw or a file was missing; a test that means it clears the list."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            wrong.append(f"console: {message.text}")
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    page.on(
        "response",
        lambda answer: (
            wrong.append(f"{answer.status}: {answer.url}")
            if answer.status >= 400 and answer.request.resource_type not in ("document", "xhr", "fetch")
            else None
        ),
    )
    yield wrong
    assert wrong == []


@pytest.fixture
def sign_in(site: str) -> Callable[[Page, User], None]:
    """`sign_in(page, user)`: the page's browser is signed in as `user` from here on."""

    def signed_in(page: Page, user: User) -> None:
        page.wait_for_load_state()  # what is still asked for with a session that has ended takes the new one along
        client = Client()
        client.force_login(user)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])

    return signed_in


@pytest.fixture
def accessible() -> Callable[..., None]:
    """
    `accessible(page)`: axe finds nothing to object to on the page as it stands, and no words lack a typeface.

    What was asked of a desktop already (`again`) is asked of a phone on the public's pages, and of the others on every
    third address, on all with EVERY_PHONE_PAGE.
    """
    every_page = "EVERY_PHONE_PAGE" in os.environ

    def look(page: Page, *, again: bool = False) -> None:
        page.wait_for_load_state()
        assert not (bare := page.evaluate(WITHOUT_TYPEFACE)), f"words of {page.url} have no typeface: {bare}"
        path = urlsplit(page.url).path
        if again and not every_page and path.startswith(OF_THE_COUNCIL) and crc32(path.encode()) % 3:
            return
        if not page.evaluate("'axe' in globalThis"):
            page.evaluate(MIN_AXE_PATH.read_text(encoding="utf-8"))
        said = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n    {node['html']}"
            for violation in page.evaluate(RUN_AXE, ASKED_OF_AXE)
            for node in violation["nodes"]
        ]
        assert not said, f"axe objects to {page.url} in a window of {page.viewport_size}\n" + "\n".join(said)

    return look


@pytest.fixture
def fits_the_width() -> Callable[[Page], None]:
    """`fits_the_width(page)`: nothing needs scrolling sideways; of a phone's page, on the narrowest screen."""

    def look(page: Page) -> None:
        page.wait_for_load_state()
        size = page.viewport_size
        on_phone = size is not None and size["width"] == PHONE["width"]
        if size and on_phone:
            page.set_viewport_size({**size, "width": NARROWEST})
        needed, given = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if size and on_phone:
            page.set_viewport_size(size)
        assert needed <= given, f"{page.url} is {needed} px wide in a window of {given} px"

    return look


@pytest.fixture(scope="session")
def html_checker() -> Iterator[str | None]:
    """Start the Nu HTML checker if VNU_JAR names its jar, and yield its address; else None."""
    jar = os.environ.get("VNU_JAR")
    if not jar:
        yield None
        return
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    checker = subprocess.Popen(
        [
            "java",
            "-Xss2m",
            "-Dnu.validator.servlet.bind-address=127.0.0.1",
            "-cp",
            jar,
            "nu.validator.servlet.Main",
            str(port),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert checker.poll() is None, "the Nu HTML checker did not start"
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/?out=json"
    finally:
        checker.terminate()
        checker.wait(timeout=30)


@pytest.fixture
def html_is_valid(html_checker: str | None) -> Callable[..., None]:
    """
    `html_is_valid(page)`: the Nu checker finds no error in the HTML of the page's address (where VNU_JAR is set).

    What a form was answered with has no address: it is given as `html_is_valid(page, html)`.
    """

    def look(page: Page, html: str = "") -> None:
        if html_checker is None:
            return
        html = html or page.context.request.get(page.url).text()
        asked = urllib.request.Request(
            html_checker,
            data=html.encode(),
            headers={"Content-Type": "text/html; charset=utf-8", "User-Agent": "committee-portal"},
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            found = json.load(answer)["messages"]
        said = [
            f"line {message.get('lastLine')}: {message['message']}\n    {message.get('extract', '').strip()}"
            for message in found
            if message["type"] != "info"
        ]
        assert not said, f"the HTML of {page.url} is not valid\n" + "\n".join(said)

    return look


@pytest.fixture
def look_here(
    accessible: Callable[..., None], fits_the_width: Callable[[Page], None], html_is_valid: Callable[..., None]
) -> Callable[..., None]:
    """`look_here(page)`: the page as it stands is accessible, valid and fits, on a desktop and then on a phone."""

    def look(page: Page, *, html: str = "", unfolded: bool = False) -> None:
        size = page.viewport_size or DESKTOP
        page.set_viewport_size(DESKTOP)
        accessible(page)
        fits_the_width(page)
        html_is_valid(page, html)
        page.set_viewport_size(PHONE)
        if unfolded and page.locator("[data-fold]").count():  # folded where the page is loaded on a phone
            page.reload()
        accessible(page, again=True)
        fits_the_width(page)
        page.set_viewport_size(size)

    return look


@pytest.fixture
def look_at(page: Page, look_here: Callable[..., None]) -> Callable[[str], Response | None]:
    """`look_at(address)`: the page there is accessible, valid and fits, on a desktop and then on a phone."""

    def look(address: str) -> Response | None:
        page.set_viewport_size(DESKTOP)
        answer = page.goto(address)
        assert answer is None or answer.status != 404, f"{address} is no page"
        look_here(page, unfolded=True)
        return answer

    return look


@pytest.fixture
def looked_at(look_here: Callable[..., None]) -> Callable[[Page, str], None]:
    """`looked_at(page, heading)`: it is the page with that heading, and `look_here` finds nothing in it."""

    def look(page: Page, heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        look_here(page)

    return look
