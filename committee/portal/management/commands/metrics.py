"""./script/manage metrics: serve the portal's figures to Prometheus, on an address of their own."""

import datetime as dt
import threading
from argparse import ArgumentParser
from collections.abc import Iterator

from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone
from prometheus_client import CollectorRegistry, Metric, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from committee.management.shell import PortalCommand
from committee.portal.health import state


class Command(PortalCommand):
    """Serves /metrics until it is stopped."""

    help = "Serve figures about backups, workers, queue, packs, daily tasks and seals at /metrics, for Prometheus."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the address."""
        parser.add_argument("--address", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=9464, help="port to listen on (9464)")

    def handle(self, *args: object, address: str, port: int, **options: object) -> None:
        """Serve until the process is ended. Raises CommandError where the port is taken."""
        registry = CollectorRegistry()
        registry.register(Figures())
        try:
            start_http_server(port, address, registry)
        except OSError as error:
            raise CommandError(f"{address} port {port} cannot be used: {error.strerror}.") from error
        self.stdout.write(f"Serving http://{address}:{port}/metrics")
        threading.Event().wait()


class Figures(Collector):
    """Reads the figures anew at each request; while the database is away, it says only that."""

    def collect(self) -> Iterator[Metric]:
        """Yield a gauge for each figure."""
        try:
            figures, now = state.read_figures(timezone.now()), timezone.now()
        except (DatabaseError, InterfaceError):
            yield GaugeMetricFamily("portal_database_up", "1 where the database answers.", 0)
            return
        finally:
            connections.close_all()
        yield GaugeMetricFamily("portal_database_up", "1 where the database answers.", 1)
        for name, about, value in _gauges(figures, now):
            if value is not None:
                yield GaugeMetricFamily(f"portal_{name}", about, value)


def _gauges(figures: state.Figures, now: dt.datetime) -> Iterator[tuple[str, str, float | None]]:
    def age(moment: dt.datetime | None) -> float:
        return (now - moment).total_seconds() if moment else 0

    backup = figures.backup
    yield "backup_age_seconds", "Time since the last backup.", age(backup.at) if backup else None
    yield (
        "backup_faulty_files",
        "Files missing or altered in the last backup.",
        backup.facts["faults"] if backup else None,
    )
    yield "workers", "Workers that are at work.", len(figures.workers)
    yield (
        "workers_without_mail",
        "Workers to which the mail server does not answer.",
        sum(bool(worker.facts["mail"]) for worker in figures.workers),
    )
    yield (
        "workers_without_storage",
        "Workers without storage.",
        sum(not worker.facts["storage"] for worker in figures.workers),
    )
    yield (
        "disk_free_bytes",
        "Room on the fullest disk of a worker.",
        min((worker.facts["free"] for worker in figures.workers), default=None),
    )
    yield "tasks_waiting", "Background tasks that wait.", figures.waiting
    yield "tasks_oldest_seconds", "How long the oldest waiting task has waited.", age(figures.waiting_since)
    yield "tasks_failed_last_day", "Background tasks that failed in the last day.", figures.failed_tasks
    yield "packs_in_progress", "Packs waiting or being built.", figures.builds
    yield "packs_failed_last_day", "Packs that failed in the last day.", figures.failed_builds
    yield (
        "daily_tasks_age_seconds",
        "Time since the daily tasks last began.",
        age(figures.daily.began_at) if figures.daily else None,
    )
    yield (
        "daily_tasks_failed",
        "Daily tasks that failed in the last run.",
        len(figures.daily.failures) if figures.daily else None,
    )
    yield "trail_rows_unsealed", "Rows of the trail and the reading log without a seal.", figures.unsealed
    yield "trail_oldest_unsealed_seconds", "Age of the oldest row without a seal.", age(figures.unsealed_since)
    yield "index_behind", "1 while search and open data are being rebuilt.", figures.index_is_behind
    ends = figures.certificate_ends
    yield (
        "certificate_days_left",
        "Days left of the certificate that seals minutes.",
        (ends - now.date()).days if ends else None,
    )
