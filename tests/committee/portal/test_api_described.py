"""The interface does what its description says, whatever is asked of it: as schemathesis makes it up."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import GenerationMode

from committee.portal.api.reading import WITHOUT_DAY
from committee.wsgi import application
from tests.search.indexed import settle

pytestmark = pytest.mark.indexed_at_once
FAST, LONG = 3, 150  # requests an operation


@pytest.fixture
def described(published):
    """Return the API's description, as served for a published agenda."""
    settle()
    signals = (request_started, request_finished)
    for signal in signals:  # PostgreSQL would lose the test's transaction; Django's test client does the same
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("most", [FAST, pytest.param(LONG, marks=pytest.mark.drill)])
def test_the_interface_does_what_its_description_says(described, mode, most):
    walked = set()
    for found in described.get_all_operations():
        operation = found.ok()
        walked.add(operation.path)
        if mode is GenerationMode.NEGATIVE and operation.path == "/api/v1/":
            continue  # without a parameter nothing can be wrong with it

        @settings(
            max_examples=most, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def asked(case):
            kind = (case.path_parameters or {}).get("kind")
            assume(kind not in WITHOUT_DAY or not {"from", "to"} & set(case.query or {}))
            case.call_and_validate()

        asked()
    assert len(walked) == 8
