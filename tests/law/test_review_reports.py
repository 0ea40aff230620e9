"""The four contents of a report of health scrutiny (R44), and what a report says that it leaves out (R41)."""

import pytest

from committee.law.findings import Severity
from committee.law.review_reports import left_out_untold, missing_contents

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
