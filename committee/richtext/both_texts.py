"""Two texts of one minute beside each other: the words that differ, and both in one text to be put together by hand."""

from html import escape

from committee.richtext.cleaning import blocks
from committee.richtext.diff import Search
from committee.richtext.tree import render


def together(mine: str, theirs: str, whose: str) -> str:
    """HTML of both: what is the same once; where they differ mine, then theirs under a line that says whose it is."""
    ours, others = ([render([block]) for block in blocks(html)] for html in (mine, theirs))
    made: list[str] = []
    for what, a, b, c, d in Search().opcodes(ours, others):
        made += ours[a:b]
        if what != "equal" and c < d:
            made += [f"<p><strong>[{escape(whose, quote=False)}:]</strong></p>", *others[c:d]]
    return "".join(made)
