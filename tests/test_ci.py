"""What runs the steps of `.ci/run`: all of them whatever fails, with an exit status, and nothing left behind."""

import os
import re
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from script.ci import steps

ROOT = Path(__file__).resolve().parent.parent
LIST = (ROOT / ".ci" / "run").read_text(encoding="utf-8").partition("<<'STEPS'\n")[2].removesuffix("STEPS\n")
FAILING = """
tests, in what time there is:
  First           echo first; exit 3
  Second          echo second

beside them:
  Without tools   exit 77
  Third           echo third

drills:
  Fourth          echo fourth
"""


def start(listed: str, tmp_path: Path, *arguments: str, result: str = "good") -> subprocess.Popen[str]:
    """Start the runner on a list, with its scratch folder inside the test's."""
    process = subprocess.Popen(
        [sys.executable, "-m", "script.ci", *arguments, "--after", "Setting up", result, "2"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    process.stdin.write(listed)
    process.stdin.close()
    return process


def outcomes(printed: str) -> dict[str, str]:
    """Title -> result, of the table at the end."""
    return dict(re.findall(r"^(\S.*?)  +\d+ s +\d+ s of processors   (.+)$", printed, re.MULTILINE))


def test_every_step_is_run_and_one_that_fails_fails_the_run(tmp_path):
    process = start(FAILING, tmp_path)
    printed = process.stdout.read()
    assert process.wait() == 1
    assert outcomes(printed) == {
        "Setting up": "good", "First": "FAILED", "Second": "good", "Without tools": "left out", "Third": "good",
    }  # fmt: skip
    assert printed.endswith("\nFAILED: First\n")
    # What the lane beside printed comes in one piece.
    assert re.findall(r"^(?:first|second|third|fourth)$", printed, re.MULTILINE) == ["first", "second", "third"]
    assert list(tmp_path.iterdir()) == []


def test_a_run_is_good_where_nothing_fails_and_drills_where_it_is_told_to(tmp_path):
    process = start(FAILING.replace("exit 3", "true"), tmp_path, "--all")
    printed = process.stdout.read()
    assert (process.wait(), outcomes(printed)["Fourth"]) == (0, "good")


def test_a_set_up_that_failed_fails_the_run(tmp_path):
    process = start("tests:\n  One  true\n", tmp_path, result="FAILED")
    assert process.stdout.read().endswith("\nFAILED: Setting up\n")
    assert process.wait() == 1


def test_a_signal_ends_both_lanes_and_what_they_have_started(tmp_path):
    lanes = "tests:\n  One  sleep 60 & echo at work; wait\n  Two  echo too late\nbeside:\n  Three  sleep 60\n"
    process = start(lanes, tmp_path)
    while process.stdout.readline() != "at work\n":
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    printed = process.stdout.read()  # to its end: whoever is left would hold the pipe open
    assert process.wait() == 130
    assert "too late" not in printed
    assert list(tmp_path.iterdir()) == []


def test_the_list_names_programs_that_are_there():
    lanes = steps.read(LIST)
    assert list(lanes) == ["tests", "beside", "drills"]
    listed = [step for lane in lanes.values() for step in lane]
    assert len({step.title for step in listed}) == len(listed) > 20
    for step in listed:
        command = re.sub(r"\$\([^)]*\)", "", step.command)
        words = [word for word in command.split() if "=" not in word and word not in ("nice", "-n", "5")]
        assert os.access(ROOT / words[0], os.X_OK), step
        if words[1:2] == ["-m"]:
            assert find_spec(words[2]), step


@pytest.mark.parametrize("arguments", [["--sideways"], ["--all", "--all"]])
def test_what_it_does_not_know_is_refused_before_anything_is_done(arguments):
    refused = subprocess.run(["bash", ROOT / ".ci" / "run", *arguments], capture_output=True, text=True)
    assert (refused.returncode, refused.stderr) == (2, "usage: .ci/run [--all]\n")
