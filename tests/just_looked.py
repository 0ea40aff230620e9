"""
A test that calls a verb, or posts to a page, without a mark has just looked at its thing (`committee/acts/seen.py`).

`@pytest.mark.marks` takes that away: no mark is then the mark of nothing, as in the portal. `test_seen.py` is so, and
sends every form with its page's mark, with another and without one.
"""

import pytest

from committee.acts import seen


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "marks: no mark is the mark of nothing, as in the portal")


@pytest.fixture(autouse=True)
def just_looked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an act without a mark pass, unless the test is about marks."""
    if not request.node.get_closest_marker("marks"):
        monkeypatch.setattr(seen, "is_same", lambda sent, now: not sent or sent == now)
