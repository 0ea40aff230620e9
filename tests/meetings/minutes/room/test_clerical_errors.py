"""A clerk’s error is corrected by a recorded act, with its reason; an amendment stands beside the words it changes."""

import datetime as dt
from html import unescape

import pytest
from django.utils.html import strip_tags

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.wording.dates import LONDON
from meetings.calendar import verbs as calendar
from meetings.minutes.document import document, minute_states
from meetings.minutes.publication import publishing
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import LimbKind, Meeting, Minutes, MinutesState, Presence, Resolution, Result
from meetings.models.confirming import carried_by
from tests.meetings import minuted
from tests.meetings.minuted import AFTER
from tests.meetings.minutes.world import ROOM, VOTERS, at
from tests.search.indexed import settle

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


def test_a_meeting_that_goes_on_after_midnight_is_minuted_and_corrected_by_its_pages(room, desk, time_machine):
    next_day = dt.date(2022, 4, 22)
    time_machine.move_to(at(0, 40, day=next_day), tick=False)
    assert "the current time" in desk.get(ROOM, follow=True).text
    desk.post(f"{ROOM}clock/", {"time": "00:20"})
    desk.post(f"{ROOM}people/{room.who('Mary').pk}/act/", {"act": "leave"})
    assert room.who("Mary").presences.get().left_at == at(0, 20, day=next_day)
    assert desk.post(f"{ROOM}end/", {"time": "00:30"}).status_code == 302
    typed = WHY | {"began": "10:05", "ended": "00:30"}
    assert "The correction is recorded" in desk.post(f"{ROOM}times/", typed, follow=True).text
    minutes = Minutes.objects.get(pk=room.minutes.pk)
    assert (minutes.began_at, minutes.ended_at) == (at(10, 5), at(0, 30, day=next_day))


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


PARTS = ("the report be noted", "a review be held", "the Director be thanked")


def moved(room, *texts, **fields) -> Resolution:
    drafts = [one if isinstance(one, LimbDraft) else LimbDraft(one) for one in texts]
    return resolving.propose(room.minute("Young Carers"), limbs=drafts, by=room.clerk, **fields)


def texts(resolution) -> list[str]:
    return [limb.text for limb in resolution.limbs.order_by("position", "pk")]


def printed(room) -> list[dict]:
    entries = document.take(room.minutes, at=at(12))["entries"]
    return next(entry for entry in entries if entry["heading"] == "Young Carers")["resolutions"]


def test_the_vote_on_the_motion_prints_the_words_of_the_carried_amendment(room, clerk):
    motion = moved(room, *PARTS)
    amendment = moved(room, LimbDraft("two reviews be held", part=2), amends=motion)
    voting.show_of_hands(amendment, votes_for=4, votes_against=1, at=at(10, 30), by=clerk)
    assert texts(motion) == ["the report be noted", "two reviews be held", "the Director be thanked"]
    voting.agree(motion, at=at(10, 31), by=clerk)
    as_moved, change, resolved = printed(room)
    assert as_moved["lead"] == "Motion as moved: That:" and "a review be held" in str(as_moved["limbs"])
    assert change["lead"] == "Amendment: That part (b) be replaced by “two reviews be held”."
    assert change["outcome"] == "The amendment was carried."
    assert resolved["lead"] == "RESOLVED: That:" and "two reviews be held" in str(resolved["limbs"])
    assert list(Resolution.objects.carried()) == [motion]
    with pytest.raises(Refused, match="has since been decided"):
        voting.take_back(amendment, by=clerk)


@pytest.mark.indexed_at_once
def test_both_wordings_stand_wherever_the_published_minutes_are_read(room, client, clerk):
    motion = moved(room, *PARTS)
    voting.agree(moved(room, LimbDraft("two reviews be held", part=2), amends=motion), at=at(10, 30), by=clerk)
    voting.agree(motion, at=at(10, 31), by=clerk)
    opening.end_meeting(room.minutes, at=at(11), by=clerk)
    publishing.publish_draft(room.minutes, at=at(11), by=clerk)
    number = room.minute("Young Carers").number
    base = f"/committees/{room.committee.slug}/{room.meeting.slug}/"
    leads = ("Motion as moved: That", "Amendment: That part (b) be replaced by", "RESOLVED: That")
    for path in (f"minutes/{number}/", f"minutes/{number}.json"):
        said = unescape(strip_tags(client.get(base + path).text))
        as_moved, change, resolved = (said.find(lead) for lead in leads)
        assert -1 < as_moved < change < resolved, path
        assert "a review be held" in said[as_moved:change], path
        assert "two reviews be held" in said[change:resolved] and "two reviews be held" in said[resolved:], path
    meeting = client.get(f"{base.removesuffix('/')}.json").json()
    assert "Motion as moved" not in str(meeting) and "two reviews be held" in str(meeting), "what is in force alone"
    settle()
    rows = client.get("/api/v1/resolutions").json()["results"]
    told = {row["result"]: [part["text"] for part in row["parts"]] for row in rows if not row["amends_id"]}
    as_moved, change = (next(row for row in rows if row["text"].startswith(lead)) for lead in leads[:2])
    assert (as_moved["amends_id"], as_moved["result"], change["amends_id"]) == (change["id"], "amended", motion.pk)
    assert "a review be held" in str(as_moved["parts"]) and told["carried"][1] == "two reviews be held"


