"""What the work programme has to say on pages of meetings."""

from collections.abc import Sequence

from django.urls import reverse

from committee.slots import Piece
from meetings.models import AgendaItem, ItemKind


def print_into(items: Sequence[AgendaItem]) -> dict[int, Piece]:
    """Return what stands beside the agenda item of the work programme: a link to print it there. Takes no query."""
    pieces = {}
    for item in items:
        if item.kind == ItemKind.WORK_PROGRAMME:
            address = reverse("desk:programme-print-of-meeting", args=[item.meeting.committee.slug, item.meeting.slug])
            pieces[item.pk] = Piece("desk/programme/_print_into_item.html", {"address": address, "number": item.number})
    return pieces
