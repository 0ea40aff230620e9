"""Files that somebody sent, made safe: by a worker, or into a PDF where they are none while their sender waits."""

import time

from django.conf import settings

from committee.acts.refusal import Refused
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
    """Return what this council lets an upload be and cost."""
    return Limits(size=settings.UPLOAD_LIMIT_BYTES, seconds=seconds)


def take_in(data: bytes, filename: str) -> Intake:
    """Take in the upload. Raises Refused, with what to do, if too large, empty, broken, locked or no PDF."""
    return intake.take_in(data, filename, limits=limits())


def take_in_now(data: bytes, filename: str) -> Intake:
    """
    Return the intake of a file for a page that waits: less time than `take_in`, and Busy where another is read so.

    Papers are handed in instead (`handing_in`). Verbs accept a file in this form too.
    """
    with sandbox.at_once():
        return intake.take_in(data, filename, limits=limits(seconds=AT_ONCE))


def taken_in(data: bytes | Intake, filename: str) -> Intake:
    """Return the intake of a file, or `data` itself where it is one already."""
    return data if isinstance(data, Intake) else take_in(data, filename)


class LeftOut(Refused):
    """The parts of a file that are not in its PDF, in words: its sender has not agreed to that yet."""


def taken_in_now(data: bytes, filename: str, *, title: str, without: bool) -> Intake:
    """
    Return the intake of a PDF, or of the PDF made of an office file with `title`.

    Raises Refused; Busy where another file is read so; and LeftOut where the PDF lacks something of the file, unless
    its sender has agreed to go `without`.
    """
    kinds.refuse_at_sight(data, filename, limits())
    if kinds.kind_of(data) is None:
        return take_in_now(data, filename)
    name, until = intake.shown_name(filename), time.monotonic() + AT_ONCE
    with sandbox.at_once():
        made = convert.as_pdf(data, filename, title=title, seconds=AT_ONCE)
        if made is None or (remaining := until - time.monotonic()) <= 0:
            raise Refused(TOO_LONG.format(name=name))
        if made.left_out and not without:
            pairs = " ".join(f"{what}: “{words}”." if words else f"{what}." for what, words in made.left_out)
            raise LeftOut(LEFT_OUT.format(name=name, pairs=pairs))
        return convert.take_in_converted(made, data, filename, limits(seconds=remaining))
