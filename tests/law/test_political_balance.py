"""Political balance: the arithmetic of s.15, by examples that can be done by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.law import political_balance as balance

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
