"""Background tasks whose worker died: another worker carries them out again."""

import logging
from datetime import datetime

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from committee.models import ReportSource, StatusReport
from committee.timers.reporting import ALIVE

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 3


def resume(at: datetime) -> None:
    """
    Queue each running task again whose worker no longer reports; after MOST_ATTEMPTS it has failed.

    So every task must bear a second run. Do nothing while a worker of a release before 1.0.0 is at work, because its
    reports do not tell which tasks are its own.
    """
    reports = StatusReport.objects.filter(source=ReportSource.WORKER, at__gt=at - ALIVE)
    alive = {report.facts.get("worker") for report in reports}
    if None in alive:
        return
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - ALIVE):
        if task.worker_ids[-1] not in alive:
            again = len(task.worker_ids) < MOST_ATTEMPTS
            state = (
                {"status": TaskResultStatus.READY} if again else {"status": TaskResultStatus.FAILED, "finished_at": at}
            )
            # Another worker may have queued it, and a third begun it, since the line above read it.
            if DBTaskResult.objects.filter(pk=task.pk, started_at=task.started_at, status=task.status).update(**state):
                logger.warning(
                    "the worker of %s died; %s", task.task_path, "it is queued again" if again else "it failed"
                )
