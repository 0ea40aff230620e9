"""The words that our code can show, without the walk: text of templates, strings of code, strings of scripts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.our_code import APPS
from tests.style.reading import words_of_page

ROOT = Path(__file__).resolve().parents[2]
# Labels and help of models are shown by forms: test_shown.py reads those. Triggers speak to a shell.
NOT_SHOWN = re.compile(r"/migrations/|/models/")
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
VARIABLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
STRING = re.compile(r'"([^"]*\s[^"]*)"')  # what a tag or a filter is given in words
FOR_MACHINES = re.compile(
    r"\b(?:SELECT|CREATE|WHERE|AND NOT|kind =)\b|^\s*[<{/@%*\[]|-src |\w\(\)|[{};]\n|!important|\$\{|\b\w+=[\w\"'{]"
)
MARKUP = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r"[A-Za-z’']+ [A-Za-z’']")  # names, addresses and patterns have no two words


def templates() -> Iterator[tuple[str, str]]:
    """File and words of each template."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = COMMENT.sub("", path.read_text(encoding="utf-8"))
        given = "\n".join(
            words for tag in (*TAG.findall(text), *VARIABLE.findall(text)) for words in STRING.findall(tag)
        )
        plain = VARIABLE.sub("X", TAG.sub("", text))
        yield (
            path.relative_to(ROOT).as_posix(),
            (words_of_page(plain) if path.suffix == ".html" else plain) + "\n" + given,
        )


def code() -> Iterator[tuple[str, str]]:
    """File and strings of each module, its docstrings left out."""
    for path in sorted(
        one for app in APPS for one in (ROOT / app).rglob("*.py") if not NOT_SHOWN.search(one.as_posix())
    ):
        yield path.relative_to(ROOT).as_posix(), "\n".join(strings(path.read_text(encoding="utf-8")))


def strings(source: str) -> Iterator[str]:
    """Each sentence in a module that is no docstring, f-strings with X for what is put in."""
    tree = ast.parse(source)
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
            parts = (part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
            text = "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            text = node.value
        else:
            continue
        if SENTENCE.search(text) and not FOR_MACHINES.search(text):
            yield " ".join(MARKUP.sub(" ", text).split())


def scripts() -> Iterator[tuple[str, str]]:
    """File and sentences of each script of ours."""
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.strip().startswith("//")]
        told = re.findall(r'"([^"\n]*)"|`([^`\n]*)`', "\n".join(lines))
        sentences = (first or second for first, second in told if SENTENCE.search(first or second))
        yield path.relative_to(ROOT).as_posix(), "\n".join(one for one in sentences if not FOR_MACHINES.search(one))
