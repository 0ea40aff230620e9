"""Intake of uploaded files, by a worker or while the sender waits, with conversion to PDF where needed."""

import time

from django.conf import settings

from committee.acts.refusal import Refused
from committee.files import virus_scan
from meetings.packs.intake import sandbox
from meetings.packs.intake import take_in as intake
from meetings.packs.intake.office import convert, kinds
from meetings.packs.intake.take_in import Intake, Limits

AT_ONCE = 20.0  # seconds that a page may wait for a file to be read
LEFT_OUT = (
    "The PDF made of “{name}” does not hold all of it. {pairs} Choose the file again and agree to that below, or save "
    "it as PDF and upload that."
)
TOO_LONG = "“{name}” took too long to be made into a PDF. Save it as PDF and upload that."


def limits(*, seconds: float = Limits.seconds) -> Limits:
    """Return the limits for an upload: the size in bytes (from the settings), and the seconds to read it."""
    return Limits(size=settings.UPLOAD_LIMIT_BYTES, seconds=seconds)


def take_in(data: bytes, filename: str) -> Intake:
    """
    Return the intake of an upload.

    Raises Refused where it is too large, empty, infected, broken, locked or not a PDF, Busy where it cannot be scanned.
    """
    virus_scan.refuse_infected(data, intake.shown_name(filename))
    return intake.take_in(data, filename, limits=limits())


def take_in_now(data: bytes, filename: str) -> Intake:
    """
    Return the intake of a file while its sender waits, within AT_ONCE seconds.

    Raises Refused as `take_in` does, and Busy where another file is being read. For papers use `handing_in`.
    """
    with sandbox.at_once():
        virus_scan.refuse_infected(data, intake.shown_name(filename))
        return intake.take_in(data, filename, limits=limits(seconds=AT_ONCE))


def taken_in(data: bytes | Intake, filename: str) -> Intake:
    """Return the intake of a file, or `data` itself where it is an intake already."""
    return data if isinstance(data, Intake) else take_in(data, filename)


class LeftOut(Refused):
    """The PDF lacks parts of the file, which the refusal names, and the sender has not agreed to that yet."""


def taken_in_now(data: bytes, filename: str, *, title: str, without: bool) -> Intake:
    """
    Return the intake of a file while its sender waits. An office file is made into a PDF that bears the title `title`.

    Raises Refused as `take_in` does and where it takes too long, Busy where another file is being read, and LeftOut
    where the PDF lacks a part of the office file and the sender has not agreed to that (`without`).
    """
    kinds.refuse_at_sight(data, filename, limits())
    if kinds.kind_of(data) is None:
        return take_in_now(data, filename)
    name, until = intake.shown_name(filename), time.monotonic() + AT_ONCE
    with sandbox.at_once():
        virus_scan.refuse_infected(data, name)
        made = convert.as_pdf(data, filename, title=title, seconds=AT_ONCE)
        if made is None or (remaining := until - time.monotonic()) <= 0:
            raise Refused(TOO_LONG.format(name=name))
        if made.left_out and not without:
            pairs = " ".join(f"{what}: “{words}”." if words else f"{what}." for what, words in made.left_out)
            raise LeftOut(LEFT_OUT.format(name=name, pairs=pairs))
        return convert.take_in_converted(made, data, filename, limits(seconds=remaining))
