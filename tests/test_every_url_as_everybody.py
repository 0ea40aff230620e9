"""
Every address of the portal is tried as every kind of person, from the URLconf itself.

A new address fails here until somebody says whom it is for. Two words stand in exempt papers and nowhere else: neither
may be in anything that a person without the right is given, be it page, header, file name, PDF or its metadata.
"""

import datetime as dt
import hashlib
import io
import re
import secrets
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from committee import calendar_links, complaints, theme
from committee.models import (
    ClosedDay,
    Committee,
    Division,
    Follower,
    MunicipalYear,
    OldAddress,
    RoleGrant,
    RoleRequest,
    Seat,
    SignedLink,
    User,
    Venue,
)
from committee.register import council as council_verbs
from committee.register import photographs
from committee.requests import person_of
from committee.search import terms
from committee.verbs import PORTAL
from meetings.agendas import publishing as publication
from meetings.agendas import verbs as agenda
from meetings.minutes.document import minute_states
from meetings.minutes.room import opening
from meetings.minutes.room.interests import verbs as interests
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving
from meetings.models import Conversion, Correction, Edition, Paper
from meetings.packs import supplement, thumbnails
from meetings.packs.builds import build
from meetings.packs.large_print import edition as large_print
from meetings.papers import verbs as papers
from meetings.recordings import verbs as recordings
from meetings.takedowns import verbs as takedowns
from tests.committee.portraits import photograph
from tests.meetings import asking, minuted, printed_minutes, publishing
from tests.meetings import world as worlds
from tests.meetings.packs import making
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import COUNCILLORS_ONLY, SECRET
from tests.reviews import addresses as review_addresses
from tests.reviews import evidence_addresses
from tests.staging import staged
from tests.workprogramme import addresses as programme_addresses
from tests.workprogramme.suggested import SUGGESTED, SUGGESTER
from tests.workprogramme.written import DRAFTED
from workprogramme.call_ins import verbs as call_ins

EVERYBODY = frozenset(
    {
        *("public", "clerk", "proper officer", "officer", "other officer", "administrator"),
        "scrutiny officer",
        *("chairman", "vice-chairman", "member", "other member", "stranger"),
    }
)
DESK = frozenset({"clerk", "proper officer"})
ADMINISTRATORS = frozenset({"administrator"})
COMMITTEE = frozenset({"chairman", "vice-chairman", "member"})
MEMBERS = COMMITTEE | {"other member"}
PLANNERS = DESK | {"scrutiny officer"}
OFFICERS = PLANNERS | {"officer", "other officer"}
SIGNED_IN = EVERYBODY - {"public"}

