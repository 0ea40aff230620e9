"""What somebody types, read."""

import pytest

from committee.search.databases import fts5, tsquery
from committee.search.queries import MOST_TERMS, read

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
