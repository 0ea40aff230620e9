"""Office files become tagged PDFs that say what their author wrote and what was lost, or they are refused."""

import contextlib
import io
import re
import socket
import threading
import zipfile
from functools import cache

import docx
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from committee.acts.refusal import Refused
from meetings.packs.builds.lease import LONGEST_STEP
from meetings.packs.intake import take_in, wall
from meetings.packs.intake.office import apart, convert, kinds, left_out, libreoffice
from meetings.packs.intake.office.left_out import squashed
from meetings.packs.intake.office.prepare import prepare
from meetings.packs.pdf import catalog
from tests.meetings.packs.intake.office import making, shapes
from tests.meetings.packs.intake.office.making import POISON
from tests.meetings.packs.intake.office.shapes import FIVE, MORE, Shape
from tests.meetings.packs.making import pdf_of

WITH_LIBREOFFICE = pytest.mark.skipif(not libreoffice.is_installed(), reason="LibreOffice is not installed")
APART = pytest.mark.skipif(
    not (libreoffice.is_installed() and apart.is_possible()), reason="LibreOffice or bubblewrap is not on this machine"
)


def test_the_steps_of_one_file_together_end_before_its_workers_heartbeat_does():
    in_turns = 2 * (libreoffice.WAIT + libreoffice.SECONDS)  # an old Word file becomes a .docx, then a PDF
    most = in_turns + convert.SECONDS + 30 + left_out.LONGEST + take_in.DEFAULT.seconds
    assert most < LONGEST_STEP.total_seconds()


