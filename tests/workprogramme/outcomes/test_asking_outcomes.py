"""Outcomes of items: offered from the minute, asked for by email, given on pages; an outcome may ask for something."""

import datetime as dt
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import AuditEntry
from meetings import outstanding_actions as told
from meetings.actions import verbs as actions
from meetings.actions.reminding import remind
from meetings.calendar import verbs as calendar
from meetings.models import Access, Action, AgendaItem, Meeting, Minute
from tests.answers import client_of, words
from tests.meetings import minuted
from tests.meetings.publishing import moment
from tests.staging import staged
from tests.workprogramme import considered
from tests.workprogramme import world as worlds
from tests.workprogramme.considered import ACT, LATER, OFFERED
from tests.workprogramme.world import AT, ON
from workprogramme.document.document import row_of
from workprogramme.history.story import story
from workprogramme.items import follow_ups, scheduling
from workprogramme.items import on_agenda as agendas
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import ItemState, LeadRole, Programme, ProgrammeItem
from workprogramme.outcomes import draft_from_minute
from workprogramme.outcomes import verbs as outcomes
from workprogramme.outcomes.draft_from_minute import offered, wanting
from workprogramme.outcomes.verbs import accept, ask_for_outcome, ask_more, keep_draft, reopen, wanting_to_be_asked

BOTH = pytest.mark.both_databases("constraints: where an action was asked")
WEEK = dt.timedelta(days=7)


@staged
def accepted(carers, officer):
    """With its outcome accepted."""
    accept(carers.item, text="Members were pleased.", **ACT, by=officer)
    return carers.again()


def test_nobody_is_asked_twice_a_day_before_publication_or_once_it_is_accepted(unpublished, officer, scrutiny):
    with pytest.raises(Refused, match="not published yet"):
        ask_for_outcome(unpublished.item, at=LATER, by=scrutiny)
    ask_for_outcome(unpublished.publish().item, at=LATER, by=scrutiny)
    with pytest.raises(Refused, match="already been emailed today"):
        ask_for_outcome(unpublished.item, at=LATER, by=scrutiny)
    accept(unpublished.item, text="Done", **ACT, by=officer)
    with pytest.raises(Refused, match="accepted"):
        ask_for_outcome(unpublished.item, at=LATER + WEEK, by=scrutiny)
    assert len(mail.outbox) == 1


def test_without_an_officer_who_signs_in_nobody_can_be_asked(carers, scrutiny, clerk):
    for leads in ([LeadDraft(LeadRole.CABINET_MEMBER, clerk.person)], [LeadDraft(LeadRole.OFFICER, name="Nora")]):
        items.set_leads(carers.item, leads, by=clerk)
        with pytest.raises(Refused, match="has a sign-in"):
            ask_for_outcome(carers.item, at=LATER, by=scrutiny)


