"""
Worlds that are made once and put back for every test that asks for them.

`@staged` stands in the place of `@pytest.fixture`. The first test of a process that reaches such a fixture runs its
body, and what it has made is kept: the database, the private files, the mails, the objects. A test that reaches it by
the same road (the same fixtures before it, in the same order) gets a copy of all that, in milliseconds. So a test may
change whatever it likes, rows, objects or files: the next one starts from what was kept. Rows and files are put back
when something is about to look at them: of worlds that stand on one another only the last.

`@of_the_cast` does the same for the cast: those of it that a test asks for, itself or through its fixtures, are made
together, once a process for each such company, and stand on no road one by one.

What the body must not do: return something that cannot be pickled (a client, a function), or leave something behind
elsewhere (a global, the clock, a setting). Where a fixture before it wrote rows and returned something of that kind, a
signed-in client, say, the body simply runs: ask for the world first.
"""

import dataclasses
import datetime as dt
import functools
import inspect
import io
import pickle
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import storages
from django.db import connection
from django.db.models import Model

from tests import database_copies
from tests.index_made_late import LATENESS

MOST = 60  # worlds that a process keeps, the latest used; one is about 2 MB
# What these do is their own business: it makes no difference to a world whether they came before it.
NEUTRAL = frozenset(
    [
        "request",
        "tmp_path",
        "tmp_path_factory",
        "monkeypatch",
        "client",
        "rf",
        "capsys",
        "caplog",
        "mailoutbox",
        "django_assert_num_queries",
        "django_assert_max_num_queries",
        "django_capture_on_commit_callbacks",
    ]
)
type Maker = Callable[..., Any]  # the body of a fixture, with what it asks for
type Road = tuple[Any, ...]  # what leads to a world: its fixture, the state of the database, the steps before it
STAGE = pytest.StashKey["Stage"]()
CAST: dict[str, Maker] = {}  # what makes each of the cast
PLAIN = (type(None), bool, int, float, str, bytes, dict, list, tuple, set, frozenset)
COMPANY = 4  # a committee brings its council, its room and a year with it


def staged(function: Maker) -> Any:
    """Return a fixture whose world is made once per process and way of making, and restored for later tests."""

    def fixture(request: pytest.FixtureRequest, **given: Any) -> Any:
        return request.node.stash[STAGE].reach(function, given)

    return _fixture(function, fixture, is_staged=True)


def of_the_cast(function: Maker) -> Any:
    """Return a fixture that is one of `everybody`; made alone if a test needs so few that restoring takes longer."""
    CAST[function.__name__] = function

    def fixture(request: pytest.FixtureRequest, **given: Any) -> Any:
        if function.__name__ in request.node.stash[STAGE].cast:
            return request.getfixturevalue("everybody")[function.__name__]
        return function(**given)

    return _fixture(function, fixture)


def _fixture(function: Maker, fixture: Maker, **marks: bool) -> Any:
    """As a fixture of that function's name, which asks for what the function asks for, and for the request."""
    functools.update_wrapper(fixture, function)
    wanted = inspect.signature(function)
    first = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    vars(fixture).update(marks, __signature__=wanted.replace(parameters=[first, *wanted.parameters.values()]))
    del vars(fixture)["__wrapped__"]
    return pytest.fixture(fixture)


def company(item: pytest.Item) -> tuple[str, ...]:
    """Those of the cast that a test asks for, itself or through its fixtures; none where they are few."""
    assert isinstance(item, pytest.Function)
    names = tuple(name for name in CAST if name in item.fixturenames)
    return names if len(names) >= COMPANY else ()


@dataclasses.dataclass(frozen=True)
class World:
    """What a staged fixture has made: rows, the folder of its files, and its pickled objects."""

    rows: database_copies.Rows
    files: Path | None
    objects: bytes


@dataclasses.dataclass(frozen=True)
class Step:
    """A fixture that was set up for a test; `parameter` is its place among the parameters, and its words."""

    name: str
    where: str
    parameter: tuple[int, str] | None
    is_direct: bool  # a parameter of the test itself: of no account unless a fixture asks for it


