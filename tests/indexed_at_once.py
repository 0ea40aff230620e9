"""
`@pytest.mark.indexed_at_once`: its verbs tell the index and the open data what they changed, as in the portal.

For tests of what verbs tell, of when, and of how often the database is asked. Tests in a browser do so by themselves.
Any other's index is made when it is first read (`tests/index_made_late.py`).
"""

from collections.abc import Iterator

import pytest

from tests.index_made_late import LATENESS


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "indexed_at_once: its verbs tell the index and the open data what they changed")


@pytest.fixture(scope="session", autouse=True)
def index_made_late() -> Iterator[None]:
    """Stand between the verbs and the index for as long as the tests run."""
    with LATENESS.between():
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin with an index that is behind, unless the test wants it at once."""
    LATENESS.begin(late=not any(item.get_closest_marker(name) for name in ("indexed_at_once", "browser")))
