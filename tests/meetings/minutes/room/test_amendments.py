"""Amendments: carried, an amendment is in the motion; both wordings stand in the minutes."""

from html import unescape

import pytest
from django.utils.html import strip_tags

from committee.acts.refusal import Refused
from meetings.minutes.document import document, minute_states
from meetings.minutes.publication import publishing
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import LimbKind, Resolution, Result
from tests.meetings.minutes.world import ROOM, VOTERS, at
from tests.search.indexed import settle

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
