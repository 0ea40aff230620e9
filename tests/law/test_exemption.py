"""Who may read a withheld paper (section 100F), and Schedule 12A with its markings and motion (R11-R15)."""

import pytest

from committee.law.access import Access, answer
from committee.law.exemption import (
    ENACTMENTS,
    HEARING,
    PARAGRAPHS,
    as_typed,
    check_exemption,
    exclusion_lines,
    exclusion_motion,
    join_paragraphs,
    marking,
    paragraphs_in_words,
    parse_paragraphs,
)

PEOPLE = ["sits_on_committee", "other_councillor", "named_officer", "need_to_know", "runs_the_desk"]


def person(*holds):
    return {name: name in holds for name in PEOPLE}


@pytest.mark.parametrize("holds", [(), *[(name,) for name in PEOPLE]])
def test_everybody_may_read_an_open_paper(holds):
    assert answer(Access.OPEN, (), None, **person(*holds)).may


@pytest.mark.parametrize("access", [Access.EXEMPT, Access.CONFIDENTIAL])
@pytest.mark.parametrize("number", range(1, 8))
def test_the_committee_its_officers_and_the_desk_may_read_what_is_withheld_and_the_public_may_not(access, number):
    assert not answer(access, (number,), False, **person()).may
    for who in ("sits_on_committee", "named_officer", "need_to_know", "runs_the_desk"):
        assert answer(access, (number,), True, **person(who)).may, who


@pytest.mark.parametrize(
    ("paragraphs", "contract_terms", "may"),
    [
        *[((number,), False, number in (3, 6)) for number in range(1, 8)],
        ((3,), True, False),
        ((3,), None, False),
        ((6,), True, True),
        ((3, 6), False, True),
        ((3, 6), True, False),
        ((1, 3), False, False),
        ((6, 7), False, False),
        ((), False, False),
    ],
)
def test_another_councillor_may_read_only_paragraphs_3_and_6_and_no_contract_terms(paragraphs, contract_terms, may):
    assert answer(Access.EXEMPT, paragraphs, contract_terms, **person("other_councillor")).may is may


@pytest.mark.parametrize("paragraphs", [(), (3,), (6,), (3, 6)])
def test_a_confidential_paper_is_never_opened_to_another_councillor_as_of_right(paragraphs):
    assert not answer(Access.CONFIDENTIAL, paragraphs, False, **person("other_councillor")).may


def test_another_councillor_with_a_need_to_know_may_read():
    for access in (Access.EXEMPT, Access.CONFIDENTIAL):
        assert answer(access, (1,), None, **person("other_councillor", "need_to_know")).may


def test_an_unknown_kind_of_access_opens_nothing():
    with pytest.raises(ValueError, match="secret"):
        answer("secret", (), False, **person("runs_the_desk"))


@pytest.mark.parametrize(
    ("access", "paragraphs", "contract_terms", "holds", "sentence"),
    [
        ("exempt", (1,), False, (), "withheld from the public"),
        ("exempt", (3,), True, ("other_councillor",), "negotiations for a contract"),
        ("exempt", (1,), False, ("other_councillor",), "section 100F(2)"),
        ("confidential", (), False, ("other_councillor",), "confidential by law"),
        ("confidential", (), False, ("need_to_know",), "need to know"),
    ],
)
def test_the_reason_is_given_in_a_sentence(access, paragraphs, contract_terms, holds, sentence):
    text = answer(access, paragraphs, contract_terms, **person(*holds)).why
    assert sentence in text
    assert text.endswith(".")


REASON = "Publishing the bids would weaken the council's hand in the next tender."


def rules(*given):
    return [found.rule for found in check_exemption(*given)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("", ()), ("3", (3,)), ("1, 2 and 3", (1, 2, 3)), ("Paragraphs 1 and 3", (1, 3)), ("para. 6", (6,))],
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


def test_r68_another_enactment_is_a_ground_only_of_the_body_that_has_it():
    reason = "A witness would not speak in public."
    assert check_exemption([HEARING], reason, None, False, other=HEARING) == []
    (finding,) = check_exemption([HEARING], reason, None, False)
    assert finding.rule == "R68"
    assert not answer(Access.EXEMPT, (3, HEARING), False, **person("other_councillor")).may


def test_r68_grounds_of_both_kinds_are_read_named_and_moved():
    name = ENACTMENTS[HEARING].name
    assert parse_paragraphs("3 and Regulation 14") == (3, HEARING) == parse_paragraphs(as_typed(f"3,{HEARING}"))
    assert paragraphs_in_words((3, HEARING), schedule=" of Schedule 12A") == f"paragraph 3 of Schedule 12A and {name}"
    assert "Schedule 12A" not in exclusion_motion([HEARING]) and name in exclusion_motion([HEARING])
    assert f"{name} as indicated below, or which involve" in exclusion_motion([3, HEARING])
    assert exclusion_lines({"Item 4": (HEARING,)}) == [f"Item 4 – {name}. {ENACTMENTS[HEARING].test}"]
