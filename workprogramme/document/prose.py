"""Plain text with paragraphs and bullets, as outcomes are kept, made ready for a page or for print."""

from typing import NamedTuple


class Block(NamedTuple):
    """A paragraph (`lines` has one) or a list of bullets."""

    is_list: bool
    lines: list[str]


def blocks(text: str) -> list[Block]:
    """
    The paragraphs and lists of `text`: a line that begins with "- " or "•" is a bullet, an empty line ends a paragraph.

    A line that begins with two blanks goes on with the bullet before it.
    """
    found: list[Block] = []
    fresh = True
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words:
            fresh = True
            continue
        if words[0] in "-•" and (words[1:2] in ("", " ") or words[0] == "•"):
            _add(found, True, words[1:].strip(), fresh=not (found and found[-1].is_list))
        elif found and found[-1].is_list and line.startswith("  ") and not fresh:
            found[-1].lines[-1] += f" {words}"
        else:
            _add(found, False, words, fresh=fresh or found[-1].is_list)
        fresh = False
    return [block for block in found if any(block.lines)]


def _add(found: list[Block], is_list: bool, words: str, *, fresh: bool) -> None:
    if fresh or not found:
        found.append(Block(is_list, [words]))
    elif is_list:
        found[-1].lines.append(words)
    else:
        found[-1].lines[-1] += f" {words}"
