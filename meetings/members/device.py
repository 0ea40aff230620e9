"""The papers of a meeting that a member may take to a device, and the last day of their copies there."""

import datetime as dt

from committee.models import Council, User
from meetings.models import Access, AgendaVersion, Meeting, PublishedPaper
from meetings.models.pack import PublishedPaperQuerySet
from meetings.packs import snapshot as snapshots

DAYS_KEPT = 28  # after the meeting, enough to check the draft minutes; a device lost later has no copies
DAYS_WITHOUT_CONTACT = 7  # a right may end while the device is offline, or its user can no longer sign in


def last_day(meeting: Meeting) -> dt.date:
    """Return the last day on which copies of a meeting may be on a device."""
    return meeting.date + dt.timedelta(days=DAYS_KEPT)


def last_day_of_exempt(meeting: Meeting, on: dt.date) -> dt.date:
    """Return the last day of exempt papers on a device that has last asked the portal on the day `on`."""
    return min(last_day(meeting), on + dt.timedelta(days=DAYS_WITHOUT_CONTACT))


def exempt_papers(user: User, meeting: Meeting, version: AgendaVersion, on: dt.date) -> list[PublishedPaper]:
    """
    Return the exempt papers of an agenda that this user may take to a device, in the order of the agenda.

    SECURITY: none unless the council's settings let members; never a confidential paper (s.100A(2)-(3)).
    """
    if not Council.current().exempt_on_devices or on > last_day(meeting):
        return []
    readable = PublishedPaper.objects.readable_by(user, on)
    return on_agenda(readable.filter(paper_file__paper__access=Access.EXEMPT), meeting, version)


def on_agenda(papers: PublishedPaperQuerySet, meeting: Meeting, version: AgendaVersion) -> list[PublishedPaper]:
    """Return those of `papers` that are on the agenda, each once, in the order of the agenda."""
    numbers = snapshots.files_of(version.snapshot)
    papers = papers.filter(version__meeting=meeting, paper_file__in=numbers)
    papers = papers.select_related("paper_file__stored", "paper_file__paper").order_by("version__number")
    latest = {published.paper_file_id: published for published in papers}
    return [latest[number] for number in numbers if number in latest]
