"""Open data of minutes, resolutions and named votes, from the latest published version of the minutes."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from committee.open_data.records import Record
from committee.richtext.cleaning import plain
from meetings.minutes.document import template_context, wording
from meetings.models import Choice, Meeting, Method, MinutesVersionKind, Vote
from meetings.open_data.agendas import record
from meetings.search.minutes import published_of

Entry = dict[str, Any]
OPTIONS = {Choice.FOR: "yes", Choice.AGAINST: "no", Choice.ABSTAINED: "abstain"}  # words of the Popolo standard


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """
    Yield (meeting id, record) for each open minute published by the meetings with the ids `units`, each resolution of
    the minute, and each vote that the minute gives by name.
    """
    for meeting, version, shown, entries in published_of(units, with_notes=False):
        confirmed = version.kind == MinutesVersionKind.CONFIRMED
        votes = _votes([entry["pk"] for entry in entries])
        for entry in entries:
            for kind, thing, data in _of(entry, shown, meeting, votes, confirmed):
                yield record(kind, thing, meeting, data)


def _of(
    entry: Entry, shown: dict[str, Any], meeting: Meeting, votes: dict[int, list[Vote]], confirmed: bool
) -> Iterator[tuple[str, int, dict[str, Any]]]:
    place = [meeting.committee.slug, meeting.slug]
    number = entry["number"]
    page = reverse("public:minute", args=[*place, number]) if number else reverse("public:minutes", args=place)
    context = template_context.entry_context(entry, shown, public=True, alone=bool(number))
    yield (
        "minute",
        entry["pk"],
        {
            "item_id": (entry["item"] or {}).get("pk"),
            "number": number,
            "label": entry.get("label", ""),
            "heading": entry["heading"],
            "text": plain(entry["text"]),
            "in_attendance": entry["in_attendance"],
            "movements": entry["movements"],
            "interests": context["declared"],
            "corrections": context["corrected"],
            "confirmed": confirmed,
            "page": page,
        },
    )
    for row in entry["resolutions"]:
        yield "resolution", row["pk"], _resolution(row, entry, page)
        for vote in votes.get(row["pk"], []):
            if wording.tells_vote(row["votes"], vote):
                yield "vote", vote.pk, _vote(vote)


def _resolution(row: dict[str, Any], entry: Entry, page: str) -> dict[str, Any]:
    return {
        "minute_id": entry["pk"],
        "amends_id": row["amends"],
        "text": row["lead"],
        "parts": [
            {"id": limb["pk"], "letter": limb["letter"], "classification": limb["kind"], "text": limb["text"]}
            for limb in row["limbs"]
        ],
        "moved": row["moved"],
        "result": row["result"],
        "voting": row["votes"],
        "page": page,
    }


def _votes(minutes: list[int]) -> dict[int, list[Vote]]:
    """Return the votes recorded by name under the minutes with these ids, by resolution id. Makes one query."""
    votes: dict[int, list[Vote]] = defaultdict(list)
    rows = Vote.objects.filter(Q(resolution__method=Method.RECORDED) | Q(demanded=True), resolution__minute__in=minutes)
    for vote in rows.select_related("attendee", "resolution"):
        votes[vote.resolution_id].append(vote)
    return votes


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "resolution_id": vote.resolution_id,
        "voter_id": vote.attendee.person_id,
        "voter_name": vote.attendee.name,
        "option": OPTIONS[Choice(vote.choice)],
    }