BY_NAMESPACE = {
    "public": EVERYBODY,
    "desk": DESK,
    "register": DESK | ADMINISTRATORS,
    "members": MEMBERS,
    "officers": OFFICERS,
}
BY_NAME = {
    **dict.fromkeys(("healthz", "security", "password"), EVERYBODY),
    **dict.fromkeys(("start", "second-step"), SIGNED_IN),
    **dict.fromkeys(("members:pack", "members:large-print-pack", "members:supplement", "members:paper"), COMMITTEE),
    **dict.fromkeys(("members:everything-by-item", "members:everything-by-date"), COMMITTEE),
    # Of an exempt item, and of an exempt page, here: see `NUMBERS`.
    **dict.fromkeys(("members:item-file", "members:page", "members:page-file"), COMMITTEE),
    **dict.fromkeys(
        ("desk:takedown-confirm", "desk:takedown-undo", "desk:takedown-redacted"), frozenset({"proper officer"})
    ),
    "members:pack-draft": frozenset({"chairman", "vice-chairman"}),
    "desk:paper-allow-open": frozenset({"proper officer"}),
    "members:paper-text": COMMITTEE,
    # Of a member's own call-in, and what the chairman is asked, here.
    "members:document-request": COMMITTEE,
    **dict.fromkeys(("members:call-in-leave", "members:call-in-confirm"), frozenset({"member"})),
    "members:urgent-decision": frozenset({"chairman"}),
    **dict.fromkeys(("members:document-request-withdraw", "members:call-for-action-withdraw"), frozenset({"member"})),
    # An exempt minute is in it, so it is for those who may read it; the others read the page, without that minute.
    "members:minutes-file": COMMITTEE,
    # Whoever is on the panel of the review.
    **dict.fromkeys(("members:review-report", "members:review-figures"), frozenset({"chairman"})),
    # Whoever presided where they were confirmed.
    **dict.fromkeys(("members:minutes-sign", "members:minutes-to-sign"), frozenset({"chairman"})),
    **dict.fromkeys(("officers:reading-log", "officers:reading-log-file"), frozenset({"proper officer"})),
    # Those it was sent to, here.
    "members:minutes-draft": frozenset({"member"}),
    "officers:minutes-draft": frozenset({"officer"}),
    # Who is on the panel of the review, here.
    **{f"members:{name}": frozenset({"chairman"}) for name in evidence_addresses.OF_THE_PANEL},
    **{f"officers:paper-text{act}": frozenset({"officer"}) for act in ("s", "-page", "-remove", "-picture")},
    **dict.fromkeys(("officers:action", "officers:action-answered", "officers:answer-file"), frozenset({"officer"})),
    **dict.fromkeys(("officers:outcome", "officers:outcome-done", "officers:outcome-reopen"), frozenset({"officer"})),
    **dict.fromkeys(("members:portfolio", "members:portfolio-answer"), frozenset({"other member"})),
    "members:call-in": MEMBERS - {"other member"},  # who holds a portfolio, and calls nothing in (R37)
    **{f"officers:review-answer{page}": frozenset({"officer"}) for page in ("", "-sent")},
    **{f"officers:review-progress{page}": frozenset({"officer"}) for page in ("", "-sent")},
    **dict.fromkeys(("officers:paper", "officers:paper-received", "officers:paper-file"), frozenset({"officer"})),
    **dict.fromkeys(("officers:paper-accept", "officers:paper-original"), frozenset({"officer"})),
    "desk:review-evidence-original": frozenset({"clerk"}),
    "desk:paper-original": frozenset({"clerk"}),  # who sent it, here
    **{
        f"register:{name}": ADMINISTRATORS | {"proper officer"}
        for name in ("role-requests", "role-request-approve", "role-request-decline")
    },
    **{
        f"register:{name}": ADMINISTRATORS
        for name in (
            *(
                "council",
                "look",
                "crest-new",
                "crest-remove",
                "sign-ins",
                "sign-in-invite",
                "sign-in",
                "sign-in-invite-again",
                "sign-in-address",
                "sign-in-limits",
            ),
            *("sign-in-suspend", "sign-in-restore"),
            *("role-grant", "role-end", "sessions-end", "second-step-reset"),
        )
    },
}
# The scrutiny officer's pages stand on the desk too: their names begin so.
PLANNED = (
    *("desk:programme", "desk:forward-plan", "desk:key-decision", "desk:private-notice", "desk:call-in"),
    *("desk:document-request", "desk:calls-for-action", "desk:call-for-action", "desk:urgent-decision"),
    *("desk:scrutiny-rules", "desk:review"),
)
# What answers a GET with something else than a page: acts that are only posted, and signposts.
POSTED_ONLY = frozenset(
    {
        *("desk:items-order", "desk:item-move", "desk:paper-chase", "desk:calendar-next-year"),
        *("desk:paper-accept", "officers:paper-accept", "desk:review-evidence-accept"),
        *("desk:action-remind", "desk:complaint-acknowledge", "desk:takedown-make-again"),
        "desk:recording-captions-remove",
        *("public:signed-link-renew", "public:signed-link-copy"),
        *("desk:search-terms-remove", "register:old-address-delete"),
        *("members:calendar-link-new", "members:calendar-link-end"),
        *("desk:review-point-up", "desk:review-question-up"),
        *("desk:programme-suggestion-acknowledge", "desk:programme-item-order"),
        *("desk:programme-outcome-ask", "desk:programme-outcome-reopen", "officers:outcome-reopen"),
        *("desk:agenda-prepare", "desk:agenda-accept", "desk:supplement-preview"),
        *("desk:pack-build", "desk:large-print-build", "desk:agenda-notify-again"),
        *("desk:minutes-open", "desk:meeting-begin", "desk:attendance-everybody", "desk:public-readmit"),
        *(f"desk:room-{act}" for act in ("catch-up", "clock", "item-reach", "item-done", "person-act")),
        *(f"desk:resolution-{act}" for act in ("as-recommended", "withdraw", "agree")),
        *("desk:amendment-adopt", "desk:limb-due-day"),
        *("desk:interest-remove", "desk:breach-remove", "desk:minutes-correction-remove"),
        *("desk:review-checker-send", "desk:review-checker-revoke"),
        *("desk:absence-elsewhere-remove", "desk:takedown-make-again"),
        "desk:review-writer-ask",
    }
)
SIGNPOSTS = frozenset(
    {
        *(
            "start",
            "password",
            "desk:calendar-this-year",
            "desk:pack-progress",
            "desk:agenda-building",
            "desk:supplement-progress",
            "desk:large-print-progress",
            "desk:room",
        ),
        "desk:programme-print-of-meeting",
        "desk:meeting-reopen",  # nothing to reopen while the meeting goes on
        *("public:page-file", "members:page-file"),
        "public:recommendations-json-before",
    }
)
# The sign-in library's own pages: it decides who sees them; here only that they never fail.
LIBRARY = re.compile(r"^(account|mfa|usersessions)_")

