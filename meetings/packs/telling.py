"""
Words that everybody would read, asked before they are kept whether they tell what is withheld of a meeting (R16).

There is one question, `telling`, and one refusal. LGA 1972 s.100A(2), s.100B(2).
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from committee.law import exemption
from committee.refusal import Refused
from meetings import snapshot as snapshots
from meetings.models import Meeting
from meetings.packs import gate, leaks
from meetings.packs.fingerprint import Fingerprint, Kind, shingles, spellings, words

OTHERWISE = "Say it otherwise."
Said = Sequence[tuple[str, Iterable[str]]]  # what the words are called ("the answer"), and the words, in any pieces


class KnownBy(StrEnum):
    """By what something withheld is known in words that are open."""

    FILES = "all that a withheld file is known by, and every hidden title"
    # Whoever presents an item may be named in a withheld file as its author.
    RUNNING = "words that run as they do in a withheld file, and every hidden title"
    # Resolutions and the words of papers may be repeated.
    TITLES = "hidden titles alone"


def telling(
    said: Said,
    meeting: Meeting,
    *,
    known_by: KnownBy = KnownBy.FILES,
    shown: Sequence[snapshots.Snapshot] = (),
    public: Iterable[str] = (),
    besides: int | None = None,
) -> list[list[str]]:
    """
    Of each of these words, what they tell of what is withheld, in sentences that repeat none of it.

    They may say what open papers say, what the public reads of the snapshots `shown` and the words `public`, but never
    a hidden title. `besides` is the item whose own words they are: its withheld papers may be called what it is called.
    A withheld file without a fingerprint hinders nobody here, because a notice of cancellation cannot wait for it:
    packs wait.
    """
    texts = [(what, [text for text in pieces if text.strip()]) for what, pieces in said]
    every = [text for _, pieces in texts for text in pieces]
    withheld = _withheld(meeting, known_by, every, besides) if every else []
    found = [leaks.leaks_in_words(pieces, withheld, place=what) if withheld else [] for what, pieces in texts]
    if known_by is KnownBy.TITLES or not any(found):
        return found
    # Only now, because it may have to read open papers.
    said_by_law = [*exemption.PARAGRAPHS.values(), exemption.exclusion_motion()] if known_by is KnownBy.RUNNING else []
    allowed = gate.open_to_all(meeting, [*gate.shown_in(shown), *public, *gate.our_own_words(), *said_by_law])
    return [leaks.leaks_in_words(pieces, withheld, allowed, place=what) for what, pieces in texts]


def refuse_telling(
    said: Said,
    meeting: Meeting,
    *,
    known_by: KnownBy = KnownBy.FILES,
    shown: Sequence[snapshots.Snapshot] = (),
    besides: int | None = None,
) -> None:
    """Raise Refused where words that everybody would read tell what is withheld, as `telling` finds it."""
    found = telling(said, meeting, known_by=known_by, shown=shown, besides=besides)
    if sentences := list(dict.fromkeys(sentence for sentences in found for sentence in sentences)):
        raise refusal(sentences)


def refuse_mailing(found: Sequence[str]) -> None:
    """
    Raise Refused where words that go out by e-mail tell what is withheld, whoever they go to; `found` says what.

    SECURITY: an e-mail waits in mailboxes and is forwarded, and not everybody it goes to may read what is withheld.
    """
    if found:
        raise Refused(
            f"This goes out by e-mail, which may tell nothing withheld. {gate.few(found)} {OTHERWISE}", rule="R16"
        )


def refusal(found: Sequence[str]) -> Refused:
    """The refusal of words that tell what is withheld; `found` says what they tell, in sentences."""
    return Refused(would_tell(found), rule="R16")


def would_tell(found: Sequence[str]) -> str:
    """The same in words, for a finding."""
    return f"The public would read this. {gate.few(found)} {OTHERWISE}"


def _withheld(meeting: Meeting, known_by: KnownBy, texts: list[str], besides: int | None) -> list[leaks.Withheld]:
    if known_by is KnownBy.TITLES:
        return gate.hidden_titles(meeting.items.prefetch_related("papers"))
    withheld = gate.withheld_of(meeting, whole=False, besides=besides)
    return list(_running(withheld, texts)) if known_by is KnownBy.RUNNING else withheld


def _running(withheld: list[leaks.Withheld], texts: list[str]) -> Iterator[leaks.Withheld]:
    """Of what each file is known by, the hidden title, and the running words that are in `texts`."""
    spelt = [spelling for text in texts for spelling in spellings(text)]
    marks = frozenset(mark for text in spelt for mark in shingles(words(text)))
    for one in withheld:
        titles = frozenset(phrase for phrase in one.fingerprint.phrases if phrase.kind == Kind.TITLE)
        yield leaks.Withheld(one.label, Fingerprint(one.fingerprint.shingles & marks, titles))
