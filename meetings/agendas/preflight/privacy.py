"""Personal data that would stay public for years: found before, so that it can be taken out (R53, UK GDPR art 5)."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.core.cache import cache

from committee.acts.refusal import Busy
from committee.models import Council, StoredFile
from meetings.agendas.preflight.case import CORRECTION, Case
from meetings.agendas.preflight.checks import Check, at_item, at_paper, warn
from meetings.agendas.preflight.pack import Unreadable, pages_in_words, stored_text
from meetings.models import BackgroundDocument, PageText, Paper
from meetings.packs.leak_check.titles import public_lines, quoted
from meetings.papers.personal_data import KINDS, kinds_on, own_postcodes, personal_data

SOURCE = "UK GDPR art 5(1)(c)"
UNREAD, UNREAD_SECONDS = "unread", 24 * 60 * 60  # what is kept of a file that cannot be read, and for how long
# Which kinds a text version holds, by its hash and the council's postcodes: an officer may write thousands of pages.
_LOOKED_AT: dict[tuple[bytes, frozenset[str]], tuple[str, ...]] = {}
MOST_LOOKED_AT = 20_000


def check(case: Case) -> Iterator[Check]:
    """
    Warn of what looks like personal data in all that this act makes public, by paper and page (R53).

    Read are the open papers, minutes among them, their text versions and background documents, and the agenda's words.
    """
    papers = [paper for _, paper in case.papers if not paper.is_withheld] if case.for_ != CORRECTION else []
    postcodes = own_postcodes(case.council)
    results = in_stored([paper.its_file.stored for paper in papers], postcodes)
    for paper in papers:
        where, pages_by_kind = at_paper(case.meeting, paper), results[paper.its_file.stored.sha256]
        if pages_by_kind is None:
            text = f"{quoted(paper.title)} could not be read for personal data: check it yourself."
            yield warn("R53", text, SOURCE, where, "Open the paper", kind="personal-data")
            continue
        for text in sentences(quoted(paper.title), pages_by_kind):
            yield warn("R53", text, SOURCE, where, "Replace the file", kind="personal-data")
    yield from _written_out(case, papers, postcodes)
    yield from _in_background(case, postcodes)
    yield from _on_agenda(case, postcodes)


def _in_background(case: Case, postcodes: frozenset[str]) -> Iterator[Check]:
    """Warn of personal data in the background documents published with these papers (R53)."""
    results = in_stored([row.stored for _, row in case.background], postcodes)
    for item, row in case.background:
        where = at_paper(case.meeting, row.paper)
        name = f"The background paper {quoted(row.title)} of item {item.number}"
        pages_by_kind = results[row.stored.sha256]
        if pages_by_kind is None:
            text = f"{name} could not be read for personal data: check it yourself."
            yield warn("R53", text, SOURCE, where, "Open the document", kind="personal-data")
            continue
        for sentence in sentences(name, pages_by_kind):
            yield warn("R53", sentence, SOURCE, where, "View document", kind="personal-data")


def of_document(row: BackgroundDocument) -> list[str]:
    """Return warnings of personal data in a background document, in sentences: it is public with its paper (R53)."""
    pages_by_kind = in_stored([row.stored], own_postcodes(Council.current()))[row.stored.sha256]
    if pages_by_kind is None:
        return [f"{quoted(row.title)} could not be read for personal data: check it yourself."]
    return list(sentences(quoted(row.title), pages_by_kind))


def sentences(name: str, pages_by_kind: dict[str, list[int]]) -> Iterator[str]:
    """Yield a sentence for each kind of personal data in the file called `name`."""
    for kind, pages in pages_by_kind.items():
        says, what_to_do = KINDS[kind]
        yield f"{name} {says} on {pages_in_words(pages)} of the file. {what_to_do}"


def of_words(name: str, words: Iterable[str], postcodes: frozenset[str], *, tables: bool = True) -> Iterator[str]:
    """Yield a sentence for each kind of likely personal data in words called `name`; `tables`: they may hold tables."""
    for kind in personal_data(["\n".join(words)], postcodes):
        if tables or kind != "count":
            says, what_to_do = KINDS[kind]
            yield f"{name} {says}. {what_to_do}"


def in_stored(rows: Collection[StoredFile], postcodes: frozenset[str]) -> dict[str, dict[str, list[int]] | None]:
    """
    Return likely personal data in stored files, by hash; None where a file cannot be read. Each is read once.

    `postcodes`: those of the council's own buildings.
    """
    if not rows:
        return {}
    keys = {stored.sha256: _key(stored.sha256, postcodes) for stored in rows}
    cached = cache.get_many(keys.values())
    results: dict[str, dict[str, list[int]] | None] = {}
    for stored in rows:
        key = keys[stored.sha256]
        if key in cached or stored.sha256 in results:
            results.setdefault(stored.sha256, cached.get(key) if cached.get(key) != UNREAD else None)
            continue
        try:
            results[stored.sha256] = personal_data(stored_text(stored), postcodes)
        except Busy:
            raise
        except Unreadable:
            # Kept too: else every page that asks would wait a minute for the same file.
            results[stored.sha256] = None
            cache.set(key, UNREAD, timeout=UNREAD_SECONDS)
        except ValueError:
            results[stored.sha256] = None
        else:
            cache.set(key, results[stored.sha256], timeout=None)
    return results


def _on_agenda(case: Case, postcodes: frozenset[str]) -> Iterator[Check]:
    """Warn of personal data in the agenda's words on the items that this act makes public or corrects (R53)."""
    for item in case.standing_items:
        if case.for_ != CORRECTION and item.pk not in case.items_of_act:
            continue
        ruling = getattr(item, "ruling", None)
        words = [item.title_for_public, *public_lines(item).values()]
        words += [paper.title_for_public for paper in item.papers.all() if case.names(item, paper)]
        words.append(ruling.circumstances if ruling else "")
        for text in of_words(f"What the agenda says of item {item.number}", words, postcodes, tables=False):
            yield warn("R53", text, SOURCE, at_item(case.meeting, item), "Change the words", kind="personal-data")


