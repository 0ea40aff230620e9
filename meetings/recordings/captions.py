"""Captions of a recording: a WebVTT file turned into passages, without words said while the public were excluded."""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from committee.acts.refusal import Refused
from committee.wording.unprintable import in_one_line
from meetings.recordings.private_times import Times

MOST_BYTES = 3 * 1024 * 1024
MOST_CUES = 50_000
LONGEST_CUE = 5_000  # characters
LONGEST = 24 * 3600  # seconds of a recording; a cue that ends later is left out
PASSAGE_SECONDS, PASSAGE_LETTERS = 60, 1_500
NO_VTT = "This is not a WebVTT file. Download the captions from where the recording is, in the format WebVTT (.vtt)."


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words spoken in a recording, from second `begins` to second `ends`."""

    begins: int
    ends: int
    text: str


def read(data: bytes) -> list[Spoken]:
    """Return the cues of a WebVTT file, without tags. Raises Refused if it is too large, no WebVTT, or has no words."""
    if len(data) > MOST_BYTES:
        raise Refused(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    try:
        text = data.decode("utf-8-sig")
        cues = webvtt.from_string(text)
    except (UnicodeDecodeError, MalformedFileError, MalformedCaptionError) as error:
        raise Refused(NO_VTT) from error
    if len(cues) > MOST_CUES:
        raise Refused(f"The file has more than {MOST_CUES:,} captions.")
    spoken = list(_spoken(cues.captions))
    if not spoken:
        raise Refused("The file has no captions with words in them.")
    return spoken


def _spoken(cues: Iterable[webvtt.Caption]) -> Iterator[Spoken]:
    last = ""
    for cue in cues:
        begins, ends = cue.start_time.in_seconds(), cue.end_time.in_seconds()
        lines = [_plain(line) for line in cue.raw_text[:LONGEST_CUE].splitlines()]
        # Roll-up captions show each line twice.
        fresh = [line for line in lines if line and line != last]
        if fresh and begins <= ends < LONGEST:
            last = fresh[-1]
            yield Spoken(begins, ends, " ".join(fresh))


def _plain(line: str) -> str:
    """
    Return the words of a line, without tags.

    The library's own pattern is not used, because that pattern is extremely slow on a thousand opening brackets.
    """
    first, *others = line.split("<")
    texts = [after if closed else f"<{before}" for before, closed, after in (piece.partition(">") for piece in others)]
    return " ".join(in_one_line(html.unescape("".join([first, *texts]))).split())


def in_public(cues: Iterable[Spoken], starts_at: datetime, private: Times) -> list[Spoken]:
    """Return the cues spoken while the public could hear them."""
    return [cue for cue in cues if not private.touch(starts_at, cue.begins, cue.ends)]


def passages(cues: Iterable[Spoken]) -> list[Spoken]:
    """Return the cues joined into passages of at most PASSAGE_SECONDS and PASSAGE_LETTERS; a longer cue stays whole."""
    made: list[Spoken] = []
    for cue in sorted(cues, key=lambda cue: cue.begins):
        last = made[-1] if made else None
        if (
            last
            and cue.ends - last.begins <= PASSAGE_SECONDS
            and len(last.text) + len(cue.text) < PASSAGE_LETTERS
            # SECURITY: no passage spans a private time, because the public cues before and after are at least twice
            # `private_times.MARGIN` apart.
            and cue.begins - last.ends <= PASSAGE_SECONDS // 2
        ):
            made[-1] = Spoken(last.begins, max(last.ends, cue.ends), f"{last.text} {cue.text}")
        else:
            made.append(cue)
    return made
