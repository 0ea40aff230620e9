"""
Which tests run on PostgreSQL too: those that can turn out otherwise there.

`@pytest.mark.both_databases("locks: ...")` says so with its reason, which begins with one of `REASONS`; a test that
commits is one of them by itself. Without a database in it a test runs on SQLite's turn alone. On PostgreSQL the others
are left out and named at the end; `--all-on-postgresql` runs them all, and says of each that fails there without the
marker that it needs it.

Where PostgreSQL has a turn beside it, `--postgresql-beside` leaves out of SQLite's what commits, and what is marked for
locks, transactions, ordering or queries: SQLite has one writer and no row locks, and what a query finds there it finds
on PostgreSQL.
"""

from collections import Counter
from collections.abc import Generator
from typing import Any

import pytest
from django.db import connection

REASONS = ("locks", "triggers", "transactions", "JSON", "ordering", "constraints", "text search", "queries")
# Reasons to leave a test to PostgreSQL where that has a turn beside.
OF_POSTGRESQL = (
    "locks",
    "transactions",
    "ordering",
    "queries",
)
LEFT_OUT = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags."""
    parser.addoption("--all-on-postgresql", action="store_true", help="on PostgreSQL, run tests without the marker too")
    parser.addoption("--postgresql-beside", action="store_true", help="on SQLite, leave out what it does better")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers", "both_databases(reason): can turn out otherwise on PostgreSQL, so it runs there too"
    )
    config.stash[LEFT_OUT] = []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a marker without a reason; on PostgreSQL leave out what need not run there."""
    for item in items:
        for marker in item.iter_markers("both_databases"):
            if not (marker.args and str(marker.args[0]).startswith(REASONS)):
                raise pytest.UsageError(f"{item.nodeid}: both_databases needs a reason that begins with {REASONS}")
    if connection.vendor == "sqlite":
        left_out = [item for item in items if config.option.postgresql_beside and _is_of_postgresql(item)]
    else:
        left_out = [item for item in items if not _belongs(item, config.option.all_on_postgresql)]
    if left_out:
        names = [item.nodeid for item in left_out]
        config.stash[LEFT_OUT] = names
        if hasattr(config, "workeroutput"):
            config.workeroutput["left_out"] = names
        config.hook.pytest_deselected(items=left_out)
        dropped = set(left_out)
        items[:] = [item for item in items if item not in dropped]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Every worker collects the same: take what one of them left out."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out") or node.config.stash[LEFT_OUT]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Take along to the report whether the marker is there."""
    report = yield
    report.is_for_both = is_for_both(item)  # type: ignore[attr-defined]  # a report takes what it is given along
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was left out, by file; and what failed for want of the marker."""
    if connection.vendor == "sqlite":
        if left_out := config.stash[LEFT_OUT]:
            terminalreporter.line(f"{len(left_out)} tests were left to PostgreSQL's turn beside this one")
        return
    reports = [report for kind in ("failed", "error") for report in terminalreporter.stats.get(kind, [])]
    unmarked = [report.nodeid for report in reports if not getattr(report, "is_for_both", True)]
    if unmarked:
        terminalreporter.section("these can turn out otherwise on PostgreSQL: mark them both_databases, with a reason")
        for name in sorted(unmarked):
            terminalreporter.line(name)
    if config.stash[LEFT_OUT]:
        terminalreporter.section(
            f"{len(config.stash[LEFT_OUT])} tests not run on PostgreSQL (--all-on-postgresql does)"
        )
        for name, count in sorted(Counter(name.partition("[")[0] for name in config.stash[LEFT_OUT]).items()):
            terminalreporter.line(name if count == 1 else f"{name} ({count})")


def is_for_both(item: pytest.Item) -> bool:
    """Whether a test runs on PostgreSQL as well: it is marked, or commits."""
    database = item.get_closest_marker("django_db")
    commits = (database and database.kwargs.get("transaction")) or "transactional_db" in fixtures_of(item)
    return bool(commits or item.get_closest_marker("both_databases"))


def fixtures_of(item: pytest.Item) -> list[str]:
    """Return the names of all fixtures of a test, those of its fixtures among them."""
    assert isinstance(item, pytest.Function)
    return item.fixturenames


def _belongs(item: pytest.Item, everything: bool) -> bool:
    touches = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures_of(item))
    return bool(touches) if everything else is_for_both(item)


def _is_of_postgresql(item: pytest.Item) -> bool:
    """Whether SQLite's turn may leave it out: PostgreSQL's runs it, and it is not about what only SQLite has."""
    if any("SQL" in str(marker.kwargs.get("reason")) for marker in item.iter_markers("skipif")):
        return False
    reasons = [str(marker.args[0]) for marker in item.iter_markers("both_databases")]
    return any(reason.startswith(OF_POSTGRESQL) for reason in reasons) or (not reasons and is_for_both(item))
