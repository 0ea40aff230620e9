"""Circulated drafts as their readers see them: only those they were sent to, and only what the law lets each read."""

from datetime import date
from typing import cast

from django.db.models import QuerySet

from committee.access import permissions
from committee.models import User
from meetings.access import papers as access
from meetings.minutes.document.document import Document, Entry, for_public
from meetings.minutes.findings import law as minutes_law
from meetings.models import Access, Circulation, Meeting, Minute, Minutes
from meetings.packs.leak_check import public_words


def latest_for(user: User, meeting: Meeting, on: date) -> Circulation | None:
    """Return the draft of that meeting's minutes last sent to `user`, if comments are still open."""
    return _sent_to(user, on).filter(version__minutes__meeting=meeting).first()


def _sent_to(user: User, on: date) -> QuerySet[Circulation]:
    rows = Circulation.objects.readable_by(user, on).select_related("version__minutes__meeting__committee", "sent_by")
    return rows.order_by("-sent_at", "-pk")


def in_full(user: User, circulation: Circulation, on: date) -> bool:
    """
    Return whether `user` may read its exempt minutes: committee members, the desk, the monitoring officer.

    SECURITY: being sent a draft gives nobody a right to exempt information (LGA 1972 s.100F; Schedule 12A).
    """
    return access.may_read_in_full(user, circulation.version.minutes.meeting, on)


def side_of(user: User, on: date) -> str:
    """Return the side of the portal where `user` reads drafts: "members", "officers", or "" where there is neither."""
    if permissions.is_member(user, on):
        return "members"
    return "officers" if permissions.is_officer(user, on) else ""


def document_for(user: User, circulation: Circulation, on: date) -> Document:
    """Return the draft as `user` may read it."""
    return document_of(circulation) if in_full(user, circulation, on) else for_public(document_of(circulation))


def document_of(circulation: Circulation) -> Document:
    """
    Return the draft as it was sent, without what has been withheld since.

    SECURITY: whoever has no right to a minute reads no more of it once it is found to be exempt.
    """
    document = circulation.version.document
    withheld = Minute.objects.filter(minutes=circulation.version.minutes_id).exclude(access=Access.OPEN)
    now = {minute.pk: minute for minute in withheld}
    return cast(
        Document,
        document | {"entries": [_withheld_since(entry, now.get(entry["pk"])) for entry in document["entries"]]},
    )


def _withheld_since(entry: Entry, now: Minute | None) -> Entry:
    if now is None or entry["access"] != Access.OPEN:
        return entry
    return entry | {
        "access": now.access,
        "paragraphs": now.paragraphs,
        "marking": now.marking,
        "part": 2,
        "public_heading": now.heading_for_public,
        "public_summary": now.public_summary,
    }


def withheld_in(minutes: Minutes, what: str, words: str) -> list[str]:
    """Return sentences on withheld matters of the minutes or their meeting that `words` ("the message") tell (R16)."""
    [leaks] = public_words.telling([(what, [words])], minutes.meeting)
    if not leaks and minutes_law.repeated_by(words, minutes):
        return [f"A heading that is hidden from the public stands in {what}."]
    return leaks


def message_for(user: User, circulation: Circulation, on: date) -> str:
    """
    Return the message sent with the draft, as `user` may read it.

    SECURITY: a heading may have been hidden after it was written; whoever has no right to it reads none of the message.
    """
    if not circulation.message or in_full(user, circulation, on):
        return circulation.message
    return "" if withheld_in(circulation.version.minutes, "the message", circulation.message) else circulation.message


def to_read(user: User, on: date) -> list[Circulation]:
    """Return the drafts last sent to `user` that are open for comments, one a meeting, latest first: one query."""
    latest: dict[int, Circulation] = {}
    for row in _sent_to(user, on).defer("version__document"):
        latest.setdefault(row.version.minutes_id, row)
    return list(latest.values())
