"""
Twelve at once: some publish and withdraw, the others read what is kept. Nobody reads what was before a commit.

What a reader may see is settled by what was committed before they asked and what was begun before they were answered.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from committee.models import Council
from committee.public_pages import middleware
from meetings.models import Paper, PublishedPaper
from tests.committee.page_stamp.walking import WITHHELD
from tests.meetings.test_two_clerks import a_database_that_threads_share, together  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
READERS, BETWEEN, CHANGES = 10, 20, 4
ROUNDS, MOST_ROUNDS = 8, 400  # of a reader; more than few only where the writers get no turn


@dataclass
class Edition:
    """The number of the change that was begun last, and of the one that was committed last."""

    begun: int = 0
    committed: int = 0


def writing(
    edition: Edition, change: Callable[[int], object], read: list[str], until: threading.Event
) -> Callable[[], None]:
    def write() -> None:
        while not until.is_set():
            edition.begun += 1
            change(edition.begun)
            edition.committed = edition.begun
            seen = len(read)
            while len(read) < seen + BETWEEN and not until.is_set():  # so that pages are kept meanwhile, and found
                time.sleep(0.002)

    return write


def reading(
    shown: dict[str, tuple[Edition, Callable[[str, int], bool]]], read: list[str], until: threading.Event
) -> Callable[[], list]:
    def look() -> list:
        client, stale = Client(), []
        for taken in range(MOST_ROUNDS):
            if taken >= ROUNDS and all(edition.committed >= CHANGES for edition, _ in shown.values()):
                break
            for path, (edition, fits) in shown.items():
                first = edition.committed
                text = client.get(path).content.decode()
                read.append(path)
                if not any(fits(text, number) for number in range(first, edition.begun + 1)):
                    stale.append((path, first, edition.begun))
        until.set()
        return stale

    return look


def test_no_page_is_older_than_what_was_committed_before_it_was_asked_for(published, monkeypatch):
    paper = Paper.objects.get(
        pk=PublishedPaper.objects.public()
        .filter(version__meeting=published.meeting)
        .order_by("pk")
        .values("paper_file__paper")[:1]
    )
    meeting = reverse("public:meeting", args=[published.meeting.committee.slug, published.meeting.slug])
    named, withdrawn, until = Edition(), Edition(), threading.Event()
    Council.objects.update(name="County 0 .")
    opened = {name: getattr(paper, name) for name in WITHHELD}

    def name(number: int) -> None:
        Council.objects.update(name=f"County {number} .")

    def withdraw(number: int) -> None:
        Paper.objects.filter(pk=paper.pk).update(**(WITHHELD if number % 2 else opened))

    link = f"/papers/{paper.file_id}/"
    shown = {
        "/": (named, lambda text, number: f"County {number} ." in text),
        "/calendar/": (named, lambda text, number: f"County {number} ." in text),
        meeting: (withdrawn, lambda text, number: (link in text) is (number % 2 == 0)),
    }
    found = []
    find = middleware._find
    monkeypatch.setattr(middleware, "_find", lambda key: found.append(page := find(key)) or page)

    read: list[str] = []
    writers = [writing(named, name, read, until), writing(withdrawn, withdraw, read, until)]
    ends = together(*writers, *[reading(shown, read, until)] * READERS)
    faults = [one for one in ends if isinstance(one, Exception)]
    assert not faults, faults
    stale = [fault for one in ends for fault in one or ()]
    assert stale == []
    assert named.committed >= CHANGES and withdrawn.committed >= CHANGES
    assert any(found), "some were kept pages"
