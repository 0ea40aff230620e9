"""How the portal is running: figures from the database, and sentences about them for the council's staff."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Min
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from committee.acts import seals
from committee.models import ReportSource, StatusReport
from committee.search import index_version
from committee.timers import daily
from committee.timers.reporting import ALIVE
from committee.wording.dates import date_time, full_date
from meetings.minutes.confirmation import e_signature
from meetings.models import BuildState, PackBuild

A_DAY = dt.timedelta(days=1)
LATE_BACKUP = dt.timedelta(hours=36)
LATE_TASK = LATE_SEAL = dt.timedelta(minutes=10)
CERTIFICATE_SOON = dt.timedelta(days=60)
LEAST_FREE = 2_000_000_000  # bytes: a pack of the largest size and its papers, a few times over


@dataclass(frozen=True)
class Figures:
    """
    What the database and the settings say at one moment.

    - `backup`: the report of the last backup
    - `workers`: the reports of workers that are alive
    - `waiting`, `waiting_since`: tasks in the queue, and since when the oldest of them could run
    - `failed_tasks`, `builds`, `failed_builds`: of the last day; builds that are waiting or running
    - `unsealed`, `unsealed_since`: rows of the trail and the reading log without a seal
    - `certificate_ends`: the last day of the certificate that seals minutes; None without a certificate
    """

    backup: StatusReport | None
    workers: list[StatusReport]
    waiting: int
    waiting_since: dt.datetime | None
    failed_tasks: int
    builds: int
    failed_builds: int
    daily: daily.LastRun | None
    unsealed: int
    unsealed_since: dt.datetime | None
    index_is_behind: bool
    certificate_ends: dt.date | None


def read_figures(at: dt.datetime) -> Figures:
    """Return the figures as of the moment `at` (eleven queries)."""
    reports = StatusReport.objects.order_by("name")
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__lte=at)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=at - A_DAY)
    unsealed, since = seals.waiting()
    return Figures(
        backup=reports.filter(source=ReportSource.BACKUP).order_by("-at").first(),
        workers=list(reports.filter(source=ReportSource.WORKER, at__gt=at - ALIVE)),
        waiting=ready.count(),
        waiting_since=ready.aggregate(since=Min("run_after"))["since"],
        failed_tasks=failed.count(),
        builds=PackBuild.objects.unfinished().count(),
        failed_builds=PackBuild.objects.filter(state=BuildState.FAILED, finished_at__gt=at - A_DAY).count(),
        daily=daily.last_run(at),
        unsealed=unsealed,
        unsealed_since=since,
        index_is_behind=index_version.is_behind(),
        certificate_ends=e_signature.certificate_ends(),
    )


@dataclass(frozen=True)
class Line:
    """A line of the page: what it is about, a sentence, whether all is well, and what to do where it is not."""

    about: str
    text: str
    is_well: bool = True
    mend: str = ""


def lines(figures: Figures, at: dt.datetime) -> list[Line]:
    """Return the lines of the page at the moment `at`, those with a fault first."""
    every = [
        _backup(figures, at), *_workers(figures), *_machines(figures), _queue(figures, at), _builds(figures),
        _daily(figures, at), _seals(figures, at), _index(figures), _certificate(figures, at),
    ]  # fmt: skip
    return sorted(every, key=lambda line: line.is_well)


def _backup(figures: Figures, at: dt.datetime) -> Line:
    about = "Last backup"
    if figures.backup is None:
        return Line(about, "None has been made.", False, "Run script/backup every night.")
    text = f"{date_time(figures.backup.at)}, on {figures.backup.name}, in {figures.backup.facts['folder']}."
    if faults := figures.backup.facts["faults"]:
        count = "1 file was" if faults == 1 else f"{faults} files were"
        return Line(about, f"{text} {count} missing or altered.", False, "Run script/backup: it names them.")
    return Line(about, text, at - figures.backup.at < LATE_BACKUP, "Find out why script/backup did not run.")


def _workers(figures: Figures) -> Iterator[Line]:
    if not figures.workers:
        mend = (
            "Start script/server or script/worker. Until then no pack is built and no email of the daily tasks is sent."
        )
        yield Line("Workers", "None has reported in the last minutes.", False, mend)
    else:
        names = ", ".join(worker.name for worker in figures.workers)
        yield Line("Workers", f"{len(figures.workers)} at work: {names}.")


def _machines(figures: Figures) -> Iterator[Line]:
    """Yield a line on mail and on storage, and one on the disk of each machine, as the workers see them."""
    faults = {f"{worker.name} ({worker.facts['mail']})" for worker in figures.workers if worker.facts["mail"]}
    if figures.workers:
        text = f"The mail server refuses {', '.join(sorted(faults))}." if faults else "The mail server answers."
        yield Line("Mail", text, not faults, "Check EMAIL_URL and the mail server. Emails that failed are in the log.")
        cut_off = sorted(worker.name for worker in figures.workers if not worker.facts["storage"])
        text = f"Files are out of reach of {', '.join(cut_off)}." if cut_off else "Files are in reach."
        yield Line("Storage", text, not cut_off, "Check STORAGE_URL, its keys, and the store.")
    if unscanned := sorted(worker.name for worker in figures.workers if worker.facts.get("scanner")):
        text = f"The virus scanner does not answer {', '.join(unscanned)}, so no file is taken."
        yield Line("Virus scanner", text, False, "Check CLAMAV, and that ClamAV’s daemon is running.")
    for name, facts in {worker.name.partition(" ")[0]: worker.facts for worker in figures.workers}.items():
        text = f"{facts['free'] / 1e9:,.0f} of {facts['size'] / 1e9:,.0f} GB free."
        yield Line(f"Disk of {name}", text, facts["free"] > LEAST_FREE, "Make room, or give the machine a larger disk.")


def _queue(figures: Figures, at: dt.datetime) -> Line:
    failed = f" {figures.failed_tasks} failed in the last day." if figures.failed_tasks else ""
    if figures.waiting_since is None:
        text, late = f"Nothing waits.{failed}", False
    else:
        text = f"{figures.waiting} waiting, the oldest since {date_time(figures.waiting_since)}.{failed}"
        late = at - figures.waiting_since > LATE_TASK
    mend = "Add workers (PACK_WORKERS)." if late else "The log says why each failed."
    return Line("Background tasks", text, not (late or failed), mend)


def _builds(figures: Figures) -> Line:
    text = f"{figures.builds or 'None'} waiting or being built."
    if figures.failed_builds:
        text += f" {figures.failed_builds} failed in the last day."
    return Line("Packs", text, not figures.failed_builds, "The desk's page of each meeting says why.")


def _daily(figures: Figures, at: dt.datetime) -> Line:
    if figures.daily is None:
        return Line("Daily tasks", "They have not run yet.", False, "They run at 6am where a worker is at work.")
    text = f"{date_time(figures.daily.began_at)}.{' Still running.' if figures.daily.is_going else ''}"
    text = " ".join([text, *figures.daily.failures])
    is_well = not figures.daily.failures and at - figures.daily.began_at < LATE_BACKUP
    return Line("Daily tasks", text, is_well, "Run script/manage daily: it names what fails.")


def _seals(figures: Figures, at: dt.datetime) -> Line:
    if figures.unsealed_since is None:
        return Line("Seals of the trail", "Every row is sealed.")
    text = f"{figures.unsealed} rows wait for a seal, the oldest since {date_time(figures.unsealed_since)}."
    return Line(
        "Seals of the trail", text, at - figures.unsealed_since < LATE_SEAL, "See whether RECORDS_LOG can be written."
    )


def _index(figures: Figures) -> Line:
    text = (
        "Search and open data are being rebuilt." if figures.index_is_behind else "Search and open data are complete."
    )
    return Line(
        "Search", text, not figures.index_is_behind, "A worker does this by itself. It takes minutes to an hour."
    )


def _certificate(figures: Figures, at: dt.datetime) -> Line:
    about = "Certificate that seals minutes"
    if figures.certificate_ends is None:
        return Line(about, "There is none: minutes are signed on paper.")
    text = f"Its last day is {full_date(figures.certificate_ends)}."
    is_well = figures.certificate_ends - at.date() > CERTIFICATE_SOON
    return Line(about, text, is_well, "Get a new one, and set SEAL_CERTIFICATE.")
