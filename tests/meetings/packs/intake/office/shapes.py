"""Word files with the shapes of real ones, each with what their PDF must say, in this order."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.oxml import parse_xml

from tests.meetings.packs.intake.office.making import R, W, run, with_body

SPACE = f'xmlns:w="{W}" xmlns:r="{R}"'
FORMATS = {
    "decimal": ("1", "2", "3", "4"), "lowerLetter": ("a", "b", "c", "d"), "upperLetter": ("A", "B", "C", "D"),
    "lowerRoman": ("i", "ii", "iii", "iv"), "upperRoman": ("I", "II", "III", "IV"),
}  # fmt: skip
TEXTS = ("{}.", "{})", "({})", "Recommendation {}:", "{}")
WORDS = ("Approve the budget", "Note the report", "Ask the Leader to answer", "Publish the answer")


@dataclass(frozen=True)
class Shape:
    """
    A file, and lines whose letters and figures stand in its PDF one behind the other.

    `beside` are words that stand at one height of a page each: they may be on several pages.
    """

    make: Callable[[], bytes]
    lines: tuple[str, ...]
    beside: tuple[tuple[str, str], ...] = ()


def saved(made: Document) -> bytes:
    """Return a document as bytes."""
    made.save(out := io.BytesIO())
    return out.getvalue()


def begun() -> Document:
    """Return a new document with a heading."""
    made = docx.Document()
    made.add_heading("Annual report", 1)
    return made


def numbered(made: Document, number: str, levels: Iterable[tuple[str, str]], restart: int | None = None) -> None:
    """Give a document a list of this number, whose levels are formats and texts."""
    root = made.part.numbering_part.element
    shape = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(levels)
    )
    if shape:
        new = parse_xml(f'<w:abstractNum {SPACE} w:abstractNumId="{number}">{shape}</w:abstractNum>')
        root.insert(0, new)
    over = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>' if restart else ""
    of = number if shape else number[:-1]
    root.append(parse_xml(f'<w:num {SPACE} w:numId="{number}"><w:abstractNumId w:val="{of}"/>{over}</w:num>'))


def item(made: Document, text: str, number: str, depth: int = 0) -> None:
    """Add a paragraph to a list of a document."""
    about = made.add_paragraph(text)._p.get_or_add_pPr()
    about.append(parse_xml(f'<w:numPr {SPACE}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))


def continued(kind: str = "decimal", text: str = "{}.") -> Shape:
    """Return a document with a list of four that is interrupted by a paragraph."""

    def make() -> bytes:
        made = begun()
        numbered(made, "70", [(kind, text.format("%1"))])
        for words in WORDS[:3]:
            item(made, words, "70")
        made.add_paragraph("Members heard why.")
        item(made, WORDS[3], "70")
        return saved(made)

    labels = [f"{text.format(label)} {words}" for label, words in zip(FORMATS[kind], WORDS, strict=True)]
    return Shape(make, (*labels[:3], "Members heard why.", labels[3]))


def restarted(at: int) -> Shape:
    """Return a document with a list followed by another of its kind that starts at `at`."""

    def make() -> bytes:
        made = begun()
        numbered(made, "70", [("decimal", "%1.")])
        numbered(made, "700", [], restart=at)
        item(made, WORDS[0], "70")
        item(made, WORDS[1], "70")
        item(made, WORDS[2], "700")
        item(made, WORDS[3], "700")
        return saved(made)

    numbers = (1, 2, at, at + 1)
    return Shape(make, tuple(f"{number}. {words}" for number, words in zip(numbers, WORDS, strict=True)))


def levels(second: str) -> Shape:
    """Paragraphs numbered in two levels, the second of which names the first."""

    def make() -> bytes:
        made = begun()
        numbered(made, "70", [("decimal", "%1."), (second, "%1.%2")])
        for words, depth in zip((*WORDS, "Thank the officers"), (0, 1, 1, 0, 1), strict=True):
            item(made, words, "70", depth)
        return saved(made)

    a, b = FORMATS[second][:2]
    numbers = ("1.", f"1.{a}", f"1.{b}", "2.", f"2.{a}")
    words = (*WORDS, "Thank the officers")
    return Shape(make, tuple(f"{number} {text}" for number, text in zip(numbers, words, strict=True)))


def accounts(rows: int, *, empty: bool) -> Shape:
    """Return a document with accounts in one table row: labels in a cell, figures in another, some empty."""
    labels = [f"Service number {n}" for n in range(rows)]
    figures = ["" if empty and n % 2 else f"{1000 + 37 * n}" for n in range(rows)]

    def make() -> bytes:
        made = begun()
        table = made.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Service", "Spent"
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(f"{{{W}}}tblHeader"))
        for column, words in enumerate((labels, figures)):
            cell = table.cell(1, column)
            cell.text = words[0]
            for text in words[1:]:
                cell.add_paragraph(text)
        return saved(made)

    pairs = tuple((label, figure) for label, figure in zip(labels, figures, strict=True) if figure)
    return Shape(make, ("Service Spent",), pairs)


def titled() -> bytes:
    """Return a document with a title, a custom heading style, a link, a symbol font, a text box and a note."""
    made = docx.Document()
    made.add_paragraph("Report of the Panel", "Title")
    own = made.styles.add_style("Council Heading", 1)
    own.base_style = made.styles["Heading 2"]
    made.add_heading("Findings", 1)
    made.add_paragraph("Of the carers", "Council Heading")
    tie = made.part.relate_to("https://council.example/carers", f"{R}/hyperlink", is_external=True)
    link = parse_xml(f'<w:hyperlink {SPACE} r:id="{tie}">{run("the survey of carers")}</w:hyperlink>')
    made.add_paragraph("Read ")._p.append(link)
    body = (
        f'<w:p>{run("Done ")}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>{run(" in May")}</w:p>'
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:200pt;height:40pt">'
        f"<v:textbox><w:txbxContent><w:p>{run('Boxed words stay')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        "</w:r></w:p>"
    )
    return with_body(saved(made), body)


def margins() -> bytes:
    """Headers and footers, of which those of even pages stand nowhere."""
    made = begun()
    made.add_paragraph("Words of the page.")
    section = made.sections[0]
    section.header.paragraphs[0].text = "Borsetshire Council"
    section.even_page_header.paragraphs[0].text = "Head of even pages"
    section.first_page_header.paragraphs[0].text = "Head of a first page"
    section.footer.paragraphs[0].text = "Foot of every page"
    return saved(made)


TITLED = Shape(titled, ("Report of the Panel", "Findings", "Of the carers", "Read the survey of carers", "in May"))
MARGINS = Shape(margins, ("Annual report", "Words of the page"))
FIVE = {
    "a list that goes on": continued(),
    "paragraphs in two levels": levels("lowerLetter"),
    "stacked accounts with gaps": accounts(6, empty=True),
    "title, link, symbol and box": TITLED,
    "headers that stand nowhere": MARGINS,
}
MORE = {
    **{f"a list that goes on, {kind}": continued(kind, text) for kind, text in zip(FORMATS, TEXTS, strict=True)},
    "a list that begins again": restarted(3),
    "long accounts": accounts(90, empty=False),
}
