"""Whatever is typed is answered: 200, 400 or 404, and never a fault of ours."""

import random

import pytest
from django.urls import reverse

from committee.models import EntryKind, SearchEntry
from committee.search import index
from committee.search.sources import Row, Source
from committee.search.terms import add_equal_terms

pytestmark = [
    pytest.mark.both_databases("text search: operators and letters that a database might read as its own"),
    pytest.mark.indexed_at_once,
]
PIECES = [
    "\0", '"', "'", "“", "”", "-", "--", "*", "(", ")", "{", "}", ":", "^", "+", "~", "|", "&", "!", "<->", "<2>", "\\",
    "NEAR", "NEAR(a b, 5)", "AND", "OR", "NOT", "title_stems:", "stems", "rowid", ":*", "$$", ";", "/*", "%", "_", "%s",
    "{}", "{0}", "hospital", "schools", "Covid-19", "children’s", "\u202e", "\u200f", "\u200b", "עברית", "العربية",
    "日本語", "ﷺ", "🏫", "é", "e\u0301", "\ud800", "12345678901234567890", "-1", "1e309", "0x1f", "<b>", "</mark>",
    "\r\n", "\t", "\x7f", "\ufeff", "a" * 300, "x " * 60, '"' * 40, "-" * 40, "ⅷ", "½", "㎏", "ß", "İ", "ǅ",
]  # fmt: skip
LONG = ["a" * 10_000, "a b " * 2_500, '"a" ' * 2_500, "-a " * 3_333, "\u0301" * 10_000, "ﷺ" * 3_000]


def queries(count: int, seed: int = 1909) -> list[str]:
    """So many hostile queries, the same each time."""
    dice = random.Random(seed)
    made = list(LONG)
    while len(made) < count:
        pieces = dice.choices(PIECES, k=dice.randint(1, 12))
        made.append(dice.choice(["", " "]).join(pieces))
    return made[:count]


def _answers(client, safeguarding, clerk, count: int) -> list[str]:
    rows = [(1, Row(EntryKind.COMMITTEE, safeguarding.pk, "/", "Hospital schools", "Covid-19 in children’s schools"))]
    index.INDEX.refresh(Source("tests", {}, SearchEntry, lambda units: rows), [1])
    add_equal_terms(term="or not", same_as="NEAR hospital", by=clerk)
    dice, wrong = random.Random(7), []
    names = [reverse(f"public:{name}") for name in ("search", "search-json", "search-atom")]
    for number, typed in enumerate(queries(count)):
        given = {"q": typed.encode("utf-8", "surrogatepass")}
        for name in ("kind", "committee", "year", "person", "order", "page"):
            if dice.random() < 0.2:
                given[name] = dice.choice(PIECES).encode("utf-8", "surrogatepass")
        status = client.get(names[number % 3], given).status_code
        wrong += [f"{status}: {typed[:80]!r} {given}"] if status not in (200, 400, 404) else []
    return wrong


def test_hostile_queries_are_answered(client, safeguarding, clerk):
    assert _answers(client, safeguarding, clerk, 90) == []


@pytest.mark.drill
def test_two_thousand_hostile_queries_are_answered(client, safeguarding, clerk):
    assert _answers(client, safeguarding, clerk, 2_000) == []
