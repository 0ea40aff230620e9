"""Isolate each test from the next: rows, objects, files and mails (see `staging.py`), settings, environment, clock."""

import gc
import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from tests.staging import NEUTRAL, STAGE, Keeper, Stage, Step, company

HERE = Path(__file__).parent
LONG = {f"test_{name}.py" for name in ("killed_workers", "writing_minutes", "minuting_a_meeting", "register", "desk")}
KEEPER = pytest.StashKey[Keeper]()


@pytest.fixture(autouse=True)
def isolated() -> Iterator[None]:
    """Which value each setting and variable has, and the clock, are afterwards as they were."""
    wrapped = settings._wrapped  # type: ignore[misc]  # where Django keeps them all
    environment = dict(os.environ)
    state = dict(vars(wrapped))
    yield
    while time_machine.traveller_stack:
        time_machine.travel(0).stop()
    if settings._wrapped is not wrapped or vars(wrapped) != state:  # type: ignore[misc]
        vars(wrapped).clear()
        vars(wrapped).update(state)
        settings._wrapped = wrapped
    if os.environ != environment:
        os.environ.clear()
        os.environ.update(environment)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Put what takes longest first, walks of the portal among it, and fixtures that sign somebody in after the worlds.

    The key of a session stands in no world that is kept.
    """
    items.sort(key=lambda item: item.path.parent != HERE and item.path.name not in LONG)
    for item in items:
        assert isinstance(item, pytest.Function)
        information = item._fixtureinfo
        information.names_closure.sort(key=partial(_signs_in, information.name2fixturedefs))


def _signs_in(fixtures: Mapping[str, Sequence[pytest.FixtureDef[Any]]], name: str) -> bool:
    return any("client" in fixture.argnames for fixture in fixtures.get(name, ()))


def pytest_collection_finish() -> None:
    """
    Freeze what has been imported and collected: the garbage collector need not look at it after every few objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin a stage for the test."""
    if KEEPER not in item.session.stash:
        folder = item.config._tmp_path_factory.mktemp("worlds")  # type: ignore[attr-defined]  # of pytest's own
        item.session.stash[KEEPER] = Keeper(folder)
    item.stash[STAGE] = Stage(item.session.stash[KEEPER], company(item))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Begin the test itself: what it asks for from here on depends on what it has done."""
    item.stash[STAGE].is_set = True
    item.stash[STAGE].settle()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    """Note what a test is given, in which order, and whether rows were written for it."""
    if fixturedef.scope != "function" or STAGE not in request.node.stash:
        return (yield)
    stage, name = request.node.stash[STAGE], fixturedef.argname
    if name in stage.cast or (name == "cast" and stage.cast):
        return (yield)  # part of `everybody`
    is_direct = type(fixturedef).__name__ == "DirectParamFixtureDef"
    is_staged = hasattr(getattr(fixturedef.func, "__func__", fixturedef.func), "is_staged")
    if not (is_direct or is_staged or name in NEUTRAL):
        stage.settle()
    writes: list[str] = []
    with stage.running(), connection.execute_wrapper(_count(writes)):
        value = yield
    parameter = None
    if hasattr(request, "param"):
        parameter = (request.param_index, repr(request.param))  # type: ignore[attr-defined]  # with `param` it is there
    step = Step(name, str(fixturedef.baseid), parameter, is_direct)
    asked_for = () if is_direct else fixturedef.argnames
    stage.add(step, value, asked_for, wrote=bool(writes), is_staged=is_staged)
    return value


def _count(writes: list[str]) -> Callable[..., Any]:
    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not sql.lstrip()[:8].upper().startswith(("SELECT", "SAVEPOIN", "RELEASE", "PRAGMA")):
            writes.append(sql)
        return execute(sql, params, many, context)

    return watch
