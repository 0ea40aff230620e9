"""PDFs for tests, made when they are needed: whole ones, odd ones and hostile ones."""

import io
import zipfile
from functools import cache
from typing import Any

from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Operator, Pdf, String, unparse_content_stream

A4 = (595.276, 841.89)
SLIDE = (960.0, 540.0)


def pdf_of(
    pages: int, text: str = "Words of the paper", *, size: tuple[float, float] = A4, **page_keys: object
) -> bytes:
    """Return an untagged PDF of so many pages, each with the text and its own number; quick, made by hand."""
    return saved(_plain(pages, text, size, page_keys))


def _plain(pages: int, text: str, size: tuple[float, float], page_keys: dict[str, object]) -> Pdf:
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for number in range(1, pages + 1):
        pdf.add_blank_page(page_size=size)
        page = pdf.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        words = f"{text} {number}".encode("cp1252", "replace")
        script: list[Any] = [
            ([], Operator("BT")),
            ([Name.F1, 14], Operator("Tf")),
            ([60, size[1] - 80], Operator("Td")),
            ([String(words)], Operator("Tj")),
            ([], Operator("ET")),
        ]
        page.Contents = pdf.make_stream(unparse_content_stream(script))
        for key, value in page_keys.items():
            page[f"/{key}"] = value
    return pdf


def saved(pdf: Pdf, **options: object) -> bytes:
    """Return the bytes of a document, the same each time."""
    out = io.BytesIO()
    if "encryption" in options:
        pdf.save(out, **options)  # type: ignore[arg-type]
    else:
        pdf.save(out, static_id=True, **options)  # type: ignore[arg-type]
    return out.getvalue()


def plain(pdf: bytes) -> bytes:
    """Return the document written out in full, so that a changed byte hits its structure and not only a stream."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        return saved(document, object_stream_mode=ObjectStreamMode.disable, compress_streams=False)


def landscape_deck(slides: int = 12, text: str = "Slide") -> bytes:
    """Return a deck of wide pages with a dark foot, as slide programs write them."""
    pdf = _plain(slides, text, SLIDE, {})
    for page in pdf.pages:
        page.contents_add(pdf.make_stream(b"0.1 0.2 0.4 rg 0 0 960 60 re f 0 g "), prepend=True)
    return saved(pdf)


def rotated(angle: int = 90, pages: int = 2) -> bytes:
    """Return pages that are shown turned, within a crop box whose corners are given the wrong way round."""
    return pdf_of(pages, "Turned words", Rotate=angle, CropBox=Array([575.276, 821.89, 20, 20]))


def with_pattern(angle: int = 90) -> bytes:
    """Return a turned page filled with a tiled pattern, which is laid in the page's own space."""
    pdf = _plain(1, "Pattern words", A4, {"Rotate": angle})
    page = pdf.pages[0].obj
    tile = pdf.make_stream(
        b"0.9 0.2 0.2 rg 0 0 20 40 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1
    )
    tile.BBox, tile.XStep, tile.YStep, tile.Resources = Array([0, 0, 50, 70]), 50, 70, Dictionary()
    tile.Matrix = Array([1, 0, 0, 1, 7, 3])
    page.Resources.Pattern = Dictionary(P1=tile)
    pdf.pages[0].contents_add(pdf.make_stream(b"q /Pattern cs /P1 scn 0 0 500 700 re f Q "), prepend=True)
    return saved(pdf)