# One form for each minute, stay or step: which was sent is told by what is in it, so that with nothing none was.
SEVERAL_FORMS = (
    *("members:minutes-draft", "officers:minutes-draft", "desk:room-person", "desk:minutes-confirm"),
    # Buttons that ask for nothing more: what was stopped is said at once, for there is no page to go back to.
    *("public:following", "public:follow-stop"),
)
# A form that is sent to the very page it stands on.
ASKS_HERE = re.compile(r'<form(?![^>]* action=")[^>]* method="post"')

FOLLOWED = ("follow", "follow-sent", "news-feed")
# Posted by mail programs, which have no token: whoever has the key may stop (RFC 8058).
WITHOUT_A_TOKEN = "public:follow-stop"

COMPLAINED = "zugzwang"
MAY_READ = {
    SECRET: COMMITTEE | DESK | {"officer"},
    COUNCILLORS_ONLY: MEMBERS | DESK,
    SUGGESTED: PLANNERS,
    DRAFTED: PLANNERS | {"officer"},
    SUGGESTER: PLANNERS,
    COMPLAINED: DESK,
    review_addresses.COMPARED: PLANNERS | {"chairman"},
    review_addresses.CHECKED: PLANNERS,
    evidence_addresses.FOR_THE_PANEL: PLANNERS | {"chairman"},
    evidence_addresses.FOR_OFFICERS: PLANNERS,
}


@dataclass(frozen=True)
class Address:
    """One address of the URLconf: its full name, its pattern, and the values that make it real here."""

    name: str
    pattern: str
    values: dict[str, str] = field(hash=False, default_factory=dict)

    def path(self, **other: str) -> str:
        """The path, with some values exchanged."""
        values = {**self.values, **other}
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], self.pattern)

    @property
    def blanks(self) -> list[tuple[str, str]]:
        """Converter and name of each value that the pattern wants."""
        return re.findall(r"<(?:(\w+):)?(\w+)>", self.pattern)

    @property
    def audience(self) -> frozenset[str] | None:
        """Who it is for; None where nobody has said."""
        if self.name.startswith(PLANNED) and self.name not in BY_NAME:
            return PLANNERS
        return BY_NAME.get(self.name) or BY_NAMESPACE.get(self.name.partition(":")[0] if ":" in self.name else "")


