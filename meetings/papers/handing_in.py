"""Verbs to hand in a file. The file is stored unchecked and a worker checks it, so that the sender need not wait."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.locking import Rowless, lock_rowless
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.verbs import as_part, verb
from committee.files import files
from committee.models import StoredFile, User
from committee.wording.dates import clock_time
from meetings.models import AgendaItem, Paper, PaperKind, Upload
from meetings.packs.intake import take_in
from meetings.packs.intake.office import kinds
from meetings.packs.leak_check import public_words
from meetings.papers import taking_in, uploads
from meetings.papers import verbs as papers
from meetings.papers.minute_access import followed
from meetings.papers.withholding import answers_for, held, refuse_bad_ties
from meetings.unused_files import clear_away
from meetings.withholding import ACCESS_FIELDS

MOST_WAITING, MOST_OF_ONE = 20, 15  # files that may wait for a check: in all, and of one person
FULL = (
    "“{name}” was not uploaded, because {who} waiting to be checked. Nothing else has been lost. Choose the file again "
    "in a few minutes."
)
NOT_YET = (
    "“{name}” was not uploaded: “{other}” was uploaded for this paper at {when} and has not been "
    "checked yet. Choose this file again once it has been checked."
)


@verb(may=runs_the_desk, may_this=answers_for, in_one_transaction=False)
def hand_in(paper: Paper, *, data: bytes, filename: str, at: dt.datetime, by: User) -> Upload:
    """
    Hand in a file for a paper: the file is stored unchecked, and a worker takes it in or refuses it with a reason.

    Raises Refused where the first bytes show neither a PDF nor a file that can be converted, where the file is empty or
    too large, where another file of the paper is being checked, where too many files wait, and where the paper takes no
    file.
    """
    papers.refuse_no_file_wanted(paper)
    with kept_original(data, filename, by) as original, transaction.atomic():
        paper = held(paper)
        papers.refuse_no_file_wanted(paper)
        upload = wait_for_check(paper, original, filename, at, by)
        audit.record(by, "uploaded a file for", paper, file=upload.filename)
    return upload


@verb(may=runs_the_desk, in_one_transaction=False)
def hand_in_new(
    item: AgendaItem,
    *,
    title: str,
    kind: str = PaperKind.REPORT,
    data: bytes,
    filename: str,
    at: dt.datetime,
    by: User,
    access: str = "",
    details: dict[str, Any] | None = None,
    **withheld: Any,
) -> Paper:
    """
    Add a paper and hand in its file in one act; the paper is due until the file is checked.

    Without `access` the paper gets the access of its part of the agenda (`begins_as`). `details` are changes as for
    `edit_paper`, `withheld` are grounds as for `set_access`. Raises Refused where `hand_in` does, and then adds no
    paper.
    """
    details = {name: value for name, value in (details or {}).items() if name not in ("title", "kind")}
    with kept_original(data, filename, by) as original, transaction.atomic():
        item = papers.held_item(item)
        with followed(item):
            paper = papers.begin(item, title=title, kind=kind, owner=details.get("owner"), access=access, **withheld)
            for name, value in details.items():
                setattr(paper, name, value)
            refuse_bad_ties(paper)
            save(paper)
        upload = wait_for_check(paper, original, filename, at, by)
        audit.record(by, "added", paper, item=str(paper.item), access=paper.access, file=upload.filename)
    return paper


@verb(may=runs_the_desk, in_one_transaction=False)
def correct_paper(paper: Paper, *, data: bytes, filename: str, reason: str, at: dt.datetime, by: User) -> Paper:
    """
    Hand in a corrected file for a published paper, as a new paper that replaces the published paper in a supplement.

    The published file stays open (R21), and is marked as replaced, with the reason. The clear days of the corrected
    paper count from its own publication (R07, R08). Raises Refused:

    - where `hand_in_new` does
    - where the paper is not published, or is corrected already
    - where the reason reveals withheld material (R16)
    """
    reason = reasoned(reason, "what is corrected")
    public_words.refuse_telling([("the reason", [reason])], paper.item.meeting)
    details = {name: getattr(paper, name) for name in ("owner", "background_papers", "recommendations", "appendix_of")}
    details |= {"replaces": paper, "late_reason": reason, "position": paper.position}
    access = {name: getattr(paper, name) for name in ACCESS_FIELDS} | {"paragraphs": paper.paragraph_numbers}
    return as_part(hand_in_new)(
        paper.item, title=paper.title, kind=paper.kind, data=data, filename=filename, at=at, by=by, details=details,
        **access,
    )  # fmt: skip


@contextmanager
def kept_original(data: bytes, filename: str, by: User | None = None) -> Iterator[StoredFile]:
    """
    Store the bytes of a file as sent, and delete them if the act inside this context is refused or fails.

    Enter the context before the transaction begins. `by` is the user who hands in a paper; raises Refused where too
    many files of papers wait already. For other files `by` is None, and the caller limits their number.
    """
    kinds.refuse_at_sight(data, filename, taking_in.limits())
    if by:
        _refuse_full(filename, by)
    original = files.keep(data)
    try:
        yield original
    except Exception:
        clear_away([original.pk])
        raise
    # Another act may have deleted the same bytes before it could see this row: then store them again.
    if not files.holds(original):
        files.keep(data)


def wait_for_check(paper: Paper, original: StoredFile, filename: str, at: dt.datetime, by: User) -> Upload:
    """
    Create an Upload for a stored file and queue its check; for verbs, with the paper locked.

    Raises Refused where another file of the paper is being checked, and where too many files wait.
    """
    name = take_in.shown_name(filename)
    if other := paper.uploads.undecided().first():
        when = clock_time(other.handed_in_at)
        raise Refused(NOT_YET.format(name=name, other=other.filename, when=when))
    lock_rowless(Rowless.WAITING_FILES)  # so that parallel requests count the waiting files one after another
    _refuse_full(filename, by)
    papers.erase_uploads([paper.pk])
    upload = Upload(paper=paper, original=original, filename=name, handed_in_by=by, handed_in_at=at, heartbeat=at)
    save(upload)
    uploads.begin(upload)
    return upload


def _refuse_full(filename: str, by: User) -> None:
    waiting, name = Upload.objects.undecided(), take_in.shown_name(filename)
    if waiting.count() >= MOST_WAITING:
        raise Refused(FULL.format(name=name, who=f"{MOST_WAITING} files are"))
    if waiting.filter(handed_in_by=by).count() >= MOST_OF_ONE:
        raise Refused(FULL.format(name=name, who=f"you have {MOST_OF_ONE} files"))
