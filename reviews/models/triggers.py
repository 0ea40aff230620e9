"""
Triggers on reviews. The database refuses rows that break one of these rules:

- A review's state is the state to which its last step led. Each step begins at the state to which the step before led.
- A review is monitored by one of its parents.
- A recommendation that was handed down keeps its number. A piece of evidence keeps its reference.
- Nobody is on the executive and on a panel of overview and scrutiny on the same day (R37, LGA 2000 s.9FA).
- A panel has one chairman at a time, and nobody sits on a panel twice at a time.
- A report's version does not change, except for its `document`, from which a takedown may remove words (R60).
"""

from dataclasses import replace

from committee.database import triggers
from committee.database.triggers import DELETE, INSERT, UPDATE, Condition
from committee.models.triggers import executive_and_scrutiny, one_at_a_time
from committee.models.triggers.executive_and_scrutiny import EXECUTIVE, SCRUTINY, SIDES, Side
from committee.models.triggers.one_at_a_time import Only
from committee.public_pages import triggers as page_stamp
from committee.public_pages.areas import REVIEWS
from committee.public_pages.triggers import Watched
from meetings.models.triggers import takedowns

REVIEW, STEP, PARENT, PANELLIST, RECOMMENDATION, EVIDENCE = (
    f"reviews_{name}" for name in ("review", "reviewstep", "parent", "panellist", "recommendation", "evidence")
)
_STATE = "A review stands where its last step led."
_STEPS = "A step of a review begins where the one before led."
_MONITOR = "A review is monitored by one of its parents."
_NUMBER = "A recommendation that was handed down keeps its number, and is withdrawn, not removed."
_REFERENCE = "A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten."
_LAST = f"(SELECT MAX(s.number) FROM {STEP} s WHERE s.review_id = {{review}})"
_MONITORS = (
    f"EXISTS (SELECT 1 FROM {REVIEW} r WHERE r.id = {{row}}.review_id AND r.monitored_by_id = {{row}}.committee_id)"
)
_LOCK = f"SELECT id FROM {REVIEW} WHERE id = NEW.review_id FOR NO KEY UPDATE"

CONDITIONS = (
    Condition("state", REVIEW, INSERT, "NEW.state <> 'proposed'", _STATE),
    Condition(
        "state", REVIEW, UPDATE,
        "NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM "
        f"{STEP} s WHERE s.review_id = NEW.id AND s.to_state = NEW.state "
        f"AND s.number = {_LAST.format(review='NEW.id')})",
        _STATE,
    ),
    Condition(
        "begins", STEP, INSERT,
        f"NEW.from_state <> (SELECT r.state FROM {REVIEW} r WHERE r.id = NEW.review_id) "
        f"OR NEW.number <> COALESCE({_LAST.format(review='NEW.review_id')}, 0) + 1",
        _STEPS, lock=_LOCK,
    ),
    Condition(
        "monitored", REVIEW, UPDATE,
        "NEW.monitored_by_id <> OLD.monitored_by_id AND NOT EXISTS (SELECT 1 FROM "
        f"{PARENT} p WHERE p.review_id = NEW.id AND p.committee_id = NEW.monitored_by_id)",
        _MONITOR,
    ),
    Condition(
        "monitored", PARENT, DELETE,
        _MONITORS.format(row="OLD"), _MONITOR,
    ),
    Condition(
        "monitored", PARENT, UPDATE,
        "NEW.review_id <> OLD.review_id OR NEW.committee_id <> OLD.committee_id", _MONITOR,
    ),
    Condition(
        "numbered", RECOMMENDATION, UPDATE,
        "OLD.handed_down_at IS NOT NULL AND (NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id "
        "OR NEW.handed_down_at IS NULL)",
        _NUMBER,
    ),
    Condition("numbered", RECOMMENDATION, DELETE, "OLD.handed_down_at IS NOT NULL", _NUMBER),
    Condition(
        "referenced", EVIDENCE, UPDATE,
        "NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id "
        "OR (OLD.forgotten_on IS NOT NULL AND NEW.forgotten_on IS NULL)",
        _REFERENCE,
    ),
    Condition("referenced", EVIDENCE, DELETE, "1 = 1", _REFERENCE),
)  # fmt: skip
ONLY = (
    Only(
        "one_chairman_of_a_panel_at_a_time", PANELLIST, ("review_id",),
        "A panel has one Chairman at a time: somebody else is recorded as its Chairman in that time.",
        when="{row}.role = 'chairman'",
    ),
    Only(
        "a_person_sits_on_a_panel_once_at_a_time", PANELLIST, ("review_id", "person_id"),
        "A person sits on a panel once at a time: they are on it in that time already.",
    ),
)  # fmt: skip


