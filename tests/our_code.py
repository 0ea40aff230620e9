"""What our own code defines, and which rules of law it cites, read from its files; nothing of it is imported."""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

APPS = ["committee", "meetings", "workprogramme", "reviews"]
NUMBER = re.compile(r"\b[RPM][0-9]{2}\b")
IN_A_NAME = re.compile(r"_([rpm][0-9]{2})(?![a-z0-9])")


@dataclass
class Code:
    """What is cited where, and what is defined where; paths without their ending, from the root."""

    cited: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cited_by_tests: set[str] = field(default_factory=set)
    defined: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def read(root: Path) -> Code:
    """All of our code below `root`: its apps (but for migrations, which never change), its templates and its tests."""
    code = Code()
    for path in [path for app in APPS for path in (root / app).rglob("*.py") if "migrations" not in path.parts]:
        text = path.read_text(encoding="utf-8")
        where = path.relative_to(root).with_suffix("").as_posix()
        for number in NUMBER.findall(text):
            code.cited[number].add(where)
        for node in ast.walk(ast.parse(text, str(path))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                code.defined[node.name].add(where)
    for path in (path for path in (root / "templates").rglob("*") if path.suffix in (".html", ".txt")):
        for number in NUMBER.findall(path.read_text(encoding="utf-8")):
            code.cited[number].add(path.relative_to(root).as_posix())
    for path in (root / "tests").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        code.cited_by_tests.update(NUMBER.findall(text), (number.upper() for number in IN_A_NAME.findall(text)))
    return code


def places(code: Code, name: str) -> set[str]:
    """Where a name of the page is defined: `agree`, or `calendar.cancel` in a file or folder called calendar."""
    *within, last = name.split(".")
    return {place for place in code.defined.get(last, ()) if set(within) <= set(place.split("/"))}
