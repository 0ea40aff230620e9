"""
The leak check of free text, before it is saved, for anything that a meeting withholds (R16).

`telling` returns the findings; `refuse_telling` raises Refused for them. LGA 1972 s.100A(2), s.100B(2).
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import batched, chain

from django.db.models import Exists, OuterRef, QuerySet

from committee.acts.refusal import Refused
from committee.law import exemption
from committee.wording.dates import full_date, long_date
from meetings.models import Access, AgendaItem, Meeting, Paper
from meetings.packs import snapshot as snapshots
from meetings.packs.leak_check import byte_search, meeting_check
from meetings.packs.pdf.fingerprint import Fingerprint, Kind, shingles, spellings, words

OTHERWISE = "Reword it."
AT_ONCE = 50  # most meetings whose fingerprints are in memory at once
Said = Sequence[tuple[str, Iterable[str]]]  # pairs of a label ("the answer") and the pieces of the text


class KnownBy(StrEnum):
    """Parts of withheld material that a check of free text looks for."""

    FILES = "all that a withheld file is known by, and every hidden title"
    # For texts with a presenter's name. A withheld file may name the same person as its author; that is no leak.
    RUNNING = "words that run as they do in a withheld file, and every hidden title"
    TITLES = "hidden titles alone"


def telling(
    labelled: Said,
    meeting: Meeting,
    *,
    known_by: KnownBy = KnownBy.FILES,
    shown: Sequence[snapshots.Snapshot] = (),
    public: Iterable[str] = (),
    besides: int | None = None,
) -> list[list[str]]:
    """
    Return, for each labelled text, sentences that name the withheld material in it; no sentence quotes withheld words.

    A text may repeat open papers, the public parts of the snapshots `shown`, and the words `public`, but never a hidden
    title. `besides` is the id of the item that the texts belong to: that item's withheld files are not searched for,
    because a file may have the same title. A withheld file without a fingerprint is left out here, because a notice of
    cancellation cannot wait for the fingerprint. Packs are refused until the fingerprint exists.
    """
    texts = [(what, [text for text in pieces if text.strip()]) for what, pieces in labelled]
    withheld = _withheld(meeting, known_by, besides) if any(pieces for _, pieces in texts) else []
    return _findings(texts, meeting, withheld, known_by, chain(meeting_check.shown_in(shown), public))


def refuse_telling(
    labelled: Said,
    meeting: Meeting,
    *,
    known_by: KnownBy = KnownBy.FILES,
    shown: Sequence[snapshots.Snapshot] = (),
    public: Iterable[str] = (),
    besides: int | None = None,
) -> None:
    """Raise Refused where texts for everybody reveal withheld material. The arguments are those of `telling`."""
    findings = telling(labelled, meeting, known_by=known_by, shown=shown, public=public, besides=besides)
    if sentences := list(dict.fromkeys(sentence for sentences in findings for sentence in sentences)):
        raise refusal(sentences)


def refuse_telling_of_any(labelled: Said, meetings: Iterable[Meeting], *, public: Sequence[str] = ()) -> None:
    """
    Raise Refused where texts that belong to no single meeting repeat words in a row or hidden titles of `meetings`.

    A hidden title of one word counts only where the title is the whole text, because across years of meetings any word
    may be a hidden title.
    """
    texts = [(what, [text for text in pieces if text.strip()]) for what, pieces in labelled]
    if not any(pieces for _, pieces in texts):
        return
    by_id = {meeting.pk: meeting for meeting in meetings}
    for pk, withheld in (meeting_check.withheld_in(by_id.values(), whole=False) if by_id else {}).items():
        findings = _findings(
            texts,
            by_id[pk],
            list(_without_single_words(withheld)),
            KnownBy.RUNNING,
            chain(public, read_already(by_id[pk])),
        )
        day = long_date(by_id[pk].date)
        if sentences := list(dict.fromkeys(sentence for sentences in findings for sentence in sentences)):
            raise refusal([f"Of what the meeting of {day} withholds: {sentences[0]}", *sentences[1:]])


def withholding() -> QuerySet[Meeting]:
    """Return the meetings that withhold anything or hide a title, earliest first."""
    papers = Paper.objects.withheld().filter(item__meeting=OuterRef("pk"))
    titles = AgendaItem.objects.filter(meeting=OuterRef("pk")).exclude(public_title="")
    hidden = Paper.objects.filter(item__meeting=OuterRef("pk")).exclude(public_title="")
    rows = Meeting.objects.filter(Exists(papers) | Exists(titles) | Exists(hidden))
    return rows.select_related("committee").order_by("date", "sequence")


def refuse_telling_of_all(labelled: Said) -> None:
    """Raise Refused where texts that belong to no meeting, such as the register's, reveal what a meeting withholds."""
    for meetings in batched(withholding().iterator(chunk_size=AT_ONCE), AT_ONCE):
        refuse_telling_of_any(labelled, meetings)


