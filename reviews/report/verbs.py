"""Verbs of a report before its issue: write and assign sections, comment in the margin, add pictures."""

import datetime as dt
from functools import partial

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import said, save
from committee.acts.verbs import Anybody, verb
from committee.files import files
from committee.models import Person, User, Visitor, standing_of
from committee.richtext import cleaning, saved_texts
from meetings.packs.intake import sandbox
from meetings.unused_files import clear_away
from reviews.locking import hold_before_report, hold_review, next_number, still_there
from reviews.models import (
    ENDED,
    CommentState,
    ReportImage,
    ReportSection,
    Review,
    SectionComment,
    SectionKind,
    SectionRevision,
)
from reviews.models.report import MOST_LETTERS

MEMORY = 1 << 30  # bytes, for the child process that draws a picture


def drawn_anew(data: bytes, seconds: float = 20) -> tuple[bytes, str]:
    """
    Draw a picture again as PNG or JPEG. Return bytes and content type. Raises Refused where `data` is no picture.

    SECURITY: uploaded bytes are decoded in a child process without secrets, and only pixels come back.
    """
    try:
        with sandbox.at_once():
            about, picture = sandbox.run("meetings.packs.intake.picture.draw", data, seconds=seconds, memory=MEMORY)
    except (TimeoutError, MemoryError, sandbox.Crashed) as error:
        raise Refused("The picture could not be read: save it again as PNG or JPEG, then add it.") from error
    return picture, str(about["content_type"])


@verb(may=plans_scrutiny)
def write_section(
    review: Review, kind: str, *, text: str, revision: int, at: dt.datetime, by: User, hand: str = "", turn: int = 0
) -> ReportSection:
    """
    Save `text` (HTML, sanitised here) of a section of the report, and return the section.

    `revision` is the revision that the writer began from. `hand` identifies the window, `turn` counts its saves.
    Raises Conflict where somebody else has saved since `revision`. Raises Refused where the report is issued or the
    text is too long. The leak check runs at the issue, because until then only officers and the panel read the text.
    """
    otherwise = "move the long part to an appendix"
    cleaned = saved_texts.cleaned(text, most=MOST_LETTERS, what="section", otherwise=otherwise)  # before the lock
    section = section_of(hold_before_report(review), kind)
    if not saved_texts.write(section, cleaned, revision=revision, hand=hand, turn=turn, what="section", at=at, by=by):
        return section
    if _keep_revision(section, at=at, by=by):
        audit.record(by, "wrote in the report of", section.review, section=section.get_kind_display())
    return section


@verb(may=plans_scrutiny)
def assign_section(review: Review, kind: str, *, to: Person | None, by: User) -> ReportSection:
    """Set the writer of a section. `to` is None for nobody. Raises Refused once the report is issued."""
    section = section_of(hold_before_report(review), kind)
    if section.assigned_to != to:
        section.assigned_to = to
        save(section)
        audit.record(
            by, "assigned a section of the report of", section.review, section=section.get_kind_display(),
            to=str(to) if to else "",
        )  # fmt: skip
    return section


def section_of(review: Review, kind: str) -> ReportSection:
    """Return a section of the report; a new, unsaved row where nobody has assigned or written it."""
    section = review.sections.select_related("assigned_to", "written_by").filter(kind=kind).first()
    return section or ReportSection(review=review, kind=SectionKind(kind))


def _keep_revision(section: ReportSection, *, at: dt.datetime, by: User) -> bool:
    """Save the text as a revision. A writer's saves within ONE_SITTING share a row. Return whether the row is new."""
    last = section.revisions.order_by("revision").last()
    goes_on = last is not None and last.written_by_id == by.pk and at - last.written_at < saved_texts.ONE_SITTING
    revision = last if goes_on and last else SectionRevision(section=section, began_at=at, written_by=by)
    revision.revision, revision.text, revision.written_at = section.revision, section.text, at
    save(revision)
    return not goes_on


LONGEST = 4000


def is_on_panel(review: Review, user: Visitor, on: dt.date) -> bool:
    """Return whether `user` is on the panel of a review on that day."""
    person = standing_of(user, on).person  # SECURITY: None where the sign-in is suspended
    return person is not None and review.panel.on(on).filter(person=person).exists()


