"""A file that is made safe, and into a PDF where it is none, while whoever sent it waits for the page."""

import time
from dataclasses import replace

from django.conf import settings

from committee.acts.refusal import Refused
from meetings.packs.intake import sandbox, take_in
from meetings.packs.intake.office import convert, kinds
from meetings.packs.intake.take_in import Intake
from meetings.papers.verbs import AT_ONCE, take_in_now

LEFT_OUT = (
    "The PDF made of “{name}” does not hold all of it. {pairs} Choose the file again and agree to that below, or save "
    "it as PDF and upload that."
)
TOO_LONG = "“{name}” took too long to be made into a PDF. Save it as PDF and upload that."


class LeftOut(Refused):
    """What is not in the PDF made of a file, in words: its sender has not agreed to that yet."""


def taken_in_now(data: bytes, filename: str, *, title: str, without: bool) -> Intake:
    """
    Return the intake of a PDF, or of the PDF made of an office file with `title`.

    Raises Refused; Busy where another file is read so; and LeftOut where the PDF lacks something of the file, unless
    its sender has agreed to go `without`.
    """
    limits = take_in.Limits(size=settings.UPLOAD_LIMIT_BYTES)
    kinds.refuse_at_sight(data, filename, limits)
    if kinds.kind_of(data) is None:
        return take_in_now(data, filename)
    name, until = take_in.shown_name(filename), time.monotonic() + AT_ONCE
    with sandbox.at_once():
        made = convert.as_pdf(data, filename, title=title, seconds=AT_ONCE)
        if made is None or (remaining := until - time.monotonic()) <= 0:
            raise Refused(TOO_LONG.format(name=name))
        if made.left_out and not without:
            pairs = " ".join(f"{what}: “{words}”." if words else f"{what}." for what, words in made.left_out)
            raise LeftOut(LEFT_OUT.format(name=name, pairs=pairs))
        return convert.take_in_converted(made, data, filename, replace(limits, seconds=remaining))
