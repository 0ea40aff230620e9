"""Health checks: what each needs, answered by IP address and without HTTPS."""

import shutil

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from committee.database import other_release
from committee.files import files

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
