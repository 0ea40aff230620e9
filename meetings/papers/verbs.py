"""Verbs of papers: expect, receive, edit, remind, remove. Withholding is in `withholding`."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save, set_changed
from committee.acts.verbs import Portal, signed_in, verb
from committee.files import files
from committee.mail import notices
from committee.models import Person, User
from committee.wording.dates import long_date
from meetings import locking, notice_period
from meetings.models import Access, AgendaItem, BackgroundDocument, Paper, PaperFile, PaperKind, PaperState, Upload
from meetings.packs import part_store
from meetings.packs.intake import take_in as intake
from meetings.packs.leak_check.public_words import KnownBy, telling
from meetings.packs.reading import view
from meetings.papers import conversions
from meetings.papers.minute_access import followed
from meetings.papers.taking_in import taken_in
from meetings.papers.text_versions import carry_over
from meetings.papers.withholding import answers_for, held, refuse_bad_ties, refuse_published, withhold
from meetings.unused_files import delete_with_originals

# Fields that `edit_paper` may change; UNPRINTED fields may change after publication too.
CHANGES = {
    "title", "public_title", "kind", "owner", "due_on", "late_reason", "background_papers", "appendix_of",
    "open_version", "recommendations",
}  # fmt: skip
UNPRINTED = {"owner", "due_on", "late_reason", "recommendations"}


def held_item(item: AgendaItem) -> AgendaItem:
    """Lock the item's meeting and return the present item. Raises Refused where no paper can be added to the item."""
    now = locking.held(item)
    if now.is_withdrawn:
        raise Refused("The item has been withdrawn: no paper can be added to it.")
    if now.meeting.is_cancelled:
        raise Refused("The meeting is cancelled: no paper can be added to it.")
    return now


@verb(may=runs_the_desk)
def expect_paper(
    item: AgendaItem,
    *,
    title: str,
    kind: str = PaperKind.REPORT,
    by: User | Portal,
    owner: Person | None = None,
    due_on: dt.date | None = None,
    to_follow: bool = False,
) -> Paper:
    """
    Add a paper without a file, with its owner and due date. Under Part Two the paper is withheld at first.

    Raises Refused where no paper can be added to the item.
    """
    item = held_item(item)
    with followed(item):
        paper = _promise(item, title, kind, owner, due_on, to_follow)
    audit.record(by, "asked for", paper, item=str(paper.item), due_on=due_on.isoformat() if due_on else "")
    return paper


def _promise(
    item: AgendaItem, title: str, kind: str, owner: Person | None, due_on: dt.date | None, to_follow: bool
) -> Paper:
    last = item.papers.order_by("-position").values_list("position", flat=True).first() or 0
    paper = Paper(
        item=item,
        position=last + 1,
        title=" ".join((title or "").split()),
        kind=kind,
        access=begins_as(item),
        owner=owner,
        due_on=due_on,
        state=PaperState.TO_FOLLOW if to_follow else PaperState.DUE,
    )
    save(paper)
    return paper


def begins_as(item: AgendaItem) -> str:
    """Return the first access of a new paper of `item`: withheld under Part Two, else open (R16, s.100B(2))."""
    return Access.WITHHELD if item.part == 2 else Access.OPEN


@verb(may=runs_the_desk, may_this=answers_for, in_one_transaction=False)
def receive_file(
    paper: Paper,
    *,
    data: bytes | intake.Intake,
    filename: str,
    at: dt.datetime,
    by: User | Portal,
    ours: bool = False,
    source: str = "",
) -> PaperFile:
    """
    Take in a file for a paper and make it the paper's present file. Earlier files stay in `files`.

    `data` is the file, or its intake. Pages call `handing_in` instead, so that nobody waits for the check. `ours` is
    True for a file that the portal wrote; `source` is then the HTML from which the file was printed, for the
    large-print edition. Raises Refused where the file cannot be used, where the paper is withdrawn or published, and
    where the meeting is cancelled.
    """
    refuse_no_file_wanted(paper)
    # Outside the transaction: reading a stranger's PDF takes seconds, and other clerks must not wait for it.
    taken = taken_in(data, filename)
    with transaction.atomic():
        paper_now = held(paper)
        refuse_no_file_wanted(paper_now)
        file = _keep(paper_now, taken, filename, at, by, ours, source)
        audit.record(
            by, "received a file for", paper_now, file=file.original_name, pages=file.pages, sha256=taken.sha256
        )
    paper.file, paper.state = file, PaperState.RECEIVED
    return file


def refuse_no_file_wanted(paper: Paper) -> None:
    """Raise Refused where the paper takes no file: it is withdrawn or published, or the meeting is cancelled."""
    if paper.state == PaperState.WITHDRAWN or paper.item.is_withdrawn:
        raise Refused("The paper has been withdrawn: no file can be added to it.")
    if paper.item.meeting.is_cancelled:
        raise Refused("The meeting is cancelled: no paper can be added to it.")
    refuse_published(paper)