class Keeper:
    """The worlds of this process, by the road that leads to them; None where a world cannot be kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worlds: OrderedDict[Road, World | None] = OrderedDict()
        self.made = 0

    def add(self, road: Road, world: World | None) -> None:
        """Keep a world, in the place of the one that was not asked for longest."""
        self.worlds[road] = world
        if len(self.worlds) > MOST:
            _, oldest = self.worlds.popitem(last=False)
            if oldest and oldest.files:
                shutil.rmtree(oldest.files)


class Stage:
    """What one test has been given so far."""

    def __init__(self, keeper: Keeper, cast: tuple[str, ...] = ()) -> None:
        self.keeper, self.cast = keeper, cast
        self.steps: list[Step] = []
        self.given: list[Any] = []
        self.asked_for: set[str] = set()
        self.can_share = True
        self.is_set = False  # the test itself runs: what it asks for now depends on what it has done
        self.waiting: World | None = None  # what the rows and files shall be as soon as anything looks at them
        self.depth = 0  # how many fixtures are being set up, each asked for by the one before while it ran

    @contextmanager
    def running(self) -> Iterator[None]:
        """Note that a fixture is being set up while the block runs."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    def settle(self) -> None:
        """Put back the rows and files that wait for it."""
        if self.waiting:
            _put_back(self.waiting)
            self.waiting = None

    def add(self, step: Step, value: Any, asked_for: Iterable[str], *, wrote: bool, is_staged: bool) -> None:
        """Note a fixture that has been set up."""
        if step.name in NEUTRAL and not wrote:
            return
        self.steps.append(step)
        self.given.append(value)
        self.asked_for.update(asked_for)
        if wrote and not is_staged and ("client" in asked_for or not _holds_rows(value)):
            self.can_share = False  # it may know of its rows what another run's rows do not say, as a session's key

    def reach(self, function: Maker, given: dict[str, Any]) -> Any:
        """Return the world of a staged fixture: restored if it was made before, else made."""
        if self.is_set or not self.can_share or not _private_folder():
            self.settle()
            return function(**given)
        road, values = self._road(function)
        if road in self.keeper.worlds:
            self.keeper.worlds.move_to_end(road)
            world = self.keeper.worlds[road]
            if world is not None:
                return self._put_back(world, values)
        self.settle()
        value = function(**given)
        if road in self.keeper.worlds:  # it cannot be kept
            return value
        self.keeper.add(road, self._keep(value, values))
        return value

    def _road(self, function: Maker) -> tuple[Road, list[Any]]:
        """Return the key of a world, and the values of the fixtures that the key names."""
        asked_for = self.asked_for | set(inspect.signature(function).parameters)
        pairs = zip(self.steps, self.given, strict=True)
        named = [(step, value) for step, value in pairs if not step.is_direct or step.name in asked_for]
        day = dt.date.today()  # noqa: DTZ011 - the machine's: many worlds have meetings to come
        state = (connection.in_atomic_block, LATENESS.is_late, day)
        steps = (step for step, _ in named)
        return (function.__module__, function.__qualname__, *state, self.cast, *steps), [value for _, value in named]

    def _keep(self, value: Any, given: list[Any]) -> World | None:
        objects = io.BytesIO()
        states = [dict(vars(holder)) for holder in _holders(given)]
        try:
            _Pickler(objects, given).dump((value, states, mail.outbox))
        except (pickle.PicklingError, AttributeError, TypeError):
            return None
        self.keeper.made += 1
        files, kept = _private_folder(), None
        if files and files.is_dir():
            kept = self.keeper.folder / str(self.keeper.made)
            shutil.copytree(files, kept)
        return World(database_copies.keep(), kept, objects.getvalue())

    def _put_back(self, world: World, given: list[Any]) -> Any:
        self.waiting = world
        if self.depth > 1:  # a fixture has asked for it by name and goes on with it
            self.settle()
        value, states, mails = _Unpickler(io.BytesIO(world.objects), given).load()
        for holder, state in zip(_holders(given), states, strict=True):
            vars(holder).clear()
            vars(holder).update(state)
        mail.outbox[:] = mails
        return value


class _Pickler(pickle.Pickler):
    """Writes what the test already holds as a mark: the world put back refers to that test's own objects."""

    def __init__(self, file: io.BytesIO, given: list[Any]) -> None:
        super().__init__(file)
        self._marks = {id(holder): number for number, holder in enumerate(_marked(given))}

    def persistent_id(self, value: Any) -> int | None:
        return self._marks.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, given: list[Any]) -> None:
        super().__init__(file)
        self._marked = _marked(given)

    def persistent_load(self, number: int) -> Any:
        return self._marked[number]


def _marked(given: list[Any]) -> list[Any]:
    return [*_holders(given), *(value for value in given if not _is_data(value))]


def _holders(value: Any) -> Iterator[Any]:
    """Yield the objects in `value` that hold rows: models, and data classes of them; each once, in order."""
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Model):
            yield one
        elif _is_data_class(one):
            if hasattr(one, "__dict__"):
                yield one
            waiting.extend(getattr(one, field.name) for field in dataclasses.fields(one))
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list | tuple):
            waiting.extend(one)


def _holds_rows(value: Any) -> bool:
    """Whether `value` is nothing but models, and what is made of them."""
    if isinstance(value, dict):
        return all(map(_holds_rows, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_holds_rows, value))
    return value is None or isinstance(value, Model) or _is_data_class(value)


def _is_data_class(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def _is_data(value: Any) -> bool:
    """Whether `value` is pickled as it is: numbers, words, and what is made of them."""
    return isinstance(value, PLAIN) or type(value).__module__ == "datetime" or isinstance(value, Model)


def _put_back(world: World) -> None:
    database_copies.put_back(world.rows)
    files = _private_folder()
    if files:
        shutil.rmtree(files, ignore_errors=True)
    if world.files:
        assert files, "they were in a folder when they were kept"
        shutil.copytree(world.files, files)


def _private_folder() -> Path | None:
    """Where private files lie; None where that is no folder of this machine."""
    location = getattr(storages["private"], "location", None)
    return location and Path(location)
