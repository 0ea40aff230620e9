"""Two workers at once, and a clerk beside them: real threads, each with its own connection, real transactions."""

import hashlib
import sqlite3
from functools import partial

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from committee.files import files
from committee.models import StoredFile, User
from meetings.agendas import publishing
from meetings.agendas import verbs as agenda
from meetings.models import AgendaVersion, BuildState, Edition, PackBuild, Paper, PaperFile, Upload
from meetings.packs.builds import tasks
from meetings.packs.builds.lease import Attempt
from meetings.papers import handing_in, uploads
from meetings.papers import verbs as papers
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, built, meeting_of, report
from tests.meetings.test_two_clerks import a_database_that_threads_share, again, refusals, together  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(safeguarding, clerk, proper_officer, settings):
    """Return an agenda with a report and old packs; queued tasks wait for the test to run them."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    built(meeting)
    return meeting


def asked_for(meeting, clerk, edition: str = Edition.PUBLIC) -> PackBuild:
    """Request a build now."""
    return tasks.request_build(again(meeting), edition, at=timezone.now(), by=clerk)


def states() -> list[tuple[str, int]]:
    """How every build stands and how often it was begun."""
    return list(PackBuild.objects.order_by("pk").values_list("state", "attempts"))


def test_two_clerks_who_ask_at_once_are_given_one_build(meeting, clerk, proper_officer):
    ends = together(lambda: asked_for(meeting, clerk), lambda: asked_for(meeting, proper_officer))
    assert refusals(ends) == []
    assert ends[0] == ends[1]
    assert states() == [(BuildState.QUEUED, 0)]


def test_two_workers_given_the_same_task_carry_it_out_once(meeting, clerk):
    before, asked = meeting.packs.count(), asked_for(meeting, clerk)
    refusals(together(*[lambda: tasks.build_pack.func(asked.pk)] * 3))
    assert states() == [(BuildState.DONE, 1)]
    assert meeting.packs.count() == before + 1


def test_an_agenda_published_while_its_pack_is_built_again_holds_a_pack_of_its_own_words(meeting, clerk):
    asked = asked_for(meeting, clerk)
    ends = together(
        lambda: tasks.build_pack.func(asked.pk),
        lambda: publishing.publish_agenda(again(meeting), at=AT, by=clerk),
    )
    assert refusals(ends) == []
    version = AgendaVersion.objects.get(meeting=meeting)
    asked.refresh_from_db()
    assert asked.state == BuildState.DONE
    assert version.public_pack.plan_key == asked.pack.plan_key
    assert version.members_pack.manifest[0]["first"] == version.public_pack.manifest[0]["first"]


def test_two_who_look_after_builds_take_up_a_lost_one_once(meeting, clerk, settings):
    asked = asked_for(meeting, clerk)
    PackBuild.objects.update(state=BuildState.RUNNING, attempts=1)
    late = timezone.now() + 2 * tasks.heartbeat_timeout()
    ends = together(*[lambda: tasks.reap(late)] * 4)
    refusals(ends)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts, asked.heartbeat) == (BuildState.QUEUED, 1, late)
    assert tasks.reap(late) == 0


def owed(meeting, clerk, count: int) -> list[Paper]:
    """Papers of the meeting that are due."""
    item = agenda.add_item(meeting, title="Fostering", by=clerk)
    return [papers.expect_paper(item, title=f"Report {number}", by=clerk) for number in range(count)]


def handing_in_at_once(wanted: list[Paper], senders: list[User]) -> list[Upload | Exception]:
    """Hand in a file for each paper by each sender, all at once; return the results."""

    def act(place: int, paper: Paper):
        now = Paper.objects.select_related("item__meeting").get(pk=paper.pk)
        sent = {"data": pdf_of(1, f"Report {place}"), "filename": f"{place}.pdf", "at": timezone.now()}
        return handing_in.hand_in(now, **sent, by=senders[place % len(senders)])

    return together(*[partial(act, *pair) for pair in enumerate(wanted)])


def test_of_six_files_handed_in_for_one_paper_at_once_one_waits_and_no_other_is_kept(meeting, clerk, proper_officer):
    [paper] = owed(meeting, clerk, 1)
    refused = refusals(handing_in_at_once([paper] * 6, [clerk, proper_officer]))
    [upload] = Upload.objects.all()
    assert len(refused) == 5 and all(upload.filename in sentence for sentence in refused)
    kept = [hashlib.sha256(pdf_of(1, f"Report {place}")).hexdigest() for place in range(6)]
    rows = StoredFile.objects.filter(sha256__in=kept)
    assert [row.pk for row in rows if files.holds(row)] == [upload.original_id]


def test_workers_given_one_check_decide_once_and_check_three_of_one_person_at_once(meeting, clerk, proper_officer):
    wanted = owed(meeting, clerk, 5)
    assert refusals(handing_in_at_once(wanted, [clerk])) == []
    pks = list(Upload.objects.values_list("pk", flat=True))
    taken = together(*[partial(uploads.Checking.take, pk) for pk in [*pks, pks[0]]])
    assert refusals(taken) == []
    assert len([one for one in taken if one]) == uploads.OF_ONE
    Upload.objects.update(state="waiting", attempts=0)
    assert refusals(together(*[partial(uploads.check_upload.func, pks[0])] * 3)) == []
    assert Upload.objects.get(pk=pks[0]).attempts == 1
    assert PaperFile.objects.filter(paper__in=wanted).count() == 1


def test_a_step_that_cannot_be_written_down_stops_no_build(meeting, clerk, monkeypatch):
    attempt = Attempt.take(asked_for(meeting, clerk).pk)

    class Locked:
        def update(self, **changes):
            raise OperationalError("database is locked")

    with monkeypatch.context() as locked:
        locked.setattr(Attempt, "mine", lambda self: Locked())
        attempt.progress("Item 4", 1, 2)
    attempt.progress("Item 5", 2, 2)
    assert PackBuild.objects.get().step == "Item 5"


def test_a_database_that_is_locked_too_long_is_said_in_a_sentence_and_nothing_is_saved(client, clerk, meeting):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")
    client.force_login(clerk)
    connection.cursor().execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("BEGIN IMMEDIATE")
    try:
        address = reverse("desk:item-new", args=["safeguarding", meeting.slug])
        answer = client.post(address, {"title": "Fostering", "part": "1", "kind": "business"})
    finally:
        other.rollback()
        other.close()
    assert answer.status_code == 503
    assert "not available. Try again in a minute." in answer.content.decode()
    assert not meeting.items.filter(title="Fostering").exists()
