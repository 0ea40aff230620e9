"""What storeys above tell of an item in its story: no storey imports one above it, so those register here."""

from collections.abc import Callable, Sequence

from workprogramme.history.facts import Fact
from workprogramme.models import ProgrammeItem

# Given an item with all that it was rolled forward from, and whether anybody reads it, it answers with facts.
TellAbove = Callable[[Sequence[ProgrammeItem], bool], list[Fact]]
ABOVE: list[TellAbove] = []


def tell(facts_of: TellAbove) -> None:
    """Have `facts_of` asked in the story of every item."""
    if facts_of not in ABOVE:
        ABOVE.append(facts_of)


def told(chain: Sequence[ProgrammeItem], *, public: bool) -> list[Fact]:
    """What the storeys above have to tell."""
    return [fact for facts_of in ABOVE for fact in facts_of(chain, public)]
