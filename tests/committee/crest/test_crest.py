"""The council's crest: uploaded, cleaned where it is SVG, shown, printed, mailed as PNG, or refused with a reason."""

import io
import zlib

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from committee.acts.refusal import Refused
from committee.files import crest, files
from committee.files import crest_picture as picture
from committee.files import crest_svg as svg
from committee.models import Council
from committee.register import council as verbs
from committee.richtext import word_parts

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
SVG = f"{HEAD}<rect width='20' height='10' fill='#103050'/></svg>".encode()


def png(width: int = 300, height: int = 200, **about: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), "#204060").save(out, "PNG", **about)
    return out.getvalue()


def test_a_picture_that_says_it_is_huge_is_refused_for_its_size():
    data, side = png(), 2**31 - 1
    head = b"IHDR" + side.to_bytes(4, "big") * 2 + data[24:29]
    with pytest.raises(Refused, match="at most 4,000 pixels"):
        picture.redrawn(data[:12] + head + zlib.crc32(head).to_bytes(4, "big") + data[33:])


def upload(client, data: bytes, name: str = "crest.svg"):
    return client.post(reverse("register:crest-new"), {"file": SimpleUploadedFile(name, data)})


def test_a_crest_is_uploaded_and_shown_on_every_page(ground, administrator, client):
    client.force_login(administrator)
    assert upload(client, SVG).status_code == 302
    address = reverse("public:crest", args=[Council.objects.get().crest_name])
    assert f'<img class="council-header__logo" src="{address}" alt="">' in client.get("/").content.decode()
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"] == "image/svg+xml" and b"<rect" in b"".join(answer.streaming_content)
    assert "sandbox" in answer["Content-Security-Policy"] and "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff" and "immutable" in answer["Cache-Control"]
    assert client.get(address.replace(".svg", ".png")).status_code == 404


def test_an_earlier_crest_and_any_other_file_have_no_address(ground, administrator, client):
    old = verbs.change_crest(SVG, by=administrator).crest_name
    other = files.keep(b"a paper that is not for publication")
    verbs.change_crest(png(), by=administrator)
    for name in (old, f"{other.sha256}.png", f"{other.sha256}.svg", "..%2f"):
        assert client.get(f"/crest/{name}").status_code == 404


def test_a_png_is_drawn_anew_and_no_larger_than_print_needs(ground, administrator):
    secret = b"taken at 52.1, -2.1"
    about = PngInfo()
    about.add_text("Comment", secret.decode())
    council = verbs.change_crest(png(2000, 1500, pnginfo=about), by=administrator)
    kept = files.read(council.crest)
    assert secret not in kept and Image.open(io.BytesIO(kept)).size == (320, 240)


def test_an_svg_is_mailed_as_png(ground, administrator):
    council = verbs.change_crest(SVG, by=administrator)
    picture = Image.open(io.BytesIO(crest.png(council)))
    assert picture.format == "PNG" and picture.height <= 240 and 1.9 < picture.width / picture.height < 2.1
    assert picture.getpixel((20, 20)) == (16, 48, 80, 255)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (png(20, 20), "at least 48"),
        (png(4100, 100), "at most 4,000"),
        (png(3000, 100), "eight times"),
        (png()[:200], "PNG or an SVG"),
        (SVG.replace(b"#103050", b"#ffffff"), "invisible on white paper"),
    ],
    ids=["small", "large", "long", "half", "white"],
)
def test_what_is_no_crest_is_refused_with_its_reason_and_nothing_is_kept(ground, data, why, by_administrator):
    answer = upload(by_administrator, data)
    assert answer.status_code == 422 and why in answer.content.decode()
    assert Council.objects.get().crest is None


def test_a_crest_is_removed(ground, administrator, by_administrator):
    verbs.change_crest(SVG, by=administrator)
    assert by_administrator.post(reverse("register:crest-remove")).status_code == 302
    assert (
        Council.objects.get().crest is None and "council-header__logo" not in by_administrator.get("/").content.decode()
    )
    with pytest.raises(Refused):
        verbs.remove_crest(by=administrator)


def test_prints_bear_the_crest_with_words_for_it(ground, administrator):
    council = verbs.change_crest(png(), by=administrator)
    assert 'alt="Crest or logo of' in crest.printed(council) and "data:image/png;base64," in crest.printed(council)
    drawn = crest.printed(verbs.change_crest(SVG, by=administrator))
    assert "data:image/svg+xml;base64," in drawn and 'alt="Crest or logo of' in drawn
    verbs.remove_crest(by=administrator)
    assert crest.printed(Council.current()) == ""


