"""Office files become tagged PDFs, by our own printing or LibreOffice, and say what they lost on the way."""

import contextlib
import io
import socket
import threading
from functools import cache

import docx
import pytest
from PIL import Image

from committee.acts.refusal import Refused
from meetings.packs.intake import take_in, wall
from meetings.packs.intake.office import apart, convert, kinds, left_out, libreoffice
from tests.meetings.packs.intake.office import making, shapes
from tests.meetings.packs.intake.office.making import POISON

WITH_LIBREOFFICE = pytest.mark.skipif(not libreoffice.is_installed(), reason="LibreOffice is not installed")
APART = pytest.mark.skipif(
    not (libreoffice.is_installed() and apart.is_possible()), reason="LibreOffice or bubblewrap is not on this machine"
)


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
