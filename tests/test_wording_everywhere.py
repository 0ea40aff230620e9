"""
A council that words everything otherwise is worded so everywhere: every page, file and mail is looked through.

It has a Chair and no Chairman, Cllrs, ordinal days and no 24-hour clock. What people entered themselves says what it
says: see `ENTERED`.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from django.core import mail

from committee.models import Council
from committee.wording import wording
from tests.addresses import Address, every_address
from tests.answers import client_of, everything_of
from tests.staging import staged

ROOT = Path(__file__).resolve().parent.parent
OTHERWISE = {"presiding": "Chair", "member_title": "Cllr", "date_style": "ordinal_comma", "time_style": "dot"}
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
USUAL_WORDS = (
    r"[Cc]hairm[ae]n", r"\bCouncillor [A-Z]",
    rf"\b\d\d? (?:{MONTH})\b", r"day \d\d?[a-z]+ [A-Z]",
    r"(?<![\d:])\d\d?:\d\d(?![\d:])",
)  # fmt: skip
USUAL = re.compile(rf".{{0,50}}(?:{'|'.join(USUAL_WORDS)}).{{0,50}}")
# What people of this world entered, words and all; and examples of what somebody may type into a box.
ENTERED = (
    *("Vice-Chairman (Scrutiny)", "Vice-Chairman (Overview)", "Bob Spencer (Chairman)"),
    "the minutes of the meeting of 30 November 2021 be confirmed and signed by the Chairman",
    "Minutes of the previous meeting held on 30 November 2021",
    "The home closes on 12 January",
    *("3 December 2026", "17 June meeting", "3 May and", "3 February", "20 May 2021, minute", "“Councillor Spencer”"),
)
SAMPLES = "register:council"  # where a council chooses its words, it is shown them all
FACTS = "desk:meeting-trail"  # facts stand in the trail as they were recorded


class Shown(HTMLParser):
    """The words of a page that somebody sees or hears, without what is in boxes to be typed in."""

    HIDDEN = ("script", "style", "textarea", "template")
    SAID = ("aria-label", "alt", "title", "placeholder", "content")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in self.HIDDEN:
            self.within.append(tag)
        self.words += [value for name, value in attrs if name in self.SAID and value]

    def handle_endtag(self, tag):
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data):
        if not self.within:
            self.words.append(data)


def shown(answer) -> str:
    """Return the readable text of an answer: of a page, a PDF or a Word file."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if data.startswith(b"%PDF"):
        # A print breaks its lines anywhere.
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).split())
    if kind.startswith("text/html"):
        page = Shown()
        page.feed(data.decode())
        return "\n".join(page.words)
    return re.sub(r"<[^>]*>", "\n", everything_of(data)) if data.startswith(b"PK") else ""


@staged
def otherwise(cast, safeguarding, planning, year, venue, clerk, officer, chairman, member) -> list[Address]:
    """Every address, in a world made by a council that words everything otherwise."""
    Council.objects.update(**OTHERWISE)
    with wording.read_once():
        return every_address(safeguarding, year, venue, clerk, officer, member)


def usual_words(text: str) -> list[str]:
    """Where a text is worded as this council is not."""
    for entered in ENTERED:
        text = text.replace(entered, "")
    return [" ".join(found.group().split()) for found in USUAL.finditer(text)]


READERS = (
    *("public", "member", "chairman", "other member", "clerk", "officer", "scrutiny officer", "administrator"),
    "proper officer",
)


@pytest.mark.drill
def test_every_page_file_and_mail_is_worded_as_the_council_words_it(otherwise, cast):
    found: dict[str, set[str]] = {}
    looked_at = {"pages": 0, "mails": 0}
    for address in otherwise:
        if address.name in (SAMPLES, FACTS):
            continue
        person = next(one for one in READERS if one in address.audience)
        if text := shown(client_of(cast[person]).get(address.path())):
            looked_at["pages"] += 1
            for words in usual_words(text):
                found.setdefault(words, set()).add(address.name)
    for message in mail.outbox:
        looked_at["mails"] += 1
        for words in usual_words(f"{message.subject} {message.body}"):
            found.setdefault(words, set()).add("a mail")
    assert not found, "\n".join(f"{words} ({', '.join(sorted(names)[:3])})" for words, names in sorted(found.items()))
    assert looked_at["pages"] > 200 and looked_at["mails"], looked_at


CHAIRMAN = re.compile(r"[Cc]hairm[ae]n")
WORDED = re.compile(r"""\{\{ "[^"]*"\|worded \}\}|="[^"]*"\|worded""")
VARIABLE = re.compile(r"[\w.]+\.chairman\b[\w.|]*")


def test_no_template_says_chairman_but_through_the_one_filter():
    found = []
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        if CHAIRMAN.search(VARIABLE.sub("", WORDED.sub("", text))):
            found.append(path.relative_to(ROOT).as_posix())
    assert found == []
