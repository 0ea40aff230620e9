"""
Verbs of takedowns: hide at once, then confirm with the reason or undo, within a working day (R60).

A "thing" is a row that can be taken down, such as a paper, an item or minutes (see `subjects`).

Under LGA 1972 s.100C, documents that are lawfully public stay open to inspection. The section does not require an
unlawful publication to go on. See also UK GDPR art 5 and 17.
"""

import io
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

import pikepdf
from django.db import transaction
from django.db.models import Model

from committee import printing
from committee.access.permissions import is_proper_officer, runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save
from committee.acts.verbs import verb
from committee.files import files
from committee.forms import kept_forms
from committee.law.reasons import names_law
from committee.models import User
from committee.printing import PrintingError
from committee.register.calendar import day_list
from committee.search import index
from meetings.access import taken_down
from meetings.locking import hold
from meetings.models import Meeting, Minute, Pack, Paper, Takedown, TakedownGround, TakedownState, TakedownSubject
from meetings.packs import part_store
from meetings.packs.intake.take_in import Intake
from meetings.packs.leak_check import meeting_check
from meetings.papers import conversions
from meetings.papers.taking_in import take_in, taken_in
from meetings.papers.verbs import erase_uploads
from meetings.takedowns import copies_elsewhere, moving, papers, rebuilding, subjects, undecided, values
from meetings.takedowns.rebuilding import rebuild_after_takedown
from meetings.takedowns.values import Sheets

logger = logging.getLogger(__name__)
A4 = (595, 842)  # points


def made(note: str, pages: Iterable[int]) -> Sheets:
    """
    Return the Sheets for `note`: files to put in place of removed files, with the note on every page.

    There is one file for each page count in `pages`, and always a file of one page.
    """
    return Sheets(note, {count: files.keep(_removed(note, count)).pk for count in {1, *pages}})


def _removed(note: str, pages: int) -> bytes:
    try:
        return printing.print_template("print/removed.html", {"note": note, "pages": range(pages)}, note)
    except PrintingError:
        # Hide the thing even where the note cannot be printed.
        logger.exception("the note of a takedown could not be printed: its pages are left blank")
        with pikepdf.new() as pdf:
            return _with_blank_pages(pdf, pages)


def redacted(data: bytes | Intake, filename: str, pages: int) -> Intake:
    """
    Take in a redacted copy, with blank pages added to make `pages` pages; 0 allows any number.

    Raises Refused where the file cannot be used, or has more than `pages` pages: page numbers never change (R60).
    """
    taken = taken_in(data, filename)
    if not pages or taken.pages == pages:
        return taken
    if taken.pages > pages:
        raise Refused(
            f"The redacted copy has {taken.pages} pages and the paper had {pages}: it must not have more, because "
            "the pages after it keep their numbers."
        )
    with pikepdf.open(io.BytesIO(taken.pdf)) as pdf:
        return take_in(_with_blank_pages(pdf, pages - taken.pages), filename)


def _with_blank_pages(pdf: pikepdf.Pdf, count: int) -> bytes:
    for _ in range(count):
        pdf.add_blank_page(page_size=A4)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


ONE_DAY = timedelta(days=1)


@verb(may=runs_the_desk, in_one_transaction=False)
def hide(thing: Model, *, ground: str, why: str, at: datetime, by: User, with_item: bool = False) -> Takedown:
    """
    Hide a published thing at once and everywhere, and email the proper officer, who decides by the next working day.

    `ground` is shown to everybody, `why` only to the desk. Also hidden are

    - the title and words of the paper's item, if `with_item`;
    - copies that are not published yet, such as draft minutes that are a paper for the next meeting to confirm;
    - published copies: the same file elsewhere, items and papers that repeat the thing, each by a separate takedown.

    If a redacted copy has replaced the thing, only that copy is removed. The proper officer may publish another copy.

    Raises Refused where

    - the ground or `why` is missing, or the ground is OTHER, which names no law;
    - the ground is a forbidden publication, and `why` names no law;
    - the thing is not published, or is hidden already.
    """
    if ground not in TakedownGround.values or ground == TakedownGround.OTHER:
        raise Refused("Enter which kind of information it is.")
    why = reasoned(why, "what is wrong with it", 1000)
    if ground == TakedownGround.FORBIDDEN and not names_law(why):
        raise Refused("Name the Act, regulations or court order that forbids to publish it.", rule="R60")
    taken = _hide_with_others(thing, Takedown(ground=ground, why=why, hidden_at=at, hidden_by=by), with_item)
    undecided.tell_at_once(at=at)
    return taken


def _hide_with_others(thing: Model, why: Takedown, with_item: bool) -> Takedown:
    """Hide a thing and the things that repeat it, each with the ground and reason of the takedown `why`."""
    down = Takedown.objects.of(subjects.kind_of(thing).subject, thing.pk)
    if down and down.redacted_id:
        return _hide_redacted_copy(down, why.why, by=why.hidden_by)
    # Print before the meeting is locked: other clerks must not wait for the printing.
    put = made(why.note, subjects.page_counts(thing, with_item))
    with transaction.atomic():
        meeting = _hold_with_later(thing, with_item)
        others = subjects.published_too(thing, with_item)
        taken = _hide(thing, meeting, put, why, with_item)
    for other in others:
        if not Takedown.objects.of(subjects.kind_of(other).subject, other.pk):
            _hide_with_others(other, why, with_item=False)
    return taken


