"""
What holds for one at a time, as the database itself keeps it: a body's chairman, a portfolio's holder, a person's seat.

PostgreSQL has exclusion constraints for it (by the extension btree_gist, which the migration makes); SQLite gets
triggers. Both are told to people in the same sentence (`sentence_of`). The verbs look first, and say who is in the
way; the database answers for whoever came at the same moment, and for rows that come in by another road.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from committee import triggers
from committee.triggers import INSERT, UPDATE, Condition


@dataclass(frozen=True, slots=True)
class Only:
    """
    Rows of `table` that share the columns `same` and no day between them; of those in `differ` they differ.

    `when` is SQL over `{row}` that is true of the rows that count; `says` the refusal, without apostrophes.
    """

    name: str
    table: str
    same: tuple[str, ...]
    says: str
    when: str = ""
    differ: tuple[str, ...] = ()
    days: tuple[str, str] = ("since", "until")

    def both(self, one: str, other: str) -> str:
        """SQL that is true where the rows `one` and `other` are two that cannot stand beside each other."""
        first, last = self.days
        ends = [f"COALESCE({row}.{last}, '9999-12-31')" for row in (one, other)]
        return " AND ".join(
            (
                f"{one}.id <> {other}.id",
                *(f"{one}.{name} = {other}.{name}" for name in self.same),
                *(f"{one}.{name} <> {other}.{name}" for name in self.differ),
                *([self.when.format(row=one), self.when.format(row=other)] if self.when else ()),
                f"{one}.{first} <= {ends[1]} AND {other}.{first} <= {ends[0]}",
            )
        )


ONLY = (
    Only(
        "one_chairman_of_a_body_at_a_time",
        "committee_seat",
        ("committee_id",),
        "A body has one Chairman at a time: somebody else is recorded as its Chairman in that time.",
        when="{row}.role = 'chairman'",
    ),
    Only(
        "one_seat_of_a_person_on_a_body_at_a_time",
        "committee_seat",
        ("committee_id", "person_id"),
        "A person has one seat on a body at a time: they sit there in that time already.",
    ),
    Only(
        "one_cabinet_member_for_a_portfolio_at_a_time",
        "committee_portfolioholding",
        ("portfolio_id",),
        "A portfolio has one Cabinet Member at a time: somebody else is recorded in that time.",
        when="{row}.role = 'cabinet_member'",
    ),
    Only(
        "a_person_has_a_portfolio_once_at_a_time",
        "committee_portfolioholding",
        ("portfolio_id", "person_id"),
        "A person has a portfolio once: they have it in that time already.",
    ),
    Only(
        "one_term_of_a_councillor_at_a_time",
        "committee_term",
        ("person_id",),
        "A councillor has one term of office at a time: they are a councillor in that time already.",
    ),
    Only(
        "one_group_of_a_councillor_at_a_time",
        "committee_groupmembership",
        ("person_id",),
        "A councillor belongs to one political group at a time: they are in one in that time already.",
    ),
    Only(
        "one_monitoring_officer_at_a_time",
        "committee_post",
        (),
        "The council has one monitoring officer at a time (LGHA 1989 s.5): somebody else is recorded in that time.",
        when="{row}.is_monitoring_officer",
        differ=("person_id",),
    ),
    Only(
        "a_role_is_held_once_at_a_time",
        "committee_rolegrant",
        ("user_id", "role"),
        "A role is held once at a time: they hold it in that time already.",
        when="NOT {row}.at_once",  # what ended in the course of a day leaves that day to the next
    ),
    Only(
        "municipal_years_do_not_overlap",
        "committee_municipalyear",
        (),
        "Municipal years do not overlap: another holds on some of those days.",
        days=("starts", "ends"),
    ),
)


def _conditions(only: Iterable[Only]) -> Iterator[Condition]:
    for one in only:
        for act in (INSERT, UPDATE):
            there = f"EXISTS (SELECT 1 FROM {one.table} o WHERE {one.both('NEW', 'o')})"
            # The row itself, as it was, does not stand against what it becomes.
            but = f"EXISTS (SELECT 1 FROM {one.table} o WHERE o.id <> OLD.id AND {one.both('NEW', 'o')})"
            yield Condition(one.name, one.table, act, there if act == INSERT else but, one.says)


# What storeys above keep in tables of their own, so that their refusals are told in words too.
ABOVE: list[Only] = []


def _constraint(one: Only) -> str:
    first, last = one.days
    parts = [
        *(f"{name} WITH =" for name in one.same),
        *(f"{name} WITH <>" for name in one.differ),
        f"daterange({first}, {last}, '[]') WITH &&",
    ]
    when = f" WHERE ({one.when.format(row=one.table)})" if one.when else ""
    return f"ALTER TABLE {one.table} ADD CONSTRAINT {one.name} EXCLUDE USING gist ({', '.join(parts)}){when}"


def declared(vendor: str, only: Iterable[Only] = ONLY) -> list[str]:
    """SQL that makes the database refuse a second at the same time."""
    if vendor == "postgresql":
        return [_constraint(one) for one in only]
    return triggers.conditional(vendor, _conditions(only))


def constraints(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of those that stand now, on either database."""
    if connection.vendor != "postgresql":
        standing = triggers.triggers(connection)
        return {one.name for one in _conditions((*ONLY, *ABOVE)) if one.trigger in standing}
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
        return {row[0] for row in cursor.fetchall()}


def sentence_of(error: Exception) -> str:
    """What the database refused, as a sentence: by its constraint's name, or in a trigger's own words; "" if not us."""
    text = str(error)
    return next((one.says for one in (*ONLY, *ABOVE) if one.name in text or one.says in text), "")
