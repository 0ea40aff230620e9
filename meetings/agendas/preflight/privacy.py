"""Personal data that would stay public for years: found before, so that it can be taken out (R53, UK GDPR art 5)."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.core.cache import cache

from committee.models import Council, StoredFile
from committee.refusal import Busy
from meetings.agendas.preflight.case import CORRECTION, Case
from meetings.agendas.preflight.checks import Check, alike, at_item, at_paper, warn
from meetings.agendas.preflight.pack import Unreadable, pages_in_words, stored_text
from meetings.models import BackgroundDocument, PageText, Paper
from meetings.packs.leak_check.titles import hides, quoted
from meetings.papers.personal_data import KINDS, kinds_on, own_postcodes, personal_data

SOURCE = "UK GDPR art 5(1)(c)"
UNREAD, UNREAD_SECONDS = "unread", 24 * 60 * 60  # what is kept of a file that cannot be read, and for how long
# Which kinds a text version holds, by its hash and the council's postcodes: an officer may write thousands of pages.
_LOOKED_AT: dict[tuple[bytes, frozenset[str]], tuple[str, ...]] = {}
MOST_LOOKED_AT = 20_000


def check(case: Case) -> Iterator[Check]:
    """
    R53: what looks like personal data in all that this act makes public, as warnings, by paper and page.

    Read are the open papers, minutes among them, their text versions and background documents, and the agenda's words.
    """
    papers = [paper for _, paper in case.papers if not paper.is_withheld] if case.for_ != CORRECTION else []
    own = own_postcodes(case.council)
    known = in_stored([paper.its_file.stored for paper in papers], own)
    for paper in papers:
        where, found = at_paper(case.meeting, paper), known[paper.its_file.stored.sha256]
        if found is None:
            text = f"{quoted(paper.title)} could not be read for personal data: check it yourself."
            yield alike("personal-data", warn("R53", text, SOURCE, where, "Open the paper"))
            continue
        for text in sentences(quoted(paper.title), found):
            yield alike("personal-data", warn("R53", text, SOURCE, where, "Replace the file"))
    yield from _written_out(case, papers, own)
    yield from _in_background(case, own)
    yield from _on_agenda(case, own)


def _in_background(case: Case, own: frozenset[str]) -> Iterator[Check]:
    """R53 of the background documents that go out with these papers."""
    found = in_stored([row.stored for _, row in case.background], own)
    for item, row in case.background:
        where = at_paper(case.meeting, row.paper)
        name = f"The background paper {quoted(row.title)} of item {item.number}"
        pages_by_kind = found[row.stored.sha256]
        if pages_by_kind is None:
            text = f"{name} could not be read for personal data: check it yourself."
            yield alike("personal-data", warn("R53", text, SOURCE, where, "Open the document"))
            continue
        for sentence in sentences(name, pages_by_kind):
            yield alike("personal-data", warn("R53", sentence, SOURCE, where, "View document"))


def of_document(row: BackgroundDocument) -> list[str]:
    """R53 of one background document, in sentences: anybody may read it as soon as its paper is published."""
    found = in_stored([row.stored], own_postcodes(Council.current()))[row.stored.sha256]
    if found is None:
        return [f"{quoted(row.title)} could not be read for personal data: check it yourself."]
    return list(sentences(quoted(row.title), found))


def sentences(name: str, found: dict[str, list[int]]) -> Iterator[str]:
    """What was found in the file called `name`, a sentence for each kind."""
    for kind, pages in found.items():
        says, what_to_do = KINDS[kind]
        yield f"{name} {says} on {pages_in_words(pages)} of the file. {what_to_do}"


def of_words(name: str, words: Iterable[str], own: frozenset[str], *, tables: bool = True) -> Iterator[str]:
    """What looks like personal data in words called `name`, a sentence for each kind; `tables`: they may have any."""
    for kind in personal_data(["\n".join(words)], own):
        if tables or kind != "count":
            says, what_to_do = KINDS[kind]
            yield f"{name} {says}. {what_to_do}"


def in_stored(kept: Collection[StoredFile], own: frozenset[str]) -> dict[str, dict[str, list[int]] | None]:
    """
    By hash what looks like personal data in kept files, None where one cannot be read; each is read once.

    `own`: the postcodes of the council's own buildings.
    """
    if not kept:
        return {}
    keys = {stored.sha256: _key(stored.sha256, own) for stored in kept}
    known = cache.get_many(keys.values())
    found: dict[str, dict[str, list[int]] | None] = {}
    for stored in kept:
        key = keys[stored.sha256]
        if key in known or stored.sha256 in found:
            found.setdefault(stored.sha256, known.get(key) if known.get(key) != UNREAD else None)
            continue
        try:
            found[stored.sha256] = personal_data(stored_text(stored), own)
        except Busy:
            raise
        except Unreadable:
            # Kept too: else every page that asks would wait a minute for the same file.
            found[stored.sha256] = None
            cache.set(key, UNREAD, timeout=UNREAD_SECONDS)
        except ValueError:
            found[stored.sha256] = None
        else:
            cache.set(key, found[stored.sha256], timeout=None)
    return found


def _on_agenda(case: Case, own: frozenset[str]) -> Iterator[Check]:
    """R53 of what the agenda itself says of the items that this act makes public or corrects."""
    for item in case.standing_items:
        if case.for_ != CORRECTION and item.pk not in case.items_of_act:
            continue
        ruling = getattr(item, "ruling", None)
        words = [item.title_for_public]
        words += [] if hides(item) else [item.lead_line, item.bullets, item.presenter]
        words += [paper.title_for_public for paper in item.papers.all() if case.names(item, paper)]
        words.append(ruling.circumstances if ruling else "")
        for text in of_words(f"What the agenda says of item {item.number}", words, own, tables=False):
            yield alike("personal-data", warn("R53", text, SOURCE, at_item(case.meeting, item), "Change the words"))


def _written_out(case: Case, papers: list[Paper], own: frozenset[str]) -> Iterator[Check]:
    """R53 of the text versions of these papers, which the public will read beside them."""
    written: dict[int, dict[int, str]] = defaultdict(dict)
    kept = PageText.objects.filter(file__in=[paper.file_id for paper in papers])
    for file, page, words in kept.values_list("file", "page", "text") if papers else ():
        written[file][page] = words
    for paper in papers:
        for kind, pages in _in_texts(written[paper.its_file.pk], own).items():
            says, what_to_do = KINDS[kind]
            text = f"The text version of {quoted(paper.title)} {says} on {pages_in_words(pages)}. {what_to_do}"
            yield alike(
                "personal-data", warn("R53", text, SOURCE, at_paper(case.meeting, paper, "paper-texts"), "Change it")
            )


def _in_texts(texts: dict[int, str], own: frozenset[str]) -> dict[str, list[int]]:
    """As `personal_data`, of text versions by their pages: each is looked through once a process, whoever asks."""
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for page, words in sorted(texts.items()):
        key = hashlib.sha256(words.encode()).digest(), own
        kinds = _LOOKED_AT.get(key)
        if kinds is None:
            kinds = tuple(kinds_on(words, own))
            if len(_LOOKED_AT) >= MOST_LOOKED_AT:
                _LOOKED_AT.clear()  # maybe while another thread looks here too
            _LOOKED_AT[key] = kinds
        for kind in kinds:
            found[kind].append(page)
    return {kind: pages for kind, pages in found.items() if pages}


def _key(sha256: str, own: frozenset[str]) -> str:
    """What was found is kept, never the words themselves: a cache is no place for personal data."""
    return f"preflight-privacy:1:{sha256}:{hashlib.sha256(' '.join(sorted(own)).encode()).hexdigest()[:12]}"
