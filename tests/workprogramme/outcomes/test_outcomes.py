"""The outcome of an item: offered from the limbs of its minute, accepted by its officer, never typed twice."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from meetings.calendar import verbs as calendar
from meetings.models import Access, AgendaItem, Minute
from tests.meetings import minuted
from tests.meetings.world import moment
from tests.workprogramme import considered
from tests.workprogramme import world as worlds
from tests.workprogramme.considered import ACT, OFFERED
from tests.workprogramme.world import AT, ON
from workprogramme.document.document import row_of
from workprogramme.history.story import story
from workprogramme.items import follow_ups, scheduling
from workprogramme.items import on_agenda as agendas
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, ProgrammeItem
from workprogramme.outcomes import draft_from_minute
from workprogramme.outcomes import verbs as outcomes
from workprogramme.outcomes.draft_from_minute import offered, wanting
from workprogramme.outcomes.verbs import accept, keep_draft, reopen

pytestmark = pytest.mark.django_db


def test_an_outcome_is_offered_from_the_limbs_of_published_minutes_with_links_to_them(carers):
    offer = offered(carers.item)
    assert offer.text == OFFERED
    number = Minute.objects.get(item=carers.item.agenda_item).number
    url = f"/committees/safeguarding/2022-01-10/minutes/{number}/"
    assert [(limb.letter, limb.text, limb.url, limb.kind) for limb in offer.limbs] == [
        ("a", "the report be noted", f"{url}#a", "noted"),
        ("b", "figures on young carers be sent to members", f"{url}#b", "information"),
    ]
    assert (offer.url, offer.why_none) == (url, "")


def test_a_limb_changed_and_published_again_changes_what_is_offered_until_it_is_accepted(unpublished, officer):
    figures = "figures on young carers be sent to members"
    unpublished.publish()
    unpublished.change_limbs("the strategy be welcomed", figures)
    assert offered(unpublished.item).text == OFFERED, "what is not published again is not told"
    unpublished.publish()
    assert "strategy" in offered(unpublished.item).text
    accept(unpublished.item, text=offered(unpublished.item).text + "\n\nWell done.", **ACT, by=officer)
    unpublished.change_limbs("the report be noted", figures)
    unpublished.publish()
    assert "the strategy be welcomed" in unpublished.item.outcome and "Well done." in unpublished.item.outcome


def test_nothing_of_minutes_that_are_not_published_is_offered_to_an_officer(unpublished):
    offer = offered(unpublished.item)
    assert (offer.text, offer.limbs, offer.why_none) == ("", [], draft_from_minute.NOT_PUBLISHED)


def test_nothing_is_offered_from_a_minute_that_is_withheld(safeguarding, year, clerk, officer, chairman, member):
    secret = considered.make(safeguarding, year, clerk, officer, heading="Placement")
    for offer in (offered(secret.item, drafts=True), offered(secret.publish().item)):
        assert (offer.text, offer.limbs, offer.why_none) == ("", [], draft_from_minute.WITHHELD)
        assert minuted.POISON not in str([offer.text, offer.limbs, offer.url])


def test_an_outcome_is_told_to_nobody_once_its_minute_is_withheld_until_it_is_accepted_anew(
    unpublished, officer, clerk
):
    def read_by_anybody() -> str:
        item = unpublished.again().item
        return str([story(item, public=True), row_of(item, item.programme, on=ACT["on"])])

    unpublished.publish()
    accept(unpublished.item, text="Zanzibar was agreed.", **ACT, by=officer)
    assert read_by_anybody().count("Zanzibar") == 2
    Minute.objects.filter(item=unpublished.item.agenda_item).update(access=Access.EXEMPT, paragraphs="1")
    assert "Zanzibar" not in read_by_anybody()
    assert "Not for publication" in read_by_anybody()
    assert "Zanzibar" in str(story(unpublished.again().item, public=False))
    reopen(unpublished.item, **ACT, by=officer)
    accept(unpublished.again().item, text="Members were satisfied.", **ACT, by=officer)
    assert read_by_anybody().count("Members were satisfied") == 2


def test_it_says_why_nothing_can_be_offered(unpublished):
    assert offered(ProgrammeItem(title="Elsewhere")).why_none == draft_from_minute.NO_AGENDA
    motion = minuted.entry(unpublished.minutes, "Young Carers").resolutions.get()
    type(motion).objects.filter(pk=motion.pk).update(result="lost")
    assert offered(unpublished.publish().item).why_none == draft_from_minute.NOTHING_RESOLVED


def test_an_amendment_a_lost_motion_and_the_exclusion_of_the_public_are_no_outcome(unpublished, clerk):
    minute = minuted.entry(unpublished.minutes, "Exclusion")
    ProgrammeItem.objects.filter(pk=unpublished.item.pk).update(agenda_item=minute.item)
    assert offered(unpublished.publish().item).limbs == []


def test_what_is_offered_is_kept_nowhere_until_it_is_accepted(carers, officer):
    keep_draft(carers.item, text=OFFERED.replace("\n", "\r\n"), **ACT, by=officer)
    assert carers.again().item.outcome == ""
    keep_draft(carers.item, text="My own words", **ACT, by=officer)
    assert carers.again().item.outcome == "My own words"


def test_an_accepted_outcome_notes_the_item_as_considered_and_who_accepted_it(carers, officer):
    accept(carers.item, text=OFFERED, **ACT, by=officer)
    item = carers.again().item
    assert (item.state, item.outcome, item.outcome_accepted_by) == (ItemState.CONSIDERED, OFFERED, officer)
    assert item.moves.last().on == minuted.TENTH
    assert AuditEntry.objects.of(item).filter(did="accepted the outcome of", facts__text=OFFERED).exists()


def test_nothing_is_accepted_while_minutes_are_taken_or_written_up(unpublished, officer):
    with pytest.raises(Refused, match="not published yet"):
        accept(unpublished.item, text="The placement", **ACT, by=officer)
    item = unpublished.again().item
    assert (item.state, item.outcome) == (ItemState.ON_AGENDA, "")


def test_an_outcome_is_refused_without_words_and_before_its_day(carers, officer, safeguarding, year, clerk):
    with pytest.raises(Refused, match="Enter what the outcome was"):
        accept(carers.item, text=" \r\n ", **ACT, by=officer)
    before = {"on": dt.date(2022, 1, 9), "at": moment(2022, 1, 9, 9)}
    with pytest.raises(Refused, match="10 January 2022"):
        accept(carers.item, text="Something", **before, by=officer)


@pytest.mark.parametrize("state", ["tbc", "suggested", "withdrawn", "rolled"])
def test_what_was_not_considered_has_no_outcome(world, clerk, state):
    ProgrammeItem.objects.filter(pk=world.tbc.pk).update(state=state, ended_reason="x")
    with pytest.raises(Refused):
        accept(ProgrammeItem.objects.get(pk=world.tbc.pk), text="Something", **ACT, by=clerk)


def test_an_informal_session_and_an_inquiry_day_take_a_written_outcome_and_what_stands_goes_on(world, clerk):
    type(world.meetings[0]).objects.filter(pk=world.meetings[0].pk).update(informal=True)
    day = items.add_item(
        world.programme, title="Inquiry day", table="working", held_on=dt.date(2021, 7, 1), on=worlds.ON,
        at=worlds.AT, by=clerk,
    )  # fmt: skip
    for item in (world.scheduled, day):
        accept(item, text="Members heard much.", **ACT, by=clerk)
        item.refresh_from_db()
        assert (item.state, item.has_outcome) == (ItemState.CONSIDERED, True)
    accept(world.standing, text="Two briefings were held.", **ACT, by=clerk)
    world.standing.refresh_from_db()
    assert (world.standing.state, world.standing.has_outcome) == (ItemState.STANDING, True)


def test_an_accepted_outcome_is_taken_back_before_it_is_changed(carers, officer, clerk):
    accept(carers.item, text="One", **ACT, by=officer)
    for verb in (accept, keep_draft):
        with pytest.raises(Refused, match="withdraw that first"):
            verb(carers.item, text="Two", **ACT, by=clerk)
    reopen(carers.item, **ACT, by=clerk)
    item = carers.again().item
    assert (item.outcome, item.has_outcome, item.state) == ("One", False, ItemState.CONSIDERED)
    with pytest.raises(Refused, match="nothing to withdraw"):
        reopen(carers.item, **ACT, by=clerk)
    accept(carers.item, text="Two", **ACT, by=clerk)


def test_a_closed_item_may_still_be_given_its_outcome(carers, officer, clerk):
    scheduling.mark_considered(carers.item, **ACT, by=clerk)
    scheduling.close(carers.again().item, **ACT, by=clerk)
    accept(carers.item, text="Done", **ACT, by=officer)
    assert carers.again().item.state == ItemState.CLOSED


LATER = dt.datetime(2021, 8, 2, 9, tzinfo=dt.UTC)
AFTER = {"on": dt.date(2021, 8, 2), "at": AT}


def again(item: ProgrammeItem) -> ProgrammeItem:
    return ProgrammeItem.objects.get(pk=item.pk)


ACTS = {
    "its outcome is accepted": lambda item, by: outcomes.accept(item, text="Members were pleased.", **AFTER, by=by),
    "it is noted as considered": lambda item, by: scheduling.mark_considered(item, **AFTER, by=by),
    "it is followed up": lambda item, by: follow_ups.propose_follow_up(item, **AFTER, by=by),
    "its officers are asked": lambda item, by: outcomes.ask_for_outcome(item, at=LATER, by=by),
}


@pytest.mark.parametrize("why", ["cancelled", "withdrawn"])
@pytest.mark.parametrize("act", ACTS)
def test_nothing_was_considered_whose_meeting_is_cancelled_or_that_was_withdrawn_from_its_agenda(
    world, clerk, act, why
):
    there = agendas.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    if why == "cancelled":
        calendar.cancel(world.meetings[0], reason="Heavy Snow", at=AT, by=clerk)
    else:
        AgendaItem.objects.filter(pk=there.pk).update(withdrawn_at=AT, withdrawn_by=clerk, withdrawn_reason="Not ready")
    with pytest.raises(Refused, match=why):
        ACTS[act](again(world.scheduled), clerk)
    assert not again(world.scheduled).has_outcome


def test_an_officer_is_told_and_not_asked(safeguarding, year, clerk, officer, chairman, member, by_officer):
    carers = considered.make(safeguarding, year, clerk, officer).publish()
    assert carers.item in wanting(considered.LATER.date())
    AgendaItem.objects.filter(pk=carers.item.agenda_item_id).update(
        withdrawn_at=AT, withdrawn_by=clerk, withdrawn_reason="Not ready"
    )
    assert carers.item not in wanting(considered.LATER.date())
    page = reverse("officers:outcome", args=[carers.item.pk])
    assert "was withdrawn from the agenda" in by_officer.get(page).content.decode()
    by_officer.post(page, {"text": "It went well."})
    assert not carers.again().item.has_outcome


def test_it_can_be_said_where_it_was_considered_instead(world, clerk):
    there = agendas.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    AgendaItem.objects.filter(pk=there.pk).update(withdrawn_at=AT, withdrawn_by=clerk, withdrawn_reason="Merged")
    other = agendas.agenda.add_item(world.meetings[0], title="Carers of every age", by=clerk)
    agendas.tie_to_agenda(again(world.scheduled), other, on=ON, at=AT, by=clerk)
    assert outcomes.accept(again(world.scheduled), text="Noted.", **AFTER, by=clerk).state == ItemState.CONSIDERED
