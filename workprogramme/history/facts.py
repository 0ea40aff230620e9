"""
Parts of the story of a work programme item: its facts, its reader, and the hook by which upper apps add facts.

The hook (`ABOVE`) is needed because no app may import an app above it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from meetings.outstanding_actions import shortened
from workprogramme.models import ProgrammeItem


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One event of a story: its day, its heading (`word`, such as “Moved”), a text, and a link.

    Facts of one day are ordered by `generation`, then by `rank`. An item rolled forward from year to year has a row per
    year. `generation` is the number of the fact's row, 0 for the oldest year. The default, 99, is the latest year.
    """

    on: dt.date
    rank: int
    word: str
    text: str
    url: str = ""
    generation: int = 99


def one_line(text: str) -> str:
    """Return `text` in one line, without dashes of bullets. A long text is cut after a word."""
    return shortened(" ".join(line.strip().lstrip("-").strip() for line in text.splitlines() if line.strip()))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reader of a story: the public (`public`), or the planners of the programme."""

    public: bool

    def seen(self, items: QuerySet[ProgrammeItem]) -> QuerySet[ProgrammeItem]:
        """Return the `items` that this reader may read, with the related rows that a link and a date need."""
        items = items.public() if self.public else items  # type: ignore[attr-defined]
        return items.select_related("programme__committee", "programme__year", "meeting__committee")

    def chain(self, item: ProgrammeItem) -> list[ProgrammeItem]:
        """
        Return `item` and the readable items it was rolled forward from, oldest first, in one or two queries.

        Return [] if the reader may not read `item`.
        """
        rolled = ProgrammeItem.objects.filter(
            programme__committee=item.programme.committee_id, rolled_from__isnull=False
        )
        before = dict(rolled.values_list("pk", "rolled_from")) if item.rolled_from_id else {}
        ids = [item.pk]
        while (earlier := before.get(ids[-1])) and earlier not in ids:
            ids.append(earlier)
        rows = self.seen(ProgrammeItem.objects.filter(pk__in=ids)).select_related(
            "programme__committee", "programme__year", "meeting__committee", "origin_meeting__committee",
            "origin_minute", "agenda_item__meeting__committee", "agenda_item__minute__minutes",
            "follow_up_of__programme__committee", "follow_up_of__programme__year",
            "merged_into__programme__committee", "merged_into__programme__year",
            "rolled_to__programme__committee", "rolled_to__programme__year", "suggester",
        )  # fmt: skip
        by_pk = {row.pk: row for row in rows}
        return [by_pk[pk] for pk in reversed(ids) if pk in by_pk] if item.pk in by_pk else []

    def may_read(self, item: ProgrammeItem) -> bool:
        """
        Return whether this reader may read `item`. For the public, the rule of `public()` applies.

        Load the item's programme first.
        """
        return not self.public or item.is_public

    def address(self, item: ProgrammeItem) -> str:
        """Return the URL of the item's page for this reader; "" where they may not read the item."""
        if not self.may_read(item):
            return ""
        name = "public:programme-item" if self.public else "desk:programme-item"
        return reverse(name, args=[item.programme.committee.slug, item.programme.year.slug, item.pk])

    @staticmethod
    def day(at: dt.datetime | None) -> dt.date:
        """Return the day in London of a moment that is not None."""
        assert at is not None
        return timezone.localdate(at)


# A function of an upper app. It takes a chain of items (an item after the items it was rolled forward from) and whether
# the reader is the public. It returns facts.
TellAbove = Callable[[Sequence[ProgrammeItem], bool], list[Fact]]
ABOVE: list[TellAbove] = []
