"""The passages of a draft, on each of which somebody can comment. Without Django."""

MOST = 80  # passages: more would make a form that no phone can show


def passages(text: str) -> list[str]:
    """The paragraphs of a text, parted by blank lines; of a long one several together: at most MOST come of it."""
    paragraphs: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    told = ["\n".join(lines) for lines in paragraphs if lines]
    together = -(-len(told) // MOST)
    return ["\n\n".join(told[start : start + together]) for start in range(0, len(told), together or 1)]
