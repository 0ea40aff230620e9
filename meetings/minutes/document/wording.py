"""
Printed words of resolutions, votes, declarations, urgency and exclusions, generated from the data alone.

The stored text of a limb has no "That" before it and no full stop after it. This module adds both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from committee.law import exemption
from committee.models import Council, LimbStyle
from committee.wording.dates import full_date
from meetings.models import (
    AgendaItem,
    Breach,
    Casting,
    Choice,
    Declaration,
    Exclusion,
    InterestKind,
    Limb,
    LimbKind,
    Method,
    Resolution,
    Result,
    Vote,
    letter,
)

NONE_DECLARED = "No interests were declared."
INTERESTS = {
    InterestKind.DPI: "a disclosable pecuniary interest",
    InterestKind.REGISTRABLE: "an other registrable interest",
    InterestKind.NON_REGISTRABLE: "a non-registrable interest",
    InterestKind.PERSONAL: "a personal interest",
}
STOPS = ";,.:"
# How a line begins that is one of a list: 1. 12) (a) iv. - •
LISTED = re.compile(r"\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)] |[-–•] ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A council's way to print resolutions; by default the word RESOLVED, ":" after it, and limbs a), b)."""

    word: str = "RESOLVED"
    mark: str = ":"
    limb: str = LimbStyle.LETTER

    @classmethod
    def of(cls, council: Council) -> "Style":
        """Return the style that `council` has chosen."""
        return cls(council.resolution_word, council.resolution_mark, council.limb_style)

    def marker(self, position: int) -> str:
        """Return the marker of the limb at `position` (1 is the first): a), (a) or 1."""
        if self.limb == LimbStyle.NUMBER:
            return f"{position}."
        return f"({letter(position)})" if self.limb == LimbStyle.BRACKETED else f"{letter(position)})"

    def part(self, position: int) -> str:
        """
        Return the name of the limb at `position` in a sentence: "part (a)", or "part 1" where limbs have numbers.
        """
        return f"part {position}" if self.limb == LimbStyle.NUMBER else f"part ({letter(position)})"


@dataclass(frozen=True, slots=True)
class Words:
    """A resolution as printed: only `lead` where it has one limb; else `lead` and `limbs` (marker, words)."""

    lead: str
    limbs: tuple[tuple[str, str], ...] = ()

    @property
    def plain(self) -> str:
        """Return the whole resolution in one line."""
        parts = [self.lead, *(f"{marker} {text}" for marker, text in self.limbs)]
        return " ".join(" ".join(parts).split())


def words(limbs: Sequence[Any], style: Style) -> Words:
    """
    Return the words of a resolution with these limbs: rows with a `text`, or plain strings.

    One limb: "RESOLVED: That the report be noted." More: "RESOLVED: That:" and ("a)", "...;"), ("b)", "...; and"),
    ("c)", "... ."). Raises ValueError where there is no limb.
    """
    return that(f"{style.word}{style.mark} That", limbs, style)


def that(opening: str, limbs: Sequence[Any], style: Style) -> Words:
    """Return the resolution with `opening` before the limbs, such as "Motion as moved: That"."""
    texts = [bare(limb if isinstance(limb, str) else limb.text) for limb in limbs]
    if not texts:
        raise ValueError("A resolution without parts has no words.")
    if len(texts) == 1:
        return Words(f"{opening} {_stopped(texts[0])}")
    ends = [";"] * (len(texts) - 2) + ["; and"]
    lines = [text + end for text, end in zip(texts, ends, strict=False)] + [_stopped(texts[-1])]
    return Words(f"{opening}:", tuple((style.marker(place), text) for place, text in enumerate(lines, 1)))


def amendment(limbs: Sequence[Limb], style: Style, parts: int) -> Words:
    """Return the words of an amendment of a motion with `parts` parts: its changes, deletions and additions."""
    if parts == 1 and [(limb.position, limb.kind == LimbKind.DELETED) for limb in limbs] == [(1, False)]:
        return that("Amendment: That", limbs, style)
    changes = [_change(limb, style, parts) for limb in limbs]
    return Words(f"Amendment: That {'; and '.join(filter(None, ['; '.join(changes[:-1]), changes[-1]]))}.")