def _hide(thing: Model, meeting: Meeting | None, put: values.Sheets, why: Takedown, with_item: bool) -> Takedown:
    subject = subjects.kind_of(thing).subject
    thing = type(thing)._base_manager.get(pk=thing.pk)
    _refuse_unless(
        subjects.was_published(thing),
        "This has not been published, so there is nothing to take down: change or remove it.",
    )
    _refuse_unless(not Takedown.objects.of(subject, thing.pk), "Someone has already taken this down.")
    taken = Takedown(
        meeting=meeting,
        subject=subject,
        subject_id=thing.pk,
        label=subjects.kind_of(thing).label(thing),
        ground=why.ground,
        why=why.why,
        hidden_at=why.hidden_at,
        hidden_by=why.hidden_by,
        decide_by=day_list().next_working_day(day_of(why.hidden_at) + ONE_DAY),
    )
    save(taken)
    # Where all the minutes are taken down: restore them, hide this minute, then hide them again. If the takedown of all
    # minutes is undone later, this minute stays hidden.
    whole = Takedown.objects.of(TakedownSubject.MINUTES, thing.minutes_id) if isinstance(thing, Minute) else None
    hidden = moving.put_back([whole]) if whole else {}
    moving.take_out(taken, subjects.values_of(thing, put, with_item))
    moving.put_in(hidden)
    if isinstance(thing, Paper):
        erase_uploads([thing.pk])
        conversions.erase([thing.pk])
    kept_forms.delete_all()
    about = {"ground": taken.ground, "why": taken.why, "decide_by": taken.decide_by.isoformat()}
    audit.record(taken.hidden_by, "hid from the public", taken, **about)
    _rebuild(taken)
    return taken


def _hold_with_later(thing: Model, with_item: bool) -> Meeting | None:
    """Lock the meetings of the thing and its copies, in order of id to avoid deadlocks. Return the thing's meeting."""
    meeting = subjects.meeting_of(thing)
    if meeting is None:
        type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    wanted = {file.paper.item.meeting_id for file in subjects.waiting_files(thing, with_item)}
    wanted |= {item.meeting_id for item in subjects.items_waiting(thing, with_item)}
    if meeting and subjects.is_told_later(thing, with_item):
        wanted |= set(copies_elsewhere.later(meeting).values_list("pk", flat=True))
    _lock_meetings({*wanted, meeting.pk} if meeting else wanted)
    return hold(meeting) if meeting else None


