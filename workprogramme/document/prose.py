"""Plain text with paragraphs and bullets, as stored for outcomes, parsed for pages and print."""

from typing import NamedTuple


class Block(NamedTuple):
    """A paragraph (a single line in `lines`) or a list (a line for each bullet)."""

    is_list: bool
    lines: list[str]


def blocks(text: str) -> list[Block]:
    """
    Return the paragraphs and lists of `text`.

    A line that begins with "- " or "•" is a bullet. A line that begins with two blanks continues the bullet before it.
    An empty line ends a paragraph.
    """
    parsed: list[Block] = []
    fresh = True
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words:
            fresh = True
            continue
        if words[0] in "-•" and (words[1:2] in ("", " ") or words[0] == "•"):
            _add(parsed, True, words[1:].strip(), fresh=not (parsed and parsed[-1].is_list))
        elif parsed and parsed[-1].is_list and line.startswith("  ") and not fresh:
            parsed[-1].lines[-1] += f" {words}"
        else:
            _add(parsed, False, words, fresh=fresh or parsed[-1].is_list)
        fresh = False
    return [block for block in parsed if any(block.lines)]


def _add(parsed: list[Block], is_list: bool, words: str, *, fresh: bool) -> None:
    if fresh or not parsed:
        parsed.append(Block(is_list, [words]))
    elif is_list:
        parsed[-1].lines.append(words)
    else:
        parsed[-1].lines[-1] += f" {words}"
