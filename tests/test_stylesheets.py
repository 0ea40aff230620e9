"""The stylesheets of pages: each in its layer, the layers in one order, one place for each class, one file a layer."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import override_settings
from tinycss2.ast import Node

from committee.public_pages import pieces, stylesheets

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
    ("council-scroll", "pages/year_strip.css"): "the key stands close under the boxes",
    ("council-scroll", "pages/minutes.css"): "a table is followed as closely as a paragraph",
    ("council-header__row", "pages/room.css"): "all of a meeting stands above the fold, so the frame takes less room",
    ("council-header__name", "pages/room.css"): "the same",
    ("council-title", "pages/room.css"): "the same: the head of an item is a line of the room",
    ("council-caption", "pages/room.css"): "the same: the room says above which meeting it is",
    ("council-lead", "pages/room.css"): "the same",
    ("council-optional", "pages/room.css"): "most fields of a motion are optional, and no one reads that in the room",
    ("council-progress", "desk/builder.css"): "the side panel is narrow, and its ground is not white",
}


def rules(css: str) -> list[Node]:
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def words(tokens: list[Node]) -> str:
    return tinycss2.serialize(tokens).strip()


def styled(nodes: list[Node]) -> Iterator[list[Node]]:
    """Yield the selectors of all rules, at any depth."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield from split(node.prelude, ",")
        elif node.type == "at-rule" and node.lower_at_keyword in ("layer", "media", "supports") and node.content:
            yield from styled(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


def linked(html: str) -> list[str]:
    """Return the addresses of a page's static stylesheets, in order, without that of the council's colours."""
    return re.findall(r'<link rel="stylesheet" href="(/static/[^"]+)"', html)


def split(tokens: list[Node], *signs: str) -> list[list[Node]]:
    """Split tokens at those signs."""
    parts: list[list[Node]] = [[]]
    for token in tokens:
        if (token.type == "literal" and token.value in signs) or (token.type == "whitespace" and " " in signs):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def classes(tokens: list[Node], within: tuple[str, ...] = ("is", "where")) -> set[str]:
    """Return the classes in part of a selector, and inside the functions `within`."""
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
    """Return the last part of a selector: what it matches, without its context."""
    return split(selector, " ", ">", "+", "~")[-1]


@pytest.mark.parametrize("path", SHEETS, ids=NAMES)
def test_every_stylesheet_of_a_page_declares_its_layer(path):
    found = rules(path.read_text("utf-8"))
    assert [(node.type, getattr(node, "lower_at_keyword", "")) for node in found] == [("at-rule", "layer")] * len(found)
    assert [words(node.prelude) for node in found] in ([path.parent.name], [path.parent.name, "print"])


def test_govuks_own_stylesheet_is_in_the_lowest_layer():
    found = rules(GOVUK.read_text("utf-8-sig"))
    assert [words(node.prelude) for node in found] == ["govuk"]


def test_the_order_of_the_layers_is_said_once_and_before_every_stylesheet_but_the_lowest():
    said = [words(node.prelude) for node in rules((CSS / "layers.css").read_text("utf-8"))]
    assert said == [", ".join(ORDER)]
    orders = {
        path.name for path in [*CSS.rglob("*.css"), GOVUK] if re.search(r"@layer[^{};]*;", path.read_text("utf-8"))
    }
    assert orders == {"layers.css"}
    for name in ("_head.html", "_bare.html"):
        page = (ROOT / "templates" / name).read_text("utf-8")
        first = re.search(r'rel="stylesheet"|_stylesheets\.html|<style', page)
        assert first and first[0] == "_stylesheets.html", name
    lowest, order = linked(render_to_string("_stylesheets.html"))[:2]
    assert (lowest, order) == ("/static/vendor/govuk/govuk-frontend.min.css", "/static/css/layers.css")
    assert ORDER[0] == "govuk", "its own stylesheet is linked before the order is said"


def test_every_stylesheet_of_a_page_is_linked_by_one():
    templates = "".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    folders = re.findall(r'{% stylesheet_links "(\w+)" %}', templates)
    assert sorted(folders) == sorted(stylesheets.ORDER), "each is linked in one place"
    by_tag = {name for folder in folders for name in stylesheets.sources(folder)}
    assert [name for name in NAMES if f"css/{name}" not in templates and f"css/{name}" not in by_tag] == []


@pytest.mark.parametrize("folder", stylesheets.ORDER)
def test_every_stylesheet_of_a_shared_folder_has_one_place_in_the_order(folder):
    shared = [stylesheets.LAYERS, stylesheets.GOVUK] if folder == "council" else []
    assert (
        sorted(stylesheets.sources(folder))
        == [f"css/{name}" for name in NAMES if name.startswith(f"{folder}/")] + shared
    )
    assert stylesheets.joined(folder) not in stylesheets.sources(folder), "what is joined would take its place"


def test_where_sources_are_served_a_page_links_each_stylesheet_in_its_order(client, clerk, safeguarding):
    council = [f"/static/{name}" for name in stylesheets.sources("council")]
    desk = [f"/static/{name}" for name in stylesheets.sources("desk")]
    assert linked(client.get("/").content.decode()) == council
    client.force_login(clerk)
    assert linked(client.get("/desk/standing/safeguarding/").content.decode()) == [*council, *desk]


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> dict[str, Any]:
    """Return the settings of a council's server: its static file storage, and the folder of collected files."""
    needed = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "EMAIL_URL")
    values = ("x" * 50, "portal.example", "https://portal.example", "postgres://db.example/portal", "consolemail://")
    named = {"COMMITTEE_PRODUCTION": "1", "COMMITTEE_VAR": str(tmp_path_factory.mktemp("var"))}
    backend = subprocess.run(
        [sys.executable, "-c", "from committee import settings; print(settings.STORAGES['staticfiles']['BACKEND'])"],
        cwd=ROOT, env={**os.environ, **named, **dict(zip(needed, values, strict=True))},
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    folder = tmp_path_factory.mktemp("static")
    (folder / "css" / "council").mkdir(parents=True)
    (folder / stylesheets.joined("council")).write_text(".of-the-release-before { color: red }")
    changed = {
        "STATIC_ROOT": folder,
        "STORAGES": {**settings.STORAGES, "staticfiles": {"BACKEND": backend}},
        "WHITENOISE_SKIP_COMPRESS_EXTENSIONS": ("js", "map", "svg", "ttf"),  # else it takes ten seconds
    }
    with override_settings(**changed):
        call_command("collectstatic", interactive=False, verbosity=0)
    return changed


@pytest.fixture
def on_a_councils_server(collected, settings, monkeypatch) -> Path:
    """Return the folder of served static files, with the cache of page pieces emptied."""
    monkeypatch.setattr(pieces, "_kept", OrderedDict())
    for name, value in collected.items():
        setattr(settings, name, value)
    return collected["STATIC_ROOT"]


def test_scripts_of_a_councils_server_import_each_other_by_names_with_a_hash(on_a_councils_server):
    scripts = [
        path for path in (on_a_councils_server / "js").rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)
    ]
    named = [
        (path, name) for path in scripts for name in re.findall(r'(?:from|import) ?"(\..+?)"', path.read_text("utf-8"))
    ]
    assert len(named) > 10
    for path, name in named:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name) and (path.parent / name).resolve().is_file(), (
            f"{path.name}: {name}"
        )


