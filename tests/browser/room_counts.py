"""What a whole meeting costs whoever minutes it: buttons and links pressed, choices made, pages loaded."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

LISTEN = """
addEventListener("click", (event) => {
  const what = event.isTrusted && event.target.closest("a, button")
  if (what) counted("press", what.textContent.trim().replace(/\\s+/g, " "))
}, true)
addEventListener("change", (event) => {
  if (event.target.matches("select, input[type=radio], input[type=checkbox]")) counted("choice", event.target.name)
}, true)
"""


@dataclass
class Counts:
    """What was done on a page so far."""

    presses: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> "Counts":
        """Of a page from here on."""
        counts = cls()

        def counted(_source: Any, kind: str, what: str) -> None:
            (counts.presses if kind == "press" else counts.choices).append(what)

        page.context.expose_binding("counted", counted)
        page.add_init_script(LISTEN)
        page.on("domcontentloaded", lambda loaded: counts.loads.append(loaded.url))
        return counts
