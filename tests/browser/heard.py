"""What somebody who does not see a page is told of it: each announcement of a live region, and where the focus goes."""

import re
from typing import Any

from playwright.sync_api import Page

from tests.browser.acts import until

# A region that comes in with its words is not read out: only one that stood there before, empty or with others, is.
RECORD = """() => {
    const heard = (globalThis.heard = [])
    const regions = new WeakSet(), roles = "[role=status], [role=alert], [aria-live]"
    const begin = (region) => {
        if (regions.has(region)) return
        regions.add(region)
        const listen = () => region.innerText.trim() && heard.push(["announced", region.id, region.innerText.trim()])
        new MutationObserver(listen).observe(region, { childList: true, characterData: true, subtree: true })
    }
    const all = () => document.querySelectorAll(roles).forEach(begin)
    document.addEventListener("DOMContentLoaded", () => {
        all()
        new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
            const late = node.matches?.(roles) ? node : node.querySelector?.(roles)
            if (late?.matches("[role=status]")) heard.push(["late", late.id, late.innerText.trim()])
            all()
        }))).observe(document.body, { childList: true, subtree: true })
    })
    const focused = ({ target }) => heard.push(["focus", target.id, target.innerText?.trim() ?? ""])
    document.addEventListener("focusin", focused)
}"""
FOCUSED = "[document.activeElement.tagName, document.activeElement.id, document.activeElement.innerText?.trim() ?? '']"


class Recorder:
    """The announcements of a page and its focus, from before the page is loaded."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(f"({RECORD})()")

    def log(self, kind: str) -> list[str]:
        """Return the words of all announcements, of all that got the `focus`, or of all regions that came `late`."""
        entries: list[list[str]] = self.page.evaluate("globalThis.heard")
        return [words for happened, _, words in entries if happened == kind]

    def announced(self, words: str) -> None:
        """Wait until that is announced by the page's own region, and hold that no other region came in late."""
        until(lambda: any(re.search(words, said) for said in self.log("announced")), seconds=15)
        assert self.log("late") == []

    def focused(self) -> Any:
        """Return the tag, the id and the words of the focused element."""
        return self.page.evaluate(FOCUSED)
