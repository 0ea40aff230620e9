"""Kinds of office file, recognised by their bytes and never by their names, and the kinds that can be converted."""

from dataclasses import dataclass

from committee.acts.refusal import Refused
from meetings.packs.intake import take_in, wall
from meetings.packs.intake.office import libreoffice

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT = b"application/vnd.oasis.opendocument.text"
LOCKED = "It needs a password. Save a copy without the password and upload that."
BY_HAND = "Save it as PDF and upload that."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the end of its name, a clerk's word for it, and whether only LibreOffice can convert it."""

    ending: str
    looks: str
    needs_libreoffice: bool = True


DOCX = Kind("docx", "a Word document", needs_libreoffice=False)
PPTX = Kind("pptx", "a PowerPoint presentation")
XLSX = Kind("xlsx", "an Excel workbook")
ODT_TEXT = Kind("odt", "a LibreOffice text document")
DOC = Kind("doc", "an old Word document")
ALL = (DOCX, PPTX, XLSX, ODT_TEXT, DOC)


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of office file that the bytes seem to be; None for any other file and for a locked file."""
    if data[:4] == ZIP:
        if data[30:100].startswith(b"mimetype" + ODT) and not data[30 + 8 + len(ODT) :].startswith(b"-"):
            return ODT_TEXT
        return {kind.looks: kind for kind in (DOCX, PPTX, XLSX)}.get(take_in.looks_like(data))
    if data[:8] == OLE and _has_stream(data, "WordDocument") and not is_locked(data):
        return DOC
    return None


def is_locked(data: bytes) -> bool:
    """Return whether the bytes are a .docx, .pptx or .xlsx file saved with a password."""
    return data[:8] == OLE and _has_stream(data, "EncryptedPackage")


def _has_stream(data: bytes, name: str) -> bool:
    """Return whether the directory of an OLE file names a stream; names are stored two bytes a letter."""
    return name.encode("utf-16-le") in data


def can_convert(kind: Kind) -> bool:
    """Return whether this machine can make a PDF from this kind of file, behind a wall (`wall.py`)."""
    return libreoffice.is_installed() if kind.needs_libreoffice else wall.kind() != wall.NONE


def endings() -> list[str]:
    """Return the file name extensions that can be uploaded for a paper here, PDF first."""
    return ["pdf", *(kind.ending for kind in ALL if can_convert(kind))]


def refuse_at_sight(data: bytes, filename: str, limits: take_in.Limits = take_in.DEFAULT) -> None:
    """Raise Refused for an empty or too large file, and for a file that is no PDF and cannot be converted here."""
    take_in.refuse_by_size(len(data), filename, limits)
    if is_locked(data):
        raise Refused(f"“{take_in.shown_name(filename)}” was not accepted. {LOCKED}")
    kind = kind_of(data)
    if kind is None:
        take_in.refuse_at_sight(data, filename, limits)
    elif not can_convert(kind):
        raise Refused(f"“{take_in.shown_name(filename)}” is {kind.looks}, not a PDF. {BY_HAND}")
