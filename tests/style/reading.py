"""What a person reads of an answer (page, PDF, Word file), and the words that nobody should be shown in it."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2

LIST = Path(__file__).parent / "words.txt"
AROUND = 45  # letters of what stands before and behind a find, so that it can be found again
# Where a line of words ends; other elements stand within one.
BLOCKS = re.compile(
    "address|article|aside|body|br|button|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-4]"
    "|header|hr|label|legend|li|main|nav|ol|option|p|pre|section|select|summary|table|tbody|td|tfoot|th|thead|title"
    "|tr|ul"
)


class Shown(HTMLParser):
    """The words of a page that somebody sees or hears, a line a block, without what is in boxes to be typed in."""

    HIDDEN = ("script", "style", "textarea", "template", "code", "pre")
    SAID = ("aria-label", "alt", "title", "placeholder", "content")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what its attributes say."""
        if tag in self.HIDDEN:
            self.within.append(tag)
        if BLOCKS.fullmatch(tag):
            self.words.append("\n")
        for name, value in attrs:
            if value and (name in self.SAID or (name == "value" and ("type", "submit") in attrs)):
                self.words.append(f"\n{value}\n")

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        if self.within and self.within[-1] == tag:
            self.within.pop()
        if BLOCKS.fullmatch(tag):
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take its words, unless nobody sees them."""
        if not self.within:
            self.words.append(" ".join(data.split("\n")))


def shown(answer: Any) -> str:
    """Return the readable text of an answer: of a page, a PDF or a Word file; "" for anything else."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if data.startswith(b"%PDF"):
        # A print breaks its lines anywhere.
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).split())
    if kind.startswith("text/html"):
        return words_of_page(data.decode())
    return words_of_word_file(data) if data.startswith(b"PK") else ""


def words_of_word_file(data: bytes) -> str:
    """Return the words of a Word file, a piece per line, from its XML only: a picture's bytes are no words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return "\n".join(re.sub(r"<[^>]*>", "\n", member) for member in members)


def words_of_page(html: str) -> str:
    """Return the words of a page, a block per line."""
    page = Shown()
    page.feed(html)
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.words).split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Odd:
    """A line of words.txt: what is not shown, and what to say instead."""

    pattern: re.Pattern[str]
    instead: str


@cache
def odd_words() -> tuple[Odd, ...]:
    """Return the list of words that no reader should see."""
    rules = []
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, instead, _ = re.split(r" \| ", line + " ", maxsplit=2)
            rules.append(Odd(re.compile(pattern, re.IGNORECASE), instead.strip()))
    return tuple(rules)


def oddities(text: str) -> Iterator[tuple[str, str]]:
    """Each find with what stands around it, and what to say instead."""
    for line in text.splitlines():
        for rule in odd_words():
            for found in rule.pattern.finditer(line):
                yield line[max(0, found.start() - AROUND) : found.end() + AROUND].strip(), rule.instead
