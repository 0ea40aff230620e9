"""What the tests of takedowns have in common."""

from collections.abc import Callable
from typing import Any

import pytest

from committee.models import Committee, User
from tests.meetings import taken_down
from tests.staging import staged


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], Any]:
    """Do something and then what waits for its commit."""

    def done(act: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return done


@staged
def world(
    cast: Any, safeguarding: Committee, planning: Any, year: Any, clerk: User, proper_officer: User
) -> taken_down.World:
    return taken_down.make(safeguarding, clerk)
