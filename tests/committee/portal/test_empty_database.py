"""A newcomer who starts with a command that needs the demonstration is told how to load it."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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
