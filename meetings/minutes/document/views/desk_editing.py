"""What a page needs that lets somebody write one minute, or its public summary: `{% include %}` of `_editor.html`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from committee.dates import full_date
from committee.models import User
from committee.richtext import cleaning
from committee.richtext.both_texts import together
from committee.richtext.diff import Piece, by_word
from meetings.lookup import args_of
from meetings.minutes.document.minute_text import stamp_of
from meetings.models import Meeting, Minute, Phrase

TEXT, SUMMARY = "text", "summary"
LABELS = {TEXT: "What is minuted", SUMMARY: "What the public may read instead"}


def said(minute: Minute, which: str) -> str:
    """The HTML that is being written."""
    return minute.public_summary if which == SUMMARY else minute.text


def token(minute: Minute, which: str) -> str:
    """From what a writer began: handed back with what they write."""
    return stamp_of(minute.public_summary) if which == SUMMARY else str(minute.revision)


def clock(at: datetime | None) -> str:
    """As a status line says it: 10:42:07, with the day where it is another."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    day = "" if local.date() == timezone.localdate() else f"on {full_date(local)} at "
    return f"{day}{local:%H:%M:%S}"


@dataclass(frozen=True)
class Editor:
    """One box to write in. `words` are what is in it without scripts; `html` is what the scripts put into theirs."""

    minute: Minute
    which: str
    url: str
    writer: int
    words: str
    html: str
    revision: str
    phrases: Sequence[Phrase] = field(default_factory=list)
    stays_plain: bool = False  # what was sent by the plain form goes on there
    in_room: bool = False  # the plain form comes back to the room

    @classmethod
    def of(
        cls,
        minute: Minute,
        meeting: Meeting,
        user: User,
        which: str = TEXT,
        *,
        words: str | None = None,
        phrases: Sequence[Phrase] | None = None,
        in_room: bool = False,
    ) -> "Editor":
        """The box for the text ("text") or public summary ("summary") of a minute; two queries at most."""
        html = cleaning.clean(said(minute, which))
        return cls(
            minute=minute,
            which=which,
            url=reverse("desk:minute-text", kwargs=args_of(meeting, pk=minute.pk)),
            writer=user.pk,
            words=cleaning.plain(html) if words is None else words,
            html=html,
            revision=token(minute, which),
            phrases=list(Phrase.objects.all()) if phrases is None else phrases,
            stays_plain=words is not None,
            in_room=in_room,
        )

    @property
    def name(self) -> str:
        """What the ids of its elements begin with."""
        return f"minute-{self.minute.pk}-{self.which}"

    @property
    def label(self) -> str:
        """What the box is called."""
        return LABELS[self.which]

    @property
    def heading(self) -> str:
        """Which minute it is, for one who finds its text kept on their computer."""
        minute = str(self.minute)
        return f"{minute} (public summary)" if self.which == SUMMARY else minute

    @property
    def saved(self) -> str:
        """When it was last saved, if that is known."""
        return clock(self.minute.written_at) if self.which == TEXT and self.html else ""


@dataclass(frozen=True)
class Clash:
    """Two texts of one minute: `mine` (HTML, not saved) and theirs, as the minute stands."""

    minute: Minute
    which: str
    mine: str
    user: User

    @property
    def theirs(self) -> str:
        """The HTML that was saved meanwhile."""
        return cleaning.clean(said(self.minute, self.which))

    @property
    def whose(self) -> str:
        """Who saved it."""
        writer = self.minute.written_by if self.which == TEXT else None
        if writer is None:
            return "Somebody else"
        return f"{writer} (in another window)" if writer.pk == self.user.pk else str(writer)

    @property
    def at(self) -> str:
        """When."""
        return clock(self.minute.written_at) if self.which == TEXT else ""

    @property
    def revision(self) -> str:
        """Where a save that settles it begins."""
        return token(self.minute, self.which)

    @property
    def difference(self) -> list[Piece]:
        """What theirs took away from mine and added to it, word by word."""
        return by_word(cleaning.plain(self.mine), cleaning.plain(self.theirs))

    @property
    def both(self) -> str:
        """HTML of both, to be put together by hand."""
        return together(self.mine, self.theirs, self.whose)
