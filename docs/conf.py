"""The handbook, made by `script/handbook`: every page of docs/, checked for broken links and unknown settings."""

import ast
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

project = "Committee portal"
author = copyright = "Committee portal"
extensions = ["myst_parser"]
root_doc = "handbook/index"
language = "en"
html_theme = "alabaster"
html_theme_options = {"description": "Handbook of the committee portal", "page_width": "1080px"}
highlight_language = "text"
html_show_copyright = html_show_sphinx = False
myst_heading_anchors = 3
suppress_warnings = ["toc.not_included", "misc.highlighting_failure"]

ROOT = Path(__file__).resolve().parents[1]
READERS = ("committee/environment.py", "committee/settings.py", "committee/wsgi.py", "committee/portal/serving.py")
SCRIPTS = ("script/server", "script/worker")
READ = {"text", "flag", "several", "whole_number", "os.environ.get"}  # their first argument is the name of a setting
# Modes of a developer's machine, which no council sets.
NOT_FOR_COUNCILS = {"COMMITTEE_DEBUG", "COMMITTEE_DEMO"}


def settings_in_code() -> set[str]:
    """Return the names of the environment's variables that the portal reads."""
    names = set()
    for path in READERS:
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and node.args
                and ast.unparse(node.func).rpartition("environment.")[2] in READ
            ):
                # Settings of directories are read as f"{name}_URL".
                name = ast.unparse(node.args[0]).strip("f'").replace("{name}", "DIRECTORY")
                names |= {name} if re.fullmatch(r"[A-Z][A-Z0-9_]{3,}", name) else set()
    for path in SCRIPTS:
        names |= set(re.findall(r"\$\{([A-Z_]{4,}):-", (ROOT / path).read_text("utf-8")))
    return names - NOT_FOR_COUNCILS


def settings_in_tables() -> set[str]:
    """Return the names in the first column of the tables of settings."""
    text = "".join((ROOT / "docs" / page).read_text("utf-8") for page in ("server.md", "records.md"))
    cells = re.findall(r"^\| (`[A-Z][^|]*)\|", text, flags=re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([A-Z][A-Z0-9_]{3,})`", cell)}


def check_settings(app: Sphinx) -> None:
    """Fail where a setting is in the code alone, or in a table alone."""
    code, tables = settings_in_code(), settings_in_tables()
    if missing := sorted(code - tables):
        raise ExtensionError(f"docs/server.md does not say what these settings do: {', '.join(missing)}")
    if unknown := sorted(tables - code):
        raise ExtensionError(f"The code reads none of these settings: {', '.join(unknown)}")


def name_pages_outside(app: Sphinx, page: str, source: list[str]) -> None:
    """Turn links to pages outside docs/, such as the change log, into their names: Sphinx knows no such page."""

    def named(link: re.Match[str]) -> str:
        path = ((ROOT / "docs" / page).parent / link[2]).resolve()
        if path.is_relative_to(ROOT / "docs") or not path.exists():
            return link[0]
        return f"{link[1]} ({path.relative_to(ROOT)})"

    source[0] = re.sub(r"\[([^][]{1,200})\]\(([^()#\s]{1,200}\.md)[^()\s]{0,200}\)", named, source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    """Check the settings before anything is built."""
    app.connect("builder-inited", check_settings)
    app.connect("source-read", name_pages_outside)
    return {"parallel_read_safe": True}
