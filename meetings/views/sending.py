"""Sending one paper to somebody whose right to read it has been established."""

from django.http import HttpRequest, HttpResponseBase

from committee import files
from meetings.models import Paper, PaperFile
from meetings.packs import parts
from meetings.packs.marked import marked


def send_paper(request: HttpRequest, paper: Paper, file: PaperFile, name: str) -> HttpResponseBase:
    """Answer with `file` of `paper`; every page of a withheld one is marked on its way out (R15)."""
    if not paper.is_withheld:
        return files.send(request, file.stored, name, private=True)
    return files.send_copy(marked(parts.prepared(file.stored), paper.marking, title=paper.title), name)
