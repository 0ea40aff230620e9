"""
Drafts sent to named people for comments by a date; each comment is about one minute and gets an answer.

SECURITY: only the people to whom a draft was sent can read the draft, and only the minutes that the law opens to them.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import QuerySet

from committee.access import permissions
from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import PORTAL, Anybody, Portal, verb
from committee.mail import notices
from committee.models import Person, User
from committee.timers.daily import Done, Timer
from committee.wording.dates import full_date, long_date
from meetings.access import papers as access
from meetings.locking import hold
from meetings.minutes.document.comparing import one_line, words_of
from meetings.minutes.document.document import Document, Entry, for_public, take, whole
from meetings.minutes.findings import law as minutes_law
from meetings.minutes.publication.versions import freeze
from meetings.minutes.room.holding import hold_minutes
from meetings.models import (
    Access,
    Circulation,
    Comment,
    CommentState,
    Meeting,
    Minute,
    Minutes,
    MinutesState,
    MinutesVersionKind,
)
from meetings.models.confirming import carried_by
from meetings.models.minutes_version import WRITTEN_UP
from meetings.packs.leak_check import meeting_check, public_words


@verb(may=runs_the_desk, seen=whole)
def circulate(
    minutes: Minutes, *, to: Iterable[Person], comments_by: date, message: str = "", seen: str, at: datetime, by: User
) -> Circulation:
    """
    Freeze a version and email its link to the people in `to` who can sign in, for comments until the day `comments_by`.

    Raises Refused while the meeting goes on, once the minutes are published, where none of these people can sign in,
    where `comments_by` has passed, and where the message discloses withheld matter (R16).
    """
    minutes = hold_minutes(minutes)
    if minutes.state == MinutesState.TAKING:
        raise Refused("The meeting has not ended: end it, then circulate the draft.")
    if minutes.state != MinutesState.DRAFT:
        raise Refused("The minutes are published. Publish a new version, or record a correction.")
    refuse_unseen(minutes, seen)
    if day_of(at) < minutes.meeting.date:
        raise Refused(f"The meeting is on {long_date(minutes.meeting.date)}: circulate its minutes after it.")
    if comments_by < day_of(at):
        raise Refused("Enter a day for comments that has not passed.")
    wanted = {person.pk for person in to}
    users = User.objects.filter(person__in=wanted, is_active=True).select_related("person").order_by("name")
    readers = [user for user in users if side_of(user, day_of(at))]
    if not readers:
        raise Refused("Choose at least one person who can sign in; send the others a paper copy.")
    message = (message or "").strip()
    public_words.refuse_mailing(withheld_in(minutes, "the message", message))
    version = freeze(minutes, MinutesVersionKind.CIRCULATED, take(minutes, at=at), at=at, by=by)
    circulation = Circulation(version=version, comments_by=comments_by, message=message, sent_at=at, sent_by=by)
    save(circulation)
    circulation.sent_to.set([reader.person for reader in readers if reader.person])
    names = [reader.name for reader in readers]
    audit.record(by, "circulated a draft of", minutes, to=names, comments_by=comments_by.isoformat())
    transaction.on_commit(lambda: _mail(circulation, minutes, readers), robust=True)
    return circulation


def _mail(circulation: Circulation, minutes: Minutes, readers: list[User]) -> None:
    meeting = minutes.meeting
    for reader in readers:
        words = {
            "meeting": meeting,
            "circulation": circulation,
            "message": circulation.message,
            "sent_by": circulation.sent_by,
            "by": long_date(circulation.comments_by),
            "address": f"{side_of(reader, day_of(circulation.sent_at))}:minutes-draft",
            "in_full": in_full(reader, circulation, day_of(circulation.sent_at)),
        }
        subject = f"Draft minutes for comment: {meeting.committee.name}, {full_date(meeting.date)}"
        if notices.failure_of(notices.mail, reader, subject, "email/minutes_draft.txt", words):
            audit.record(PORTAL, "could not email the draft of", minutes, whom=reader.name)


def _was_sent_to(who: Anybody, on: date, /, circulation: Circulation, *args: object, **about: object) -> bool:
    """Return whether `who` may comment on the draft: a member or officer to whom the draft was sent."""
    if not isinstance(who, User) or not side_of(who, on):
        return False
    return circulation.sent_to.filter(user=who).exists()


@verb(may_this=_was_sent_to)
def comment(
    circulation: Circulation, minute: Minute, *, text: str, quoted: str = "", at: datetime, by: User
) -> Comment:
    """
    Comment on a minute, or on the words `quoted` from it.

    Comments are open while the minutes are written up and, after publication, until the last day for comments. A
    comment sent again before it is answered is not added twice. Raises Refused where comments are closed, or the quoted
    words are not in the part of the minute that the user may read.
    """
    minutes = hold_minutes(circulation.version.minutes)
    if minutes.state not in WRITTEN_UP and day_of(at) > circulation.comments_by:
        raise Refused("The minutes are published, so comments on the draft are closed. Write to the committee team.")
    if carried_by(minutes):
        raise Refused("The minutes are confirmed, so comments on the draft are closed. Write to the committee team.")
    document = document_for(by, circulation, day_of(at))
    entry = next((row for row in document["entries"] if row["pk"] == minute.pk), None)
    if entry is None:
        raise Refused("That minute is not in the draft that was sent to you.")
    quoted = " ".join((quoted or "").split())
    if quoted and one_line(quoted) not in one_line(words_of(entry)):
        text = "The words you quote are not in that minute. Copy them from it, or leave them out."
        raise Refused(text, about="quoted")
    text = said(text, "what you would change, or what is right", 4000)
    before = Comment.objects.filter(minute=minute, by=by, quoted=quoted, text=text, state=CommentState.OPEN)
    if twin := before.first():
        return twin
    made = Comment(circulation=circulation, minute=minute, by=by, quoted=quoted, text=text, made_at=at)
    save(made)
    audit.record(by, "commented on", minute, meeting=str(minutes.meeting))
    return made


@verb(may=runs_the_desk)
def answer_comment(comment: Comment, *, accepted: bool, reply: str = "", at: datetime, by: User) -> Comment:
    """
    Accept or decline a comment; declining needs a reply.

    Raises Refused where the comment is answered already, and where the reply discloses withheld matter to an author who
    may not read it (R16).
    """
    hold_minutes(comment.circulation.version.minutes)
    now = Comment.objects.select_for_update(of=("self",)).select_related("minute", "decided_by").get(pk=comment.pk)
    if now.state != CommentState.OPEN:
        raise Refused(f"{now.decided_by} has {now.get_state_display().lower()} this comment already.")
    now.reply = (
        reasoned(reply, "why it is declined. The person who commented can read it", 1000) if not accepted else ""
    )
    if accepted and (reply or "").strip():
        now.reply = said(reply, "what you answer", 1000)
    _refuse_telling(comment.circulation, now, at)
    now.state = CommentState.ACCEPTED if accepted else CommentState.DECLINED
    now.decided_at, now.decided_by = at, by
    save(now)
    audit.record(by, f"{now.get_state_display().lower()} a comment on", now.minute, comment=now.pk)
    return now


def _refuse_telling(circulation: Circulation, answered: Comment, at: datetime) -> None:
    if not answered.reply or in_full(answered.by, circulation, day_of(at)):
        return
    if leaks := withheld_in(circulation.version.minutes, "your answer", answered.reply):
        raise Refused(
            f"{answered.by} may not read what is withheld. {meeting_check.few(leaks)} {public_words.OTHERWISE}",
            rule="R16",
        )


@verb(may=runs_the_desk)
def forget_comments(minutes: Minutes, *, by: User | Portal) -> int:
    """Delete the comments on the drafts of signed minutes; return their number. Raises Refused before the signature."""
    hold(minutes.meeting)  # not `hold_minutes`, which refuses signed minutes
    if Minutes.objects.get(pk=minutes.pk).state != MinutesState.CONFIRMED:
        raise Refused("Comments on a draft are kept until the minutes are confirmed.")
    gone, _ = Comment.objects.filter(minute__minutes=minutes).delete()
    if gone:
        audit.record(by, "deleted the comments on the drafts of", minutes, number=gone)
    return gone


def forget_in_time(*, at: datetime) -> Iterator[Done]:
    """Delete comments on drafts of minutes now signed, as the privacy notice promises. Yield a line with the number."""
    commented = Comment.objects.filter(minute__minutes__state=MinutesState.CONFIRMED).values("minute__minutes")
    count = sum(forget_comments(minutes, by=PORTAL) for minutes in Minutes.objects.filter(pk__in=commented))
    if count:
        yield Done(f"{count} {'comment' if count == 1 else 'comments'} on drafts of confirmed minutes deleted.")


TIMERS = (Timer("comments", "Comments on draft minutes were not deleted in time.", forget_in_time),)


def latest_for(user: User, meeting: Meeting, on: date) -> Circulation | None:
    """Return the draft of the meeting's minutes last sent to `user`; None without a draft, or after comments close."""
    return _sent_to(user, on).filter(version__minutes__meeting=meeting).first()


