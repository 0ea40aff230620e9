"""How many queries public pages ask that are made anew, and what their pieces are kept by."""

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.safestring import SafeString

from committee.public_pages import pieces
from meetings.calendar import verbs as calendar
from meetings.models import MinuteSeries
from tests.meetings import printed_minutes
from tests.staging import staged

AT = "/committees/safeguarding/2022-01-10/"
# Exactly so many, of minutes that asked nobody for anything.
ASKED = {
    "/": 7,
    "/committees/safeguarding/": 7,
    "/calendar/": 4,
    AT: 5,
    f"{AT}items/4/": 5,
    f"{AT}minutes/": 4,
}
PLAIN = (str, SafeString, int, bool, float, type(None), dt.date, dt.time, dt.datetime)


@staged
def minuted(safeguarding, clerk, proper_officer, year):
    """Return a meeting with its agenda and its minutes published, and one to come."""
    MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=37)
    made = printed_minutes.make(safeguarding, clerk)
    printed_minutes.publish_agenda(made)
    made.publish()
    calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(20), by=clerk)
    return made


def test_pages_ask_exactly_so_many_queries(minuted, client):
    client.get("/")
    found = {}
    for page in ASKED:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200, page
        found[page] = len(asked)
    assert found == ASKED


def test_pieces_are_kept_by_plain_values_alone(minuted, client, monkeypatch):
    """A row of the database is no key: its `repr` is the same whatever has changed of it."""
    kept_by: list[Any] = []
    monkeypatch.setattr(pieces, "repr", lambda said: kept_by.append(said) or repr(said), raising=False)
    for page in ASKED:
        assert client.get(page).status_code == 200, page
    assert len({template for template, *_ in kept_by}) >= 8
    assert {(said[0], wrong) for said in kept_by for wrong in not_plain(said[2])} == set()


def not_plain(said: Any) -> Iterator[str]:
    """Yield the types in a value whose `repr` may be incomplete."""
    if isinstance(said, list | tuple):
        for one in said:
            yield from not_plain(one)
    elif isinstance(said, dict):
        yield from not_plain(list(said.items()))
    elif is_dataclass(said):
        yield from not_plain([getattr(said, field.name) for field in fields(said)])
    elif type(said) not in PLAIN and not isinstance(said, enum.Enum):
        yield type(said).__name__