def _change(limb: Limb, style: Style, parts: int) -> str:
    part, words = style.part(limb.position) if limb.position else "the part", f"“{bare(limb.text)}”"
    if limb.kind == LimbKind.DELETED:
        return f"{part}, {words}, be deleted"
    return f"{words} be added as {part}" if limb.position > parts else f"{part} be replaced by {words}"


def bare(text: str) -> str:
    """
    Return a limb's text, without a "That" before it or a stop, semicolon or "and" after it.

    A paragraph, and a line that begins with a number, a letter or a bullet (the conditions of a permission), stays a
    line of its own. Other line breaks are those of the page from which the text was copied.
    """
    text = re.sub(r"^that:?\s+", "", _in_lines(text), flags=re.IGNORECASE)
    while True:
        text = text.rstrip(" " + STOPS)
        before_and = text.removesuffix("and").rstrip()
        if before_and == text or not before_and.endswith(tuple(STOPS)):
            return text
        text = before_and


def _in_lines(text: str) -> str:
    lines: list[str] = []
    after_blank = True
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if line and (after_blank or LISTED.match(line)):
            lines.append(line)
        elif line:
            lines[-1] += f" {line}"
        after_blank = not line
    return "\n".join(lines)


def _stopped(text: str) -> str:
    return text if text.endswith(("?", "!")) else f"{text}."


