"""
Every verb, done by twelve at once, each with their own connection and their own rows in hand.

Whoever does not come first is refused in a sentence, or does no harm; and a refusal leaves no row and no entry of the
trail. On SQLite and in a usual run on PostgreSQL only the dangerous ones race; with `--all-on-postgresql`, as
`.ci/run --all` does it, all of them.
"""

import copy
import datetime as dt
import threading
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client

from committee.acts.refusal import Refused
from committee.models import (
    AuditEntry,
    Committee,
    Council,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    Seat,
    SeatRole,
    Term,
)
from committee.models.triggers import one_at_a_time
from committee.register import corrections, people, seats
from committee.register import council as council_verbs
from committee.register.csv_import.cells import FaultyRow
from committee.register.csv_import.running import FEW
from committee.sign_in.rate_limit import is_flood
from tests.acts import Act, recipes
from tests.committee.register.test_csv_import import _many as file_of_many
from tests.committee.register.test_csv_import import look
from tests.conftest import LONG_AGO, person
from tests.lock_order import watched
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401
from tests.reviews import given
from tests.test_forms_come_back import forms_in, names_in, sent_by

pytestmark = pytest.mark.django_db(transaction=True)
TWELVE = 12
MAY, DAY = dt.date(2021, 5, 20), dt.timedelta(1)
WRITES = ("INSERT", "UPDATE", "DELETE")
RECIPES = recipes()
# By verb: how many rows there are more where twelve did it at once; what is made once however many press the button.
DANGEROUS = {
    "meetings.members.before_meeting.plan_attendance": ("meetings_attendanceplan", 1),
    "committee.register.council.save_venue": ("committee_venue", 1),
    "committee.register.people.give_term": ("committee_term", 1),
    "committee.register.people.hold_portfolio": ("committee_portfolioholding", 1),
    "committee.register.seats.appoint": ("committee_seat", 1),
    "committee.register.sign_ins.invite_user": ("committee_user", 1),
}
# By verb: why it does not race. What it calls, or what calls it, does.
UNRACED = {
    "meetings.agendas.versioning.freeze": "its callers have locked the meeting",
    "meetings.agendas.versioning.republish": "its callers have locked the meeting",
    "meetings.minutes.publication.versions.freeze": "its callers have locked the meeting",
    "reviews.agenda_papers.verbs.bring_response": "of its two acts, another may do the second first",
}
# What a refused one may leave: equal bytes are stored once by whoever comes first, a pack is built before the lock is
# taken, and a cache forgets.
SHARED = ('"committee_storedfile"', '"meetings_pack"', '"cache_key"')


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """All recipes, or those that are dangerous."""
    if "recipe" in metafunc.fixturenames:
        all_of_them = connection.vendor == "postgresql" and metafunc.config.option.all_on_postgresql
        names = [name for name in RECIPES if name not in UNRACED] if all_of_them else DANGEROUS
        metafunc.parametrize("recipe", [RECIPES[name] for name in names], ids=list(names))


class Doing:
    """One of twelve: does its act, and tells what of it stayed in the database."""

    def __init__(self, act: Act) -> None:
        self.act = copy.deepcopy(act)
        self.kept: list[str] = []
        self.end: Any = None

    def __call__(self) -> Any:
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(self._watch))
            try:
                self.end = self.act()
            except (Refused, FaultyRow) as refusal:
                self.end = refusal
                wrote = f"refused ({refusal}), and yet it wrote: {self.kept}"
                assert not self.kept, wrote
        return self.end

    def _watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and not any(table in sql for table in SHARED):
            # Called once what was written is committed, at once where nothing is begun.
            transaction.on_commit(lambda: self.kept.append(sql))
        return execute(sql, params, many, context)


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.indexed_at_once
def test_twelve_at_once_are_done_or_refused_in_a_sentence_that_leaves_nothing(recipe, cast, request):
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    table, more = DANGEROUS.get(recipe.name, ("committee_auditentry", None))
    before, trail = _rows(table), AuditEntry.objects.count()
    doings = [Doing(act) for _ in range(TWELVE)]
    ends = together(*doings)
    faults = [end for end in ends if isinstance(end, Exception) and not isinstance(end, Refused | FaultyRow)]
    assert not faults, faults
    told = sum("committee_auditentry" in sql for doing in doings for sql in doing.kept)
    assert AuditEntry.objects.count() - trail == told
    if more is not None:
        assert _rows(table) - before == more
    assert _twice_at_once() == []


