"""
Emails about a publication, each with the edition that its recipient may read.

A failed email does not stop the other emails.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from committee.law.clear_days import publication_day
from committee.mail import notices
from committee.models import Person, Seat, User, standing_of
from committee.sign_in import sign_in_hint
from committee.wording import wording
from committee.wording.dates import long_date
from meetings.access import papers as access
from meetings.locking import hold
from meetings.models import (
    STANDING_REPLIES,
    Access,
    AgendaVersion,
    Edition,
    Meeting,
    Paper,
    PaperState,
    SentNotice,
    VersionKind,
)

logger = logging.getLogger(__name__)
# Heading of the email and of the news about a version, by the kind of version.
HEADINGS = {
    VersionKind.FIRST: "Agenda published",
    VersionKind.SUPPLEMENT: "Supplement to the agenda published",
    VersionKind.ADDED: "Item added to the agenda",
    VersionKind.URGENT: "Urgent item added to the agenda",
    VersionKind.WITHDRAWAL: "Item withdrawn from the agenda",
    VersionKind.CORRECTION: "Agenda corrected",
    VersionKind.REARRANGED: "Meeting re-arranged",
    VersionKind.CANCELLED: "Meeting cancelled",
    VersionKind.REINSTATED: "Meeting to be held after all",
}


@dataclass(frozen=True)
class Recipient:
    """A person to email: `edition` is the edition they may read, `why` the reason for the email, in words."""

    user: User
    edition: str
    why: str


def recipients(meeting: Meeting, on: date, seats: list[Seat] | None = None) -> list[Recipient]:
    """
    Return the people to email about a publication on day `on`: members, their substitutes, then officers.

    The officers are the contact officer and the owners of items and papers. The members' edition is only for users who
    may read all of it. Each user is listed once. Pass `seats` from `seats_told` to save a query.
    """
    seats = seats_told(meeting, on) if seats is None else seats
    people: dict[int, tuple[User, str]] = {}
    members = [(user, seat.role_label) for seat in seats if (user := sign_in_of(seat.person))]
    plans = meeting.attendance_plans.filter(reply__in=STANDING_REPLIES).select_related("substitute__user")
    substitutes = [(user, "Asked to be a substitute") for plan in plans if (user := sign_in_of(plan.substitute))]
    for user, why in [*members, *substitutes, *_officers(meeting)]:
        people.setdefault(user.pk, (user, why))
    whole = set(access.readers_in_full(meeting, on).filter(pk__in=people).values_list("pk", flat=True))
    return [
        Recipient(user, Edition.MEMBERS if user.pk in whole else Edition.PUBLIC, why) for user, why in people.values()
    ]


def without_sign_in(seats: list[Seat]) -> list[str]:
    """Return the printed names of seat holders without an active sign-in, who must be informed by other means."""
    return [seat.printed for seat in seats if sign_in_of(seat.person) is None]


def seats_told(meeting: Meeting, on: date) -> list[Seat]:
    """Return the committee's seats on the day `on`, substitutes included, each with its person and sign-in."""
    return list(meeting.seats_on(on).by_surname().select_related("person__user"))


def sign_in_of(person: Person | None) -> User | None:
    """Return the active sign-in of `person`; None where there is none."""
    user = getattr(person, "user", None) if person else None
    return user if user and user.is_active else None


def _officers(meeting: Meeting) -> Iterable[tuple[User, str]]:
    if user := sign_in_of(meeting.committee.contact_officer):
        yield user, "Contact officer"
    for item in meeting.items.in_order().select_related("owner__user"):
        if user := sign_in_of(item.owner):
            yield user, "Presents an item"
    owned = Paper.objects.filter(item__meeting=meeting).exclude(state=PaperState.WITHDRAWN)
    for paper in owned.select_related("owner__user").order_by("item__position", "position"):
        if user := sign_in_of(paper.owner):
            yield user, "Has a paper"


@task()
@wording.read_once()
def tell_everybody(version_id: int) -> None:
    """Email each recipient about a version once. A second run emails only recipients who were not reached."""
    versions = AgendaVersion.objects.select_related("meeting__committee__contact_officer", "meeting__venue")
    version = versions.get(pk=version_id)
    reached = set(version.notices.filter(failure="").values_list("user", flat=True))
    for recipient in recipients(version.meeting, publication_day(version.published_at)):
        if recipient.user.pk not in reached:
            failure = _tell(version, recipient)
            SentNotice.objects.update_or_create(
                version=version,
                user=recipient.user,
                defaults={"edition": recipient.edition, "sent_at": timezone.now(), "failure": failure},
            )


