"""Broken files: each makes a valid pack or is refused with a sentence. Nothing crashes, nothing hangs."""

import random
import re
import signal
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import msgpack
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream, StreamDecodeLevel, String

from committee.acts.refusal import Refused
from meetings.packs import corpus_check
from meetings.packs.intake import normalise, sandbox, take_in
from tests.meetings.packs import looking, making

pytestmark = pytest.mark.usefixtures("own_processes")
AT_MOST = 15  # seconds for one file, on a busy machine
WHAT_TO_DO = re.compile(r"\b(Open|Save|Export|Print|Copy|Split|Unpack|Apply|Upload|export|print|save|upload)\b")
ODD: tuple[Any, ...] = (
    True, False, -1, 2**62, 0.5, String("\x00\xff words"), Name.Odd, Array(), Dictionary(), Array([Array([7]), None]),
)  # fmt: skip
Broken = Iterator[bytes]


# Bytes, as disks, mail and half-finished downloads break them, the same way each time.


def flipped_and_cut(pdf: bytes) -> Broken:
    dice = random.Random(7)
    for bits in (1, 10, 100):
        broken = bytearray(pdf)
        for _ in range(bits):
            broken[dice.randrange(8, len(broken))] ^= 1 << dice.randrange(8)
        yield bytes(broken)
    yield from (pdf[: len(pdf) * part // 4] for part in (1, 3))
    yield pdf[:-7]


def lost_objects(pdf: bytes) -> Broken:
    objects = list(re.finditer(rb"\n(\d+) 0 obj\b.*?\nendobj", pdf, re.S))
    for one, other in pairwise(objects[:7]):
        yield pdf[: one.start()] + pdf[one.end() :]
        yield pdf[: one.start()] + one[0].replace(one[1], other[1], 1) + pdf[one.start() :]


def wrong_numbers(pdf: bytes) -> Broken:
    for pattern, instead in (
        (rb"\d{10} 00000 n", b"9999999999 00000 n"),
        (rb"startxref\n\d+", b"startxref\n-1"),
        (rb"startxref\n\d+", b""),
        (rb"trailer <<", b"trailer << /Prev " + pdf[pdf.rindex(b"startxref\n") + 10 :].split()[0]),
        (rb"(?<= )\d+(?=[ \]])", b"99999999999999999999999"),
        *((rb"/Length \d+", b"/Length " + length) for length in (b"0", b"999999", b"-5", b"/None", b"1 0 R")),
        *((rb"/Length (\d+)", rb"/Filter " + name + rb" /Length \1") for name in (b"/LZWDecode", b"/Crypt", b"12")),
        *((rb"/Root \d+ 0 R", root) for root in (b"", b"/Root 9999 0 R", b"/Root <<>>")),
        (rb"(?s)trailer <<.*?>>\n?(?=startxref)", b""),
    ):
        yield re.sub(pattern, instead, pdf)


def encrypted(pdf: bytes) -> Broken:
    for revision in (3, 6):
        rules = Encryption(user="", owner="owner", R=revision, aes=revision > 3, metadata=revision > 3)
        locked = making.saved(looking.opened(pdf), encryption=rules)
        yield from (re.sub(rb"/V \d", b"/V 7", locked), re.sub(rb"/O <[0-9a-f]+>", b"/O <00>", locked))


@pytest.mark.parametrize("way", [flipped_and_cut, lost_objects, wrong_numbers, encrypted], ids=lambda way: way.__name__)
def test_a_file_damaged_on_its_way_is_valid_or_refused_with_a_sentence(way: Callable[[bytes], Broken]) -> None:
    files = [file for whole in (making.tagged(1), making.hostile()) for file in way(making.plain(whole))]
    assert wrong_among(tried(files)) == []


# Objects that make no sense: loops, wrong types, numbers nobody can have meant.


def _tagged() -> tuple[Pdf, Any]:
    """Return a tagged document and a structure element low in its tree."""
    pdf = looking.opened(making.tagged(1))
    return pdf, next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get(Name.S) == Name.P)


def loops() -> Broken:
    """Yield pages, bookmarks, tags, names and drawings that lead to themselves."""
    pdf = looking.opened(making.pdf_of(3))
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    yield making.saved(pdf)
    pdf = looking.opened(making.pdf_of(3))
    pdf.Root.Pages.Parent = pdf.Root.Pages
    pdf.pages[0].obj.Kids = Array([pdf.Root.Pages])
    yield making.saved(pdf)
    for key in ("/Next", "/First"):
        pdf, _ = _tagged()
        first = pdf.Root.Outlines.First
        first[key] = first
        yield making.saved(pdf)
    for key in ("/K", "/P", "/Pg", "/A"):
        pdf, tag = _tagged()
        tag[key] = tag
        yield making.saved(pdf)
    pdf, tag = _tagged()
    tag.K = Array([pdf.Root.StructTreeRoot, tag.P, tag])
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/H1": Name.H2, "/H2": Name.H1})
    yield making.saved(pdf)
    for key in ("/Dests", "/EmbeddedFiles"):
        pdf = looking.opened(making.hostile())
        node = pdf.make_indirect(Dictionary())
        node.Kids = Array([node, node])
        pdf.Root.Names[key] = node
        yield making.saved(pdf)
    pdf = looking.opened(making.with_form())
    page = pdf.pages[0].obj
    form = page.Annots[0].AP.N
    form.Resources = Dictionary(XObject=Dictionary(Me=form), Font=page.Resources.Font)
    form.write(b"/Me Do")
    page.Resources.XObject = Dictionary(Me=form)
    page.Contents = Array([page.Contents, pdf.make_stream(b" q /Me Do Q")])
    page.Annots[0].Parent = page.Annots[0]
    yield making.saved(pdf)


def odd_keys() -> Broken:
    """Each key of catalog, page, link, field, tag, layer and font with a value of another type."""
    layers = making.with_hidden_layer()
    holders: list[tuple[bytes, Callable[[Pdf], Any], str]] = [
        (making.hostile(), lambda pdf: pdf.Root, "Pages Names Outlines OpenAction AcroForm Lang OCProperties Dests"),
        (
            making.rotated(),
            lambda pdf: pdf.pages[0].obj,
            "MediaBox CropBox Rotate Resources Contents Annots Parent UserUnit Group",
        ),
        (making.hostile(), lambda pdf: pdf.pages[0].obj.Annots[3], "Subtype Rect A QuadPoints Dest Border"),
        (making.with_form(), lambda pdf: pdf.pages[0].obj.Annots[0], "AP Rect FT Parent F V AS"),
        (making.with_own_tags(), lambda pdf: pdf.Root.StructTreeRoot, "K ParentTree RoleMap ClassMap IDTree"),
        (making.with_own_tags(), lambda pdf: pdf.Root.StructTreeRoot.K[0], "S P K Pg C ID A Lang"),
        (layers, lambda pdf: pdf.Root.OCProperties, "OCGs D Configs"),
        (layers, lambda pdf: pdf.Root.OCProperties.D, "OFF ON Order AS BaseState"),
        (making.pdf_of(1), lambda pdf: pdf.pages[0].obj.Resources.Font.F1, "Subtype BaseFont Encoding Widths"),
        (making.pdf_of(1), lambda pdf: pdf.pages[0].obj.Resources.Font, "F1"),
    ]
    for number, (data, holder, keys) in enumerate(holders):
        for place, key in enumerate(keys.split()):
            pdf = looking.opened(data)
            holder(pdf)[f"/{key}"] = ODD[(number + place) % len(ODD)]
            yield making.saved(pdf)


def odd_pages() -> Broken:
    """Yield boxes, turns, units, contents and numbers of content that nobody can have meant."""
    for box in ([0, 0, 0, 0], [-9e9, -9e9, 9e9, 9e9], [1e30, 0, 2e30, 5], [0, 0, 9], []):
        yield making.pdf_of(1, MediaBox=Array(box))
        yield making.pdf_of(1, CropBox=Array(box))
    for keys in ({"Rotate": 45}, {"Rotate": 2**40}, {"UserUnit": 0}, {"Contents": Array([Array(), 7, None])}):
        yield making.pdf_of(1, **keys)
    for script in (
        b"Q Q Q Q", b"q " * 5_000, b"BT (open", b"[[[[" * 500, b"<< /A " * 500, b"BI /W 9 /H 9 ID x", b"EMC EMC BDC",
    ):  # fmt: skip
        pdf = looking.opened(making.pdf_of(1))
        pdf.pages[0].obj.Contents = pdf.make_stream(script)
        yield making.saved(pdf)
    for number in (-1, 2**31 - 1, 2**40):
        yield making.with_own_tags(number)
        pdf = looking.opened(making.with_own_tags())
        pdf.pages[0].obj.StructParents = number
        yield making.saved(pdf)


def bombs() -> Broken:
    packed = zlib.compress(b" " * 70_000_000)
    for times in (1, 2):
        pdf = looking.opened(making.pdf_of(1))
        pdf.pages[0].obj.Contents = Stream(pdf, packed, Filter=Array([Name.FlateDecode] * times))
        yield making.saved(pdf, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)
        packed = zlib.compress(packed)
    pdf = looking.opened(making.picture_only())
    picture = pdf.pages[0].obj.Resources.XObject.Im
    picture.Width, picture.Height = 2**30, 2**30
    yield making.saved(pdf)
    deep: Any = Array()
    for _ in range(400):
        deep = Array([deep])
    yield making.pdf_of(1, Group=deep)


# That a bomb is refused is shown by test_intake as well, and on each change.
BOMBS = pytest.param(bombs, marks=pytest.mark.drill)


@pytest.mark.parametrize("way", [loops, odd_keys, odd_pages, BOMBS], ids=lambda way: way.__name__)
def test_a_file_that_makes_no_sense_is_valid_or_refused_with_a_sentence(way: Callable[[], Broken]) -> None:
    assert wrong_among(tried(list(way()))) == []


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


def tried(files: list[bytes]) -> list[tuple[str, str]]:
    """Return the outcome for each file, in one child with the memory and half the time of a real one."""
    packed = msgpack.packb([making.front_sheet((corpus_check.KEY,)), files])
    work, seconds = "tests.meetings.packs.intake.test_broken_files.batch", 60 + len(files)
    facts, _ = sandbox.run(work, packed, seconds=seconds, memory=take_in.DEFAULT.memory)
    return [(state, sentence) for state, sentence in facts["outcomes"]]


def wrong_among(outcomes: list[tuple[str, str]]) -> list[str]:
    """Those that are neither accepted and valid nor refused in a sentence that says what to do."""
    return [
        f"{number}: {state}: {sentence}"
        for number, (state, sentence) in enumerate(outcomes)
        if state != "accepted" and not (state == "refused" and sentence.endswith(".") and WHAT_TO_DO.search(sentence))
    ]


def test_what_is_only_clumsy_is_taken_in() -> None:
    whole = making.tagged(1)
    clumsy = [b"HTTP/1.1 200 OK\r\n\r\n" + whole, whole + b"\n<!-- from a web server -->\n", b"%PDF-1.0" + whole[8:]]
    assert [state for state, _ in tried(clumsy)] == ["accepted"] * 3


def test_through_the_real_door_a_broken_file_is_taken_in_or_refused_by_name() -> None:
    for file in random.Random(3).sample([*odd_keys(), *odd_pages()], 4):
        try:
            assert take_in.take_in(file, "report.pdf").pages
        except Refused as refusal:
            said = refusal
        else:
            continue
        assert said.text.startswith("“report.pdf” "), said.text
        assert not isinstance(said.__context__, sandbox.Crashed), said.__context__