def _twice_at_once() -> list[tuple]:
    """Return pairs of rows that must not exist at the same time: the rule, and both ids."""
    found = []
    with connection.cursor() as cursor:
        for one in one_at_a_time.ONLY:
            cursor.execute(f"SELECT a.id, b.id FROM {one.table} a, {one.table} b WHERE {one.both('a', 'b')}")
            found += [(one.name, *pair) for pair in cursor.fetchall()]
    return found


def _councillors(number: int) -> list[Person]:
    found = [person(f"Number{one}", "Newcomer") for one in range(number)]
    for one in found:
        Term.objects.create(person=one, since=LONG_AGO)
    return found


def _chairman(ground, clerk, who):
    return seats.appoint(Committee.objects.get(pk=ground.pk), who, since=MAY, role=SeatRole.CHAIRMAN, by=clerk)


def _holder(ground, clerk, who):
    return people.hold_portfolio(Portfolio.objects.get(), who, since=MAY, by=clerk)


def _monitoring_officer(ground, clerk, who):
    who.terms.all().delete()
    return people.give_post(who, title="Solicitor", since=MAY, is_monitoring_officer=True, by=clerk)


@pytest.mark.parametrize(
    ("give", "model", "why"),
    [
        (_chairman, Seat, "is the Chairman in that time"),
        (_holder, PortfolioHolding, "is the Cabinet Member for Care in that time"),
        (_monitoring_officer, Post, "is the monitoring officer in that time"),
    ],
)
def test_of_twelve_people_who_are_given_one_place_at_once_one_has_it(give, model, why, planning, clerk):
    Portfolio.objects.create(name="Care")
    twelve, before = _councillors(TWELVE), model.objects.count()
    ends = together(*(lambda who=who: give(planning, clerk, who) for who in twelve))
    assert [why in sentence for sentence in refusals(ends)] == [True] * (TWELVE - 1)
    assert model.objects.count() == before + 1


def test_twelve_new_people_have_twelve_addresses(council, clerk):
    # Names that make one address and are not one name.
    names = [f"Newcomer{' ' * (one % 2)}-{'-' * one}Smith" for one in range(TWELVE)]
    ends = together(*(lambda name=name: people.add_person(forename="Nell", surname=name, by=clerk) for name in names))
    assert refusals(ends) == []
    assert Person.objects.filter(forename="Nell").values("slug").distinct().count() == TWELVE


def test_the_first_of_twelve_writes_the_councils_record_when_there_is_none(council, administrator):
    said = {name: getattr(council, name) for name in ("name", "short_name", "offices", "email", "address")}
    Council.objects.all().delete()
    ends = together(*(lambda: council_verbs.save_council(by=administrator, **said),) * TWELVE)
    assert refusals(ends) == []
    assert Council.objects.count() == 1


def test_those_who_end_correct_and_move_a_seat_at_once_do_not_wait_for_each_other(planning, clerk):
    """A row is changed under a trigger that locks its person: so whoever changes it has locked the person before."""
    seats_of = [Seat.objects.create(committee=planning, person=who, since=LONG_AGO) for who in _councillors(4)]
    backwards = list(reversed(seats_of))

    def ending(rows):
        seats.end_seats([Seat.objects.get(pk=row.pk) for row in rows], on=MAY + DAY, by=clerk)

    def chairing(row):
        seats.appoint(planning, row.person, since=MAY, role_name="Lead", replacing=True, by=clerk)

    def correcting(row):
        found = Seat.objects.get(pk=row.pk)
        corrections.correct(found, since=LONG_AGO, until=MAY + 2 * DAY, reason="It was wrong.", by=clerk)

    acts = [lambda: ending(seats_of), lambda: ending(backwards)]
    acts += [lambda row=row: chairing(row) for row in seats_of] + [lambda row=row: correcting(row) for row in backwards]
    refusals(together(*acts))


