"""Meetings: the calendar, agendas up to their publication and beyond, background documents, and what was asked for."""

import datetime as dt
from typing import Any

from committee.acts.requests import person_of
from committee.acts.seen import having_read
from committee.models import Committee
from committee.register import council
from meetings.actions import absences, reminding
from meetings.actions import verbs as actions
from meetings.agendas import accepted, amendments, previewing, standing_items, versioning
from meetings.agendas import certificate as certifying
from meetings.agendas import publishing as publication
from meetings.agendas import verbs as agenda
from meetings.calendar import corrections, panels, years
from meetings.calendar import verbs as calendar
from meetings.minutes.room.presence import interests
from meetings.models import (
    AbsenceApproval,
    Action,
    AgendaItem,
    Declaration,
    Edition,
    ItemKind,
    Limb,
    LimbKind,
    Meeting,
    Minutes,
    VersionKind,
)
from meetings.packs.builds import build, tasks
from meetings.papers import background_verbs, withholding
from meetings.papers import verbs as papers
from tests.acts import Act, Cast, done, done_by, recipe
from tests.meetings import minuted, publishing
from tests.meetings.minutes import world as meeting_room
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import World, moment

DAY = publishing.MEETING_DAY
LATER = moment(2022, 4, 14, 9)  # after the agenda and its first supplement
FEBRUARY = moment(2022, 2, 3, 9)  # after the meeting of 10 January


def _meeting(committee: Committee, cast: Cast) -> Meeting:
    """Schedule the meeting of 21 April 2022."""
    return publishing.meeting_of(committee, cast["clerk"])


# The calendar


done(calendar.schedule, "ground", lambda committee, _: (committee, DAY))


@recipe(calendar.schedule_year, world="ground")
def schedule_year(committee: Committee, cast: Cast) -> Act:
    entries = [calendar.Entry(dt.date(2022, 1, 10)), calendar.Entry(DAY, starts=dt.time(14), informal=True)]
    return Act(calendar.schedule_year, (committee, entries), {}, by=cast["clerk"])


@recipe(calendar.rearrange, world="ground")
def rearrange(committee: Committee, cast: Cast) -> Act:
    to = {"day": dt.date(2022, 5, 5), "starts": dt.time(14), "reason": "The room is taken.", "at": publishing.AT}
    return Act(calendar.rearrange, (_meeting(committee, cast),), to, by=cast["clerk"])


done(calendar.cancel, "ground", _meeting, reason="There is no business.", at=publishing.AT)


@recipe(calendar.undo_cancellation, world="ground")
def undo_cancellation(committee: Committee, cast: Cast) -> Act:
    meeting = _meeting(committee, cast)
    calendar.cancel(meeting, reason="There is no business.", at=publishing.AT, by=cast["clerk"])
    why = {"reason": "Business has come in.", "at": publishing.AT}
    return Act(calendar.undo_cancellation, (meeting,), why, by=cast["clerk"])


done(corrections.remove_meeting, "ground", _meeting, at=moment(2022, 3, 1))


@recipe(corrections.undo_rearrangement, world="ground")
def undo_rearrangement(committee: Committee, cast: Cast) -> Act:
    meeting = _meeting(committee, cast)
    day, why = dt.date(2022, 5, 5), "The room is taken."
    calendar.rearrange(meeting, day=day, starts=meeting.starts, reason=why, at=moment(2022, 3, 1), by=cast["clerk"])
    return Act(corrections.undo_rearrangement, (meeting,), {"at": moment(2022, 3, 1)}, by=cast["clerk"])


@recipe(years.open_next_year, world="ground")
def open_next_year(committee: Committee, cast: Cast) -> Act:
    council.add_year(dt.date(2022, 5, 19), dt.date(2023, 5, 17), by=cast["clerk"])
    return Act(years.open_next_year, (), {}, by=cast["clerk"])


@recipe(years.publish_calendar, world="ground")
def publish_calendar(committee: Committee, cast: Cast) -> Act:
    year = council.add_year(dt.date(2022, 5, 19), dt.date(2023, 5, 17), by=cast["clerk"])
    calendar.schedule(committee, dt.date(2022, 9, 15), by=cast["clerk"])
    return Act(years.publish_calendar, (year,), {"on": DAY}, by=cast["clerk"])


done(calendar.set_details, "ground", _meeting, note="Please use the side door.")


@recipe(panels.draw_panel, world="ground")
def draw_panel(committee: Committee, cast: Cast) -> Act:
    committee.panel_size = 1
    committee.save()
    member = person_of(cast["member"])
    arguments = {"people": [member], "chairman": member}
    return Act(panels.draw_panel, (_meeting(committee, cast),), arguments, by=cast["clerk"])


