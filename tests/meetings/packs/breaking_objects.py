"""PDFs whose bytes are whole and whose objects make no sense: loops, wrong types, numbers nobody can have meant."""

import zlib
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, StreamDecodeLevel, String

from tests.meetings.packs import looking, making

Broken = Iterator[bytes]
ODD: tuple[Any, ...] = (
    True, False, -1, 2**62, 0.5, String("\x00\xff words"), Name.Odd, Array(), Dictionary(), Array([Array([7]), None]),
)  # fmt: skip


def _tagged() -> Pdf:
    return looking.opened(making.tagged(2))


def _tag(pdf: Pdf) -> Any:
    """Return a structure element low in the tree."""
    return next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get(Name.S) == Name.P)


def loops_of_pages() -> Broken:
    for place in ("Kids", "Parent", "page"):
        pdf = looking.opened(making.pdf_of(3))
        top = pdf.Root.Pages
        if place == "Kids":
            top.Kids.append(top)
        elif place == "Parent":
            top.Parent = top
        else:
            pdf.pages[1].obj.Parent = pdf.pages[1].obj
        yield making.saved(pdf)
    pdf = looking.opened(making.pdf_of(3))
    pdf.pages[0].obj.Kids = Array([pdf.Root.Pages])
    yield making.saved(pdf)


def loops_of_bookmarks() -> Broken:
    for key in ("/Next", "/First", "/Parent", "/Prev", "/Last"):
        pdf = _tagged()
        first = pdf.Root.Outlines.First
        first[key] = first
        yield making.saved(pdf)


def loops_of_tags() -> Broken:
    for key in ("/K", "/P", "/Pg", "/A"):
        pdf = _tagged()
        tag = _tag(pdf)
        tag[key] = tag
        yield making.saved(pdf)
    pdf = _tagged()
    tag = _tag(pdf)
    tag.K = Array([pdf.Root.StructTreeRoot, tag.P, tag])
    yield making.saved(pdf)
    for names in ({"/H1": Name.H2, "/H2": Name.H1}, {"/P": Name.P}, {"/P": 7}):
        pdf = _tagged()
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(names)
        yield making.saved(pdf)


def loops_of_names() -> Broken:
    for key in ("/Dests", "/JavaScript", "/EmbeddedFiles"):
        pdf = looking.opened(making.hostile())
        node = pdf.make_indirect(Dictionary())
        node.Kids = Array([node, node])
        pdf.Root.Names[key] = node
        yield making.saved(pdf)
    pdf = _tagged()
    tree = pdf.make_indirect(Dictionary())
    tree.Kids = Array([tree])
    pdf.Root.StructTreeRoot.ParentTree = tree
    yield making.saved(pdf)


def loops_of_drawing() -> Broken:
    pdf = looking.opened(making.with_form())
    page = pdf.pages[0].obj
    form = page.Annots[0].AP.N
    form.Resources = Dictionary(XObject=Dictionary(Me=form), Font=page.Resources.Font)
    form.write(b"/Me Do")
    page.Resources.XObject = Dictionary(Me=form)
    page.Contents = Array([page.Contents, pdf.make_stream(b" q /Me Do Q")])
    yield making.saved(pdf)
    page.Resources = pdf.make_indirect(page.Resources)
    form.Resources = page.Resources
    page.Resources.Font = page.Resources
    yield making.saved(pdf)
    pdf = looking.opened(making.with_form())
    field = pdf.pages[0].obj.Annots[0]
    field.Parent, field.Kids = field, Array([field])
    yield making.saved(pdf)