def walk(patterns: list, names: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Name with namespaces, and pattern, of everything under the URLconf."""
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{names}{entry.name or pattern}", pattern
        else:
            yield from walk(entry.url_patterns, names + (f"{entry.namespace}:" if entry.namespace else ""), pattern)


ALL = list(walk(get_resolver().url_patterns))
OURS = [(name, pattern) for name, pattern in ALL if not LIBRARY.match(name)]


@staged
def addresses(cast, safeguarding, planning, year, venue, clerk, officer, chairman, member) -> list[Address]:
    """Every address of ours in a world where it has something to show, filled with real values."""
    return every_address(safeguarding, year, venue, clerk, officer, member)


def every_address(
    safeguarding: Committee, year: MunicipalYear, venue: Venue, clerk: User, officer: User, member: User
) -> list[Address]:
    """Make the world of these addresses, and fill them."""
    world = worlds.make(safeguarding, clerk, officer)
    for edition in large_print.EDITIONS:
        large_print.build(world.meeting, edition, at=worlds.PUBLISHED)
    for pack in world.coming.packs.all():
        thumbnails.draw(pack.stored)
    special = register_values(venue, member, officer) | minutes_values(safeguarding, clerk)
    special |= room_values(world, clerk)
    special |= asking.values_of_addresses(world, member, officer, clerk)
    special |= after_values(safeguarding, clerk, member, officer)
    special |= complaint_values(clerk)
    special |= search_values(clerk) | open_data_values(world)
    special |= crest_values()
    special |= member_values(member)
    special |= conversion_values(world, clerk, officer)
    special |= stopped_values(world, clerk)
    special |= takedown_values(safeguarding, clerk) | recording_values(world, clerk)
    special |= supplement_values(safeguarding, clerk)
    special |= programme_addresses.values(safeguarding, year, clerk, officer)
    special |= review_addresses.values(safeguarding, clerk)
    special |= link_values(safeguarding, member, clerk)
    special |= following_values(safeguarding)
    special["public:sitemap-section"] = {"section": "meetings"}
    special["public:own-calendar"] = {"token": calendar_links.make_calendar_link(at=worlds.PUBLISHED, by=member)}
    # The data of a page are where the page is.
    pages = {name: name.removesuffix("-json") for name, _ in OURS}
    return [
        Address(name, pattern, usual_values(page, world) | special.get(page, {}))
        for name, pattern in OURS
        for page in (name if name in special else pages[name],)
    ]


PUBLISHED_ONLY = frozenset(
    f"desk:{name}"
    for name in (
        *("agenda-published", "agenda-notify-again", "agenda-correct", "meeting-trail"),
        *("certificate", "certificate-file", "notice-file", "supplement-publish"),
        *("item-withdraw", "item-add", "item-correct"),
        *("paper-file", "paper-file-earlier", "paper-checks", "paper-grant"),
        *("large-print-build", "large-print-progress", "large-print-file", "published-pack", "published-supplement"),
        *("paper-texts", "paper-text-page", "paper-text-remove", "paper-text-picture"),
    )
)
NUMBERS = {
    "public:item": "5",
    "public:item-file": "4",
    "members:item-file": "7",
    **dict.fromkeys(("members:page", "members:page-file"), "5"),
}
AFTER_THE_MEETING = [
    f"desk:{name}"
    for name in (
        *("minutes-write-up", "minutes-decisions", "minutes-publish", "minutes-published", "minutes-certify"),
        *("minutes-confirm", "minutes-signing-copy", "minutes-version"),
    )
]
OF_ITEMS = re.compile("item|paper-new")


def conversion_values(world: worlds.World, clerk: User, officer: User) -> dict[str, dict[str, str]]:
    """Two papers that came as Word files, one from the clerk and one from the officer who owes it."""
    made = {}
    for side, by in (("desk", clerk), ("officers", officer)):
        paper = papers.expect_paper(world.owed_paper.item, title="From Word", owner=officer.person, by=clerk)
        file = papers.receive_file(paper, data=pdf_of(1, "Words"), filename="a.docx", at=publishing.AT, by=by)
        Conversion.objects.create(
            file=file, original=file.stored, original_name="a.docx", looks="a Word document", program="the portal"
        )
        made |= {f"{side}:paper-original": {"pk": str(paper.pk)}}
        made |= {f"{side}:paper-accept": {"pk": str(paper.pk), "number": "1"}}
    return made


def usual_values(name: str, world: worlds.World) -> dict[str, str]:
    """What fills the blanks of an address: the desk works on the meeting to come, others read the published one."""
    side = name.partition(":")[0]
    prepared = (side == "desk" and name not in PUBLISHED_ONLY) or name == "members:pack-draft"
    paper = Paper.objects.get(pk=(world.open_paper if side == "public" else world.secret_paper).pk)
    pk = {"public": paper.file_id, "members": paper.file_id}.get(side, paper.pk)
    if side == "desk":
        wanted = world.owed_paper if prepared else paper
        published_item = world.open_paper.item_id
        pk = (wanted.item_id if prepared else published_item) if OF_ITEMS.search(name) else wanted.pk
    return {
        "committee": "safeguarding",
        "meeting": (world.coming if prepared else world.meeting).slug,
        "number": NUMBERS.get(name, "1"),
        "year": "2021-22",
        "edition": "public" if "large-print" in name or "published" in name else "draft",
        "page": "1",
        "slug": "paper",
        "pk": str(pk),
        "kind": "people",
    }


def minutes_values(committee: Committee, clerk: User) -> dict[str, dict[str, str]]:
    """Values for the public pages of minutes, an exempt one among them: those of a meeting before the published one."""
    made = printed_minutes.make(committee, clerk)
    made.publish("decisions")
    made.publish("draft", printed=True)
    values = {"meeting": made.meeting.slug, "number": "6"}
    names = ("minutes", "minute", "decisions")
    found = {f"public:{name}{form}": values for name in names for form in ("", "-json", "-file", "-word")}
    return found | dict.fromkeys(("members:minutes", "members:minutes-file"), values)


COMPLAINT_PAGES = (
    *("", "-acknowledge", "-acknowledged", "-answer", "-receipt-correct"),
    *("-outcome-correct", "-outcome-send", "-outcome-sent"),
)


def complaint_values(clerk: User) -> dict[str, dict[str, str]]:
    """Values for the desk's pages of complaints about personal data: one that is acknowledged."""
    made = complaints.complain(
        details=COMPLAINED, name=COMPLAINED, postal_address=COMPLAINED, received_on=worlds.PUBLISHED.date(),
        at=worlds.PUBLISHED, by=clerk,
    )  # fmt: skip
    complaints.record_acknowledgement(made, how="by letter", at=worlds.PUBLISHED, by=clerk)
    values = {"pk": str(made.pk)}
    return {f"desk:complaint{act}": values for act in COMPLAINT_PAGES}


def search_values(clerk: User) -> dict[str, dict[str, str]]:
    """Values for the desk's page of the search: two terms that mean the same."""
    row = terms.add_equal_terms(term="DoLS", same_as="Deprivation of Liberty Safeguards", by=clerk)
    return {"desk:search-terms-remove": {"pk": str(row.pk)}}


def open_data_values(world: worlds.World) -> dict[str, dict[str, str]]:
    """Values for the records of open data: those of papers, and one that is open."""
    paper = {"kind": "papers", "id": str(Paper.objects.get(pk=world.open_paper.pk).file_id)}
    return {f"public:api-{name}": paper for name in ("paper-text", "lines", "table", "records", "record")}


def crest_values() -> dict[str, dict[str, str]]:
    """The names of the council's crest and of its colours."""
    data = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'><path d='M0 0h2v1z' fill='#103050'/></svg>"
    council = council_verbs.change_crest(data, by=PORTAL)
    return {"public:crest": {"name": council.crest_name}, "public:theme": {"name": theme.name(council)}}


def member_values(member: User) -> dict[str, dict[str, str]]:
    """A member of whom published minutes tell, with a photograph."""
    shown = photographs.change_photograph(person_of(member), photograph(), by=PORTAL)
    values = {"slug": shown.slug, "year": "2021-22", "name": shown.photograph_name}
    return {f"public:councillor{page}": values for page in ("", "-year", "-photograph")}


def recording_values(world: worlds.World, clerk: User) -> dict[str, dict[str, str]]:
    """Values for the recording of the published meeting."""
    at = {"starts_at": worlds.moment(2022, 4, 21, 9, 55), "at": worlds.moment(2022, 4, 22, 9)}
    given = {"address": "https://recordings.example/7", "title": "Recording", "kept_until": dt.date(2199, 1, 1)}
    row = recordings.add_recording(world.meeting, **given, **at, by=clerk)
    acts = ("recording-correct", "recording-captions", "recording-captions-remove", "recording-withdraw")
    of = {"meeting": world.meeting.slug, "pk": str(row.pk)}
    shown = {"public:recording": of, "public:api-recording-captions": {"id": str(row.pk)}}
    return shown | {f"desk:{name}": of for name in acts}


def takedown_values(committee: Committee, clerk: User) -> dict[str, dict[str, str]]:
    """Values for takedowns: the report of a meeting of its own, hidden, and another that is published."""
    meeting = publishing.meeting_of(committee, clerk, dt.date(2022, 3, 10))
    shut, left = (publishing.report(meeting, clerk, title=title) for title in ("Adoption", "Kinship care"))
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    at = worlds.moment(2022, 2, 28, 9)
    publishing.built(meeting, at=at)
    publication.publish_agenda(meeting, at=at, by=clerk)
    hidden = takedowns.hide(shut, ground="personal", why="It names a child.", at=at, by=clerk)
    of = {"pk": str(hidden.pk), "number": "1"}
    acts = (
        "takedown",
        "takedown-confirm",
        "takedown-undo",
        "takedown-redacted",
        "takedown-file",
        "takedown-make-again",
    )
    return {f"desk:{name}": of for name in acts} | {"desk:takedown-new": {"kind": "paper", "pk": str(left.pk)}}


def supplement_values(committee: Committee, clerk: User) -> dict[str, dict[str, str]]:
    """Values for the draft of a supplement: a meeting of its own, published, and a paper that came in since."""
    meeting = publishing.meeting_of(committee, clerk, dt.date(2022, 3, 17))
    late = publishing.report(meeting, clerk, title="Kinship care")
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    at = worlds.moment(2022, 3, 7, 9)
    publishing.built(meeting, at=at)
    publication.publish_agenda(meeting, at=at, by=clerk)
    papers.add_paper(late.item, title="Late figures", data=making.pdf_of(1), filename="late.pdf", at=at, by=clerk)
    coming = supplement.next_of(meeting, at.date())
    build.build(meeting, Edition.DRAFT, at=at, **coming.arguments)
    names = ("supplement-preview", "supplement-progress", "supplement-draft")
    return {f"desk:{name}": {"meeting": meeting.slug} for name in names}


def after_values(committee: Committee, clerk: User, *readers: User) -> dict[str, dict[str, str]]:
    """Values for what comes after a meeting: minutes confirmed, not yet signed, and those that confirmed them."""
    signed = minuted.signed_long_ago(committee, clerk)
    earlier, later = minuted.confirmed_by_another(committee, clerk, readers)
    confirmed, out = {"meeting": earlier.meeting.slug}, {"meeting": later.meeting.slug}
    comment = later.versions.get().circulation.comments.get()
    correction = Correction.objects.get(minute__minutes=earlier)
    values = dict.fromkeys(AFTER_THE_MEETING, confirmed)
    values |= dict.fromkeys(("members:minutes-draft", "officers:minutes-draft", "desk:minutes-circulate"), out)
    values |= dict.fromkeys(("members:minutes-sign", "members:minutes-to-sign"), confirmed)
    values["desk:minutes-signed-scan"] = values["desk:minutes-scan-replace"] = {"meeting": signed.meeting.slug}
    values["desk:minutes-comment"] = out | {"pk": str(comment.pk)}
    values["desk:minutes-correction-remove"] = confirmed | {"pk": str(correction.pk)}
    values["desk:minutes-version-file"] = confirmed | {"edition": "public"}
    values["desk:minutes-compare"] = confirmed | {"old": "1", "new": "2"}
    values["desk:minutes-compare-now"] = confirmed | {"old": "1"}
    return values


ROOM = "desk/meetings/<slug:committee>/<slug:meeting>/minutes/"


def room_values(world: worlds.World, clerk: User) -> dict[str, dict[str, str]]:
    """Values for the room: the meeting to come is opened, somebody is there and something is put."""
    at = timezone.make_aware(dt.datetime.combine(world.coming.date, world.coming.starts))
    with time_machine.travel(at, tick=False):
        minutes = opening.open_minutes(world.coming, at=at, by=clerk)
        somebody = minutes.attendees.filter(voting=True).first()
        attendance.arrive(somebody, at=at, by=clerk)
        entry = minutes.entries.get(item=world.owed_paper.item)
        minute_states.open_item(entry, at=at, by=clerk)
        motion = resolving.propose(entry, limbs=[resolving.LimbDraft("it be noted")], by=clerk)
    values = {
        name: {"pk": str(entry.pk)} for name, pattern in OURS if pattern.startswith(ROOM) and "<id:pk>" in pattern
    }
    values |= {name: {"pk": str(motion.pk)} for name, pattern in OURS if pattern.startswith(f"{ROOM}resolutions/")}
    with time_machine.travel(at, tick=False):
        item = world.coming.items.get(pk=entry.item_id)
        barred = interests.declare(somebody, item, kind="dpi", nature="Owns it.", at=at, by=clerk)
    values["desk:breach-record"] = {"pk": str(barred.pk)}
    values["desk:limb-due-day"] = {"pk": str(motion.limbs.get().pk)}
    return values | {f"desk:room-{page}": {"pk": str(somebody.pk)} for page in ("person", "person-act")}


def stopped_values(world: worlds.World, clerk: User) -> dict[str, dict[str, str]]:
    """Values for the proper officer's leave: a paper that is open under Part Two."""
    item = agenda.add_item(world.coming, title="Placements", part=2, by=clerk)
    paper = papers.expect_paper(item, title="Placements report", by=clerk)
    papers.set_access(paper, access="open", by=clerk)
    return {"desk:paper-allow-open": {"pk": str(paper.pk)}}


def register_values(venue: Venue, member: User, officer: User) -> dict[str, dict[str, str]]:
    """Values for the register, whose addresses name people, bodies and rows of many kinds."""
    gone = User.objects.create_user("gone@borsetshire.example", name="Gone", is_active=False)
    shut = ClosedDay.objects.create(day="2022-12-28", name="Shut")
    asked_for = {"pk": str(RoleRequest.objects.create(user=gone, role="clerk", since="2021-05-20").pk)}
    mary, body, person = {"slug": "mary-member"}, {"slug": "safeguarding"}, {"pk": str(officer.pk)}
    seat = {**mary, "kind": "seat", "pk": str(Seat.objects.get(person=member.person).pk)}
    named = {"kind": "division", "pk": str(Division.objects.create(name="Ambrige").pk)}
    old = OldAddress.objects.create(host="old.example", path="/mgai.aspx?id=1", target="/committees/safeguarding/")
    past = {"pk": str(MunicipalYear.objects.create(is_draft=False, starts="1999-05-20", ends="2000-05-17").pk)}
    return {
        "register:person": mary,
        "register:person-edit": mary,
        "register:person-merge": mary,
        **{f"register:photograph-{act}": mary for act in ("new", "remove")},
        "register:record-new": {**mary, "kind": "division"},
        **{f"register:{act}": seat for act in ("record-end", "record-correct", "record-strike-out")},
        **{f"register:{act}": named for act in ("name-change", "name-take-off")},
        **{f"register:{act}": past for act in ("year", "year-take-off")},
        "register:venue": {"pk": str(venue.pk)},
        "register:old-address-delete": {"pk": str(old.pk)},
        "register:closed-day-remove": {"pk": str(shut.pk)},
        "register:role-end": {"pk": str(RoleGrant.objects.get(user=officer).pk)},
        "register:sign-in-restore": {"pk": str(gone.pk)},
        "register:role-request-approve": asked_for,
        "register:role-request-decline": asked_for,
        **{
            f"register:{act}": body
            for act in (
                "committee",
                "committee-edit",
                "committee-appoint",
                "committee-appoint-several",
                "committee-leave",
            )
        },
        **{
            f"register:{act}": person
            for act in (
                *("sign-in", "sign-in-invite-again", "sign-in-address", "sign-in-limits", "sign-in-suspend"),
                *("role-grant", "sessions-end", "second-step-reset"),
            )
        },
    }


def link_values(committee: Committee, member: User, clerk: User) -> dict[str, dict[str, str]]:
    """Values for signed links: Mary is asked to confirm a call-in of today."""
    now, given = timezone.now(), {"decision_title": "A lease", "decided_by": "Leader", "reasons": "But Why?"}
    call_in = call_ins.receive(
        committee, **given, members=[member.person], decision_published_on=timezone.localdate(), at=now, by=clerk
    )
    token = secrets.token_urlsafe()
    SignedLink.objects.create(
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        person=member.person,
        act=call_ins.CONFIRM,
        subject_type="workprogramme.callin",
        subject_id=call_in.pk,
        subject=str(call_in),
        address="mary@borsetshire.example",
        made_at=now,
        made_by=clerk,
        expires_at=now + dt.timedelta(days=1),
    )
    return {f"public:{name}": {"token": token} for name in ("signed-link", "signed-link-renew", "signed-link-copy")}


def following_values(committee: Committee) -> dict[str, dict[str, str]]:
    """Values for following by email: the committee is followed by one mailbox, and asked for by another."""
    now, topic = timezone.now(), {"kind": "committee", "topic": committee.slug}
    one, other = (Follower.objects.create(address=f"{name}@e.example", hour_began_at=now) for name in "ab")
    row = one.subscriptions.create(**topic, asked_at=now, confirmed_at=now)
    asked = other.subscriptions.create(**topic, asked_at=now)
    values = {f"public:{name}": {"kind": "committee", "key": committee.slug} for name in FOLLOWED}
    values |= {f"public:{name}": {"key": str(row.key)} for name in ("follow-stop", "follow-how-often")}
    return values | {"public:follow-confirm": {"key": str(asked.key)}, "public:following": {"key": str(one.key)}}


def client_of(user: User | None, **options) -> Client:
    """A browser in which somebody is signed in, or nobody."""
    client = Client(**options)
    if user:
        client.force_login(user)
    return client


@cache
def words_in(digest: str, data: bytes) -> str:
    """Everything a PDF says: its pages as read, and every string in it (names, bookmarks, tags, metadata)."""
    document = pypdfium2.PdfDocument(data)
    said = [page.get_textpage().get_text_range() for page in document]
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        options = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
        pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, **options)
    # Strings are in one byte a letter or in UTF-16: without its noughts that reads the same.
    return " ".join([*said, plain.getvalue().replace(b"\0", b"").decode("latin-1")])