def with_hidden_layer() -> bytes:
    """Return a page with a dark square on a layer that is switched off."""
    pdf = _plain(2, "Layered words", A4, {})
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Font=page.Resources.Font, Properties=Dictionary(L1=layer))
    pdf.pages[0].contents_add(pdf.make_stream(b" /OC /L1 BDC 0 g 100 300 300 300 re f EMC"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    return saved(pdf)


def with_named_tags(names: list[object]) -> bytes:
    """Return a PDF/UA-1 whose first tags have these names (/ID)."""
    with Pdf.open(io.BytesIO(tagged(1))) as pdf:
        top: Any = pdf.Root.StructTreeRoot.K
        document = top[0] if isinstance(top, Array) else top
        for element, name in zip(document.K, names, strict=False):
            element.ID = name
        return saved(pdf)


def with_own_tags(second_mcid: int = 1) -> bytes:
    """Return a page tagged with names of its own, a class of attributes, and a ParentTree that is wrong."""
    pdf = _plain(1, "", A4, {})
    page, root = pdf.pages[0].obj, Dictionary(Type=Name.StructTreeRoot)
    page.Contents = pdf.make_stream(
        b"/Kop <</MCID 0>> BDC BT /F1 14 Tf 60 700 Td (Heading words) Tj ET EMC "
        b"/Alinea <</MCID 1>> BDC BT /F1 14 Tf 60 660 Td (Body words) Tj ET EMC"
    )
    page.StructParents = 7
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)
    tree = pdf.Root.StructTreeRoot
    kop = pdf.make_indirect(Dictionary(S=Name.Kop, P=tree, Pg=page, K=0, C=Name.Big, ID=String("h1")))
    body = pdf.make_indirect(Dictionary(S=Name.Alinea, P=tree, Pg=page, K=Array([second_mcid, 400_000_000])))
    tree.K = Array([kop, body])
    tree.RoleMap = Dictionary(Kop=Name.Heading, Heading=Name.H1, Alinea=Name.Nonsense)
    tree.ClassMap = Dictionary(Big=Dictionary(O=Name.Layout, TextAlign=Name.Center))
    tree.ParentTree = Dictionary(Nums=Array([3, Array([body, kop])]))
    pdf.Root.MarkInfo, pdf.Root.Lang = Dictionary(Marked=True), String("cy")
    return saved(pdf)


def unbalanced(pages: int = 1) -> bytes:
    """Return pages that shrink and move what is drawn after them: a matrix and an open ``q``."""
    pdf = _plain(pages, "Unbalanced words", A4, {})
    for page in pdf.pages:
        page.contents_add(pdf.make_stream(b"0.2 0 0 0.2 300 300 cm q "), prepend=True)
    return saved(pdf)


def with_password(user: str = "secret", owner: str = "owner") -> bytes:
    """Return an encrypted PDF; with ``user=""`` anyone may open it but not, in theory, change it."""
    return saved(_plain(2, "Locked words", A4, {}), encryption=Encryption(user=user, owner=owner))


def hostile() -> bytes:
    """Return a PDF with scripts, launches, attached files, media, comments, unsafe links and an author's traces."""
    pdf = _plain(2, "Hostile words", A4, {})
    page, root = pdf.pages[0].obj, pdf.Root
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('POISON-SCRIPT')"))
    inner = pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("poison.exe"), EF=Dictionary(F=pdf.make_stream(b"POISON-FILE")))
    )
    root.OpenAction, root.AA = script, Dictionary(WC=script)
    root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("b"), inner])),
        Dests=Dictionary(Names=Array([String("there"), Array([pdf.pages[1].obj, Name.Fit])])),
    )
    root.Metadata = pdf.make_stream(b"<x>POISON-XMP C:\\Users\\someone</x>")
    pdf.docinfo[Name.Author] = "POISON-AUTHOR"
    pdf.docinfo[Name.Title] = "Microsoft Word - POISON.docx"
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(X=String("POISON-PIECE"))

    def annot(kind: str, **keys: Any) -> Dictionary:
        return pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([10, 10, 100, 30]), **keys)
        )

    def link(**action: Any) -> Dictionary:
        return annot("Link", A=Dictionary(**action))

    page.Annots = Array(
        [
            link(S=Name.Launch, F=String("POISON-LAUNCH.exe")),
            link(S=Name.URI, URI=String("javascript:POISON")),
            link(S=Name.URI, URI=String("file:///POISON")),
            link(S=Name.URI, URI=String("https://www.example.org/kept"), Next=script),
            link(S=Name.GoToR, F=String("POISON-REMOTE.pdf"), D=Array([0, Name.Fit])),
            link(S=Name.GoTo, D=String("there")),
            link(S=Name.SubmitForm, F=String("https://POISON.example.org/")),
            annot("FileAttachment", FS=inner),
            annot("RichMedia", RichMediaContent=Dictionary(X=String("POISON-MEDIA"))),
            annot("Text", Contents=String("POISON-COMMENT: do not publish")),
            annot("Link", AA=Dictionary(U=script), Dest=Array([pdf.pages[1].obj, Name.Fit])),
        ]
    )
    return saved(pdf)


def with_form() -> bytes:
    """Return a PDF with one filled-in field, drawn, and a script on it."""
    pdf = _plain(1, "Form words", A4, {})
    drawn = pdf.make_stream(
        b"BT /F1 12 Tf 2 5 Td (Filled in) Tj ET",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 20]),
        Resources=pdf.pages[0].obj.Resources,
    )
    field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("answer")))
    field.V, field.Rect, field.F = String("Filled in"), Array([60, 600, 260, 620]), 4
    field.AP, field.AA = Dictionary(N=drawn), Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("POISON")))
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("<xfa/>"))
    return saved(pdf)


