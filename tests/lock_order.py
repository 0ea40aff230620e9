"""
The order in which acts lock rows: each table after those that stand above it (`committee/acts/locking.py`).

`Locks` reads it off the SQL of an act. SQLite has one writer and prints no locks, so there it finds nothing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model

from committee.acts.locking import held_first

ORDER = (
    # The council's record stands for the register as a whole; then people, what they begin, and what they sit on.
    *("committee_council", "committee_municipalyear", "committee_signedlink", "committee_person", "committee_user"),
    *("workprogramme_callin", "workprogramme_callforaction", "reviews_review", "committee_committee"),
    *("workprogramme_programme", "meetings_meeting", "committee_follower", "workprogramme_urgentdecision"),
)
# What belongs to one of those: in any order while it is held, else as here. Of tables that no act locks beside another
# none is named.
UNDER = {
    "committee_council": (
        *("committee_division", "committee_politicalgroup", "committee_portfolio", "committee_directorygroup"),
    ),
    "committee_person": ("committee_post", "committee_seat", "meetings_absenceapproval"),
    "committee_user": ("committee_rolegrant", "committee_rolerequest", "reviews_taskmail"),
    "committee_follower": ("committee_subscription",),
    "reviews_review": ("reviews_evidenceconversion", "reviews_leftout"),
    "workprogramme_programme": ("workprogramme_suggester",),
    "workprogramme_urgentdecision": ("workprogramme_keydecision",),
    "meetings_meeting": (
        *("meetings_minutes", "meetings_comment", "meetings_agendaitem", "meetings_answer", "meetings_certificate"),
        *("meetings_privatenotice", "meetings_conversion", "meetings_droppedfile", "meetings_takedown"),
        *("meetings_agendaversion", "meetings_pack", "meetings_pagetext", "meetings_paper", "meetings_paperfile"),
        *("meetings_publishedpaper", "meetings_membernote", "meetings_notereader", "meetings_referral"),
    ),
}
# Acts on a row that no form begins from, or whose form locks all that the act does (`WriterForm`): the form of any
# other has locked what is locked before the row (`lock_first`).
FORM_WITHOUT_ROW = {
    "committee.register.merging.merge",
    "committee.register.people.give_post",
    "committee.register.directory_groups.end_group",
    "committee.register.sign_ins.change_address",
    "committee.register.sign_ins.name_person",
    "committee.register.sign_ins.suspend",
    "committee.search.terms.remove_equal_terms",
    "meetings.minutes.publication.publishing.publish_draft",
    "reviews.report.fact_check_verbs.name_checker",
    "reviews.report.fact_check_verbs.revoke_draft",
    "reviews.report.fact_check_verbs.send_draft",
    "reviews.proposing.panel_verbs.add_panellist",
    "reviews.answers.sign_off_verbs.revoke_link",
    "reviews.answers.sign_off_verbs.publish_answer",
    "reviews.answers.sign_off_verbs.name_writer",
    "workprogramme.member_requests.call_ins.ask_all_to_confirm",
    "workprogramme.member_requests.call_ins.ask_to_confirm",
    "workprogramme.programmes.rolling.roll_forward",
}
RANKS = (*ORDER, *(table for children in UNDER.values() for table in children))
LOCKED = re.compile(r"FOR (?:NO KEY )?UPDATE(?: OF (?P<of>[^)]+?))?(?: SKIP LOCKED)?\)?$")
CHANGED = re.compile(r'(?:UPDATE|DELETE FROM) "(\w+)"')
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')


class Locks:
    """The tables of which an act has locked rows, and what is wrong with their order."""

    def __init__(self, thing: Any = None) -> None:
        self.first = [held_first(thing)._meta.db_table] if isinstance(thing, Model) and thing.pk else []
        self.faults: list[str] = []
        self._begin()

    def _begin(self) -> None:
        self.depth, self.locked, self.changed = 0, list(self.first), set[str]()

    def watch(self, sql: str) -> None:
        """Take in one statement. Locks go with the end of their transaction, a savepoint in a test."""
        if sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")):
            self.depth += {"S": 1, "R": -1}[sql[0]] * (not sql.startswith("ROLLBACK"))
            if self.depth == 0:
                self._begin()
        elif match := LOCKED.search(sql):
            for table in re.findall(r'"(\w+)"', match["of"]) if match["of"] else TABLE.findall(sql):
                self._lock(table)
        elif match := CHANGED.match(sql):
            self.changed.add(match[1])
            if not self.locked and len(self.changed) > 1:
                self.faults.append(f"changes rows of {sorted(self.changed)}, and has locked none first")

    def _lock(self, table: str) -> None:
        if table not in self.locked:
            self.faults += [
                f"locks {table} after {other}" for other in self.locked if not self._may_follow(table, other)
            ]
            self.locked.append(table)

    def _may_follow(self, table: str, other: str) -> bool:
        if {table, other} - set(RANKS):
            return False
        held = [parent for parent, children in UNDER.items() if {table, other} <= set(children)]
        return RANKS.index(other) < RANKS.index(table) or any(parent in self.locked for parent in held)


@contextmanager
def watched(thing: Any) -> Iterator[Locks]:
    """Watch what is locked within, after what a form of `thing` has locked; on SQLite nothing: it prints no locks."""
    locks = Locks(thing)
    if connection.vendor == "sqlite":
        yield locks
        return

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        locks.watch(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield locks
