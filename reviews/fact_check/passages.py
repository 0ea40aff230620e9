"""The passages of a draft, on each of which somebody can comment. Without Django."""

MOST = 80  # passages: more would make a form that no phone can show


def passages(text: str) -> list[str]:
    """Return the paragraphs of a text, split at blank lines; in a long text some are joined, MOST at most."""
    paragraphs: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    texts = ["\n".join(lines) for lines in paragraphs if lines]
    together = -(-len(texts) // MOST)
    return ["\n\n".join(texts[start : start + together]) for start in range(0, len(texts), together or 1)]
