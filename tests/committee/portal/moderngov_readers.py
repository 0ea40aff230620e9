"""
Readers of Modern.Gov's web service, written from those that exist before ours was (docs/moderngov.md).

As Democracy Club's LGSF does they look for a name at any depth, take the first, and expect what it expects.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree


def first(parent: Any, name: str) -> str:
    """Return the text of the first element of that name within another; fails where there is none."""
    found = next(parent.iter(name), None)
    assert found is not None, f"<{parent.tag}> has no <{name}>"
    return (found.text or "").strip()


def day(words: str) -> dt.date:
    """Return the day of a date as the service writes it."""
    number, month, year = words.split("/")
    return dt.date(int(year), int(month), int(number))


@dataclass
class Meeting:
    """As LGSF keeps one."""

    identifier: str
    committee: str
    date: dt.date
    status: str
    location: str
    minutes_published: bool
    documents: list[tuple[str, str]]
    items: list[str]


def committees(data: bytes) -> dict[str, str]:
    """Titles by id."""
    rows = ElementTree.fromstring(data).iter("committee")
    return {first(row, "committeeid"): first(row, "committeetitle") for row in rows}


def meetings(data: bytes) -> list[tuple[str, str, dt.date]]:
    """Id, committee and day, as many as the document says."""
    root = ElementTree.fromstring(data)
    rows = list(root.iter("meeting"))
    assert int(first(root, "meetingscount")) == len(rows)
    return [(first(row, "meetingid"), first(row, "committeetitle"), day(first(row, "meetingdate"))) for row in rows]


def meeting(data: bytes, committee: str) -> Meeting:
    """One meeting with its documents, each once."""
    root = ElementTree.fromstring(data)
    assert root.tag == "meeting"
    linked = {first(one, "url"): first(one, "title") for one in root.iter("linkeddoc")}
    return Meeting(
        first(root, "meetingid"),
        committee,
        day(first(root, "meetingdate")),
        first(root, "meetingstatus"),
        first(root, "meetinglocation"),
        first(root, "minutepublished") == "True",
        [(title, url) for url, title in linked.items()],
        [first(item, "agendaitemtitle") for item in root.iter("agendaitem")],
    )


def councillors(data: bytes) -> dict[str, list[tuple[str, str]]]:
    """Names and groups by ward."""
    found = {}
    for ward in ElementTree.fromstring(data).iter("ward"):
        rows = list(ward.iter("councillor"))
        for row in rows:
            ends = [one.text for one in row.iter("enddate")][-1]
            assert first(row, "councillorid") and (ends == "unspecified" or day(ends))
        found[first(ward, "wardtitle")] = [
            (first(row, "fullusername"), first(row, "politicalpartytitle")) for row in rows
        ]
    return found