def _keep(
    paper: Paper, taken: intake.Intake, filename: str, at: dt.datetime, by: User | Portal, ours: bool, source: str
) -> PaperFile:
    if paper.replaces and paper.replaces.file and paper.replaces.file.stored.sha256 == taken.sha256:
        raise Refused("This is the file that is published already. Upload the corrected one.")
    last = paper.files.order_by("-number").values_list("number", flat=True).first() or 0
    file = PaperFile(
        paper=paper,
        number=last + 1,
        stored=files.keep(taken.pdf),
        original_name=intake.shown_name(filename),
        pages=taken.pages,
        tagged=taken.tagged,
        ours=ours,
        source=files.keep(source.encode(), "text/html") if source else None,
        has_text=taken.has_text,
        fonts_embedded=taken.fonts_embedded,
        language=taken.language[:20],
        silent_pages=list(taken.silent_pages),
        fingerprint=taken.fingerprint,
        cleaned=list(taken.cleaned),
        notes=[note._asdict() for note in taken.notes],
        received_at=at,
        received_by=signed_in(by),
    )
    save(file)
    carry_over(file)
    part_store.keep(taken.sha256, taken.prepared)
    view.make_soon(file.stored)
    paper.file, paper.state = file, PaperState.RECEIVED
    save(paper)
    return file


@verb(may=runs_the_desk, in_one_transaction=False)
def add_paper(
    item: AgendaItem,
    *,
    title: str,
    kind: str = PaperKind.REPORT,
    data: bytes | intake.Intake,
    filename: str,
    at: dt.datetime,
    by: User | Portal,
    access: str = "",
    owner: Person | None = None,
    background_papers: str = "",
    appendix_of: Paper | None = None,
    ours: bool = False,
    source: str = "",
    **withheld: Any,
) -> Paper:
    """
    Add a paper with its file in one act; `data` is the upload, or its intake.

    Without `access` the paper gets the access of its part of the agenda (`begins_as`). `ours` and `source` are as for
    `receive_file`, `withheld` are grounds as for `set_access`. Raises Refused as these verbs do, and then adds no
    paper.
    """
    taken = taken_in(data, filename)
    with transaction.atomic():
        item = held_item(item)
        with followed(item):
            paper = begin(item, title=title, kind=kind, owner=owner, access=access, **withheld)
            paper.background_papers, paper.appendix_of = background_papers, appendix_of
            refuse_bad_ties(paper)
            file = _keep(paper, taken, filename, at, by, ours, source)
        audit.record(
            by, "added", paper, item=str(paper.item), access=paper.access, pages=file.pages, sha256=taken.sha256
        )
    return paper


def begin(item: AgendaItem, *, title: str, kind: str, owner: Person | None, access: str, **withheld: Any) -> Paper:
    """
    Save a new, due paper of `item` and return it; for verbs, with the item locked.

    The access and grounds given are set on the returned paper, but not saved yet.
    """
    paper = _promise(item, title, kind, owner, None, to_follow=False)
    if access or withheld:
        withhold(paper, access or paper.access, **withheld)
    return paper


@verb(may=runs_the_desk)
def edit_paper(paper: Paper, *, by: User, **changes: Any) -> Paper:
    """
    Change details of a paper (the fields in CHANGES).

    The owner, the due date and the recommendations can change at any time, and so can the reason for lateness, unless
    the paper is a correction. Raises Refused for any other change of a published paper, TypeError for unknown
    `changes`.
    """
    paper = held(paper)
    if "title" in changes:
        changes["title"] = " ".join((changes["title"] or "").split())
    owner = paper.owner_id
    changed = set_changed(paper, changes, allowed=CHANGES)
    if not changed:
        return paper
    if set(changed) - UNPRINTED or ("late_reason" in changed and paper.replaces_id):
        refuse_published(paper)
    refuse_bad_ties(paper)
    save(paper)
    asked_before: dict[str, Any] = {"asked_before": owner} if "owner" in changed and owner else {}
    audit.record(by, "changed", paper, **{name: str(value)[:500] for name, value in changed.items()}, **asked_before)
    return paper


@verb(may=runs_the_desk)
def mark_to_follow(paper: Paper, *, by: User, to_follow: bool = True) -> Paper:
    """Mark a paper as to follow (s.100B(3), proviso), or as due again. Raises Refused once the paper is received."""
    paper = held(paper)
    if paper.state == PaperState.RECEIVED:
        raise Refused("The paper has been received, so it is not to follow.")
    if paper.state == PaperState.WITHDRAWN:
        raise Refused("The paper has been withdrawn.")
    paper.state = PaperState.TO_FOLLOW if to_follow else PaperState.DUE
    save(paper)
    audit.record(by, "marked as to follow" if to_follow else "marked as due", paper)
    return paper


