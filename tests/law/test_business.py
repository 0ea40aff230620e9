"""When two titles give notice of one item of business (LGA 1972 s.100B(4))."""

import time

import pytest

from committee.law.business import ANYTHING, adds_business, is_unrelated, same_business, tells_of_nothing


@pytest.mark.parametrize(
    ("published", "corrected"),
    [
        ("Young Carers", "Young carers"),
        ("Yuong Carers", "Young Carers"),
        ("Young Carers", "Young Carers and their families"),
        ("Fostering: annual report 2020/21", "Fostering: annual report 2021/22"),
    ],
)
def test_a_correction_leaves_most_words_as_they_were(published, corrected):
    assert same_business(published, corrected)
    assert same_business(corrected, published)


@pytest.mark.parametrize(
    ("published", "corrected"),
    [
        ("Young Carers", "Closure of Felpersham Library"),
        ("Lease of the depot", "Sale of the depot"),
        ("Library", "Library: closure and sale of the site"),
        ("Report on the library", "Report on the depot"),
        ("Young Carers", ""),
    ],
)
def test_another_item_has_other_words(published, corrected):
    assert not same_business(published, corrected)


@pytest.mark.parametrize("title", ["", "A report", "An exempt matter", "Item 4", "The case"])
def test_some_titles_tell_of_nothing(title):
    assert tells_of_nothing(title)


@pytest.mark.parametrize("title", ["A placement", "Library", "Contract for care"])
def test_and_others_tell_of_something(title):
    assert not tells_of_nothing(title)


def test_the_longest_titles_are_compared_at_once():
    words = [chr(97 + number % 26) * 4 + chr(97 + number // 26) for number in range(120)]
    began = time.perf_counter()
    same_business(" ".join(words)[:250], " ".join(reversed(words))[:250])
    same_business("abcd " * 5000, "dcba " * 5000)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("line", "adds"),
    [
        ("Rural Buses: the Next Contract, and the Sale of the Depot", True),
        ("Report of the Director on the closure of Hill Library", True),
        ("The next contract for rural buses " * 8 + ", closure of Hill Library", True),
        ("Report of the Director of Transport and Highways Infrastructure", False),
        ("Report of officer Jane Doe, Head of Fostering", False),
        ("Report of the Director (closing of Hill Library)", True),
        ("The next contract: buses in rural places", False),
    ],
)
def test_a_clause_of_new_words_tells_of_new_business(line, adds):
    assert adds_business(("Rural Buses: the Next Contract",), [line]) is adds


@pytest.mark.parametrize(
    ("title", "unrelated"),
    [
        ("Closure of Hill Library", True),
        ("Report of the Director of Transport: closure of Hill Library", True),
        ("Report of the Director of Transport: rural buses", False),
        ("Rural buses: closure of Hill Library", False),
        ("Parish council views of the contract", False),
        ("Appendix 2: equality impact assessment", False),
        ("Report of the Director of Transport and Highways", False),
    ],
)
def test_a_paper_without_a_word_of_its_item_may_be_other_business(title, unrelated):
    assert is_unrelated(("Rural Buses: the Next Contract",), title) is unrelated
    assert not is_unrelated(("A report",), title)


@pytest.mark.parametrize(
    ("title", "anything"),
    [
        ("Any Other Business", True),
        ("Chairman’s Business", True),
        ("Business Not on the Agenda", True),
        ("Urgent Care: Annual Report", False),
        ("Business Rates", False),
    ],
)
def test_under_some_titles_anything_might_be_taken(title, anything):
    assert bool(ANYTHING.search(title)) is anything
