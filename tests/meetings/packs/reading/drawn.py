"""Files whose pages are drawn operator by operator, as other programs write them."""

from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Encryption, Name, Object, Pdf, Permissions, Stream, String

from meetings.packs.intake.normalise import normalise
from meetings.packs.intake.take_in import DEFAULT
from tests.meetings.packs import making
from tests.meetings.packs.making import A4, saved
from tests.meetings.packs.reading import printed
from tests.meetings.packs.reading.kind import Kind, prose

LEFT, TOP, LEADING = 60, 760, 15
FIVE_LINES = [" ".join(prose(40, 100).split()[at : at + 8]) for at in range(0, 40, 8)]
SAID = " ".join(FIVE_LINES)


def taken_in(pdf: bytes) -> bytes:
    """Return the PDF as the portal keeps it."""
    facts, made = normalise(pdf, limits=vars(DEFAULT))
    return made[: facts["written"]]


def letters(text: str) -> bytes:
    """Return a string of a PDF's page in the encoding of Windows."""
    return b"(" + text.replace("(", r"\(").replace(")", r"\)").encode("cp1252") + b")"


def at(x: float, y: float, text: str, size: float = 11, font: str = "F1") -> bytes:
    """Return the operators that draw a text from a place."""
    return b"BT /%s %g Tf %g %g Td %s Tj ET\n" % (font.encode(), size, x, y, letters(text))


def lines(texts: Iterable[str] = FIVE_LINES, x: float = LEFT, top: float = TOP, size: float = 11) -> bytes:
    """Return the operators that draw lines below each other."""
    return b"".join(at(x, top - LEADING * number, text, size) for number, text in enumerate(texts))


def fonts(pdf: Pdf) -> Dictionary:
    """Return the resources of a page with Helvetica as F1, its bold as F2 and Courier as F3."""
    plain = {
        f"/{name}": pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=base, Encoding=Name.WinAnsiEncoding)
        )
        for name, base in (("F1", Name.Helvetica), ("F2", Name("/Helvetica-Bold")), ("F3", Name.Courier))
    }
    return Dictionary(Font=Dictionary(plain))


def drawn(
    *scripts: bytes, size: tuple[float, float] = A4, change: Callable[[Pdf], None] | None = None, **keys: Any
) -> bytes:
    """Return an untagged PDF with a page for each script; `keys` are entries of each page."""
    pdf = Pdf.new()
    for script in scripts:
        pdf.add_blank_page(page_size=size)
        page = pdf.pages[-1].obj
        page.Resources, page.Contents = fonts(pdf), pdf.make_stream(script)
        for key, value in keys.items():
            page[f"/{key}"] = value
    if change:
        change(pdf)
    return saved(pdf)


def form(pdf: Pdf, script: bytes, box: Iterable[float] = (0, 0, *A4)) -> Stream:
    """Return a drawing with objects of its own."""
    return pdf.make_stream(script, Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(box)), Resources=fonts(pdf))


def turned_upright(angle: int) -> bytes:
    """Return a page whose words are drawn sideways and which is turned so that they stand upright."""
    matrix = {90: b"0 1 -1 0 595 0", 180: b"-1 0 0 -1 595 842", 270: b"0 -1 1 0 0 842"}[angle]
    return drawn(b"q %s cm " % matrix + lines(x=60, top=500) + b"Q", Rotate=angle)


def nested(pdf: Pdf) -> None:
    """Put the words of the first page into a drawing within a drawing."""
    inner = form(pdf, pdf.pages[0].obj.Contents.read_bytes())
    outer = form(pdf, b"q 1 0 0 1 10 -10 cm /In Do Q")
    outer.Resources.XObject = Dictionary(In=inner)
    pdf.pages[0].obj.Resources.XObject = Dictionary(Out=outer)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Out Do")