def joined(names: Sequence[str]) -> str:
    """Return the names as in a sentence: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def moved_words(resolution: Resolution) -> str:
    """Return "Moved by A and seconded by B."; "" where no mover or seconder is recorded."""
    parts = [
        f"{how} by {who.name}"
        for how, who in (("moved", resolution.mover), ("seconded", resolution.seconder))
        if who is not None
    ]
    return f"{capfirst(joined(parts))}." if parts else ""


def tells_vote(lines: Sequence[str], vote: Vote) -> bool:
    """Return whether `lines`, the printed `vote_lines` of a resolution, state the vote of that member."""
    label = f"{Choice(vote.choice).label}: "
    lists = [line.removeprefix(label).removesuffix(".") for line in lines if line.startswith(label)]
    name = f", {vote.attendee.name}, ".replace(" and ", ", ")  # a whole name: “Ann Lee” also begins “Ann Leech”
    return _demanded(vote) in lines or any(name in f", {names}, ".replace(" and ", ", ") for names in lists)


def vote_lines(resolution: Resolution) -> list[str]:
    """
    Return sentences on the vote: counts, names of a recorded vote, the casting vote (Sch 12 para 39).

    Each vote that a member required to be recorded is added (R32, SI 1993/202 Sch 2 para 1). [] for a motion that is
    pending, withdrawn or agreed without a vote.
    """
    if resolution.result in (Result.PENDING, Result.WITHDRAWN):
        return []
    votes = sorted(resolution.votes.all(), key=lambda vote: vote.attendee.name.split()[-1].casefold())
    in_breach = [_in_breach(breach) for breach in resolution.breaches.all()]
    lines = []
    if resolution.method != Method.ASSENT:
        lines.append(_counts(resolution))
    if resolution.method == Method.RECORDED:
        return [*lines, *_by_name(votes), *_casting(resolution), *in_breach]
    lines += _casting(resolution)
    return lines + [_demanded(vote) for vote in votes if vote.demanded] + in_breach


def _counts(resolution: Resolution) -> str:
    how = "On a recorded vote" if resolution.method == Method.RECORDED else "On a show of hands"
    counts = f"{resolution.votes_for or 0} voted for and {resolution.votes_against or 0} against"
    if not resolution.abstentions:
        return f"{how}, {counts}."
    return f"{how}, {counts}; {resolution.abstentions} abstained."


def _by_name(votes: Sequence[Vote]) -> list[str]:
    lines = []
    for choice in Choice:
        names = [vote.attendee.name for vote in votes if vote.choice == choice]
        if names:
            lines.append(f"{choice.label}: {joined(names)}.")
    return lines


def _casting(resolution: Resolution) -> list[str]:
    tied = resolution.votes_for is not None and resolution.votes_for == resolution.votes_against
    if not tied or resolution.method == Method.ASSENT:
        return []
    who = f"{resolution.presided.printed_name}, presiding," if resolution.presided else "The person presiding"
    if resolution.casting in (Casting.FOR, Casting.AGAINST):
        return [f"The votes being equal, {_lower_the(who)} gave a casting vote {resolution.casting}."]
    if resolution.casting == Casting.DECLINED:
        return [f"The votes being equal, {_lower_the(who)} gave no casting vote and the question was not determined."]
    return ["The votes being equal, the question was not determined."]


def _lower_the(who: str) -> str:
    return f"the{who[3:]}" if who.startswith("The ") else who


def _demanded(vote: Vote) -> str:
    voted = "abstained" if vote.choice == Choice.ABSTAINED else f"voted {vote.choice}"
    return f"At the member’s request it is recorded that {vote.attendee.name} {voted}."


def _in_breach(breach: Breach) -> str:
    """Return the words for a vote that the law bars and the count leaves out (R33, LA 2011 s.31(4))."""
    return (
        f"{breach.declaration.attendee.name} voted {breach.choice} although a disclosable pecuniary interest barred "
        "them from voting (Localism Act 2011 section 31(4)): that vote is not counted."
    )


def declaration_words(declaration: Declaration, *, where: str = "", nature: bool = True) -> str:
    """
    Return a declared interest as printed: the member, the kind of interest, the item, the nature, the member's acts.

    `where` is the document's name for the item ("minute 39"). Without `nature`, and always for a sensitive interest,
    the words leave out its nature and who granted a dispensation (R35, LA 2011 s.32).
    """
    is_told = nature and not declaration.sensitive
    sentence = f"{declaration.attendee.name} declared {INTERESTS[InterestKind(declaration.kind)]}"
    sentence += f" in {where or f'item {declaration.item.number}'}"
    if is_told and declaration.nature:
        sentence += f" ({' '.join(declaration.nature.split()).rstrip('.')})"
    did = [_dispensed(declaration, with_grantor=is_told)] if declaration.is_dispensed else []
    breaches = list(declaration.breaches.all()) if declaration.pk else []
    if any(breach.resolution_id is None for breach in breaches):
        did.append("took part in the discussion")
    if any(breach.resolution_id for breach in breaches):
        did.append("voted")
    if breaches:
        also = " They also left the room." if declaration.left_room else ""
        return f"{joined([sentence, *did])}, which section 31(4) of the Localism Act 2011 does not allow.{also}"
    if declaration.left_room:
        did.append("left the room while it was considered")
    elif declaration.bars:
        did.append("took no part in the discussion or the vote")
    return f"{joined([sentence, *did])}."


def _dispensed(declaration: Declaration, *, with_grantor: bool) -> str:
    """Return the clause on a dispensation. SECURITY: the grantor is free text, printed only if the nature is too."""
    if not with_grantor or not declaration.dispensed_by or declaration.dispensed_on is None:
        return "had a dispensation"
    on = declaration.dispensed_on
    return f"had a dispensation granted by {declaration.dispensed_by} on {full_date(on)}"


def urgency_words(item: AgendaItem) -> str:
    """Return the sentence on why an item was taken as urgent (R04, LGA 1972 s.100B(4)(b)); "" without a ruling."""
    ruling = getattr(item, "ruling", None)
    if ruling is None:
        return ""
    return (
        f"{ruling.chairman.printed_name}, in the chair, was of the opinion that this item should be considered at the "
        "meeting as a matter of urgency, by reason of these special circumstances: "
        f"{' '.join(ruling.circumstances.split()).rstrip('.')}."
    )


def exclusion_words(exclusion: Exclusion, numbers: dict[int, str] | None = None) -> list[str]:
    """
    Return one line for each item that an exclusion names, with its paragraphs and their descriptions (s.100A(5)).

    `numbers` gives a minute's number by the item's id: a line says "Minute 43" for an item in `numbers`, else "Item 9".
    """
    named = {
        f"Minute {numbers[row.item_id]}" if numbers and row.item_id in numbers else f"Item {row.item.number}": [
            int(number) for number in row.paragraphs.split(",")
        ]
        for row in exclusion.excluded.all()
    }
    return exemption.exclusion_lines(named)
