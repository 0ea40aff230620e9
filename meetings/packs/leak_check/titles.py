"""Checks of titles: is the real title hidden behind a public title, and does a text repeat the hidden title (R16)?"""

import re

from meetings.models import AgendaItem, Paper


def repeats(text: str, title: str, public_title: str = "") -> bool:
    """Return whether `text` contains, as whole words, a `title` that is hidden behind a different `public_title`."""
    hidden = plain(title)
    return bool(hidden) and hidden != plain(public_title) and f" {hidden} " in f" {plain(text)} "


def hides(titled: AgendaItem | Paper) -> bool:
    """Return whether the public sees a title other than the real title."""
    return bool(titled.public_title) and plain(titled.public_title) != plain(titled.title)


def public_lines(item: AgendaItem) -> dict[str, str]:
    """Return the texts that the public reads under an item's title, by column; {} where the title is hidden."""
    return {} if hides(item) else {name: getattr(item, name) for name in item.printed}


def plain(text: str) -> str:
    """Return `text` in lower case, with a single blank between its words and no punctuation."""
    return " ".join(re.sub(r"[^\w ]+", " ", text.casefold()).split())


def quoted(title: str) -> str:
    """Return a title in quotation marks, shortened where it is very long."""
    return f"“{title if len(title) <= 90 else title[:87].rstrip() + '…'}”"
