"""
Fingerprints of files. The leak check searches public files for fingerprints, without opening a withheld file again.

Intake makes a fingerprint of every file. An open file has a fingerprint too: the file may be withheld later, and words
of open papers are no leak. A fingerprint has only hashes, never words:

- shingles: every eight words that follow each other on a page;
- phrases: short strings that identify the file, such as its name, title, author, bookmarks, link addresses,
  descriptions, and the words of a page with fewer than eight words. A phrase is stored with its number of words and one
  byte of its first word's hash, so that a search can skip most words quickly;
- streams: the file's pictures, thumbnails, attachments and drawn pages, and the file as a whole.

Hashes are BLAKE2b of 8 bytes. A search compares a few million words, so a match by chance is unlikely. Hashes are
stored uncompressed, because hashes do not compress.
"""

import struct
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b, sha256
from html import unescape
from pathlib import PurePath
from re import IGNORECASE
from re import compile as pattern
from typing import Any, NamedTuple
from urllib.parse import unquote

from meetings.packs.pdf.raw_scan import FoundText, Stream, lay_open

SHINGLE = 8  # words
LONGEST = 12  # words of a phrase; a longer string is identified by its shingles
MOST_WORDS = 255  # words of a hidden title: a packed phrase counts its words in one byte
LEAST_STREAM = 256  # bytes: a shorter stream, such as a blank page, is the same in many files
PATIENCE = 30  # seconds to read the words of one file
LETTERS = 4  # fewest letters of a phrase; a number with at most four digits adds none
LOOSE_WORDS = 4  # a phrase with this many words or more is found among other words, whatever its kind
PAGING = {"page", "pages", "slide"}  # words that are on every page of a pack, with a number
VERSION = 1
HEAD = struct.Struct("<BBIII")
PHRASE = struct.Struct("<BBBBQ")
WORD = pattern(r"[^\W_]+")
# Removed before words are compared: hyphens within words, apostrophes, and the points and commas of numbers.
UNWRITTEN = pattern(
    r"[\u00ad\u200b-\u200d\u2060\ufeff\ufffe\ufffd\x02]\s*|(?<=\w)[-\u2010]\s*(?=\w)|['\u2019](?=\w)|(?<=\d)[.,](?=\d)"
)
SCHEME = pattern(r"^\s*(?:https?|mailto|tel|ftp)://?|^\s*(?:mailto|tel):", IGNORECASE)
TELLING = pattern(
    r"<(dc:(?:title|creator|description|subject)|pdf:Keywords|xmpMM:(?:Document|Instance|OriginalDocument)ID)\b[^>]*>"
    r"(.*?)</\1>|\b(?:pdf:Keywords|xmpMM:\w+ID)=[\"']([^\"']+)"
)
TAG = pattern(r"<[^<>]*>")


class Kind(IntEnum):
    """Role of a phrase in its file."""

    NAME = 1
    DETAIL = 2
    BOOKMARK = 3
    ADDRESS = 4
    LABEL = 5
    WORDS = 6
    TITLE = 7


OF_ITSELF = {Kind.NAME, Kind.DETAIL, Kind.WORDS, Kind.TITLE}
KEYS = {"URI": Kind.ADDRESS} | dict.fromkeys(("Author", "Subject", "Keywords"), Kind.DETAIL)
KEYS |= dict.fromkeys(("Alt", "ActualText", "E", "T", "Contents", "Desc", "F", "UF", "P"), Kind.LABEL)


class Phrase(NamedTuple):
    """
    A short string of a file, as hashes.

    - `loose`: True where a search finds the phrase even among other words, not only as a whole string.
    - `length`: the number of its words.
    - `first`: one byte of the hash of its first word.
    - `mark`: the hash of all its words.
    """

    kind: int
    loose: bool
    length: int
    first: int
    mark: int


