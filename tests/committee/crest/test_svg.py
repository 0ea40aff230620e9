"""An SVG sent as the council's crest: shapes come through, everything else is refused with its reason."""

import pytest

from committee.acts.refusal import Refused
from committee.files import crest_svg as svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'


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
