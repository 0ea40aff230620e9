"""
Triggers by which the database enforces R37 (LGA 2000 s.9FA) and R64 (LGHA 1989 s.13) for seats and portfolios.

Nobody belongs to the executive and sits, on the same day, on an overview and scrutiny body or on a panel of that
body. The order of the writes does not matter. Only a councillor can begin a voting seat without a named ground. An app
that stores panels in a table of that app declares these conditions among the app's triggers:

    executive_and_scrutiny.conditions((*SIDES, Side("reviews_panellist", SCRUTINY)))

An existing row can always be ended, because an earlier last day breaks no rule.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from committee.database.triggers import INSERT, UPDATE, Condition

EXECUTIVE, SCRUTINY = "executive", "scrutiny"
_OTHER = {EXECUTIVE: SCRUTINY, SCRUTINY: EXECUTIVE}
# SQL that is true of a row of committee_committee, by side.
_BODY = {
    EXECUTIVE: "({body}.kind = 'executive' OR {body}.function = 'executive')",
    SCRUTINY: "({body}.function = 'scrutiny')",
}
SAYS_APART = "Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA)."
SAYS_UNDER = "A body under an overview and scrutiny or executive body is one itself (LGA 2000 s.9FA)."
SAYS_VOTE = "Only a councillor has a vote without a named ground (LGHA 1989 s.13)."
REFUSALS = (SAYS_APART, SAYS_UNDER, SAYS_VOTE)


@dataclass(frozen=True, slots=True)
class Side:
    """
    A table of seats of one side, with columns id, person_id, since and until.

    `when` is SQL over `{row}` that is true of the rows that belong to the side; `fixed` are the columns that `when`
    depends on.
    """

    table: str
    side: str
    when: str = "1 = 1"
    fixed: tuple[str, ...] = ()


def _sits_on(side: str) -> str:
    body = _BODY[side].format(body="b")
    return f"EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = {{row}}.committee_id AND {body})"


SIDES = (
    Side("committee_portfolioholding", EXECUTIVE, "{row}.role = 'cabinet_member'", ("role",)),
    Side("committee_seat", EXECUTIVE, _sits_on(EXECUTIVE), ("committee_id",)),
    Side("committee_seat", SCRUTINY, _sits_on(SCRUTINY), ("committee_id",)),
)
_LOCKS = {
    # Other transactions that give the person a seat, or change the committee's side, wait for these locks.
    "committee_seat": (
        "SELECT p.id FROM committee_person p, committee_committee c WHERE p.id = NEW.person_id "
        "AND c.id = NEW.committee_id FOR NO KEY UPDATE OF p FOR SHARE OF c"
    ),
}
_LOCK = "SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE"


def _until(row: str) -> str:
    return f"COALESCE({row}.until, '9999-12-31')"


def _overlap(alias: str, other: str) -> str:
    return f"({alias}.since <= {_until(other)} AND {other}.since <= {_until(alias)})"


def _cut(*fixed: str) -> str:
    """Return SQL that is true where an UPDATE only shortens a row's days and leaves the columns `fixed` as they are."""
    same = " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("id", "person_id", *fixed))
    return f"({same} AND NEW.since >= OLD.since AND {_until('NEW')} <= {_until('OLD')})"


def _on_side(sides: Iterable[Side], side: str, row: str, but: str = "") -> str:
    """
    Return SQL that is true where the person of `row` belongs to `side` on a day of `row`.

    `but` is SQL over the alias `o` that leaves out some seats.
    """
    clauses = [
        f"EXISTS (SELECT 1 FROM {rule.table} o WHERE o.person_id = {row}.person_id AND {_overlap('o', row)} "
        f"AND {rule.when.format(row='o')}{but if rule.table == 'committee_seat' else ''})"
        for rule in sides
        if rule.side == side
    ]
    return f"({' OR '.join(clauses)})"


