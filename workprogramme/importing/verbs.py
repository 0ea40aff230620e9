"""The verb that imports a programme from a file: every row, or none."""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import Committee, MunicipalYear, User
from committee.search import index
from workprogramme import leak_check
from workprogramme.importing.checking import as_in_programme, in_programme
from workprogramme.importing.shapes import Import, Line
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.locking import hold_item, hold_programme
from workprogramme.models import ItemState, Programme, ProgrammeItem
from workprogramme.outcomes.draft_from_minute import why_not_told
from workprogramme.programmes import verbs as programmes


@verb(may=plans_scrutiny)
def bring_in(
    committee: Committee,
    year: MunicipalYear,
    found: Import,
    *,
    accepted: bool,
    on: dt.date,
    at: dt.datetime,
    by: User,
) -> Programme:
    """
    Import every row of `found` into the committee's programme of `year`. Open the programme if there is none.

    A considered item is imported with its outcome, a withdrawn item as withdrawn. Raises Refused, and imports nothing,
    where

    - an error blocks the import, or the warnings are not `accepted`;
    - a row of the file was added to the programme after the file was checked;
    - a verb refuses a row.
    """
    if found.blocking:
        raise Refused(why_not(found))
    if found.warnings and not accepted:
        raise Refused("Nothing was imported: read the warnings and tick that you accept them.")
    programme = hold_programme(programmes.open_programme(committee, year, at=at, by=by))
    existing = in_programme(programme)
    if count := sum(as_in_programme(line) in existing for line in found.to_bring):
        rows = "1 row" if count == 1 else f"{count} rows"
        raise Refused(
            f"Nothing was imported: {rows} of the file have been added to the programme since it was checked. Check it "
            "again."
        )
    for line in found.to_bring:
        try:
            _bring(programme, line, found.name, on=on, at=at, by=by)
        except Refused as refusal:
            raise Refused(f"{line.row.where}: {refusal.text} Nothing was imported.", rule=refusal.rule) from refusal
    audit.record(by, "imported", programme, file=found.name, rows=len(found.to_bring), warnings=len(found.warnings))
    return programme


def why_not(report: Import) -> str:
    """Return a sentence with the number of errors that must be corrected before the import."""
    count = len(report.blocking)
    return f"Nothing was imported: correct {'1 fault' if count == 1 else f'{count} faults'} in the file first."


def _bring(programme: Programme, line: Line, file: str, *, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    item = items.add_item(
        programme, title=line.title, table=line.table, meeting=line.meeting, held_on=line.held_on,
        details=line.details, leads=line.leads, **line.fields, on=on, at=at, by=by,
    )  # fmt: skip
    if line.withdrawn:
        return scheduling.withdraw(item, reason=line.withdrawn, on=on, at=at, by=by)
    if item.state == ItemState.SCHEDULED and line.day and line.day < on:
        item = scheduling.mark_considered(item, on=on, at=at, by=by)
    return _take_over(item, line.outcome, file, at=at, by=by) if line.outcome else item


def _take_over(item: ProgrammeItem, text: str, file: str, *, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Record the outcome that the file gives for an item.

    The user who imports did not write the outcome, so the item's page names the `file` and not `by`. Raises Refused
    where the minutes of the meeting are not published yet, or where the text reveals what the committee's meetings
    withhold.
    """
    locked = hold_item(item)
    if reason := why_not_told(locked):
        raise Refused(reason)
    leak_check.refuse_telling(locked.programme, [("the outcome", [text])])
    locked.outcome, locked.outcome_accepted_at, locked.outcome_accepted_by = text.strip(), at, by
    locked.outcome_from = file or "a file"
    save(locked)
    index.changed(locked)
    audit.record(by, "imported the outcome of", locked, file=locked.outcome_from)
    return locked
