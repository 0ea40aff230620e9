"""
A running portal reads a stranger's file in a child process and nowhere else: the code offers no other way.

The tests themselves read most files in their own process (tests/made_once.py). That must stay a matter of the tests.
"""

import ast
from pathlib import Path

from tests.our_code import APPS

ROOT = Path(__file__).resolve().parents[4]
SANDBOX = ROOT / "meetings" / "packs" / "intake" / "sandbox.py"
CODE = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))
OURS = [*CODE, ROOT / "manage.py", *(path for path in (ROOT / "script").iterdir() if path.is_file())]


def function(name: str) -> ast.FunctionDef:
    """Return the syntax tree of a function of the sandbox."""
    return next(node for node in ast.parse(SANDBOX.read_text()).body if getattr(node, "name", "") == name)


def test_the_sandbox_has_one_way_and_it_starts_a_child():
    run = function("run")
    assert not [node for node in ast.walk(run) if isinstance(node, ast.If | ast.IfExp | ast.Match)]
    assert "subprocess.Popen" in ast.unparse(run)
    assert [argument.arg for argument in run.args.kwonlyargs] == ["seconds", "memory"]


def test_no_setting_but_how_many_children_and_how_long_to_wait_and_no_variable_decides_anything():
    tree = ast.parse(SANDBOX.read_text())
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert {node.attr for node in attributes if ast.unparse(node.value) == "settings"} == {
        "SANDBOX_CHILDREN",
        "SANDBOX_WAIT_SECONDS",
    }
    assert "environ" not in SANDBOX.read_text().replace("environment", "")


def test_nothing_of_the_portal_puts_another_function_in_its_place_or_names_the_tests_own_way():
    for path in OURS:
        text = path.read_text(errors="replace")
        assert "sandbox.run =" not in text and "made_once" not in text and "own_processes" not in text, path
        if path.suffix == ".py":
            patched = [node for node in ast.walk(ast.parse(text)) if _puts_another_run(node)]
            assert patched == [], path


def _puts_another_run(node: ast.AST) -> bool:
    """Whether something is assigned to a name or attribute `run` of the sandbox, or set on it."""
    if isinstance(node, ast.Assign):
        return any(ast.unparse(target) in ("sandbox.run", "intake.sandbox.run") for target in node.targets)
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr" and "sandbox" in ast.unparse(node)