@pytest.fixture
def alone(monkeypatch):
    """Hide LibreOffice from the portal."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)


@cache
def converted(data: bytes) -> convert.Converted:
    made = convert.as_pdf(data, "paper", title="Annual report")
    assert made is not None
    return made


def said(made: convert.Converted) -> str:
    return " ".join("\n".join(take_in.texts(made.pdf)).split())


def no_poison(made: convert.Converted) -> None:
    taken, text = take_in.take_in(made.pdf, "paper.pdf"), said(made)
    assert [word for word in POISON.values() if word in text or word.encode() in made.pdf + taken.pdf] == []
    assert (taken.title, taken.tagged, taken.notes) == ("Annual report", True, ())


def test_word_is_printed_by_the_portal_without_a_poisoned_word(alone):
    made = convert.as_pdf(making.poisoned_word(), "report.docx", title="Annual report")
    assert made is not None and made.program == convert.PORTAL and made.source
    no_poison(made)
    assert "Inserted words stay." in said(made) and "Members are asked to note the report." in said(made)


def test_what_the_portal_cannot_print_is_named(alone):
    equation = (
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>alpha=beta</m:t></m:r>'
        "</m:oMath></w:p>"
    )

    made = convert.as_pdf(making.with_body(shapes.margins(), equation), "x.docx", title="Report")
    assert made is not None
    told, text = dict(made.left_out), said(made)
    assert set(told[left_out.HEADERS].split(" / ")) == {"Borsetshire Council", "Foot of every page"}
    assert "alpha=beta" in text.replace(" ", "") or "alpha=beta" in told[left_out.EQUATIONS]


def test_a_picture_is_printed_by_the_portal_with_its_words_and_one_that_cannot_be_read_is_named(alone):
    made = docx.Document()
    made.add_heading("Annual report", 1)
    for kind, words in (("PNG", "Carers by year"), ("TIFF", "Placements by year")):
        Image.new("RGB", (600, 300), "navy").save(picture := io.BytesIO(), kind)
        made.add_picture(picture)._inline.docPr.set("descr", words)
    made.save(out := io.BytesIO())
    pdf = convert.as_pdf(out.getvalue(), "report.docx", title="Annual report")
    assert pdf is not None and dict(pdf.left_out)[left_out.PICTURES] == "Placements by year"
    assert 'alt="Carers by year"' in pdf.source and "[Picture: Placements by year]" in said(pdf)
    taken = take_in.take_in(pdf.pdf, "report.docx")
    assert taken.tagged and taken.notes == ()


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (making.presentation("One"), "PowerPoint"),
        (making.workbook([["One"]]), "Excel"),
        (making.odt("One"), "LibreOffice"),
    ],
)
def test_without_libreoffice_the_others_are_refused_with_what_to_do(alone, data, looks):
    with pytest.raises(Refused, match=f"{looks}.*Save it as PDF and upload that"):
        kinds.refuse_at_sight(data, "paper")
    assert kinds.endings() == ["pdf", "docx"]


@WITH_LIBREOFFICE
def test_word_goes_through_libreoffice_without_a_poisoned_word():
    made = converted(making.poisoned_word())
    assert made.program == convert.LIBREOFFICE
    no_poison(made)
    assert {left_out.DELETED, left_out.COMMENTS, left_out.HIDDEN, left_out.MOVED} == set(dict(made.left_out))


@WITH_LIBREOFFICE
def test_slides_go_through_libreoffice():
    made = converted(making.presentation("Young carers", "Second slide", hidden="Zebrafish", notes="Yellowtail"))
    taken = take_in.take_in(made.pdf, "slides.pdf")
    assert (taken.pages, taken.tagged) == (2, True) and "Young carers" in said(made) and "Zebrafish" not in said(made)


@contextlib.contextmanager
def listener():
    """Listen on a port of this machine; yield it with the list of connections made."""
    heard: list[str] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def listen():
            with contextlib.suppress(OSError):
                while True:
                    server.accept()[0].close()
                    heard.append("someone")

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], heard


@WITH_LIBREOFFICE
def test_a_listener_named_in_a_file_hears_nothing_where_the_wall_leaves_the_network(monkeypatch):
    """The cleaning alone, then."""
    monkeypatch.setattr(wall, "APART", tuple(word for word in wall.APART if word != "--unshare-net"))
    with listener() as (port, heard):
        link = f'<text:p><draw:frame><draw:image xlink:href="http://127.0.0.1:{port}/p.png"/></draw:frame></text:p>'
        made = converted(making.odt("Words", more=link))
        assert heard == [] and str(port) in dict(made.left_out)[left_out.LINKS]


ALL = FIVE | MORE
FEW = ["a list that goes on", "title, link, symbol and box"]
SHAPES = [*FEW, *(pytest.param(name, marks=pytest.mark.drill) for name in ALL if name not in FEW)]


def as_word(data: bytes) -> convert.Converted:
    made = convert.as_pdf(data, "report.docx", title="Annual report")
    assert made is not None
    return made


def facts_of(data: bytes) -> dict:
    """Return the facts read from a cleaned document."""
    return prepare(data, ending="docx", title="Annual report")[0]


def numbers_of(data: bytes) -> list[str]:
    """Its numbered paragraphs, as they are worked out from the file."""
    pairs = [text for where, text in facts_of(data)["texts"] if where == left_out.NUMBERS]
    return [" ".join(text.split(left_out.BESIDE)) for text in pairs]


def says_in_order(shape: Shape, pdf: bytes) -> None:
    text, place = squashed("\n".join(take_in.texts(pdf))), 0
    for line in shape.lines:
        at = text.find(squashed(line), place)
        assert at >= 0, (line, text[place : place + 300])
        place = at + len(squashed(line))
    heights: dict[str, tuple[int, float]] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            said = page.get_textpage()
            for words in {words for pair in shape.beside for words in pair}:
                if found := said.search(words, match_whole_word=True).get_next():
                    heights[words] = number, round(said.get_charbox(found[0], loose=True)[1])
    assert [pair for pair in shape.beside if heights[pair[0]] != heights[pair[1]]] == []


def tags_of(pdf: bytes) -> list[str]:
    """Return the tags of a PDF in their order, as PDF/UA reads them."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        root = file.Root.StructTreeRoot
        roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()}
        tags, todo = [], [root]
        while todo:
            element = todo.pop()
            if Name.S in element:
                tags.append(roles.get(str(element.S), str(element.S)))
            kids = element.get(Name.K, [])
            kids = list(kids) if isinstance(kids, Array) else [kids]
            todo += [kid for kid in reversed(kids) if isinstance(kid, Dictionary)]
        return tags