def _of_seats(sides: tuple[Side, ...]) -> Iterator[Condition]:
    for table in dict.fromkeys(side.table for side in sides):
        mine = [side for side in sides if side.table == table]
        fixed = tuple(dict.fromkeys(name for rule in mine for name in rule.fixed))
        for act in (INSERT, UPDATE):
            # The old values of the row itself do not count against its new values.
            but = f" AND o.id <> {'NEW' if act == INSERT else 'OLD'}.id" if table == "committee_seat" else ""
            both = " OR ".join(
                f"({rule.when.format(row='NEW')} AND {_on_side(sides, _OTHER[rule.side], 'NEW', but)})" for rule in mine
            )
            when = f"({both})" if act == INSERT else f"NOT {_cut(*fixed)} AND ({both})"
            yield Condition("apart", table, act, when, SAYS_APART, lock=_LOCKS.get(table, _LOCK))


def _of_bodies(sides: tuple[Side, ...]) -> Iterator[Condition]:
    table = "committee_committee"
    turned = "(NEW.kind <> OLD.kind OR NEW.function <> OLD.function)"
    elsewhere = " AND o.committee_id <> NEW.id"
    clauses = [
        f"({_BODY[side].format(body='NEW')} AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id "
        f"AND {_on_side(sides, _OTHER[side], 's', elsewhere)}))"
        for side in _OTHER
    ]
    lock = (
        "SELECT id FROM committee_person WHERE id IN (SELECT person_id FROM committee_seat "
        f"WHERE committee_id = NEW.id AND {turned}) ORDER BY id FOR NO KEY UPDATE"
    )
    yield Condition("apart", table, UPDATE, f"{turned} AND ({' OR '.join(clauses)})", SAYS_APART, lock=lock)
    scrutiny, executive = _BODY[SCRUTINY], _BODY[EXECUTIVE]
    unlike = (
        f"(({scrutiny.format(body='{over}')} AND NOT {scrutiny.format(body='{under}')}) OR "
        f"({executive.format(body='{over}')} AND {{under}}.kind <> 'informal' "
        f"AND NOT {executive.format(body='{under}')}))"
    )
    above = f"EXISTS (SELECT 1 FROM {table} a WHERE a.id = NEW.parent_id AND {unlike.format(over='a', under='NEW')})"
    below = f"EXISTS (SELECT 1 FROM {table} u WHERE u.parent_id = NEW.id AND {unlike.format(over='NEW', under='u')})"
    lock = f"SELECT id FROM {table} WHERE id = NEW.parent_id FOR SHARE"
    moved = f"({turned} OR NEW.parent_id IS DISTINCT FROM OLD.parent_id)"
    yield Condition("under", table, INSERT, above, SAYS_UNDER, lock=lock)
    yield Condition("under", table, UPDATE, f"{moved} AND ({above} OR {below})", SAYS_UNDER, lock=lock)


def _of_votes() -> Iterator[Condition]:
    seat = "committee_seat"
    councillor = (
        "EXISTS (SELECT 1 FROM committee_term t WHERE t.person_id = NEW.person_id AND t.since <= NEW.since "
        f"AND {_until('t')} >= NEW.since)"
    )
    ungrounded = f"NEW.voting AND NEW.voting_ground = '' AND NOT {councillor}"
    same = " AND NEW.voting = OLD.voting AND NEW.voting_ground = OLD.voting_ground"
    yield Condition("voting", seat, INSERT, ungrounded, SAYS_VOTE, lock=_LOCK)
    update = f"{ungrounded} AND NOT ({_cut('committee_id')}{same})"
    yield Condition("voting", seat, UPDATE, update, SAYS_VOTE, lock=_LOCK)


def conditions(sides: tuple[Side, ...] = SIDES) -> tuple[Condition, ...]:
    """Return the conditions under which the database refuses a write; `sides` are the tables of both sides' seats."""
    return (*_of_seats(sides), *_of_bodies(sides), *_of_votes())


CONDITIONS = conditions()
