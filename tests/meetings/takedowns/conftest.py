"""What the tests of takedowns have in common."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], Any]:
    """Do something and then what waits for its commit."""

    def done(act: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return done