def _apart() -> tuple[Condition, ...]:
    """Return the conditions that keep panel members off the executive. `committee.models` guards seats."""
    sides = (*(side for side in SIDES if side.side == EXECUTIVE), Side(PANELLIST, SCRUTINY))
    conditions = executive_and_scrutiny.conditions(sides)
    return tuple(replace(condition, name="apart_panel") for condition in conditions if condition.name == "apart")


# Tables that public pages read.
WATCHED = tuple(
    Watched(f"reviews_{name}", (REVIEWS,))
    for name in (
        *("addressee", "callforevidence", "endorsement", "evidence", "evidencefile", "evidencesession", "figuretable"),
        *("invitation", "notice", "panellist", "parent", "progressentry", "recommendation", "reportversion"),
        *("response", "review", "reviewitem", "reviewmethod", "reviewstep", "scopeagreement", "scopepoint", "witness"),
    )
)


def _but_for_takedowns(
    table: str, columns: tuple[str, ...], allowed: str, taken: tuple[str, ...]
) -> tuple[Condition, ...]:
    """
    Return the conditions of `append_only_but`.

    An update may change `columns` if the SQL condition `allowed` is true. A takedown that stores the old values may
    change `columns` and `taken`.
    """
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in taken if name not in columns)
    return triggers.append_only_but(
        table, (*columns, *taken), f"(({allowed} AND {same}) OR {takedowns.stands_beside(table)})"
    )


def declared(vendor: str) -> list[str]:
    """Return the SQL of all triggers for the database `vendor`, such as “postgresql”."""
    steps = triggers.append_only_but(STEP, ("reason", "on"), "(NEW.reason <> '' OR OLD.reason = '')")
    withdrawn = ("withdrawn_at", "withdrawn_by_id", "withdrawn_reason")
    decisions = _but_for_takedowns(
        "reviews_endorsement", ("comments", "minute_id", *withdrawn), "OLD.withdrawn_at IS NULL", ("proof",)
    )
    scopes = _but_for_takedowns(
        "reviews_scopeagreement", ("on", "minute_id", "mistake"), "OLD.mistake = ''", ("agreed", "mistake")
    )
    marked = takedowns.marked(REVIEW, RECOMMENDATION, "reviews_response")
    published = "OLD.published_at IS NULL AND NEW.published_at IS NOT NULL"
    progress = _but_for_takedowns("reviews_progressentry", ("published_at",), published, ("evidence", "reason"))
    # `document` may change: words are removed in a takedown (R60), or where a witness withdraws consent to be named.
    reports = triggers.append_only_but("reviews_reportversion", ("document",), "1 = 1")
    # SQLite's INSERT OR REPLACE removes the old row without running the trigger against removal.
    replaced = triggers.standing_in_the_way(PARENT, _MONITORS.format(row="was"))
    monitored = Condition("monitored", PARENT, INSERT, replaced, _MONITOR)
    gone = triggers.standing_in_the_way(RECOMMENDATION, "was.handed_down_at IS NOT NULL")
    numbered = Condition("numbered", RECOMMENDATION, INSERT, gone, _NUMBER)
    referenced = Condition("referenced", EVIDENCE, INSERT, triggers.standing_in_the_way(EVIDENCE, "1 = 1"), _REFERENCE)
    guards = (*steps, *decisions, *scopes, *progress, *reports, *marked, *_apart())
    return [
        *triggers.conditional(vendor, (*CONDITIONS, monitored, numbered, referenced, *guards)),
        *one_at_a_time.declared(vendor, ONLY),
        *page_stamp.declared(vendor, WATCHED),
    ]
