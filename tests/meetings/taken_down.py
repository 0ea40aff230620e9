"""
A published meeting that holds a word which must not be read, for the tests of takedowns.

The word is in the title of an item, in its two papers (an upload with a text version, and one that the portal wrote),
in the background document of the first, and in a supplement; after them stands an item that has nothing to do with it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.test import Client
from django.urls import get_resolver

from committee.acts.seen import having_read
from committee.models import Committee, User
from committee.printing import render_pdf
from meetings.agendas import amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import BackgroundDocument, Edition, Meeting, Minutes, Paper, Takedown
from meetings.packs import large_print
from meetings.packs.builds import build
from meetings.packs.reading import view
from meetings.papers import background_verbs, text_versions
from meetings.papers import verbs as papers
from meetings.takedowns import verbs as takedowns
from tests.answers import everything_in
from tests.meetings.packs.making import pdf_of
from tests.meetings.packs.test_large_print import OURS
from tests.meetings.publishing import AT, MEETING_DAY, moment, poisoned
from tests.urlconf import walk

POISON = "wurzelgrommet"
FIRST_MINUTE = 37  # of the meeting of 10 January 2022
NOW = moment(2022, 4, 14, 16)  # the Thursday before Easter
GROUND: dict[str, Any] = {"ground": "personal", "why": f"It names {POISON}, who is a child.", "at": NOW}
DECIDED = moment(2022, 4, 19, 9)
CONFIRMED: dict[str, Any] = {
    "reason": "It named a child.",
    "backups": "Backups made before 14 April 2022 still hold it until 14 May 2022.",
    "at": DECIDED,
}


@dataclass
class World:
    """What there is."""

    meeting: Meeting
    upload: Paper
    ours: Paper
    late: Paper
    other: Paper
    document: BackgroundDocument

    def things(self) -> list[Paper | BackgroundDocument]:
        """All that holds the word, as a clerk would take it down."""
        return [self.upload, self.ours, self.late, self.document]


def make(committee: Committee, clerk: User) -> World:
    """Make it, with packs, a supplement and the large print."""
    meeting = calendar.schedule(committee, MEETING_DAY, by=clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    item = agenda.add_item(meeting, title=f"The case of {POISON}", lead_line=f"On {POISON}", by=clerk)
    about: dict[str, Any] = {"at": AT, "by": clerk, "background_papers": f"A letter on {POISON}"}
    upload = papers.add_paper(
        item, title=f"Report on {POISON}", data=poisoned(POISON, 3), filename=f"{POISON}.pdf", **about
    )
    text_versions.write_page_text(upload.its_file, page=1, text=f"A chart of {POISON}.", at=AT, by=clerk)
    html = OURS.format(f"Notes on {POISON}")
    ours = papers.add_paper(
        item, title=f"Notes on {POISON}", data=render_pdf(html, title=POISON), filename="n.pdf", ours=True, source=html,
        **about,
    )  # fmt: skip
    late = papers.expect_paper(item, title=f"Figures of {POISON}", to_follow=True, by=clerk)
    papers.edit_paper(late, background_papers="None", by=clerk)
    fostering = agenda.add_item(meeting, title="Fostering", by=clerk)
    other = papers.add_paper(fostering, title="Fostering report", data=pdf_of(2, "About foster care"), filename="f.pdf",
                             **about | {"background_papers": "None"})  # fmt: skip
    document = background_verbs.add_background(
        upload, title=f"Letter on {POISON}", data=poisoned(POISON, 1), filename="l.pdf", at=AT, by=clerk
    )
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        build.build(meeting, edition, at=AT)
    publishing.publish_agenda(meeting, seen="", at=AT, by=clerk)
    late = Paper.objects.select_related("item__meeting").get(pk=late.pk)
    papers.receive_file(late, data=poisoned(POISON, 2), filename="f.pdf", at=moment(2022, 4, 13, 9), by=clerk)
    why = f"The figures of {POISON} were not ready."
    having_read(amendments.publish_supplement)(meeting, reason=why, at=moment(2022, 4, 13, 10), by=clerk)
    for edition in large_print.EDITIONS:
        large_print.build(meeting, edition, at=NOW)
    meeting = Meeting.objects.select_related("committee", "venue").get(pk=meeting.pk)
    upload, ours, late, other = (
        Paper.objects.select_related("item__meeting").get(pk=paper.pk) for paper in (upload, ours, late, other)
    )
    for paper in (upload, ours, late, other):
        view.make_missing(paper.its_file.stored)
    return World(meeting, upload, ours, late, other, document)


def roads(*meetings: Meeting) -> Iterator[str]:
    """Every public address of the meetings that the URLconf knows, each number and id tried, and the lists."""
    ids = {
        "paper": Paper.objects.values_list("file", flat=True),
        **dict.fromkeys(("reading", "reading-json", "page-picture"), Paper.objects.values_list("file", flat=True)),
        "background-file": BackgroundDocument.objects.values_list("pk", flat=True),
        "answer-file": [1, 2, 3],
    }
    for name, pattern in walk(get_resolver().url_patterns):
        side, _, short = name.partition(":")
        if side != "public":
            continue
        for meeting in meetings:
            fixed = {
                "committee": meeting.committee.slug,
                "meeting": meeting.slug,
                "year": "2021-22",
                "slug": "x",
                "page": "1",
            }
            path = re.sub(r"<(?:\w+:)?(\w+)>", partial(_filled, fixed), f"/{pattern}")
            if "number>" in path:
                first = FIRST_MINUTE if "minutes/" in path else 1
                yield from (re.sub("<.*?number>", str(n), path) for n in range(first, first + _most(meeting, path)))
            elif "pk>" in path:
                yield from (re.sub("<.*?pk>", str(pk), path) for pk in ids.get(short, [1, 2]) if pk)
            elif "<" not in path:
                yield path


def _filled(values: Mapping[str, str], found: re.Match[str]) -> str:
    return values.get(found[1], found[0])


def _most(meeting: Meeting, path: str) -> int:
    """How many numbers to try in a path: one more than the meeting has of what it names, and two where it has none."""
    if "/minutes/" in path:
        held = Minutes.objects.filter(meeting=meeting).values_list("entries__number", flat=True)
        return max((number - FIRST_MINUTE + 2 for number in held if number), default=2)
    if "/p/" in path:
        return max((last + 1 for last in meeting.packs.values_list("last_page", flat=True)), default=2)
    return (meeting.items.count() if "/items/" in path else meeting.versions.count()) + (1 if "/items/" in path else 2)


def answers(paths: set[str], client: Client | None = None) -> dict[str, tuple[int, str]]:
    """Return the status and all text of the answer at each address."""
    client = client or Client()
    got = {path: client.get(path) for path in sorted(paths)}
    return {path: (answer.status_code, everything_in(answer)) for path, answer in got.items()}


def telling(found: dict[str, tuple[int, str]], word: str = POISON) -> set[str]:
    """Those whose answer holds the word."""
    return {path for path, (_, said) in found.items() if word in said.lower()}


def fingerprint(found: dict[str, tuple[int, str]]) -> dict[str, str]:
    """Return a hash of each answer, without parts that differ between requests."""
    # Forms that anybody may send bear the moment at which they were asked for.
    found = {path: one for path, one in found.items() if not path.endswith(("/contact/", "/suggest/", "/complaint/"))}
    once = re.compile(r"<updated>[^<]+|nonce[-=][^\s;'>]+|value=.[A-Za-z0-9]{64}.")
    hashes = {path: hashlib.sha256(once.sub("", said).encode()).hexdigest() for path, (_, said) in found.items()}
    return {path: f"{found[path][0]} {one}" for path, one in hashes.items()}


def confirm_all(by: User, after_commit: Callable[[Callable[[], object]], object]) -> None:
    """Confirm every takedown that waits."""
    for row in Takedown.objects.waiting():
        after_commit(partial(takedowns.confirm, row, **CONFIRMED, by=by))


def all_hidden(world: World, by: User) -> list[Takedown]:
    """Everything that holds the word, hidden; the item's words with the first paper."""
    return [takedowns.hide(thing, **GROUND, by=by, with_item=thing == world.upload) for thing in world.things()]
