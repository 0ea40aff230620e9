"""What fills the blanks of the addresses of meetings, for the test of every address as everybody."""

import datetime as dt
import re

import time_machine
from django.utils import timezone

from committee.models import Committee, User
from meetings.agendas import publishing as publication
from meetings.agendas import verbs as agenda
from meetings.members.notes import verbs as notes
from meetings.members.notes.encryption import NoteWords
from meetings.minutes.document import minute_states
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import resolving
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import (
    AttendancePlan,
    Conversion,
    Correction,
    Edition,
    InterestNotice,
    LimbKind,
    Paper,
    PaperFile,
    Referral,
)
from meetings.packs import supplement
from meetings.packs.builds import build
from meetings.papers import verbs as papers
from meetings.papers import withholding
from meetings.recordings import verbs as recordings
from meetings.takedowns import verbs as takedowns
from tests.meetings import asking, minuted, printed_minutes, publishing
from tests.meetings.members import note_world
from tests.meetings.packs import making
from tests.meetings.packs.making import pdf_of
from tests.urlconf import OURS

Values = dict[str, dict[str, str]]


def values(world: publishing.World, committee: Committee, clerk: User, officer: User, member: User) -> Values:
    """Values by the full name of an address."""
    return (
        minutes_values(committee, clerk)
        | room_values(world, clerk)
        | asking.values_of_addresses(world, member, officer, clerk)
        | after_values(committee, clerk, member, officer)
        | open_data_values(world)
        | conversion_values(world, clerk, officer)
        | stopped_values(world, clerk)
        | takedown_values(committee, clerk)
        | recording_values(world, clerk)
        | supplement_values(committee, clerk)
        | note_values(world, member)
        | corrected_values(world, clerk)
    )


