"""Key decisions: notice, exceptions, withdrawal, and the takedown of notices that tell too much (R60)."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import AuditEntry, Person, Role
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import PrivateNotice, Takedown
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of, everything_in, refused
from tests.conftest import user
from tests.staging import staged
from tests.workprogramme import executive
from tests.workprogramme import world as worlds
from tests.workprogramme.executive import at
from workprogramme import deadlines
from workprogramme.forward_plan import private_notices, urgent_decisions
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.member_requests import call_ins
from workprogramme.models import CallIn, KeyDecision, Notice, ProgrammeItem, ScrutinyRules, UrgentDecision
from workprogramme.time_limits import Counting, decision_warning

BOTH = pytest.mark.both_databases("triggers: a decision and its notice")
Kind = UrgentDecision.Kind
MAY = {"at": at("2022-05-18")}


@staged
def decision(clerk):
    return executive.decision(clerk)


def test_notice_on_the_last_day_is_published_and_a_day_later_it_is_refused(decision, clerk):
    with pytest.raises(Refused, match=r"27 of the 28 clear days.*Choose Thursday 16 June 2022 or later"):
        forward_plan.publish_notice(decision, at=at("2022-05-18"), by=clerk)
    assert not KeyDecision.objects.public().exists()
    forward_plan.publish_notice(decision, at=at("2022-05-17", 23), by=clerk)
    assert KeyDecision.objects.public().get() == decision
    assert AuditEntry.objects.of(decision).first().did == "published the notice of"
    with pytest.raises(Refused, match="26 of the 28"):
        forward_plan.edit_decision(decision, earliest_on=dt.date(2022, 6, 13), **MAY, by=clerk)


def test_a_council_that_counts_working_days_has_to_be_earlier(decision, clerk):
    forward_plan.change_rules(counting=ScrutinyRules.Counting.WORKING, on=executive.DAY, by=clerk)
    with pytest.raises(Refused, match="28 clear days"):
        forward_plan.publish_notice(decision, at=at("2022-05-04"), by=clerk)
    forward_plan.publish_notice(decision, at=at("2022-05-03"), by=clerk)


def test_the_general_exception_needs_the_chairman_told_and_five_clear_days_and_a_reason(
    decision, safeguarding, chairman, clerk
):
    how = {"notice": Notice.GENERAL, "impracticable": "The grant was offered on 6 June.", "by": clerk}
    with pytest.raises(Refused, match="to have been told"):
        forward_plan.publish_notice(decision, at=at("2022-06-07"), **how)
    urgent_decisions.ask_chairman(
        safeguarding, kind=Kind.GENERAL, decision=decision, why="The grant ends", at=at("2022-06-08"), by=clerk
    )
    with pytest.raises(Refused, match="from Thursday 16 June 2022"):
        forward_plan.publish_notice(decision, at=at("2022-06-08"), **how)
    days = {"earliest_on": dt.date(2022, 6, 16), "latest_on": dt.date(2022, 6, 16)}
    forward_plan.edit_decision(decision, **days, **MAY, by=clerk)
    with pytest.raises(Refused, match="why 28 days’ notice was impracticable"):
        forward_plan.publish_notice(decision, at=at("2022-06-08"), **how | {"impracticable": " "})
    assert forward_plan.publish_notice(decision, at=at("2022-06-08"), **how).notice == Notice.GENERAL


def test_special_urgency_needs_the_chairmans_agreement(decision, safeguarding, chairman, clerk):
    how = {"notice": Notice.SPECIAL, "impracticable": "The roof fell in.", "at": at("2022-06-14"), "by": clerk}
    urgent = urgent_decisions.ask_chairman(
        safeguarding, kind=Kind.SPECIAL, decision=decision, why="The roof fell in", at=at("2022-06-13"), by=clerk
    )
    with pytest.raises(Refused, match="needs the agreement of the chairman"):
        forward_plan.publish_notice(decision, **how)
    urgent_decisions.answer(urgent, agreed=True, at=at("2022-06-13", 12), by=chairman)
    assert forward_plan.publish_notice(decision, **how).impracticable == "The roof fell in."


def test_special_urgency_agreed_to_afterwards_does_not_do(decision, safeguarding, chairman, clerk):
    asked = urgent_decisions.ask_chairman(
        safeguarding, kind=Kind.SPECIAL, decision=decision, why="Storm damage.", at=at("2022-06-16"), by=clerk
    )
    urgent_decisions.answer(asked, agreed=True, at=at("2022-06-16", 12), by=chairman)
    how = {"notice": Notice.SPECIAL, "impracticable": "The roof fell in.", "at": at("2022-06-16", 13)}
    forward_plan.publish_notice(decision, **how, by=clerk)
    with pytest.raises(Refused, match="only once the chairman has agreed"):
        forward_plan.record_taken(decision, taken_on=executive.DAY, at=at("2022-06-17"), by=clerk)


@BOTH
@pytest.mark.parametrize("changes", [{"latest_on": dt.date(2022, 6, 30)}, {"earliest_on": dt.date(2022, 6, 14)}])
def test_a_published_period_is_not_widened_by_anybody(decision, clerk, changes):
    forward_plan.publish_notice(decision, at=at("2022-05-01"), by=clerk)
    with pytest.raises(Refused, match="can only be shortened"):
        forward_plan.edit_decision(decision, **changes, **MAY, by=clerk)
    with pytest.raises(DatabaseError, match="period of a published notice is not widened"), transaction.atomic():
        KeyDecision.objects.update(**changes)


def test_a_published_period_is_shortened(clerk):
    decision = executive.decision(clerk, latest_on=dt.date(2022, 6, 30))
    forward_plan.publish_notice(decision, at=at("2022-05-01"), by=clerk)
    days = {"earliest_on": dt.date(2022, 6, 20), "latest_on": dt.date(2022, 6, 24)}
    assert forward_plan.edit_decision(decision, **days, **MAY, by=clerk).period.startswith(
        "Between Monday 20 June 2022"
    )


@pytest.mark.parametrize("changes", [{"title": "The county hospital"}, {"matter": "Whether to sell it."}])
def test_a_published_decision_does_not_become_another_one(decision, clerk, changes):
    forward_plan.edit_decision(decision, title="Children’s  centres", **MAY, by=clerk)
    forward_plan.publish_notice(decision, at=at("2022-05-10"), by=clerk)
    with pytest.raises(Refused, match="cannot change"):
        forward_plan.edit_decision(decision, **changes, **MAY, by=clerk)
    more = {"documents": "Report\nAppendix", "matter": "Whether to close\r\nthree children’s centres."}
    assert forward_plan.edit_decision(decision, **more, **MAY, by=clerk).documents.endswith("Appendix")


def test_a_decision_told_to_be_private_is_not_opened_once_it_can_have_been_taken(clerk):
    decision = executive.decision(clerk, in_private=True)
    forward_plan.publish_notice(decision, at=at("2022-05-10"), by=clerk)
    with refused("R58", "was told that it is taken in private"):
        forward_plan.edit_decision(decision, in_private=False, at=at("2022-06-15"), by=clerk)
    assert not forward_plan.edit_decision(decision, in_private=False, at=at("2022-06-14"), by=clerk).in_private


def test_an_earlier_day_of_publication_has_its_proof_since_call_in_ends_by_it(clerk):
    made = forward_plan.publish_notice(executive.decision(clerk), at=at("2022-05-10"), by=clerk)
    days = {"taken_on": executive.DAY, "published_on": executive.DAY, "at": at("2022-06-30"), "by": clerk}
    for proof in ("", "."):
        with pytest.raises(Refused, match="shows the date"):
            forward_plan.record_taken(made, proof=proof, **days)
    assert forward_plan.record_taken(made, proof="The council’s page of that day", **days).call_in_until


@BOTH
def test_the_days_of_a_published_decision_stay_whatever_comes(clerk):
    decision = executive.taken(clerk)
    assert decision.call_in_until == dt.date(2022, 6, 23)
    with pytest.raises(Refused, match="was published on Thursday 16 June 2022"):
        forward_plan.record_taken(
            decision, taken_on=executive.DAY, published_on=dt.date(2022, 6, 20), at=at("2022-06-21"), by=clerk
        )
    forward_plan.change_rules(call_in_days=20, on=dt.date(2022, 6, 1), by=clerk)
    counting = Counting.current()
    clock = deadlines.of_decision(decision, dt.date(2022, 6, 17), counting)
    assert "Until the end of Thursday 23 June 2022" in clock.text
    for changes in ({"decision_published_on": dt.date(2022, 6, 20)}, {"call_in_until": dt.date(2022, 7, 20)}):
        with pytest.raises(DatabaseError, match="keeps its days"), transaction.atomic():
            KeyDecision.objects.update(**changes)


def test_a_reference_is_given_to_one_decision(clerk):
    executive.decision(clerk, reference="FP/2022/14")
    with pytest.raises(Refused, match="Another decision of the forward plan has that reference"):
        executive.decision(clerk, title="Another", reference="FP/2022/14")


def test_a_decision_is_taken_only_after_notice_and_not_before_its_first_day(decision, clerk):
    with pytest.raises(Refused, match="No notice"):
        forward_plan.record_taken(decision, taken_on=executive.DAY, at=at("2022-06-16"), by=clerk)
    forward_plan.publish_notice(decision, at=at("2022-05-10"), by=clerk)
    with pytest.raises(Refused, match="before Wednesday 15 June 2022"):
        forward_plan.record_taken(decision, taken_on=dt.date(2022, 6, 14), at=at("2022-06-16"), by=clerk)
    with pytest.raises(Refused, match="would be taken by Wednesday 15 June 2022"):
        forward_plan.record_taken(decision, taken_on=dt.date(2022, 6, 16), at=at("2022-06-17"), by=clerk)
    with pytest.raises(Refused, match="in the future"):
        forward_plan.record_taken(decision, taken_on=executive.DAY, at=at("2022-06-14"), by=clerk)
    forward_plan.record_taken(decision, taken_on=executive.DAY, at=at("2022-06-16"), by=clerk)
    with pytest.raises(Refused, match="no longer be withdrawn"):
        forward_plan.withdraw_decision(decision, reason="Late thought", at=at("2022-06-17"), by=clerk)


def test_a_withdrawn_notice_stays_public_with_its_reason(decision, clerk):
    forward_plan.publish_notice(decision, at=at("2022-05-10"), by=clerk)
    forward_plan.withdraw_decision(decision, reason="The grant was refused", at=at("2022-05-20"), by=clerk)
    kept = KeyDecision.objects.public().get()
    assert kept.withdrawn_reason == "The grant was refused"
    assert not KeyDecision.objects.to_come(dt.date(2022, 5, 21)).exists()
    assert "withdrawn on Friday 20 May 2022" in Client().get(f"/forward-plan/{kept.pk}/").content.decode()


def test_other_rules_of_call_in_hold_for_decisions_published_the_next_day_and_are_told(
    safeguarding, member, other_member, clerk, django_capture_on_commit_callbacks
):
    officer = user(None, "mo@borsetshire.example", Role.MONITORING_OFFICER, name="Mona")
    day = dt.date(2022, 6, 16)  # on which the first decision is published
    with django_capture_on_commit_callbacks(execute=True):
        forward_plan.change_rules(call_in_days=2, on=day, by=clerk)
    forward_plan.change_rules(call_in_days=1, call_in_by="committee", call_in_members=9, on=day, by=clerk)
    first, second = executive.taken(clerk), executive.decision(clerk, title="Another")
    forward_plan.publish_notice(second, at=at("2022-05-10"), by=clerk)
    taken = {"taken_on": executive.DAY, "published_on": dt.date(2022, 6, 17)}
    second = forward_plan.record_taken(second, **taken, at=at("2022-06-17"), by=clerk)
    assert (first.call_in_until, second.call_in_until) == (dt.date(2022, 6, 23), dt.date(2022, 6, 20))
    said = {"members": [other_member.person], "reasons": "No one was asked.", "at": at("2022-06-20"), "by": clerk}
    assert call_ins.receive(safeguarding, decision=first, **said).needed == 4
    with pytest.raises(Refused, match="Oscar Outsider may not call a decision in"):
        call_ins.receive(safeguarding, decision=second, **said)
    (letter,) = [one for one in mail.outbox if one.subject == "The rules of call-in were changed"]
    assert letter.to == [officer.email]
    assert "Working days in which a decision can be called in: 2" in letter.body


def test_a_decision_keeps_the_rules_of_its_day_through_changes_on_days_that_follow(clerk):
    days = [dt.date(2022, 6, number) for number in (14, 15, 16)]
    for day, members, who in zip(days, (2, 9, 5), ("scrutiny", "committee", "councillors"), strict=True):
        forward_plan.change_rules(call_in_members=members, call_in_by=who, on=day, by=clerk)
    rules = ScrutinyRules.current()
    assert [rules.of_published(day).call_in_members for day in [*days, dt.date(2022, 6, 17)]] == [4, 2, 9, 5]
    forward_plan.change_rules(call_in_by="committee", on=dt.date(2022, 6, 20), by=clerk)
    rules = ScrutinyRules.current()
    assert rules.who_is_asked(dt.date(2022, 7, 20)) == "councillors"
    assert rules.who_is_asked(dt.date(2022, 8, 20)) == "committee"


@pytest.fixture
def preceding(world, safeguarding, clerk):
    """Return a function that puts an item on a meeting of that day, before the decision of 15 June 2022."""

    def make(day: str):
        item = items.edit_item(world.tbc, precedes=executive.decision(clerk), by=clerk)
        meeting = calendar.schedule(safeguarding, dt.date.fromisoformat(day), by=clerk)
        return scheduling.schedule(item, meeting, reason="for cause", on=worlds.ON, at=worlds.AT, by=clerk)

    return make


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2022-05-17", ""),
        ("2022-05-18", "could not be noticed in time. For that it has to meet by Tuesday 17 May 2022"),
        ("2022-06-16", "is to be taken on Wednesday 15 June 2022: the committee meets too late to influence it."),
    ],
)
def test_an_item_warns_when_its_committee_meets_too_late_for_the_decision(preceding, day, said):
    warning = decision_warning(preceding(day))
    assert said in warning
    assert bool(warning) == bool(said)


def test_an_item_says_when_its_decision_is_withdrawn(preceding, clerk):
    item = preceding("2022-05-10")
    item.precedes = forward_plan.withdraw_decision(item.precedes, reason="No money", at=at("2022-05-01"), by=clerk)
    assert "has been withdrawn from the forward plan" in decision_warning(item)


@pytest.mark.parametrize("tied", [True, False], ids=["tied by its notice", "in its period"])
def test_r16_the_forward_plan_tells_no_title_that_the_cabinet_hides(clerk, tied):
    """Every field, before publication: `tests/disclosure_words.py`."""
    meeting = executive.cabinet_meeting(clerk, "2022-06-15" if tied else "2022-06-20")
    agenda.add_item(meeting, title="The lease of Felpersham Mill", public_title="A lease", part=2, by=clerk)
    told = {"matter": "On the lease of Felpersham Mill."}
    if tied:
        told |= {"in_private": True, "private_notice": executive.private_notice(clerk, meeting)}
    made = executive.decision(clerk, latest_on=dt.date(2022, 6, 20), **told)
    with refused("R16", r"It holds the hidden title of item .* forward plan"):
        forward_plan.publish_notice(made, at=at("2022-05-10"), by=clerk)
    forward_plan.edit_decision(made, matter="On a lease.", at=at("2022-05-09"), by=clerk)
    made = forward_plan.publish_notice(made, at=at("2022-05-10"), by=clerk)
    reason = "Felpersham Mill: the lease of Felpersham Mill is off."
    with pytest.raises(Refused, match="It holds the hidden title"):
        forward_plan.withdraw_decision(made, reason=reason, at=at("2022-05-11"), by=clerk)


NAME = "Wurzelgrommet"
WORDS = f"Whether to place the child {NAME} of Ambridge."
GROUND = {"ground": "personal", "why": "It names a child.", "at": at("2022-05-11")}
CONFIRMED = {"reason": "It named a child.", "backups": "None hold it any more.", "at": at("2022-05-12")}


def notice(clerk) -> PrivateNotice:
    made = executive.private_notice(clerk)
    made = private_notices.edit(made, matter=WORDS, reasons=f"{NAME} is a child.", at=at("2022-05-10"), by=clerk)
    made = private_notices.publish_first(made, at=at("2022-05-10"), by=clerk)
    said = {"representations": f"The mother of {NAME} wrote.", "response": f"{NAME} is protected."}
    return private_notices.publish_second(made, **said, at=at("2022-05-11"), by=clerk)


def published_decision(clerk) -> KeyDecision:
    made = executive.decision(clerk, title=f"The place of {NAME}", matter=WORDS, documents=f"Letter on {NAME}")
    return forward_plan.publish_notice(made, at=at("2022-05-10"), by=clerk)


def told(thing) -> bool:
    """Whether anybody reads the name, on its page or on the lists."""
    name = "private-notice" if isinstance(thing, PrivateNotice) else "key-decision"
    paths = [reverse(f"public:{name}", args=[thing.pk]), "/forward-plan/", "/forward-plan/private-meetings/"]
    return any(NAME in everything_in(Client().get(path)) for path in paths)


@BOTH
@pytest.mark.parametrize("make", [notice, published_decision])
def test_r60_a_notice_that_was_withdrawn_is_hidden_and_its_words_are_erased(ground, clerk, proper_officer, make):
    thing = make(clerk)
    verb = private_notices.withdraw if make is notice else forward_plan.withdraw_decision
    verb(thing, reason=f"It named {NAME}.", at=at("2022-05-11"), by=clerk)
    with time_machine.travel(at("2022-05-11")):
        assert told(thing)
        hidden = takedowns.hide(type(thing).objects.get(pk=thing.pk), **GROUND, by=clerk)
        assert not told(thing)
        takedowns.confirm(hidden, **CONFIRMED, by=proper_officer)
        assert not told(thing)
    assert not [one for one in hidden.words.all() if one.original is not None]
    assert "Removed on" in type(thing).objects.get(pk=thing.pk).matter


@pytest.mark.parametrize("make", [notice, published_decision])
def test_r60_undoing_publishes_a_notice_again(ground, clerk, proper_officer, make):
    thing = make(clerk)
    before = type(thing).objects.filter(pk=thing.pk).values().get()
    hidden = takedowns.hide(thing, **GROUND, by=clerk)
    assert type(thing).objects.filter(pk=thing.pk).values().get() != before
    takedowns.undo(hidden, reason="It is lawful.", at=at("2022-05-12"), by=proper_officer)
    assert type(thing).objects.filter(pk=thing.pk).values().get() == before


def test_r60_what_was_not_published_is_not_taken_down(ground, clerk):
    for thing in (executive.private_notice(clerk), executive.decision(clerk)):
        with pytest.raises(Refused, match="has not been published"):
            takedowns.hide(thing, **GROUND, by=clerk)


@BOTH
def test_r60_the_database_lets_a_takedown_alone_change_a_notice(ground, clerk, proper_officer):
    made = notice(clerk)
    hidden = takedowns.hide(made, **GROUND, by=clerk)
    rows = PrivateNotice.objects.filter(pk=made.pk)
    for fields in (
        {"meeting": executive.cabinet_meeting(clerk, "2022-06-22")},
        {"first_published_at": at("2022-04-01")},
    ):
        with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
            rows.update(**fields)
    takedowns.confirm(hidden, **CONFIRMED, by=proper_officer)
    with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
        rows.update(matter="Something else")


@BOTH
def test_r60_a_decision_takes_its_words_out_of_call_ins_and_programmes(
    ground, year, clerk, proper_officer, programme, safeguarding
):
    made = executive.taken(clerk, title=f"The place of {NAME}", matter=WORDS)
    mary = Person.objects.get(slug="mary-member")
    called = call_ins.receive(
        safeguarding, decision=made, members=[mary], reasons="No one was asked.", at=at("2022-06-20"), by=clerk
    )
    row = ProgrammeItem.objects.first()
    about = {"on": at("2022-06-20").date(), "at": at("2022-06-20"), "by": clerk}
    before = items.add_item(row.programme, title=f"The place of {NAME}", details="How?", **about)
    ProgrammeItem.objects.filter(pk=before.pk).update(precedes=made, purpose="pre_decision")
    hidden = takedowns.hide(KeyDecision.objects.get(pk=made.pk), **GROUND | {"at": at("2022-06-21")}, by=clerk)
    takedowns.confirm(hidden, **CONFIRMED | {"at": at("2022-06-22")}, by=proper_officer)
    assert NAME not in CallIn.objects.get(pk=called.pk).decision_title
    before.refresh_from_db()
    assert (NAME in before.title, before.details) == (False, "How?")
    with pytest.raises(DatabaseError, match="keeps its decision"), transaction.atomic():
        CallIn.objects.filter(pk=called.pk).update(decision_title="Another")


def test_r60_the_desk_takes_a_notice_down_from_its_page(ground, clerk, scrutiny, proper_officer):
    thing = notice(clerk)
    page, address = f"/desk/private-meetings/{thing.pk}/", f"/desk/takedowns/new/notice/{thing.pk}/"
    with time_machine.travel(at("2022-05-11")):
        desk = client_of(clerk)
        assert address in desk.get(page).content.decode()
        assert address not in client_of(scrutiny).get(page).content.decode()
        assert desk.post(address, {"ground": "personal", "why": "It names a child."}).status_code == 302
        row = Takedown.objects.get()
        assert f"/desk/takedowns/{row.pk}/" in desk.get(page).content.decode()
        said = {"reason": "It named a child.", "backups": "None."}
        confirming = client_of(proper_officer).post(f"/desk/takedowns/{row.pk}/confirm/", said)
        assert confirming.status_code == 302
        assert "Removed on" in desk.get(page).content.decode()
