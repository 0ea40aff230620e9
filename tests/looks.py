"""
Takes pictures of every type of page for `script/looks take`; pytest collects this file only when it is named.

The pages are those of `addresses.py`: a new address has its picture at once. Nothing listens: what the
browser asks for is answered by Django's test client in this process, where the clock stands still, so the same code
gives the same pictures. What a page prints as PDF is drawn page by page beside it.
"""

import contextvars
import copy
import datetime as dt
import mimetypes
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import time_machine
from crispy_forms.utils import render_crispy_form
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.db import transaction
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse
from playwright.sync_api import Page, Request, Route

from committee.models import User
from tests.addresses import POSTED_ONLY, SIGNPOSTS
from tests.answers import client_of
from tests.browser.conftest import (  # noqa: F401 -- fixtures of the browser
    browser_context_args,
    browser_type_launch_args,
    database_may_be_asked_beside_the_browser,
)
from tests.test_look import PaperForm
from tests.urlconf import ALL, LIBRARY

pytestmark = pytest.mark.browser
NOW = dt.datetime(2022, 4, 14, 9, 30, tzinfo=ZoneInfo("Europe/London"))
SITE = "http://portal.example"
PARTS = int(os.environ.get("LOOKS_PARTS", 1))  # a test each, for as many processes
STATE = os.environ.get("LOOKS_STATE", "")  # hover, focus, visited or active: as if everything were
ONLY = re.compile(os.environ.get("LOOKS_ONLY", ""))  # those in whose names it is found
WIDTHS = (1280,) if STATE else (1280, 375)
# Who looks at a page: the first of these that it is for.
READERS = ("public", "member", "chairman", "other member", "officer", "clerk", "proper officer", "administrator")
PDF_PAGES = 6  # of each file, from its first on
GALLERY = """
{% extends "base.html" %}{% block title %}Every field{% endblock %}{% block content %}
<h1 class="govuk-heading-xl">Every field</h1>{{ form|safe }}{% endblock %}
"""


@pytest.fixture
def folder() -> Path:
    """Where the pictures go."""
    if not (named := os.environ.get("LOOKS_FOLDER")):
        pytest.skip("script/looks take FOLDER says where the pictures go")
    return Path(named)


