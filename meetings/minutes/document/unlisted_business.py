"""
Business that was on no agenda published here: the decisions made on it, and the public note about them (R63).

A meeting may consider an item only where the agenda with that item was open in time, or where the chairman ruled the
item urgent (LGA 1972 s.100B(4)). The minutes name any other business that was decided, with its recorded ground.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.verbs import verb
from committee.law.business import ANYTHING
from committee.models import LegalKind, User
from meetings.agendas.listed_items import listed_since
from meetings.minutes.document.wording import joined
from meetings.minutes.findings.consistency import DECIDED
from meetings.minutes.room.holding import hold_minutes
from meetings.models import BusinessGround, GroundKind, ItemKind, Limb, LimbKind, Minute, Minutes
from meetings.notice_period import legal_kind
from meetings.packs.leak_check import public_words

# Items of these kinds are on every agenda and announce no business. So business decided under them was on no agenda.
FORMAL = (ItemKind.APOLOGIES, ItemKind.DECLARATIONS, ItemKind.EXCLUSION)
LAW = "(Local Government Act 1972, section 100B(4))"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """
    Decisions on business that was on no agenda published here.

    `whole` is True where no agenda of the meeting was published here; `entries` are the minutes with such decisions.
    """

    whole: bool = False
    entries: list[Minute] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.whole or bool(self.entries)


def unlisted(minutes: Minutes, entries: Sequence[Minute]) -> Unlisted:
    """Return decisions on business that was on no agenda published here. Callers prefetch resolutions and rulings."""
    listed = listed_since(minutes.meeting)
    decided = [
        entry for entry in entries if any(resolution.result in DECIDED for resolution in entry.resolutions.all())
    ]
    if not listed:
        return Unlisted(True, decided)
    return Unlisted(
        False,
        [row for row in decided if is_unnoticed(row) or (row.item_id not in listed and not _ruled(minutes, row))],
    )


def is_unnoticed(entry: Minute) -> bool:
    """Return whether a minute has decisions on business of which its agenda item gave no notice."""
    if entry.item is None:
        return False
    if ANYTHING.search(entry.item.title) and not hasattr(entry.item, "ruling"):
        return True
    if entry.item.kind == ItemKind.MINUTES:
        decided = Limb.objects.filter(resolution__minute=entry, resolution__result__in=DECIDED)
        return decided.exclude(kind=LimbKind.CONFIRMED).exclude(text__icontains="minutes").exists()
    if entry.item.kind not in FORMAL:
        return False
    put = [resolution for resolution in entry.resolutions.all() if resolution.result in DECIDED]
    return entry.item.kind != ItemKind.EXCLUSION or not all(hasattr(resolution, "exclusion") for resolution in put)


def _ruled(minutes: Minutes, entry: Minute) -> bool:
    """Return whether a ruling of urgency allowed the item; the executive has no such ruling (SI 2012/2089 reg 6(2))."""
    ruling = getattr(entry.item, "ruling", None) if entry.item else None
    stands = ruling is not None and bool(ruling.circumstances.strip())
    return stands and legal_kind(minutes.meeting) is not LegalKind.EXECUTIVE


def ground_of(minutes: Minutes) -> BusinessGround | None:
    """Return the recorded ground for unlisted business; None where no ground is recorded."""
    return BusinessGround.objects.filter(minutes=minutes).first()


def notice(minutes: Minutes, entries: Sequence[Minute], numbers: dict[int, str]) -> str:
    """
    Return the printed note on unlisted business; "" for none. The note is public, so it names no hidden heading.

    `numbers` gives each minute's printed number by its id; a minute without a number is named by its heading.
    """
    result = unlisted(minutes, entries)
    if not result:
        return ""
    ground = ground_of(minutes)
    if result.whole:
        elsewhere = "The agenda of this meeting was published, but not on this website"
        never = f"No agenda of this meeting was published before it was held {LAW}"
    else:
        named = _named(result.entries, numbers)
        elsewhere = f"{named} on an agenda published before the meeting, but not on this website"
        never = f"{named} on no agenda published before the meeting {LAW}"
    if ground is None:
        return f"{never}, and no ground is recorded on which business was taken."
    if ground.kind == GroundKind.ELSEWHERE:
        return f"{elsewhere}: {_stopped(ground.words)}"
    return f"{never}. The ground on which business was taken: {_stopped(ground.words)}"


def _named(entries: Sequence[Minute], numbers: dict[int, str]) -> str:
    """
    Return the start of a sentence: "Minute 41 was", "Minutes 41 and 43 were", "“Flood” was".

    Where an item gave no notice of its business: "What was decided under minute 38 was".
    """
    if any(map(is_unnoticed, entries)):
        numbered = [
            f"minute {numbers[row.pk]}" if row.pk in numbers else f"“{row.heading_for_public}”" for row in entries
        ]
        return f"What was decided under {joined(numbered)} was"
    verb = "was" if len(entries) == 1 else "were"
    if all(entry.pk in numbers for entry in entries):
        word = "Minute" if len(entries) == 1 else "Minutes"
        return f"{word} {joined([numbers[entry.pk] for entry in entries])} {verb}"
    return f"{joined([f'“{entry.heading_for_public}”' for entry in entries])} {verb}"


def _stopped(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


@verb(may=runs_the_desk)
def name_ground(minutes: Minutes, *, kind: str, words: str, at: datetime, by: User) -> BusinessGround:
    """
    Record the ground for unlisted business: `kind` is a GroundKind, `words` are printed in the minutes.

    The new ground replaces any earlier ground.

    Raises Refused where all business was on the published agenda, where the words would disclose withheld matter (R16),
    and once the minutes are confirmed (R26).
    """
    minutes = hold_minutes(minutes)
    words = " ".join(reasoned(words, "on what ground the business was taken").split())
    entries = minutes.entries.select_related("item__ruling").prefetch_related("resolutions")
    if not unlisted(minutes, list(entries)):
        raise Refused("Everything that was decided was on the published agenda: no ground is needed.", rule="R63")
    public_words.refuse_telling([("the ground", [words])], minutes.meeting)
    ground = ground_of(minutes) or BusinessGround(minutes=minutes)
    ground.kind, ground.words, ground.recorded_at, ground.recorded_by = kind, words, at, by
    save(ground)
    audit.record(by, "named the ground for business on no published agenda in", minutes, kind=kind, words=words)
    return ground
