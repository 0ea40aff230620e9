"""Words as the index knows them on both databases, and what somebody types, read."""

import random

import pytest
from django.utils import timezone

from committee.models import EntryKind, SearchEntry
from committee.search import index
from committee.search.databases import find, fts5, tsquery
from committee.search.queries import MOST_TERMS, read
from committee.search.sources import Row, Source
from committee.search.stemming import places, stems, words

# Each finds the other.
TABLE = """
    hospital hospitals; school schooling; council council’s; councillor councillors; committee committee’s;
    minute minuted; report reporting; resolution resolutions; resolve resolving; decision decisions; decide deciding;
    answer answered; recommend recommended; recommendation recommendations; review reviewing; scrutiny scrutinies;
    safeguard safeguarding; discharge discharging; carer carers; service services; budget budgeted; saving savings;
    invest investing; plan planning; house housing; park parked; cycle cycling; library libraries; adult adult’s;
    care caring; disability disabilities; educate educating; education educational; academy academies;
    exclude excluded; exclusion exclusions; need needed; improve improves; improvement improvements; risk risks;
    climate climates; change changing; recycle recycled; flood flooding; bridge bridges; county counties;
    community communities; engage engages; petition petitioned; response responses; apply applied; permit permits;
    business businesses; grow growing; charge charged; tax taxes; supply supplied; audit audits
"""
PAIRS = [pair.split() for pair in TABLE.split(";")]
APART = ["organ organise", "universe hospital", "minute minutiae", "policy police", "care carpet", "new news"]


@pytest.mark.both_databases("text search: stems are found as they were indexed")
def test_pairs_of_words_find_each_other(db):
    rows = [(1, Row(EntryKind.PAPER, number, "/", one, other)) for number, (one, other) in enumerate(PAIRS)]
    other_words = Source("tests", {}, SearchEntry, lambda units: rows)
    index.INDEX.refresh(other_words, [1])
    today, missed = timezone.localdate(), []
    for number, pair in enumerate(PAIRS):
        for word in pair:
            found = find(read(word), {}, any_word=False, newest=False, on=today)
            missed += [word] if number not in {thing for _pk, _kind, thing, *_ in found} else []
    assert missed == []


@pytest.mark.parametrize(("one", "other"), [pair.split() for pair in APART])
def test_words_that_mean_different_things_stay_apart(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Covid-19", ["covid", "19"]),
        ("the council’s children’s", ["the", "council", "children"]),
        ("O’Brien", ["obrien"]),
        ("20,000 £1.2m", ["20", "000", "1", "2m"]),
        ("ŵyl Łódź ﬁnance", ["wyl", "lodz", "financ"]),
        ("”“ – …", []),
    ],
)
def test_what_is_no_letter_and_no_figure_parts_words(text, kept):
    assert stems(text) == kept


def test_every_stem_is_of_letters_that_both_databases_read_alike():
    text = "日本語 עברית العربية Ελληνικά ⅷ ② ½ ㎏ ⑴ x" + "y" * 500
    found = stems(text)
    assert len(found) >= 8
    assert all(stem.isascii() and stem.isalnum() and len(stem) <= 40 for stem in found), found


LETTERS = "aAxXyYkKdie'’’_-  éÉßİǅ日ﷺøŁı½2\u212a\u0301"


def test_the_places_of_stems_are_those_of_all_words_that_have_them():
    dice = random.Random(16)
    for _ in range(500):
        text = "".join(dice.choices(LETTERS, k=dice.randint(1, 40)))
        of_all = list(words(text))
        for wanted in [{one.stem} for one in of_all] + [{"a", "ki"}, set()]:
            told = [(one.start, one.end, one.stem) for one in places(text, wanted)]
            assert told == [(one.start, one.end, one.stem) for one in of_all if one.stem in wanted], (text, wanted)


DOLS = [(("dol",), ("depriv", "of", "liberti", "safeguard"))]


@pytest.mark.parametrize(
    ("typed", "terms", "without"),
    [
        ("hospital discharges", [(("hospit",),), (("discharg",),)], []),
        ("“children in care”", [(("children", "in", "care"),)], []),
        ('school -academy -"free school"', [(("school",),)], [(("academi",),), (("free", "school"),)]),
        ("the Covid-19 report", [(("covid", "19"),), (("report",),)], []),
        ("to be or not", [(("not",),)], []),
        ('"unfinished phrase', [(("unfinish", "phrase"),)], []),
        ("-", [], []),
        ("' OR 1=1; --", [(("1", "1"),)], []),
    ],
)
def test_words_phrases_and_what_must_not_be_there(typed, terms, without):
    query = read(typed)
    assert [term.phrases for term in query.terms] == terms
    assert [term.phrases for term in query.without] == without


def test_a_term_of_the_councils_list_finds_what_it_is_equal_to_both_ways():
    assert read("DoLS backlog", DOLS).terms[0].phrases == (DOLS[0][0], DOLS[0][1])
    query = read("deprivation of liberty safeguards", DOLS)
    assert [term.phrases for term in query.terms] == [(DOLS[0][1], DOLS[0][0])]


def test_a_query_has_no_more_terms_than_a_database_should_look_for():
    query = read(" ".join(f"word{number}" for number in range(100)) + " x" * 10_000)
    assert len(query.terms) == MOST_TERMS
    assert len(query.text) <= 200


def test_what_is_typed_reaches_a_database_as_stems_alone():
    query = read("""hospital') & !'x NEAR(a b) "care* OR {col}: -^drop""")
    asked = tsquery(query, any_word=False) + fts5(query, any_word=True)
    assert set(asked) <= set("abcdefghijklmnopqrstuvwxyz0123456789'\"()|&!<-> ORANDT"), asked
