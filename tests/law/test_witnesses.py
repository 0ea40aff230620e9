"""Notice to whoever is required to attend (R45)."""

import datetime as dt

import pytest

from committee.law.witnesses import required_unasked

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