done(calendar.call_at_shorter_notice, "ground", _meeting, called_on=dt.date(2022, 4, 14), reason="The flood.")


# The agenda


def _carers(committee: Committee, cast: Cast) -> AgendaItem:
    """Add an item of business to an agenda that has its standing items."""
    meeting = _meeting(committee, cast)
    return agenda.add_item(meeting, title="Young Carers", by=cast["clerk"])


@recipe(standing_items.fill, world="ground")
def fill(committee: Committee, cast: Cast) -> Act:
    meeting = _meeting(committee, cast)
    for item in meeting.items.all():
        agenda.remove_item(item, by=cast["clerk"])
    return Act(standing_items.fill, (meeting,), {}, by=cast["clerk"])


@recipe(standing_items.keep_standing_items, world="ground")
def keep_standing_items(committee: Committee, cast: Cast) -> Act:
    kinds = (ItemKind.APOLOGIES, ItemKind.MINUTES)
    standing = [{"title": kind.label, "kind": kind, "lead_line": ""} for kind in kinds]
    return Act(standing_items.keep_standing_items, (committee, standing), {}, by=cast["clerk"])


done(agenda.add_item, "ground", _meeting, title="Fostering")
done(agenda.edit_item, "ground", _carers, title="Young carers in schools")


@recipe(agenda.settle_part, world="ground")
def settle_part(committee: Committee, cast: Cast) -> Act:
    item = _carers(committee, cast)
    paper = papers.expect_paper(item, title="Young carers by name", by=cast["clerk"])
    withholding.set_access(paper, by=cast["clerk"], **publishing.EXEMPT)
    return Act(agenda.settle_part, (item,), {"part": 1}, by=cast["clerk"])


done(agenda.move_item, "ground", _carers, to=1)
done(agenda.remove_item, "ground", _carers)


# Published, and changed after that

RULING: dict[str, Any] = {
    "circumstances": "The flood came after the agenda, and homes must be repaired before May.",
    "at": LATER,
}


def _late(meeting: Meeting, cast: Cast) -> AgendaItem:
    """Add an item after publication."""
    return agenda.add_item(meeting, title="Flood damage", by=cast["clerk"])


@recipe(agenda.rule_urgent, world="published")
def rule_urgent(world: World, cast: Cast) -> Act:
    item, ruling = _late(world.meeting, cast), {"chairman": cast["chairman"].person, **RULING}
    return Act(agenda.rule_urgent, (item,), ruling, by=cast["clerk"])


done(accepted.accept_findings, "agenda", lambda meeting, _: (meeting, {"a" * 64: "No tags."}), at=publishing.AT)


@recipe(previewing.send_preview, world="agenda")
def send_preview(meeting: Meeting, cast: Cast) -> Act:
    publishing.built(meeting, Edition.DRAFT)
    sent: dict[str, Any] = {"message": "Please look at item 4.", "at": publishing.AT}
    return Act(previewing.send_preview, (meeting,), sent, by=cast["clerk"])


done(
    tasks.request_build, "ground", lambda committee, cast: (_meeting(committee, cast), Edition.DRAFT), at=publishing.AT
)
done(publication.publish_agenda, "agenda", lambda meeting, _: meeting, at=publishing.AT)


@recipe(amendments.publish_supplement, world="published")
def publish_supplement(world: World, cast: Cast) -> Act:
    papers.add_paper(
        publishing.item_of(world.meeting, "Young Carers"), title="Late figures", data=pdf_of(2, "Late figures"),
        filename="late.pdf", background_papers="None", at=LATER, by=cast["clerk"],
    )  # fmt: skip
    supplement = {"reason": "The figures were not ready.", "at": LATER}
    return Act(amendments.publish_supplement, (world.meeting,), supplement, by=cast["clerk"])


def _ruled(world: World, cast: Cast) -> AgendaItem:
    """Add an item after publication, which Charles rules urgent."""
    item = _late(world.meeting, cast)
    agenda.rule_urgent(item, chairman=person_of(cast["chairman"]), by=cast["clerk"], **RULING)
    return item


done(amendments.publish_urgent_item, "published", _ruled, at=LATER)
done(agenda.take_back_ruling, "published", _ruled)
done(amendments.publish_added_item, "published", lambda world, cast: _late(world.meeting, cast), at=publishing.AT)


@recipe(amendments.withdraw_item, world="published")
def withdraw_item(world: World, cast: Cast) -> Act:
    item = publishing.item_of(world.meeting, "Young Carers")
    return Act(amendments.withdraw_item, (item,), {"reason": "It is not ready.", "at": LATER}, by=cast["clerk"])