@dataclass(frozen=True)
class Fingerprint:
    """Hashes of one file; `worded` is False where the file's words could not be read."""

    shingles: frozenset[int] = frozenset()
    phrases: frozenset[Phrase] = frozenset()
    streams: frozenset[int] = frozenset()
    worded: bool = True

    def __or__(self, other: "Fingerprint") -> "Fingerprint":
        return Fingerprint(
            self.shingles | other.shingles,
            self.phrases | other.phrases,
            self.streams | other.streams,
            self.worded and other.worded,
        )

    def packed(self) -> bytes:
        """Return the stored form; equal fingerprints give equal bytes."""
        head = HEAD.pack(VERSION, self.worded, len(self.shingles), len(self.streams), len(self.phrases))
        return head + _row(self.shingles) + _row(self.streams) + b"".join(PHRASE.pack(*p) for p in sorted(self.phrases))

    @classmethod
    def unpack(cls, data: bytes) -> "Fingerprint":
        """Return the fingerprint packed in `data`. Raises ValueError for empty or damaged data and other versions."""
        if len(data) < HEAD.size or data[0] != VERSION:
            raise ValueError("No fingerprint, or one of another version.")
        _, worded, shingles, streams, phrases = HEAD.unpack_from(data)
        middle = HEAD.size + 8 * shingles
        end = middle + 8 * streams
        if len(data) != end + PHRASE.size * phrases:
            raise ValueError("A damaged fingerprint.")
        unpacked = (Phrase(kind, bool(loose), *rest) for kind, loose, *rest in PHRASE.iter_unpack(data[end:]))
        return cls(_numbers(data[HEAD.size : middle]), frozenset(unpacked), _numbers(data[middle:end]), bool(worded))

    @classmethod
    def read(cls, data: bytes | memoryview) -> "Fingerprint | None":
        """Return the fingerprint packed in `data`; None where `unpack` raises ValueError."""
        try:
            return cls.unpack(bytes(data))
        except ValueError:
            return None


def _row(marks: frozenset[int]) -> bytes:
    return struct.pack(f"<{len(marks)}Q", *sorted(marks))


def _numbers(data: bytes) -> frozenset[int]:
    return frozenset(struct.unpack(f"<{len(data) // 8}Q", data))


def words(text: str) -> list[str]:
    """Return the words of a text, without differences of case, ligatures, hyphens, line ends and punctuation."""
    return WORD.findall(UNWRITTEN.sub("", unicodedata.normalize("NFKC", text).casefold()))


def spellings(text: str) -> Iterator[str]:
    """
    Yield a string as written, then decoded from XML (`Smith &amp; Sons`) and from a URL (`Smith%20Sons`), if different.

    Fingerprints are made of decoded strings.
    """
    yield text
    if "&" in text and (plain := unescape(text)) != text:
        yield plain
    if "%" in text and (plain := unquote(text)) != text:
        yield plain


def mark(data: bytes) -> int:
    """Return the hash of some bytes, 64 bits."""
    return int.from_bytes(blake2b(data, digest_size=8).digest())


def mark_of(tokens: Sequence[str]) -> int:
    """Return the hash of words in their order."""
    return mark(" ".join(tokens).encode("utf-8", "replace"))


@lru_cache(maxsize=100_000)  # bounded, because uploads bring any number of words
def first_byte(word: str) -> int:
    """Return one byte of a word's hash."""
    return blake2b(word.encode("utf-8", "replace"), digest_size=1).digest()[0]


def shingles(tokens: Sequence[str]) -> Iterator[int]:
    """Return an iterator of the hashes of every eight words in a row."""
    return (mark_of(tokens[at : at + SHINGLE]) for at in range(len(tokens) - SHINGLE + 1))


def of_pages(texts: Iterable[str] | None) -> Fingerprint:
    """Return the fingerprint of a file's words, from the text of each page (None: the text is unreadable)."""
    if texts is None:
        return Fingerprint(worded=False)
    result = Fingerprint()
    rows = [words(text) for text in texts]
    whole = frozenset(shingle for tokens in rows for shingle in shingles(tokens))
    for tokens in rows:
        if len(tokens) < SHINGLE:
            result |= of_phrase(Kind.WORDS, " ".join(tokens))
    return result | Fingerprint(whole)


def of_phrase(kind: Kind, text: str) -> Fingerprint:
    """Return the fingerprint of a string; an empty fingerprint where the string is too short to identify a file."""
    tokens = words(SCHEME.sub("", text))
    letters = sum(len(word) for word in tokens if word not in PAGING and (len(word) > LETTERS or not word.isdigit()))
    if letters < LETTERS:
        return Fingerprint()
    if len(tokens) > LONGEST:
        return Fingerprint(frozenset(shingles(tokens)))
    loose = len(tokens) >= LOOSE_WORDS or (kind in OF_ITSELF and letters > LETTERS)
    phrase = Phrase(int(kind), loose, len(tokens), first_byte(tokens[0]), mark_of(tokens))
    return Fingerprint(frozenset(shingles(tokens)), frozenset({phrase}))


