"""How one member voted where published minutes name it: recorded votes, and votes that they required to be recorded."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from committee.models import Committee, Person
from meetings.minutes.document import wording
from meetings.minutes.document.document import Document
from meetings.minutes.publication import published
from meetings.models import Access, Method, Minutes, Vote
from meetings.models.minutes import minute_is_down


@dataclass(frozen=True, slots=True)
class NamedVote:
    """A vote as anybody may read of it: on which motion, in its printed words, and how it was cast."""

    committee: Committee
    day: dt.date
    meeting_slug: str
    minute: int | None
    heading: str
    words: list[str]
    choice: str


def votes_of(person: Person, since: dt.date, until: dt.date) -> list[NamedVote]:
    """
    Return the named votes of a person in those days, the latest meeting first: three queries.

    SECURITY: as the minutes that were published last state them. A vote recorded or corrected since appears once they
    are published anew; a vote of a withheld or taken-down minute does not.
    """
    rows = Vote.objects.filter(
        Q(resolution__method=Method.RECORDED) | Q(demanded=True),
        attendee__person=person,
        resolution__minute__access=Access.OPEN,
        resolution__minute__minutes__in=Minutes.objects.public(),
        resolution__minute__minutes__meeting__date__range=(since, until),
    )
    rows = rows.exclude(minute_is_down("resolution__minute__")).select_related(
        "attendee", "resolution__minute__minutes__meeting__committee"
    )
    votes = list(
        rows.order_by("-resolution__minute__minutes__meeting__date", "resolution__minute__position", "resolution")
    )
    documents = published.latest_words({vote.resolution.minute.minutes_id for vote in votes}) if votes else {}
    return [
        named_vote
        for vote in votes
        if (named_vote := _named(vote, documents.get(vote.resolution.minute.minutes_id, {"entries": []})))
    ]


def _named(vote: Vote, document: Document) -> NamedVote | None:
    """Return one vote; None if the published minutes do not state it, or state it differently."""
    minute = vote.resolution.minute
    entry = next((entry for entry in document["entries"] if entry["pk"] == minute.pk), None)
    rows: list[dict[str, Any]] = entry["resolutions"] if entry else []
    resolution = next((row for row in rows if row["pk"] == vote.resolution_id), None)
    if entry is None or resolution is None or not wording.tells_vote(resolution["votes"], vote):
        return None
    meeting = minute.minutes.meeting
    parts = [f"{limb['marker']} {limb['words']}" for limb in resolution["limbs"] if limb["words"]]
    return NamedVote(
        committee=meeting.committee,
        day=meeting.date,
        meeting_slug=meeting.slug,
        minute=entry["number"],
        heading=entry["heading"],
        words=[resolution["lead"], *parts],
        choice=vote.get_choice_display(),
    )
