"""Recipes of papers, takedowns and recordings."""

from typing import Any

from committee.models import Committee
from committee.portal import handover
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, Conversion, Minutes, Paper, Recording, Takedown
from meetings.papers import conversions, dropping, handing_in, open_by_leave, text_versions, verbs, withholding
from meetings.recordings import verbs as recording_verbs
from meetings.takedowns import verbs as takedowns
from tests.acts import Act, Cast, done, done_by, recipe
from tests.meetings import recorded
from tests.meetings.minuted import AFTER
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, EXEMPT, MEETING_DAY, World, moment

HANDED_IN: dict[str, Any] = {"data": pdf_of(1, "About fostering"), "filename": "fostering.pdf", "at": AT}


def fostering(committee: Committee, cast: Cast) -> AgendaItem:
    """Add an item to the meeting of 21 April 2022."""
    meeting = calendar.schedule(committee, MEETING_DAY, by=cast["clerk"])
    return agenda.add_item(meeting, title="Fostering", by=cast["clerk"])


def owed(committee: Committee, cast: Cast) -> Paper:
    """Ask Olive for the report of an item."""
    item = fostering(committee, cast)
    return verbs.expect_paper(item, title="Fostering report", owner=cast["officer"].person, by=cast["clerk"])


def received(committee: Committee, cast: Cast) -> Paper:
    """Hand in Olive's report."""
    paper = owed(committee, cast)
    verbs.receive_file(paper, **HANDED_IN, by=cast["officer"])
    return paper


done(verbs.expect_paper, "ground", fostering, title="Fostering report", owner=lambda _, cast: cast["officer"].person)


@recipe(open_by_leave.allow_open, world="ground")
def allow_open(committee: Committee, cast: Cast) -> Act:
    meeting = calendar.schedule(committee, MEETING_DAY, by=cast["clerk"])
    item = agenda.add_item(meeting, title="Fostering", part=2, by=cast["clerk"])
    paper = verbs.add_paper(item, title="Fostering report", access="open", **HANDED_IN, by=cast["clerk"])
    why = {"reason": "The prices were published by the bidder.", "at": AT}
    return Act(open_by_leave.allow_open, (paper,), why, by=cast["proper officer"])


done_by("officer", {"officer"})(verbs.receive_file, "ground", owed, **HANDED_IN)
done_by("officer", {"officer"})(handing_in.hand_in, "ground", owed, **HANDED_IN)


@recipe(handing_in.hand_in_new, world="ground")
def hand_in_new(committee: Committee, cast: Cast) -> Act:
    paper = {"title": "Fostering report", "details": {"background_papers": "None"}, **HANDED_IN}
    return Act(handing_in.hand_in_new, (fostering(committee, cast),), paper, by=cast["clerk"])


done(
    handing_in.correct_paper, "published", lambda world, _: world.open_paper, **HANDED_IN, reason="A figure was wrong."
)
done(dropping.drop, "ground", lambda committee, cast: fostering(committee, cast).meeting, **HANDED_IN)


@recipe(dropping.hand_in_dropped, world="ground")
def hand_in_dropped(committee: Committee, cast: Cast) -> Act:
    item = fostering(committee, cast)
    files = [dropping.drop(item.meeting, **HANDED_IN, by=cast[who]) for who in ("clerk", "proper officer")]
    rows = [dropping.Row(one.pk, one.filename, item, None, "Fostering report", "report", "open") for one in files[:1]]
    return Act(dropping.hand_in_dropped, (item.meeting,), {"rows": rows, "at": AT}, by=cast["clerk"])


done(verbs.add_paper, "ground", fostering, title="Fostering report", background_papers="None", **HANDED_IN)


@recipe(conversions.accept_conversion, world="ground", may={"officer"})
def accept_conversion(committee: Committee, cast: Cast) -> Act:
    paper = received(committee, cast)
    Conversion.objects.create(
        file=paper.its_file, original_name="fostering.docx", looks="a Word document", program="us"
    )
    return Act(conversions.accept_conversion, (paper,), {"file": 1, "at": AT}, by=cast["officer"])


