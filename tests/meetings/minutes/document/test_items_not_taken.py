"""Nothing is printed of an item that was not taken, unless the clerk says that it was; the findings say which."""

import json

import pytest

from committee.acts.refusal import Refused
from meetings.minutes.document import document, minute_states, template_context
from meetings.minutes.findings import findings
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import interests
from meetings.models import Minute
from tests.meetings.minuted import person_of
from tests.meetings.minuted import write as write_words
from tests.meetings.minutes.world import DAY, at, refused

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
