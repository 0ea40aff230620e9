"""Somebody to put on committees, for the tests of the register."""

import pytest

from committee.models import Person, Portfolio, Term
from tests.conftest import LONG_AGO, person


def councillor(forename: str, surname: str) -> Person:
    who = person(forename, surname)
    Term.objects.create(person=who, since=LONG_AGO)
    return who


@pytest.fixture
def hal(db: None) -> Person:
    return councillor("Hal", "Holder")


@pytest.fixture
def care(db: None) -> Portfolio:
    return Portfolio.objects.create(name="Care")