def odd_keys() -> Broken:
    """Each key of catalog, page, link, field and tag with a value of another type."""
    holders: list[tuple[bytes, Any, tuple[str, ...]]] = [
        (
            making.hostile(),
            lambda pdf: pdf.Root,
            ("Pages", "Names", "Outlines", "OpenAction", "AcroForm", "Lang", "OCProperties", "Dests"),
        ),
        (
            making.rotated(),
            lambda pdf: pdf.pages[0].obj,
            ("MediaBox", "CropBox", "Rotate", "Resources", "Contents", "Annots", "Parent", "UserUnit", "Group"),
        ),
        (
            making.hostile(),
            lambda pdf: pdf.pages[0].obj.Annots[3],
            ("Subtype", "Rect", "A", "QuadPoints", "Dest", "Border"),
        ),
        (making.with_form(), lambda pdf: pdf.pages[0].obj.Annots[0], ("AP", "Rect", "FT", "Parent", "F", "V", "AS")),
        (
            making.with_own_tags(),
            lambda pdf: pdf.Root.StructTreeRoot,
            ("K", "ParentTree", "RoleMap", "ClassMap", "IDTree"),
        ),
        (making.with_own_tags(), _tag_of_kop, ("S", "P", "K", "Pg", "C", "ID", "A", "Lang")),
        (making.with_hidden_layer(), lambda pdf: pdf.Root.OCProperties, ("OCGs", "D", "Configs")),
        (making.with_hidden_layer(), lambda pdf: pdf.Root.OCProperties.D, ("OFF", "ON", "Order", "AS", "BaseState")),
    ]
    for number, (data, holder, keys) in enumerate(holders):
        for place, key in enumerate(keys):
            for odd in (ODD[(number + place) % len(ODD)], ODD[(number + 3 * place + 5) % len(ODD)]):
                pdf = looking.opened(data)
                holder(pdf)[f"/{key}"] = odd
                yield making.saved(pdf)


def _tag_of_kop(pdf: Pdf) -> Any:
    return pdf.Root.StructTreeRoot.K[0]


def odd_content_numbers() -> Broken:
    """Yield marked content that is negative, immense or not a number."""
    for number in (-1, 2**31 - 1, 2**40):
        yield making.with_own_tags(number)
    for raw in (b"-1", b"99999999999", b"/None", b"1.5", b"null", b"[0]"):
        pdf = looking.opened(making.with_own_tags())
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/MCID 1", b"/MCID " + raw))
        yield making.saved(pdf)
    for key in (-3, 2**31 - 1, 2**40):
        pdf = looking.opened(making.with_own_tags())
        pdf.pages[0].obj.StructParents = key
        yield making.saved(pdf)


def odd_boxes() -> Broken:
    boxes: tuple[list[float], ...] = (
        [0, 0, 0, 0],
        [600, 800, 0, 0],
        [-9e9, -9e9, 9e9, 9e9],
        [0, 0, 1e-9, 1e-9],
        [1e30, 0, 2e30, 5],
        [0, 0, 9],
        [],
    )
    for box in boxes:
        for key in ("MediaBox", "CropBox"):
            odd: dict[str, Any] = {key: Array(box)}
            yield making.pdf_of(1, **odd)
    for angle in (-90, 45, 450, 2**40, 90.5):
        yield making.pdf_of(1, Rotate=angle)
    for unit in (0, -4, 75_000, 1e-20):
        yield making.pdf_of(1, UserUnit=unit)


def odd_content() -> Broken:
    scripts = (
        b"Q Q Q Q", b"q " * 5_000, b"BT (open", b"[[[[" * 500, b"<< /A " * 500, b"BI /W 9 /H 9 ID x", b"1 0 0 cm",
        b"\x00\xff\xfe", b"/Gone gs /Gone Do /Gone sh", b"EMC EMC BDC", b"/P <</MCID 0>> BDC BT ET", b"ET ET Tj TJ",
    )  # fmt: skip
    for script in scripts:
        pdf = looking.opened(making.pdf_of(1))
        pdf.pages[0].obj.Contents = pdf.make_stream(script)
        yield making.saved(pdf)
    for contents in (Array([Array(), 7, None]), Array([Dictionary()] * 5)):
        yield making.pdf_of(1, Contents=contents)


def bombs() -> Broken:
    packed = zlib.compress(b" " * 70_000_000)
    for times in (1, 2, 3):
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


def odd_fonts() -> Broken:
    for odd in ODD:
        pdf = looking.opened(making.pdf_of(1))
        pdf.pages[0].obj.Resources.Font.F1 = odd
        yield making.saved(pdf)
    for key in ("Subtype", "BaseFont", "Encoding", "DescendantFonts", "FontDescriptor", "ToUnicode", "Widths"):
        pdf = looking.opened(making.pdf_of(1))
        pdf.pages[0].obj.Resources.Font.F1[f"/{key}"] = ODD[len(key) % len(ODD)]
        yield making.saved(pdf)


OBJECTS = [
    loops_of_pages, loops_of_bookmarks, loops_of_tags, loops_of_names, loops_of_drawing, odd_keys, odd_content_numbers,
    odd_boxes, odd_content, bombs, odd_fonts,
]  # fmt: skip
