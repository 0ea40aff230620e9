"""
Keeps the world of every address for `script/weigh`; pytest collects this file only when it is named.

It is the world of `tests/addresses.py` at the commit that it is run at: a database, its files, and which
pages there are, each with the first who may read it. `script/weigh.py` asks for them, at this commit and at others.
"""

import datetime as dt
import json
import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests import database_copies

# At a commit before 28 November 2026 they stand in one module.
OLD = "tests.test_every_url_as_everybody"
ADDRESSES, URLCONF = ("tests.addresses", "tests.urlconf") if find_spec("tests.addresses") else (OLD, OLD)
POSTED_ONLY, SIGNPOSTS = (getattr(import_module(ADDRESSES), name) for name in ("POSTED_ONLY", "SIGNPOSTS"))
ALL, LIBRARY = (getattr(import_module(URLCONF), name) for name in ("ALL", "LIBRARY"))
if ADDRESSES == OLD:
    addresses = import_module(OLD).addresses  # a fixture

NOW = dt.datetime(2022, 4, 14, 9, 30, tzinfo=ZoneInfo("Europe/London"))
# Who asks for a page: the first of these that it is for.
READERS = ("public", "member", "chairman", "other member", "officer", "clerk", "proper officer", "administrator")


@pytest.fixture
def folder() -> Path:
    """Where the world goes."""
    if not (named := os.environ.get("WEIGH_FOLDER")):
        pytest.skip("script/weigh COMMIT FOLDER says where the world goes")
    return Path(named)


@pytest.fixture
def nothing_by_chance(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stop the clock and fix the random references."""
    monkeypatch.setattr("secrets.choice", random.Random(1).choice)
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_world_of_every_address_is_kept(
    db: None, nothing_by_chance: None, folder: Path, private_files: Path, request: pytest.FixtureRequest
) -> None:
    cast, asked = request.getfixturevalue("cast"), request.getfixturevalue("addresses")
    pages = [
        (address.name, address.path(), next(reader for reader in READERS if reader in address.audience))
        for address in asked
        if address.name not in POSTED_ONLY | SIGNPOSTS
    ]
    plain = {name: pattern for name, pattern in ALL if LIBRARY.match(name) and not {*"<("} & {*pattern}}
    pages += [(name, f"/{pattern}", reader) for name, pattern in plain.items() for reader in ("public", "clerk")]
    emails = {reader: user.email for reader, user in cast.items() if user}
    kept = database_copies.keep()
    assert isinstance(kept, database_copies.PagesOfSqlite)
    with sqlite3.connect(folder / "portal.sqlite3") as copy:
        kept.database.backup(copy)
    copy.close()
    shutil.copytree(private_files, folder / "files")
    named = [(name, path, emails.get(reader, "")) for name, path, reader in pages]
    (folder / "pages.json").write_text(json.dumps(named, indent=1))