@recipe(amendments.correct, world="published")
def correct(world: World, cast: Cast) -> Act:
    words = {publishing.item_of(world.meeting, "Young Carers").pk: {"title": "Young carers"}}
    correction = {"note": "The title was misspelt.", "items": words, "at": LATER}
    return Act(amendments.correct, (world.meeting,), correction, by=cast["clerk"])


@recipe(versioning.freeze, world="agenda")
def freeze(meeting: Meeting, cast: Cast) -> Act:
    packs = {edition: build.current_pack(meeting, edition) for edition in (Edition.PUBLIC, Edition.MEMBERS)}
    snapshot = build.plan(meeting, Edition.MEMBERS, issued_on=publishing.LAST_DAY).snapshot
    frozen = (meeting, VersionKind.FIRST, "", snapshot)
    return Act(versioning.freeze, frozen, {"packs": packs, "at": publishing.AT}, by=cast["clerk"])


@recipe(versioning.republish, world="published")
def republish(world: World, cast: Cast) -> Act:
    change = (world.meeting, VersionKind.REARRANGED, "Re-arranged: the hall is flooded.")
    return Act(versioning.republish, change, {"at": LATER}, by=cast["clerk"])


@recipe(certifying.complete_certificate, world="published")
def complete_certificate(world: World, cast: Cast) -> Act:
    certificate = world.meeting.versions.get(number=1).certificate
    offices: dict[str, Any] = {
        "posted_by": "Carol Clerk",
        "posted_at": moment(2022, 4, 11, 10),
        "posted_where": "Shire Hall, Felpersham",
        "inspection_by": "Carol Clerk",
        "inspection_at": moment(2022, 4, 11, 10, 30),
        "inspection_where": "Shire Hall, Felpersham",
    }
    certifying.complete_certificate(certificate, **offices, at=LATER, by=cast["clerk"])
    corrected: dict[str, Any] = {**offices, "posted_at": moment(2022, 4, 11, 9, 45), "reason": "The time was misread."}
    return Act(certifying.complete_certificate, (certificate,), {**corrected, "at": LATER}, by=cast["clerk"])


# Background documents

SURVEY = {"title": "The survey itself", "filename": "survey.pdf"}


@recipe(background_verbs.add_background, world="ground")
def add_background(committee: Committee, cast: Cast) -> Act:
    paper = papers.expect_paper(_carers(committee, cast), title="Young Carers: report", by=cast["clerk"])
    document = {**SURVEY, "data": pdf_of(2, "Survey"), "at": publishing.AT}
    return Act(background_verbs.add_background, (paper,), document, by=cast["clerk"])


@recipe(background_verbs.remove_background, world="ground")
def remove_background(committee: Committee, cast: Cast) -> Act:
    clerk, day = cast["clerk"], dt.date(2021, 3, 5)  # the database too asks whether four years have gone by since
    item = agenda.add_item(publishing.meeting_of(committee, clerk, day), title="Young Carers", by=clerk)
    paper = papers.expect_paper(item, title="Young Carers: report", by=clerk)
    document = background_verbs.add_background(
        paper, data=pdf_of(2, "Survey"), at=moment(2021, 3, 1, 9), by=clerk, **SURVEY
    )
    return Act(background_verbs.remove_background, (document,), {"at": moment(2025, 3, 5, 9)}, by=clerk)


# What was asked for

REQUEST: dict[str, Any] = {
    "asked_in": "Letter of the Chairman of 11 January 2022",
    "text": "Figures on fostering to be sent to members",
    "due_on": dt.date(2022, 3, 1),
    "at": minuted.AFTER,
}


def _asked(committee: Committee, cast: Cast) -> Action:
    """Something that Olive the officer owes since 10 January."""
    meeting = publishing.meeting_of(committee, cast["clerk"], minuted.TENTH)
    return actions.ask(meeting, owner=cast["officer"].person, by=cast["clerk"], **REQUEST)


def _answered(committee: Committee, cast: Cast) -> Action:
    action = _asked(committee, cast)
    having_read(actions.answer)(action, text="There are 412.", at=FEBRUARY, by=cast["officer"])
    return action


@recipe(actions.open_action, world="minuted")
def open_action(minutes: Minutes, cast: Cast) -> Act:
    limb = Limb.objects.get(resolution__minute__minutes=minutes, kind=LimbKind.INFORMATION)
    return Act(actions.open_action, (limb,), {"at": minuted.AFTER}, by=cast["clerk"])


done(actions.open_all, "minuted", lambda minutes, _: minutes, at=minuted.AFTER)