def refuse_mailing(leaks: Sequence[str]) -> None:
    """
    Raise Refused where words to be emailed reveal withheld material, to any recipient; `leaks` are the findings.

    SECURITY: an email waits in mailboxes and is forwarded, and not every recipient may read withheld material.
    """
    if leaks:
        raise Refused(
            f"This is sent by email, which must not include anything withheld. {meeting_check.few(leaks)} {OTHERWISE}",
            rule="R16",
        )


def refusal(sentences: Sequence[str]) -> Refused:
    """Return the Refused for words that reveal withheld material; `sentences` are the findings."""
    return Refused(would_tell(sentences), rule="R16")


def would_tell(sentences: Sequence[str]) -> str:
    """Return the text of the refusal for these findings (`sentences`)."""
    return f"The public would read this. {meeting_check.few(sentences)} {OTHERWISE}"


def _withheld(meeting: Meeting, known_by: KnownBy, besides: int | None) -> list[byte_search.Withheld]:
    if known_by is KnownBy.TITLES:
        return meeting_check.hidden_titles(meeting.items.prefetch_related("papers"))
    return meeting_check.withheld_of(meeting, whole=False, besides=besides)


def _findings(
    texts: list[tuple[str, list[str]]],
    meeting: Meeting,
    withheld: list[byte_search.Withheld],
    known_by: KnownBy,
    public: Iterable[str],
) -> list[list[str]]:
    """Return a list of findings for each of `texts`; open papers and `public` are read only if there are findings."""
    if known_by is KnownBy.RUNNING:
        withheld = list(_running(withheld, [text for _, pieces in texts for text in pieces]))
    findings = [byte_search.leaks_in_words(pieces, withheld, place=what) if withheld else [] for what, pieces in texts]
    if known_by is KnownBy.TITLES or not any(findings):
        return findings
    by_law = _said_by_law() if known_by is KnownBy.RUNNING else ()
    allowed = meeting_check.open_to_all(meeting, [*public, *meeting_check.our_own_words(), *by_law])
    return [byte_search.leaks_in_words(pieces, withheld, allowed, place=what) for what, pieces in texts]


def _said_by_law() -> Iterator[str]:
    """Yield the law's words on withholding, which both withheld papers and open minutes repeat."""
    for code in exemption.ENACTMENTS:
        yield from exemption.grounds_of(code).values()
        yield exemption.exclusion_motion([code])
        yield exemption.exclusion_motion([1, code])
    yield exemption.exclusion_motion()
    yield exemption.PUBLIC_INTEREST_TEST


def read_already(meeting: Meeting) -> Iterator[str]:
    """
    Yield the words of an agenda that are public already: its last publication, and public titles of withheld papers.

    Call this only for texts outside the agenda, such as an answer. For the agenda's own words, this function would
    allow the very leak that the check looks for.
    """
    if last := meeting.versions.order_by("-number").first():
        yield from meeting_check.shown_in([last.snapshot])
    for item in meeting.items.prefetch_related("papers"):
        withheld = [paper for paper in item.papers.all() if paper.is_withheld]
        yield item.title_for_public if withheld else ""
        # SECURITY: the public title of a paper without grounds is not settled yet, so that title is not public.
        yield from (paper.title_for_public for paper in withheld if paper.access != Access.WITHHELD)
    for day in (long_date(meeting.date), full_date(meeting.date)):
        yield f"{meeting.committee.name} {day}"


def _running(withheld: list[byte_search.Withheld], texts: list[str]) -> Iterator[byte_search.Withheld]:
    """Yield each entry of `withheld`, reduced to hidden titles and the words in a row that occur in `texts`."""
    spelt = [spelling for text in texts for spelling in spellings(text)]
    marks = frozenset(mark for text in spelt for mark in shingles(words(text)))
    for secret in withheld:
        titles = frozenset(phrase for phrase in secret.fingerprint.phrases if phrase.kind == Kind.TITLE)
        yield byte_search.Withheld(secret.label, Fingerprint(secret.fingerprint.shingles & marks, titles))


def _without_single_words(withheld: list[byte_search.Withheld]) -> Iterator[byte_search.Withheld]:
    """Yield each entry of `withheld`, changed so that a hidden title of one word counts only as the whole text."""
    for secret in withheld:
        whole = secret.fingerprint
        phrases = frozenset(phrase._replace(loose=phrase.loose and phrase.length > 1) for phrase in whole.phrases)
        yield byte_search.Withheld(secret.label, Fingerprint(whole.shingles, phrases, whole.streams))
