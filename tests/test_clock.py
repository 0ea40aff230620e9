"""Dates and times that the law depends on are arguments: no verb, rule or finding asks the clock itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Where verbs, rules and findings live; views, commands and background tasks are where the clock is read.
VERBS = (
    "committee/law", "committee/register", "committee/models", "committee/complaints/verbs.py",
    "committee/sign_in/signed_links.py", "committee/acts/verbs.py",
    "meetings", "workprogramme", "reviews",
)  # fmt: skip
# Where the clock is read: pages, commands, and the background's leases.
CLOCKED = {"views", "lookup.py", "procedure_pages.py", "sending.py", "management", "migrations", "urls"}
ASKS = {"now", "localdate", "localtime", "today", "utcnow"}
MAY = {
    # Who may act is settled on the day on which they do, in this one place: a day that was given as an argument could
    # be one on which a role was still held.
    "committee/acts/verbs.py:allows",
    # Minutes record what has happened. Whether a time is still to come is for the clock alone to say: whoever gave it
    # as an argument could minute a meeting before its day.
    "meetings/minutes/room/holding.py:refuse_before_the_day",
    "meetings/minutes/room/holding.py:refuse_wrong_day",
    # Timestamps of what was done in the background, after the transaction of whoever asked for it.
    "meetings/papers/draft_minutes_paper.py:_offer",
    "meetings/packs/builds/lease.py:begin",
    "meetings/packs/builds/lease.py:progress",
    "meetings/packs/builds/lease.py:finish",
    "meetings/packs/builds/lease.py:put_back",
    "meetings/packs/builds/lease.py:fail",
    "meetings/packs/builds/lease.py:run",
    "meetings/agendas/notifying.py:tell_everybody",
    "meetings/agendas/notifying.py:tell_of_change",
    "meetings/packs/builds/tasks.py:_carry_out",
    "meetings/packs/builds/tasks.py:request_build",
    "meetings/takedowns/rebuilding.py:rebuild_after_takedown",
    "workprogramme/programmes/printing.py:print_programme",
    "meetings/papers/file_checks.py:refuse",
    *(f"meetings/papers/uploads.py:{name}" for name in ("accept", "check_upload")),
    "reviews/evidence/evidence_files.py:accept",
    # Lists of a page, as they stand today.
    "reviews/evidence/bundle.py:of_panels",
    "reviews/agenda_papers/ready.py:offer_papers",
    "meetings/actions/listing.py:asked_of",
    "meetings/minutes/publication/published.py:asked_in",
    # What a form offers first; what is sent is what counts.
    "committee/register/forms/committees.py:__init__",
    "meetings/calendar/forms.py:__init__",
    "meetings/calendar/forms.py:values_of",
    "meetings/calendar/importing.py:take",
}


def asking(root: Path) -> Iterator[str]:
    """Each function, as "file:function", that reads the clock: now(), localdate() without a moment, today()."""
    for room in VERBS:
        there = root.glob(room) if room.endswith(".py") else (root / room).rglob("*.py")
        for path in (path for path in there if CLOCKED.isdisjoint(path.relative_to(root).parts)):
            for function in _functions(ast.parse(path.read_text("utf-8"))):
                if any(_asks(node) for node in ast.walk(function)):
                    yield f"{path.relative_to(root)}:{function.name}"


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _asks(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in ASKS


def test_no_verb_asks_the_clock_but_those_that_may():
    assert sorted(set(asking(ROOT))) == sorted(MAY)
