"""The whole story of an item, from the suggestion to its outcome, with the days between steps."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from committee.wording.dates import full_date, month_and_year
from workprogramme.history import minutes, moves
from workprogramme.history.facts import ABOVE, Fact, Reader, one_line
from workprogramme.models import Briefing, ItemState, ProgrammeItem


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step of a story.

    `days` is the number of days since the step before, None for the first step. `url` is "" for a step without a page.
    """

    on: dt.date
    word: str
    text: str
    url: str
    days: int | None


def story(item: ProgrammeItem, *, public: bool) -> list[Step]:
    """
    Return all steps of `item` and of the items that it was rolled forward from, oldest step first.

    With `public`, return only public steps, and [] for an item that is not public. The number of queries does not grow
    with the story.

    SECURITY: every public step comes from a `public()` queryset or a published version. The public steps do not reveal
    who suggested the item, its scores, drafts, unpublished agendas and minutes, or withheld minutes, actions and
    answers.
    """
    reader = Reader(public)
    chain = reader.chain(item)
    if not chain:
        return []
    item = chain[-1]
    record = minutes.read(item)
    facts = moves.of(chain, reader, record)
    if record.url and not any(fact.word == "Considered" for fact in facts):
        facts.append(moves.considered(record.on, at_a_meeting=True, record=record))
    facts += minutes.of(item, record)
    facts += [_outcome(item, reader)] if item.tells_outcome or (item.has_outcome and not public) else []
    facts += _follow_ups(item, reader)
    facts += [fact for facts_of in ABOVE for fact in facts_of(chain, public)]
    briefings = Briefing.objects.filter(item__in=chain)
    facts += [Fact(briefing.held_on, 50, "Briefing", briefing.bullet) for briefing in briefings]
    facts.sort(key=lambda fact: (fact.on, min(fact.generation, len(chain) - 1), fact.rank))
    return with_days(facts)


def with_days(facts: Sequence[Fact]) -> list[Step]:
    """Return `facts` as steps of a story, in the same order, each with the days since the step before."""
    gaps = [None, *((after.on - before.on).days for before, after in pairwise(facts))]
    return [Step(fact.on, fact.word, fact.text, fact.url, gap) for fact, gap in zip(facts, gaps, strict=True)]


def _outcome(item: ProgrammeItem, reader: Reader) -> Fact:
    on = reader.day(item.outcome_accepted_at)
    if item.outcome_from:
        return Fact(on, 60, "Outcome imported", f"from {item.outcome_from}: {one_line(item.outcome)}")
    return Fact(on, 60, "Outcome recorded", one_line(item.outcome))


def _follow_ups(item: ProgrammeItem, reader: Reader) -> list[Fact]:
    facts = []
    for other in reader.seen(ProgrammeItem.objects.filter(follow_up_of=item)).order_by("pk"):
        on = other.origin_on or reader.day(other.created_at)
        facts.append(Fact(on, 70, "Follow-up proposed", f"{other.title}, {_when(other)}", reader.address(other)))
    return facts


def _when(item: ProgrammeItem) -> str:
    if item.day:
        return f"on {full_date(item.day)}"
    if item.state == ItemState.TBC and item.wanted_on:
        return f"to be scheduled about {month_and_year(item.wanted_on)}"
    return "to be scheduled" if item.state == ItemState.TBC else item.state_words.lower()
