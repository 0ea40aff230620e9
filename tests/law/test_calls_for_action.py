"""What councillors may refer to a scrutiny committee."""

import pytest

from committee.law import calls_for_action
from committee.law.calls_for_action import Matter


@pytest.mark.parametrize("matter", [Matter.PLANNING, Matter.LICENSING, Matter.APPEAL])
def test_an_excluded_matter_is_taken_up_only_where_a_function_fails_systemically(matter):
    found = calls_for_action.refuse_reference(matter, systemic=False)
    assert (found.rule, found.blocks) == ("R47", True)
    assert "is failing systemically" in found.text
    assert calls_for_action.refuse_reference(matter, systemic=True) is None


@pytest.mark.parametrize("matter", [Matter.VEXATIOUS, Matter.CRIME])
def test_neither_vexation_nor_crime_becomes_a_call_for_action_by_alleging_failure(matter):
    for systemic in (False, True):
        assert calls_for_action.refuse_reference(matter, systemic=systemic).rule == "R47"


def test_what_is_not_relevant_to_the_committee_is_taken_up_from_nobody():
    for own in (False, True):
        finding = calls_for_action.refuse_reference(Matter.IRRELEVANT, systemic=True, own_member=own)
        assert finding is not None and finding.source == "LGA 2000 s.9FC(1)"


@pytest.mark.parametrize("matter", [matter for matter in Matter if matter is not Matter.IRRELEVANT])
def test_the_exclusions_do_not_bind_the_committees_own_members(matter):
    assert calls_for_action.refuse_reference(matter, systemic=False, own_member=True) is None
