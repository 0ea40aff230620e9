"""Open minutes, what stands beside them and the register of interests tell no words of an exempt paper (R16, R53)."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from meetings.minutes.document import minute_text
from meetings.minutes.findings import findings
from meetings.minutes.publication import publishing
from meetings.minutes.registers import registers
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import resolving
from meetings.minutes.room.resolutions.resolving import LimbDraft
from meetings.models import Declaration, LimbKind, Minutes
from meetings.papers import verbs as papers
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, BEGAN, EXEMPT_WORDS, POISON, entry
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import moment
from tests.staging import staged

pytestmark = pytest.mark.both_databases("JSON of what was published, and its latest version")

TEST_OF_THE_ACT = (
    "In all the circumstances of the case the public interest in maintaining the exemption outweighs the public "
    "interest in disclosing the information"
)


@staged
def minutes(safeguarding, clerk, chairman, vice_chairman, member, proper_officer) -> Minutes:
    made = minuted.full(safeguarding, clerk)
    minuted.put_in_exempt_paper(made, clerk)
    return made


def refused():
    return pytest.raises(Refused, match="the withheld paper of item", check=lambda error: error.rule == "R16")


def _limb(minutes, words, clerk):
    motion = entry(minutes, "Young Carers").resolutions.get()
    limbs = [LimbDraft(f"it be noted that {words}", LimbKind.NOTED)]
    resolving.set_limbs(motion, limbs, reason="They were taken down wrongly.", by=clerk)


def _nature(minutes, words, clerk):
    interests.correct_declaration(Declaration.objects.get(minutes=minutes), nature=words, at=AFTER, by=clerk)


TOLD = {
    "text": lambda minutes, words, clerk: minuted.write(entry(minutes, "Young Carers"), f"<p>{words}</p>", clerk),
    "limb": _limb,
    "public summary": lambda minutes, words, clerk: minute_text.summarise(
        entry(minutes, "Placement"), text=f"<p>{words}</p>", by=clerk, at=AFTER
    ),
    "interest": _nature,
    "guest": lambda minutes, words, clerk: attendance.add_guest(
        minutes, name="Gus Two", body=words[:120], by=clerk
    ),
}  # fmt: skip
IN_DECISIONS = {"limb", "interest", "guest"}


@pytest.mark.parametrize("where", sorted(IN_DECISIONS))
def test_r16_nor_a_note_of_decisions_that_tells_them(minutes, clerk, where):
    TOLD[where](minutes, EXEMPT_WORDS, clerk)
    with refused():
        publishing.publish_decisions(minutes, at=AFTER, by=clerk)


def test_a_note_of_decisions_is_asked_of_nothing_that_it_does_not_tell(minutes, clerk):
    for where in set(TOLD) - IN_DECISIONS:
        TOLD[where](minutes, EXEMPT_WORDS, clerk)
    assert publishing.publish_decisions(minutes, at=AFTER, by=clerk).pk


@pytest.mark.parametrize("words", [" ".join(EXEMPT_WORDS.split()[:9]), TEST_OF_THE_ACT], ids=["few", "by law"])
def test_few_words_and_what_the_law_says_of_every_exemption_are_no_leak(minutes, clerk, words):
    minuted.put_in_exempt_paper(minutes, clerk, f"{EXEMPT_WORDS}. {TEST_OF_THE_ACT}.")
    for tell in TOLD.values():
        tell(minutes, words, clerk)
    assert publishing.publish_draft(minutes, at=AFTER, by=clerk).pk


def test_words_that_an_open_paper_says_too_are_no_leak(minutes, clerk):
    carers = entry(minutes, "Young Carers").item
    given = {"data": pdf_of(1, EXEMPT_WORDS), "filename": "open.pdf", "background_papers": "None"}
    papers.add_paper(carers, title="Open version", at=BEGAN, by=clerk, **given)
    TOLD["text"](minutes, EXEMPT_WORDS, clerk)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)


# --- The register of interests is drawn from what was published ------------------------------------------------------


def register(minutes) -> list[registers.Declared]:
    return registers.declarations(minutes.meeting.committee, dt.date(2022, 1, 1), dt.date(2022, 2, 1))


def declare_late(minutes, nature, clerk):
    attendee = minutes.attendees.filter(capacity="member").first()
    carers = entry(minutes, "Young Carers").item
    return interests.declare(attendee, carers, kind="personal", nature=nature, at=moment(2022, 1, 10, 10, 20), by=clerk)


def test_r35_an_interest_is_on_the_register_once_the_minutes_that_tell_it_are_published(minutes, clerk):
    assert register(minutes) == []
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    [first] = register(minutes)
    assert (first.kind, first.nature, first.item) == ("Personal interest", "A friend.", "Work Programme")
    declare_late(minutes, f"Knows {POISON}", clerk)
    assert register(minutes) == [first]
    Declaration.objects.filter(nature__contains=POISON).update(nature="Knows a carer.")
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    assert {row.nature for row in register(minutes)} == {"A friend.", "Knows a carer."}


def test_r35_an_interest_that_is_corrected_is_told_as_it_was_published_until_it_is_published_anew(minutes, clerk):
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    row = Declaration.objects.get(minutes=minutes)
    interests.correct_declaration(row, nature=f"Knows {POISON}", at=AFTER, by=clerk)
    [told] = register(minutes)
    assert told.kind == registers.AS_PUBLISHED
    assert told.nature == f"{row.attendee.name} declared a personal interest in minute {told.minute} (A friend)."
    assert POISON not in registers.declarations_csv([told])
    interests.correct_declaration(row, nature="An old friend", at=AFTER, by=clerk)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    assert [one.nature for one in register(minutes)] == ["An old friend"]


def test_r35_an_interest_found_to_be_sensitive_is_hidden_at_once(minutes, clerk):
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    row = Declaration.objects.get(minutes=minutes)
    interests.correct_declaration(row, sensitive=True, at=AFTER, by=clerk)
    assert [one.nature for one in register(minutes)] == [registers.SENSITIVE]
    interests.undeclare(row, at=AFTER, reason="Entered by mistake", by=clerk)
    assert register(minutes) == []


def test_the_register_asks_as_much_of_the_database_for_many_interests_as_for_one(
    minutes, clerk, django_assert_num_queries
):
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    with django_assert_num_queries(3):
        assert len(register(minutes)) == 1
    declare_late(minutes, "Knows a carer.", clerk)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    with django_assert_num_queries(3):
        assert len(register(minutes)) == 2


# --- Personal data ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["interest", "guest", "limb"])
def test_r53_all_that_is_made_public_is_read_for_personal_data(minutes, clerk, where):
    def warned() -> list[str]:
        checks = [check for act in findings.ACTS for check in findings.found(minutes, on=AFTER.date(), for_=act)]
        return [check.text for check in checks if check.rule == "R53"]

    assert warned() == []
    TOLD[where](minutes, "My son, born on 12 March 2009, goes there", clerk)
    assert ["may hold someone’s date of birth" in text for text in warned()] == [True, True]
