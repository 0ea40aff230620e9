"""SECRET_KEY in the environment of the web server and the workers is kept from other processes of their user."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = "import ctypes; from committee import process_memory; process_memory.hide(); print(ctypes.CDLL(None).prctl(3))"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has it")
def test_a_process_that_hides_is_not_dumpable():
    answer = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout == "0\n"


@pytest.mark.parametrize(
    ("path", "function"),
    [("committee/portal/serving.py", "main"), ("meetings/management/commands/worker.py", "handle")],
)
def test_web_server_and_workers_hide_before_they_begin(path, function):
    tree = ast.parse((ROOT / path).read_text())
    body = next(node for node in ast.walk(tree) if getattr(node, "name", "") == function).body
    assert "process_memory.hide()" in [ast.unparse(line) for line in body]
