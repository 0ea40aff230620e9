"""A suggestion whose words, and whose maker, nobody but planners may see: two words that stand nowhere else."""

from typing import Any

from committee.models import Committee, User
from tests.workprogramme.world import AT, ON
from workprogramme.items import scheduling
from workprogramme.models import Origin, ProgrammeItem
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing

SUGGESTED, SUGGESTER = "Wiedehopf", "Nachtigall"


def make(committee: Committee, **other: object) -> ProgrammeItem:
    """Make a resident's suggestion, with both poison words in everything typed."""
    said: dict[str, Any] = {
        "title": f"The {SUGGESTED} of the county",
        "details": f"Where the {SUGGESTED} nests.",
        "origin": Origin.RESIDENT,
        "origin_words": f"Letter on the {SUGGESTED}",
        "name": f"Rosa {SUGGESTER}",
        "email": f"{SUGGESTER.lower()}@people.example",
    }
    return suggestions.suggest(committee, **{**said, **other}, on=ON, at=AT)


def values(committee: Committee, clerk: User) -> dict[str, dict[str, str]]:
    """Values for the pages of suggestions: one waits, one is weighed, one is turned down, one goes on in another."""
    when: dict[str, Any] = {"on": ON, "at": AT, "by": clerk}
    waiting, weighed, declined, merged = (make(committee) for _ in range(4))
    questions = committee.weighing_questions.filter(is_active=True)
    weighing.score(weighed, dict.fromkeys(questions, (2, f"A {SUGGESTED}")), **when)
    scheduling.decline(declined, reason=f"No {SUGGESTED} here", **when)
    scheduling.merge(merged, waiting, reason=f"One {SUGGESTED} is enough", **when)
    return {"desk:programme-suggestion": {"pk": str(waiting.pk)}}
