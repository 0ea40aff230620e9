"""Words that ask and by when (R56), that name one item of business (s.100B(4)), that give a reason."""

import time
from datetime import date

import pytest

from committee.acts.refusal import Refused
from committee.acts.saving import said
from committee.law import due_by, exemption, requests_in_resolutions
from committee.law.access import seat_opens
from committee.law.business import ANYTHING, adds_business, is_unrelated, same_business, tells_of_nothing
from committee.law.notice import Urgency
from committee.law.reasons import gives_reason, names_law, names_who_forbids

from .dates import ORDINARY


@pytest.mark.parametrize(
    "text",
    [
        "the Director be asked to report back",
        "the Director of Children’s Services be formally requested to write to schools",
        "Cabinet be recommended to adopt the policy",
        "it be recommended to the Cabinet that the policy be adopted",
        "the report be noted and the Leader be invited to attend the next meeting",
        "request the Director to provide figures",
        "the Committee asks the Chief Constable for the figures",
    ],
)
def test_words_that_ask_somebody_are_known_whatever_their_kind(text):
    assert requests_in_resolutions.asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "the report be noted",
        "the information requested at the last meeting be received",
        "Members be asked to note the report",
        "the Director, who had been asked for the figures, be thanked",
        "",
    ],
)
def test_words_that_note_or_agree_ask_nobody(text):
    assert not requests_in_resolutions.asks(text)


@pytest.mark.parametrize(
    ("text", "seems"),
    [
        ("further data be provided to members", True),
        ("a report be brought back to the Committee", True),
        ("the report, which was submitted late, be noted", False),
        ("the minutes be confirmed", False),
    ],
)
def test_something_to_be_provided_by_nobody_named_is_worth_a_look(text, seems):
    assert requests_in_resolutions.seems_to_ask(text) is seems


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("it be recommended to the Cabinet that the policy be adopted", "Cabinet"),
        ("the Cabinet Member for Children be recommended to adopt it", "Cabinet Member for Children"),
        ("the policy be recommended to Full Council, as amended", "Full Council"),
        ("the report be noted", ""),
        ("it be recommended to adopt the policy", ""),
    ],
)
def test_the_body_that_something_is_recommended_to_is_read(text, body):
    assert requests_in_resolutions.body_recommended_to(text) == body


RESOLVED = date(2022, 1, 10)
MEETINGS = [date(2022, 1, 10), date(2022, 3, 8), date(2022, 4, 21), date(2023, 4, 20)]


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("report back within two months", "within two months", "2022-03-10"),
        ("answer within twenty-eight (28) days of this meeting", "within twenty-eight (28) days", "2022-02-07"),
        ("report in six months’ time", "in six months’ time", "2022-07-10"),
        ("answer within ten working days", "within ten working days", "2022-01-24"),
        ("report by the next meeting", "by the next meeting", "2022-03-08"),
        ("circulate it before the next meeting", "before the next meeting", "2022-03-07"),
        ("report to the April meeting", "to the April meeting", "2022-04-21"),
        ("report before the end of March", "before the end of March", "2022-03-31"),
        ("report by the end of the financial year", "by the end of the financial year", "2022-03-31"),
        ("report by Friday 4 March 2022", "by Friday 4 March 2022", "2022-03-04"),
        ("report by 5th January", "by 5th January", "2023-01-05"),
        ("report no later than 31/03/2022", "no later than 31/03/2022", "2022-03-31"),
        ("report before March 2022", "before March 2022", "2022-02-28"),
    ],
)
def test_by_when_is_read_from_the_words(text, words, on):
    found = due_by.read(text, RESOLVED, meetings=MEETINGS, days=ORDINARY)
    assert found == due_by.Due(words, date.fromisoformat(on))


