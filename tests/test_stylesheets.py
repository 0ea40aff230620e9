"""The stylesheets of pages: each in its layer, the layers in one order, and one place for each class."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import tinycss2
from tinycss2.ast import Node

ROOT = Path(__file__).resolve().parent.parent
CSS = ROOT / "static" / "css"
SHEETS = sorted(CSS.glob("*/*.css"))
NAMES = [str(path.relative_to(CSS)) for path in SHEETS]
GOVUK = ROOT / "static" / "vendor" / "govuk" / "govuk-frontend.min.css"
ORDER = ["govuk", "council", "desk", "pages", "print"]
# What we do otherwise with a class of GOV.UK's wherever it stands; a file may place one within a class of its own.
GOVUK_FILE = "council/govuk.css"
# Who styles a class of another file, and why.
ALSO = {
    ("council-title", "pages/planner.css"): "the planner's head is one bar, title and acts; its dialog has less room",
    ("council-actions", "pages/planner.css"): "the same bar",
    ("council-scroll", "pages/planner.css"): "the key stands close under the bars",
    ("council-scroll", "pages/minutes.css"): "a table is followed as closely as a paragraph",
    ("council-optional", "pages/room.css"): "most fields of a motion are optional, and nobody reads that in the room",
    ("council-progress", "desk/builder.css"): "the side panel is narrow, and its ground is not white",
}


def rules(css: str) -> list[Node]:
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def words(tokens: list[Node]) -> str:
    return tinycss2.serialize(tokens).strip()


def styled(nodes: list[Node]) -> Iterator[list[Node]]:
    """The selectors of all rules, at any depth."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield from split(node.prelude, ",")
        elif node.type == "at-rule" and node.lower_at_keyword in ("layer", "media", "supports") and node.content:
            yield from styled(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


def split(tokens: list[Node], *signs: str) -> list[list[Node]]:
    """The tokens between those signs."""
    parts: list[list[Node]] = [[]]
    for token in tokens:
        if (token.type == "literal" and token.value in signs) or (token.type == "whitespace" and " " in signs):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def classes(tokens: list[Node], within: tuple[str, ...] = ("is", "where")) -> set[str]:
    """The classes in part of a selector, and in those functions of it."""
    found = {
        after.value
        for before, after in pairwise(tokens)
        if before.type == "literal" and before.value == "." and after.type == "ident"
    }
    for token in tokens:
        if token.type == "function" and token.lower_name in within:
            found |= classes(token.arguments, within)
    return found


def subject(selector: list[Node]) -> list[Node]:
    """The last part of a selector: what it matches, without what stands around it."""
    return split(selector, " ", ">", "+", "~")[-1]


@pytest.mark.parametrize("path", SHEETS, ids=NAMES)
def test_every_stylesheet_of_a_page_declares_its_layer(path):
    found = rules(path.read_text("utf-8"))
    assert [(node.type, getattr(node, "lower_at_keyword", "")) for node in found] == [("at-rule", "layer")] * len(found)
    assert [words(node.prelude) for node in found] in ([path.parent.name], [path.parent.name, "print"])


def test_govuks_own_stylesheet_is_in_the_lowest_layer():
    found = rules(GOVUK.read_text("utf-8-sig"))
    assert [words(node.prelude) for node in found] == ["govuk"]


def test_the_order_of_the_layers_is_said_once_and_before_every_other_stylesheet():
    said = [words(node.prelude) for node in rules((CSS / "layers.css").read_text("utf-8"))]
    assert said == [", ".join(ORDER)]
    orders = {
        path.name for path in [*CSS.rglob("*.css"), GOVUK] if re.search(r"@layer[^{};]*;", path.read_text("utf-8"))
    }
    assert orders == {"layers.css"}
    for name in ("base.html", "_bare.html"):
        page = (ROOT / "templates" / name).read_text("utf-8")
        first = re.search(r'rel="stylesheet"|_stylesheets\.html|<style', page)
        assert first and first[0] == "_stylesheets.html", name
    linked = re.findall(r"css/\w+(?:/\w+)?\.css", (ROOT / "templates" / "_stylesheets.html").read_text("utf-8"))
    assert linked[0] == "css/layers.css"


def test_every_stylesheet_of_a_page_is_linked_by_one():
    templates = "".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    assert [name for name in NAMES if f"css/{name}" not in templates] == []


def test_no_class_is_styled_in_two_files():
    places = defaultdict(set)
    for path, name in zip(SHEETS, NAMES, strict=True):
        for selector in styled(rules(path.read_text("utf-8"))):
            around = classes(selector, ("is", "where", "has", "not"))
            placed = any(not found.startswith("govuk-") for found in around)
            for found in classes(subject(selector)):
                if not (found.startswith("govuk-") and placed):
                    places[found].add(name)
    for found, name in ALSO:
        places[found].remove(name)  # else the exception is none any more
    assert {found: sorted(where) for found, where in places.items() if len(where) > 1} == {}
    assert {name for found, where in places.items() if found.startswith("govuk-") for name in where} == {GOVUK_FILE}