@pytest.mark.parametrize("folder", stylesheets.ORDER)
def test_a_councils_server_has_the_rules_of_a_folder_in_one_file_in_their_order(on_a_councils_server, folder):
    names = json.loads((on_a_councils_server / "staticfiles.json").read_text("utf-8"))["paths"]
    parts = [on_a_councils_server / names[name] for name in stylesheets.sources(folder)]
    whole = on_a_councils_server / names[stylesheets.joined(folder)]
    assert re.fullmatch(r"all\.[0-9a-f]{12}\.css", whole.name)
    said = [words([rule]) for rule in rules(whole.read_text("utf-8"))]
    assert said == [words([rule]) for part in parts for rule in rules(part.read_text("utf-8"))]
    assert gzip.decompress(Path(f"{whole}.gz").read_bytes()) == whole.read_bytes()
    assert {(whole.parent / url).is_file() for url in re.findall(r'url\("(.+?)"\)', whole.read_text("utf-8"))} <= {True}


def test_a_page_of_a_councils_server_links_one_stylesheet_and_the_desk_one_more(
    on_a_councils_server, client, clerk, safeguarding
):
    council = [stylesheets.joined("council")]
    assert linked(client.get("/").content.decode()) == [staticfiles_storage.url(name) for name in council]
    assert linked(render_to_string("_bare.html")) == [staticfiles_storage.url(name) for name in council]
    client.force_login(clerk)
    links = linked(client.get("/desk/standing/safeguarding/").content.decode())
    assert links == [staticfiles_storage.url(name) for name in [*council, stylesheets.joined("desk")]]
    for link in links:
        assert (on_a_councils_server / link.removeprefix("/static/")).is_file()


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
