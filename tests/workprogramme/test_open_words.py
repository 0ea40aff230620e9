"""What verbs of the programme make public tells no hidden title and no words of an exempt paper (R16)."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from meetings.agendas import preflight
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Meeting
from tests.meetings import minuted
from tests.meetings.minuted import EXEMPT_WORDS, POISON, entry
from tests.staging import staged
from tests.workprogramme import considered
from tests.workprogramme.considered import ACT
from tests.workprogramme.world import AT, ON
from workprogramme import leak_check
from workprogramme.importing import verbs as importing
from workprogramme.importing.reading import SourceRow
from workprogramme.importing.shapes import Import, Line
from workprogramme.items import on_agenda
from workprogramme.items import verbs as items
from workprogramme.models import Origin, Programme, ProgrammeItem
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions

TITLE = f"Placement of {POISON}"
WHEN = {"on": ON, "at": AT}
SCHEDULE = dt.date(2022, 4, 21)


@staged
def carers(safeguarding, year, clerk, officer, chairman, vice_chairman, member) -> considered.Considered:
    made = considered.make(safeguarding, year, clerk, officer)
    minuted.put_in_exempt_paper(made.minutes, clerk)
    return made.publish()


def another(carers, **fields) -> ProgrammeItem:
    """Add another unscheduled item to the programme."""
    programme = Programme.objects.get(pk=carers.item.programme_id)
    return items.add_item(programme, **{"title": "Neglect", **WHEN, "by": carers.clerk, **fields})


def _suggested(carers, words: str) -> ProgrammeItem:
    about = {"title": "Neglect", "details": words, "origin": Origin.MEMBER, **WHEN}
    return suggestions.suggest(carers.item.programme.committee, **about)


def _brought(carers, **told) -> object:
    """Import a row of a file with these words."""
    line = Line(SourceRow(2, "row 2", "", "", "", "Brought", "", "", 2), title="Brought", **told)
    about = {"accepted": True, **ACT, "by": carers.clerk}
    programme = carers.item.programme
    return importing.bring_in(programme.committee, programme.year, Import([line], [], [], "plan.csv"), **about)


def refused():
    said = r"(Of what the meeting of Monday 10 January 2022 withholds: )?It holds (words|the hidden title) of"
    return pytest.raises(Refused, match=said, check=lambda error: error.rule == "R16")


@pytest.mark.parametrize("told", ["details", "outcome"])
def test_r16_no_row_of_a_file_is_taken_that_tells_what_a_meeting_withholds(carers, told):
    """What other verbs make public: `tests/disclosure_words.py`."""
    for words in (TITLE, EXEMPT_WORDS):
        with refused():
            _brought(carers, **{told: words})
        assert not ProgrammeItem.objects.filter(title="Brought").exists()
    _brought(carers, **{told: "A placement of children: how long they wait"})


def test_an_outcome_may_repeat_what_was_resolved_in_public_and_published(carers):
    """The exempt paper is changed afterwards, and says what the open minute resolved."""
    resolved = "figures on young carers be sent to members and the Director report on them to the next meeting in June"
    carers.minutes.refresh_from_db()
    carers.change_limbs(resolved, "the rest be noted")
    carers.publish()
    minuted.put_in_exempt_paper(carers.minutes, carers.clerk, resolved)
    item = outcomes.accept(carers.item, text=f"The committee resolved that {resolved}.", **ACT, by=carers.clerk)
    assert item.has_outcome


def test_a_hidden_title_of_one_word_is_anybody_s_word_amid_others(carers):
    agenda.add_item(carers.minutes.meeting, title="Carers", public_title="A placement", by=carers.clerk)
    assert another(carers, details="Support for carers").details
    with refused():
        another(carers, title="Carers")


def test_what_nobody_changes_is_not_asked_again(carers):
    """The title has been public since before one on an agenda was hidden: other words may still be changed."""
    agenda.add_item(carers.minutes.meeting, title="Young Carers", public_title="A placement", by=carers.clerk)
    assert items.edit_item(carers.item, details="How long do they wait?", by=carers.clerk).details
    with refused():
        items.edit_item(carers.item, title="Young Carers: a plan", by=carers.clerk)


def test_whoever_sends_a_suggestion_does_not_learn_what_is_hidden(carers):
    assert _suggested(carers, TITLE).details == TITLE
    assert items.edit_item(_suggested(carers, "x"), details=EXEMPT_WORDS, by=carers.clerk).details
    about = {"title": TITLE, "details": EXEMPT_WORDS, "origin": Origin.RESIDENT, "name": "Rosa", **WHEN}
    assert suggestions.suggest(carers.item.programme.committee, **about).title == TITLE


def test_a_programme_that_tells_what_was_withheld_since_is_not_published(carers):
    Programme.objects.update(published_at=None, published_by=None)
    another(carers, details="How Quince House is run")
    programme = Programme.objects.get(pk=carers.item.programme_id)
    hidden = agenda.add_item(carers.minutes.meeting, title="Quince House", public_title="A home", by=carers.clerk)
    with refused():
        programmes.publish_programme(programme, at=AT, by=carers.clerk)
    agenda.edit_item(hidden, title="Quay House", by=carers.clerk)
    assert programmes.publish_programme(programme, at=AT, by=carers.clerk).is_public


def test_an_item_that_has_the_hidden_title_is_not_tied_to_the_item_of_the_agenda(carers):
    item = another(carers, title="Foster care", meeting=carers.minutes.meeting)
    there = entry(carers.minutes, "Placement").item
    ProgrammeItem.objects.filter(pk=item.pk).update(title=TITLE)
    with refused():
        on_agenda.tie_to_agenda(item, there, **WHEN, by=carers.clerk)
    items.edit_item(item, title="A placement", by=carers.clerk)
    assert on_agenda.tie_to_agenda(item, there, **WHEN, by=carers.clerk).agenda_item == there


def test_an_item_under_a_hidden_title_does_not_follow_the_programme_and_whoever_hides_it_is_warned(carers):
    coming = calendar.schedule(carers.item.programme.committee, SCHEDULE, by=carers.clerk)
    item = another(carers, title="Foster care", meeting=Meeting.objects.get(pk=coming.pk))
    there = on_agenda.put_on_agenda(item, **WHEN, by=carers.clerk)

    def warned() -> list[str]:
        found = preflight.preflight(Meeting.objects.get(pk=coming.pk), on=ON)
        return [check.text for check in found if "(the work programme)" in check.text and check.rule == "R16"]

    items.edit_item(item, title="Foster homes", by=carers.clerk)
    there.refresh_from_db()
    assert (there.title, warned()) == ("Foster homes", [])
    agenda.edit_item(there, public_title="A placement", by=carers.clerk)
    [text] = warned()
    assert f"It holds the hidden title of item {there.number}" in text and "change it there" in text
    items.edit_item(item, title="Foster families", by=carers.clerk)
    there.refresh_from_db()
    assert (there.title, there.public_title, warned()) == ("Foster homes", "A placement", [])


def test_meetings_long_ago_and_of_other_committees_are_not_asked(carers, clerk):
    programme = carers.item.programme
    said = [("the title", [TITLE])]
    Meeting.objects.filter(pk=carers.minutes.meeting_id).update(date=dt.date(2019, 1, 10))
    leak_check.refuse_telling(programme, said)
    with refused():
        leak_check.refuse_telling_of(programme.committee, said)
