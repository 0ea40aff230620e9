"""Scrutiny: what is referred, recommended and reported, witnesses, duties (R41, R42, R44, R45, R49)."""

import datetime as dt
from datetime import date

import pytest

from committee.law import calls_for_action
from committee.law.calls_for_action import Matter
from committee.law.duties import Kept, stands
from committee.law.findings import Severity
from committee.law.recommendations import too_many, weaknesses
from committee.law.review_reports import left_out_untold, missing_contents
from committee.law.witnesses import required_unasked


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


@pytest.mark.parametrize(
    ("made_to", "measure", "has_date", "text"),
    [
        (1, "A count each year", True, ""),
        (0, "A count each year", True, "Recommendation 3 does not say to whom it is made."),
        (2, " ", True, "Recommendation 3 does not say how anyone will know that it was done."),
        (
            0, "", False,
            "Recommendation 3 does not say to whom it is made, how anyone will know that it was done and by when it "
            "is wanted.",
        ),
    ],
)  # fmt: skip
def test_a_recommendation_says_to_whom_how_and_by_when(made_to, measure, has_date, text):
    found = weaknesses(3, made_to=made_to, measure=measure, has_date=has_date)
    assert (found.text if found else "") == text


@pytest.mark.parametrize(("count", "warns"), [(0, False), (8, False), (9, True)])
def test_more_than_eight_are_many(count, warns):
    found = too_many(count)
    assert (found is not None and "There are 9 recommendations" in found.text) == warns


ALL = {"matter": True, "evidence": True, "participants": True, "recommendations": True}


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        (["matter"], "The report lacks an explanation of the matter."),
        (["evidence", "participants"], "The report lacks a summary of the evidence and a list of those who took part."),
        (["recommendations"], "The report lacks an explanation of the recommendations."),
    ],
)
def test_r44_what_a_report_lacks_is_named(lacking, told):
    found = missing_contents(**ALL | dict.fromkeys(lacking, False))
    assert (found.rule, found.text) == ("R44", told)


def test_r44_a_report_that_has_all_four_is_not_warned_of():
    assert missing_contents(**ALL) is None


@pytest.mark.parametrize(
    ("left_out", "would_mislead", "summary", "told"),
    [
        ([], None, "", None),
        (["E1"], False, "", None),
        (["E1"], True, "A pupil told how it was.", None),
        (["E1"], None, "", "The report leaves out E1. Choose whether the report would be misleading without it."),
        (["E1"], True, " ", "The report leaves out E1. Write a summary of it."),
    ],
)
def test_r41_a_report_says_what_it_leaves_out_and_sums_up_what_would_mislead(left_out, would_mislead, summary, told):
    finding = left_out_untold(left_out, would_mislead, summary)
    assert (finding and finding.text) == told
    assert finding is None or (finding.rule, finding.severity) == ("R41", Severity.BLOCK)


DAY = dt.date(2022, 1, 3)


@pytest.mark.parametrize(
    ("required", "invited", "notice", "missing"),
    [
        (False, None, None, ""),
        (True, DAY, DAY, ""),
        (True, DAY, None, "a day of notice"),
        (True, None, DAY, "an invitation"),
        (True, None, None, "an invitation and a day of notice"),
    ],
)
def test_r45_who_is_required_to_attend_has_invitation_and_notice(required, invited, notice, missing):
    found = required_unasked("The Leader", required=required, invited=invited, notice=notice)
    wanted = f"The Leader is required to attend, and {missing} is not recorded." if missing else ""
    assert (found.text if found else "") == wanted
    assert not found or not found.blocks


LAST = date(2021, 9, 14)


@pytest.mark.parametrize(
    ("last", "planned", "on", "kept"),
    [
        (LAST, None, date(2022, 7, 14), Kept.IN_TIME),  # ten months to the day
        (LAST, None, date(2022, 7, 15), Kept.DUE),
        (LAST, date(2022, 9, 14), date(2022, 8, 1), Kept.PLANNED),  # the last day of twelve months
        (LAST, date(2022, 9, 15), date(2022, 8, 1), Kept.DUE),  # planned, but a day late
        (LAST, date(2022, 9, 15), date(2022, 7, 1), Kept.IN_TIME),
        (LAST, None, date(2022, 9, 14), Kept.DUE),
        (LAST, date(2022, 10, 1), date(2022, 9, 15), Kept.MISSED),
        (None, None, date(2022, 1, 1), Kept.DUE),
        (None, date(2022, 2, 1), date(2022, 1, 1), Kept.DUE),  # planned, but never done
    ],
)
def test_it_warns_from_month_ten_unless_planned_in_time(last, planned, on, kept):
    assert stands(last, planned, on).kept is kept


def test_a_period_of_months_ends_with_a_shorter_month():
    assert stands(date(2022, 2, 28), None, date(2022, 3, 1), every_months=1).due_on == date(2022, 3, 28)
    assert stands(date(2022, 1, 31), None, date(2022, 2, 1), every_months=1).due_on == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("last", "planned", "on", "words"),
    [
        (LAST, None, date(2022, 8, 1), "on Tuesday 14 September 2021, next by Wednesday 14 September 2022."),
        (LAST, None, date(2022, 10, 1), "should have been considered again by Wednesday 14 September 2022."),
        (None, None, LAST, "No formal meeting on this is recorded or planned."),
    ],
)
def test_how_it_stands_is_a_sentence(last, planned, on, words):
    assert stands(last, planned, on).words.endswith(words)