def everything_in(answer) -> str:
    """All that an answer gives away: its headers, its words, and what a PDF in it holds."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return " ".join(f"{name}: {value}" for name, value in answer.headers.items()) + everything_of(data)


def everything_of(data: bytes) -> str:
    """All that a file says: the words and strings of a PDF, the members of an archive (as Word's are), or the text."""
    if data.startswith(b"%PDF"):
        return words_in(hashlib.sha256(data).hexdigest(), data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join(name + everything_of(archive.read(name)) for name in archive.namelist())
    return data.decode(errors="replace")


def test_every_address_has_somebody_it_is_for():
    unknown = [name for name, pattern in OURS if Address(name, pattern).audience is None]
    assert unknown == [], "say in BY_NAME or BY_NAMESPACE whom they are for"


@pytest.mark.both_databases("queries: every page once, by one of those it is for")
def test_every_address_answers_somebody_it_is_for(addresses, cast):
    wrong = []
    for address in addresses:
        person = sorted(address.audience)[0]
        status = client_of(cast[person]).get(address.path()).status_code
        if status != expected_of(address, person):
            wrong.append(f"{person}: {address.name} {address.path()} is {status}")
    assert not wrong, "\n".join(wrong)


def tried_by(person, addresses, part):
    """
    What is tried as one of the cast: all of what is theirs, and as the public everything.

    An eighth a part of what others read alike: by the proper officer and the scrutiny officer, who read what the clerk
    does, and by whoever has signed in of the public's own addresses and of those they are turned away from, another
    eighth each, so that nearly every address turns somebody away in each part.
    """
    if person in ("proper officer", "scrutiny officer"):
        return addresses[part::8]
    place = sorted(EVERYBODY).index(person)
    alike = [one for one in addresses if one.name.startswith("public:") or person not in one.audience]
    if person == "public":
        alike = []
    if part:
        return alike[(place + part) % 8 :: 8]
    left_out = set(alike) - set(alike[place % 8 :: 8])
    return [one for one in addresses if one not in left_out]


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.drill) for part in range(1, 8))])
def test_everybody_is_answered_as_they_should_be_and_no_secret_gets_out(addresses, cast, part):
    wrong = []
    seen = dict.fromkeys(MAY_READ, False)
    for person, user in cast.items():
        client = client_of(user)
        for address in tried_by(person, addresses, part):
            answer = client.get(address.path())
            expected = expected_of(address, person)
            said = everything_in(answer)
            if answer.status_code != expected:
                wrong.append(f"{person}: {address.name} {address.path()} is {answer.status_code}, not {expected}")
            turned_away = person == "public" and person not in address.audience
            if turned_away and "/account/login/" not in answer.headers.get("Location", ""):
                wrong.append(f"{person}: {address.name} does not lead to the sign-in page")
            for word, readers in MAY_READ.items():
                seen[word] |= word in said
                if word in said and person not in readers:
                    wrong.append(f"{person}: {address.name} gives away “{word}”")
    assert not wrong, "\n".join(wrong)
    assert part or all(seen.values()), f"the test looks for words that no one was shown: {seen}"


