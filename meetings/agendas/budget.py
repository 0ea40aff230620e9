"""Whether the Council decides on its budget under an item: what a published agenda called budget stays so (R59)."""

from typing import Any

from committee.acts.refusal import Refused
from committee.acts.saving import reasoned
from committee.law import voting
from committee.models import LegalKind
from meetings.models import AgendaItem, Meeting


def switched_off(item: AgendaItem, reason: str, *, was: bool) -> dict[str, str]:
    """
    Return, for the trail, why an item is not of the budget though its title says so, or the clerk had said so (`was`).

    Empty where neither did. Raises Refused without a reason, and where the agenda was published with the item as one of
    the budget: each member's vote under it is recorded by name (R59, SI 2014/165 reg 2).
    """
    kind = item.meeting.committee.kind
    if item.is_by_name(kind) or not (was or voting.is_by_name(kind, item.title, None)):
        return {}
    if item.pk and _published_so(item.meeting, item.pk):
        raise Refused(
            f"Item {item.number} was published as one that decides on the budget, council tax or a precept, so each "
            "member’s vote under it is recorded by name (SI 2014/165 reg 2).",
            rule="R59",
        )
    return {"reason": reasoned(reason, "why it does not decide on the budget, council tax or a precept")}


def _published_so(meeting: Meeting, item: int) -> bool:
    """
    Return whether any version of the agenda lists the item as one of the budget; the first versions kept only titles.
    """
    for listed in meeting.versions.values_list("snapshot__items", flat=True):
        for entry in listed:
            if entry["pk"] == item and _called_so(meeting, entry):
                return True
    return False


def _called_so(meeting: Meeting, entry: dict[str, Any]) -> bool:
    by_name = entry.get("by_name")
    return voting.is_by_name(meeting.committee.kind, entry["title"], None) if by_name is None else by_name


def keep_by_name(item: AgendaItem, *, was: bool) -> None:
    """Keep the recorded vote of a published item whose title is corrected: `was` so, it stays so (R59)."""
    kind = item.meeting.committee.kind
    if kind == LegalKind.COUNCIL and was and not item.is_by_name(kind):
        item.decides_budget = True
