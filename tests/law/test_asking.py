"""What the words of a resolution ask for, and by when (R56)."""

from datetime import date

import pytest

from committee.law import due_by, requests_in_resolutions

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
