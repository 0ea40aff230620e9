"""Trying what will be taken back, without keeping everybody else waiting: on SQLite, which has one writer at a time."""

import sqlite3
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections


def in_nobodys_way[Result](trial: Callable[[], Result]) -> Result:
    """
    Do `trial`, which keeps nothing of what it writes; on SQLite with a copy of the database in place of it.

    The copy is made by SQLite itself, which reads beside any writer. A thread has its connections to itself, so a
    thread of its own works on the copy, and nothing else can. PostgreSQL lets others write beside a trial; and whoever
    is in a transaction already holds the lock.
    """
    here: Any = connection
    if here.vendor != "sqlite" or here.in_atomic_block or here.is_in_memory_db():
        return trial()
    source = Path(connection.settings_dict["NAME"])
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        return thread.submit(_on_a_copy, source, Path(folder) / "copy.sqlite3", trial).result()


def _on_a_copy[Result](source: Path, path: Path, trial: Callable[[], Result]) -> Result:
    original, copied = sqlite3.connect(source), sqlite3.connect(path)
    try:
        original.backup(copied)
    finally:
        original.close()
        copied.close()
    copy = connections.create_connection(DEFAULT_DB_ALIAS)
    copy.settings_dict = {**copy.settings_dict, "NAME": str(path)}
    connections[DEFAULT_DB_ALIAS] = copy
    try:
        return trial()
    finally:
        copy.close()
        del connections[DEFAULT_DB_ALIAS]