@pytest.fixture
def nothing_by_chance(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stop the clock and fix the random references."""
    monkeypatch.setattr("secrets.choice", random.Random(1).choice)
    with time_machine.travel(NOW, tick=False):
        yield


class Camera:
    """A browser that asks this process for every page, and puts its pictures into a folder."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder, self.client = page, folder, Client()
        self.prepared: dict[str, bytes] = {}
        self.wrong: list[str] = []
        page.clock.set_fixed_time(NOW)
        page.route("**/*", self._answer)
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))

    def take(self, name: str, path: str, body: bytes, client: Client | None = None) -> None:
        """Pictures of `body`, the page at `path`, at each width; a public one printed too."""
        self.client = client or self.client
        self.context = contextvars.copy_context()  # Playwright answers in another, where Django has another connection
        self.prepared = {path: body}
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.goto(SITE + path)  # again: what scripts do depends on the width that they find
            self._shoot(f"{name}.{width}")
        if name.startswith("public-") and not STATE:
            self.page.emulate_media(media="print")
            self._shoot(f"{name}.print")
            self.page.emulate_media(media="screen")

    def _shoot(self, name: str) -> None:
        self.page.evaluate("document.fonts.ready")
        self.page.evaluate("new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))")
        self.page.screenshot(path=self.folder / f"{name}.png", full_page=True, animations="disabled", caret="hide")

    def draw(self, name: str, data: bytes) -> None:
        """Pictures of a PDF's first pages."""
        document = pypdfium2.PdfDocument(data)
        for number in range(min(len(document), PDF_PAGES)):
            document[number].render(scale=1).to_pil().save(self.folder / f"{name}.page-{number + 1}.png")

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme == "data":
            return route.continue_()
        path = address.path + (f"?{address.query}" if address.query else "")
        if path in self.prepared and route.request.is_navigation_request():
            return route.fulfill(content_type="text/html; charset=utf-8", body=self.prepared[path])
        if path.startswith("/static/"):
            found = finders.find(address.path.removeprefix("/static/"))
            kind = mimetypes.guess_type(address.path)[0] or "application/octet-stream"
            if not found:
                return route.abort()
            data = Path(found).read_bytes()
            if STATE and kind == "text/css":  # as specific as it was, and true of everything
                data = re.sub(rf":{STATE}(?![-\w])".encode(), b":not(.nothing)", data)
            return route.fulfill(content_type=kind, body=data)
        status, headers, data = self.context.run(self._answer_of_the_portal, route.request, path)
        return route.fulfill(status=status, headers=headers, body=data)

    def _answer_of_the_portal(self, asked: Request, path: str) -> tuple[int, dict[str, str], bytes]:
        sent: dict[str, Any] = {
            "data": asked.post_data or "",
            "content_type": asked.headers.get("content-type", "text/plain"),
        }
        with transaction.atomic():
            answer = self.client.generic(asked.method, path, **sent, headers=asked.headers | {"host": "testserver"})
            data = answer.getvalue()
            transaction.set_rollback(True)
        return answer.status_code, dict(answer.headers), data


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_has_its_picture(
    part: int, db: None, nothing_by_chance: None, folder: Path, page: Page, request: pytest.FixtureRequest
) -> None:
    cast, pages = request.getfixturevalue("cast"), request.getfixturevalue("addresses")
    camera = Camera(page, folder)
    clients = {reader: _client_of(cast[reader]) for reader in READERS}
    for address in pages[part::PARTS]:
        if address.name in POSTED_ONLY | SIGNPOSTS:
            continue
        reader = next(reader for reader in READERS if reader in address.audience)
        _picture_of(camera, address.name.replace(":", "-"), address.path(), reader, clients[reader])
    for name, pattern in list(dict(ALL).items())[part::PARTS]:
        if LIBRARY.match(name) and not re.search(r"[<(]", pattern):
            for reader in ("public", "clerk"):
                _picture_of(camera, name, "/" + pattern, reader, clients[reader])
    if part == 0 and not ONLY.pattern:
        _of_mistakes(camera, clients)
    assert camera.wrong == []


def _client_of(user: User | None) -> Client:
    """Return a client that has just signed in, so that its own sign-in pages open without another proof."""
    client = client_of(user)
    if user:
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": NOW.timestamp()}]
        session.save()
    return client


def _picture_of(camera: Camera, name: str, path: str, reader: str, client: Client) -> None:
    """Pictures of what is at `path`, and of how its form is refused when it is sent empty."""
    called = f"{name}.{reader.replace(' ', '-')}"
    if not ONLY.search(called):
        return
    answer = client.get(path)
    data = answer.getvalue()
    if answer.status_code != 200:
        return
    kind = answer.headers["Content-Type"]
    if kind.startswith("application/pdf"):
        camera.draw(called, data)
    if not kind.startswith("text/html"):
        return
    camera.take(called, path, data, client)
    if b'method="post"' in data.lower():
        cookies = copy.deepcopy(client.cookies)  # what was done by it, and is told on the next page, is undone
        with transaction.atomic():
            refused = client.post(path, {"csrfmiddlewaretoken": "sent by every browser"})
            transaction.set_rollback(True)
        client.cookies = cookies
        if b"govuk-error-summary" in refused.content:  # answered 200, or 422
            camera.take(f"{called}.refused", path, refused.content, client)


def _of_mistakes(camera: Camera, clients: dict[str, Client]) -> None:
    """Pictures of what a reader is told when something is wrong, and of every kind of field."""
    clerk = clients["clerk"]
    camera.take("not-found", "/", clerk.get("/no/such/page/").content)
    camera.take("bad-input", "/", clerk.get("/?q=%00").content)
    camera.take("only-posted", "/", clerk.get(reverse("public:signed-link-renew", args=["a"])).content)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    for number in ("500", "503"):
        camera.take(f"error-{number}", "/", engines["django"].get_template(f"{number}.html").render({}).encode())
    for name, data in (("fresh", None), ("refused", {})):
        made = engines["django"].from_string(GALLERY).render({"form": render_crispy_form(PaperForm(data))}, request)
        camera.take(f"every-field.{name}", "/", made.encode())
