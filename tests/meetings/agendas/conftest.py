"""The agenda of 21 April 2022 with one report: ready to publish on the last lawful day, or published then."""

from committee.models import Committee, User
from meetings.agendas import publishing
from meetings.models import Meeting
from tests.meetings.publishing import AT, built, meeting_of, report
from tests.staging import staged


@staged
def ready(safeguarding: Committee, clerk: User, proper_officer: User, chairman: User, member: User) -> Meeting:
    """Return it with its packs built, ready to publish on 11 April 2022."""
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    built(meeting)
    return meeting


@staged
def published(ready: Meeting, clerk: User) -> Meeting:
    """Publish it on 11 April 2022."""
    publishing.publish_agenda(ready, seen="", at=AT, by=clerk)
    return ready
