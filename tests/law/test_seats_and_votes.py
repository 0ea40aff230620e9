"""Seats and votes: the six-month rule (LGA 1972 s.85, R36), political balance, majority, tie, casting vote, quorum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.law import political_balance as balance
from committee.law import voting
from committee.law.attendance import Approval, Stage, clock
from committee.law.notice import Kind
from committee.law.voting import AGAINST, CARRIED, DECLINED, FOR, LOST, UNDETERMINED, is_quorate, outcome

from .dates import day


@pytest.mark.parametrize(
    ("last", "ends"), [("2022-01-10", "2022-07-10"), ("2022-08-31", "2023-02-28"), ("2021-11-30", "2022-05-30")]
)
def test_six_months_from_the_last_attendance_end_on_the_same_day_number_or_the_months_last(last, ends):
    assert clock(day(last)).ends == day(ends)


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        ("2022-05-09", Stage.FINE),
        ("2022-05-10", Stage.WARNED),
        ("2022-06-09", Stage.WARNED),
        ("2022-06-10", Stage.ALERTED),
        ("2022-07-10", Stage.ALERTED),
        ("2022-07-11", Stage.EXPIRED),
    ],
)
def test_r36_warns_at_four_months_and_alerts_at_five(on, stage):
    assert clock(day("2022-01-10")).stage(day(on)) is stage


def test_an_approval_in_time_carries_the_seat_to_its_own_end_and_the_warnings_with_it():
    runs = clock(day("2022-01-10"), [Approval(day("2022-06-01"), day("2022-11-30"))])
    assert (runs.ends, runs.approved_until) == (day("2022-11-30"), day("2022-11-30"))
    assert (runs.warns, runs.alerts) == (day("2022-09-30"), day("2022-10-30"))
    assert runs.stage(day("2022-07-11")) is Stage.FINE


def test_an_approval_on_the_last_day_counts_and_one_after_it_does_not():
    given = [Approval(day("2022-07-10"), day("2022-09-30"))]
    assert clock(day("2022-01-10"), given).ends == day("2022-09-30")
    late = [Approval(day("2022-07-11"), day("2022-09-30"))]
    assert clock(day("2022-01-10"), late).ends == day("2022-07-10")


def test_a_second_approval_must_come_before_the_first_has_ended():
    first, second = Approval(day("2022-06-01"), day("2022-08-31")), Approval(day("2022-08-31"), day("2022-12-31"))
    assert clock(day("2022-01-10"), [second, first]).ends == day("2022-12-31")
    late = Approval(day("2022-09-01"), day("2022-12-31"))
    assert clock(day("2022-01-10"), [first, late]).ends == day("2022-08-31")


def test_an_approval_that_ends_before_the_six_months_changes_nothing():
    runs = clock(day("2022-01-10"), [Approval(day("2022-02-01"), day("2022-05-01"))])
    assert (runs.ends, runs.warns, runs.approved_until) == (day("2022-07-10"), day("2022-05-10"), None)


def test_the_finding_is_r36_and_says_the_last_day():
    runs = clock(day("2022-01-10"))
    assert runs.finding(day("2022-03-01"), "Ann") is None
    found = runs.finding(day("2022-06-12"), "Ann")
    assert (found.rule, found.blocks, found.source) == ("R36", False, "LGA 1972 s.85")
    assert "by Sunday 10 July 2022" in found.text
    assert "has ceased to be a member" in runs.finding(day("2022-07-11"), "Ann").text


FOUR = {"Conservative": 36, "Labour": 12, "Green": 6, "Independent": 6}


@pytest.mark.parametrize(
    ("seats", "strengths", "expected"),
    [
        (10, FOUR, {"Conservative": 6, "Labour": 2, "Green": 1, "Independent": 1}),
        # 7.8, 2.6, 1.3, 1.3 of thirteen: the two largest remainders take the two seats that are left.
        (13, FOUR, {"Conservative": 8, "Labour": 3, "Green": 1, "Independent": 1}),
        # 55 of 62 is 88.7%: 9.76 and 1.24 of eleven.
        (11, {"Conservative": 55, "Labour": 7}, {"Conservative": 10, "Labour": 1}),
        # Remainders are equal: the larger group first, and then by name.
        (1, {"A": 10, "B": 10}, {"A": 1, "B": 0}),
        (3, {"A": 20, "B": 20, "C": 20}, {"A": 1, "B": 1, "C": 1}),
        (0, FOUR, dict.fromkeys(FOUR, 0)),
    ],
)
def test_seats_are_shared_by_the_largest_remainder(seats, strengths, expected):
    assert balance.allocate(seats, strengths) == expected


@given(st.integers(0, 60), st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 80), min_size=1, max_size=8))
def test_no_seat_is_lost_and_no_share_is_off_by_one(seats, strengths):
    found = balance.allocate(seats, strengths)
    council = sum(strengths.values())
    assert sum(found.values()) == seats
    assert all(abs(found[name] - seats * count / council) < 1 for name, count in strengths.items())


def test_one_councillor_is_no_group_and_all_others_stand_together():
    assert balance.grouped({"Labour": 12, "Reform": 1, "Green": 2}, 17) == {"Labour": 12, "Green": 2, "No group": 3}


def test_one_group_alone_a_lost_majority_and_a_wrong_share_are_told_with_their_principle():
    found = balance.of_committee("Planning Committee", {"Labour": 10}, FOUR)
    assert [one.source[-3:] for one in found] == ["(a)", "(b)", "(d)"]
    assert {one.rule for one in found} == {"R66"}
    assert "Conservative has 0 of the 6 that it is entitled to" in found[2].text


def test_half_of_the_seats_is_no_majority():
    held = {"Conservative": 5, "Labour": 3, "Green": 1, "Independent": 1}
    assert [one.source[-3:] for one in balance.of_committee("Audit Committee", held, FOUR)] == ["(b)", "(d)"]


def test_a_council_without_two_groups_is_asked_for_nothing():
    assert balance.of_committee("Audit Committee", {"Independent": 5}, {"Independent": 20}) == []


def test_all_committees_together_are_counted_too():
    even = {"Conservative": 6, "Labour": 2, "Green": 1, "Independent": 1}
    assert balance.overall([even, even], FOUR)[1] == []
    shares, found = balance.overall([even, {"Conservative": 8, "Labour": 2}], FOUR)
    assert (shares[0].group, shares[0].held, shares[0].entitled) == ("Conservative", 14, 12)
    assert found and found[0].source.endswith("(c)")


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


@pytest.mark.parametrize(("here", "needed", "quorate"), [(3, 3, True), (2, 3, False), (0, 0, False), (9, 3, True)])
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
