"""
The search's index and the open data, made when a test first reads them, of what is public then: most tests never do.

`tests/indexed_at_once.py` has the marker for tests that want what each verb tells them. Nothing can be compared with an
index that was made late (`index.differences`): it would always agree.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Model

from committee.search import index
from committee.search.index import STORES

# Prefixes of the stores' tables: before a query that names one of them, the stores are brought up to date.
TABLES = ("committee_search", "committee_openrecord", "meetings_withheldpage")
changed = index.changed


class Lateness:
    """Whether the index of this process is made late, and whether it is behind what the verbs have changed."""

    def __init__(self) -> None:
        self.is_late = False
        self.is_behind = False

    def begin(self, *, late: bool) -> None:
        """Begin a test: nobody has told the index of the rows that it is given."""
        self.is_late = self.is_behind = late

    def changed(self, *things: Model) -> None:
        """Stand in for `index.changed`."""
        if self.is_late:
            self.is_behind = True
        else:
            changed(*things)

    def before(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Catch up before the first query that asks for any of it."""
        if self.is_behind and any(table in sql for table in TABLES):
            assert context["connection"] is self.connection, "read beside the test itself: mark it indexed_at_once"
            self.is_behind = False
            for store in STORES:
                for _ in store.rebuild():
                    pass
        return execute(sql, params, many, context)

    def watch(self, connection: BaseDatabaseWrapper, **_: Any) -> None:
        """See what this connection asks for."""
        if self.before not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.before)

    def only_at_once(self, differences: Callable[[], list[str]]) -> Callable[[], list[str]]:
        """Stand in for `differences`."""

        def told() -> list[str]:
            assert not self.is_late, "what was made late always agrees: mark the test indexed_at_once"
            return differences()

        return told

    @contextmanager
    def between(self) -> Iterator[None]:
        """Stand between the verbs and the index, and between the tests and its tables."""
        self.connection = connections["default"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(index, "changed", self.changed)
            for store in STORES:
                patch.setattr(store, "differences", self.only_at_once(store.differences))
            connection_created.connect(self.watch)
            self.watch(self.connection)
            yield
            connection_created.disconnect(self.watch)
            self.connection.execute_wrappers.remove(self.before)


LATENESS = Lateness()
