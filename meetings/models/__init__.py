"""The meeting, its agenda, its papers and its packs."""

from meetings.models.agenda import AgendaItem, ItemKind, StandingItem, UrgencyRuling
from meetings.models.meeting import Meeting, MeetingMove, Preview, make_slug, read_slug
from meetings.models.pack import (
    AgendaVersion,
    BuildState,
    Certificate,
    Edition,
    Pack,
    PackBuild,
    PublishedPaper,
    SentNotice,
    VersionKind,
)
from meetings.models.paper import Access, NeedToKnow, PageText, Paper, PaperFile, PaperKind, PaperState

__all__ = [
    "Access",
    "AgendaItem",
    "AgendaVersion",
    "BuildState",
    "Certificate",
    "Edition",
    "ItemKind",
    "Meeting",
    "MeetingMove",
    "NeedToKnow",
    "Pack",
    "PackBuild",
    "PageText",
    "Paper",
    "PaperFile",
    "PaperKind",
    "PaperState",
    "Preview",
    "PublishedPaper",
    "SentNotice",
    "StandingItem",
    "UrgencyRuling",
    "VersionKind",
    "make_slug",
    "read_slug",
]
