"""The part of conversion that runs in the child process: clean an office file; turn a cleaned Word file into HTML."""

import io
import re
import secrets
from base64 import b64encode
from html import escape, unescape
from typing import Any

from committee.acts.refusal import Refused
from meetings.packs.intake import picture, sandbox
from meetings.packs.intake.office import clean_odf, clean_ooxml, left_out, word_source
from meetings.packs.intake.office.archive import DAMAGED

IMAGE = re.compile(r"<img\b([^<>]*)/?>")
ALT = re.compile(r'\balt="([^"]*)"')
SRC = re.compile(r'\bsrc="([^"]*)"')
UNSAID = "A picture without a description"
MOST_PICTURES, MOST_BYTES = 100, 30 * sandbox.MEGABYTE  # pictures and their bytes in a file that the portal prints
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")  # name of a style that mammoth can read
HEADING = re.compile(r"<(/?)h([34])>")


def prepare(data: bytes, *, ending: str, title: str) -> tuple[dict[str, Any], bytes]:
    """
    Return ({"left_out": Pairs, "texts": Pairs}, the cleaned file). Runs in a child process. Raises Refused.

    `left_out` lists the removed parts, and `texts` lists the texts that the PDF must contain. Moved text is in `texts`,
    because the PDF should have it at its new place. For a Word document, the dictionary also has the other facts of
    `word_source.read`.
    """
    if ending == "odt":
        cleaned, out, texts = clean_odf.clean(data, title)
    else:
        cleaned, out, texts = clean_ooxml.clean(data, ending, title)
    moved = [pair for pair in out if pair[0] == left_out.MOVED]
    facts = word_source.read(cleaned) if ending == "docx" else {"texts": texts}
    facts["texts"] += moved
    return {**facts, "left_out": [pair for pair in out if pair not in moved]}, cleaned


def word_html(data: bytes, *, headings: dict[str, int]) -> tuple[dict[str, Any], bytes]:
    """
    Return ({"left_out": Pairs}, the HTML of a cleaned Word file, ready to print). Runs in a child process.

    `headings` gives the level (from 0) of each heading style, by the style's id. Raises Refused.
    """
    import mammoth  # only the child process imports it

    from committee.richtext.cleaning import clean

    pictures = _Pictures()
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map="\n".join(
                f"p.{name} => h{min(level, 1) + 1}:fresh" for name, level in headings.items() if NAME.fullmatch(name)
            ),
            convert_image=mammoth.images.img_element(pictures.take),
            external_file_access=False,
        )
    except Exception as error:  # a damaged file can make the library raise anything
        raise Refused(DAMAGED) from error
    out: list[left_out.Pair] = []

    def words(match: re.Match[str]) -> str:
        alt, src = ALT.search(match[1]), SRC.search(match[1])
        description = unescape(alt[1]).strip() if alt else ""
        if src and src[1] in pictures.drawn:
            pictures.alts[src[1]] = description or UNSAID
            return f" {src[1]} "
        out.append((left_out.PICTURES, description or UNSAID))
        return f"[Picture: {escape(description)}]" if description else ""

    html = IMAGE.sub(words, made.value)
    return {"left_out": out}, pictures.put_in(_levels(clean(html))).encode()


class _Pictures:
    """Redrawn pictures of a document; a random word replaces each picture until the HTML is clean."""

    def __init__(self) -> None:
        self.drawn: dict[str, str] = {}
        self.alts: dict[str, str] = {}
        self._mark, self._bytes = f"picture{secrets.token_hex(16)}x", 0

    def take(self, image: Any) -> dict[str, str]:
        """Redraw a picture; return {"src": its random word}, or {"src": ""} if unreadable or beyond the limits."""
        try:
            with image.open() as file:
                data = file.read()
            about, made = picture.draw(data)
        except (Refused, OSError, KeyError, ValueError):
            return {"src": ""}
        self._bytes += len(made)
        if len(self.drawn) >= MOST_PICTURES or self._bytes > MOST_BYTES:
            return {"src": ""}
        name = f"{self._mark}{len(self.drawn)}x"
        self.drawn[name] = f"data:{about['content_type']};base64,{b64encode(made).decode()}"
        return {"src": name}

    def put_in(self, html: str) -> str:
        """Return the cleaned HTML with the pictures in their places."""
        for name, alt in self.alts.items():
            html = html.replace(name, f'<img src="{self.drawn[name]}" alt="{escape(alt)}">')
        return html


def _levels(html: str) -> str:
    """Return HTML with heading levels that begin at 1 and skip none, as PDF/UA requires."""
    deep = False

    def level(match: re.Match[str]) -> str:
        nonlocal deep
        if not match[1] and match[2] == "3":
            deep = True
        return f"<{match[1]}h{2 if deep and match[2] == '4' else 1}>"

    return HEADING.sub(level, html)