def _written_out(case: Case, papers: list[Paper], postcodes: frozenset[str]) -> Iterator[Check]:
    """Warn of personal data in the text versions of these papers, which are public beside them (R53)."""
    written: dict[int, dict[int, str]] = defaultdict(dict)
    rows = PageText.objects.filter(file__in=[paper.file_id for paper in papers])
    for file, page, words in rows.values_list("file", "page", "text") if papers else ():
        written[file][page] = words
    for paper in papers:
        for kind, pages in _in_texts(written[paper.its_file.pk], postcodes).items():
            says, what_to_do = KINDS[kind]
            text = f"The text version of {quoted(paper.title)} {says} on {pages_in_words(pages)}. {what_to_do}"
            yield warn(
                "R53", text, SOURCE, at_paper(case.meeting, paper, "paper-texts"), "Change it", kind="personal-data"
            )


def _in_texts(texts: dict[int, str], postcodes: frozenset[str]) -> dict[str, list[int]]:
    """
    Return personal data by kind and page, as `personal_data` does, of text versions. Each is read once per process.
    """
    pages_by_kind: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for page, words in sorted(texts.items()):
        key = hashlib.sha256(words.encode()).digest(), postcodes
        kinds = _LOOKED_AT.get(key)
        if kinds is None:
            kinds = tuple(kinds_on(words, postcodes))
            if len(_LOOKED_AT) >= MOST_LOOKED_AT:
                _LOOKED_AT.clear()  # maybe while another thread looks here too
            _LOOKED_AT[key] = kinds
        for kind in kinds:
            pages_by_kind[kind].append(page)
    return {kind: pages for kind, pages in pages_by_kind.items() if pages}


def _key(sha256: str, postcodes: frozenset[str]) -> str:
    """Return the cache key. Only kinds and pages are cached, never the words: a cache is no place for personal data."""
    return f"preflight-privacy:1:{sha256}:{hashlib.sha256(' '.join(sorted(postcodes)).encode()).hexdigest()[:12]}"
