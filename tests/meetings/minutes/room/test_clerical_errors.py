"""Every state of a meeting has a way out: a clerk's error is corrected by a recorded act, with its reason."""

import datetime as dt

import pytest

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.wording.dates import LONDON
from meetings.calendar import verbs as calendar
from meetings.minutes.document import minute_states
from meetings.minutes.publication import publishing
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Meeting, Minutes, MinutesState, Presence, Resolution
from meetings.models.confirming import carried_by
from tests.meetings import minuted
from tests.meetings.minuted import AFTER
from tests.meetings.minutes.world import ROOM, at

WHY = {"reason": "The wrong clock was recorded."}
CONFIRM = "/desk/meetings/safeguarding/2022-01-10/minutes/confirm/"


def test_minutes_confirmed_while_a_past_meeting_is_minuted_next_day_bear_the_rooms_time(
    published, desk, clerk, time_machine
):
    time_machine.move_to(dt.datetime(2022, 4, 22, 15, tzinfo=LONDON), tick=False)
    here = minuted.confirming(published, clerk)
    desk.post(f"{ROOM}clock/", {"time": "10:12"})
    assert desk.post(CONFIRM, {"confirm-do": "confirm"}).status_code == 302
    assert carried_by(published).decided_at == at(10, 12)
    assert desk.post(f"{ROOM}end/", {"time": "11:00"}).status_code == 302
    assert Minutes.objects.get(pk=here.minutes_id).ended_at == at(11)


@pytest.mark.both_databases("triggers: a time is corrected although other minutes are signed by it")
def test_a_decision_stamped_with_another_days_clock_is_corrected_and_the_meeting_ended(confirmed, clerk):
    """As it could be stamped before that was refused; though the earlier minutes were signed by it."""
    resolution = carried_by(confirmed)
    minuted.sign_on_paper(confirmed, clerk)
    Resolution.objects.filter(pk=resolution.pk).update(decided_at=at(15, day=dt.date(2022, 4, 22)))
    trapped = Resolution.objects.select_related("minute__minutes__meeting").get(pk=resolution.pk)
    with pytest.raises(Refused, match=r"on 22 April 2022.*Correct that time first"):
        opening.end_meeting(trapped.minute.minutes, at=at(11), by=clerk)
    with pytest.raises(Refused, match="Enter why"):
        clerical_errors.correct_decision_time(trapped, at=at(10, 5), reason=" ", by=clerk)
    clerical_errors.correct_decision_time(trapped, at=at(10, 5), by=clerk, **WHY)
    assert opening.end_meeting(trapped.minute.minutes, at=at(11), by=clerk).state == MinutesState.DRAFT
    facts = audit.trail_of(trapped).get(did="corrected the time of").facts
    assert facts["reason"] == WHY["reason"] and facts["before"].startswith("2022-04-22")


def test_a_decision_is_not_moved_to_where_its_voters_were_not_there(room, clerk):
    motion = resolving.propose(room.minute("Fostering"), limbs=[LimbDraft("it be noted")], by=clerk)
    voting.show_of_hands(motion, votes_for=6, votes_against=0, at=at(10, 20), by=clerk)
    with pytest.raises(Refused, match="before the meeting began"):
        clerical_errors.correct_decision_time(motion, at=at(9, 30), by=clerk, **WHY)
    assert clerical_errors.correct_decision_time(motion, at=at(10, 25), by=clerk, **WHY).decided_at == at(10, 25)


def test_when_a_meeting_began_and_ended_is_corrected_after_publication(published, clerk):
    with pytest.raises(Refused, match="Correct its times instead"):
        opening.reopen(published, by=clerk, **WHY)
    began, ended = published.began_at, published.ended_at
    later = ended + dt.timedelta(minutes=20)
    with pytest.raises(Refused, match="Enter why"):
        clerical_errors.correct_meeting_times(published, began_at=began, ended_at=later, reason="", by=clerk)
    minutes = clerical_errors.correct_meeting_times(published, began_at=began, ended_at=later, by=clerk, **WHY)
    assert (minutes.state, minutes.ended_at) == (MinutesState.PUBLISHED, later)
    assert minuted.entry(minutes, "Placement").closed_at == later
    with pytest.raises(Refused, match="after the meeting ended"):
        clerical_errors.correct_meeting_times(minutes, began_at=began, ended_at=began, by=clerk, **WHY)
    with pytest.raises(Refused, match="the meeting began before"):
        clerical_errors.correct_meeting_times(minutes, began_at=ended, ended_at=later, by=clerk, **WHY)
    assert publishing.publish_draft(minutes, at=AFTER, by=clerk).document["ended"] == "12:20"