@WITH_LIBREOFFICE
@pytest.mark.parametrize("name", SHAPES)
def test_a_word_file_says_what_its_author_wrote(name):
    shape = ALL[name]
    made = as_word(shape.make())
    assert (made.program, made.left_out, made.notes) == (convert.LIBREOFFICE, [], ())
    says_in_order(shape, made.pdf)
    assert take_in.take_in(made.pdf, "report.pdf").notes == ()
    if name == "title, link, symbol and box":
        tags = tags_of(made.pdf)
        assert [tag for tag in tags if tag[:2] == "/H"] == ["/H1", "/H1", "/H2"], "title and own heading styles"
        assert "/Link" in tags


@pytest.mark.parametrize("name", [name for name in ALL if "list" in name or "levels" in name])
def test_numbers_are_worked_out_as_word_prints_them(name):
    shape = ALL[name]
    assert [squashed(line) for line in numbers_of(shape.make())] == [
        squashed(line) for line in shape.lines if "heard" not in line
    ]


@pytest.mark.parametrize("wrong", ["", "x", "9" * 30])
def test_a_list_whose_numbers_are_none_is_told_as_not_compared_or_begins_at_one(wrong):
    def harm(parts: dict[str, bytes]) -> None:
        for name in ("word/numbering.xml", "word/document.xml"):
            for key in (b"ilvl", b"start"):
                parts[name] = re.sub(rb'(w:%s(?: w:val)?=)"\d"' % key, rb'\1"' + wrong.encode() + b'"', parts[name])

    texts = facts_of(making.changed(FIVE["paragraphs in two levels"].make(), harm))["texts"]
    assert {where for where, text in texts if "Approve the budget" in text} <= {
        left_out.BODY, left_out.ORDER, left_out.NUMBERS, left_out.UNCOUNTED
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pair", "text"),
    [
        ((left_out.NUMBERS, "4.\tPublish the answer"), "1. Publish the answer 4. Approve"),
        ((left_out.CELLS, "Rent\t1,200\t1,300"), "Heating 1,200 1,300 Rent 900 800"),
        ((left_out.UNCOUNTED, "Publish the answer"), "I Publish the answer"),
    ],
)
def test_a_number_or_a_figure_beside_other_words_is_named(pair, text):
    ((where, _),) = left_out.missing([pair], text)
    assert where == pair[0]


def test_words_in_another_place_are_named():
    texts = ["The first paragraph of the report is long.", "The second paragraph of the report is long too."]
    pairs = [(left_out.ORDER, text) for text in texts]
    assert left_out.missing(pairs, " ".join(texts)) == []
    assert left_out.missing(pairs, " ".join(reversed(texts))) == [pairs[1]]


def test_a_note_between_words_and_a_header_of_no_page_are_no_missing_words():
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = making.with_body(making.word(), f"<w:p>{making.run('First words.')}{note}{making.run('Last words.')}</w:p>")
    pairs = [(where, words) for where, words in facts_of(data)["texts"] if "words." in words and where == left_out.BODY]
    assert len(pairs) == 2 and left_out.missing(pairs, "First words.2 Last words.") == []
    margins = {words for where, words in facts_of(shapes.margins())["texts"] if where == left_out.HEADERS}
    assert margins == {"Borsetshire Council", "Foot of every page"}


def test_what_readers_will_miss_is_named_to_whoever_hands_in_and_pdf_ua_is_not_promised(alone):
    made = convert.as_pdf(unfinished(), "report.docx", title="Annual report")
    assert made is not None
    told = convert.take_in_converted(made, b"", "report.docx", take_in.DEFAULT)
    for note, said in zip(told.notes, ("1 of its pictures", "Its headings", "1 of its tables"), strict=True):
        assert note.miss.startswith(said)
    assert not claims_ua(made) and claims_ua(as_word(making.word()))


