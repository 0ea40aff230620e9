"""What a recommendation lacks (R49)."""

import pytest

from committee.law.recommendations import too_many, weaknesses


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
