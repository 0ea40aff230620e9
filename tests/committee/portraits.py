"""A photograph to try the register with: no person, and a place it was taken at."""

import io

from PIL import Image

TAKEN = "taken at 52.1, -2.1"


def photograph(width: int = 900, height: int = 600, kind: str = "JPEG", **about: object) -> bytes:
    """Return a picture of that size; a JPEG has the place it was taken in its metadata."""
    picture, out = Image.new("RGB", (width, height), "#7a8aa0"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = TAKEN
    picture.save(out, kind, exif=exif, **about)
    return out.getvalue()
