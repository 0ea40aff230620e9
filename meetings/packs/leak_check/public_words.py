"""
Words that everybody would read, asked before they are kept whether they tell what is withheld of a meeting (R16).

There is one question, `telling`, and one refusal. LGA 1972 s.100A(2), s.100B(2).
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import batched, chain

from django.db.models import Exists, OuterRef, QuerySet

from committee.dates import full_date, long_date
from committee.law import exemption
from committee.refusal import Refused
from meetings.models import Access, AgendaItem, Meeting, Paper
from meetings.packs import snapshot as snapshots
from meetings.packs.leak_check import byte_search, meeting_check
from meetings.packs.pdf.fingerprint import Fingerprint, Kind, shingles, spellings, words

OTHERWISE = "Reword it."
AT_ONCE = 50  # meetings whose withheld files are in memory together
Said = Sequence[tuple[str, Iterable[str]]]  # what the words are called ("the answer"), and the words, in any pieces


class KnownBy(StrEnum):
    """By what something withheld is known in words that are open."""

    FILES = "all that a withheld file is known by, and every hidden title"
    # Whoever presents an item may be named in a withheld file as its author.
    RUNNING = "words that run as they do in a withheld file, and every hidden title"
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
    withheld = _withheld(meeting, known_by, besides) if any(pieces for _, pieces in texts) else []
    return _found(texts, meeting, withheld, known_by, chain(meeting_check.shown_in(shown), public))


def refuse_telling(
    said: Said,
    meeting: Meeting,
    *,
    known_by: KnownBy = KnownBy.FILES,
    shown: Sequence[snapshots.Snapshot] = (),
    public: Iterable[str] = (),
    besides: int | None = None,
) -> None:
    """Raise Refused where words that everybody would read tell what is withheld, as `telling` finds it."""
    found = telling(said, meeting, known_by=known_by, shown=shown, public=public, besides=besides)
    if sentences := list(dict.fromkeys(sentence for sentences in found for sentence in sentences)):
        raise refusal(sentences)


def refuse_telling_of_any(said: Said, meetings: Iterable[Meeting], *, public: Sequence[str] = ()) -> None:
    """
    The same of words that belong to no one meeting, by running words and hidden titles: as many queries as for one.

    A hidden title of one word tells only where it is the whole of them: over years of `meetings` it is anybody's word.
    """
    texts = [(what, [text for text in pieces if text.strip()]) for what, pieces in said]
    if not any(pieces for _, pieces in texts):
        return
    asked = {meeting.pk: meeting for meeting in meetings}
    for pk, withheld in (meeting_check.withheld_in(asked.values(), whole=False) if asked else {}).items():
        found = _found(
            texts,
            asked[pk],
            list(_without_single_words(withheld)),
            KnownBy.RUNNING,
            chain(public, read_already(asked[pk])),
        )
        day = long_date(asked[pk].date)
        if sentences := list(dict.fromkeys(sentence for sentences in found for sentence in sentences)):
            raise refusal([f"Of what the meeting of {day} withholds: {sentences[0]}", *sentences[1:]])


def withholding() -> QuerySet[Meeting]:
    """Return the meetings that withhold anything or hide a title, earliest first."""
    papers = Paper.objects.withheld().filter(item__meeting=OuterRef("pk"))
    titles = AgendaItem.objects.filter(meeting=OuterRef("pk")).exclude(public_title="")
    hidden = Paper.objects.filter(item__meeting=OuterRef("pk")).exclude(public_title="")
    rows = Meeting.objects.filter(Exists(papers) | Exists(titles) | Exists(hidden))
    return rows.select_related("committee").order_by("date", "sequence")


def refuse_telling_of_all(said: Said) -> None:
    """The same of words that stand on pages of any meeting, as the register's: some meetings at a time."""
    for meetings in batched(withholding().iterator(chunk_size=AT_ONCE), AT_ONCE):
        refuse_telling_of_any(said, meetings)


