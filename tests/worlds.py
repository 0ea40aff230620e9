"""
The named worlds of the tests: ask for one by its name, as for any fixture.

Each is made by the portal's own verbs, once in a process, and put back for every test that asks for it (see
`tests/staging.py`): a test may change whatever it likes. The builders themselves lie beside the tests of their app and
say in their first lines what is in them; call one directly only for a world that no other test wants.

What every world stands on is the cast of `tests/conftest.py`: a council, two committees, the municipal year 2021/22,
and people from Carol the clerk to Stan the stranger.
"""

from typing import TYPE_CHECKING

import pytest

from committee.models import Committee, MunicipalYear, User, Venue
from committee.search import index
from meetings.models import Meeting, Minutes
from tests.acts import Cast
from tests.meetings import minuted as minuted_meeting
from tests.meetings import publishing
from tests.meetings.minutes import world as meeting_room
from tests.reviews import reported as reported_review
from tests.reviews import world as joint_review
from tests.staging import staged
from tests.workprogramme import considered as considered_item
from tests.workprogramme import world as published_programme

if TYPE_CHECKING:
    from tests.addresses import Address


@pytest.fixture
def ground(cast: Cast, safeguarding: Committee, planning: Committee, year: MunicipalYear, venue: Venue) -> Committee:
    """Nothing but the cast, both committees, the year and the room: the safeguarding committee."""
    return safeguarding


@staged
def meeting(safeguarding: Committee, clerk: User, proper_officer: User) -> Meeting:
    """Return the meeting of 21 April 2022 with its standing items alone."""
    return publishing.meeting_of(safeguarding, clerk)


@staged
def agenda(cast: Cast, safeguarding: Committee, planning: Committee, year: MunicipalYear, clerk: User) -> Meeting:
    """Return the unpublished meeting of 21 April 2022: an open report and an exempt one, both packs built."""
    meeting = publishing.meeting_of(safeguarding, clerk)
    publishing.report(meeting, clerk)
    publishing.exempt(meeting, clerk)
    publishing.built(meeting)
    return Meeting.objects.select_related("committee", "venue").get(pk=meeting.pk)


@staged
def published(
    cast: Cast, safeguarding: Committee, planning: Committee, year: MunicipalYear, clerk: User, officer: User
) -> publishing.World:
    """
    Return an agenda of 21 April 2022 published with open and exempt papers and a supplement, and meetings to come.
    """
    return publishing.make(safeguarding, clerk, officer)


@staged
def indexed(published: publishing.World) -> publishing.World:
    """Return the published agenda, its papers read and indexed for the search."""
    for store in index.STORES:
        for _ in store.rebuild():
            pass
    return published


@staged
def meeting_opened(
    cast: Cast, safeguarding: Committee, planning: Committee, year: MunicipalYear, clerk: User
) -> meeting_room.World:
    """Return a committee of seven on 21 April 2022, minutes opened, nobody present yet."""
    return meeting_room.make(safeguarding, clerk, publish=False)


@staged
def meeting_begun(meeting_opened: meeting_room.World) -> meeting_room.World:
    """Begin the meeting at ten o'clock: all six voters are present and Charles presides."""
    return meeting_opened.begin()


@staged
def minuted(cast: Cast, safeguarding: Committee, planning: Committee, year: MunicipalYear, clerk: User) -> Minutes:
    """Return the minutes of 10 January 2022, ended, with a row of every kind; nothing is published."""
    return minuted_meeting.full(safeguarding, clerk)


@staged
def programme(
    cast: Cast, safeguarding: Committee, planning: Committee, year: MunicipalYear, clerk: User, officer: User
) -> published_programme.World:
    """
    Return the work programme of 2021/22, published: an item at the first meeting, one to be scheduled, a standing one.
    """
    return published_programme.make(safeguarding, year, clerk, officer)


@staged
def considered(
    cast: Cast, safeguarding: Committee, planning: Committee, year: MunicipalYear, clerk: User, officer: User
) -> considered_item.Considered:
    """Return a programme item that stood on the agenda of 10 January 2022, whose minutes are being written up."""
    return considered_item.make(safeguarding, year, clerk, officer)


@staged
def review(
    cast: Cast,
    safeguarding: Committee,
    planning: Committee,
    year: MunicipalYear,
    clerk: User,
    officer: User,
    scrutiny: User,
) -> joint_review.World:
    """
    Return a joint review proposed on 17 June 2021 by two committees, with a panel, tied to an item of a programme.
    """
    return joint_review.make(published_programme.make(safeguarding, year, clerk, officer), scrutiny)


@staged
def reported(review: joint_review.World, scrutiny: User) -> reported_review.Reported:
    """Return the review handed down on 14 September 2021, two recommendations, endorsed, no notice served."""
    return reported_review.make(review, scrutiny)


@staged
def addresses(
    cast: Cast,
    safeguarding: Committee,
    planning: Committee,
    year: MunicipalYear,
    venue: Venue,
    clerk: User,
    officer: User,
    chairman: User,
    member: User,
) -> "list[Address]":
    """Every address of ours in a world where it has something to show, filled with real values."""
    from tests.addresses import every_address  # the whole URLconf, which few tests need

    return every_address(safeguarding, year, venue, clerk, officer, member)
