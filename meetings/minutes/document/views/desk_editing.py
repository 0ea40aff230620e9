"""What a page needs that lets somebody write one minute, or its public summary: `{% include %}` of `_editor.html`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from committee.dates import to_the_second
from committee.models import User
from committee.richtext import cleaning
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
        return to_the_second(self.minute.written_at, timezone.localdate()) if self.which == TEXT and self.html else ""
