"""
Two clerks at once: real threads, each with its own connection, real transactions.

SQLite's usual test database lives in memory, where connections lock each other out as no file would; these tests move
to a copy of it in a file.
"""

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction

from committee.acts.refusal import Refused
from meetings.agendas import amendments, publishing, supplements
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.locking import hold
from meetings.models import AgendaVersion, Meeting, Paper, PublishedPaper, VersionKind
from meetings.papers import verbs as papers
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, EXEMPT, built, meeting_of, report
from tests.staging import staged

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
    return supplements.publish_supplement(again(meeting), reason="Too Late.", at=LATER, by=by)


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


def test_two_who_move_items_at_once_leave_the_numbers_one_to_n(meeting, clerk, proper_officer):
    items = list(meeting.items.in_order())
    for _ in range(3):
        ends = together(
            lambda: [agenda.move_item(items[0], to=4, by=clerk), agenda.move_item(items[3], to=1, by=clerk)],
            lambda: [agenda.move_item(items[1], to=5, by=proper_officer), agenda.move_item(items[4], to=2, by=clerk)],
            lambda: agenda.add_item(meeting, title="Fostering", at_position=2, by=proper_officer),
        )
        assert refusals(ends) == []
        numbers = list(meeting.items.in_order().values_list("position", "number"))
        assert numbers == [(number, number) for number in range(1, len(numbers) + 1)]


def test_two_who_remove_the_same_item_at_once_remove_it_once(meeting, clerk, proper_officer):
    seen_by_one, seen_by_other = (meeting.items.get(title="Young Carers") for _ in range(2))
    ends = together(
        lambda: agenda.remove_item(seen_by_one, by=clerk),
        lambda: agenda.remove_item(seen_by_other, by=proper_officer),
    )
    assert len(refusals(ends)) <= 1
    assert not Paper.objects.filter(item__meeting=meeting).exists()
    numbers = list(meeting.items.in_order().values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_two_who_enter_meetings_of_one_day_give_them_two_addresses(safeguarding, clerk, proper_officer):
    day = dt.date(2022, 3, 3)
    ends = together(
        *(
            lambda hour=hour, by=by: calendar.schedule(safeguarding, day, starts=dt.time(hour), by=by)
            for hour, by in ((9, clerk), (11, proper_officer), (14, clerk))
        )
    )
    assert refusals(ends) == []
    sequences = Meeting.objects.filter(committee=safeguarding, date=day).values_list("sequence", flat=True)
    assert sorted(sequences) == [1, 2, 3]


def test_two_who_enter_the_same_meeting_enter_it_once(safeguarding, clerk, proper_officer):
    day = dt.date(2022, 3, 3)
    ends = together(
        lambda: calendar.schedule(safeguarding, day, by=clerk),
        lambda: calendar.schedule(safeguarding, day, by=proper_officer),
    )
    (sentence,) = refusals(ends)
    assert "already meets on Thursday 3 March 2022" in sentence
    assert Meeting.objects.filter(committee=safeguarding, date=day).count() == 1


def test_two_who_move_meetings_to_one_day_give_them_two_addresses(safeguarding, clerk, proper_officer):
    first, second = (calendar.schedule(safeguarding, dt.date(2022, 3, day), by=clerk) for day in (3, 10))
    move = {"day": dt.date(2022, 3, 17), "reason": "The room is taken.", "at": AT - dt.timedelta(days=60)}
    ends = together(
        lambda: calendar.rearrange(first, starts=dt.time(9), by=clerk, **move),
        lambda: calendar.rearrange(second, starts=dt.time(14), by=proper_officer, **move),
    )
    assert refusals(ends) == []
    moved = Meeting.objects.filter(committee=safeguarding, date=dt.date(2022, 3, 17))
    assert sorted(moved.values_list("sequence", flat=True)) == [1, 2]


def test_two_files_that_come_at_once_are_both_kept_and_numbered(meeting, clerk, proper_officer):
    paper = Paper.objects.get(item__meeting=meeting)
    ends = together(
        *(
            lambda by=by, pages=pages: papers.receive_file(
                Paper.objects.select_related("item__meeting").get(pk=paper.pk),
                data=pdf_of(pages, f"{pages} pages"),
                filename="report.pdf",
                at=AT,
                by=by,
            )
            for by, pages in ((clerk, 2), (proper_officer, 5))
        )
    )
    assert refusals(ends) == []
    paper.refresh_from_db()
    kept = list(paper.files.order_by("number").values_list("number", flat=True))
    assert kept == [1, 2, 3]
    assert paper.file.number == 3


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


def test_a_file_does_not_change_under_a_publication(meeting, clerk, proper_officer):
    paper = Paper.objects.get(item__meeting=meeting)
    ends = together(
        lambda: publishing.publish_agenda(again(meeting), at=AT, by=clerk),
        lambda: papers.receive_file(paper, data=pdf_of(4, "Another"), filename="b.pdf", at=AT, by=proper_officer),
    )
    refusals(ends)
    paper.refresh_from_db()
    for entry in PublishedPaper.objects.filter(version__meeting=meeting):
        assert entry.paper_file_id == paper.file_id


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
def test_a_supplement_does_not_publish_what_was_withheld_or_removed_while_it_was_built(
    published, clerk, proper_officer, is_removed
):
    paper = late(published, clerk)

    def change():
        row = Paper.objects.get(pk=paper.pk)
        if is_removed:
            return papers.remove_paper(row, by=proper_officer)
        return papers.set_access(row, by=proper_officer, **EXEMPT)

    (sentence,) = refusals(held_up(published, lambda: publish_late(published, clerk), change))
    # Whichever looks first: the leak gate, or the comparison under the lock.
    gate = not is_removed and "It holds" in sentence and "the withheld paper of item" in sentence
    assert gate or "changed while" in sentence, sentence
    assert published.versions.count() == 1
    assert not PublishedPaper.objects.filter(paper_file__paper=paper.pk).exists()


def test_two_who_publish_a_supplement_at_once_publish_one(published, clerk, proper_officer):
    late(published, clerk)
    ends = together(lambda: publish_late(published, clerk), lambda: publish_late(published, proper_officer))
    assert len(refusals(ends)) == 1
    assert list(published.versions.values_list("number", "supplement")) == [(1, 0), (2, 1)]


def test_two_who_publish_an_urgent_item_at_once_publish_it_once(published, clerk, proper_officer, member):
    item = agenda.add_item(published, title="Flood", by=clerk)
    words = "The flood came after the agenda, and the homes must be found before the next meeting."
    agenda.rule_urgent(item, chairman=member.person, circumstances=words, at=LATER, by=clerk)

    def publish(by):
        return supplements.publish_urgent_item(type(item).objects.get(pk=item.pk), at=LATER, by=by)

    ends = together(lambda: publish(clerk), lambda: publish(proper_officer))
    assert len(refusals(ends)) == 1
    with pytest.raises(Refused, match="published already"):
        publish(clerk)
    assert published.versions.filter(kind=VersionKind.URGENT).count() == 1


def test_an_item_is_withdrawn_once_however_many_press_the_button(published, clerk, proper_officer):
    item = published.items.get(title="Young Carers")
    ends = together(
        *(
            lambda by=by: amendments.withdraw_item(
                type(item).objects.select_related("meeting").get(pk=item.pk), reason="Not ready.", at=LATER, by=by
            )
            for by in (clerk, proper_officer)
        )
    )
    (sentence,) = refusals(ends)
    assert "withdrawn already" in sentence
    assert published.versions.count() == 2


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
