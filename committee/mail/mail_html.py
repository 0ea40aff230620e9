"""
Make emails with a text part and an HTML part.

The HTML is made from the text, as paragraphs, lists and links, so both parts have the same content. The head of the
HTML has the council's name, colours and crest.
"""

from collections.abc import Iterable, Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import make_msgid, parseaddr
from html import escape
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from committee.files import crest
from committee.models import Council

CREST = "crest@committees.invalid"  # content ID of the picture inside the email
# A line of at least so many characters was wrapped in the template's file, so the next line continues it. A shorter
# line ends on purpose.
WRAPPED = 66
ACT = "→ "  # before the text of a button
AFTER = ".,;:!?)”’"  # characters that may follow an address and are no part of it
COMMISSIONER = "https://ico.org.uk/"


class Mail(EmailMultiAlternatives):
    """An email that marks its pictures as part of its HTML, so that mail programs do not show them as attachments."""

    def message(self, **options: Any) -> EmailMessage:
        """Return the email as it is sent, with its pictures marked as part of the HTML."""
        made = super().message(**options)
        if made.get_content_type() == "multipart/mixed":
            made.set_type("multipart/related")
        return made


def message(
    subject: str,
    text: str,
    sender: str,
    *,
    to: list[str],
    reply_to: list[str] | None = None,
    headers: dict[str, str] | None = None,
) -> Mail:
    """Return an unsent email of `text` with its HTML part, and with the crest if the council has one."""
    council = Council.current()
    picture = crest.png(council)
    words = {
        "council": council,
        "crest": CREST if picture else "",
        "subject": subject,
        "body": body(text, _ours(council)),
    }
    # Without a Message-ID Django makes one with the machine's own name, which spam filters hold against an email.
    # Auto-Submitted (RFC 3834) stops replies of holiday notices.
    domain = parseaddr(sender)[1].rpartition("@")[2] or None
    ours = {"Auto-Submitted": "auto-generated", "Message-ID": make_msgid(domain=domain)}
    made = Mail(subject, text, sender, to=to, reply_to=reply_to, headers={**ours, **(headers or {})})
    made.attach_alternative(render_to_string("email/layout.html", words), "text/html")
    if picture:
        part = MIMEPart()
        part.set_content(picture, "image", "png", disposition="inline", filename="crest.png", cid=f"<{CREST}>")
        made.attach(part)
    return made


def _ours(council: Council) -> tuple[str, ...]:
    """Return the beginnings of the addresses that become links; all other addresses stay plain text."""
    return tuple(f"{start.rstrip('/')}/" for start in (settings.SITE_URL, council.website, COMMISSIONER) if start)


def body(text: str, ours: tuple[str, ...]) -> SafeString:
    """
    Return the paragraphs of a text as HTML.

    - Lines that begin with two spaces are shown in a box.
    - A line that begins with a hyphen is an item of a list.
    - A line that begins with an arrow, with one of our addresses under it, becomes a button. The addresses of all
      buttons are written at the end, because a screen reader takes long to read an address.

    SECURITY: every word is escaped.
    """
    acts = [paragraph[1].strip() for paragraph in _paragraphs(text) if _is_act(paragraph, ours)]
    end = [_ADDRESSES.format("<br>\n".join(map(escape, acts)))] if acts else []
    return mark_safe("\n".join([*_blocks(text, ours), *end]))  # noqa: S308 - every word is escaped


def _blocks(text: str, ours: tuple[str, ...]) -> Iterator[str]:
    for paragraph in _paragraphs(text):
        items = [line.strip()[2:] for line in paragraph if line.strip().startswith("- ")]
        apart = all(line.startswith("  ") for line in paragraph)
        if _is_act(paragraph, ours):
            yield _ACT.format(act=escape(paragraph[0].removeprefix(ACT).strip()), address=escape(paragraph[1].strip()))
            continue
        if len(items) == len(paragraph):
            yield _LIST.format("".join(f'<li style="margin:0 0 6px">{_linked(item, ours)}</li>' for item in items))
        else:
            yield (_APART if apart else _PLAIN).format(_lines([line.strip() for line in paragraph], ours))


def _is_act(paragraph: list[str], ours: tuple[str, ...]) -> bool:
    """Return whether the paragraph is a button: a line such as "→ Answer the recommendation", then its address."""
    if len(paragraph) != 2 or not paragraph[0].startswith(ACT):
        return False
    return paragraph[1].startswith(ours) and " " not in paragraph[1].strip()


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Yield the lines of each paragraph. A paragraph ends at an empty line, or before a line of another `_kind`."""
    paragraph: list[str] = []
    for line in [*text.splitlines(), ""]:
        kind = _kind(line)
        if paragraph and (not kind or kind != _kind(paragraph[-1])):
            yield paragraph
            paragraph = []
        if kind:
            paragraph.append(line)


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if line.strip().startswith("- "):
        return "list"
    return "apart" if line.startswith("  ") else "plain"


def _lines(lines: Iterable[str], ours: tuple[str, ...]) -> str:
    html = ""
    for line in lines:
        html += _linked(line, ours) + (" " if len(line) >= WRAPPED and " " in line else "<br>\n")
    return html.removesuffix(" ").removesuffix("<br>\n")


def _linked(line: str, ours: tuple[str, ...]) -> str:
    return " ".join(_link(word) if word.startswith(ours) else escape(word) for word in line.split(" "))


def _link(word: str) -> str:
    address = word.rstrip(AFTER)
    href = escape(address)
    style = "color:#1a4f8a;word-break:break-all"
    return f'<a href="{href}" style="{style}">{href}</a>{escape(word[len(address) :])}'


_ACT = (
    '<p style="margin:0 0 16px"><a href="{address}" style="display:inline-block;padding:12px 20px;background:#1a4f8a;'
    'color:#ffffff;font-weight:bold;text-decoration:none"><span aria-hidden="true">→</span> {act}</a></p>'
)
_ADDRESSES = (
    '<p style="margin:16px 0 0;font-size:13px;color:#505a5f;word-break:break-all">If a button does not work, copy its '
    "address into your browser:<br>\n{}</p>"
)
_PLAIN = '<p style="margin:0 0 16px">{}</p>'
_APART = '<p style="margin:0 0 16px;padding:10px 14px;border-left:4px solid #b1b4b6;background:#f5f6f6">{}</p>'
_LIST = '<ul style="margin:0 0 16px;padding-left:22px">{}</ul>'
