"""Copies of an item's published open papers for another item, by reference: both share the stored file."""

import datetime as dt

from committee.acts.saving import save
from committee.models import User
from meetings.models import Access, AgendaItem, PageText, Paper, PaperFile, PaperState, PublishedPaper
from meetings.papers.verbs import begin

# What belongs to one file of one paper; every other column of a file is about its bytes.
_OWN = ("id", "paper", "number", "received_at", "received_by")
_OF_BYTES = [field.attname for field in PaperFile._meta.concrete_fields if field.name not in _OWN]


def copy_papers(source: AgendaItem, item: AgendaItem, *, at: dt.datetime, who: User) -> list[str]:
    """
    Copy the published open papers of `source` to `item`, and return their titles; for verbs, with `item` locked.

    SECURITY: only papers that the public may read now are copied, and their titles are public.
    """
    published = PublishedPaper.objects.filter(access=Access.OPEN).values("paper_file")
    papers = source.papers.filter(state=PaperState.RECEIVED, access=Access.OPEN, is_down=False, file__in=published)
    return [_copied(paper, item, at, who) for paper in papers.select_related("file").order_by("position")]


def _copied(paper: Paper, item: AgendaItem, at: dt.datetime, who: User) -> str:
    copy = begin(item, title=paper.title_for_public, kind=paper.kind, owner=paper.owner, access=Access.OPEN)
    copy.background_papers, copy.recommendations = paper.background_papers, paper.recommendations
    save(copy)
    assert paper.file is not None  # by the constraint `a_received_paper_has_its_file`
    about = {name: getattr(paper.file, name) for name in _OF_BYTES}
    file = PaperFile(paper=copy, number=1, received_at=at, received_by=who, **about)
    save(file)
    for text in paper.file.texts.all():
        save(
            PageText(file=file, page=text.page, text=text.text, written_by=text.written_by, written_at=text.written_at)
        )
    copy.file, copy.state = file, PaperState.RECEIVED
    save(copy)
    return copy.title
