"""The background documents that a public page offers (LGA 1972 s.100D), and where they are read."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from committee.public_pages.compiled import compiled
from meetings.models import BackgroundDocument, Meeting


@dataclass(frozen=True, slots=True)
class Offered:
    """A background document on a public page."""

    title: str
    of: str
    url: str
    size: int


def of_item(meeting: Meeting, item: int) -> list[Offered]:
    """Return the background documents of the papers of one item (by its id), as its page offers them: one query."""
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
        for row in _offered(meeting=meeting.pk, item=item)
    ]


@compiled(meeting=BigIntegerField(), item=BigIntegerField())
def _offered(meeting: int, item: int) -> QuerySet[BackgroundDocument]:
    rows = BackgroundDocument.objects.public().filter(paper__item=item, paper__item__meeting=meeting)
    return rows.select_related("stored", "paper").defer("fingerprint")
