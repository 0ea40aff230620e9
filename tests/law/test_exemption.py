"""Schedule 12A: paragraphs, checks, markings and the motion (R11-R15)."""

import pytest

from committee.law.access import Access
from committee.law.exemption import (
    PARAGRAPHS,
    check_exemption,
    exclusion_lines,
    exclusion_motion,
    join_paragraphs,
    marking,
    paragraphs_in_words,
    parse_paragraphs,
)

REASON = "Publishing the bids would weaken the council's hand in the next tender."


def rules(*given):
    return [found.rule for found in check_exemption(*given)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ()),
        ("3", (3,)),
        ("1, 2 and 3", (1, 2, 3)),
        ("Paragraphs 1 and 3", (1, 3)),
        ("para. 6", (6,)),
    ],
)
def test_paragraphs_are_read_as_people_write_them(text, numbers):
    assert parse_paragraphs(text) == numbers


@pytest.mark.parametrize("text", ["three", "1-3", "1,,3", "1 3", "٣", "9" * 5000])
def test_what_is_not_a_list_of_paragraphs_is_refused(text):
    with pytest.raises(ValueError, match="is not a list of paragraphs"):
        parse_paragraphs(text)


@pytest.mark.parametrize(
    ("numbers", "stored", "words"),
    [
        ((), "", ""),
        ((3,), "3", "paragraph 3"),
        ((3, 1), "1,3", "paragraphs 1 and 3"),
        ((7, 1, 2, 2), "1,2,7", "paragraphs 1, 2 and 7"),
    ],
)
def test_paragraphs_are_stored_and_written_and_read_back(numbers, stored, words):
    assert (join_paragraphs(numbers), paragraphs_in_words(numbers)) == (stored, words)
    assert parse_paragraphs(stored) == parse_paragraphs(words) == tuple(sorted(set(numbers)))


@pytest.mark.parametrize("number", range(1, 8))
def test_each_of_the_seven_paragraphs_may_be_claimed_with_a_reason(number):
    assert rules((number,), REASON, True, False) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (((), REASON, True, False), ["R11"]),
        (((1,), " \n ", True, False), ["R11"]),
        (((), "", True, False), ["R11", "R11"]),
        (((0,), REASON, True, False), ["R11"]),
        *[(((number,), REASON, True, False), ["R12"]) for number in (12, 18)],
        (((3, 14), REASON, True, False), ["R12"]),
        (((3,), REASON, False, False), ["R13"]),
        (((1, 3), REASON, None, False), ["R13"]),
        (((1,), REASON, None, False), []),
        (((1,), REASON, True, True), ["R14"]),
        (((1,), REASON, True, None), ["R14"]),
        (((3, 15), "", False, True), ["R12", "R11", "R13", "R14"]),
    ],
)
def test_an_exemption_is_stopped_for_what_is_wrong_with_it(given, expected):
    found = check_exemption(*given)
    assert [each.rule for each in found] == expected
    assert all(each.blocks and each.source for each in found)


def test_a_welsh_paragraph_is_refused_by_name():
    (found,) = check_exemption((14,), REASON, True, False)
    assert found.text.startswith("Paragraph 14 of Schedule 12A: Wales only.")


def test_a_paper_under_two_paragraphs_is_marked_with_both_descriptions():
    text = marking(Access.EXEMPT, (3, 1))
    assert text.startswith("Not for publication") and "paragraphs 1 and 3 of Part 1 of Schedule 12A" in text
    assert text.endswith(f"{PARAGRAPHS[1]} {PARAGRAPHS[3]}")


def test_a_confidential_paper_is_marked_confidential_and_claims_no_paragraph():
    text = marking(Access.CONFIDENTIAL, (3,))
    assert text.startswith("Not for publication: confidential")
    assert "section 100A(2) and (3)" in text
    assert "Schedule 12A" not in text


def test_an_exempt_paper_without_a_paragraph_cannot_be_marked():
    assert marking(Access.OPEN) == ""
    with pytest.raises(ValueError, match="paragraph of Schedule 12A"):
        marking(Access.EXEMPT, ())


def test_the_motion_identifies_each_item_and_its_description():
    assert exclusion_motion().startswith("That the public be excluded from the meeting for the following items")
    assert "Schedule 12A (as amended) of the Local Government Act 1972" in exclusion_motion()
    assert exclusion_lines({"Item 9": (3,), "Item 10": (1, 2)}) == [
        f"Item 9 – paragraph 3. {PARAGRAPHS[3]}",
        f"Item 10 – paragraphs 1 and 2. {PARAGRAPHS[1]} {PARAGRAPHS[2]}",
    ]


def test_an_item_without_a_paragraph_cannot_be_in_the_motion():
    with pytest.raises(ValueError, match="Item 9 cannot be in the exclusion motion"):
        exclusion_lines({"Item 9": ()})