def two_on_a_sheet() -> bytes:
    """Return a landscape sheet with two pages beside each other, made smaller."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Resources.XObject = Dictionary(
            A=form(pdf, lines(FIVE_LINES[:3])), B=form(pdf, lines(FIVE_LINES[3:]))
        )

    return drawn(b"q .7 0 0 .7 0 0 cm /A Do Q q .7 0 0 .7 421 0 cm /B Do Q", size=(A4[1], A4[0]), change=change)


def in_pieces(pdf: Pdf) -> None:
    """Part the content of the first page into streams, in the middle of a text."""
    content = pdf.pages[0].obj.Contents.read_bytes()
    half = content.index(b"Tj") + 3
    pdf.pages[0].obj.Contents = Array([pdf.make_stream(content[:half]), pdf.make_stream(content[half:])])


def inherited(pdf: Pdf) -> None:
    """Move the size and the fonts of the pages to their parent."""
    for page in pdf.pages:
        pdf.Root.Pages.Resources, pdf.Root.Pages.MediaBox = page.obj.Resources, page.obj.MediaBox
        del page.obj.Resources, page.obj.MediaBox


def layered(*, shown: bool) -> bytes:
    """Return a page with a line on a layer that is shown or not."""

    def change(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
        pdf.pages[0].obj.Resources.Properties = Dictionary(L1=layer)
        state = Dictionary({"/Order": Array([layer]), "/ON" if shown else "/OFF": Array([layer])})
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=state)

    return taken_in(drawn(lines() + b"/OC /L1 BDC " + at(60, 600, "Layered words here.") + b"EMC", change=change))


TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def
/CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <01> <0057> <02> <0061>
<03> <0072006400730020> endbfchar
endcmap end end"""


def of_pictures(*, named: bool) -> bytes:
    """Return a page in a font of drawings (Type 3), whose letters are given by a table or only by their names."""

    def change(pdf: Pdf) -> None:
        square = pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
        names = [Name("/W"), Name("/a"), Name("/r"), Name("/d"), Name("/s")]
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 600, 700]), FirstChar=1, LastChar=5,
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), Widths=Array([600] * 5), Resources=Dictionary(),
            CharProcs=Dictionary({str(name): square for name in names}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
        )  # fmt: skip
        if not named:
            font.ToUnicode = pdf.make_stream(TO_UNICODE)
        pdf.pages[0].obj.Resources.Font.T3 = pdf.make_indirect(font)

    codes = b"<01020304 05>" if named else b"<010203>"
    return drawn(lines() + b"BT /T3 12 Tf 60 600 Td %s Tj ET" % codes, change=change)


def without_table(pdf: bytes) -> bytes:
    """Return the PDF with fonts that do not say which letters their glyphs are."""
    with Pdf.open(BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, Dictionary) and Name.ToUnicode in item:
                del item.ToUnicode
        return saved(document)


def with_own_encoding() -> bytes:
    """Return a page whose codes are other letters than usual, by names of glyphs."""

    def change(pdf: Pdf) -> None:
        font = pdf.pages[0].obj.Resources.Font.F1
        names = [Name("/eacute"), Name("/fi"), Name("/Euro"), Name("/quoteright")]
        font.Encoding = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([1, *names]))

    return drawn(lines() + b"BT /F1 12 Tf 60 600 Td (Caf\x01 of the \x02rst \x03 20, it\x04s.) Tj ET", change=change)


def with_notes() -> bytes:
    """Return a page with a text typed onto it, a stamp, and a comment, as the portal keeps it."""

    def change(pdf: Pdf) -> None:
        def note(kind: str, words: str, place: list[int], **more: Any) -> Object:
            looks = form(pdf, at(2, 5, words), [0, 0, 300, 20])
            return pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(place), F=4, AP=Dictionary(N=looks), **more
                )
            )

        typed = note(
            "FreeText",
            "Typed onto the page.",
            [60, 600, 360, 620],
            DA=String("/F1 11 Tf"),
            Contents=String("Typed onto the page."),
        )
        stamp = note("Stamp", "APPROVED", [60, 560, 360, 580])
        comment = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Text, Rect=Array([400, 600, 420, 620]), Contents=String("A comment.")
            )
        )
        pdf.pages[0].obj.Annots = Array([typed, stamp, comment])

    return taken_in(drawn(lines(), change=change))


def with_fields() -> bytes:
    """Return a form filled in, with a text, a choice and a ticked box, as the portal keeps it."""

    def change(pdf: Pdf) -> None:
        def field(kind: Name, name: str, value: Object, place: list[int], looks: Any, **more: Any) -> Object:
            return pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    FT=kind,
                    T=String(name),
                    V=value,
                    Rect=Array(place),
                    F=4,
                    AP=Dictionary(N=looks),
                    **more,
                )
            )

        text = field(
            Name.Tx,
            "name",
            String("Ann Example"),
            [160, 600, 360, 620],
            form(pdf, at(2, 5, "Ann Example"), [0, 0, 200, 20]),
        )
        choice = field(
            Name.Ch,
            "ward",
            String("Ambridge"),
            [160, 570, 360, 590],
            form(pdf, at(2, 5, "Ambridge"), [0, 0, 200, 20]),
            Opt=Array([String("Ambridge"), String("Felpersham")]),
        )
        box = field(
            Name.Btn,
            "agree",
            Name.Yes,
            [160, 540, 180, 560],
            Dictionary(Yes=form(pdf, at(2, 5, "X"), [0, 0, 20, 20])),
            AS=Name.Yes,
        )
        fields = Array([text, choice, box])
        pdf.pages[0].obj.Annots, pdf.Root.AcroForm = fields, Dictionary(Fields=fields)

    labels = at(60, 605, "Name") + at(60, 575, "Ward") + at(60, 545, "I agree")
    return taken_in(drawn(lines() + labels, change=change))


