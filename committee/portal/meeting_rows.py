"""Meetings as a list of a public page shows them, drawn once and kept while they are the same."""

from typing import Any

from committee.public_pages.pieces import piece
from meetings.calendar_rows import Row
from meetings.minutes.registers.decisions import Decision


def in_rows(name: str, rows: list[Row]) -> dict[str, Any]:
    """Return the meetings for a template, and their list under the name with "_rows"."""
    return {name: rows, f"{name}_rows": piece("_meeting_rows.html", rows, lambda: {"rows": rows})}


def drawn(decisions: list[Decision], *, committees: bool) -> dict[str, Any]:
    """Return a template's `decisions`, and as `decision_rows` their list; `committees` names the committee of each."""
    context = {"decisions": decisions, "committees": committees}
    rows = piece("public/decisions/_latest.html", (decisions, committees), lambda: context)
    return {"decisions": decisions, "decision_rows": rows}
