"""Redraw a picture in the child process, without metadata such as a location, and no larger than print needs."""

import io
from typing import Any

from committee.acts.refusal import Refused

LARGEST = 2_000  # pixels of the longer side: the width of a page's text at 300 dots per inch
MOST_PIXELS = 60_000_000
KINDS = ("JPEG", "PNG", "WEBP", "GIF")


def draw(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({"content_type": "image/jpeg" or "image/png"}, the picture). Runs in a child process. Raises Refused."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("The picture has too many pixels: make it smaller, then add it.")
            photo = opened.format == "JPEG"
            picture = ImageOps.exif_transpose(opened).convert("RGB" if photo else "RGBA")
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise Refused("The picture must be a PNG or JPEG.") from error
    picture.thumbnail((LARGEST, LARGEST))
    if not photo:  # on white, as it is printed
        under = Image.new("RGB", picture.size, "white")
        under.paste(picture, mask=picture.getchannel("A"))
        picture = under
    out = io.BytesIO()
    picture.save(out, "JPEG" if photo else "PNG", **({"quality": 88} if photo else {"optimize": True}))
    return {"content_type": "image/jpeg" if photo else "image/png"}, out.getvalue()