def locked() -> bytes:
    """Return a file that its owner has locked against changes, as the portal keeps it."""
    with Pdf.open(BytesIO(drawn(lines()))) as pdf:
        barred = Permissions(extract=False, modify_annotation=False, modify_other=False, print_highres=False)
        return taken_in(saved(pdf, encryption=Encryption(owner="secret", user="", R=6, allow=barred)))


def rewritten(pdf: bytes, **options: Any) -> bytes:
    """Return the PDF as pikepdf saves it with these options."""
    with Pdf.open(BytesIO(pdf)) as document:
        return saved(document, **options)


def many_sizes() -> bytes:
    """Return pages of several sizes, one of them turned."""
    with Pdf.open(BytesIO(drawn(lines(FIVE_LINES[:2])))) as pdf:
        for data in (
            drawn(lines(FIVE_LINES[2:3], top=380), size=(842, 420)),
            drawn(lines(FIVE_LINES[3:4], x=5, top=280), size=(600, 300), Rotate=90),
            drawn(lines(FIVE_LINES[4:], top=1500), size=(1191, 1684)),
        ):
            pdf.pages.extend(Pdf.open(BytesIO(data)).pages)
        return saved(pdf)


def recognised(pdf: bytes) -> bytes:
    """Return the PDF with words that are not drawn, as programs write them that recognise words in a scan."""
    with Pdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            page.contents_add(document.make_stream(b"3 Tr "), prepend=True)
        return saved(document)


def one_by_one(text: str, x: float, y: float) -> bytes:
    """Return the operators that place each letter of a text by itself, without blanks."""
    return b"".join(at(x + 6.6 * place, y, letter, font="F3") for place, letter in enumerate(text) if letter != " ")


LEFT_COLUMN = [" ".join(prose(40, 101).split()[at : at + 4]) for at in range(0, 40, 4)]
RIGHT_COLUMN = [" ".join(prose(40, 102).split()[at : at + 4]) for at in range(0, 40, 4)]
BY_ROWS = b"".join(
    at(60, TOP - LEADING * row, left) + at(330, TOP - LEADING * row, right)
    for row, (left, right) in enumerate(zip(LEFT_COLUMN, RIGHT_COLUMN, strict=True))
)
CELLS = [(f"Ward {row}", f"{row * 41}", f"{row * 7}%") for row in range(1, 9)]
TABLE = b"".join(at(60 + 150 * x, TOP - 20 * y, text) for y, row in enumerate(CELLS) for x, text in enumerate(row))
FLIPPED = b"1 0 0 -1 0 842 cm " + b"".join(
    b"BT /F1 11 Tf 1 0 0 -1 60 %d Tm %s Tj ET " % (80 + LEADING * number, letters(text))
    for number, text in enumerate(FIVE_LINES)
)
KERNED = b"".join(
    b"BT /F1 11 Tf 60 %d Td [%s] TJ ET\n" % (TOP - LEADING * number, b" -300 ".join(map(letters, text.split())))
    for number, text in enumerate(FIVE_LINES)
)
TWICE = b"".join(at(60 + shift, TOP - LEADING * n, text) for n, text in enumerate(FIVE_LINES) for shift in (0, 0.3))
WATERMARK = b"q .8 g BT /F2 90 Tf .7 .7 -.7 .7 120 250 Tm (DRAFT) Tj ET Q " + lines()
HYPHENATED = [
    "The panel asked for a reexamination of safe-",
    "guarding, and safeguarding of re-",
    "examination itself.",
]


def _lines(pdf: Callable[[], bytes], words: str = SAID, sources: str = "lines", **more: Any) -> Kind:
    return Kind(pdf, words, sources, **more)


