"""Scrutiny officers and the public read no hidden title, exempt paper or draft minute through programmes (R16)."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from committee.acts.refusal import Refused
from meetings.agendas import preflight
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.publication import publishing
from meetings.models import AgendaItem, Meeting, Minute
from meetings.papers import verbs as papers
from tests.meetings import minuted
from tests.meetings.minuted import EXEMPT_WORDS, POISON, entry
from tests.meetings.packs.making import pdf_of
from tests.staging import staged
from tests.workprogramme import considered
from tests.workprogramme.considered import ACT as ACT_OPEN
from tests.workprogramme.world import AT, ON
from workprogramme import leak_check, lookup
from workprogramme.importing import verbs as importing
from workprogramme.importing.checking import look_over
from workprogramme.importing.reading import SourceRow, read
from workprogramme.importing.shapes import Import, Line
from workprogramme.importing.verbs import bring_in
from workprogramme.items import on_agenda
from workprogramme.items import verbs as items
from workprogramme.items.views import desk as item_page
from workprogramme.models import Origin, Programme, ProgrammeItem
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions

ACT = {"on": ON, "at": AT}


@staged
def minutes(safeguarding, year, clerk, chairman, member):
    return minuted.summarised(minuted.taken(safeguarding, clerk), clerk)


@staged
def programme(safeguarding, year, clerk) -> Programme:
    return programmes.open_programme(safeguarding, year, at=AT, by=clerk)


def test_an_exempt_item_of_the_agenda_is_offered_under_its_public_title(minutes, programme, clerk, by_scrutiny):
    item = items.add_item(programme, title="A placement", meeting=minutes.meeting, **ACT, by=clerk)
    page = reverse("desk:programme-item-already-on-agenda", args=["safeguarding", "2021-22", item.pk])
    html = by_scrutiny.get(page).content.decode()
    assert "A placement" in html and POISON not in html


@time_machine.travel(minuted.AFTER, tick=False)
def test_minutes_are_named_as_an_origin_once_they_are_published_and_as_published(
    minutes, programme, clerk, by_scrutiny
):
    page = reverse("desk:programme-suggestion-new", args=["safeguarding"])
    field = by_scrutiny.get(page).context["form"].fields["origin_minute"]
    assert not field.queryset.exists()
    publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    html = by_scrutiny.get(page).content.decode()
    assert "Young Carers" in html and POISON not in html


def test_a_withheld_minute_is_named_as_an_origin_without_its_heading(minutes, programme, clerk, by_scrutiny):
    publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    secret = Minute.objects.get(heading__contains=POISON)
    given = {"title": "Placements", "details": "", "origin": "minute", "origin_minute": secret}
    suggestion = suggestions.suggest(programme.committee, **given, **ACT, by=clerk)
    item = items.add_item(programme, title="Placements", origin="minute", **ACT, by=clerk)
    items.edit_item(item, origin_minute=secret, by=clerk)
    for page in (
        reverse("desk:programme-suggestion", args=["safeguarding", suggestion.pk]),
        reverse("desk:programme-item", args=["safeguarding", "2021-22", item.pk]),
        reverse("desk:programme-item-edit", args=["safeguarding", "2021-22", item.pk]),
        reverse("desk:programme-item-trail", args=["safeguarding", "2021-22", item.pk]),
    ):
        html = by_scrutiny.get(page).content.decode()
        assert f"minute {secret.number}" in html.casefold(), page
        assert POISON not in html, page


def test_why_an_item_stays_on_the_agenda_names_no_exempt_paper(safeguarding, programme, clerk):
    meeting = calendar.schedule(safeguarding, minuted.APRIL, by=clerk)
    there = agenda.add_item(meeting, title=f"Placement of {POISON}", public_title="A placement", part=2, by=clerk)
    papers.add_paper(
        there, title=f"Report on {POISON}", data=pdf_of(1, "A placement"), filename="a.pdf", at=AT, by=clerk,
        access="exempt", paragraphs=(1,), public_interest_reason="It would harm a person.", not_own_development=True,
        public_title="A report", background_papers="None",
    )  # fmt: skip
    item = items.add_item(programme, title="A placement", meeting=meeting, **ACT, by=clerk)
    on_agenda.tie_to_agenda(item, there, **ACT, by=clerk)
    with pytest.raises(Refused, match="A report") as refusal:
        on_agenda.take_off_agenda(item, reason="Not ready", **ACT, by=clerk)
    assert POISON not in refusal.value.text


def test_an_outcome_from_a_file_waits_for_the_minutes_too(minutes, programme, safeguarding, year, clerk, scrutiny):
    row = "10 January 2022,Young Carers,,Members were told of the placement"
    data = f"Date of meeting,Item,Details,Action/Outcome\n{row}".encode()
    when = {"on": minuted.AFTER.date(), "at": minuted.AFTER, "by": scrutiny}

    def bring() -> None:
        found = look_over(read(data, "a.csv"), safeguarding, year, on=when["on"])
        bring_in(safeguarding, year, found, accepted=True, **when)

    with pytest.raises(Refused, match="not published yet"):
        bring()
    assert not programme.items.exists()
    publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    bring()
    assert programme.items.get().has_outcome


def test_planners_are_told_where_anybody_reads_here_what_is_withheld_there(minutes, programme, clerk):
    there = agenda.add_item(minutes.meeting, title="Placement", by=clerk)
    item = items.add_item(programme, title="Placement", meeting=minutes.meeting, **ACT, by=clerk)
    on_agenda.tie_to_agenda(item, there, **ACT, by=clerk)

    def warnings() -> str:
        now = lookup.find_item("safeguarding", "2021-22", item.pk)
        return " ".join(item_page.warnings_of(now, minuted.AFTER.date(), has_officer=True))

    assert "this title is public" not in warnings()
    AgendaItem.objects.filter(pk=there.pk).update(public_title="A case")
    assert "a different title for the public" in warnings()
    secret = Minute.objects.get(heading__contains=POISON)
    ProgrammeItem.objects.filter(pk=item.pk).update(
        agenda_item=secret.item, outcome="It was Agreed.", outcome_accepted_at=AT, outcome_accepted_by=clerk
    )
    assert "withheld since its outcome was accepted" in warnings()
    ProgrammeItem.objects.filter(pk=item.pk).update(outcome_beside_withheld=True)
    assert "minute is not for publication" in warnings()
    assert POISON not in warnings()


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
    about = {"accepted": True, **ACT_OPEN, "by": carers.clerk}
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
    item = outcomes.accept(carers.item, text=f"The committee resolved that {resolved}.", **ACT_OPEN, by=carers.clerk)
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


@pytest.mark.parametrize("told", ["details", "brief"])
def test_a_programme_that_tells_what_was_withheld_since_is_not_published(carers, told):
    Programme.objects.update(published_at=None, published_by=None)
    another(carers, **{told: "How Quince House is run"})
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
