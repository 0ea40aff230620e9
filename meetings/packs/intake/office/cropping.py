"""
Cut cropped pictures to their visible part, because LibreOffice puts whole pictures in the PDF.

Runs in the child process that takes an upload in.
"""

import io
from typing import Any

from meetings.packs.intake.office.archive import inside, local

SIDES = ("l", "t", "r", "b")
WHOLE = 100_000  # OOXML gives a crop as a share of the picture's side, in thousandths of a per cent
MOST_PIXELS = 60_000_000


def crop(parts: dict[str, Any], pictures: dict[str, bytes]) -> None:
    """Replace each partly shown picture by a cropped copy, and drop pictures that are no longer shown anywhere."""
    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, file = name.partition("_rels/")
        owner = parts.get(folder + file.removesuffix(".rels"))
        for element in list(owner.iter()) if owner is not None else []:
            if local(element) == "srcRect" and any(_sides(element)):
                _crop_one(element, owner, parts[name], folder, parts, pictures)
    shown = {
        inside(name.partition("_rels/")[0], tie.get("Target") or "")
        for name, ties in parts.items()
        if name.endswith(".rels")
        for tie in ties
    }
    for path in [path for path in pictures if path not in shown]:
        del pictures[path]


def _crop_one(
    element: Any, owner: Any, ties: Any, folder: str, parts: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    blip = next((node for node in element.getparent() if local(node) == "blip"), None)
    if blip is None:
        return
    key = next((node for node in blip.attrib if str(node).endswith("relationships}embed")), "")
    tie = next((node for node in ties if key and node.get("Id") == blip.get(key)), None)
    path = inside(folder, tie.get("Target") or "") if tie is not None else ""
    made = _cropped(pictures[path], _sides(element)) if path in pictures else None
    if made is None or tie is None:
        return
    data, ending = made
    number = sum("/media/cropped" in node for node in pictures) + 1
    new = f"{path.rpartition('/')[0]}/cropped{number}.{ending}"
    pictures[new] = data
    old = tie.get("Id")
    ties.append(ties.makeelement(tie.tag, Id=f"rIdCropped{number}", Type=tie.get("Type"), Target=f"/{new}"))
    blip.set(key, f"rIdCropped{number}")
    for side in SIDES:
        if _side(element, side) > 0:
            del element.attrib[side]
    if not any(old in node.attrib.values() for node in owner.iter()):
        ties.remove(tie)
    types = parts["[Content_Types].xml"]
    says = types.makeelement(types[0].tag.replace("Default", "Override"), PartName=f"/{new}")
    says.set("ContentType", f"image/{ending}")
    types.append(says)


def _side(element: Any, side: str) -> float:
    cropped = str(element.get(side) or "0")
    return float(cropped[:-1]) / 100 if cropped.endswith("%") else int(cropped) / WHOLE


def _sides(element: Any) -> tuple[float, ...]:
    """Return the share (0 to 1) cropped off the left, top, right and bottom; a negative crop is a margin, so 0."""
    return tuple(max(0.0, _side(element, side)) for side in SIDES)


def _cropped(data: bytes, sides: tuple[float, ...]) -> tuple[bytes, str] | None:
    """Return the visible part of a picture and "png" or "jpeg"; None for an unreadable, too large or empty picture."""
    from PIL import Image

    left, top, right, bottom = sides
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data)) as whole:
            (width, height), ending = whole.size, "jpeg" if whole.format == "JPEG" else "png"
            box = (int(left * width), int(top * height), round((1 - right) * width), round((1 - bottom) * height))
            if width * height > MOST_PIXELS or box[0] >= box[2] or box[1] >= box[3]:
                return None
            part = whole.crop(box)
            part = part.convert("RGB") if part.mode in ("CMYK", "YCbCr", "LAB", "HSV") else part
            part.save(out, ending, **({"quality": 92} if ending == "jpeg" else {"compress_level": 3}))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return out.getvalue(), ending