def test_an_amendment_names_the_parts_it_changes_adds_and_deletes(room, clerk):
    motion = moved(room, *PARTS)
    drafts = [LimbDraft(PARTS[0], part=1), LimbDraft("x", LimbKind.DELETED, part=2), LimbDraft("tea be served")]
    amendment = moved(room, *drafts, amends=motion)
    assert texts(amendment) == ["a review be held", "tea be served"]
    voting.agree(amendment, at=at(10, 30), by=clerk)
    assert texts(motion) == ["the report be noted", "the Director be thanked", "tea be served"]
    voting.agree(motion, at=at(10, 31), by=clerk)
    assert printed(room)[1]["lead"] == (
        "Amendment: That part (b), “a review be held”, be deleted; and “tea be served” be added as part (d)."
    )


def test_two_amendments_of_different_parts_both_stand(room, clerk):
    motion = moved(room, *PARTS)
    first = moved(room, LimbDraft("x", LimbKind.DELETED, part=1), amends=motion)
    second = moved(room, LimbDraft("the Director be asked to stay", part=3), amends=motion)
    third = moved(room, LimbDraft("the report be burnt", part=1), amends=motion)
    voting.agree(first, at=at(10, 30), by=clerk)
    with pytest.raises(Refused, match="deleted the part that this one changes"):
        voting.agree(third, at=at(10, 31), by=clerk)
    resolving.withdraw(third, by=clerk)
    voting.agree(second, at=at(10, 32), by=clerk)
    assert texts(motion) == ["a review be held", "the Director be asked to stay"]
    voting.agree(motion, at=at(10, 33), by=clerk)
    leads = [row["lead"].split(":")[0] for row in printed(room)]
    assert leads == ["Motion as moved", "Amendment", "Amendment", "Amendment", "RESOLVED"]


def test_undoing_an_amendment_takes_its_words_out_of_the_motion(room, clerk):
    motion = moved(room, *PARTS)
    amendment = moved(room, LimbDraft("two reviews be held", part=2), amends=motion)
    voting.agree(amendment, at=at(10, 30), by=clerk)
    later = moved(room, LimbDraft("no one be thanked", part=3), amends=motion)
    voting.agree(later, at=at(10, 31), by=clerk)
    with pytest.raises(Refused, match="Another amendment was carried after it"):
        voting.take_back(amendment, by=clerk)
    voting.take_back(later, by=clerk)
    voting.take_back(amendment, by=clerk)
    assert texts(motion) == list(PARTS) and not Resolution.objects.filter(result=Result.AMENDED).exists()


def test_a_casting_vote_adopts_an_amendment_too(room, clerk):
    motion = moved(room, "the report be noted")
    amendment = moved(room, "the report be welcomed", amends=motion)
    voting.show_of_hands(amendment, votes_for=3, votes_against=3, at=at(10, 30), by=clerk)
    assert texts(motion) == ["the report be noted"]
    with pytest.raises(Refused, match="Record its vote first"):
        voting.agree(motion, at=at(10, 31), by=clerk)
    with pytest.raises(Refused, match="An amendment has been moved"):
        resolving.set_limbs(motion, [LimbDraft("one"), LimbDraft("two")], by=clerk)
    voting.cast(amendment, casting="for", by=clerk)
    assert texts(motion) == ["the report be welcomed"]
    voting.show_of_hands(motion, votes_for=1, votes_against=5, at=at(10, 31), by=clerk)
    assert [one["lead"] for one in printed(room)] == [
        "Motion as moved: That the report be noted.",
        "Amendment: That the report be welcomed.",
        "Motion as amended: That the report be welcomed.",
    ]


@pytest.mark.parametrize(
    ("drafts", "words"),
    [
        ([LimbDraft(PARTS[0], part=1)], "changes nothing"),
        ([LimbDraft("x", LimbKind.DELETED, part=part) for part in (1, 2, 3)], "at least one part"),
    ],
)
def test_an_amendment_changes_something_and_leaves_something(room, drafts, words):
    motion = moved(room, *PARTS)
    with pytest.raises(Refused, match=words):
        moved(room, *drafts, amends=motion)


def test_the_form_of_an_amendment_takes_a_cleared_part_out_of_the_motion(room, desk, clerk):
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 5), by=clerk)
    motion = moved(room, *PARTS)
    waits = moved(room, LimbDraft("two reviews be held", part=2), amends=motion)
    page = desk.get(f"{ROOM}resolutions/{motion.pk}/vote/names/").text
    assert "An amendment has been moved" in page and 'value="against"' not in page
    chosen = dict.fromkeys(map(room.who, VOTERS), "against")
    voting.recorded_vote(waits, choices=chosen, at=at(10, 6), by=clerk)
    assert texts(motion) == list(PARTS), "a lost amendment changes nothing"
    page = desk.get(f"{ROOM}resolutions/{motion.pk}/amend/")
    rows = page.context["form"]
    data = {f"limb-{name}": value for name, value in rows.management_form.initial.items()}
    for number, row in enumerate(rows.forms):
        data |= {f"limb-{number}-{name}": row[name].value() or "" for name in row.fields}
    data |= {"limb-1-text": "", "limb-3-text": "tea be served", "agreed": "yes", "time": ""}
    answer = desk.post(f"{ROOM}resolutions/{motion.pk}/amend/", data)
    assert answer.status_code == 302
    assert texts(motion) == ["the report be noted", "the Director be thanked", "tea be served"]
