"""Worlds of the work programme, for whichever test asks for one by name."""

import datetime as dt

import pytest
from django.utils import timezone

from committee.models import Committee, MunicipalYear, User
from tests.staging import staged
from tests.workprogramme import considered
from tests.workprogramme import world as worlds


@staged
def world(safeguarding: Committee, year: MunicipalYear, clerk: User, officer: User) -> worlds.World:
    """Return a programme with an item of each kind."""
    return worlds.make(safeguarding, year, clerk, officer)


@staged
def unpublished(
    safeguarding: Committee,
    year: MunicipalYear,
    clerk: User,
    officer: User,
    chairman: User,
    vice_chairman: User,
    member: User,
) -> considered.Considered:
    """Return an item that has been minuted; its minutes are being written up."""
    return considered.make(safeguarding, year, clerk, officer)


@staged
def carers(unpublished: considered.Considered) -> considered.Considered:
    """Return the same with its minutes published as a draft."""
    return unpublished.publish()


@pytest.fixture
def next_year(db: None) -> MunicipalYear:
    """Return the municipal year 2022/23."""
    return MunicipalYear.objects.create(is_draft=False, starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))


@pytest.fixture
def this_year(db: None) -> MunicipalYear:
    """Return the municipal year of today."""
    first, last = (timezone.localdate().replace(month=month, day=day) for month, day in ((1, 1), (12, 31)))
    return MunicipalYear.objects.create(is_draft=False, starts=first, ends=last)
