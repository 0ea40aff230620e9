"""Which background documents anybody may read (LGA 1972 s.100D), and where."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from meetings.models import (
    Access,
    BackgroundDocument,
    Meeting,
    Paper,
    PaperFile,
    PublishedPaper,
    Takedown,
    TakedownSubject,
)


def open_to_public(meeting: Meeting) -> QuerySet[BackgroundDocument]:
    """
    Those of open papers of the meeting that are published.

    SECURITY: the gate is the queryset. Those of a paper that has been withheld since are not in it, nor is one that is
    the very file of a withheld paper of any meeting, or of what such a paper rests on, whenever that came (R16).
    Nor is what was taken down (R60).
    """
    published = PublishedPaper.objects.public().filter(version__meeting=meeting).values("paper_file__paper")
    documents = BackgroundDocument.objects.filter(paper__in=Paper.objects.filter(pk__in=published, access=Access.OPEN))
    gone = Takedown.objects.gone(TakedownSubject.BACKGROUND)
    return documents.exclude(of_withheld_papers()).exclude(pk__in=gone).defer("fingerprint")


def of_withheld_papers() -> Q:
    """Rows whose `stored` file is one that a withheld paper of any meeting has had, or that such a paper rests on."""
    papers = PaperFile.objects.exclude(paper__access=Access.OPEN).values("stored")
    rested_on = BackgroundDocument.objects.exclude(paper__access=Access.OPEN).values("stored")
    return Q(stored__in=papers) | Q(stored__in=rested_on)


@dataclass(frozen=True, slots=True)
class Offered:
    """A background document on a public page."""

    title: str
    of: str
    url: str
    size: int


def of_item(meeting: Meeting, item: int) -> list[Offered]:
    """The background documents of the papers of one item (by its id), as its page offers them: one query."""
    rows = open_to_public(meeting).filter(paper__item=item).select_related("stored", "paper")
    return [
        Offered(
            row.title,
            row.paper.title_for_public,
            reverse(
                "public:background-file",
                args=[meeting.committee.slug, meeting.slug, row.pk, slugify(row.title)[:80].strip("-") or "document"],
            ),
            row.stored.size,
        )
        for row in rows
    ]
