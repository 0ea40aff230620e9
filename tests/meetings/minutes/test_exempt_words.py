"""Open minutes, what stands beside them and the register of interests tell no words of an exempt paper (R16, R53)."""

import datetime as dt

import pytest

from meetings.minutes.findings import findings
from meetings.minutes.publication import publishing
from meetings.minutes.registers import registers
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import resolving
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Declaration, LimbKind
from meetings.papers import verbs as papers
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, BEGAN, EXEMPT_WORDS, POISON, entry
from tests.meetings.minutes.world import refused
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import moment
from tests.staging import staged

TEST_OF_THE_ACT = (
    "In all the circumstances of the case the public interest in maintaining the exemption outweighs the public "
    "interest in disclosing the information"
)


@staged
def exempt(minutes, clerk):
    """Return the minutes with an exempt paper that holds the words."""
    minuted.put_in_exempt_paper(minutes, clerk, f"{EXEMPT_WORDS}. {TEST_OF_THE_ACT}.")
    return minutes


def write(minutes, words, clerk):
    minuted.write(entry(minutes, "Young Carers"), f"<p>{words}</p>", clerk)


def resolve(minutes, words, clerk):
    motion = entry(minutes, "Young Carers").resolutions.get()
    limbs = [LimbDraft(f"it be noted that {words}", LimbKind.NOTED)]
    resolving.set_limbs(motion, limbs, reason="They were taken down wrongly.", by=clerk)


def test_r16_a_note_of_decisions_is_asked_of_what_it_tells_and_of_nothing_else(exempt, clerk):
    write(exempt, EXEMPT_WORDS, clerk)
    assert publishing.publish_decisions(exempt, at=AFTER, by=clerk).pk
    resolve(exempt, EXEMPT_WORDS, clerk)
    with refused("R16", "the withheld paper of item"):
        publishing.publish_decisions(exempt, at=AFTER, by=clerk)


def test_few_words_what_the_law_says_of_every_exemption_and_what_an_open_paper_says_are_no_leak(exempt, clerk):
    for words in (" ".join(EXEMPT_WORDS.split()[:9]), TEST_OF_THE_ACT):
        write(exempt, words, clerk)
        resolve(exempt, words, clerk)
        assert leaks(exempt) == []
    write(exempt, EXEMPT_WORDS, clerk)
    assert len(leaks(exempt)) == 1
    given = {"data": pdf_of(1, EXEMPT_WORDS), "filename": "open.pdf", "background_papers": "None"}
    papers.add_paper(entry(exempt, "Young Carers").item, title="Open version", at=BEGAN, by=clerk, **given)
    assert leaks(exempt) == []


def leaks(minutes) -> list[str]:
    return [check.text for check in findings.found(minutes, on=AFTER.date()) if check.rule == "R16"]


def register(minutes) -> list[registers.Declared]:
    return registers.declarations(minutes.meeting.committee, dt.date(2022, 1, 1), dt.date(2022, 2, 1))


@pytest.mark.both_databases("JSON of what was published, and its latest version")
def test_r35_the_register_tells_an_interest_as_it_was_published_last(minutes, published, clerk):
    [first] = register(minutes)
    assert (first.kind, first.nature, first.item) == ("Personal interest", "A friend.", "Work Programme")
    row = Declaration.objects.get(minutes=minutes)
    carers, late = entry(minutes, "Young Carers").item, {"kind": "personal", "nature": f"Knows {POISON}"}
    interests.declare(row.attendee, carers, at=moment(2022, 1, 10, 10, 20), by=clerk, **late)
    Declaration.objects.filter(pk=row.pk).update(nature=f"Knows {POISON}")
    [told] = register(minutes)
    assert told.kind == registers.AS_PUBLISHED
    assert told.nature == f"{row.attendee.name} declared a personal interest in minute {told.minute} (A friend)."
    assert POISON not in registers.declarations_csv([told])
    Declaration.objects.update(nature="An old friend")
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    assert [one.nature for one in register(minutes)] == ["An old friend", "An old friend"]
    Declaration.objects.update(sensitive=True)
    assert {one.nature for one in register(minutes)} == {registers.SENSITIVE}, "hidden at once"
    interests.undeclare(row, at=AFTER, reason="Entered by mistake", by=clerk)
    assert len(register(minutes)) == 1


def test_r53_all_that_is_made_public_is_read_for_personal_data(minutes, clerk):
    def warned() -> list[str]:
        checks = [check for act in findings.ACTS for check in findings.found(minutes, on=AFTER.date(), for_=act)]
        return [check.text for check in checks if check.rule == "R53"]

    assert warned() == []
    attendance.add_guest(minutes, name="Gus Two", body="My son, born on 12 March 2009, goes there", by=clerk)
    assert ["may hold someone’s date of birth" in text for text in warned()] == [True, True]
