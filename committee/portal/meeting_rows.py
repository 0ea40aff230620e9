"""HTML lists of meetings and decisions on public pages, rendered once and cached while their rows stay the same."""

from typing import Any

from committee.public_pages.pieces import piece
from meetings.calendar_rows import Row
from meetings.minutes.registers.decisions import Decision


def in_rows(name: str, rows: list[Row]) -> dict[str, Any]:
    """Return a template's context: the meetings as `name`, and their rendered list as `name` with "_rows" added."""
    return {name: rows, f"{name}_rows": piece("_meeting_rows.html", rows, lambda: {"rows": rows})}


def drawn(decisions: list[Decision], *, committees: bool) -> dict[str, Any]:
    """
    Return a template's context: the decisions as `decisions`, and their rendered list as `decision_rows`.

    With `committees`, the list names the committee of each decision.
    """
    context = {"decisions": decisions, "committees": committees}
    rows = piece("public/decisions/_latest.html", (decisions, committees), lambda: context)
    return {"decisions": decisions, "decision_rows": rows}