def test_pdf_ua_is_promised_of_word_files_alone_whose_pictures_headings_and_tables_are_looked_at(monkeypatch):
    asked = []

    def to_pdf(data, ending, *, claims_ua, seconds):
        asked.append((ending, claims_ua))
        return pdf_of(1)

    monkeypatch.setattr(libreoffice, "is_installed", lambda: True)
    monkeypatch.setattr(libreoffice, "to_pdf", to_pdf)
    for data in (making.word(), making.odt("Words"), making.workbook([["1", "2"]]), making.presentation("Words")):
        as_word(data)
    assert asked == [("docx", True), ("odt", False), ("xlsx", False), ("pptx", False)]


def claims_ua(made: convert.Converted) -> bool:
    """Say whether the PDF made of a file calls itself PDF/UA-1."""
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        return catalog.claims_ua(file)


def unfinished() -> bytes:
    """Return a document with a picture without description, a third-level heading and a table without headings."""
    from PIL import Image

    made = shapes.begun()
    made.add_heading("Deep", 3)
    Image.new("RGB", (60, 30), "navy").save(picture := io.BytesIO(), "PNG")
    made.add_picture(picture)
    table = made.add_table(rows=2, cols=2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"Cell {row}{column}"
    return shapes.saved(made)


@pytest.mark.parametrize(
    ("shape", "has"),
    [
        (FIVE["stacked accounts with gaps"], "cells of a table with several paragraphs"),
        (FIVE["a list that goes on"], "lists whose numbers go on or"),
        (FIVE["title, link, symbol and box"], "symbols of another font and text boxes"),
    ],
)
def test_our_own_printing_refuses_what_it_would_print_otherwise(alone, shape, has):
    with pytest.raises(Refused, match=f"It has {has}.* Save it as PDF and upload that"):
        as_word(shape.make())


def test_our_own_printing_prints_plain_lists_headings_and_titles(alone):
    made = shapes.docx.Document()
    made.add_paragraph("Report of the Panel", "Title")
    made.styles.add_style("Council Heading", 1).base_style = made.styles["Heading 1"]
    made.add_paragraph("Findings", "Council Heading")
    for words in shapes.WORDS:
        made.add_paragraph(words, "List Number")
    pdf = as_word(shapes.saved(made))
    assert (pdf.left_out, pdf.notes) == ([], ())
    assert pdf.source.count("<h1>") == 2
    says_in_order(Shape(bytes, shapes.WORDS), pdf.pdf)


def test_where_libreoffice_fails_nothing_is_printed_in_its_place(monkeypatch):
    def fail(*args, **kwargs):
        raise Refused(libreoffice.FAILED)

    monkeypatch.setattr(libreoffice, "is_installed", lambda: True)
    monkeypatch.setattr(libreoffice, "to_pdf", fail)
    with pytest.raises(Refused, match="LibreOffice could not make a PDF of it"):
        as_word(making.word())


def test_a_reference_to_what_is_gone_keeps_the_words_that_were_saved():
    field = '<w:p>{}<w:fldSimple w:instr=" REF {} \\h ">{}</w:fldSimple></w:p>'
    mark = '<w:bookmarkStart w:id="1" w:name="_Here"/><w:bookmarkEnd w:id="1"/>'
    body = field.format("", "_Gone", making.run("Part 7")) + field.format(mark, "_Here", making.run("Part 8"))
    _, cleaned = prepare(making.with_body(making.word(), body), ending="docx", title="T")
    with zipfile.ZipFile(io.BytesIO(cleaned)) as file:
        document = file.read("word/document.xml").decode()
    assert "_Gone" not in document and "Part 7" in document and document.count("fldSimple w") == 1
