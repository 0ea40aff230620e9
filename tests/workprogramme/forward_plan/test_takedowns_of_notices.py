"""Notices of key decisions and of private meetings that hold what may not be published are taken down (R60)."""

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import Person
from meetings.models import PrivateNotice, Takedown
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of, everything_in
from tests.workprogramme import executive
from tests.workprogramme.executive import at
from workprogramme.forward_plan import private_notices
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.items import verbs as items
from workprogramme.member_requests import call_ins
from workprogramme.models import CallIn, KeyDecision, ProgrammeItem

NAME = "Wurzelgrommet"
WORDS = f"Whether to place the child {NAME} of Ambridge."
GROUND = {"ground": "personal", "why": "It names a child.", "at": at("2022-05-11")}
CONFIRMED = {"reason": "It named a child.", "backups": "None hold it any more.", "at": at("2022-05-12")}
BOTH = pytest.mark.both_databases("triggers: a takedown alone changes what was published")


def notice(clerk) -> PrivateNotice:
    made = executive.private_notice(clerk)
    made = private_notices.edit(made, matter=WORDS, reasons=f"{NAME} is a child.", at=at("2022-05-10"), by=clerk)
    made = private_notices.publish_first(made, at=at("2022-05-10"), by=clerk)
    said = {"representations": f"The mother of {NAME} wrote.", "response": f"{NAME} is protected."}
    return private_notices.publish_second(made, **said, at=at("2022-05-11"), by=clerk)


def decision(clerk) -> KeyDecision:
    made = executive.decision(clerk, title=f"The place of {NAME}", matter=WORDS, documents=f"Letter on {NAME}")
    return forward_plan.publish_notice(made, at=at("2022-05-10"), by=clerk)


def told(thing) -> bool:
    """Whether anybody reads the name, on its page or on the lists."""
    name = "private-notice" if isinstance(thing, PrivateNotice) else "key-decision"
    paths = [reverse(f"public:{name}", args=[thing.pk]), "/forward-plan/", "/forward-plan/private-meetings/"]
    return any(NAME in everything_in(Client().get(path)) for path in paths)


@BOTH
@pytest.mark.parametrize("make", [notice, decision])
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


@pytest.mark.parametrize("make", [notice, decision])
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