def dynamic_xfa() -> bytes:
    """Return a form that only Adobe's programs can show."""
    pdf = _plain(1, "Please wait...", A4, {})
    pdf.Root.AcroForm, pdf.Root.NeedsRendering = Dictionary(Fields=Array(), XFA=String("<xfa/>")), True
    return saved(pdf)


def portfolio() -> bytes:
    """Return a folder of files in one PDF."""
    pdf = _plain(1, "Cover", A4, {})
    pdf.Root.Collection = Dictionary(Type=Name.Collection)
    return saved(pdf)


def with_unapplied_redaction() -> bytes:
    """Return a page with a redaction mark over words that are still there."""
    pdf = _plain(1, "Words that should be gone", A4, {})
    mark = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array([50, 750, 300, 790]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark)])
    return saved(pdf)


def picture_only(pages: int = 1) -> bytes:
    """Return a scan: pages with a picture and no words."""
    pdf = Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=A4)
        image = pdf.make_stream(
            bytes([200]) * 100,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=10,
            Height=10,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        page = pdf.pages[-1].obj
        page.Resources = Dictionary(XObject=Dictionary(Im=image))
        page.Contents = pdf.make_stream(b"q 500 0 0 700 40 60 cm /Im Do Q")
    return saved(pdf)


def deck_with_pictures(worded: int = 2, pictures: int = 2) -> bytes:
    """Return so many pages of words, and after them so many that are pictures only."""
    deck, scan = Pdf.open(io.BytesIO(pdf_of(worded, "Words"))), Pdf.open(io.BytesIO(picture_only(pictures)))
    deck.pages.extend(scan.pages)
    return saved(deck)


def truncated() -> bytes:
    """Return the first two thirds of a PDF."""
    whole = pdf_of(8, "Cut short")
    return whole[: len(whole) * 2 // 3]


def bomb() -> bytes:
    """Return a small file whose one page unpacks to more memory than a child is given."""
    pdf = _plain(1, "Small", A4, {})
    huge = pdf.make_stream(b" " * 200_000_000)
    pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents, huge])
    return saved(pdf, compress_streams=True)


def endless_text(glyphs: int, letters: int) -> bytes:
    """Return a small file whose one page draws so many glyphs, each of which stands for so many letters."""
    pdf = _plain(1, "Small", A4, {})
    page = pdf.pages[0].obj
    said = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <%s> endbfchar" % (b"0061" * letters)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=pdf.make_stream(said))
    page.Resources = Dictionary(Font=Dictionary(F=font))
    page.Contents = pdf.make_stream(b"BT /F 1 Tf 10 800 Td (%s) Tj ET" % (b"A" * glyphs))
    return saved(pdf, compress_streams=True)


def docx() -> bytes:
    """Return what a Word document looks like from outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def html_of(pages: int, title: str = "Report") -> str:
    """Return the HTML of a report of so many pages with headings, a list, a table and links."""
    table = (
        "<table><caption>Figures</caption><thead><tr><th scope='col'>Year</th><th scope='col'>Count</th></tr></thead>"
        "<tbody><tr><th scope='row'>2020</th><td>41</td></tr>"
        "<tr><th scope='row'>2021</th><td>57</td></tr></tbody></table>"
    )
    sections = "".join(
        f"<section{' class=new-page' if number > 1 else ''}><h2 id='s{number}'>Section {number}</h2>"
        f"<p>Paragraph of section {number} in plain words, with ŵ and ŷ.</p>"
        f"<ul><li>First point</li><li>Second point</li></ul>{table}"
        "<p>See <a href='#s1'>the first section</a> or "
        "<a href='https://www.example.org/'>the web page</a>.</p></section>"
        for number in range(1, pages + 1)
    )
    return f"<html lang='en-GB'><head><title>{title}</title></head><body><h1>{title}</h1>{sections}</body></html>"


@cache
def tagged(pages: int, title: str = "Report") -> bytes:
    """Return a tagged PDF/UA-1 of so many pages, as our own templates print it."""
    from committee.printing import render_pdf

    return render_pdf(html_of(pages, title), title=title)


@cache
def front_sheet(keys: tuple[str, ...], pages: int = 1) -> bytes:
    """Return a front sheet that links to each key."""
    from committee.printing import render_pdf

    items = "".join(f"<li><a href='pack:{key}'>Item {key}</a></li>" for key in keys)
    more = "".join(f"<h2 class='new-page'>Notes {number}</h2><p>More.</p>" for number in range(1, pages))
    body = f"<h1>Safeguarding committee</h1><h2>A G E N D A</h2><ol>{items}</ol>{more}"
    html = f"<html lang='en-GB'><body>{body}</body></html>"
    return render_pdf(html, title="Agenda")