def _sent_to(user: User, on: date) -> QuerySet[Circulation]:
    rows = Circulation.objects.readable_by(user, on).select_related("version__minutes__meeting__committee", "sent_by")
    return rows.order_by("-sent_at", "-pk")


def in_full(user: User, circulation: Circulation, on: date) -> bool:
    """
    Return whether `user` may read the draft's withheld minutes: by a seat, as a substitute, or by a role.

    SECURITY: receiving a draft gives nobody a right to exempt information (LGA 1972 s.100F; Schedule 12A).
    """
    return access.may_read_in_full(user, circulation.version.minutes.meeting, on)


def side_of(user: User, on: date) -> str:
    """Return the side of the portal where `user` reads drafts: "members", "officers", or "" for neither."""
    if permissions.is_member(user, on):
        return "members"
    return "officers" if permissions.is_officer(user, on) else ""


def document_for(user: User, circulation: Circulation, on: date) -> Document:
    """Return the draft as `user` may read it."""
    return document_of(circulation) if in_full(user, circulation, on) else for_public(document_of(circulation))


def document_of(circulation: Circulation) -> Document:
    """
    Return the draft as it was sent, except that minutes withheld since then are marked as withheld.

    SECURITY: `for_public` then leaves out the text of a minute that was found exempt after the draft was sent.
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
    """Return sentences on the withheld matter of the meeting that `words` disclose; `what` names the text checked."""
    [leaks] = public_words.telling([(what, [words])], minutes.meeting)
    if not leaks and minutes_law.repeated_by(words, minutes):
        return [f"A heading that is hidden from the public stands in {what}."]
    return leaks


def message_for(user: User, circulation: Circulation, on: date) -> str:
    """
    Return the message sent with the draft, as `user` may read it.

    SECURITY: "" where the message discloses withheld matter, and `user` may not read the draft in full.
    """
    if not circulation.message or in_full(user, circulation, on):
        return circulation.message
    return "" if withheld_in(circulation.version.minutes, "the message", circulation.message) else circulation.message


def to_read(user: User, on: date) -> list[Circulation]:
    """Return the drafts last sent to `user` and open for comments, one per meeting, latest first. Makes one query."""
    latest: dict[int, Circulation] = {}
    for row in _sent_to(user, on).defer("version__document"):
        latest.setdefault(row.version.minutes_id, row)
    return list(latest.values())
