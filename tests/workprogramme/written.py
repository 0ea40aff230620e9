"""Two items whose outcome Olive writes: one accepted, and one with a draft whose word is found nowhere else."""

from typing import Any

from committee.models import User
from tests.workprogramme import world as worlds
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import LeadRole
from workprogramme.outcomes import verbs as outcomes

DRAFTED = "quicksilverfern"


def values(world: worlds.World, clerk: User, officer: User) -> dict[str, dict[str, str]]:
    """Values of the addresses of outcomes."""
    act: dict[str, Any] = {"on": world.meetings[0].date, "at": worlds.AT, "by": clerk}
    leads = [LeadDraft(LeadRole.LEAD_OFFICER, officer.person)]
    accepted, drafted = (
        items.add_item(world.programme, title=title, meeting=world.meetings[0], leads=leads, **act)
        for title in ("Runaways", "Hospital discharge")
    )
    outcomes.accept(accepted, text="Members were pleased.", **act)
    outcomes.keep_draft(drafted, text=f"Members spoke of {DRAFTED}.", **act)
    names = ("officers:outcome", "desk:programme-outcome", "desk:programme-outcome-ask")
    found = {name: {"pk": str(drafted.pk)} for name in (*names, "desk:programme-outcome-reopen")}
    return found | {
        name: {"pk": str(accepted.pk)} for name in ("officers:outcome-done", "desk:programme-outcome-ask-more")
    }
