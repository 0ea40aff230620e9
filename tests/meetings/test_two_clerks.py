"""Two clerks, or twelve, at once: real threads, each with its own connection, real transactions."""

import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections, transaction
from django.test import Client

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import AuditEntry, SentForm, StoredFile, Venue
from meetings.agendas import amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.locking import hold
from meetings.models import AgendaVersion, Meeting, Paper, PublishedPaper, Takedown
from meetings.papers import verbs as papers
from meetings.papers import withholding
from meetings.takedowns import verbs as takedowns
from tests.acts import recipes
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, EXEMPT, built, meeting_of, report
from tests.meetings.taken_down import CONFIRMED, DECIDED, GROUND
from tests.staging import staged
from tests.test_forms_sent_twice import AGENDA, ITEM, Form

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def a_database_that_threads_share(transactional_db, tmp_path):
    """PostgreSQL is one; a SQLite database in memory is copied into a file for the while."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "two-clerks.sqlite3"
    copy = sqlite3.connect(path)
    in_memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = in_memory, name


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Start every act at the same moment; what each gave back, or what it raised."""
    gate, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            ends[number] = act()
        except Exception as error:  # what went wrong is what the test looks at
            ends[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "the two wait for each other for ever"
    return ends


def refusals(ends: list[Any]) -> list[str]:
    """Return the texts of the refusals; fail if anything else went wrong."""
    faults = [end for end in ends if isinstance(end, Exception) and not isinstance(end, Refused)]
    assert not faults, faults
    return [end.text for end in ends if isinstance(end, Refused)]


def again(meeting: Meeting) -> Meeting:
    """Return the meeting as another clerk's page reads it."""
    return Meeting.objects.select_related("committee", "venue").get(pk=meeting.pk)


@staged
def meeting(safeguarding, clerk, proper_officer, member):
    """Return an agenda with one report, its packs built, ready to publish on 11 April 2022."""
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    built(meeting)
    return meeting


@staged
def published(meeting, clerk):
    """Return the agenda, published."""
    publishing.publish_agenda(meeting, at=AT, by=clerk)
    return meeting


def late(meeting: Meeting, clerk, title: str = "Late figures", **access) -> Paper:
    """Add a paper after publication."""
    item = meeting.items.get(title="Young Carers")
    given = {"data": pdf_of(2, title), "filename": "late.pdf", "at": LATER, "background_papers": "None"}
    return papers.add_paper(item, title=title, by=clerk, **given, **access)


def publish_late(meeting: Meeting, by) -> AgendaVersion:
    """Publish the late paper as a supplement."""
    return amendments.publish_supplement(again(meeting), reason="Too Late.", at=LATER, by=by)


def test_two_clerks_who_publish_at_once_publish_one_version_and_the_second_is_told_who_was_first(
    meeting, clerk, proper_officer
):
    ends = together(
        lambda: publishing.publish_agenda(again(meeting), at=AT, by=clerk),
        lambda: publishing.publish_agenda(again(meeting), at=AT, by=proper_officer),
    )
    (sentence,) = refusals(ends)
    first = AgendaVersion.objects.get(meeting=meeting)
    assert sentence.startswith(f"{first.published_by} has already published this agenda, on 11 April 2022")
    assert first.number == 1
    assert PublishedPaper.objects.filter(version=first).count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_whoever_waits_for_a_lock_reads_the_venue_that_the_first_has_chosen(meeting):
    """PostgreSQL joins to a row that it waited for what the row named before."""
    venue, found = Venue.objects.create(name="Trent Room", address="1 Staffordshire Place"), []

    def wait():
        with transaction.atomic():
            found.append(hold(meeting).venue)
        connections.close_all()

    second = threading.Thread(target=wait)
    with transaction.atomic(), connection.cursor() as cursor:
        Meeting.objects.filter(pk=hold(meeting).pk).update(venue=venue)
        second.start()
        for _ in range(500):
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone():
                break
            time.sleep(0.01)
    second.join()
    assert found == [venue]


def test_two_who_move_items_at_once_leave_the_numbers_one_to_n(meeting, clerk, proper_officer):
    items = list(meeting.items.in_order())
    ends = together(
        lambda: [agenda.move_item(items[0], to=4, by=clerk), agenda.move_item(items[3], to=1, by=clerk)],
        lambda: [agenda.move_item(items[1], to=5, by=proper_officer), agenda.move_item(items[4], to=2, by=clerk)],
        lambda: agenda.add_item(meeting, title="Fostering", at_position=2, by=proper_officer),
    )
    assert refusals(ends) == []
    numbers = list(meeting.items.in_order().values_list("position", "number"))
    assert numbers == [(number, number) for number in range(1, len(numbers) + 1)]


def test_two_who_enter_the_same_meeting_enter_it_once_and_another_of_that_day_has_its_own_address(
    safeguarding, clerk, proper_officer
):
    day = dt.date(2022, 3, 3)
    ends = together(
        lambda: calendar.schedule(safeguarding, day, by=clerk),
        lambda: calendar.schedule(safeguarding, day, by=proper_officer),
        lambda: calendar.schedule(safeguarding, day, starts=dt.time(14), by=clerk),
    )
    (sentence,) = refusals(ends)
    assert "already meets on Thursday 3 March 2022" in sentence
    rows = Meeting.objects.filter(committee=safeguarding, date=day)
    assert sorted(rows.values_list("sequence", flat=True)) == [1, 2]


def test_what_is_published_while_another_edits_is_what_the_agenda_was_or_is_refused(meeting, clerk, proper_officer):
    item = meeting.items.get(title="Young Carers")
    ends = together(
        lambda: publishing.publish_agenda(again(meeting), at=AT, by=clerk),
        lambda: agenda.edit_item(item, title="Young carers and their schools", by=proper_officer),
    )
    refused = refusals(ends)
    item.refresh_from_db()
    version = AgendaVersion.objects.filter(meeting=meeting).first()
    if version is None:
        assert item.title == "Young carers and their schools"
        assert "build it again" in " ".join(refused).lower() or "changed while" in " ".join(refused)
    else:
        words = [entry["title"] for entry in version.snapshot["items"]]
        assert item.title in words


def held_up(meeting: Meeting, act: Callable[[], Any], meanwhile: Callable[[], Any]) -> Any:
    """
    Run `act` to where it takes the meeting's lock, do `meanwhile`, then let it go on: the worst moment, every time.

    The verb is stopped by a wrapper around the database's own calls, so that all that it does is done for real.
    """
    ready, done = threading.Event(), threading.Event()

    def stop_at_the_lock(execute, sql, params, many, context):
        if not ready.is_set() and connection.in_atomic_block and '"meetings_meeting"' in sql and "SELECT" in sql:
            ready.set()
            done.wait(60)
        return execute(sql, params, many, context)

    def run() -> Any:
        if connection.vendor == "sqlite":
            # SQLite locks as a transaction begins, so the other has to be done before it does.
            begin = connection._start_transaction_under_autocommit

            def stopped() -> None:
                ready.set()
                done.wait(60)
                begin()

            connection._start_transaction_under_autocommit = stopped
            try:
                return act()
            finally:
                del connection._start_transaction_under_autocommit
        with connection.execute_wrapper(stop_at_the_lock):
            return act()

    def other() -> Any:
        assert ready.wait(60)
        try:
            return meanwhile()
        finally:
            done.set()

    return together(run, other)


@pytest.mark.parametrize("is_removed", [False, True])
@pytest.mark.indexed_at_once  # removal looks for withheld pages in the thread
def test_a_supplement_does_not_publish_what_was_withheld_or_removed_while_it_was_built(
    published, clerk, proper_officer, is_removed
):
    paper = late(published, clerk)

    def change():
        row = Paper.objects.get(pk=paper.pk)
        if is_removed:
            return papers.remove_paper(row, by=proper_officer)
        return withholding.set_access(row, by=proper_officer, **EXEMPT)

    (sentence,) = refusals(held_up(published, lambda: publish_late(published, clerk), change))
    # Whichever looks first: the leak check, or the comparison under the lock.
    gate = not is_removed and "It holds" in sentence and "the withheld paper of item" in sentence
    assert gate or "changed while" in sentence, sentence
    assert published.versions.count() == 1
    assert not PublishedPaper.objects.filter(paper_file__paper=paper.pk).exists()


def test_a_meeting_that_is_held_is_waited_for(meeting):
    """The lock that all of this rests on."""
    order = []

    def first() -> None:
        with transaction.atomic():
            hold(meeting)
            order.append("first in")
            started.set()
            threading.Event().wait(0.5)
            order.append("first out")

    def second() -> None:
        started.wait(30)
        with transaction.atomic():
            hold(meeting)
            order.append("second in")

    started = threading.Event()
    assert refusals(together(first, second)) == []
    assert order == ["first in", "first out", "second in"]


TWELVE = 12


def test_a_form_sent_twelve_times_at_once_adds_one_item_and_leads_all_to_it(safeguarding, clerk):
    meeting = meeting_of(safeguarding, clerk)
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(clerk)
    form, before = Form(desk, f"{AGENDA}items/new/"), meeting.items.count()

    def send():
        client = Client(enforce_csrf_checks=True)
        client.cookies.update(desk.cookies)
        answer = client.post(form.path, {**ITEM, "csrfmiddlewaretoken": form.token})
        return answer["Location"]

    ends = together(*[send] * TWELVE)
    assert meeting.items.count() == before + 1
    assert set(ends) == {f"{AGENDA}?added={meeting.items.get(title=ITEM['title']).pk}#add-1"}
    assert SentForm.objects.count() == 1


@pytest.mark.parametrize(
    "verb",
    [
        "meetings.papers.verbs.chase",
        "meetings.actions.reminding.remind",
        "reviews.answers.sign_off_verbs.ask_for_answer",
        "workprogramme.outcomes.verbs.ask_for_outcome",
        "workprogramme.suggestions.verbs.acknowledge",
    ],
)
def test_twelve_who_write_to_somebody_at_once_send_one_e_mail(verb, cast, request):
    recipe = recipes()[verb]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    mail.outbox.clear()
    ends = together(*[act] * TWELVE)
    assert len(refusals(ends)) == TWELVE - 1
    assert len(mail.outbox) == 1


def test_a_reminder_that_could_not_be_sent_can_be_sent_again_and_one_that_was_not_on_that_day(
    safeguarding, clerk, officer, monkeypatch
):
    item = agenda.add_item(meeting_of(safeguarding, clerk), title="Homes", owner=officer.person, by=clerk)
    paper = papers.expect_paper(item, title="Homes", owner=officer.person, by=clerk)
    with monkeypatch.context() as broken:
        broken.setattr("committee.mail.notices.mail", lambda *_: (_ for _ in ()).throw(OSError("down")))
        with pytest.raises(papers.Refused, match="could not be sent"):
            papers.chase(paper, at=AT, by=clerk)
    assert Paper.objects.get(pk=paper.pk).reminded_at is None
    papers.chase(paper, at=AT, by=clerk)
    with pytest.raises(papers.Refused, match="reminded today already"):
        papers.chase(paper, at=AT + dt.timedelta(hours=3), by=clerk)
    papers.chase(paper, at=AT + dt.timedelta(days=1), by=clerk)
    assert len(mail.outbox) == 2


@pytest.fixture
def paper(published, settings) -> Paper:
    """Return the report of a published agenda; rebuilding is no part of the race, and stays in the queue."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    return Paper.objects.get(item__meeting=published, file__isnull=False)


def fresh(row):
    """Return the row as another clerk's page reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def entries(did: str) -> int:
    """How often the trail says so."""
    return AuditEntry.objects.filter(did=did).count()


@pytest.fixture
def hidden(paper, clerk) -> Takedown:
    """Hide the paper, and return the takedown."""
    return takedowns.hide(paper, **GROUND, by=clerk)


@pytest.mark.both_databases("locks: twelve at once")
def test_six_who_confirm_while_six_undo_leave_one_decision_whole(paper, hidden, proper_officer):
    stored = StoredFile.objects.get(
        pk=hidden.words.get(of_table="meetings_paperfile", field="stored_id").original["was"]
    )
    acts = [
        lambda: takedowns.confirm(fresh(hidden), **CONFIRMED, by=proper_officer),
        lambda: takedowns.undo(fresh(hidden), reason="It is lawful.", at=DECIDED, by=proper_officer),
    ]
    ends = together(*acts * (TWELVE // 2))
    assert len(refusals(ends)) == TWELVE - 1
    undone = fresh(hidden).state == "undone"
    assert (entries("published again"), entries("took down")) == ((1, 0) if undone else (0, 1))
    assert files.holds(stored) is undone
    assert (fresh(paper).title == "Young Carers: report") is undone
    assert hidden.words.filter(original__isnull=False).exists() is undone