@verb(may=runs_the_desk)
def remove_paper(paper: Paper, *, by: User | Portal) -> None:
    """Remove an unpublished paper, with its files, from its item. Raises Refused where `erase` does."""
    paper = held(paper)
    item, title = paper.item, paper.title
    with followed(item):
        erase(paper)
    audit.record(by, "removed a paper from", item, paper=title)


def erase(paper: Paper) -> None:
    """
    Delete an unpublished paper with its files, uploads and grants; for verbs, with the meeting locked.

    Raises Refused where the paper is published, or has a background document, which must stay for four years (R22,
    s.100D(2)).
    """
    refuse_published(paper)
    if BackgroundDocument.objects.filter(paper=paper).exists():
        raise Refused(
            f"A background paper is kept with “{paper.title}”, for four years beginning with the meeting (LGA 1972 "
            "s.100D(2)), so the paper cannot be removed. Replace its file, change its title or withhold it instead.",
            rule="R22",
        )
    Paper.objects.filter(appendix_of=paper).update(appendix_of=None)
    Paper.objects.filter(open_version=paper).update(open_version=None)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.DUE, file=None)
    erase_uploads([paper.pk])
    conversions.erase([paper.pk])
    paper.files.all().delete()
    paper.grants.all().delete()
    paper.delete()


def erase_uploads(papers: Collection[int]) -> None:
    """
    Delete the uploads of papers (by their ids); for verbs that remove and take down, with the meeting locked.

    An undecided upload is deleted too, and its check is never finished.
    """
    delete_with_originals(Upload.objects.filter(paper__in=papers))


@verb(may=runs_the_desk, in_one_transaction=False)
def chase(paper: Paper, *, at: dt.datetime, by: User) -> User:
    """
    Remind the owner of a missing paper by email. Return the user who was reminded.

    Raises Refused where the paper is received or its file is being checked, where the owner has no sign-in, where the
    owner was reminded today already, and where the mail server does not accept the email. SECURITY: an email may be
    read by others, so it names nothing that is hidden from the public.
    """
    now, to, before = _claim_reminder(paper, at)
    if notices.failure_of(_send_reminder, now, to, at, by):
        Paper.objects.filter(pk=now.pk, reminded_at=at).update(reminded_at=before)
        raise Refused("The reminder could not be sent. Try again later.")
    audit.record(by, "reminded the owner of", now, person=str(now.answerable))
    return to


@transaction.atomic
def _claim_reminder(paper: Paper, at: dt.datetime) -> tuple[Paper, User, dt.datetime | None]:
    """
    Set `reminded_at` before the email is sent, so that parallel requests send one email.

    Raises Refused as `chase` does. Returns the present paper, the user to remind, and the time of the previous
    reminder or None.
    """
    paper = held(paper)
    if paper.state not in (PaperState.DUE, PaperState.TO_FOLLOW):
        raise Refused("The paper has been received, so no reminder is needed.")
    if upload := paper.uploads.undecided().first():
        raise Refused(f"“{upload.filename}” has been uploaded and is being checked.")
    person = paper.answerable
    if person is None:
        raise Refused("This paper has no author: choose one, then send the reminder.")
    to = User.objects.filter(person=person, is_active=True).first()
    if to is None:
        raise Refused(f"{person} has no sign-in, so the portal has no email address for a reminder.")
    before = paper.reminded_at
    if before and day_of(before) == day_of(at):
        raise Refused(f"{to} has been reminded today already.")
    Paper.objects.filter(pk=paper.pk).update(reminded_at=at)
    return paper, to, before


def _send_reminder(paper: Paper, to: User, at: dt.datetime, by: User) -> None:
    meeting = paper.item.meeting
    due_on = notice_period.paper_due(paper)
    late = due_on is not None and due_on < day_of(at)
    title, brief = _said_in_mail(paper)
    words = {
        "paper": paper,
        "title": title,
        "brief": brief,
        "meeting": meeting,
        "day": long_date(meeting.date),
        "due_on": due_on,
        "late": late,
        "sender": by.get_full_name(),
    }
    notices.mail(to, f"{'Overdue' if late else 'Due'}: {title}"[:200], "email/paper_reminder.txt", words)


def _said_in_mail(paper: Paper) -> tuple[str, list[str]]:
    """Return the title of the paper, and the lines of the members' brief, that a reminder may disclose (R16)."""
    brief = getattr(getattr(paper.item, "programme_item", None), "brief_lines", [])
    labelled = [("the title", [paper.title_for_public]), ("what members asked", brief)]
    of_title, of_brief = telling(labelled, paper.item.meeting, known_by=KnownBy.RUNNING)
    # A paper without grounds and public title is not named, because its title may have to be hidden.
    unnamed = paper.access == Access.WITHHELD and not paper.public_title
    title = "A paper" if unnamed or of_title else paper.title_for_public
    return title, [] if paper.is_withheld or of_brief else brief
