"""A crest as PNG: an uploaded picture is redrawn; an SVG is printed to PDF, and the PNG is drawn from the print."""

import io
import threading
from base64 import b64encode
from typing import Any

from committee.acts.refusal import Refused

LARGEST = 1024 * 1024  # bytes
MOST_PIXELS = 4_000  # greatest width, and greatest height
LEAST_PIXELS = 48
WRONG_SIZE = "The picture must be at least 48 and at most 4,000 pixels wide and high."
WRONG_SHAPE = "The crest is too wide or too tall. Its width and height must be within eight times of each other."
HEIGHT, WIDTH = 240, 960  # most pixels that the stored PNG has; 240 are 17 mm of paper at 350 dots an inch
POINTS = 400  # each side of the square PDF page to which an SVG is printed
_one_at_a_time = threading.Lock()  # PDFium allows one call at a time in a process


def redrawn(data: bytes) -> bytes:
    """
    Return the picture of an uploaded PNG as a new PNG, without anything else that was in the file.

    Raises Refused, with the reason, where the file is damaged, animated, no PNG, or not of an allowed size and shape.

    SECURITY: no other format is tried, and the size is checked before the picture is decompressed.
    """
    from PIL import Image, UnidentifiedImageError

    if len(data) > LARGEST:
        raise Refused("The picture must be 1 MB or smaller.")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
            (width, height), moves = opened.size, bool(getattr(opened, "is_animated", False))
            opened.verify()  # refuses half a picture, which WeasyPrint would accept
    except Image.DecompressionBombError as error:
        raise Refused(WRONG_SIZE) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused("The file must be a PNG or an SVG, and not damaged.") from error
    if moves:
        raise Refused("The picture must not be animated.")
    if max(width, height) > MOST_PIXELS or min(width, height) < LEAST_PIXELS:
        raise Refused(WRONG_SIZE)
    if not 1 / 8 <= width / height <= 8:
        raise Refused(WRONG_SHAPE)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused("The file must be a PNG or an SVG, and not damaged.") from error
    picture.thumbnail((WIDTH, HEIGHT))
    return _saved(picture)


def drawn(svg: bytes) -> bytes:
    """
    Return a cleaned SVG as PNG with a transparent background.

    Raises Refused where the SVG cannot be drawn, or is invisible on white paper.
    """
    from PIL import Image, ImageChops

    from committee.printing import PrintingError, render_pdf

    source = b64encode(svg).decode()
    html = (
        f"<html><head><style>@page {{ size: {POINTS}pt {POINTS}pt; margin: 0 }} body {{ margin: 0 }}"
        f"img {{ width: {POINTS}pt; height: {POINTS}pt; display: block; object-fit: contain }}</style></head>"
        f'<body><img alt="Crest" src="data:image/svg+xml;base64,{source}"></body></html>'
    )
    try:
        pdf = render_pdf(html, title="Crest")
    except PrintingError as error:
        raise Refused("The SVG cannot be drawn. Upload it as PNG.") from error
    picture = page_picture(pdf, scale=4 * HEIGHT / POINTS, fill_color=(255, 255, 255, 0)).convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    frame = ImageChops.difference(Image.alpha_composite(white, picture).convert("RGB"), white.convert("RGB")).getbbox()
    if frame is None:
        raise Refused("The SVG is invisible on white paper. Use one that sets its own colours.")
    picture = picture.crop(frame)
    picture.thumbnail((WIDTH, HEIGHT))
    return _saved(picture)


def page_picture(pdf: bytes, **options: Any) -> Any:
    """Return the first page of `pdf`, which the portal printed, as a Pillow image; `options` are PDFium's."""
    import pypdfium2

    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(**options).to_pil().copy()


def _saved(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
