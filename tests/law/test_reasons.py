"""One word, or a dot, gives no reason."""

import pytest

from committee.acts.refusal import Refused
from committee.acts.saving import said
from committee.law import exemption
from committee.law.access import seat_opens
from committee.law.notice import Urgency
from committee.law.reasons import gives_reason, names_law, names_who_forbids


@pytest.mark.parametrize("text", ["", ". .", "Snow .", "… urgent …"])
def test_less_than_two_words_give_no_reason(text):
    assert not gives_reason(text)


@pytest.mark.parametrize("text", ["Heavy snow", "Minute 12"])
def test_two_words_do(text):
    assert gives_reason(text)


def test_a_dot_is_no_ruling_and_no_public_interest():
    assert not Urgency("Charles Chair", ".").complete and not Urgency("Charles Chair", "Urgent").complete
    assert Urgency("Charles Chair", "The river rose").complete
    assert [finding.rule for finding in exemption.check_exemption([1], ".", None, own_development=False)] == ["R11"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Leader does not like it.", False),
        ("Contempt of Court Act 1981", True),
        ("A court order of 3 May", True),
        ("The Local Authorities Regulations 2012", True),
    ],
)
def test_an_enactment_or_a_court_order_is_named(text, names):
    assert names_law(text) == names


@pytest.mark.parametrize(
    ("role", "of_another_council", "sits_then", "co_optees_read", "opens"),
    [
        ("chairman", False, False, False, True),
        ("member", False, False, False, True),
        ("substitute", False, False, True, False),
        ("substitute", False, True, False, True),
        ("co_optee", False, False, False, False),
        ("co_optee", False, True, False, False),
        ("co_optee", False, False, True, True),
        ("co_optee", True, False, False, True),
    ],
)
def test_a_members_seat_opens_all_a_substitutes_their_meeting_and_a_co_optees_what_the_council_lets_it(
    role, of_another_council, sits_then, co_optees_read, opens
):
    about = {"of_another_council": of_another_council, "sits_then": sits_then, "co_optees_read": co_optees_read}
    assert seat_opens(role, **about) == opens


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Leader says so", False),
        ("The Home Office supplied it on those terms.", True),
        ("The Children Act 1989 forbids it.", True),
    ],
)
def test_what_is_confidential_names_who_forbids_to_disclose_it(text, names):
    assert names_who_forbids(text) is names


@pytest.mark.parametrize("text", ["–", "…"])
def test_a_dot_says_nothing(text):
    with pytest.raises(Refused, match="Enter which letter"):
        said(text, "which letter")
