"""Verbs of the report's sections: write one, and say who writes it."""

import datetime as dt

from committee import audit
from committee.models import Person, User
from committee.permissions import plans_scrutiny
from committee.refusal import Conflict, Refused
from committee.richtext import cleaning, open_editors
from committee.saving import save
from committee.verbs import verb
from reviews.locking import hold_before_report
from reviews.models import ReportSection, Review, SectionKind, SectionRevision
from reviews.models.report import MOST_LETTERS

# What comes in may be four times as long as what may be kept: Word wraps every word in its own styles.
LONGEST_SENT = 4 * MOST_LETTERS
ONE_SITTING = dt.timedelta(minutes=10)


@verb(may=plans_scrutiny)
def write_section(
    review: Review, kind: str, *, text: str, revision: int, at: dt.datetime, by: User, hand: str = "", turn: int = 0
) -> ReportSection:
    """
    Save `text` (HTML, sanitised here) of a section of the report, begun from `revision`; the section as saved.

    `hand` names the window that writes and `turn` counts its saves: one whose answer was lost is known by them as the
    same hand's own. Raises Conflict where somebody else saved since; Refused once the report is issued, and where
    the text is too long. What it tells is asked when the report is issued: until then nobody but officers and the
    panel reads it.
    """
    kept = _cleaned(text)  # before its review is locked
    section = _held(review, kind)
    if kept == section.text:
        return section
    if revision != section.revision and not open_editors.goes_on(section, hand, turn):
        who = str(section.written_by) if section.written_by else "Someone"
        raise Conflict(f"{who} has changed this section while you wrote. Nothing of either is lost: choose.", section)
    section.text, section.revision, section.written_at, section.written_by = kept, section.revision + 1, at, by
    save(section)
    open_editors.remember(section, hand, turn)
    if _keep_revision(section, at=at, by=by):
        audit.record(by, "wrote in the report of", section.review, section=section.get_kind_display())
    return section


@verb(may=plans_scrutiny)
def assign_section(review: Review, kind: str, *, to: Person | None, by: User) -> ReportSection:
    """Say who writes a section, or that nobody does yet. Raises Refused once the report is issued."""
    section = _held(review, kind)
    if section.assigned_to != to:
        section.assigned_to = to
        save(section)
        audit.record(
            by, "assigned a section of the report of", section.review, section=section.get_kind_display(),
            to=str(to) if to else "",
        )  # fmt: skip
    return section


def _held(review: Review, kind: str) -> ReportSection:
    """The section as it is now, its review locked, made where nobody has touched it yet."""
    held = hold_before_report(review)
    section = held.sections.select_related("assigned_to", "written_by").filter(kind=kind).first()
    section = section or ReportSection(review=held, kind=SectionKind(kind))
    section.review = held
    return section


def _cleaned(text: str) -> str:
    kept = cleaning.clean(text) if len(text) <= LONGEST_SENT else text
    if len(kept) > MOST_LETTERS:
        raise Refused(
            f"That is {len(kept):,} characters long, including headings and lists. A section can have at "
            f"most {MOST_LETTERS:,}. Shorten it, or move the long part to an appendix."
        )
    return kept


def _keep_revision(section: ReportSection, *, at: dt.datetime, by: User) -> bool:
    """Keep the text as the end of this writer's sitting, one row a sitting; whether the sitting has just begun."""
    last = section.revisions.order_by("revision").last()
    goes_on = last is not None and last.written_by_id == by.pk and at - last.written_at < ONE_SITTING
    kept = last if goes_on and last else SectionRevision(section=section, began_at=at, written_by=by)
    kept.revision, kept.text, kept.written_at = section.revision, section.text, at
    save(kept)
    return not goes_on
