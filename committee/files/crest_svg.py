"""
Reduce an SVG to shapes. The parts that the lists here allow are written anew.

These parts are dropped: comments, elements and attributes of drawing programs, HARMLESS and aria attributes, and
unknown properties of `style`. Any other part is refused with a reason.

SECURITY: no list allows a script, style sheet, foreign object, animation, text, picture or reference outside the file.
A value of an attribute may have only the characters of VALUE.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace, tostring

from committee.acts.refusal import Refused
from committee.files.crest_picture import WRONG_SHAPE

LARGEST = 100 * 1024  # bytes
MOST_ELEMENTS = 4_000
DEEPEST = 40
SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
GRADIENTS = {"linearGradient", "radialGradient"}
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
ELEMENTS = {"svg", "g", "defs", "clipPath", "stop", "title", "desc", *GRADIENTS, *SHAPES}
MOVING = {"animate", "animateTransform", "animateMotion", "animateColor", "set", "discard"}
NOTES = {"metadata"}  # elements of drawing programs, dropped without a refusal
LOOKS = {
    *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
    *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color"),
    *("clip-path", "clip-rule", "stop-color", "stop-opacity", "display", "visibility"),
}
ATTRIBUTES = {
    *("id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height"),
    *("points", "transform", "viewBox", "offset", "gradientUnits", "gradientTransform", "spreadMethod"),
    *("clipPathUnits", "preserveAspectRatio", *LOOKS),
}
# Attributes that are dropped without a refusal.
HARMLESS = {"version", "class", "role", "data-name", "enable-background", "baseProfile"}
VALUE = re.compile(r"[A-Za-z0-9#%.,()+\-\s_]*")
INSIDE = re.compile(r"url\(#[A-Za-z0-9_.\-]{1,100}\)")
NUMBER = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,6})?)(?:px)?")


def cleaned(data: bytes) -> bytes:
    """Return the SVG reduced to plain shapes. Raises Refused, with a reason, where it has anything else."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(data) > LARGEST:
        raise Refused("The SVG is larger than 100 KB. Simplify it in a drawing program, or upload it as PNG.")
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("The SVG contains a DOCTYPE or entities. Save it as plain SVG, or upload it as PNG.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Refused("The SVG cannot be read. Save it again, or upload it as PNG.") from error
    if root.tag != f"{{{SVG}}}svg":
        raise Refused("The file is not an SVG: its first element must be svg.")
    _measure(root)
    copy = Element("svg", {"xmlns": SVG, **_attributes(root, "svg")})
    copy.set("viewBox", _view_box(root))
    for name in ("width", "height", "x", "y"):
        copy.attrib.pop(name, None)
    _copy(root, copy)
    _check_references(copy)
    register_namespace("", SVG)
    return bytes(tostring(copy, encoding="utf-8", xml_declaration=False))


def _measure(root: Any) -> None:
    """Raise Refused for more than MOST_ELEMENTS elements, or for an element nested deeper than DEEPEST."""
    todo, count = [(root, 1)], 0
    while todo:
        element, depth = todo.pop()
        count += 1
        if count > MOST_ELEMENTS or depth > DEEPEST:
            raise Refused("The drawing has too many parts. Simplify it in a drawing program, or upload it as PNG.")
        todo += [(child, depth + 1) for child in element]


def _copy(source: Any, copy: Element) -> None:
    for child in source:
        if not isinstance(child.tag, str):
            continue  # a comment
        space, _, name = child.tag.rpartition("}")
        if space.lstrip("{") != SVG:
            if "inkscape" in space or "sodipodi" in space or "bohemiancoding" in space:
                continue
            raise Refused(f"The SVG contains an element that is not allowed: {name[:40]}. Save it as plain SVG.")
        if name in NOTES:
            continue
        if name not in ELEMENTS:
            raise Refused(_why_not(name))
        made = SubElement(copy, name, _attributes(child, name))
        if name in ("title", "desc"):
            made.text = (child.text or "")[:300]
        else:
            _copy(child, made)


def _why_not(name: str) -> str:
    names = {
        "script": "a script",
        "style": "a style sheet: save it with presentation attributes",
        "foreignObject": "a foreign object",
        "image": "a picture inside it: upload it as PNG",
        "text": "text: turn it into outlines",
        "use": "copies of shapes (use): save it as plain SVG, with copies turned into shapes",
    }
    label = names.get(name) or ("animation" if name in MOVING else f"“{name[:40]}”")
    return f"The SVG has {label}. Only shapes and their colours are shown."


def _attributes(source: Any, element: str) -> dict[str, str]:
    """Return the allowed attributes of an element; each allowed property of `style` becomes an attribute."""
    attributes: dict[str, str] = {}
    for key, value in source.attrib.items():
        if key == "style":
            attributes |= _styles(value)
        elif key in (XLINK, "href"):
            if element not in GRADIENTS or not value.startswith("#"):
                raise Refused(
                    "The SVG refers to something outside the file, or copies a part of itself. Save it as plain SVG."
                )
            attributes["href"] = _fit("href", value)
        elif key in ATTRIBUTES:
            attributes[key] = _fit(key, value)
        elif key.lower().startswith("on"):
            raise Refused(f"The SVG contains a script ({key[:20]}). Only shapes and their colours are shown.")
        elif not (key.startswith(("{", "aria-")) or key in HARMLESS):
            raise Refused(f"The SVG contains an attribute that is not allowed: {key[:40]}. Save it as plain SVG.")
    return attributes


def _styles(value: str) -> dict[str, str]:
    styles = {}
    for part in value.split(";"):
        name, _, look = part.partition(":")
        if name.strip() in LOOKS:
            styles[name.strip()] = _fit(name, look.strip())
    return styles


def _fit(name: str, value: str) -> str:
    """
    Return the value of an attribute.

    Raises Refused for a character that VALUE does not allow, a repeated gradient, or a dashed line.
    """
    if not VALUE.fullmatch(INSIDE.sub("", value)) or "url(" in INSIDE.sub("", value).lower():
        raise Refused(f"The SVG has a value that is not shown, in {name.strip()[:30]}. Save it as plain SVG.")
    if name == "spreadMethod" and value.strip() != "pad":
        # SECURITY: a renderer repeats the gradient end to end, millions of times if the gradient is short.
        raise Refused("A gradient in the SVG repeats. Save it with one that does not, or upload it as PNG.")
    if name.strip() == "stroke-dasharray" and value.strip() != "none":
        # SECURITY: a long line may have millions of short dashes, and a renderer draws each of them.
        raise Refused("A line in the SVG is dashed. Turn it into shapes, or upload the crest as PNG.")
    return value


def _check_references(root: Element) -> None:
    """
    Raise Refused for a chain of three gradients, each based on the next, and for a clipping path that is clipped.

    SECURITY: such chains can form a cycle, and a renderer would follow a cycle for ever.
    """
    borrowing = {element.get("id") for element in root.iter() if "href" in element.attrib}
    if any(element.get("href", "#")[1:] in borrowing for element in root.iter() if "href" in element.attrib):
        raise Refused("A gradient in the SVG is based on a chain of others. Save it as plain SVG, or upload it as PNG.")
    for clip in root.iter("clipPath"):
        if any("clip-path" in element.attrib for element in clip.iter()):
            raise Refused("A clipping path in the SVG is itself clipped. Save it as plain SVG, or upload it as PNG.")


def _view_box(root: Any) -> str:
    """
    Return the drawing's viewBox as four numbers; without a viewBox, 0, 0, and the drawing's width and height.

    Raises Refused where the drawing has no size, or is too wide or too tall.
    """
    parts = root.get("viewBox", "").replace(",", " ").split()
    try:
        numbers = [float(number) for number in parts]
    except ValueError:
        numbers = []
    if len(numbers) != 4:
        sides = [NUMBER.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
        numbers = [0, 0, *(float(side[1]) for side in sides if side)]
    if len(numbers) != 4 or not all(abs(number) < 1e6 for number in numbers) or min(numbers[2:]) <= 0:
        raise Refused("The SVG has no size. It needs a viewBox. Save it again, or upload it as PNG.")
    if not 1 / 8 <= numbers[2] / numbers[3] <= 8:
        raise Refused(WRONG_SHAPE)
    return " ".join(f"{number:g}" for number in numbers)