def refuse_mailing(found: Sequence[str]) -> None:
    """
    Raise Refused where words that go out by email tell what is withheld, whoever they go to; `found` says what.

    SECURITY: an email waits in mailboxes and is forwarded, and not everybody it goes to may read what is withheld.
    """
    if found:
        raise Refused(
            f"This is sent by email, which must not include anything withheld. {meeting_check.few(found)} {OTHERWISE}",
            rule="R16",
        )


def refusal(found: Sequence[str]) -> Refused:
    """The refusal of words that tell what is withheld; `found` says what they tell, in sentences."""
    return Refused(would_tell(found), rule="R16")


def would_tell(found: Sequence[str]) -> str:
    """The same in words, for a finding."""
    return f"The public would read this. {meeting_check.few(found)} {OTHERWISE}"


def _withheld(meeting: Meeting, known_by: KnownBy, besides: int | None) -> list[byte_search.Withheld]:
    if known_by is KnownBy.TITLES:
        return meeting_check.hidden_titles(meeting.items.prefetch_related("papers"))
    return meeting_check.withheld_of(meeting, whole=False, besides=besides)


def _found(
    texts: list[tuple[str, list[str]]],
    meeting: Meeting,
    withheld: list[byte_search.Withheld],
    known_by: KnownBy,
    public: Iterable[str],
) -> list[list[str]]:
    """What each of `texts` tells of `withheld`; open papers and what is `public` are asked only where it tells."""
    if known_by is KnownBy.RUNNING:
        withheld = list(_running(withheld, [text for _, pieces in texts for text in pieces]))
    found = [byte_search.leaks_in_words(pieces, withheld, place=what) if withheld else [] for what, pieces in texts]
    if known_by is KnownBy.TITLES or not any(found):
        return found
    by_law = _said_by_law() if known_by is KnownBy.RUNNING else ()
    allowed = meeting_check.open_to_all(meeting, [*public, *meeting_check.our_own_words(), *by_law])
    return [byte_search.leaks_in_words(pieces, withheld, allowed, place=what) for what, pieces in texts]


def _said_by_law() -> Iterator[str]:
    """What the law itself says of withholding, which withheld papers and open minutes repeat alike."""
    yield from exemption.PARAGRAPHS.values()
    yield exemption.exclusion_motion()
    yield exemption.PUBLIC_INTEREST_TEST


def read_already(meeting: Meeting) -> Iterator[str]:
    """
    What the public reads of an agenda whatever is said beside it: as it is published, and what withheld papers go by.

    Asked for only where words tell. For the words of the agenda itself it would allow what it is to find.
    """
    if last := meeting.versions.order_by("-number").first():
        yield from meeting_check.shown_in([last.snapshot])
    for item in meeting.items.prefetch_related("papers"):
        withheld = [paper for paper in item.papers.all() if paper.is_withheld]
        yield item.title_for_public if withheld else ""
        # SECURITY: of one whose grounds are still to be given nobody has said yet under which title it goes.
        yield from (paper.title_for_public for paper in withheld if paper.access != Access.WITHHELD)
    for day in (long_date(meeting.date), full_date(meeting.date)):
        yield f"{meeting.committee.name} {day}"


def _running(withheld: list[byte_search.Withheld], texts: list[str]) -> Iterator[byte_search.Withheld]:
    """Of what each file is known by, the hidden title, and the running words that are in `texts`."""
    spelt = [spelling for text in texts for spelling in spellings(text)]
    marks = frozenset(mark for text in spelt for mark in shingles(words(text)))
    for one in withheld:
        titles = frozenset(phrase for phrase in one.fingerprint.phrases if phrase.kind == Kind.TITLE)
        yield byte_search.Withheld(one.label, Fingerprint(one.fingerprint.shingles & marks, titles))


def _without_single_words(withheld: list[byte_search.Withheld]) -> Iterator[byte_search.Withheld]:
    """The same, where a hidden title of one word tells only by itself."""
    for one in withheld:
        known = one.fingerprint
        phrases = frozenset(phrase._replace(loose=phrase.loose and phrase.length > 1) for phrase in known.phrases)
        yield byte_search.Withheld(one.label, Fingerprint(known.shingles, phrases, known.streams))