def test_what_the_mail_server_does_not_take_is_no_asking(carers, scrutiny, settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.workprogramme.outcomes.test_asking_outcomes.Broken"}}
    with pytest.raises(Refused, match="could not be sent"):
        ask_for_outcome(carers.item, at=LATER, by=scrutiny)
    assert carers.again().item.outcome_asked_at is None


class Broken(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, email_messages):
        raise OSError


def test_the_weekly_round_asks_once_minutes_are_published_and_once_a_week(unpublished, officer):
    assert wanting_to_be_asked(LATER) == []
    carers = unpublished.publish()
    assert wanting_to_be_asked(LATER) == [carers.item]
    ask_for_outcome(carers.item, at=LATER, by=PORTAL)
    assert wanting_to_be_asked(LATER + dt.timedelta(days=6)) == []
    assert wanting_to_be_asked(LATER + WEEK) == [carers.item]
    assert wanting_to_be_asked(LATER + 30 * WEEK) == [], "after half a year no one is asked any more"
    accept(carers.item, text="Done", **ACT, by=officer)
    assert wanting_to_be_asked(LATER + WEEK) == []


def test_an_inquiry_day_waits_for_no_minutes_and_a_meeting_without_any_is_not_asked_about(
    unpublished, year, safeguarding, clerk, officer
):
    programme = Programme.objects.get()
    leads = [LeadDraft(LeadRole.LEAD_OFFICER, officer.person), LeadDraft(LeadRole.OFFICER, officer.person)]
    made = {"leads": leads, "on": LATER.date(), "at": LATER, "by": clerk}
    day = items.add_item(programme, title="Inquiry", table="working", held_on=dt.date(2022, 1, 18), **made)
    meeting = calendar.schedule(safeguarding, dt.date(2022, 1, 17), by=clerk)
    item = items.add_item(programme, title="Neglect", meeting=meeting, **made)
    assert wanting_to_be_asked(LATER) == [day]
    Meeting.objects.filter(pk=meeting.pk).update(informal=True)
    assert wanting_to_be_asked(LATER) == [day, item]
    assert draft_from_minute.to_write(officer.person, LATER.date()) == [item, day]


def test_the_command_asks_and_says_whom(carers):
    out, err = StringIO(), StringIO()
    call_command("daily", "--on", "2022-01-20", stdout=out, stderr=err)
    assert out.getvalue() == "Olive Officer: Young Carers\n"
    call_command("daily", "--on", "2022-01-21", stdout=out, stderr=err)
    assert (len(mail.outbox), err.getvalue()) == (1, "")
    with pytest.raises(CommandError):
        call_command("daily", "--on", "yesterday")


def test_the_command_names_what_is_not_public_by_its_number(carers):
    Programme.objects.update(published_at=None, published_by=None)
    out = StringIO()
    call_command("daily", "--on", "2022-01-20", stdout=out)
    assert f"item {carers.item.pk}" in out.getvalue() and "Carers" not in out.getvalue()


def test_what_it_asks_for_is_public_told_on_agendas_reminded_of_and_part_of_the_story(
    accepted, officer, scrutiny, safeguarding, clerk
):
    action = ask_more(accepted.item, text="waiting times", owner=officer.person, **ACT, by=scrutiny).action
    assert action in Action.objects.public()
    april = calendar.schedule(safeguarding, minuted.APRIL, by=clerk)
    assert any(
        line["text"].startswith("Work programme 2021/22: Young Carers: waiting")
        for line in told.agenda_lines(april, april.date)
    )
    remind(action, at=LATER, by=clerk)
    assert "waiting times" in mail.outbox[-1].body
    actions.answer(action, text="Six weeks.", at=LATER + WEEK, by=officer)
    steps = [(step.word, step.text) for step in story(accepted.item, public=True)]
    assert ("Asked", "of Olive Officer: waiting times") in steps and ("Answered", "Six weeks.") in steps


def test_what_it_asks_for_of_a_withheld_minute_is_never_public(
    safeguarding, year, clerk, officer, chairman, member, scrutiny
):
    secret = considered.make(safeguarding, year, clerk, officer, heading="Placement").publish()
    accept(secret.item, text="Noted.", **ACT, by=officer)
    about = {"text": "a report", "owner": officer.person, "look_back_on": minuted.APRIL}
    action, look_back = ask_more(secret.item, **about, **ACT, by=scrutiny)
    assert action not in Action.objects.public()
    assert action.is_private and look_back.details == "", "the look-back is public with its programme"


def test_what_it_asked_for_is_public_no_more_once_its_minute_is_withheld(
    accepted, officer, scrutiny, safeguarding, clerk
):
    action = ask_more(accepted.item, text="waiting times", owner=officer.person, **ACT, by=scrutiny).action
    actions.answer(action, text="Six weeks.", at=LATER + WEEK, by=officer)
    assert action.item == accepted.item.agenda_item and action in Action.objects.public()
    Minute.objects.filter(item=action.item).update(access=Access.EXEMPT, paragraphs="1")
    now = Action.objects.get(pk=action.pk)
    assert now not in Action.objects.public() and now.is_private
    april = calendar.schedule(safeguarding, minuted.APRIL, by=clerk)
    assert not any("waiting times" in line["text"] for line in told.agenda_lines(april, april.date))
    for public in (True, False):
        assert not any("waiting" in step.text or "weeks" in step.text for step in story(accepted.item, public=public))
    assert actions.answer(now, text="Five by now.", at=LATER + WEEK, by=officer).withheld


def test_nothing_is_asked_of_an_item_of_another_meeting(accepted, safeguarding, clerk):
    april = calendar.schedule(safeguarding, minuted.APRIL, by=clerk)
    with pytest.raises(Refused, match="at another meeting"):
        actions.ask(april, asked_in="Here", item=accepted.item.agenda_item, text="x", at=LATER, by=clerk)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Enter an action"),
        ({"text": "x", "due_on": dt.date(2022, 1, 9)}, "before the meeting"),
        ({"look_back_on": dt.date(2022, 1, 20)}, "a day to come"),
        ({"text": "x", "look_back_on": dt.date(2021, 1, 20)}, "a day to come"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_leaves_nothing(accepted, scrutiny, asked, said):
    with pytest.raises(Refused, match=said):
        ask_more(accepted.item, **asked, **ACT, by=scrutiny)
    assert accepted.item.actions.count() == 0


def test_nothing_is_asked_before_an_outcome_or_in_an_unpublished_programme_or_of_no_meeting(
    carers, officer, scrutiny, clerk
):
    with pytest.raises(Refused, match="Accept its outcome first"):
        ask_more(carers.item, text="x", **ACT, by=scrutiny)
    day = items.add_item(
        Programme.objects.get(), title="Inquiry", table="working", held_on=minuted.TENTH, **ACT, by=clerk
    )
    accept(day, text="Heard.", **ACT, by=scrutiny)
    with pytest.raises(Refused, match="at no meeting"):
        ask_more(day, text="x", **ACT, by=scrutiny)
    accept(carers.item, text="Heard.", **ACT, by=officer)
    Programme.objects.update(published_at=None, published_by=None)
    with pytest.raises(Refused, match="Publish the work programme first"):
        ask_more(carers.again().item, text="x", **ACT, by=scrutiny)


@BOTH
def test_the_database_wants_one_place_in_which_an_action_was_asked(accepted, scrutiny):
    action = ask_more(accepted.item, text="x", **ACT, by=scrutiny).action
    limb = Action.objects.get(limb__isnull=False)
    place = {"item": accepted.item.agenda_item}
    for pk, changes in ((action.pk, {"asked_in": ""}), (limb.pk, {"asked_in": "Here"}), (limb.pk, place)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=pk).update(**changes)


def page_of(item: ProgrammeItem) -> str:
    return f"/officers/outcomes/{item.pk}/"


def desk_page(item: ProgrammeItem, act: str = "outcome") -> str:
    return f"/desk/work-programme/safeguarding/2021-22/items/{item.pk}/{act}/"


def sent(answer) -> dict[str, str]:
    """Return the data of the page's form, unchanged."""
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_an_officer_reads_what_was_planned_and_resolved_and_accepts_it_in_two_taps(carers, officer, by_officer):
    page = by_officer.get(page_of(carers.item))
    said = words(page)
    number = Minute.objects.get(item=carers.item.agenda_item).number
    for expected in ("How are they supported?", "Waiting times", "figures on young carers", f"Read minute {number}"):
        assert expected in said
    assert sent(page)["text"] == OFFERED
    answer = by_officer.post(page_of(carers.item), sent(page), follow=True)
    assert answer.redirect_chain == [(f"{page_of(carers.item)}done/", 302)]
    assert "Thank you" in words(answer)
    item = carers.again().item
    assert (item.outcome, item.outcome_accepted_by) == (OFFERED, officer)


def test_an_officer_keeps_a_draft_and_comes_back_to_it(carers, by_officer):
    form = sent(by_officer.get(page_of(carers.item))) | {"text": "Half a sentence", "keep": "Save draft"}
    assert by_officer.post(page_of(carers.item), form).status_code == 302
    page = by_officer.get(page_of(carers.item))
    assert "Draft saved." in words(page)
    assert sent(page)["text"] == "Half a sentence"
    assert "Text from the minutes" in words(page)
    assert not carers.again().item.has_outcome


def test_the_e_mail_tells_nothing_and_its_link_leads_through_the_sign_in_to_the_page(
    carers, officer, scrutiny, client, by_officer
):
    answer = client_of(scrutiny).post(desk_page(carers.item, "outcome/ask"), follow=True)
    assert "Olive Officer has been asked" in words(answer)
    (letter,) = mail.outbox
    assert letter.to == [officer.email] and "figures" not in letter.body
    link = next(line for line in letter.body.splitlines() if "/officers/outcomes/" in line)
    path = link[link.index("/officers/") :]
    assert f"next={path}" in client.get(path).headers["Location"]
    assert by_officer.get(path).status_code == 200


def test_an_officer_takes_an_accepted_outcome_back_to_change_it(carers, officer, by_officer):
    accept(carers.item, text="Members were pleased.", **ACT, by=officer)
    assert "Members were pleased." in words(by_officer.get(page_of(carers.item)))
    for _ in range(2):
        assert by_officer.post(f"{page_of(carers.item)}reopen/").status_code == 302
    page = by_officer.get(page_of(carers.item))
    assert sent(page)["text"] == "Members were pleased."
    assert not carers.again().item.has_outcome
    assert by_officer.get(f"{page_of(carers.item)}done/").status_code == 404


def test_the_desk_sees_what_a_draft_minute_offers_and_a_scrutiny_officer_does_not(unpublished, clerk, scrutiny):
    assert "figures on young carers" in words(client_of(clerk).get(desk_page(unpublished.item)))
    said = words(client_of(scrutiny).get(desk_page(unpublished.item)))
    assert "figures on young carers" not in said and "not published yet" in said


def test_a_scrutiny_officer_accepts_and_asks_for_more_with_a_look_back(carers, officer, by_scrutiny):
    assert "Write the outcome first" in words(by_scrutiny.get(desk_page(carers.item, "ask")))
    page = by_scrutiny.get(desk_page(carers.item))
    assert by_scrutiny.post(desk_page(carers.item), sent(page), follow=True).status_code == 200
    empty = by_scrutiny.post(desk_page(carers.item, "ask"), {})
    assert (empty.status_code, "Enter an action" in words(empty)) == (422, True)
    soon = timezone.localdate() + dt.timedelta(days=365)
    asked = {"text": "waiting times be sent", "owner": officer.person.pk, "look_back_on": soon.isoformat()}
    answer = by_scrutiny.post(desk_page(carers.item, "ask"), asked, follow=True)
    said = words(answer)
    assert "It is in the action tracker." in said and "Waiting times be sent: Olive Officer" in said
    assert Action.objects.filter(asked_in="Work programme 2021/22: Young Carers").count() == 1
    assert ProgrammeItem.objects.get(follow_up_of=carers.item).wanted_on == soon


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


IN_AUGUST = dt.datetime(2021, 8, 2, 9, tzinfo=dt.UTC)
AFTER = {"on": dt.date(2021, 8, 2), "at": AT}


def again(item: ProgrammeItem) -> ProgrammeItem:
    return ProgrammeItem.objects.get(pk=item.pk)


ACTS = {
    "its outcome is accepted": lambda item, by: outcomes.accept(item, text="Members were pleased.", **AFTER, by=by),
    "it is noted as considered": lambda item, by: scheduling.mark_considered(item, **AFTER, by=by),
    "it is followed up": lambda item, by: follow_ups.propose_follow_up(item, **AFTER, by=by),
    "its officers are asked": lambda item, by: outcomes.ask_for_outcome(item, at=IN_AUGUST, by=by),
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
