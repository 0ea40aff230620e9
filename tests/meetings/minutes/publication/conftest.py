"""Minutes to publish, for the tests of what the public and members read of them."""

from committee.models import Committee, MunicipalYear, User
from meetings.models import AgendaVersion, MinuteSeries
from tests.meetings import printed_minutes
from tests.staging import staged


@staged
def made(safeguarding: Committee, clerk: User, proper_officer: User, year: MunicipalYear) -> printed_minutes.Printed:
    """Return minutes whose numbers begin at 37, not published yet."""
    MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=37)
    return printed_minutes.make(safeguarding, clerk)


@staged
def agenda(made: printed_minutes.Printed) -> AgendaVersion:
    """Publish their agenda, without a paper."""
    return printed_minutes.publish_agenda(made)
