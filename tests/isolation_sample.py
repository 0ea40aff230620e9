"""Tests that change something and tests that look for it, run by `test_isolation.py` in both orders (not collected)."""

import os
import time
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import storages

from committee.models import Committee
from meetings.models import Paper
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


def test_the_row_is_changed(published: World) -> None:
    Paper.objects.filter(pk=published.open_paper.pk).update(title="Changed")


def test_the_row_is_as_ever(published: World) -> None:
    assert Paper.objects.get(pk=published.open_paper.pk).title == "Young Carers report"


def test_the_object_is_changed(published: World) -> None:
    published.open_paper.title = "Changed"
    published.meeting.committee.name = "Changed"


def test_the_object_is_as_ever(published: World, safeguarding: Committee) -> None:
    assert published.open_paper.title == "Young Carers report"
    assert published.meeting.committee.name == safeguarding.name == "Safeguarding Overview and Scrutiny Committee"


def test_the_setting_is_changed(published: World) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1
    os.environ["SAMPLE_CHANGED"] = "1"


def test_the_setting_is_as_ever(published: World) -> None:
    assert settings.UPLOAD_LIMIT_BYTES > 1
    assert "SAMPLE_CHANGED" not in os.environ


def test_the_cache_is_changed(published: World) -> None:
    cache.set("sample", "changed")


def test_the_cache_is_as_ever(published: World) -> None:
    assert cache.get("sample") is None


def test_the_file_is_changed(published: World) -> None:
    path = _path_of(published)
    assert path.read_bytes().startswith(b"%PDF")
    path.write_bytes(b"changed")


def test_the_file_is_as_ever(published: World) -> None:
    assert _path_of(published).read_bytes().startswith(b"%PDF")


def test_the_clock_is_changed(published: World) -> None:
    time_machine.travel(0).start()


def test_the_clock_is_as_ever(published: World) -> None:
    assert time.time() > 1_700_000_000


def _path_of(world: World) -> Path:
    sha256 = Paper.objects.get(pk=world.open_paper.pk).its_file.stored.sha256
    return Path(storages["private"].path(f"{sha256[:2]}/{sha256[2:4]}/{sha256}"))