DRAWN = {
    **{f"turned by {angle}": _lines(partial(drawn, lines(), Rotate=angle)) for angle in (90, 180, 270)},
    **{
        f"drawn sideways, turned upright by {angle}": _lines(partial(turned_upright, angle)) for angle in (90, 180, 270)
    },
    "cropped": _lines(partial(drawn, lines() + at(60, 100, "Outside the box."), CropBox=Array([0, 300, 595, 842]))),
    "of another unit": _lines(partial(drawn, lines(), UserUnit=2)),
    "blanks by kerning alone": _lines(partial(drawn, KERNED)),
    "letter by letter": _lines(
        partial(drawn, one_by_one("Annual report of the panel", 60, 700)), "Annual report of the panel"
    ),
    "words spaced out": _lines(partial(drawn, b"1.5 Tc " + lines(x=20, size=8))),
    "narrow letters": _lines(partial(drawn, b"55 Tz " + lines())),
    "wide blanks": _lines(partial(drawn, b"9 Tw " + lines())),
    "from the bottom up": _lines(
        partial(drawn, b"".join(at(60, TOP - LEADING * n, FIVE_LINES[n]) for n in range(4, -1, -1)))
    ),
    "columns drawn row by row": _lines(
        partial(drawn, BY_ROWS), " ".join([*LEFT_COLUMN, *RIGHT_COLUMN]), lost=0.5, why="a table looks the same"
    ),
    "a table of loose words": _lines(partial(drawn, TABLE), " ".join(" ".join(row) for row in CELLS)),
    "bold by drawing twice": _lines(partial(drawn, TWICE)),
    "upside down coordinates": _lines(partial(drawn, FLIPPED)),
    "a drawing within a drawing": _lines(partial(drawn, lines(), change=nested)),
    "two pages on a sheet": _lines(two_on_a_sheet),
    "content in pieces": _lines(partial(drawn, lines(), change=in_pieces)),
    "inherited fonts": _lines(partial(drawn, lines(FIVE_LINES[:2]), lines(FIVE_LINES[2:]), change=inherited)),
    "a layer that is shown": _lines(partial(layered, shown=True), f"{SAID} Layered words here."),
    "a layer that is hidden": _lines(partial(layered, shown=False)),
    "a font of pictures with a table": _lines(partial(of_pictures, named=False), f"{SAID} Wards"),
    "a font of pictures with names": _lines(partial(of_pictures, named=True), SAID),
    "an encoding of its own": _lines(with_own_encoding, f"{SAID} Café of the first € 20, it’s."),
    "fonts without letters": _lines(
        lambda: without_table(printed.by_weasyprint(printed.page(printed.PLAIN))), "", "picture"
    ),
    "words typed onto the page": _lines(with_notes, f"{SAID} Typed onto the page. APPROVED"),
    "a form filled in": _lines(with_fields, f"{SAID} Name Ann Example Ward Ambridge I agree X"),
    "a field with a script": _lines(lambda: taken_in(making.with_form()), "Form words 1 Filled in"),
    "locked by its owner": _lines(locked),
    "for the web": _lines(lambda: rewritten(drawn(lines()), linearize=True)),
    "pages of many sizes": _lines(many_sizes),
    "a watermark across": _lines(partial(drawn, WATERMARK), f"DRAFT {SAID}"),
    "hyphens in plain lines": _lines(
        partial(drawn, lines(HYPHENATED)),
        "The panel asked for a reexamination of safeguarding, and safeguarding of reexamination itself.",
    ),
    "raised figures": _lines(
        partial(drawn, b"BT /F1 11 Tf 60 700 Td (On the 1) Tj 5 Ts /F1 6 Tf (st) Tj 0 Ts /F1 11 Tf ( of May.) Tj ET"),
        "On the 1st of May.",
    ),
    "slides": _lines(partial(making.landscape_deck, 3), "Slide 1 Slide 2 Slide 3"),
    "an open matrix": _lines(making.unbalanced, "Unbalanced words 1"),
    "pictures among words": _lines(making.deck_with_pictures, "Words 1 Words 2", "lines picture"),
    "pictures alone": _lines(making.picture_only, "", "picture"),
    "a scan with recognised words": _lines(lambda: recognised(drawn(lines())), SAID, "scan"),
    "a turned scan with recognised words": _lines(lambda: recognised(drawn(lines(), Rotate=270)), SAID, "scan"),
    "tags with names of its own": Kind(lambda: taken_in(making.with_own_tags()), "Heading words Body words", "lines"),
    "tags that are named": Kind(lambda: making.with_named_tags(["a", "a", ""]), printed.words_of(making.html_of(1))),
}
