"""Reports of workers and backups about themselves: each worker writes one every minute, a backup one when it ends."""

import datetime as dt
import os
import shutil
import socket

from django.conf import settings
from django.core.mail import mailers

from committee.files import files, virus_scan
from committee.models import ReportSource, StatusReport

EVERY_SECONDS = 60
ALIVE = dt.timedelta(seconds=150)  # a worker without a report for so long is dead: two reports were missed
FORGOTTEN = dt.timedelta(days=1)


def report_worker(started: dt.datetime, worker_id: str, *, at: dt.datetime) -> None:
    """
    Write this worker's report, and delete reports of workers that ended a day ago.

    `worker_id` is the id with which the worker takes its tasks.
    """
    disk = shutil.disk_usage(settings.VAR_DIR)
    facts = {
        "started": started.isoformat(),
        "worker": worker_id,
        "mail": mail_fault(),
        "storage": files.is_in_reach(),
        "scanner": virus_scan.fault(),
        "free": disk.free,
        "size": disk.total,
    }
    name = f"{socket.gethostname()} {os.getpid()}"
    StatusReport.objects.update_or_create(source=ReportSource.WORKER, name=name, defaults={"at": at, "facts": facts})
    StatusReport.objects.filter(source=ReportSource.WORKER, at__lt=at - FORGOTTEN).delete()


def report_backup(folder: str, *, faults: int, at: dt.datetime) -> None:
    """Write that a backup was made at the moment `at` in `folder`, with so many missing or altered files."""
    facts = {"folder": folder, "faults": faults}
    StatusReport.objects.update_or_create(
        source=ReportSource.BACKUP, name=socket.gethostname(), defaults={"at": at, "facts": facts}
    )


def is_alive_here(at: dt.datetime) -> bool:
    """Return whether a worker of this machine has reported lately."""
    here = f"{socket.gethostname()} "
    return StatusReport.objects.filter(source=ReportSource.WORKER, name__startswith=here, at__gt=at - ALIVE).exists()


def mail_fault() -> str:
    """Return the name of the error with which the mail server refuses a connection; "" where it answers."""
    mailer = mailers.default
    try:
        mailer.open()
        mailer.close()
    except OSError as error:  # smtplib's errors are OSErrors too
        return type(error).__name__
    return ""