def test_a_word_file_bears_the_crest_with_words_for_it(ground, administrator):
    council = verbs.change_crest(SVG, by=administrator)
    doc = docx.Document()
    word_parts.crest_of(doc, council)
    [shape] = doc.inline_shapes
    assert shape._inline.docPr.get("descr") == crest.words(council)


def clean(inside: str, head: str = HEAD) -> str:
    return svg.cleaned(f"{head}{inside}</svg>".encode()).decode()


def test_shapes_and_their_colours_are_kept_and_written_anew():
    said = clean(
        '<!-- Drawn by hand --><metadata><b xmlns="urn:x">who</b></metadata><defs><linearGradient id="a">'
        '<stop offset="0" stop-color="#fff"/></linearGradient><linearGradient id="b" xlink:href="#a"/></defs>'
        '<g transform="scale(2)"><path d="M0 0L5 5z" style="fill:url(#b);font-size:3px" class="c"/></g>'
    )
    assert 'fill="url(#b)"' in said and 'href="#a"' in said and 'transform="scale(2)"' in said
    assert not {"Drawn", "who", "font-size", "class", "style"} & set(said.replace("=", " ").replace("<", " ").split())


def test_the_usual_words_for_no_dashes_and_no_repeat_are_kept():
    said = clean("<path style='stroke-dasharray:none'/><linearGradient spreadMethod='pad'/>")
    assert 'stroke-dasharray="none"' in said and 'spreadMethod="pad"' in said


def test_a_drawing_without_a_frame_takes_it_from_its_sides():
    head = HEAD.replace('viewBox="0 0 20 10"', 'width="40px" height="20"')
    assert 'viewBox="0 0 40 20"' in clean("<path d='M0 0'/>", head)


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<script>alert(1)</script>", "a script"),
        ("<style>path{fill:red}</style>", "a style sheet"),
        ("<foreignObject/>", "a foreign object"),
        ("<image href='https://a.example/b.png'/>", "a picture"),
        ("<animate attributeName='x'/>", "animation"),
        ("<text>Council</text>", "outlines"),
        ("<linearGradient spreadMethod='repeat' x2='0.0000001'/>", "in the SVG repeats"),
        ("<path stroke-dasharray='0.001' d='M0 0h999999'/>", "is dashed"),
        ("<path style='stroke-dasharray : 1,1' d='M0 0h9'/>", "is dashed"),
        ("<use href='#a'/>", "copies"),
        ("<filter/>", "“filter”"),
        ("<path onload='alert(1)'/>", "contains a script"),
        ("<path fill='url(https://a.example/x)'/>", "a value that is not shown"),
        ("<path style='fill:url(https://a.example/x#b)'/>", "a value that is not shown"),
        ("<path fill='url(#a) url(//b)'/>", "a value that is not shown"),
        ("<path fill='&#106;avascript:alert(1)'/>", "a value that is not shown"),
        ("<linearGradient xlink:href='https://a.example/#b'/>", "outside the file"),
        ("<path xlink:href='#a'/>", "outside the file"),
        ("<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/>", "chain of others"),
        ("<clipPath id='a' clip-path='url(#a)'/>", "itself clipped"),
        ("<path filter='url(#a)'/>", "attribute that is not allowed"),
        ("<html:script xmlns:html='http://www.w3.org/1999/xhtml'/>", "element that is not allowed"),
        ("<g>" * 60 + "</g>" * 60, "too many parts"),
        ("<path/>" * 5000, "too many parts"),
    ],
)
def test_anything_else_is_refused_with_its_reason(inside, why):
    with pytest.raises(Refused, match=why):
        clean(inside)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg", "cannot be read"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "first element must be svg"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD.encode() + b"&a;</svg>", "DOCTYPE"),
        (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + HEAD.encode() + b"</svg>", "DOCTYPE"),
        (HEAD.encode() + b" " * 102_400 + b"</svg>", "100 KB"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "viewBox"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan nan"/>', "viewBox"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 10"/>', "eight times"),
    ],
)
def test_what_is_no_drawing_is_refused(data, why):
    with pytest.raises(Refused, match=why):
        svg.cleaned(data)