done(verbs.edit_paper, "ground", owed, title="Annual report on fostering", background_papers="None")
done(verbs.mark_to_follow, "ground", owed)
done(
    handover.hand_over,
    "ground",
    lambda committee, cast: owed(committee, cast).owner,
    successor=lambda _, cast: cast["other officer"].person,
    at=AT,
    on=AT.date(),
)
done(verbs.remove_paper, "ground", received)
done(verbs.chase, "ground", owed, at=AT)


@recipe(text_versions.write_page_text, world="ground", may={"officer"})
def write_page_text(committee: Committee, cast: Cast) -> Act:
    file = received(committee, cast).its_file
    words: dict[str, Any] = {"page": 1, "text": "A chart of foster carers.", "at": AT}
    return Act(text_versions.write_page_text, (file,), words, by=cast["officer"])


@recipe(text_versions.clear_page_text, world="ground", may={"officer"})
def clear_page_text(committee: Committee, cast: Cast) -> Act:
    file = received(committee, cast).its_file
    text_versions.write_page_text(file, page=1, text="A chart of foster carers.", at=AT, by=cast["officer"])
    return Act(text_versions.clear_page_text, (file,), {"page": 1, "at": AT}, by=cast["officer"])


done(withholding.set_access, "ground", received, **EXEMPT)


@recipe(withholding.grant_need_to_know, world="ground")
def grant_need_to_know(committee: Committee, cast: Cast) -> Act:
    paper = withholding.set_access(received(committee, cast), by=cast["clerk"], **EXEMPT)
    grant = {"person": cast["other officer"].person, "reason": "He answers for the budget.", "at": AT}
    return Act(withholding.grant_need_to_know, (paper,), grant, by=cast["proper officer"])


HIDDEN: dict[str, Any] = {"ground": "personal", "why": "It names a child.", "at": AT}


def hidden(world: World, cast: Cast) -> Takedown:
    """Hide the open report of the published agenda."""
    return takedowns.hide(world.open_paper, **HIDDEN, by=cast["clerk"])


done(takedowns.hide, "published", lambda world, _: world.open_paper, **HIDDEN)


@recipe(takedowns.make_again, world="published")
def make_again(world: World, cast: Cast) -> Act:
    takedown = hidden(world, cast)
    world.meeting.packs.filter(large_print=False).update(emptied=True)  # as where their making failed
    return Act(takedowns.make_again, (takedown,), {"at": AT}, by=cast["clerk"])


done_by("proper officer")(
    takedowns.confirm, "published", hidden, reason="It named a child.", backups="Those of April, until May.", at=AT
)
done_by("proper officer")(takedowns.undo, "published", hidden, reason="The name is public.", at=AT)


@recipe(takedowns.place_redacted_copy, world="published")
def place_redacted_copy(world: World, cast: Cast) -> Act:
    copy = {"data": pdf_of(2, "Redacted"), "filename": "redacted.pdf", "at": AT}
    return Act(takedowns.place_redacted_copy, (hidden(world, cast),), copy, by=cast["proper officer"])


def _captioned(minutes: Minutes, cast: Cast) -> Recording:
    """Add a recording with captions."""
    return recorded.captioned(minutes, cast["clerk"])


@recipe(recording_verbs.add_recording, world="minuted")
def add_recording(minutes: Minutes, cast: Cast) -> Act:
    return Act(recording_verbs.add_recording, (minutes.meeting,), {**recorded.GIVEN, "at": AFTER}, by=cast["clerk"])


@recipe(recording_verbs.correct_recording, world="minuted")
def correct_recording(minutes: Minutes, cast: Cast) -> Act:
    row = _captioned(minutes, cast)
    given = {**recorded.GIVEN, "starts_at": moment(2022, 1, 10, 10), "at": AFTER}
    return Act(recording_verbs.correct_recording, (row,), given, by=cast["clerk"])


done(recording_verbs.withdraw_recording, "minuted", _captioned, reason="It was cut short", at=AFTER)
done(recording_verbs.end_recording, "minuted", _captioned, at=moment(2040, 1, 11))


@recipe(recording_verbs.put_captions, world="minuted")
def put_captions(minutes: Minutes, cast: Cast) -> Act:
    row = recorded.recorded(recorded.published(minutes, cast["clerk"]), cast["clerk"])
    return Act(recording_verbs.put_captions, (row,), {"data": recorded.CAPTIONS.encode()}, by=cast["clerk"])


done(recording_verbs.remove_captions, "minuted", _captioned)
