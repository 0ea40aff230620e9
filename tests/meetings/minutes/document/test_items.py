"""Items: altered after they were taken (R57), not taken at all, and business that was on no agenda (R63)."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.law.findings import Severity
from committee.wording.dates import LONDON
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import document, minute_states, template_context, unlisted_business
from meetings.minutes.document.document import for_decisions, for_public, take
from meetings.minutes.findings import findings
from meetings.minutes.publication import circulating, published, publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import interests
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import AgendaItem, BusinessGround, Minute, Minutes
from meetings.packs.intake import take_in
from tests.answers import refused
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, IN_APRIL, person_of
from tests.meetings.minuted import write as write_words
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import DAY, at
from tests.staging import staged

IN_MAY = dt.datetime(2022, 5, 3, 9, tzinfo=LONDON)
REASON = "The Director asked for it."


def withdraw(room: worlds.World, title: str, when: dt.datetime):
    return amendments.withdraw_item(room.item(title), reason=REASON, at=when, by=room.clerk)


def correct(room: worlds.World, title: str, words: dict, when: dt.datetime):
    items = {room.item(title).pk: words}
    return amendments.correct(room.meeting, note="It was wrong.", at=when, by=room.clerk, items=items)


def refuses(act, words: str) -> None:
    with refused("R57", words):
        act()


def test_what_the_meeting_has_taken_is_neither_withdrawn_nor_corrected(listed):
    before = listed.meeting.versions.count()
    refuses(lambda: withdraw(listed, "Young Carers", at(10, 20)), "has considered item 4, so it cannot be withdrawn")
    refuses(lambda: correct(listed, "Young Carers", {"presenter": "Ann"}, at(10, 20)), "cannot be corrected")
    assert listed.meeting.versions.count() == before


def test_an_item_taken_by_mistake_is_withdrawn_once_that_is_taken_back(listed, clerk):
    minute = minute_states.open_item(listed.minute("Fostering"), at=at(10, 20), by=clerk)
    refuses(lambda: withdraw(listed, "Fostering", at(10, 21)), "has considered item 5")
    minute = minute_states.set_item_times(minute, opened_at=None, closed_at=None, by=clerk)
    minute_states.say_taken(minute, taken=True, by=clerk)
    refuses(lambda: withdraw(listed, "Fostering", at(10, 21)), "has considered item 5")
    minute_states.say_taken(minute, taken=False, by=clerk)
    assert withdraw(listed, "Fostering", at(10, 22)).kind == "withdrawal"
    agenda.add_item(listed.meeting, title="Not yet published", by=clerk)
    assert opening.catch_up(listed.minutes, by=clerk) == []


def test_the_agenda_of_a_meeting_that_is_over_stays_as_the_meeting_had_it(listed, clerk):
    night = at(5, 59, day=dt.date(2022, 4, 22))
    assert correct(listed, "Fostering", {"presenter": "Ann"}, night).kind == "correction"
    refuses(lambda: withdraw(listed, "Fostering", night + dt.timedelta(minutes=1)), "Thursday 21 April 2022 is over")
    when = at(13)
    opening.end_meeting(Minutes.objects.get(pk=listed.minutes.pk), at=at(12), by=clerk)
    refuses(lambda: withdraw(listed, "Fostering", when), "is over: its agenda cannot change")
    refuses(lambda: correct(listed, "Fostering", {"lead_line": "Report"}, when), "The proper officer can take down")


def test_a_withdrawn_item_is_neither_reached_nor_decided_nor_are_the_public_excluded_for_it(listed, clerk):
    pending = resolving.propose(listed.minute("Fostering"), limbs=[LimbDraft("it be noted")], by=clerk)
    contract, exclusion = listed.item("Contract"), listed.minute("Exclusion")
    withdraw(listed, "Fostering", at(10, 20))
    withdraw(listed, "Contract", at(10, 20))
    minute, when = listed.minute("Fostering"), at(10, 30)
    for act in (
        lambda: minute_states.open_item(minute, at=when, by=clerk),
        lambda: minute_states.set_item_times(minute, opened_at=when, closed_at=None, by=clerk),
        lambda: minute_states.say_taken(minute, taken=True, by=clerk),
        lambda: resolving.propose(minute, limbs=[LimbDraft("the service be closed")], by=clerk),
        lambda: voting.agree(pending, at=when, by=clerk),
        lambda: excluding.exclude_public(exclusion, items={contract: (3,)}, at=when, by=clerk),
    ):
        refuses(act, "was withdrawn from the agenda. To consider it")
    assert Minute.objects.get(pk=minute.pk).opened_at is None


def told_of(minutes: Minutes) -> list[str]:
    return [check.text for check in findings.found(minutes, on=IN_MAY.date()) if check.rule == "R57"]


def test_the_findings_tell_of_a_withdrawn_item_that_was_taken_and_of_no_other(listed, clerk):
    """As from before this rule, or past the verbs."""
    withdraw(listed, "Fostering", at(10, 20))
    opening.end_meeting(Minutes.objects.get(pk=listed.minutes.pk), at=at(12), by=clerk)
    assert told_of(listed.minutes) == []
    unopened = [one.text for one in findings.found(listed.minutes, on=IN_MAY.date()) if one.rule == "M02"]
    assert not any("Fostering" in text for text in unopened), "it was withdrawn: nothing is missing"
    AgendaItem.objects.filter(pk=listed.item("Young Carers").pk).update(withdrawn_at=at(10, 5), withdrawn_reason=REASON)
    (text,) = told_of(listed.minutes)
    assert "item 4 was withdrawn on Thursday 21 April 2022" in text and "“Young Carers” was taken" in text


NONE = "No interests were declared."


def headings(room) -> list[str]:
    return [entry["heading"] for entry in document.take(room.minutes, at=at(13))["entries"]]


def ended(room, clerk):
    """Only Young Carers was taken, from 10:05 to the end at 11."""
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 5), by=clerk)
    return opening.end_meeting(room.minutes, at=at(11), by=clerk)


def test_minutes_do_not_say_that_no_interests_were_declared_at_an_item_that_was_never_opened(room, clerk, member):
    minutes = ended(room, clerk)
    assert headings(room) == ["Young Carers"]
    draft = document.take(minutes, at=at(13))
    assert NONE not in repr(template_context.context(draft, draft=True))
    note = document.for_decisions(document.take(minutes, at=at(13), by_minute=False))
    assert NONE not in repr(template_context.context(note, draft=False))
    sent = circulating.circulate(minutes, to=[member.person], comments_by=DAY, at=at(13), by=clerk)
    assert "Declarations" not in json.dumps(sent.version.document)


def test_words_prepared_for_an_item_that_was_not_taken_are_not_printed_and_the_findings_name_it(room, clerk):
    write_words(room.minute("Fostering"), "<p>Members welcomed the report.</p>", clerk)
    minutes = ended(room, clerk)
    assert "welcomed" not in json.dumps(document.take(minutes, at=at(13)))
    for act in findings.ACTS:
        said = [check for check in findings.found(minutes, on=DAY, for_=act) if "was not reached" in check.text]
        assert any("“Fostering” was not reached, so its text is not printed" in check.text for check in said)
        assert any("Declarations" in check.text and "nothing is printed for it" in check.text for check in said)
        assert {check.where[0] for check in said} == {"desk:room-item-minuted"}


def test_an_item_that_the_clerk_says_was_taken_is_printed_and_numbered(room, clerk):
    minutes = ended(room, clerk)
    minute_states.say_taken(room.minute("Declarations"), taken=True, by=clerk)
    draft = document.take(minutes, at=at(13))
    assert [(entry["heading"][:12], entry["number"]) for entry in draft["entries"]] == [
        ("Declarations", 1), ("Young Carers", 2),
    ]  # fmt: skip
    assert template_context.context(draft, draft=True)["entries"][0]["declared"] == [NONE]
    minute_states.say_taken(room.minute("Declarations"), taken=False, by=clerk)
    assert headings(room) == ["Young Carers"]


def test_a_note_of_decisions_does_not_deny_the_interests_that_the_text_tells_of(room, clerk):
    minute_states.open_item(room.minute("Declarations"), at=at(10, 1), by=clerk)
    write_words(room.minute("Declarations"), "<p>Mary declared an interest in every item.</p>", clerk)
    note = document.for_decisions(document.take(room.minutes, at=at(13), by_minute=False))
    assert NONE not in repr(template_context.context(note, draft=False))


def test_an_interest_is_told_although_its_item_was_not_reached(room, clerk, member):
    row = person_of(room.minutes, member.person)
    interests.declare(row, room.item("Fostering"), kind="personal", nature="A friend.", at=at(10, 1), by=clerk)
    context = template_context.context(document.take(ended(room, clerk), at=at(13)), draft=True)
    assert len(context["declared"]) == 1 and "A friend" in context["declared"][0]


def test_r17_an_exempt_item_is_not_said_to_be_taken_without_its_time(room, clerk):
    with refused("R17", "Enter the time it was reached"):
        minute_states.say_taken(room.minute("Contract"), taken=True, by=clerk)


def test_r28_what_is_published_under_its_number_was_taken(room, clerk):
    minutes = ended(room, clerk)
    fostering = minute_states.say_taken(room.minute("Fostering"), taken=True, by=clerk)
    publishing.publish_draft(minutes, at=at(14), by=clerk)
    with pytest.raises(Refused, match="published under its number"):
        minute_states.say_taken(fostering, taken=False, by=clerk)
    with pytest.raises(Refused, match="published under its number"):
        minute_states.set_item_times(room.minute("Young Carers"), opened_at=None, closed_at=None, by=clerk)
    assert Minute.objects.filter(minutes=minutes, number__isnull=False).count() == 2


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