def test_what_the_database_refuses_is_a_sentence_of_the_verb(planning, clerk, monkeypatch):
    """The verbs look first; were one of them to look at the wrong moment, the database answers in words too."""
    first, second = _councillors(2)
    seats.appoint(planning, first, since=MAY, role=SeatRole.CHAIRMAN, by=clerk)
    monkeypatch.setattr(seats, "refuse_second_chairman", lambda *_: None)
    before = AuditEntry.objects.count()
    with pytest.raises(Refused, match="A body has one Chairman at a time"):
        seats.appoint(planning, second, since=MAY + DAY, role=SeatRole.CHAIRMAN, by=clerk)
    assert AuditEntry.objects.count() == before


def test_while_a_long_file_is_looked_over_others_can_write(clerk, monkeypatch):
    """SQLite has one writer at a time, and a trial of two thousand rows takes longer than anybody waits."""
    written: list[int] = []
    add = people.add_person

    def beside(**name):
        made = add(**name)

        def write() -> None:
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute("PRAGMA busy_timeout = 0")
                written.append(cursor.execute("UPDATE committee_division SET name = name").rowcount)
            connection.close()

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        return made

    monkeypatch.setattr(people, "add_person", beside)
    before = AuditEntry.objects.count()
    report = look("people", file_of_many(FEW + 1), clerk)
    assert len(report.right) == len(written) == FEW + 1
    assert (AuditEntry.objects.count(), Person.objects.filter(forename="Ann").count()) == (before, 0)


def test_twelve_at_once_are_as_many_as_may_come_in_an_hour_in_the_next_hour_too(rf):
    def sent():
        return is_flood(rf.post("/", REMOTE_ADDR="192.0.2.1"), "letters", 5)

    with time_machine.travel(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)) as clock:
        for _ in range(2):
            assert sorted(together(*[sent] * TWELVE)) == [False] * 5 + [True] * 7
            clock.shift(dt.timedelta(minutes=61))


ROUNDS = 4


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prints no locks")
def test_a_post_is_ended_corrected_and_struck_out_after_the_register(council, clerk, officer):
    post, day = Post.objects.create(person=officer.person, title="Clerk", since=MAY), dt.timedelta(days=1)
    for act in (
        partial(people.end_dated, on=MAY + 4 * day),
        partial(corrections.correct, since=MAY, until=MAY + 9 * day, reason="It was wrong."),
        partial(corrections.strike_out, reason="It never was."),
    ):
        with watched(post) as locks:
            act(post, by=clerk)
        assert locks.faults == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_officers_on_one_piece_of_evidence_do_not_wait_for_each_other(review, cast):
    piece = given.piece(review.review, cast["clerk"])
    address = f"/desk/reviews/{review.review.slug}/evidence/{piece.number}/edit/"
    officers = [Client(), Client()]
    for client, name in zip(officers, ("scrutiny officer", "clerk"), strict=True):
        client.force_login(cast[name])
    for number in range(ROUNDS):
        page = officers[0].get(address).content.decode()
        sent = sent_by(next(form for form in forms_in(page) if "title" in names_in(form)))
        words = [sent | {"title": f"By {word}, {number}"} for word in ("one", "the other")]
        saved = [partial(client.post, address, typed) for client, typed in zip(officers, words, strict=True)]
        statuses = sorted(answer.status_code for answer in together(*saved))
        assert statuses == [302, 422], "one is saved, and the other is told of it"