@pytest.mark.parametrize(
    "text",
    [
        "the report be noted",
        "answer within two months of receipt",
        "report by the next meeting of the Planning Committee",
        "report by 31 February",
        "report by 3 January 2022",
        "answer within 9999 years",
        "",
    ],
)
def test_words_that_give_no_day_are_left_to_the_clerk(text):
    assert due_by.read(text, RESOLVED, meetings=MEETINGS, days=ORDINARY) is None


def test_no_text_however_made_keeps_the_reader_busy():
    for text in ("within " * 9_000, "twenty " * 9_000, "recommended to " * 9_000):
        assert due_by.read(text, RESOLVED, meetings=MEETINGS) is None
        requests_in_resolutions.asks(text)
        requests_in_resolutions.body_recommended_to(text)


@pytest.mark.parametrize(
    ("published", "corrected"),
    [
        ("Young Carers", "Young carers"),
        ("Yuong Carers", "Young Carers"),
        ("Young Carers", "Young Carers and their families"),
        ("Fostering: annual report 2020/21", "Fostering: annual report 2021/22"),
    ],
)
def test_a_correction_leaves_most_words_as_they_were(published, corrected):
    assert same_business(published, corrected)
    assert same_business(corrected, published)


@pytest.mark.parametrize(
    ("published", "corrected"),
    [
        ("Young Carers", "Closure of Felpersham Library"),
        ("Lease of the depot", "Sale of the depot"),
        ("Library", "Library: closure and sale of the site"),
        ("Report on the library", "Report on the depot"),
        ("Young Carers", ""),
    ],
)
def test_another_item_has_other_words(published, corrected):
    assert not same_business(published, corrected)


@pytest.mark.parametrize("title", ["", "A report", "An exempt matter", "Item 4", "The case"])
def test_some_titles_tell_of_nothing(title):
    assert tells_of_nothing(title)


@pytest.mark.parametrize("title", ["A placement", "Library", "Contract for care"])
def test_and_others_tell_of_something(title):
    assert not tells_of_nothing(title)


def test_the_longest_titles_are_compared_at_once():
    words = [chr(97 + number % 26) * 4 + chr(97 + number // 26) for number in range(120)]
    began = time.perf_counter()
    same_business(" ".join(words)[:250], " ".join(reversed(words))[:250])
    same_business("abcd " * 5000, "dcba " * 5000)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("line", "adds"),
    [
        ("Rural Buses: the Next Contract, and the Sale of the Depot", True),
        ("Report of the Director on the closure of Hill Library", True),
        ("The next contract for rural buses " * 8 + ", closure of Hill Library", True),
        ("Report of the Director of Transport and Highways Infrastructure", False),
        ("Report of officer Jane Doe, Head of Fostering", False),
        ("Report of the Director (closing of Hill Library)", True),
        ("The next contract: buses in rural places", False),
    ],
)
def test_a_clause_of_new_words_tells_of_new_business(line, adds):
    assert adds_business(("Rural Buses: the Next Contract",), [line]) is adds


@pytest.mark.parametrize(
    ("title", "unrelated"),
    [
        ("Closure of Hill Library", True),
        ("Report of the Director of Transport: closure of Hill Library", True),
        ("Report of the Director of Transport: rural buses", False),
        ("Rural buses: closure of Hill Library", False),
        ("Parish council views of the contract", False),
        ("Appendix 2: equality impact assessment", False),
        ("Report of the Director of Transport and Highways", False),
    ],
)
def test_a_paper_without_a_word_of_its_item_may_be_other_business(title, unrelated):
    assert is_unrelated(("Rural Buses: the Next Contract",), title) is unrelated
    assert not is_unrelated(("A report",), title)


@pytest.mark.parametrize(
    ("title", "anything"),
    [
        ("Any Other Business", True),
        ("Chairman’s Business", True),
        ("Business Not on the Agenda", True),
        ("Urgent Care: Annual Report", False),
        ("Business Rates", False),
    ],
)
def test_under_some_titles_anything_might_be_taken(title, anything):
    assert bool(ANYTHING.search(title)) is anything


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
