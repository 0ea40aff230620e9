"""Remove bullets from pasted lists, and make titles from file names."""

import re

# Bullets of lists pasted from Word, emails and web pages. A dash or star is a bullet only before a blank, so that
# "-5 °C" keeps its sign. A line may have several bullets, because one list may have been pasted into another.
BULLET = re.compile(r"(?:[•·●○■□▪▫◦‣⁃\uf0a7\uf0b7][ \t]*|[*–—-][ \t]+|o\t[ \t]*)+")
ENDING = re.compile(r"(?:\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|txt)){1,3}$", re.IGNORECASE)
BETWEEN_WORDS = re.compile(r"(?<!\d)-|-(?!\d)|[\s_]+|[(\[]\d{1,3}[)\]]")  # browsers add (2) to a second download
BEGINS = re.compile(r"(?:copy of |(?:agenda )?item \d{1,3}[a-z]? )+", re.IGNORECASE)
VERSION = re.compile(r"(?:v|ver|version|rev|draft|copy|final)\.?\d{1,3}(?:\.\d{1,3})*[a-z]?", re.IGNORECASE)
# Words at the end of a file name that describe the file and not its content.
FILING = frozenset(
    [
        *("final", "finalised", "draft", "copy", "latest", "clean", "updated", "amended", "approved"),
        *("version", "ver", "rev", "v", "web", "pdf", "docx", "doc"),
    ]
)
# Titles that do not describe the content.
NOTHING = re.compile(r"(?:untitled|the|scan|scanned|document|file|[a-z]{1,12}\d{1,20})", re.IGNORECASE)
MOST = 250  # characters of a title


def lines_of(text: str) -> list[str]:
    """Return the lines of a pasted list, without empty lines and without bullets."""
    lines = [_bare(line.strip()) for line in text.splitlines()]
    return [line for line in lines if line]


def _bare(line: str) -> str:
    match = BULLET.match(line)
    return line[match.end() :].strip() if match else line


def title_from(filename: str) -> str:
    """
    Return a title made from a file's name: "young_carers-report v3 (2).pdf" gives "Young carers report".

    Return "" where the name does not describe the content: "Final v3 (2).pdf", "scan0001.pdf".
    """
    words = BETWEEN_WORDS.sub(" ", ENDING.sub("", filename.strip())).split()
    while words and _says_which(words):
        words.pop()
    title = " ".join(words)
    title = title[match.end() :] if (match := BEGINS.match(title)) else title
    if sum(letter.isalpha() for letter in title) < 3 or NOTHING.fullmatch(title):
        return ""
    return (title[:1].upper() + title[1:])[:MOST].strip()


def _says_which(words: list[str]) -> bool:
    """Return whether the last of `words` says which version the file is ("final", "v3", the 3 of "draft 3")."""
    last, before = (word.strip("()[].,;").casefold() for word in (words[-1], words[-2] if words[1:] else ""))
    counts = last.replace(".", "").isdigit() and before in FILING
    return not last or last in FILING or counts or bool(VERSION.fullmatch(last))
