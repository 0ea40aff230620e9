"""The shell's count of clear days, against the real agenda of 21 April 2022."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from committee.models import ClosedDay


def said(capsys, *arguments: str) -> list[str]:
    call_command("clear_days", *arguments)
    return capsys.readouterr().out.splitlines()


def test_the_first_line_is_the_last_lawful_day_and_the_days_are_counted_one_by_one(db, capsys):
    lines = said(capsys, "--meeting", "2022-04-21")
    assert lines[0] == "2022-04-11"
    assert [line.split(maxsplit=1)[1] for line in lines[3:8]] == [
        "Tuesday 12 April 2022",
        "Wednesday 13 April 2022",
        "Thursday 14 April 2022",
        "Tuesday 19 April 2022",
        "Wednesday 20 April 2022",
    ]
    assert "   -  Friday 15 April 2022 does not count: Good Friday" in lines
    assert "   -  Monday 18 April 2022 does not count: Easter Monday" in lines
    assert lines[-1] == "5 clear days, 5 needed: in time."


def test_the_councils_own_closed_days_do_not_count(db, capsys):
    ClosedDay.objects.create(day=dt.date(2022, 4, 14), name="Maundy Thursday")
    ClosedDay.objects.create(day=dt.date(2022, 4, 13), name="State funeral", kind=ClosedDay.Kind.PROCLAIMED)
    lines = said(capsys, "--meeting", "2022-04-21")
    assert lines[0] == "2022-04-07"
    assert "   -  Thursday 14 April 2022 does not count: Council closure: Maundy Thursday" in lines
    assert "   -  Wednesday 13 April 2022 does not count: State funeral" in lines


def test_another_day_of_publication_is_tried_and_found_too_late(db, capsys):
    lines = said(capsys, "--meeting", "2022-04-21", "--published", "2022-04-12")
    assert lines[0] == "2022-04-11"
    assert lines[-1] == "4 clear days, 5 needed: too late: 1 short."


@pytest.mark.parametrize(
    "arguments",
    [["--meeting", "2022-02-30"], ["--meeting", "2022-04-21", "--required", "0"], ["--meeting", "1066-10-14"], []],
)
def test_what_cannot_be_read_is_refused_in_words(db, arguments):
    with pytest.raises(CommandError):
        call_command("clear_days", *arguments)