def may_read_draft(review: Review, user: Visitor, on: dt.date) -> bool:
    """Return whether `user` may read the draft report: scrutiny planners, and the panel until the review ends."""
    return plans_scrutiny(user, on) or (review.state not in ENDED and is_on_panel(review, user, on))


def _reads_it(who: Anybody, on: dt.date, /, review: Review, *args: object, **about: object) -> bool:
    return isinstance(who, User) and may_read_draft(review, who, on)


@verb(may_this=_reads_it)
def comment_on_section(
    review: Review, kind: str, *, text: str, quoted: str = "", at: dt.datetime, by: User
) -> SectionComment:
    """
    Comment in the margin on a section, or on words `quoted` from the section.

    The same comment sent twice is saved once while it is open. Raises Refused where the quoted words are not in the
    section, or the report is issued.
    """
    locked = hold_review(review)
    if not locked.is_before_report:
        raise Refused("The report has been issued: comments on the draft are closed.")
    section = section_of(locked, kind)
    if section.pk is None:
        save(section)
    quoted = " ".join(quoted.split())
    if quoted and quoted not in " ".join(cleaning.plain(section.text).split()):
        raise Refused("The words you quote are not in that section. Copy them from it, or leave them out.")
    text = said(text, "what you would change, or what is right", LONGEST)
    twin = section.comments.filter(by=by, quoted=quoted, text=text, state=CommentState.OPEN).first()
    if twin:
        return twin
    made = SectionComment(section=section, by=by, quoted=quoted, text=text, made_at=at)
    save(made)
    audit.record(by, "commented on the draft report of", locked, section=section.get_kind_display())
    return made


@verb(may=plans_scrutiny)
def settle_comment(comment: SectionComment, *, reply: str = "", at: dt.datetime, by: User) -> SectionComment:
    """Close a comment, with the reply. Raises Refused where the comment is closed already."""
    review = hold_review(comment.section.review)
    locked = SectionComment.objects.select_related("section", "settled_by").get(pk=comment.pk, section__review=review)
    if locked.state == CommentState.SETTLED:
        raise Refused(f"{locked.settled_by} has already closed this comment.")
    locked.state, locked.reply = CommentState.SETTLED, " ".join(reply.split())
    locked.settled_at, locked.settled_by = at, by
    save(locked)
    audit.record(by, "closed a comment on the draft report of", review, section=locked.section.get_kind_display())
    return locked


MOST = 30


@verb(may=plans_scrutiny, in_one_transaction=False)
def add_image(review: Review, *, data: bytes, alt: str, caption: str = "", by: User) -> ReportImage:
    """
    Add a picture. "[image 1]" in the text places picture 1. `alt` describes the picture for people who cannot see it.

    Raises Refused where `alt` is missing, the file is no picture, the report is issued, or there are too many pictures.
    """
    alt = said(alt, "in words what the picture shows")
    made, content_type = drawn_anew(data)
    image = _save_image(review, made, content_type, alt=alt, caption=" ".join(caption.split()), by=by)
    # Another picture with the same bytes may have been removed, and the bytes with it, before this row was committed.
    if not files.holds(image.file):
        files.keep(made, content_type)
    return image


@transaction.atomic
def _save_image(review: Review, data: bytes, content_type: str, *, alt: str, caption: str, by: User) -> ReportImage:
    locked = hold_before_report(review)
    if locked.images.count() >= MOST:
        raise Refused(f"A report can have at most {MOST} pictures. Remove one first.")
    image = ReportImage(
        review=locked, number=next_number(locked.images), file=files.keep(data, content_type), alt=alt,
        caption=caption,
    )  # fmt: skip
    save(image)
    audit.record(by, "added a picture to the report of", locked, number=image.number, alt=alt)
    return image


@verb(may=plans_scrutiny)
def remove_image(image: ReportImage, *, by: User) -> None:
    """
    Remove a picture, and its bytes where nothing else points to them.

    Raises Refused where the report is issued, or the picture is removed already.
    """
    locked = hold_before_report(image.review)
    stored_image = still_there(locked.images, image, "Someone has removed that picture.")
    number, stored = stored_image.number, stored_image.file_id
    stored_image.delete()
    audit.record(by, "removed a picture from the report of", locked, number=number)
    transaction.on_commit(partial(clear_away, [stored]), robust=True)
