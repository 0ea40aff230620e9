"""
Every form of the portal is filled with what nobody should type, in every field, and sent: nothing may fail.

The forms are those that the pages themselves show. What is sent is undone after each try.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.addresses import Address
from tests.answers import client_of

pytestmark = pytest.mark.both_databases("text search: what PostgreSQL keeps of what is typed, and what not")

LONG = "Wandering " * 500
JUNK = {
    "5,000 characters": LONG,
    "5,000 characters without a blank": "W" * 5000,
    "a NUL": "a\0b",
    "twenty digits": "9" * 20,
    "a great number": "9" * 5000,
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "a day before county councils": "31/12/0999",
    "a script": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "control characters": "a\x01\x02\x0b\x1b\x7f\u202eb\u2028c\ufffe",
    "line breaks": "Subject\r\nBcc: everyone@borsetshire.example\r\n\r\nWords",
    "nothing": "",
}
PARTS = 8  # the addresses are dealt out, so that several processes try them side by side
BYTES = (b"\xed\xa0\x80", b"\xff\xfe\x80 a", b"\xf0\x9f\x92")
# Acts that are posted without a form of their own on the page that shows them.
BARE = {"items-order": ("item", "position"), "item-move": ("to",), "paper-chase": ("back",)}


@dataclass
class Found:
    """One form of a page: where it goes, how, and what it asks."""

    action: str
    method: str
    names: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or what one asks."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Found(said.get("action", ""), said.get("method", "get").lower()))
        elif tag in ("input", "select", "textarea", "button") and said.get("name") and self.found:
            self.found[-1].names[said["name"]] = said.get("type", "") if tag == "input" else tag


def forms_of(client: Client, address: Address) -> Iterator[Found]:
    """Yield the forms on the page at an address, without those of the page frame."""
    answer = client.get(address.path())
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return
    parser = Forms()
    parser.feed(answer.content.decode())
    for form in parser.found:
        if "/account/" not in form.action and form.names:
            form.action = form.action or address.path()
            yield form


def asked(addresses, cast) -> Iterator[tuple[Client, str, Found]]:
    """Every form once, with somebody who may send it."""
    seen = set()
    for address in addresses:
        person = sorted(address.audience - {"public"})[0]
        client = client_of(cast[person], raise_request_exception=False)
        forms = list(forms_of(client, address))
        bare = BARE.get(address.name.partition(":")[2])
        if bare:
            forms.append(Found(address.path(), "post", dict.fromkeys(bare, "text")))
        for form in forms:
            key = (form.action, form.method, tuple(form.names))
            if key not in seen:
                seen.add(key)
                yield client, address.name, form


def tried(client: Client, form: Found, data: dict[str, str] | bytes) -> int:
    """Send a form and return the status of the answer; its effects are undone."""
    with transaction.atomic():
        if form.method == "get":
            query = urlencode(data) if isinstance(data, dict) else data.decode("ascii")
            answer = client.get(f"{form.action.partition('?')[0]}?{query}")
        elif isinstance(data, bytes):
            answer = client.post(form.action, data, content_type="application/x-www-form-urlencoded")
        else:
            answer = client.post(form.action, data)
        if getattr(answer, "streaming", False):
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer.status_code


def failures(addresses, cast, of: int) -> tuple[list[str], int]:
    """Return the failures and the number of forms tried; each form gets one kind of input in `of`, in turn."""
    failed: list[str] = []
    count = 0
    for client, address, form in asked(addresses, cast):
        count += 1
        for name, junk in list(JUNK.items())[count % of :: of]:
            status = tried(client, form, dict.fromkeys(form.names, junk))
            if status >= 500:
                failed.append(f"{address}: {form.method} {form.action} with {name} is {status}")
        for words in BYTES[count % of :: of]:
            data = "&".join(f"{name}={quote_from_bytes(words)}" for name in form.names).encode()
            status = tried(client, form, data)
            if status >= 500:
                failed.append(f"{address}: {form.method} {form.action} with {words!r} is {status}")
    return failed, count


@pytest.mark.parametrize("part", range(2))
def test_no_form_fails_whatever_is_typed_into_every_field(addresses, cast, part):
    """
    A ninth of the kinds on each form, so that all are tried on every sort of form.

    A sixth of the addresses on SQLite, another on PostgreSQL; all of them in the drill, on either.
    """
    sixth = addresses[int(connection.vendor == "postgresql") :: 6]
    failed, count = failures(sixth[part::2], cast, of=9)
    assert not failed, "\n".join(failed)
    assert count > 10, "the test did not find the forms"


@pytest.mark.drill
@pytest.mark.parametrize("part", range(PARTS))
def test_no_form_fails_whatever_of_all_is_typed_into_every_field(addresses, cast, part):
    """Every kind on each form."""
    failed, _count = failures(addresses[part::PARTS], cast, of=1)
    assert not failed, "\n".join(failed)