@task()
@wording.read_once()
def tell_of_change(meeting_id: int, kind: str, note: str, of: str, on: str) -> None:
    """
    Email each recipient about a change to a meeting without a published agenda.

    `of` is the result of `change_of` when the change was made. If `change_of` now returns something else, the change
    was undone or replaced, and nothing is sent. The `recipients` of the day `on` (ISO) are emailed. `told_at` is set
    on the meeting, so that the move can no longer be undone.
    """
    with transaction.atomic():
        meeting = hold(Meeting(pk=meeting_id))
        if change_of(meeting, kind) != of:
            return
        people = recipients(meeting, date.fromisoformat(on))
        if people:
            Meeting.objects.filter(pk=meeting.pk).update(told_at=timezone.now())
    words = {"meeting": meeting, "day": long_date(meeting.date), "kind": kind, "note": note}
    for recipient in people:
        subject, to = subject_of(meeting, kind), recipient.user
        words |= page_for(to, meeting, timezone.localdate())
        if failure := notices.failure_of(notices.mail, to, subject, "email/meeting_changed.txt", words):
            logger.error("meeting %s: %s could not be told: %s", meeting.pk, to.pk, failure)


def page_for(user: User, meeting: Meeting, on: date) -> dict[str, str]:
    """
    Return `side` and `page` for an email to `user`: the path of the meeting's page that they can open on the day `on`.

    `side` is "members", "desk" or "public", the audience of the page. Both are "" where they can open no such page. The
    path of a page behind the sign-in has a hint of the user's mailbox.
    """
    who, args = standing_of(user, on), [meeting.committee.slug, meeting.slug]
    if who.is_member and Meeting.objects.readable_by(user, on).filter(pk=meeting.pk).exists():
        side = "members"
    elif who.runs_the_desk and (who.limited_to is None or meeting.committee_id in who.limited_to):
        side = "desk"
    else:
        side = "public" if meeting.is_public else ""
    page = reverse(f"{side}:meeting", args=args) if side else ""
    return {"side": side, "page": sign_in_hint.led(page, user) if side in ("members", "desk") else page}


def change_of(meeting: Meeting, kind: str) -> str:
    """Return the id of the last move, or for any other `kind` the time of the cancellation; "" for none."""
    if kind == VersionKind.REARRANGED:
        move = meeting.moves.last()
        return str(move.pk) if move else ""
    return str(meeting.cancelled_at.timestamp()) if meeting.cancelled_at else ""


def subject_of(meeting: Meeting, kind: str) -> str:
    """Return the subject of an email about a change of that kind."""
    return f"{HEADINGS[VersionKind(kind)]}: {meeting.committee.short_name}, {long_date(meeting.date)}"


def _tell(version: AgendaVersion, recipient: Recipient) -> str:
    """Send one email. Return the failure in words, or "" where the email was sent."""
    to, subject = recipient.user, subject_of(version.meeting, version.kind)
    try:
        failure = notices.failure_of(notices.mail, to, subject, "email/publication.txt", _words(version, recipient))
    except Exception as error:
        logger.exception("version %s: the email to %s could not be made", version.pk, to.pk)
        return f"The email could not be made: {type(error).__name__}"[:250]
    return f"The email could not be sent: {failure}"[:250] if failure else ""


def _later_papers(version: AgendaVersion, to: User, on: date) -> list[tuple[str, str]]:
    """
    Return (public title, reading page) of each paper that a version after the first is the first to publish.

    SECURITY: only papers that `to` may read, by titles that anybody may read, because an email may be forwarded.
    """
    if version.kind == VersionKind.FIRST:
        return []
    place = [version.meeting.committee.slug, version.meeting.slug]
    earlier = version.meeting.versions.filter(number__lt=version.number)
    papers = version.papers.readable_by(to, on).exclude(paper_file__published__version__in=earlier)
    pages = ((row.title, [*place, row.paper_file_id, row.address_words]) for row in papers)
    return [(title, sign_in_hint.led(reverse("members:reading", args=args), to)) for title, args in pages]


def _words(version: AgendaVersion, recipient: Recipient) -> dict[str, object]:
    meeting, today = version.meeting, timezone.localdate()
    page = page_for(recipient.user, meeting, today)
    papers = [paper for item in version.snapshot["items"] for paper in item["papers"]]
    return {
        "version": version,
        "meeting": meeting,
        "day": long_date(meeting.date),
        "kind": version.kind,
        "note": version.change_note,
        **page,
        "later_papers": _later_papers(version, recipient.user, today) if page["side"] == "members" else [],
        "whole": recipient.edition == Edition.MEMBERS,
        "has_pack": version.public_pack_id is not None,
        "restricted": any(paper["access"] != Access.OPEN for paper in papers),
    }
