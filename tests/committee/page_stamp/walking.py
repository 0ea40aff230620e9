"""Kept pages as tests walk them: which addresses are marked, what a page reads, what it says when it is made anew."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from committee.models.triggers import watched as of_committee
from committee.public_pages import middleware
from committee.public_pages.areas import EVERYTHING
from committee.public_pages.marking import Mark, mark_of
from committee.public_pages.triggers import TABLE, Watched
from meetings.models import Access
from meetings.models.triggers import watched as of_meetings
from reviews.models import triggers as of_reviews
from workprogramme.models import triggers as of_workprogramme

WATCHED: tuple[Watched, ...] = tuple(
    one for app in (of_committee, of_meetings, of_workprogramme, of_reviews) for one in app.WATCHED
)
WITHHELD = {
    "access": Access.EXEMPT,
    "public_title": "Withheld",
    "paragraphs": "1",
    "public_interest_reason": "It would harm a person.",
    "not_own_development": True,
}
_READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')


def marked(path: str) -> Mark | None:
    """Return the mark of the page at an address, if its view has one."""
    return mark_of(resolve(path).func)


@contextmanager
def kept_in_a_transaction() -> Iterator[None]:
    """Pages are kept within the transaction of a test too: nobody else sees them, and triggers write at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "_may_keep", lambda: True)
        middleware.store.forget()
        yield
        middleware.store.forget()


def another_transaction() -> None:
    """Stamp what comes now as if it were of a transaction of its own."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("SELECT set_config('portal.stamped', '', true)")


def made_anew(client: Client, path: str) -> tuple[int, bytes]:
    """Status and bytes of a page that is made now, whatever is kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "_may_keep", lambda: False)
        answer = client.get(path)
        return answer.status_code, answer.content


def queries(client: Client, path: str) -> list[str]:
    """Return the queries of a page."""
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return [query["sql"] for query in asked]


def reads(client: Client, path: str) -> tuple[str, set[str]]:
    """Return the first query of a page, and the tables of ours that it reads."""
    said = queries(client, path)
    return said[0], {table for sql in said for table in _READ.findall(sql)} - {TABLE}


def unwatched(mark: Mark, tables: set[str]) -> set[str]:
    """Those of the tables a change of which a page with that mark would not notice."""
    noticed = {
        one.table
        for one in WATCHED
        if {EVERYTHING, *mark.areas} & set(one.areas) or (mark.meeting is not None and one.meetings)
    }
    return tables - noticed
