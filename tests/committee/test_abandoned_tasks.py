"""Tasks of workers that died are carried out again by others, and fail after three attempts."""

import datetime as dt

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from committee.models import StatusReport
from committee.timers import abandoned_tasks, reporting

NOW = timezone.now()
LONG = dt.timedelta(minutes=10)


def running(*workers: str, since: dt.timedelta = LONG) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, started_at=NOW - since, worker_ids=list(workers), run_after=NOW - LONG,
        args_kwargs={"args": [1], "kwargs": {}}, task_path="meetings.agendas.notifying.tell_everybody",
        backend_name="default", exception_class_path="", traceback="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("workers", "since", "becomes"),
    [
        (["dead"], LONG, "READY"),
        (["dead", "dead too"], LONG, "READY"),
        (["dead", "dead too", "dead as well"], LONG, "FAILED"),
        (["alive"], LONG, "RUNNING"),
        (["dead", "alive"], LONG, "RUNNING"),
        (["begun before its first report"], dt.timedelta(seconds=5), "RUNNING"),
    ],
)
def test_a_task_of_a_dead_worker_is_queued_again(db, workers, since, becomes):
    reporting.report_worker(NOW, "alive", at=NOW)
    task = running(*workers, since=since)
    abandoned_tasks.resume(NOW)
    task.refresh_from_db()
    assert task.status == becomes
    assert list(DBTaskResult.objects.ready()) == ([task] if becomes == "READY" else [])


def test_nothing_is_queued_again_beside_a_worker_that_does_not_tell_its_tasks(db):
    StatusReport.objects.create(source="worker", name="older release 1", at=NOW, facts={"free": 1})
    task = running("perhaps that one")
    abandoned_tasks.resume(NOW)
    task.refresh_from_db()
    assert task.status == "RUNNING"