def of_title(text: str) -> Fingerprint:
    """Return the fingerprint of a hidden title; even a short title is found among other words (R16)."""
    tokens = words(text)[:MOST_WORDS]
    if not tokens:
        return Fingerprint()
    phrase = Phrase(int(Kind.TITLE), True, len(tokens), first_byte(tokens[0]), mark_of(tokens))
    return Fingerprint(frozenset(shingles(tokens)), frozenset({phrase}))


def of_upload(filename: str, *files: bytes) -> Fingerprint:
    """Return the fingerprint of an upload: its name, its `files` (as uploaded, as stored) and their hashes."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    result = of_phrase(Kind.NAME, PurePath(last).stem) | Fingerprint(streams=frozenset(map(mark, files)))
    for data in files:
        result |= of_phrase(Kind.NAME, sha256(data).hexdigest())
    return result


def of_bytes(pdf: bytes) -> Fingerprint:
    """Return the fingerprint of the strings and streams in a PDF; `of_pages` returns the fingerprint of its words."""
    phrases: set[Phrase] = set()
    rows: set[int] = set()
    streams: set[int] = set()
    for thing in lay_open(pdf):
        if isinstance(thing, Stream):
            if is_telling(thing):
                streams.add(mark(thing.data))
            continue
        for kind, text in _telling(thing):
            result = of_phrase(kind, text)
            phrases |= result.phrases
            rows |= result.shingles
    return Fingerprint(frozenset(rows), frozenset(phrases), frozenset(streams))


def is_telling(stream: Stream) -> bool:
    """Return whether a stream is long and varied enough to identify a file, and is no font or the like."""
    data = stream.data
    return len(data) >= LEAST_STREAM and not stream.is_machinery and data != data[:1] * len(data)


def _telling(string: FoundText) -> Iterator[tuple[Kind, str]]:
    if string.key == "XMP":
        yield from ((Kind.DETAIL, unescape(text)) for text in xmp_texts(string.text))
    elif string.key == "Title":
        yield (Kind.BOOKMARK if b"/Parent" in string.beside else Kind.DETAIL), string.text
    elif string.key in KEYS:
        yield KEYS[string.key], string.text
    elif (string.key == "Name" and b"/OCG" in string.beside) or (string.key == "" and b"/Names" in string.beside):
        yield Kind.LABEL, string.text


def xmp_texts(xmp: str) -> Iterator[str]:
    """Yield the texts of XMP metadata that identify a document: title, author, description, keywords, identifiers."""
    for match in TELLING.finditer(xmp):
        yield from (text for text in TAG.split(match[2] or match[3] or "") if text.strip())


class Endless(Exception):
    """A file has more letters than the limit; the argument is the number of the page that exceeds it."""


def page_texts(pdf: bytes, until: float, most: tuple[int, int] | None = None) -> list[str] | None:
    """
    Return the text of each page, or None where PDFium cannot read all pages by `until` (time.monotonic()).

    Runs in a child process. Raises Endless where there are more letters than `most` (on one page, in all). A few
    thousand bytes of PDF can unpack to a hundred million letters, and later steps would store all of them.
    """
    import pypdfium2

    texts: list[str] = []
    letters = 0
    try:
        document: Any = pypdfium2.PdfDocument(pdf)
        for page in document:
            if time.monotonic() > until:
                return None
            text = page.get_textpage()
            texts.append(text.get_text_range())  # also text outside the page's box, because its bytes are published too
            letters += len(texts[-1])
            if most and (len(texts[-1]) > most[0] or letters > most[1]):
                raise Endless(len(texts))
            text.close()
            page.close()
    except pypdfium2.PdfiumError:
        return None
    return texts


def in_child(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({}, the packed fingerprint of the bytes of a stored file). Runs in the sandbox."""
    result = of_bytes(data) | of_pages(page_texts(data, time.monotonic() + PATIENCE))
    return {}, result.packed()
