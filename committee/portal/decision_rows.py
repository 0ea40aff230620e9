"""The latest decisions as a list of a public page, drawn once and kept while they are the same."""

from typing import Any

from committee.public_pages.pieces import piece
from meetings.minutes.registers.decisions import Decision


def drawn(decisions: list[Decision], *, committees: bool) -> dict[str, Any]:
    """Return a template's `decisions`, and as `decision_rows` their list; `committees` names the committee of each."""
    context = {"decisions": decisions, "committees": committees}
    rows = piece("public/decisions/_latest.html", (decisions, committees), lambda: context)
    return {"decisions": decisions, "decision_rows": rows}
