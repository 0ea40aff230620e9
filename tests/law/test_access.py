"""Who may read a withheld paper: the matrix of section 100F, one person at a time."""

import pytest

from committee.law.access import Access, answer

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
