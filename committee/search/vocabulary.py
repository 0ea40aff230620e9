"""
The words of the search index, not cut to stems, from which "did you mean" suggestions are made.

SECURITY: a word may be suggested only while something public contains it. A word is deleted in the transaction that
deletes the last entry with it, and each suggestion is looked up in the index before it is offered.
"""

from collections.abc import Collection
from itertools import batched

from django.db.models import Q

from committee.models import SearchEntry, SearchWord
from committee.search import databases
from committee.search.queries import Query, Term
from committee.search.stemming import COMMON, Word, words

LONGEST_ACRONYM = 5  # letters
SHORTEST, LONGEST = 4, 30  # letters of a word that is stored, or for which another spelling is suggested
MOST_LOOKED_AT, TRIED = 20_000, 5  # words compared with a misspelt word, and suggestions looked up in the index


def learn(entries: Collection[int]) -> None:
    """Add the words of entries that still exist. Words are sorted, so that no two transactions block each other."""
    stem_of_word: dict[str, str] = {}
    for title, text in SearchEntry.objects.filter(pk__in=entries).values_list("title", "text"):
        for word in words(f"{title} {text}"):
            if SHORTEST <= len(word.spelt) <= LONGEST and word.spelt.isalpha():
                stem_of_word[word.spelt] = word.stem
    for batch in batched(sorted(stem_of_word), 2000):
        listed = set(SearchWord.objects.filter(word__in=batch).values_list("word", flat=True))
        rows = [SearchWord(word=word, stem=stem_of_word[word]) for word in batch if word not in listed]
        SearchWord.objects.bulk_create(rows, ignore_conflicts=True)


def forget(stems: Collection[str]) -> None:
    """Delete the words with a stem of `stems` that no entry has any more."""
    for batch in batched(sorted(stems), 2000):
        listed = list(SearchWord.objects.filter(stem__in=batch).values_list("stem", flat=True).distinct())
        if gone := databases.unknown(listed):
            SearchWord.objects.filter(stem__in=gone).delete()


def rebuild() -> None:
    """Rebuild the vocabulary from the whole index."""
    everything = SearchEntry.objects.order_by("pk").values_list("pk", flat=True)
    for batch in batched(everything.iterator(), 500):
        learn(batch)
    stems = SearchWord.objects.values_list("stem", flat=True).distinct()
    for stem_batch in batched(stems.iterator(), 5000):
        if gone := databases.unknown(stem_batch):
            SearchWord.objects.filter(stem__in=gone).delete()


def meant(query: Query) -> str:
    """Return the query's text with misspelt words replaced; "" where the index has no similar word for any."""
    lost = databases.unknown(sorted(query.stems))
    instead: dict[str, str] = {}
    for term in query.terms:
        for word in () if term.is_date else words(term.shown):
            if word.stem in lost and not _is_acronym(word, term) and (guess := _nearest(word.spelt)):
                instead[word.spelt] = guess
    if not instead:
        return ""
    parts, at = [], 0
    for word in words(query.text):
        if word.spelt in instead:
            parts += [query.text[at : word.start], instead[word.spelt]]
            at = word.end
    return "".join([*parts, query.text[at:]])


def _is_acronym(word: Word, term: Term) -> bool:
    """Return whether a typed word is an acronym, such as DoLS: a short word with two capitals."""
    typed = term.shown[word.start : word.end]
    return len(typed) <= LONGEST_ACRONYM and sum(letter.isupper() for letter in typed) > 1


def is_near(spelt: Collection[str], name: str) -> bool:
    """Return whether each of these folded words differs from a word of `name` by a letter or two at most."""
    from rapidfuzz.distance import OSA  # here for the same reason as in `_nearest`

    of_name = [word.spelt for word in words(name)]
    return all(any(OSA.distance(word, other) <= _most(word) for other in of_name) for word in spelt)


def _most(spelt: str) -> int:
    """Return by how many letters another spelling of a word may differ."""
    return 0 if len(spelt) < SHORTEST else 1 if len(spelt) < 6 else 2


def _nearest(spelt: str) -> str:
    """Return the word of the index that differs from `spelt` by the fewest letters, at most two; "" for none."""
    # Imported here, because processes that build packs or print never need these megabytes.
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    if not SHORTEST <= len(spelt) <= LONGEST:
        return ""
    rows = SearchWord.objects.filter(Q(word__startswith=spelt[0]) | Q(word__endswith=spelt[-2:]))
    listed = rows.values_list("word", flat=True)[:MOST_LOOKED_AT]
    near = [word for word in listed if abs(len(word) - len(spelt)) <= 2 and word not in COMMON]
    near_words = process.extract(spelt, near, scorer=OSA.distance, score_cutoff=_most(spelt), limit=TRIED)
    near_words.sort(key=lambda match: (match[1], -fuzz.ratio(spelt, match[0]), match[0]))
    stems = {word: next(words(word)).stem for word, *_ in near_words}
    gone = databases.unknown(sorted(set(stems.values())))
    return next((word for word, *_ in near_words if stems[word] not in gone), "")
