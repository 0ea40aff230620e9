"""
What a story costs whoever walks it: buttons and links pressed, choices made, pages loaded; held against docs/clicks.md.

Pressed are buttons, links and what unfolds; choices are boxes, lists and files, one each. What is typed is not counted.
The page on which a story begins is its first load. Run as a module it prints the table of that page anew, of what
script/clicks has counted.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, Request

TABLE = Path(__file__).resolve().parents[2] / "docs" / "clicks.md"
FOLDER = os.environ.get("CLICKS_FOLDER", "")  # where script/clicks wants what was counted
BEFORE = re.compile(r"^\| ([^|]+) \| ([^|]+ \| [^|]+) \| [^|]+ \| \d+ \|$", re.MULTILINE)
ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \| (\d+) \+ (\d+) \| (\d+) \|$", re.MULTILINE)
WALKED: "WeakKeyDictionary[Page, Counts]" = WeakKeyDictionary()  # what the latest story of each page has counted
LISTEN = """
addEventListener("click", (event) => {
  const what = event.isTrusted && event.target.closest("a, button, summary")
  if (what) counted("press", what.textContent.trim().replace(/\\s+/g, " "))
}, true)
addEventListener("change", (event) => {
  if (event.target.matches("select, input[type=radio], input[type=checkbox], input[type=file]"))
    counted("choice", event.target.name)
}, true)
addEventListener("drop", () => counted("choice", "files dropped"), true)
"""


@dataclass
class Counts:
    """What was done on a page so far."""

    presses: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)

    def counted(self, _source: Any, kind: str, what: str) -> None:
        """Count what the page's script has heard."""
        (self.presses if kind == "press" else self.choices).append(what)

    def asked(self, request: Request) -> None:
        """Count a document that the page itself asked for, and not where a redirect of it leads."""
        if request.is_navigation_request() and request.frame.parent_frame is None and not request.redirected_from:
            self.loads.append(request.url)

    @property
    def figures(self) -> tuple[int, int, int]:
        """How many presses, choices and loads."""
        return len(self.presses), len(self.choices), len(self.loads)


@contextmanager
def story(page: Page, name: str) -> Iterator[Counts]:
    """
    Count what is done on the page, and hold it against the row of that name.

    The page has shown nothing yet, or has walked another story before.
    """
    counts = Counts()
    is_first = page not in WALKED
    WALKED[page] = counts
    if is_first:
        page.expose_binding("counted", lambda *heard: WALKED[page].counted(*heard))
        page.add_init_script(LISTEN)
        # A page left before it has loaded has no event of its own.
        page.on("request", lambda request: WALKED[page].asked(request))
    yield counts
    print(f"\n{name}: {counts.figures}, {counts}")
    if FOLDER:
        Path(FOLDER, re.sub(r"\W+", "-", name)).with_suffix(".json").write_text(json.dumps([name, *counts.figures]))
        return
    assert told().get(name) == counts.figures, f"docs/clicks.md says otherwise of “{name}”: see script/clicks"


def told() -> dict[str, tuple[int, ...]]:
    """Presses, choices and loads of each story as docs/clicks.md has them now."""
    found = ROW.findall(TABLE.read_text(encoding="utf-8"))
    return {name: tuple(map(int, figures)) for name, *figures in found}


def table(folder: Path) -> str:
    """Return the table of docs/clicks.md in its order, with the counts in the folder as present costs."""
    counted = {name: figures for path in folder.glob("*.json") for name, *figures in [json.loads(path.read_text())]}
    before = dict(BEFORE.findall(TABLE.read_text(encoding="utf-8")))
    names = [*before, *sorted(counted.keys() - before.keys())]
    cells = {name: "{} + {} | {}".format(*figures) for name, figures in counted.items()}
    return "\n".join(
        f"| {name} | {before.get(name, 'not measured | ')} | {cells.get(name, 'not walked | ')} |" for name in names
    )


if __name__ == "__main__":
    print(table(Path(sys.argv[1])))