def expected_of(address: Address, person: str) -> int:
    """The answer to a GET."""
    if person not in address.audience:
        return 302 if person == "public" else 404
    if address.name in POSTED_ONLY:
        return 405
    return 302 if address.name in SIGNPOSTS else 200


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.drill) for part in range(1, 6))])
def test_nobody_does_what_is_not_theirs_to_do(addresses, cast, part):
    """Each of the cast at a sixth of all addresses, the next at another sixth; all in the drill."""
    wrong = []
    for number, (person, user) in enumerate(cast.items()):
        client = client_of(user)
        for address in addresses[(part + number) % 6 :: 6]:
            if person in address.audience:
                continue
            answer = client.post(address.path())
            if answer.status_code != (302 if person == "public" else 404):
                wrong.append(f"{person}: POST {address.name} is {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.drill) for part in (1, 2, 3))])
def test_an_empty_form_is_refused_or_done_and_never_fails(addresses, cast, part):
    """What a browser sends of a form whose every box is left alone: no field at all. The world is put back again."""
    wrong = []
    for address in addresses[part::4]:
        person = sorted(address.audience - {"public"})[0]
        client = client_of(cast[person], raise_request_exception=False)
        with transaction.atomic():
            page = everything_in(client.get(address.path()))
            asks = address.name not in SEVERAL_FORMS and ASKS_HERE.search(page)
            status = client.post(address.path()).status_code
            transaction.set_rollback(True)
        if status >= 500 or (asks and status == 200):
            wrong.append(f"{person}: POST {address.name} {address.path()} is {status}")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_posted_from_another_site(addresses, cast):
    wrong = []
    for address in addresses:
        if address.name == WITHOUT_A_TOKEN:
            continue
        person = sorted(address.audience - {"public"})[0]
        answer = client_of(cast[person], enforce_csrf_checks=True).post(address.path())
        refused = 405 if address.path().startswith("/api/v1/") else 403  # open data is only read
        if answer.status_code != refused:
            wrong.append(f"{person}: POST {address.name} without a token is {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.both_databases("queries: numbers too great for a column")
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.drill) for part in range(1, 5))])
def test_addresses_that_mean_nothing_are_not_found_and_never_fail(addresses, cast, part):
    """Every fifth address in each lane, another on each database; all in the drill."""
    wrong = []
    for address in addresses[(part + (connection.vendor == "postgresql")) % 5 :: 5]:
        client = client_of(cast[sorted(address.audience - {"public"})[0]])
        if client.get(address.path() + "?q=%00").status_code != 400:
            wrong.append(f"{address.name} with a NUL")
        for converter, blank in address.blanks:
            if blank == "slug" and address.name.endswith((":paper", "public:answer-file", "public:background-file")):
                continue
            nonsense = (
                ("99999999999999999999", "999999999999999999", "0")
                if converter == "id"
                else ("no-such-thing", "9" * 30)
            )
            for value in nonsense:
                status = client.get(address.path(**{blank: value})).status_code
                if status not in (404, 405):
                    wrong.append(f"{address.name} with {blank}={value} is {status}")
    assert not wrong, "\n".join(wrong)


