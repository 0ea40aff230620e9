"""Photographs of members, for public pages: an uploaded picture is redrawn small, without the file's metadata."""

import io

from django.db import transaction

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, verb
from committee.files import files
from committee.models import Person, StoredFile, User
from committee.register.lawful import hold

LARGEST = 2 * 1024 * 1024
TOO_LARGE = "The photograph is larger than 2 MB: make it smaller."
NOT_ONE = "The file must be a whole photograph as JPEG or PNG."
WRONG_SIZE = "The photograph must be at least 100 pixels wide and high, and at most 25 million pixels in all."
LEAST_PIXELS, MOST_PIXELS = 100, 25_000_000
LONGEST_SIDE = 400


def redrawn(data: bytes) -> bytes:
    """
    Return a photograph as an upright JPEG of at most 400 pixels either way.

    Raises Refused, with a reason, where `data` is no photograph.
    SECURITY: only JPEG and PNG are tried, and the size is read before the picture is unpacked. Only pixels are copied,
    so the place and time at which the photograph was taken are dropped.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
            width, height = opened.size
            fits = min(width, height) >= LEAST_PIXELS and width * height <= MOST_PIXELS
            if not fits:
                raise Image.DecompressionBombError
            opened.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # unpack a large JPEG at a reduced size
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise Refused(WRONG_SIZE) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused(NOT_ONE) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = Image.new("RGB", upright.size, "white")
    picture.paste(upright, mask=upright)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


@verb(may=keeps_the_register)
def change_photograph(person: Person, data: bytes, *, by: User | Portal) -> Person:
    """Show this photograph on the pages of `person` from now on. Raises Refused where `data` is no photograph."""
    shown = redrawn(data)
    hold(person)
    photograph = files.keep(shown, "image/jpeg")
    _replace(person, photograph)
    audit.record(by, "changed the photograph of", person, sha256=photograph.sha256)
    return person


@verb(may=keeps_the_register)
def remove_photograph(person: Person, *, by: User | Portal) -> Person:
    """Remove the photograph of `person`. Raises Refused where `person` has no photograph."""
    hold(person)
    if person.photograph is None:
        raise Refused("There is no photograph to remove.")
    _replace(person, None)
    audit.record(by, "removed the photograph of", person)
    return person


def _replace(person: Person, photograph: StoredFile | None) -> None:
    """Set or clear the photograph of a person. After the commit, erase the old file unless another person uses it."""
    before, person.photograph = person.photograph, photograph
    person.save(update_fields=["photograph"])

    def erase() -> None:
        if before is not None and not Person.objects.filter(photograph=before).exists():
            files.erase(before)

    transaction.on_commit(erase)
