"""
Rules that two rows may not overlap in time, such as two chairmen of a body, enforced by the database.

PostgreSQL uses exclusion constraints (with the extension btree_gist, which the migration creates), and SQLite uses
triggers. `sentence_of` returns the same sentence for both. The verbs check first, so that their refusal can name the
person. The database also refuses two acts at the same moment, and rows written by other code.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from committee.database import triggers
from committee.database.triggers import INSERT, UPDATE, Condition


@dataclass(frozen=True, slots=True)
class Only:
    """
    A rule: two rows of `table` with equal columns `same` and different columns `differ` share no day.

    `when` is SQL over `{row}` that is true of the rows that the rule is about. `says` is the sentence of the refusal,
    without apostrophes.
    """

    name: str
    table: str
    same: tuple[str, ...]
    says: str
    when: str = ""
    differ: tuple[str, ...] = ()
    days: tuple[str, str] = ("since", "until")

    def both(self, alias: str, other: str) -> str:
        """Return SQL that is true where the two rows called `alias` and `other` break the rule."""
        first, last = self.days
        ends = [f"COALESCE({row}.{last}, '9999-12-31')" for row in (alias, other)]
        return " AND ".join(
            (
                f"{alias}.id <> {other}.id",
                *(f"{alias}.{name} = {other}.{name}" for name in self.same),
                *(f"{alias}.{name} <> {other}.{name}" for name in self.differ),
                *([self.when.format(row=alias), self.when.format(row=other)] if self.when else ()),
                f"{alias}.{first} <= {ends[1]} AND {other}.{first} <= {ends[0]}",
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
        when="NOT {row}.at_once",  # a role ended during a day may be granted again from that day
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
    for rule in only:
        for act in (INSERT, UPDATE):
            exists = f"EXISTS (SELECT 1 FROM {rule.table} o WHERE {rule.both('NEW', 'o')})"
            # The old values of the row itself do not count against its new values.
            but = f"EXISTS (SELECT 1 FROM {rule.table} o WHERE o.id <> OLD.id AND {rule.both('NEW', 'o')})"
            yield Condition(rule.name, rule.table, act, exists if act == INSERT else but, rule.says)


# Rules that other apps add for their own tables, so that `sentence_of` knows their refusals too.
ABOVE: list[Only] = []


def _constraint(rule: Only) -> str:
    first, last = rule.days
    parts = [
        *(f"{name} WITH =" for name in rule.same),
        *(f"{name} WITH <>" for name in rule.differ),
        f"daterange({first}, {last}, '[]') WITH &&",
    ]
    when = f" WHERE ({rule.when.format(row=rule.table)})" if rule.when else ""
    return f"ALTER TABLE {rule.table} ADD CONSTRAINT {rule.name} EXCLUDE USING gist ({', '.join(parts)}){when}"


def declared(vendor: str, only: Iterable[Only] = ONLY) -> list[str]:
    """Return SQL that makes the database refuse two rows that overlap."""
    if vendor == "postgresql":
        return [_constraint(rule) for rule in only]
    return triggers.conditional(vendor, _conditions(only))


def constraints(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the rules that the database has now, as constraints or (on SQLite) as triggers."""
    if connection.vendor != "postgresql":
        standing = triggers.triggers(connection)
        return {condition.name for condition in _conditions((*ONLY, *ABOVE)) if condition.trigger in standing}
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
        return {row[0] for row in cursor.fetchall()}


def sentence_of(error: Exception) -> str:
    """
    Return the sentence of the rule whose name or sentence is in the database's error; "" for other errors.
    """
    text = str(error)
    return next((rule.says for rule in (*ONLY, *ABOVE) if rule.name in text or rule.says in text), "")
