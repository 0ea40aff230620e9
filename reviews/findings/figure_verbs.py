"""Verbs of tables of figures: add, edit, publish, withdraw and remove a table; show or hide small numbers."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.models import User
from reviews import leak_check
from reviews.findings.figure_suppression import suppressed
from reviews.findings.figure_table import Pasted, Unreadable, pasted
from reviews.findings.figures_shown import facts_for_public, table_of
from reviews.locking import hold, hold_review, next_number, put
from reviews.models import FigureTable, Review

MOST = 30
CHANGES = {"title", "source", "note"}
WHAT = "the table of figures"


@verb(may=plans_scrutiny)
def add_figures(review: Review, *, text: str, by: User, **words: str) -> FigureTable:
    """
    Add a table of figures to a review. `text` has the headings in its first line, then one line for each row.

    `words` are the fields in CHANGES. Raises Refused where the text is no table, the review has MOST tables, or the
    words reveal something withheld (R16).
    """
    locked = hold_review(review)
    if locked.figures.count() >= MOST:
        raise Refused(f"A review can have at most {MOST} tables of figures. Remove one first.")
    figures = FigureTable(review=locked, number=next_number(locked.figures))
    put(figures, words, CHANGES)
    leak_check.refuse_telling_in(locked, [(WHAT, [*words.values()])])
    _take(figures, _pasted(text, {}))
    _keep(figures)
    audit.record(by, "entered a table of figures of", locked, number=figures.number, title=figures.title)
    return figures


@verb(may=plans_scrutiny)
def edit_figures(figures: FigureTable, *, by: User, **changes: Any) -> FigureTable:
    """
    Change a table of figures: its `text`, title, source or note. Raises Refused as `add_figures` does.

    Where the numbers change, small numbers that were shown are hidden again.
    """
    locked = hold(figures, "that table")
    text = changes.pop("text", None)
    changed = put(locked, changes, CHANGES)
    if text is not None:
        table = table_of(locked)
        taken = _pasted(text, table.marks)
        if taken.table != table:
            _take(locked, taken)
            locked.shown_whole_reason = ""
            changed.add("text")
    if changed:
        _keep(locked)
        audit.record(by, "changed a table of figures of", locked.review, number=locked.number, changed=sorted(changed))
    return locked


@verb(may=plans_scrutiny)
def mark_definition(figures: FigureTable, *, before: str, words: str, by: User) -> FigureTable:
    """
    Mark a change of definition before the row with that label; empty `words` remove the mark.

    Raises Refused where no row has that label, and as `add_figures` does.
    """
    locked = hold(figures, "that table")
    if before not in locked.content["labels"]:
        raise Refused(f"No row of the table is called “{before}”.")
    marks = {**locked.content["marks"], before: " ".join(words.split())[:200]}
    locked.content = {**locked.content, "marks": {label: text for label, text in marks.items() if text}}
    _keep(locked)
    audit.record(by, "marked a changed definition in a table of", locked.review, number=locked.number, before=before)
    return locked


@verb(may=plans_scrutiny, seen=shows("title", "content"))
def show_whole(figures: FigureTable, *, reason: str, seen: str, by: User) -> FigureTable:
    """Show the public all numbers of a table. Raises Refused where no reason is given or no number is hidden."""
    locked = hold(figures, "that table")
    if not locked.is_suppressed or not suppressed(table_of(locked)):
        raise Refused("Nothing of this table is hidden.")
    refuse_unseen(locked, seen)
    locked.shown_whole_reason = reasoned(reason, "why every number may be shown")
    save(locked)
    audit.record(
        by, "showed every number in a table of", locked.review, number=locked.number, reason=locked.shown_whole_reason
    )
    return locked


@verb(may=plans_scrutiny)
def suppress_again(figures: FigureTable, *, by: User) -> FigureTable:
    """Hide small numbers again, and numbers that would reveal them. Raises Refused where they are hidden already."""
    locked = hold(figures, "that table")
    if locked.is_suppressed:
        raise Refused("Small numbers of this table are hidden already.")
    locked.shown_whole_reason = ""
    save(locked)
    audit.record(by, "hid small numbers again in a table of", locked.review, number=locked.number)
    return locked


@verb(may=plans_scrutiny, seen=facts_for_public)
def publish_figures(figures: FigureTable, *, seen: str, at: dt.datetime, by: User) -> FigureTable:
    """
    Publish a table. The public reads the table once the review is public.

    Raises Refused where the table is published already, or its words reveal something withheld (R16).
    """
    locked = hold(figures, "that table")
    if locked.published_at:
        raise Refused("The table is published already.")
    refuse_unseen(locked, seen)
    _refuse_telling(locked)
    locked.published_at = at
    save(locked)
    audit.record(by, "published a table of figures of", locked.review, number=locked.number)
    return locked


@verb(may=plans_scrutiny)
def withdraw_figures(figures: FigureTable, *, reason: str, by: User) -> FigureTable:
    """Unpublish a table. Raises Refused where no reason is given or the table is not published."""
    locked = hold(figures, "that table")
    if not locked.published_at:
        raise Refused("The table is not published.")
    why = reasoned(reason, "why it is unpublished")
    locked.published_at = None
    save(locked)
    audit.record(by, "unpublished a table of figures of", locked.review, number=locked.number, reason=why)
    return locked


@verb(may=plans_scrutiny)
def remove_figures(figures: FigureTable, *, by: User) -> None:
    """
    Remove a table of figures that is not published. The trail keeps the table as the public would have read it.

    SECURITY: the trail is never deleted and has more readers than the panel, so it contains no small numbers.
    """
    locked = hold(figures, "that table")
    if locked.published_at:
        raise Refused("The table is published: unpublish it first.")
    number, title, text = locked.number, locked.title, dict(facts_for_public(locked))["Figures"]
    locked.delete()
    audit.record(by, "removed a table of figures of", locked.review, number=number, title=title, text=text[:2000])


def _pasted(text: str, marks: dict[str, str] | Any) -> Pasted:
    try:
        return pasted(text, marks)
    except Unreadable as error:
        raise Refused(str(error)) from error


def _take(figures: FigureTable, taken: Pasted) -> None:
    figures.content, figures.differences = asdict(taken.table), list(taken.differences)


def _keep(figures: FigureTable) -> None:
    _refuse_telling(figures)
    save(figures)


def _refuse_telling(figures: FigureTable) -> None:
    leak_check.refuse_telling_in(figures.review, [(WHAT, leak_check.of_figures(figures))])
