"""How a question is decided: majority, tie, casting vote, quorum."""

import pytest

from committee.law import voting
from committee.law.notice import Kind
from committee.law.voting import AGAINST, CARRIED, DECLINED, FOR, LOST, UNDETERMINED, is_quorate, outcome


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "casting", "result"),
    [
        (5, 4, "", CARRIED),
        (4, 5, "", LOST),
        (3, 3, "", UNDETERMINED),
        (3, 3, DECLINED, UNDETERMINED),
        (3, 3, FOR, CARRIED),
        (3, 3, AGAINST, LOST),
        (0, 0, "", UNDETERMINED),
    ],
)
def test_r30_a_tie_is_not_determined_until_the_casting_vote_is_given(votes_for, votes_against, casting, result):
    assert outcome(votes_for, votes_against, casting) == result


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "casting"), [(-1, 0, ""), (0, -1, ""), (2, 1, FOR), (1, 2, DECLINED), (1, 1, "both")]
)
def test_what_cannot_be_is_refused(votes_for, votes_against, casting):
    with pytest.raises(ValueError, match="vote"):
        outcome(votes_for, votes_against, casting)


@pytest.mark.parametrize(("here", "needed", "quorate"), [(3, 3, True), (2, 3, False), (0, 1, False), (9, 3, True)])
def test_r29_a_quorum_is_reached_at_its_number(here, needed, quorate):
    assert is_quorate(here, needed) is quorate


@pytest.mark.parametrize(
    ("kind", "words", "asked"),
    [
        (Kind.COUNCIL, "To approve the Medium Term Financial Strategy", True),
        (Kind.COUNCIL, "That the tax base be agreed", True),
        (Kind.COUNCIL, "That the revenue  estimates be approved", True),
        (Kind.COUNCIL, "That the review of fostering be noted", False),
        (Kind.COMMITTEE, "To note the budget", False),
    ],
)
def test_what_reads_like_the_budget_is_asked_about_at_the_council(kind, words, asked):
    assert voting.may_be_by_name(kind, ["Report of the Leader", words]) == asked


def test_council_tax_is_that_with_a_hyphen_too():
    assert voting.is_by_name("council", "Setting the Council-Tax Requirement", None)
    assert voting.may_be_by_name("council", ["That Band D be £1,500"])


def test_r64_a_quarter_of_the_council_is_rounded_up_and_the_constitution_may_ask_for_more():
    assert [voting.quorum(5, members) for members in (0, 20, 61, 64)] == [5, 5, 16, 16]
    assert voting.quorum(0) == 1