def test_when_a_meeting_adjourned_is_corrected_after_publication(published, desk, clerk):
    """A time mistyped, an adjournment that nobody recorded, and one that never was."""
    day = published.meeting.date
    recorded = [[at(11, 30, day=day).isoformat(), at(11, 51, day=day).isoformat()]]
    Minutes.objects.update(adjournments=recorded)
    path = "/desk/meetings/safeguarding/2022-01-10/minutes/times/"

    def send(**typed):
        initial = {name: value or "" for name, value in desk.get(path).context["form"].initial.items()}
        return desk.post(path, initial | {"reason": "The clock of the room was slow."} | typed, follow=True).text

    assert "Enter both times of an adjournment." in send(resumed_1="")
    assert "Each adjournment must begin and end in its turn" in send(resumed_1="10:50")
    assert "Nothing was decided at 11:20: the meeting was adjourned" in send(adjourned_1="11:15")
    assert "The correction is recorded" in send(resumed_1="11:35", adjourned_2="11:40", resumed_2="11:45")
    document = publishing.publish_draft(Minutes.objects.get(), at=AFTER, by=clerk).document
    assert [said for entry in document["entries"] for said in entry["movements"] if "adjourned" in said] == [
        "The meeting adjourned at 11:30 and resumed at 11:35.",
        "The meeting adjourned at 11:40 and resumed at 11:45.",
    ]
    assert audit.trail_of(published).get(did="corrected the times of").facts["recorded"] == recorded
    send(adjourned_1="", resumed_1="")
    assert [start for start, _ in Minutes.objects.get().pauses] == [at(11, 40, day=day)]


def test_the_words_of_what_was_decided_are_corrected_after_the_meeting_with_their_reason(published, desk, clerk):
    resolution = Resolution.objects.get(minute__heading="Young Carers")
    rows = list(resolution.limbs.values_list("text", "kind"))
    same = [LimbDraft(*row) for row in rows]
    resolving.set_limbs(resolution, same, by=clerk)
    url = f"/desk/meetings/safeguarding/2022-01-10/minutes/resolutions/{resolution.pk}/"
    sent = {"limb-TOTAL_FORMS": len(rows), "limb-INITIAL_FORMS": 0, "limb-0-kind": "noted"}
    for number, (text, kind) in enumerate(rows):
        sent |= {f"limb-{number}-text": text, f"limb-{number}-kind": kind}
    sent["limb-0-text"] = "the report be welcomed"
    assert "Enter why the words" in desk.post(url, sent).text
    assert desk.post(url, sent | WHY).status_code == 302
    assert resolution.limbs.first().text == "the report be welcomed"
    assert WHY["reason"] in [entry.facts.get("reason") for entry in audit.trail_of(resolution)]


def test_minutes_opened_by_mistake_are_discarded_with_their_empty_lists(world, clerk):
    meeting = clerical_errors.discard_minutes(world.minutes, by=clerk, **WHY)
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert not hasattr(meeting, "minutes")
    assert audit.trail_of(meeting).first().facts["reason"] == WHY["reason"]
    calendar.cancel(meeting, reason="Heavy snow.", at=at(9), by=clerk)


def test_a_meeting_begun_by_mistake_has_a_way_out_by_its_pages(room, desk, time_machine):
    time_machine.move_to(at(10, 1), tick=False)
    base = "/desk/meetings/safeguarding/2022-04-21/"
    off = {"reason": "It was called off at noon."}
    assert "undo the start" in desk.post(f"{base}cancel/", off).text
    assert "Enter the reason." in desk.post(f"{base}minutes/not-begun/", {"reason": ""}).text
    assert desk.post(f"{base}minutes/not-begun/", WHY).status_code == 302
    minutes = Minutes.objects.get(pk=room.minutes.pk)
    assert minutes.began_at is None
    assert minutes.attendees.filter(presences__isnull=False).exists()
    (facts,) = (entry.facts for entry in audit.trail_of(minutes) if entry.did == "undid the start of")
    assert facts["reason"] == WHY["reason"]
    Presence.objects.all().delete()
    assert desk.post(f"{base}cancel/", off).status_code == 302


def test_a_meeting_in_which_something_was_done_had_begun_and_its_minutes_stay(room, clerk):
    with pytest.raises(Refused, match="undo the start"):
        clerical_errors.discard_minutes(room.minutes, by=clerk, **WHY)
    minute_states.open_item(room.minute("Fostering"), at=at(10, 10), by=clerk)
    with pytest.raises(Refused, match="cannot be discarded"):
        clerical_errors.discard_minutes(room.minutes, by=clerk, **WHY)
    with pytest.raises(Refused, match="so the meeting had begun"):
        clerical_errors.take_beginning_back(room.minutes, by=clerk, **WHY)
    opening.end_meeting(room.minutes, at=at(11), by=clerk)
    with pytest.raises(Refused, match="The meeting has ended"):
        clerical_errors.take_beginning_back(room.minutes, by=clerk, **WHY)
