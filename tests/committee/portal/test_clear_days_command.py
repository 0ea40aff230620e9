"""Commands of the shell: clear days of the real agenda of 21 April 2022, and how to load the demonstration."""

import datetime as dt
from pathlib import Path

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


LOADS_IT = r"This database holds no council yet\. .* \./script/demo, or COMMITTEE_DEMO=1 \./script/manage demo\.$"
COMMANDS = [
    ["build_pack", "safeguarding", "2022-04-21", "--output", "x.pdf"],
    ["import_programme", "safeguarding", "2021-22", "x.csv", "--dry-run"],
]
each_command = pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])


@each_command
def test_on_an_empty_database_a_command_says_how_to_load_the_demonstration(db, command):
    with pytest.raises(CommandError, match=LOADS_IT) as raised:
        call_command(*command)
    assert "\n" not in str(raised.value)
    assert not Path("x.pdf").exists()


def test_neither_is_a_councils_server(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match=r"2022-04-21\.$"):
        call_command(*COMMANDS[0])
