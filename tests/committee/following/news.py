"""News of a committee, for tests of who is told of it."""

import datetime as dt

from meetings.models import AgendaVersion

A_DAY = dt.timedelta(days=1)


def correct(slug: str) -> AgendaVersion:
    """One more version of the agenda of a committee that was published last, as a correction makes it."""
    last = AgendaVersion.objects.filter(meeting__committee__slug=slug).latest("published_at", "number")
    last.pk, last.number, last.kind, last.change_note = None, last.number + 1, "correction", "A word."
    last.published_at += A_DAY
    last.save(force_insert=True)
    return last
