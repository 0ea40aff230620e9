"""
Triggers that refuse changes of signed minutes, changes of minute numbers, and the withdrawal of published minutes.

Once minutes are confirmed, no row that they print is changed, added or removed (LGA 1972 Sch 12 para 41, R26). Numbers
are fixed at first publication (R28), and published minutes are neither unpublished nor deleted (R21). Actions and
answers stay writable. Only a takedown removes words from a signed row. An undecided takedown may also put the words
back (R60).
"""

from collections.abc import Iterator
from dataclasses import replace

from committee.database import triggers
from committee.database.triggers import DELETE, INSERT, UPDATE, Condition
from meetings.models.triggers.takedowns import stands_beside, waits_beside

_OF_MINUTE = "SELECT minutes_id FROM meetings_minute WHERE id = {row}.minute_id"
_OF_ATTENDEE = "SELECT minutes_id FROM meetings_attendee WHERE id = {row}.attendee_id"
_OF_RESOLUTION = (
    "SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id "
    "WHERE r.id = {row}.resolution_id"
)
_OF_EXCLUSION = (
    "SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id "
    "JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = {row}.exclusion_id"
)
# By table: SQL that finds the minutes of a row.
OWNERS = {
    "meetings_minutes": ["SELECT {row}.id"],
    "meetings_businessground": ["SELECT {row}.minutes_id"],
    "meetings_minute": ["SELECT {row}.minutes_id"],
    "meetings_attendee": ["SELECT {row}.minutes_id"],
    "meetings_declaration": ["SELECT {row}.minutes_id", _OF_ATTENDEE],
    "meetings_breach": ["SELECT minutes_id FROM meetings_declaration WHERE id = {row}.declaration_id"],
    "meetings_presence": [_OF_ATTENDEE],
    "meetings_correction": [_OF_MINUTE],
    "meetings_minute_in_attendance": [_OF_MINUTE, _OF_ATTENDEE],
    "meetings_resolution": [_OF_MINUTE],
    "meetings_limb": [_OF_RESOLUTION],
    "meetings_vote": [_OF_RESOLUTION],
    "meetings_exclusion": [_OF_RESOLUTION],
    "meetings_excludeditem": [_OF_EXCLUSION],
}
# Tables with a unique key besides the id, by which a row can replace another (SQLite's INSERT OR REPLACE).
_UNIQUE = {"meetings_minutes": "meeting_id", "meetings_minute": "item_id", "meetings_businessground": "minutes_id"}
# By table: columns from which a takedown may remove words although the minutes are signed.
_TAKEN_OUT = {
    "meetings_minutes": (),
    "meetings_minute": ("heading", "public_heading", "text", "public_summary"),
    "meetings_limb": ("text", "recommended"),
    "meetings_declaration": ("nature", "dispensation"),
    "meetings_correction": ("old_words", "new_words"),
}
_ROWS = {INSERT: ("NEW",), UPDATE: ("OLD", "NEW"), DELETE: ("OLD",)}


def _of_confirmed(table: str) -> Iterator[Condition]:
    for act, rows in _ROWS.items():
        owners = [owner.format(row=row) for row in rows for owner in OWNERS[table]]
        if act != DELETE:
            same = f"was.id = NEW.id{f' OR was.{_UNIQUE[table]} = NEW.{_UNIQUE[table]}' if table in _UNIQUE else ''}"
            owners += [f"SELECT ({owner.format(row='was')}) FROM {table} was WHERE {same}" for owner in OWNERS[table]]
        mine = f"id IN ({' UNION ALL '.join(owners)})"
        yield Condition(
            name="frozen",
            table=table,
            act=act,
            when=f"EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND {mine})",
            says="Confirmed and signed minutes cannot be changed.",
            lock=f"SELECT id FROM meetings_minutes WHERE {mine} FOR SHARE",
        )


_FIXED = "EXISTS (SELECT 1 FROM meetings_minutes n WHERE n.numbered_at IS NOT NULL AND n.id = {row}.minutes_id)"
_OTHER = (
    "EXISTS (SELECT 1 FROM meetings_minute was WHERE was.number IS NOT NULL AND (was.id = NEW.id OR "
    "was.item_id = NEW.item_id OR (was.minutes_id = NEW.minutes_id AND was.number = NEW.number)) AND "
    + _FIXED.format(row="was")
    + "{but})"
)
_OUT = "('published', 'confirmed')"
_NUMBERS, _TAKEN_BACK = "The number of a minute is fixed for ever.", "Published minutes cannot be taken back."


