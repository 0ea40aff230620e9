"""Health checks by IP address and without HTTPS; the page, the figures and the log for the council's staff."""

import datetime as dt
import json
import logging
import shutil
import socket
from io import StringIO
from typing import Any

import pytest
import sentry_sdk
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from sentry_sdk.utils import event_from_exception

from committee import environment
from committee.database import other_release
from committee.files import files
from committee.log_lines import WithoutSecretAddresses
from committee.models import StatusReport
from committee.portal.health import state
from committee.portal.management.commands.metrics import Figures
from committee.timers import reporting
from tests.answers import words

CHECKS = ("/healthz", "/healthz/live", "/healthz/ready")


@pytest.fixture
def asked(db, settings):
    """Return the answers to all checks, as a load balancer asks a council's server."""
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["committees.council.example"]
    files.try_storage()

    def ask() -> list[tuple[int, str]]:
        answers = [Client(raise_request_exception=False).get(path, headers={"host": "10.0.0.7"}) for path in CHECKS]
        return [(answer.status_code, answer.content.decode().strip()) for answer in answers]

    return ask


def test_all_is_well(asked):
    assert asked() == [(200, "ok")] * 3
    assert files.is_empty(), "the file that was tried is gone"


def test_a_database_that_is_away_leaves_the_process_alive_but_not_ready(asked, monkeypatch):
    def away(self):
        raise OperationalError("connection refused")

    with monkeypatch.context() as outage:
        outage.setattr(BaseDatabaseWrapper, "ensure_connection", away)
        answers = asked()
    wrong = (503, "The database does not answer.")
    assert answers == [wrong, (200, "ok"), wrong]


def test_missing_migrations_and_a_storage_that_is_away_are_not_ready(asked, monkeypatch, settings):
    monkeypatch.setattr(other_release, "applied", lambda connection: set())
    shutil.rmtree(settings.STORAGES["private"]["OPTIONS"]["location"])
    lacks = "The database lacks migrations of this release.\nThe storage of files does not answer."
    assert asked() == [(200, "ok"), (200, "ok"), (503, lacks)]


def test_a_storage_that_hangs_holds_up_one_check_at_a_time(asked, monkeypatch):
    def hangs() -> bool:
        assert asked()[2] == (200, "ok"), "the answer before, at once"
        return False

    asked()
    monkeypatch.setattr(files, "is_in_reach", hangs)
    assert asked()[2] == (503, "The storage of files does not answer.")


NOW = timezone.now()


def shown() -> dict[str, state.Line]:
    """Return the lines of the page, by what they are about."""
    return {line.about: line for line in state.lines(state.read_figures(NOW), NOW)}


def test_a_portal_without_worker_and_backup_says_so_first(db):
    lines = state.lines(state.read_figures(NOW), NOW)
    assert [line.about for line in lines][:3] == ["Last backup", "Workers", "Daily tasks"]
    assert all(line.mend for line in lines if not line.is_well)
    assert shown()["Seals of the trail"].is_well and shown()["Background tasks"].is_well


def test_workers_tell_what_they_see_of_mail_storage_and_disk(db, settings):
    with pytest.raises(CommandError, match="No worker of this machine has reported"):
        call_command("worker", check=True)
    StatusReport.objects.create(source="worker", name="old 1", at=NOW - dt.timedelta(days=2))
    files.try_storage()
    reporting.report_worker(NOW, "a worker", at=timezone.now())
    call_command("worker", check=True)
    assert not StatusReport.objects.filter(name="old 1").exists()
    lines = shown()
    machine = socket.gethostname()
    assert lines["Workers"].text.startswith(f"1 at work: {machine} ") and lines["Mail"].is_well
    assert lines["Storage"].is_well and " GB free" in lines[f"Disk of {machine}"].text
    with socket.socket() as taken:  # bound, but it does not listen
        taken.bind(("127.0.0.1", 0))
        settings.MAILERS = {"default": environment.mailer(f"smtp://127.0.0.1:{taken.getsockname()[1]}")}
        reporting.report_worker(NOW, "a worker", at=timezone.now())
    assert not shown()["Mail"].is_well and "ConnectionRefusedError" in shown()["Mail"].text


def test_administrators_read_when_the_last_backup_was_made(client, administrator, clerk, tmp_path):
    reporting.report_backup(str(tmp_path / "backups"), faults=1, at=NOW)
    client.force_login(clerk)
    assert client.get("/register/health/").status_code == 404
    client.force_login(administrator)
    page = words(client.get("/register/health/"))
    assert "Last backup" in page and str(tmp_path / "backups") in page
    assert "1 file was missing or altered" in page and "Needs attention" in page


def test_prometheus_reads_the_figures_and_that_the_database_is_away(db, monkeypatch):
    monkeypatch.setattr("committee.portal.management.commands.metrics.connections.close_all", lambda: None)
    registry = CollectorRegistry()
    registry.register(Figures())
    page = generate_latest(registry).decode()
    assert "portal_database_up 1.0" in page and "portal_workers 0.0" in page and "portal_backup_age" not in page

    def away(at):
        raise OperationalError("connection refused")

    monkeypatch.setattr(state, "read_figures", away)
    assert generate_latest(registry).decode().splitlines()[-1] == "portal_database_up 0.0"


def test_a_line_of_the_log_is_json_with_the_id_of_its_request(monkeypatch, settings, client, db):
    monkeypatch.setenv("LOG_FORMAT", "json")
    written = StringIO()
    handler = logging.StreamHandler(written)
    form = dict(environment.logging()["formatters"]["line"])
    names, style = form.pop("rename_fields"), form.pop("style")
    form.pop("()")
    from pythonjsonlogger.json import JsonFormatter

    handler.setFormatter(JsonFormatter(form["format"], style=style, rename_fields=names))
    handler.addFilter(WithoutSecretAddresses())
    logging.getLogger("django.request").addHandler(handler)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    try:
        client.get("/nothing/here/", headers={"x-request-id": "0123456789abcdef"})
        client.get("/links/a-secret/none/", headers={"x-request-id": "not one, but\\nwords"})
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    first, second = map(json.loads, written.getvalue().splitlines())
    assert (first["level"], first["message"]) == ("WARNING", "Not Found: /nothing/here/")
    assert "a-secret" not in written.getvalue() and "/links/" in second["message"]
    assert first["request_id"] == "0123456789abcdef" and len(second["request_id"]) == 32
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(environment.ImproperlyConfigured, match=r"^LOG_FORMAT must be line or json"):
        environment.logging()


def test_the_error_tracker_gets_no_words(monkeypatch):
    monkeypatch.setenv("SENTRY_DSN", "nonsense")
    with pytest.raises(environment.ImproperlyConfigured, match=r"^SENTRY_DSN must be"):
        environment.track_errors()
    asked: dict[str, Any] = {}
    monkeypatch.setattr(sentry_sdk, "init", lambda dsn, **options: asked.update(options))
    monkeypatch.setenv("SENTRY_DSN", "https://key@errors.example/1")
    environment.track_errors()
    exempt = "".join(reversed("repap tpmexe"))  # not as written here, because lines of code are sent
    try:
        raise ValueError(exempt)
    except ValueError as error:
        event, hint = event_from_exception(error, client_options={**sentry_sdk.consts.DEFAULT_OPTIONS, **asked})
    event |= {"request": {"url": exempt}, "logentry": {"params": [exempt]}, "extra": {"words": exempt}}
    assert exempt in json.dumps(event)
    sent = json.dumps(asked["before_send"](event, hint))
    assert "ValueError" in sent and "test_health.py" in sent and exempt not in sent