PUBLISHED_ONLY = frozenset(
    f"desk:{name}"
    for name in (
        *("agenda-published", "agenda-notify-again", "agenda-correct", "meeting-trail"),
        *("certificate", "certificate-file", "notice-file", "supplement-publish"),
        *("item-withdraw", "item-add", "item-correct"),
        *("paper-file", "paper-file-earlier", "paper-checks", "paper-grant", "paper-correct"),
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
ROOM = "desk/meetings/<slug:committee>/<slug:meeting>/minutes/"


def usual_values(name: str, world: publishing.World) -> dict[str, str]:
    """Return the URL values of an address: the next meeting's for the desk, the published one's for others."""
    side = name.partition(":")[0]
    prepared = (side == "desk" and name not in PUBLISHED_ONLY) or name == "members:pack-draft"
    paper = Paper.objects.get(pk=(world.open_paper if side == "public" else world.secret_paper).pk)
    if name.startswith("members:device-p"):  # open papers alone
        paper = Paper.objects.get(pk=world.open_paper.pk)
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


def conversion_values(world: publishing.World, clerk: User, officer: User) -> Values:
    """Two papers that came as Word files, one from the clerk and one from the officer who owes it."""
    made: Values = {}
    for side, by in (("desk", clerk), ("officers", officer)):
        paper = papers.expect_paper(world.owed_paper.item, title="From Word", owner=officer.person, by=clerk)
        file = papers.receive_file(paper, data=pdf_of(1, "Words"), filename="a.docx", at=publishing.AT, by=by)
        Conversion.objects.create(
            file=file, original=file.stored, original_name="a.docx", looks="a Word document", program="the portal"
        )
        made |= {f"{side}:paper-original": {"pk": str(paper.pk)}}
        made |= {f"{side}:paper-accept": {"pk": str(paper.pk), "number": "1"}}
    return made


def minutes_values(committee: Committee, clerk: User) -> Values:
    """Values for the public pages of minutes, an exempt one among them: those of a meeting before the published one."""
    made = printed_minutes.make(committee, clerk)
    made.publish("decisions")
    made.publish("draft", printed=True)
    values = {"meeting": made.meeting.slug, "number": "6"}
    names = ("minutes", "minute", "decisions")
    found = {f"public:{name}{form}": values for name in names for form in ("", "-file", "-word")}
    return found | dict.fromkeys(("members:minutes", "members:minutes-file"), values)


def open_data_values(world: publishing.World) -> Values:
    """Values for the records of open data: those of papers, and one that is open."""
    paper = {"kind": "papers", "id": str(Paper.objects.get(pk=world.open_paper.pk).file_id)}
    return {f"public:api-{name}": paper for name in ("paper-text", "records", "record")}


def note_values(world: publishing.World, member: User) -> Values:
    """Values for a member's note on the exempt paper. Another, on the open paper, is shared with the chairman."""
    note = note_world.write(world.secret_paper, member)
    shared = note_world.write(world.open_paper, member, NoteWords(text=f"Ask about the {note_world.SHARED}."))
    readers = User.objects.filter(email__startswith="charles@")
    notes.share_note(shared, readers=readers, at=publishing.PUBLISHED, on=publishing.DAY, by=member)
    file = {"file": str(note.paper_file_id), "page": "1"}
    return {"members:note": {"key": str(note.key)}, "members:note-on-page": file}


def recording_values(world: publishing.World, clerk: User) -> Values:
    """Values for the recording of the published meeting."""
    row = recordings.add_recording(
        world.meeting,
        address="https://recordings.example/7",
        title="Recording",
        kept_until=dt.date(2199, 1, 1),
        starts_at=publishing.moment(2022, 4, 21, 9, 55),
        at=publishing.moment(2022, 4, 22, 9),
        by=clerk,
    )
    of = {"meeting": world.meeting.slug, "pk": str(row.pk)}
    shown = {"public:recording": of, "public:api-recording-captions": {"id": str(row.pk)}}
    return shown | {"desk:recording-correct": of}


def takedown_values(committee: Committee, clerk: User) -> Values:
    """Values for takedowns: the report of a meeting of its own, hidden, and another that is published."""
    meeting = publishing.meeting_of(committee, clerk, dt.date(2022, 3, 10))
    shut, left = (publishing.report(meeting, clerk, title=title) for title in ("Adoption", "Kinship care"))
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    at = publishing.moment(2022, 2, 28, 9)
    publishing.built(meeting, at=at)
    publication.publish_agenda(meeting, seen="", at=at, by=clerk)
    hidden = takedowns.hide(shut, ground="personal", why="It names a child.", at=at, by=clerk)
    of = {"pk": str(hidden.pk), "number": "1"}
    new = {"kind": "paper", "pk": str(left.pk)}
    return {"desk:takedown": of, "desk:takedown-file": of, "desk:takedown-new": new}


def supplement_values(committee: Committee, clerk: User) -> Values:
    """Values for the draft of a supplement: a meeting of its own, published, and a paper that came in since."""
    meeting = publishing.meeting_of(committee, clerk, dt.date(2022, 3, 17))
    late = publishing.report(meeting, clerk, title="Kinship care")
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    at = publishing.moment(2022, 3, 7, 9)
    publishing.built(meeting, at=at)
    publication.publish_agenda(meeting, seen="", at=at, by=clerk)
    papers.add_paper(late.item, title="Late figures", data=making.pdf_of(1), filename="late.pdf", at=at, by=clerk)
    coming = supplement.next_of(meeting, at.date())
    build.build(meeting, Edition.DRAFT, at=at, **coming.arguments)
    names = ("supplement-preview", "supplement-progress", "supplement-draft")
    return {f"desk:{name}": {"meeting": meeting.slug} for name in names}


def corrected_values(world: publishing.World, clerk: User) -> Values:
    """Values for the changes between two editions: a paper in place of one of the supplement, withdrawn since."""
    earlier = world.late_paper
    fields = {"replaces": earlier, "late_reason": "A figure was wrong.", "state": "withdrawn"}
    paper = Paper.objects.create(item=earlier.item, title="Young Carers figures, corrected", **fields)
    file_fields = {name: getattr(earlier.its_file, name) for name in ("stored", "pages", "tagged", "received_at")}
    file = PaperFile.objects.create(paper=paper, number=1, original_name="a.pdf", received_by=clerk, **file_fields)
    version = world.meeting.versions.latest("number")
    version.papers.create(paper_file=file, item_number=earlier.item.number, access="open", title=paper.title)
    return {"members:paper-changes": {"pk": str(file.pk)}}


def after_values(committee: Committee, clerk: User, *readers: User) -> Values:
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


def room_values(world: publishing.World, clerk: User) -> Values:
    """Values for the room: the meeting to come is opened, somebody is there and something is put."""
    at = timezone.make_aware(dt.datetime.combine(world.coming.date, world.coming.starts))
    with time_machine.travel(at, tick=False):
        minutes = opening.open_minutes(world.coming, at=at, by=clerk)
        somebody = minutes.attendees.filter(voting=True)[0]
        attendance.arrive(somebody, at=at, by=clerk)
        entry = minutes.entries.get(item=world.owed_paper.item)
        minute_states.open_item(entry, at=at, by=clerk)
        later = resolving.propose(entry, limbs=[LimbDraft("it be deferred", LimbKind.DEFERRED)], by=clerk)
        body = world.coming.committee
        sent = Referral.objects.create(limb=later.limbs.get(), committee=body, referred_at=at, referred_by=clerk)
        motion = resolving.propose(entry, limbs=[LimbDraft("it be noted")], by=clerk)
    values = {
        name: {"pk": str(entry.pk)} for name, pattern in OURS if pattern.startswith(ROOM) and "<id:pk>" in pattern
    }
    values |= {name: {"pk": str(motion.pk)} for name, pattern in OURS if pattern.startswith(f"{ROOM}resolutions/")}
    with time_machine.travel(at, tick=False):
        barred = interests.declare(somebody, world.owed_paper.item, kind="dpi", nature="Owns it.", at=at, by=clerk)
    values["desk:breach-record"] = values["desk:interest-remove"] = {"pk": str(barred.pk)}
    common = {"person": somebody.person, "told_at": at}
    plan = AttendancePlan.objects.create(meeting=world.coming, day=world.coming.date, choice="coming", **common)
    notice = InterestNotice.objects.create(item=world.owed_paper.item, kind="personal", nature="A friend.", **common)
    values["desk:room-plan-record"] = {"pk": str(plan.pk)}
    values["desk:room-interest-record"] = {"pk": str(notice.pk)}
    values |= {f"desk:referral-{act}": {"pk": str(sent.pk)} for act in ("place", "decline", "again")}
    values["desk:limb-due-day"] = {"pk": str(motion.limbs.get().pk)}
    values["members:meeting-before"] = {"meeting": world.moved.slug}
    return values | {f"desk:room-{page}": {"pk": str(somebody.pk)} for page in ("person", "person-act")}


def stopped_values(world: publishing.World, clerk: User) -> Values:
    """Values for the proper officer's leave: a paper that is open under Part Two."""
    item = agenda.add_item(world.coming, title="Placements", part=2, by=clerk)
    paper = papers.expect_paper(item, title="Placements report", by=clerk)
    withholding.set_access(paper, access="open", by=clerk)
    return {"desk:paper-allow-open": {"pk": str(paper.pk)}}