def _numbers() -> Iterator[Condition]:
    columns = ("number", "label", "minutes_id", "id")
    changed = "(" + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns) + ")"
    frozen = f"OLD.number IS NOT NULL AND {_FIXED.format(row='OLD')}"
    other = _OTHER.format(but=" AND was.id <> OLD.id")
    table = "meetings_minute"
    yield Condition("numbers", table, INSERT, _OTHER.format(but=""), _NUMBERS)
    yield Condition("numbers", table, UPDATE, f"({frozen} AND {changed}) OR {other}", _NUMBERS)
    yield Condition("numbers", table, DELETE, frozen, _NUMBERS)


def _taken_back() -> Iterator[Condition]:
    table = "meetings_minutes"
    out = f"(OLD.numbered_at IS NOT NULL OR OLD.state IN {_OUT})"
    backwards = f"(OLD.state IN {_OUT} AND NEW.state NOT IN {_OUT})"
    renumbered = "(OLD.numbered_at IS NOT NULL AND NEW.numbered_at IS DISTINCT FROM OLD.numbered_at)"
    elsewhere = f"({out} AND (NEW.id <> OLD.id OR NEW.meeting_id <> OLD.meeting_id))"
    replaced = (
        f"EXISTS (SELECT 1 FROM {table} was WHERE (was.id = NEW.id OR was.meeting_id = NEW.meeting_id) "
        "AND was.numbered_at IS NOT NULL{but})"
    )
    but = " AND was.id <> OLD.id"
    yield Condition("kept", table, INSERT, replaced.format(but=""), _TAKEN_BACK)
    update = f"{backwards} OR {renumbered} OR {elsewhere} OR {replaced.format(but=but)}"
    yield Condition("kept", table, UPDATE, update, _TAKEN_BACK)
    yield Condition("kept", table, DELETE, out, _TAKEN_BACK)


# SECURITY: a seal requires the act of the person who presided. A signature on paper requires its scan.
SIGNATURES = (
    Condition(
        "signed",
        "meetings_confirmation",
        INSERT,
        "NEW.on_paper AND NEW.scan_id IS NULL",
        "Minutes signed on paper are recorded with their scan.",
    ),
    Condition(
        "presided",
        "meetings_confirmation",
        INSERT,
        "NOT NEW.on_paper AND NOT EXISTS (SELECT 1 FROM committee_user u WHERE u.id = NEW.recorded_by_id "
        "AND u.person_id = NEW.presided_id)",
        "Minutes are signed by whoever presided where they were confirmed.",
    ),
)
CONDITIONS = (*(one for table in OWNERS for one in _of_confirmed(table)), *_numbers(), *_taken_back())


def _open_to_takedowns(condition: Condition) -> Condition:
    """Return the condition against changes of a signed row, with an exception for a takedown and its undoing."""
    table = condition.table
    if condition.name != "frozen" or condition.act != UPDATE or table not in _TAKEN_OUT:
        return condition
    may, beside = [], waits_beside(table)
    for column in triggers.columns_of(table):
        same = f'NEW."{column}" IS NOT DISTINCT FROM OLD."{column}"'
        if column in _TAKEN_OUT[table]:
            same = f"({same} OR {waits_beside(table, column)})"
        elif column == "is_down":  # after a confirmed takedown, a corrected scan publishes the minutes again
            same, beside = f"({same} OR {stands_beside(table)})", stands_beside(table)
        elif column == "revision":  # raised, so that a clerk who has the old text open cannot save the old text
            same = f"({same} OR (NEW.revision = OLD.revision + 1 AND {waits_beside(table)}))"
        may.append(same)
    return replace(condition, when=f"{condition.when} AND NOT ({' AND '.join(may)} AND {beside})")


def _replacement() -> tuple[Condition, ...]:
    """
    Return conditions against every change of a signature, except a correction of a paper signature's scan or day.

    A correction needs a scan, and points to the same version of the minutes or to a later version.
    """
    its = "(SELECT v.minutes_id FROM meetings_minutesversion v WHERE v.id = NEW.version_id) = OLD.minutes_id"
    allowed = f"OLD.on_paper AND NEW.scan_id IS NOT NULL AND NEW.version_id >= OLD.version_id AND {its}"
    return triggers.append_only_but("meetings_confirmation", ("scan_id", "signed_at", "version_id"), allowed)


def conditions() -> tuple[Condition, ...]:
    """Return all conditions. Some need the columns of the tables, so call this after the models are loaded."""
    return (*map(_open_to_takedowns, CONDITIONS), *SIGNATURES, *_replacement())