@recipe(actions.ask, world="ground")
def ask(committee: Committee, cast: Cast) -> Act:
    meeting = publishing.meeting_of(committee, cast["clerk"], minuted.TENTH)
    return Act(actions.ask, (meeting,), {**REQUEST, "owner": cast["officer"].person}, by=cast["clerk"])


def _declared(room: meeting_room.World, cast: Cast) -> Declaration:
    about: dict[str, Any] = {"kind": "dpi", "nature": "Owns the home.", "at": meeting_room.at(10, 5)}
    return interests.declare(room.who("Mary"), room.item("Young Carers"), **about, by=cast["clerk"])


@recipe(actions.open_for_declaration, world="meeting_begun")
def open_for_declaration(room: meeting_room.World, cast: Cast) -> Act:
    declaration = _declared(room, cast)
    declaration.registered = False  # by a verb it would be opened at once
    declaration.save(update_fields=["registered"])
    return Act(actions.open_for_declaration, (declaration,), {"at": meeting_room.at(10, 5)}, by=cast["clerk"])


done(actions.open_for_breach, "meeting_begun", _declared, at=meeting_room.at(10, 5))
done(actions.open_for_lifted, "meeting_begun", _declared, at=meeting_room.at(10, 5))


@recipe(actions.open_for_limited_vote, world="meeting_begun")
def open_for_limited_vote(room: meeting_room.World, cast: Cast) -> Act:
    voter = "Mary has a vote on education functions only, and could vote under “Fostering”"
    return Act(actions.open_for_limited_vote, (room.minutes, voter), {"at": meeting_room.at(11)}, by=cast["clerk"])


@recipe(actions.assign, world="ground")
def assign(committee: Committee, cast: Cast) -> Act:
    owed = {"owner": cast["other officer"].person, "due_on": dt.date(2022, 3, 8), "at": FEBRUARY}
    return Act(actions.assign, (_asked(committee, cast),), owed, by=cast["clerk"])


FIGURES = {"data": pdf_of(1, "Figures"), "filename": "the_figures.pdf"}
done_by("officer", {"officer"})(actions.answer, "ground", _asked, text="There are 412.", **FIGURES, at=FEBRUARY)


done(actions.close_action, "ground", _answered, evidence="Sent to members.", at=FEBRUARY)


@recipe(actions.reopen, world="ground")
def reopen(committee: Committee, cast: Cast) -> Act:
    action = _answered(committee, cast)
    actions.close_action(action, evidence="Sent to members.", at=FEBRUARY, by=cast["clerk"])
    return Act(actions.reopen, (action,), {"reason": "The figures were wrong.", "at": FEBRUARY}, by=cast["clerk"])


@recipe(actions.remove_answer, world="ground")
def remove_answer(committee: Committee, cast: Cast) -> Act:
    action = _asked(committee, cast)
    answer = having_read(actions.answer)(action, text="There are 412.", withheld=True, at=FEBRUARY, by=cast["officer"])
    return Act(actions.remove_answer, (answer,), {"reason": "A slip.", "at": FEBRUARY}, by=cast["clerk"])


done(reminding.remind, "ground", _asked, at=FEBRUARY)
done(reminding.tell_otherwise, "ground", _asked, how="By telephone", at=FEBRUARY)


# Absences


ELSEWHERE: dict[str, Any] = {
    "body": "Joint Waste Committee",
    "counts_as": "functions",
    "attended_on": dt.date(2022, 3, 1),
    "at": moment(2022, 3, 11, 9),
}


done(absences.record_attendance, "ground", lambda _, cast: cast["member"].person, **ELSEWHERE)


@recipe(absences.remove_attendance, world="ground")
def remove_attendance(committee: Committee, cast: Cast) -> Act:
    row = absences.record_attendance(person_of(cast["member"]), **ELSEWHERE, by=cast["clerk"])
    return Act(absences.remove_attendance, (row,), {}, by=cast["clerk"])


APPROVAL: dict[str, Any] = {
    "approved_on": dt.date(2022, 3, 10),
    "until": dt.date(2022, 12, 1),
    "reason": "Long Illness",
    "at": moment(2022, 3, 11, 9),
}


done(absences.approve_absence, "ground", lambda _, cast: cast["member"].person, **APPROVAL)


def _approved(committee: Committee, cast: Cast) -> AbsenceApproval:
    return absences.approve_absence(person_of(cast["member"]), **APPROVAL, by=cast["clerk"])


CORRECTED = APPROVAL | {"until": dt.date(2022, 9, 1), "why": "The last day was wrong."}
done(absences.correct_approval, "ground", _approved, **CORRECTED)
done(absences.strike_out_approval, "ground", _approved, reason="It was the wrong person.")
