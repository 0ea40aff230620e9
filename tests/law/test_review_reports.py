"""The four contents of a report of health scrutiny (R44)."""

import pytest

from committee.law.review_reports import missing_contents

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
