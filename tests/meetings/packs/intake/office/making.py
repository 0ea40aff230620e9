"""Office files made by code: good ones, and ones that hold what must not be printed or what must not be read."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from xml.sax.saxutils import escape

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TIES = "http://schemas.openxmlformats.org/package/2006/relationships"
# Each stands in one place that no reader of the PDF may come upon.
POISON = {
    "deleted": "Zebrafish", "comment": "Yellowtail", "hidden": "Xylophone", "styled": "Wolfsbane",
    "author": "Vermilion", "company": "Umbrellabird", "custom": "Tourmaline", "moved": "Salamander",
}  # fmt: skip


def word(*paragraphs: str, table: bool = True) -> bytes:
    """Return a Word document with a heading, paragraphs, a list and a table with a heading row, as Word marks it."""
    made = docx.Document()
    made.add_heading("Annual report on fostering", 1)
    for text in paragraphs or ("Members are asked to note the report.",):
        made.add_paragraph(text)
    made.add_paragraph("First recommendation", style="List Bullet")
    if table:
        rows = made.add_table(rows=2, cols=2)
        for row, words in enumerate([("Year", "Carers"), ("2025", "One hundred and four")]):
            for column, text in enumerate(words):
                rows.cell(row, column).text = text
        properties = rows.rows[0]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(f"{{{W}}}tblHeader"))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return the ZIP file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP file of these parts, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_body(data: bytes, xml: str) -> bytes:
    """Return a Word document with XML added at the end of its body."""

    def add(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"]
        at = body.rindex(b"<w:sectPr")
        parts["word/document.xml"] = body[:at] + xml.encode() + body[at:]

    return changed(data, add)


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


@cache
def poisoned_word() -> bytes:
    """
    Return a Word document with tracked changes, a comment, hidden text and properties, each with a word of its own.
    """
    by = f'w:id="9" w:author="{POISON["author"]}" w:date="2026-11-01T10:00:00Z"'
    styled = run(f"{POISON['styled']} is hidden by its style", '<w:rStyle w:val="Secret"/>')
    tracked = f"<w:del {by}>{{}}</w:del><w:ins {by}>{run('Inserted words stay.')}</w:ins>"
    deleted = f"<w:r><w:delText>{POISON['deleted']} is struck out</w:delText></w:r>"
    body = (
        f"<w:p>{run('Agreed words stay. ')}{tracked.format(deleted)}</w:p>"
        f"<w:p><w:moveFrom {by}>{run(POISON['moved'])}</w:moveFrom>{run('Beside what moved.')}</w:p>"
        f'<w:p><w:commentRangeStart w:id="1"/>{run("Commented words stay.")}<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
        f"<w:p>{run(POISON['hidden'] + ' is hidden', '<w:vanish/>')}{run(' Shown words stay.')}</w:p>"
        f"<w:p>{styled}</w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>AUTHOR</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Saved result stays.")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    def add(parts: dict[str, bytes]) -> None:
        parts["word/comments.xml"] = (
            f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="{POISON["author"]}" w:initials="V">'
            f"<w:p>{run(POISON['comment'] + ' is a comment')}</w:p></w:comment></w:comments>"
        ).encode()
        style = '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
        style += "<w:rPr><w:vanish/></w:rPr></w:style>"
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", style.encode() + b"</w:styles>")
        parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"python-docx", POISON["author"].encode())
        parts["docProps/app.xml"] = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            f"<Company>{POISON['company']}</Company></Properties>"
        ).encode()
        parts["docProps/custom.xml"] = f"<Properties><p>{POISON['custom']}</p></Properties>".encode()
        tie = f'<Relationship Id="rIdC" Type="{R}/comments" Target="comments.xml"/>'
        ties = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = ties.replace(b"</Relationships>", tie.encode() + b"</Relationships>")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        says = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", says.encode())

    return changed(with_body(word(), body), add)


def presentation(*slides: str, hidden: str = "", notes: str = "") -> bytes:
    """Return a PowerPoint presentation of these slides, then a hidden one, with notes on the first."""
    shown = [(text, "") for text in slides] + ([(hidden, ' show="0"')] if hidden else [])
    parts = {"[Content_Types].xml": b"", "_rels/.rels": _ties(("officeDocument", "ppt/presentation.xml"))}
    main, types = "application/vnd.openxmlformats-officedocument.presentationml", ""
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="rId{n + 1}"/>' for n in range(1, len(shown) + 1))
    masters = '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
    size = '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
    parts["ppt/presentation.xml"] = _slide_xml("presentation", f"{masters}<p:sldIdLst>{ids}</p:sldIdLst>{size}")
    ties = [("slideMaster", "slideMasters/slideMaster1.xml")]
    ties += [("slide", f"slides/slide{n}.xml") for n in range(1, len(shown) + 1)]
    parts["ppt/_rels/presentation.xml.rels"] = _ties(*ties)
    tree = "<p:cSld><p:spTree>{}</p:spTree></p:cSld>"
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    colours = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    colours += 'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
    layouts = '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
    parts["ppt/slideMasters/slideMaster1.xml"] = _slide_xml(
        "sldMaster", f"{tree.format(group)}<p:clrMap {colours}/>{layouts}"
    )
    parts["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = _ties(("slideLayout", "../slideLayouts/slideLayout1.xml"))
    parts["ppt/slideLayouts/slideLayout1.xml"] = _slide_xml("sldLayout", tree.format(group))
    parts["ppt/slideLayouts/_rels/slideLayout1.xml.rels"] = _ties(("slideMaster", "../slideMasters/slideMaster1.xml"))
    for number, (text, shows) in enumerate(shown, 1):
        shape = (
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
            '<p:spPr><a:xfrm><a:off x="900000" y="900000"/><a:ext cx="7000000" cy="1500000"/></a:xfrm>'
            '<a:prstGeom prst="rect"/></p:spPr><p:txBody><a:bodyPr/>'
            f'<a:p><a:r><a:rPr lang="en-GB"/><a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>'
        )
        parts[f"ppt/slides/slide{number}.xml"] = _slide_xml("sld", tree.format(group + shape), shows)
        about = [("slideLayout", "../slideLayouts/slideLayout1.xml")]
        if notes and number == 1:
            about.append(("notesSlide", "../notesSlides/notesSlide1.xml"))
            words = f"<p:sp><p:txBody><a:p><a:r><a:t>{escape(notes)}</a:t></a:r></a:p></p:txBody></p:sp>"
            parts["ppt/notesSlides/notesSlide1.xml"] = _slide_xml("notes", tree.format(group + words))
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = _ties(*about)
        types += f'<Override PartName="/ppt/slides/slide{number}.xml" ContentType="{main}.slide+xml"/>'
    for part, kind in [
        ("presentation", "presentation.main"), ("slideMasters/slideMaster1", "slideMaster"),
        ("slideLayouts/slideLayout1", "slideLayout"),
    ]:  # fmt: skip
        types += f'<Override PartName="/ppt/{part}.xml" ContentType="{main}.{kind}+xml"/>'
    return zipped({**parts, "[Content_Types].xml": _types(types)})


def _slide_xml(name: str, inside: str, attributes: str = "") -> bytes:
    spaces = (
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{R}" '
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><p:{name} {spaces}{attributes}>{inside}</p:{name}>'.encode()


def _ties(*ties: tuple[str, str]) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(ties, 1)
    )
    return f'<Relationships xmlns="{TIES}">{rows}</Relationships>'.encode()


def _types(overrides: str) -> bytes:
    usual = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    usual += '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{TYPES}">{usual}{overrides}</Types>'.encode()


def workbook(rows: list[list[str]], *, hidden_row: str = "", hidden_sheet: str = "", formula: str = "") -> bytes:
    """Return an Excel workbook of one sheet, optionally with a hidden row, a hidden sheet and a formula."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    def sheet(lines: list[list[str]], hidden: str = "", code: str = "") -> bytes:
        cells = "".join(f"<row>{''.join(map(_cell, line))}</row>" for line in lines)
        cells += f'<row hidden="1">{_cell(hidden)}</row>' if hidden else ""
        cells += f'<row><c t="str"><f>{escape(code)}</f><v>Saved result</v></c></row>' if code else ""
        return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()

    sheets = '<sheet name="Budget" sheetId="1" r:id="rId1"/>'
    ties, types = [("worksheet", "worksheets/sheet1.xml")], ""
    parts = {"xl/worksheets/sheet1.xml": sheet(rows, hidden_row, formula)}
    if hidden_sheet:
        sheets += '<sheet name="Working" sheetId="2" state="hidden" r:id="rId2"/>'
        ties.append(("worksheet", "worksheets/sheet2.xml"))
        parts["xl/worksheets/sheet2.xml"] = sheet([[hidden_sheet]])
    for name in parts:
        types += f'<Override PartName="/{name}" ContentType="{main}.worksheet+xml"/>'
    types += f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
    parts |= {
        "[Content_Types].xml": _types(types),
        "_rels/.rels": _ties(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{R}"><sheets>{sheets}</sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": _ties(*ties),
    }
    return zipped(parts)


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def odt(*paragraphs: str, more: str = "", styles: str = "") -> bytes:
    """Return a LibreOffice text, optionally with XML at its end and automatic styles."""
    spaces = " ".join(
        f'xmlns:{name}="{address}"'
        for name, address in {
            **{
                name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
                for name in ("office", "text", "table", "draw", "style")
            },
            "xlink": "http://www.w3.org/1999/xlink",
            "dc": "http://purl.org/dc/elements/1.1/",
        }.items()
    )
    body = '<text:h text:outline-level="1">Annual report</text:h>'
    body += "".join(f"<text:p>{escape(text)}</text:p>" for text in paragraphs) + more
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    entries = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    entries += '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
    manifest = f'<m:manifest xmlns:m="{space}" m:version="1.3">{entries}</m:manifest>'
    return zipped(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def scan() -> bytes:
    """Return a one-page PDF with nothing but a picture of words."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(page).text((120, 200), "FOSTERING REPORT", fill="black", font_size=72)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    return out.getvalue()
