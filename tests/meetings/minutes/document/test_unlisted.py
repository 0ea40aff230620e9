"""Business that was on no published agenda: the minutes say so, and on what ground it was taken (R63)."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.law.findings import Severity
from meetings.agendas import verbs as agenda
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_states, unlisted_business
from meetings.minutes.document.document import for_decisions, for_public, take
from meetings.minutes.findings import findings
from meetings.minutes.publication import published, publishing
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import AgendaItem, BusinessGround, Minutes
from meetings.packs.intake import take_in
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, IN_APRIL
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import at
from tests.staging import staged

NEVER = "No agenda of this meeting was published before it was held (Local Government Act 1972, section 100B(4))"


@pytest.fixture
def held(minutes) -> Minutes:
    """Return the minutes of 10 January 2022, ended; no agenda was published and no ground is named."""
    BusinessGround.objects.all().delete()
    return minutes


@staged
def over(listed, clerk) -> worlds.World:
    """Return that meeting, ended, with Fostering decided too."""
    minute = minute_states.open_item(listed.minute("Fostering"), at=at(10, 30), by=clerk)
    minuted.resolve(minute, [LimbDraft("the report be noted")], at(10, 35), clerk)
    opening.end_meeting(listed.minutes, at=at(12), by=clerk)
    return listed


def r63(minutes: Minutes, act: str = findings.DRAFT):
    return [check for check in findings.found(minutes, on=AFTER.date(), for_=act) if check.rule == "R63"]


def notice_in(minutes: Minutes, *, by_minute: bool = True) -> str:
    return for_public(take(minutes, at=AFTER, by_minute=by_minute)).get("off_agenda", "")


@pytest.mark.parametrize("how", [{"kind": "minutes"}, {"title": "Any Other Business"}])
def test_what_is_decided_under_an_item_that_gives_notice_of_nothing_is_told(over, clerk, how):
    minute = over.minute("Fostering")
    AgendaItem.objects.filter(pk=minute.item_id).update(**how)
    motion = minute.resolutions.get()
    resolving.set_limbs(motion, [LimbDraft("Hill House be sold", "noted")], reason="Misheard so.", by=clerk)
    (told,) = r63(over.minutes)
    assert told.text.startswith("Business was decided under “Fostering”")


@pytest.mark.parametrize("act", findings.ACTS)
def test_decisions_without_a_published_agenda_warn_until_a_ground_is_named_and_after(held, clerk, act):
    (warned,) = r63(held, act)
    assert warned.severity == Severity.WARN and "no ground is recorded" in warned.text
    unlisted_business.name_ground(held, kind="not_published", words="The river rose overnight", at=AFTER, by=clerk)
    (told,) = r63(held, act)
    assert "the minutes say so, with the ground" in told.text


def test_the_minutes_give_the_ground_that_is_named_and_signed_it_changes_no_more(held, clerk):
    note = publishing.publish_decisions(held, at=AFTER, by=clerk)
    assert note.document["off_agenda"] == f"{NEVER}, and no ground is recorded on which business was taken."
    ground = " The river  rose overnight "
    unlisted_business.name_ground(held, kind="not_published", words=ground, at=AFTER, by=clerk)
    expected = f"{NEVER}. The ground on which business was taken: The river rose overnight."
    assert for_decisions(take(held, at=AFTER))["off_agenda"] == expected
    unlisted_business.name_ground(held, kind="elsewhere", words=ground, at=AFTER, by=clerk)
    version = publishing.publish_draft(held, at=AFTER, by=clerk)
    expected = "The agenda of this meeting was published, but not on this website: The river rose overnight."
    assert for_public(version.document)["off_agenda"] == expected
    assert expected in " ".join(" ".join(take_in.texts(published.pdf(version))).split())
    held.refresh_from_db()
    confirming.confirm(held, confirming=minuted.confirming(held, clerk), at=IN_APRIL, by=clerk)
    signed = minuted.sign_on_paper(held, clerk)
    assert "The river rose overnight" in signed.version.document["off_agenda"]
    with pytest.raises(Refused, match="confirmed and signed"):
        unlisted_business.name_ground(held, kind="elsewhere", words="It was open.", at=AFTER, by=clerk)


def test_an_item_that_was_never_on_the_agenda_is_named_in_the_minutes(over, clerk):
    stray = AgendaItem.objects.create(meeting=over.meeting, position=99, number=99, title="Flood")
    fostering = over.minute("Fostering")
    fostering.item, fostering.heading = stray, "Flood"
    fostering.save()
    (warned,) = r63(over.minutes)
    assert warned.text.startswith("“Flood” was decided, and was on no agenda published here")
    assert notice_in(over.minutes, by_minute=False).startswith("“Flood” was on no agenda published before the meeting")
    assert notice_in(over.minutes).startswith("Minute 2 was on no agenda published before the meeting")
    unlisted_business.name_ground(over.minutes, kind="not_published", words="It was forgotten", at=AFTER, by=clerk)
    assert notice_in(over.minutes).endswith("The ground on which business was taken: It was forgotten.")


def test_a_ruling_of_urgency_is_the_ground_of_its_item_and_what_the_agenda_listed_needs_none(over, clerk):
    assert r63(over.minutes) == []
    with pytest.raises(Refused, match="no ground is needed"):
        unlisted_business.name_ground(over.minutes, kind="elsewhere", words="It was open.", at=AFTER, by=clerk)
    stray = agenda.add_item(over.meeting, title="Flood", by=clerk)
    chairman = over.people["charles"]
    agenda.rule_urgent(stray, chairman=chairman, circumstances="The river rose overnight.", at=at(9), by=clerk)
    fostering = over.minute("Fostering")
    fostering.item, fostering.heading = stray, "Flood"
    fostering.save()
    assert r63(over.minutes) == []


def test_the_clerk_is_told_before_the_meeting_and_names_the_ground_on_a_page(held, clerk, desk, planning):
    later = minuted.schedule(planning, dt.date(2022, 4, 21), clerk)
    page = desk.get(reverse("desk:room", args=["planning", later.slug])).content.decode()
    assert "The agenda of this meeting is not published" in page
    where = ["safeguarding", "2022-01-10"]
    url = reverse("desk:minutes-ground", args=where)
    assert desk.post(url, {"kind": "elsewhere", "words": " "}).status_code == 422
    answer = desk.post(url, {"kind": "elsewhere", "words": "It was open at the offices"})
    assert answer.url == reverse("desk:minutes-write-up", args=where)
    assert "not on this website: It was open at the offices." in desk.get(answer.url).content.decode()


def test_business_decided_under_a_formal_item_was_on_no_agenda(over, clerk):
    """Apologies and declarations stand on every agenda: nobody comes for what is decided under them."""
    minutes = opening.reopen(over.minutes, reason="A motion was left out.", by=clerk)
    minute = minute_states.open_item(over.minute("Declarations"), at=at(10, 5), by=clerk)
    voting.agree(resolving.propose(minute, limbs=[LimbDraft("the school be closed")], by=clerk), at=at(10, 6), by=clerk)
    opening.end_meeting(minutes, at=at(12), by=clerk)
    (warned,) = r63(minutes)
    assert warned.text.startswith("Business was decided under “Declarations") and "no ground is recorded" in warned.text
    assert notice_in(minutes).startswith(
        "What was decided under minute 1 was on no agenda published before the meeting"
    )