def test_each_withheld_paper_opens_for_those_with_the_right_and_is_not_there_for_the_others(
    cast, safeguarding, planning, clerk, officer, chairman
):
    world = worlds.make(safeguarding, clerk, officer)
    rights = {world.secret_paper: COMMITTEE, world.councillors_paper: MEMBERS, world.open_paper: MEMBERS}
    for paper, readers in rights.items():
        file = Paper.objects.get(pk=paper.pk).file_id
        for person, user in cast.items():
            client = client_of(user)
            status = client.get(f"/members/safeguarding/2022-04-21/papers/{file}/x.pdf").status_code
            assert status == (200 if person in readers else 302 if person == "public" else 404), (person, paper)
            status = client.get(f"/committees/safeguarding/2022-04-21/papers/{file}/x.pdf").status_code
            assert status == (200 if paper == world.open_paper else 404), (person, paper)


def test_the_sign_in_librarys_pages_never_fail(cast):
    fills = {"(?P<key>[-:\\w]+)": "abc", "(?P<uidb36>[0-9A-Za-z]+)": "1", "(?P<key>.+)": "abc-def", "<int:pk>": "1"}
    wrong = []
    for name, pattern in ALL:
        if not LIBRARY.match(name):
            continue
        path = "/" + pattern
        for blank, value in fills.items():
            path = path.replace(blank, value)
        path = path.replace("^", "").replace("$", "")
        for person in ("public", "stranger", "clerk"):
            status = client_of(cast[person]).get(path).status_code
            if status not in (200, 302, 404, 405):
                wrong.append(f"{person}: {name} is {status}")
    assert not wrong, "\n".join(wrong)
