"""The stylesheets of pages: each in its layer, the layers in one order, one place for each class, one file a layer."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections import OrderedDict
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


def rules(css: str) -> list[Node]:
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def words(tokens: list[Node]) -> str:
    return tinycss2.serialize(tokens).strip()


def linked(html: str) -> list[str]:
    """Return the addresses of a page's static stylesheets, in order, without that of the council's colours."""
    return re.findall(r'<link rel="stylesheet" href="(/static/[^"]+)"', html)


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
