"""Every verb of the portal has a recipe, and every recipe does its act."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import connection

from committee.access.permissions import (
    administers,
    decides_on_roles,
    is_member,
    is_officer,
    is_proper_officer,
    keeps_the_register,
    plans_scrutiny,
    runs_the_desk,
)
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, NotAllowed, anybody, right_of
from committee.models import AuditEntry, Committee, User
from committee.register.csv_import.cells import FaultyRow
from committee.search.index import STORES
from tests.acts import Act, Recipe, recipes, verbs
from tests.audiences import DESK, EVERYBODY, MEMBERS, OFFICERS, PLANNERS
from tests.first_step import WITHOUT_LOCK, first_step
from tests.lock_order import FORM_WITHOUT_ROW, watched
from tests.search import indexed

pytestmark = [
    pytest.mark.both_databases("locks: every verb once, with its rows, triggers and constraints"),
    pytest.mark.indexed_at_once,
]

RECIPES = recipes()
WRITES = ("INSERT", "UPDATE", "DELETE")
NOT_ON_THE_TRAIL = {
    # Who follows what is nobody's to read; each is done once however often it is sent.
    *(f"committee.following.verbs.{act}" for act in ("follow", "confirm", "choose_how_often", "stop", "stop_all")),
    "committee.register.csv_import.running.look_over",
    "meetings.members.marks.mark_read",  # what somebody has read is nobody else's to know
    # A member's notes are nobody else's business; each is saved once, by its key or its version.
    *(f"meetings.members.notes.verbs.{act}_note" for act in ("write", "change", "delete", "share")),
    "meetings.members.notes.verbs.choose_time_kept",
    "meetings.minutes.document.minute_text.summarise",
    "meetings.minutes.publication.versions.freeze",  # part of the publications of minutes, which are
    "meetings.packs.builds.tasks.request_build",
}
# What is no committee's business, or is stopped by the verb that it calls, for a clerk who is limited to some.
OF_NO_COMMITTEE = (
    "committee.portal.handover.",  # gives only what is of the committees of the clerk
    *("committee.complaints.verbs.", "committee.sign_in.signed_links."),
    *(f"committee.register.{name}." for name in ("council", "csv_import", "merging", "names", "people", "portfolios")),
    *("committee.register.photographs.", "committee.following.verbs.", "committee.search.terms."),
    "committee.search.fruitless.",
    "committee.old_addresses.",
    *("meetings.actions.absences.", "meetings.calendar.years."),
    "meetings.minutes.settings.keep_phrases",
    *("workprogramme.forward_plan.verbs.", "workprogramme.items.handed_down_notes.clear"),
    # The right hangs on the thing.
    *("workprogramme.member_requests.call_ins.ask_", "reviews.report.verbs.comment_on_section"),
)
# Whom of the cast each sentence is true of.
BY_SENTENCE = {
    runs_the_desk: DESK,
    plans_scrutiny: PLANNERS,
    administers: {"administrator"},
    keeps_the_register: DESK | {"administrator"},
    decides_on_roles: {"administrator", "proper officer"},
    is_proper_officer: {"proper officer"},
    is_officer: OFFICERS,
    is_member: MEMBERS,
    anybody: EVERYBODY,
}


def test_every_verb_has_a_recipe():
    assert sorted({path for path, _ in verbs()} - set(RECIPES)) == [], "write one in tests/acts/"


def test_every_recipe_is_of_a_verb():
    assert sorted(set(RECIPES) - {path for path, _ in verbs()}) == []


def test_every_act_says_who_may_do_it():
    silent = {path for path, function in verbs() if right_of(function) is None}
    assert silent == set(), "decorate it (committee/acts/verbs.py), or say in tests/acts/__init__.py why it is no act"


def test_every_verb_locks_before_it_writes_or_has_a_reason_not_to():
    free = {path for path, function in verbs() if first_step(function) != "locks"}
    assert free == {path for paths in WITHOUT_LOCK.values() for path in paths}, "lock its row first: `hold` or its like"


@pytest.fixture(params=sorted(RECIPES))
def prepared(request, cast):
    """Return the act of one recipe, in its staged world."""
    recipe = RECIPES[request.param]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    # The same code tells the index on both databases, so on PostgreSQL a third of the acts is compared.
    is_compared = connection.vendor == "sqlite" or sorted(RECIPES).index(request.param) % 3 == 0
    return Prepared(act, cast, _who_may(recipe), is_compared)


@dataclass(frozen=True)
class Prepared:
    """An act, the names of those of the cast who may do it, and whether the index is compared after it."""

    act: Act
    cast: dict[str, User | None]
    may: set[str]
    is_compared: bool

    def those(self, names: set[str]) -> list[User | None]:
        """Return the people of those names."""
        return [self.cast[name] for name in sorted(names)]


def _who_may(recipe: Recipe) -> set[str]:
    right = right_of(recipe.verb)
    assert right, "it is no act"
    return set(recipe.may) | (BY_SENTENCE[right.may] if right.may else set())


def test_each_act_can_be_done_by_those_who_may_and_by_nobody_else(prepared):
    """
    It leaves rows, and its actor on the trail: by that a form sent twice is known
    (`committee/forms/sent_forms.py`).
    """
    act, written, trail = prepared.act, [], AuditEntry.objects.filter(by=prepared.act.by)
    before = trail.count()
    if prepared.is_compared:
        indexed.settle()

    def watch(execute, sql, params, many, context):
        written.extend([sql] if sql.lstrip().upper().startswith(WRITES) else [])
        return execute(sql, params, many, context)

    verb = f"{act.verb.__module__}.{act.verb.__qualname__}"
    if prepared.may >= DESK:
        assert _is_stopped(act) is not verb.startswith(OF_NO_COMMITTEE), "see committee/access/limits.py"
    with connection.execute_wrapper(watch):
        for person in prepared.those(set(prepared.cast) - prepared.may):
            with pytest.raises(NotAllowed):
                act(by=person)
        assert written == [], "whoever may not leaves nothing"
        with watched(act.args[0] if act.args and verb not in FORM_WITHOUT_ROW else None) as locks:
            act()
    assert written, "the act left no trace in the database"
    assert locks.faults == [], "see tests/lock_order.py"
    assert (trail.count() == before) is (verb in NOT_ON_THE_TRAIL)
    differences = [line for store in STORES if prepared.is_compared for line in store.differences()]
    assert differences == [], "say index.changed(...) after the last change"
    # Again, by a stale page and by somebody else: done, with nothing to do, or refused in a sentence.
    others = [person for person in prepared.those(prepared.may - {"public"}) if person != act.by]
    for person in [act.by, *others[:1]]:
        with suppress(Refused, FaultyRow):
            act(by=person)


def _is_stopped(act: Act) -> bool:
    """Whether the desk's clerk may not do it any more once limited to a committee that it is not about."""
    elsewhere = Committee.objects.create(name="Elsewhere", short_name="Elsewhere", slug="elsewhere", since="2000-01-01")
    clerk = User.objects.get(email="carol@borsetshire.example")
    clerk.limited_to.set([elsewhere])
    right = right_of(act.verb)
    assert right
    stopped = not right.allows(User.objects.get(pk=clerk.pk), *act.args, **act.kwargs)
    clerk.limited_to.clear()
    elsewhere.delete()
    return stopped


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("committee.register.corrections.correct", "You have not changed anything"),
        ("committee.register.corrections.strike_out", "has removed"),
        ("committee.register.council.correct_year", "You have not changed the dates"),
        ("committee.register.council.reopen_day", "has removed"),
        ("committee.register.council.take_off_year", "has removed"),
        ("committee.register.names.take_off", "has removed"),
        ("committee.register.people.end_dated", "recorded as its last day already"),
        ("committee.register.seats.end_seat", "recorded as its last day already"),
        ("committee.register.seats.end_seats", "recorded as its last day already"),
        ("committee.register.role_requests.approve_role", "has removed"),
        ("committee.register.role_requests.ask_for_role", "already requested that role"),
        ("committee.register.role_requests.decline_role", "has removed"),
        ("committee.register.sign_ins.end_role", "recorded as its last day already"),
        ("committee.register.sign_ins.reset_second_step", "has no second step"),
        ("committee.register.sign_ins.restore", "is not suspended"),
        ("committee.register.sign_ins.suspend", "suspended already"),
        ("meetings.actions.absences.approve_absence", "is recorded for Mary Member already"),
        ("meetings.actions.absences.correct_approval", "You have not changed anything"),
        ("meetings.actions.absences.strike_out_approval", "has removed"),
        ("meetings.papers.background_verbs.remove_background", "removed already"),
        ("meetings.minutes.room.clerical_errors.discard_minutes", "have been discarded"),
        ("meetings.minutes.confirmation.confirming.take_correction_back", "has already been removed"),
        ("workprogramme.programmes.duties.remove_duty", "has already been removed"),
    ],
)
def test_what_is_done_already_is_refused_and_stands_on_the_trail_once(path, why, request, cast):
    recipe = RECIPES[path]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    act()
    before = AuditEntry.objects.count()
    with pytest.raises(Refused, match=why):
        act()
    assert AuditEntry.objects.count() == before


def test_a_duty_that_was_removed_meanwhile_is_not_changed(request, cast):
    recipe = RECIPES["workprogramme.programmes.duties.edit_duty"]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    RECIPES["workprogramme.programmes.duties.remove_duty"].verb(act.args[0], by=act.by)
    with pytest.raises(Refused, match="has already been removed"):
        act()


@pytest.mark.parametrize(
    "name", ["member_requests.document_requests.write_to_member", "forward_plan.urgent_decisions.write_to_chairman"]
)
def test_the_portal_writes_by_itself_too(name, request, cast, mailoutbox):
    recipe = RECIPES[f"workprogramme.{name}"]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    assert act(by=PORTAL)
    assert "Sent by" not in mailoutbox[-1].body