def _lock_meetings(pks: Iterable[int]) -> None:
    list(Meeting.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def _rebuild(takedown: Takedown) -> None:
    """
    Update the search index for every row that the takedown touches.

    After the commit, rebuild the packs and notices of every meeting that the takedown touches.
    """
    index.changed(*moving.touched_rows(takedown), *([takedown.meeting] if takedown.meeting else []))
    for pk in taken_down.touched_by(takedown):
        transaction.on_commit(partial(rebuild_after_takedown.enqueue, pk), robust=True)


@verb(may=runs_the_desk, in_one_transaction=False)
def make_again(takedown: Takedown, *, at: datetime, by: User) -> None:
    """
    Rebuild the packs and notices that a takedown touches, where rebuilding failed before.

    Raises Refused where nothing is missing and no attempt has failed.
    """
    with transaction.atomic():
        takedown = _locked(takedown)
        touched = taken_down.touched_by(takedown)
        missing = rebuilding.missing(touched)
        _refuse_unless(bool(missing or rebuilding.failed_at(touched)), "Every pack and notice is there again.")
        audit.record(by, "asked to rebuild the packs after", takedown, missing=missing)
        _rebuild(takedown)


@verb(may=is_proper_officer, in_one_transaction=False)
def confirm(takedown: Takedown, *, reason: str, backups: str, at: datetime, by: User) -> Takedown:
    """
    Confirm a takedown for good: the proper officer's act.

    `reason` says why the thing is taken down, and `backups` says which backups still hold it. The hidden words and the
    bytes of the hidden files are erased; their hashes and the record of the takedown stay. Raises Refused where
    `reason` or `backups` is missing, or where the takedown is decided already.
    """
    reason, backups = reasoned(reason, "why it is taken down", 1000), said(backups, "which backups still hold it", 500)
    with transaction.atomic():
        takedown = _waiting(takedown)
        _decide(takedown, TakedownState.CONFIRMED, reason, at=at, by=by, backups=backups)
        hashes = [record.sha256 for record in moving.kept_files(takedown)]
        audit.record(by, "took down", takedown, reason=reason, backups=backups, sha256=hashes)
        moving.erase(takedown)
        model = subjects.model_of(takedown.subject)
        if confirmed := subjects.KINDS[model].confirmed:
            confirmed(model._default_manager.get(pk=takedown.subject_id), day_of(at), by)
    return takedown


@verb(may=is_proper_officer, in_one_transaction=False)
def undo(takedown: Takedown, *, reason: str, at: datetime, by: User) -> Takedown:
    """
    Undo a takedown, with a reason, and publish the thing again exactly as it was: the proper officer's act.

    If somebody has since written new text in place of a hidden text, the new text stays. Raises Refused where

    - no reason is given;
    - the takedown is decided already;
    - another takedown was confirmed and has erased everything that this takedown hides.
    """
    reason = reasoned(reason, "why it is published again", 1000)
    with transaction.atomic():
        takedown = _waiting(takedown)
        _refuse_unless(
            moving.keeps_anything(takedown),
            "Everything it hides was permanently taken down with something else, so nothing is left to publish again: "
            "confirm this takedown too.",
        )
        moving.put_back([takedown])
        _decide(takedown, TakedownState.UNDONE, reason, at=at, by=by)
        audit.record(by, "published again", takedown, reason=reason)
        _rebuild(takedown)
    return takedown


@verb(may=is_proper_officer, in_one_transaction=False)
def place_redacted_copy(takedown: Takedown, *, data: bytes | Intake, filename: str, at: datetime, by: User) -> Takedown:
    """
    Put a redacted copy in the place of a paper, background document or signed minutes that were taken down.

    Only the proper officer may do this, because a clerk alone must not show the public a different paper. A paper keeps
    its page numbers: blank pages replace missing pages. Raises Refused where

    - the copy cannot be used, or is a withheld or removed file;
    - the copy of a paper has more pages than the paper;
    - a redacted copy cannot replace the thing (`takes_a_copy`).
    """
    _refuse_unless(takedown.takes_a_copy, "There is nothing here that a redacted copy can replace.")
    replaced = papers.files_of(takedown)
    # Outside the transaction: reading a stranger's PDF takes seconds, and other clerks must not wait.
    taken = redacted(data, filename, max((pages for _, pages in replaced), default=0))
    meeting_check.refuse_twin_of({taken.sha256, taken.source_sha256}, what="The redacted copy")
    with transaction.atomic():
        takedown = _locked(takedown)
        _refuse_unless(takedown.takes_a_copy, "It has been published again since.")
        part_store.keep(taken.sha256, taken.prepared)
        _put(takedown, taken, at, by)
        audit.record(by, "published a redacted copy of", takedown, sha256=taken.sha256)
        _rebuild(takedown)
    return takedown


def _hide_redacted_copy(takedown: Takedown, why: str, *, by: User) -> Takedown:
    """Remove a redacted copy and erase its bytes. Its hash stays on the trail, and the original stays hidden."""
    bare = Takedown(ground=takedown.ground, hidden_at=takedown.hidden_at)
    put = made(bare.note, [pages or 1 for _, pages in papers.files_of(takedown)])
    with transaction.atomic():
        takedown = _locked(takedown)
        copy = takedown.redacted if takedown.takes_a_copy else None
        if copy is None:
            raise Refused("Someone has already taken this down.", rule="R60")
        audit.record(by, "removed the redacted copy of", takedown, why=why, sha256=copy.sha256)
        _put(takedown, put)
        _rebuild(takedown)
    return takedown


def _put(takedown: Takedown, put: Intake | Sheets, at: datetime | None = None, by: User | None = None) -> None:
    """
    Put a redacted copy, or sheets with the note, in place of what is shown now.

    The bytes of an earlier redacted copy are erased. Packs with that copy are emptied, and rebuilt without it.
    """
    before = takedown.redacted_id
    takedown.redacted = files.keep(put.pdf) if isinstance(put, Intake) else None
    takedown.redacted_at, takedown.redacted_by = at, by
    takedown.save(update_fields=["redacted", "redacted_at", "redacted_by"])
    moving.put_in(papers.of_copy(takedown, put) if isinstance(put, Intake) else papers.of_sheets(takedown, put))
    if before and before != takedown.redacted_id:
        packs = takedown.words.filter(of_table=Pack._meta.db_table, field="emptied").values("row_id")
        Pack.objects.filter(pk__in=packs).update(emptied=True)
        moving.forget({before})


def _locked(takedown: Takedown) -> Takedown:
    """Lock the meetings that the takedown touches, then the takedown; return its current row."""
    _lock_meetings(taken_down.touched_by(takedown))
    return Takedown.objects.select_for_update(of=("self",)).get(pk=takedown.pk)


def _refuse_unless(may: bool, otherwise: str) -> None:
    if not may:
        raise Refused(otherwise, rule="R60")


def _waiting(takedown: Takedown) -> Takedown:
    """Return the takedown, locked as by `_locked`. Raises Refused if it is decided."""
    takedown = _locked(takedown)
    _refuse_unless(takedown.is_waiting, f"It is decided already: {takedown.get_state_display().lower()}.")
    return takedown


def _decide(takedown: Takedown, state: str, reason: str, *, at: datetime, by: User, backups: str = "") -> None:
    takedown.state, takedown.reason, takedown.backups = state, reason, backups
    takedown.decided_at, takedown.decided_by = at, by
    save(takedown)
