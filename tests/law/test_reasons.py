"""One word, or a dot, gives no reason."""

import pytest

from committee.law import exemption
from committee.law.notice import Urgency
from committee.law.reasons import gives_reason


@pytest.mark.parametrize("text", ["", " ", ".", ". .", "- – —", "Snow", "Snow.", "Snow .", "… urgent …"])
def test_less_than_two_words_give_no_reason(text):
    assert not gives_reason(text)


@pytest.mark.parametrize("text", ["Heavy snow", "The river rose.", "Minute 12", "Mae’n bwrw eira"])
def test_two_words_do(text):
    assert gives_reason(text)


def test_a_dot_is_no_ruling_and_no_public_interest():
    assert not Urgency("Charles Chair", ".").complete and not Urgency("Charles Chair", "Urgent").complete
    assert Urgency("Charles Chair", "The river rose").complete
    assert [finding.rule for finding in exemption.check_exemption([1], ".", None, own_development=False)] == ["R11"]
