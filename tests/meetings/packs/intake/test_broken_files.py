"""Broken files: each makes a valid pack or is refused with a sentence. Nothing crashes, nothing hangs."""

import random
import re
import signal
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

import msgpack
import pytest

from committee.acts.refusal import Refused
from meetings.packs import corpus_check
from meetings.packs.intake import normalise, sandbox, take_in
from tests.meetings.packs import making
from tests.meetings.packs.breaking import BYTES, Broken, plain
from tests.meetings.packs.breaking_objects import OBJECTS

pytestmark = [
    pytest.mark.filterwarnings("ignore:Encryption R=5 is deprecated"),
    pytest.mark.usefixtures("own_processes"),
]  # which is why it is tried

AT_MOST = 15  # seconds for one file, on a busy machine
WHAT_TO_DO = re.compile(r"\b(Open|Save|Export|Print|Copy|Split|Unpack|Apply|Upload|export|print|save|upload)\b")


@cache
def good() -> tuple[bytes, ...]:
    """Return the files to break byte by byte: a tagged report, a form, links and scripts, layers."""
    tagged = making.tagged(1)
    return tagged, *map(plain, (tagged, making.with_form(), making.hostile(), making.with_hidden_layer()))


def broken_bytes(way: Callable[[bytes, random.Random], Broken]) -> Iterator[bytes]:
    """Each way breaks two of the good files, one of them always the tagged report written out in full."""
    dice = random.Random(way.__name__)
    others = [0, 2, 3, 4]
    for which in (1, others[zlib.crc32(way.__name__.encode()) % 4]):
        try:
            yield from way(good()[which], dice)
        except (ValueError, TypeError, IndexError):  # there is nothing of that kind to break in a compressed file
            continue


def batch(data: bytes) -> tuple[dict[str, Any], bytes]:
    """In the child: return {"outcomes": [(accepted | refused | wrong, sentence), ...]} for the files of a batch."""
    front, files = msgpack.unpackb(data)
    return {"outcomes": [_outcome(file, front) for file in files]}, b""


def _outcome(data: bytes, front: bytes) -> tuple[str, str]:
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, AT_MOST)
    try:
        facts, made = normalise.normalise(data, limits=asdict(take_in.DEFAULT))
        _, faults = corpus_check.joined(made[facts["written"] :], facts["pages"], front)
        return ("wrong", " ".join(faults)) if faults else ("accepted", "")
    except Refused as refusal:
        return "refused", refusal.text
    except MemoryError:
        return "refused", "It needs too much memory to read. Export it with smaller pictures."
    except Exception as error:
        return "wrong", repr(error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError(f"longer than {AT_MOST} seconds")


@cache
def front() -> bytes:
    return making.front_sheet((corpus_check.KEY,))


def tried(files: list[bytes]) -> list[tuple[str, str]]:
    """Return the outcome for each file, in one child with the memory and half the time of a real one."""
    packed = msgpack.packb([front(), files])
    facts, _ = sandbox.run(
        "tests.meetings.packs.intake.test_broken_files.batch",
        packed,
        seconds=60 + len(files),
        memory=take_in.DEFAULT.memory,
    )
    return [(state, sentence) for state, sentence in facts["outcomes"]]


def wrong_among(outcomes: list[tuple[str, str]]) -> list[str]:
    """Those that are neither accepted and valid nor refused in a sentence that says what to do."""
    return [
        f"{number}: {state}: {sentence}"
        for number, (state, sentence) in enumerate(outcomes)
        if state != "accepted" and not (state == "refused" and sentence.endswith(".") and WHAT_TO_DO.search(sentence))
    ]


@pytest.mark.parametrize("way", BYTES, ids=lambda way: way.__name__)
def test_a_file_damaged_on_its_way_is_valid_or_refused_with_a_sentence(way: Callable[..., Broken]) -> None:
    files = list(broken_bytes(way))
    assert files
    assert wrong_among(tried(files)) == []


@pytest.mark.parametrize("way", OBJECTS, ids=lambda way: way.__name__)
def test_a_file_that_makes_no_sense_is_valid_or_refused_with_a_sentence(way: Callable[[], Broken]) -> None:
    files = list(way())
    assert wrong_among(tried(files)) == []


def test_what_is_only_clumsy_is_taken_in() -> None:
    whole = making.tagged(1)
    clumsy = [b"HTTP/1.1 200 OK\r\n\r\n" + whole, whole + b"\n<!-- from a web server -->\n", b"%PDF-1.0" + whole[8:]]
    assert [state for state, _ in tried(clumsy)] == ["accepted"] * 3


def test_through_the_real_door_a_broken_file_is_taken_in_or_refused_by_name() -> None:
    every = [file for way in OBJECTS for file in way()]
    for file in random.Random(3).sample(every, 6):
        try:
            assert take_in.take_in(file, "report.pdf").pages
        except Refused as refusal:
            said = refusal
        else:
            continue
        assert said.text.startswith("“report.pdf” "), said.text
        assert not isinstance(said.__context__, sandbox.Crashed), said.__context__
