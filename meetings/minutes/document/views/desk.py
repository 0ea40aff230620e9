"""Writing one minute: the page, the saves of its scripts, the form of those who have none, and grounds (R63)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.models import User
from committee.richtext import cleaning
from committee.views.acting import carried_out, show, typed
from committee.views.writing import WritingPage, number
from committee.wording.dates import to_the_second
from meetings.lookup import address, args_of, crumbs, find_meeting, go_to
from meetings.minutes.document import unlisted_business
from meetings.minutes.document.minute_text import stamp_of, summarise, write_text
from meetings.minutes.document.unlisted_business import ground_of, unlisted
from meetings.minutes.forms import GroundForm
from meetings.minutes.lookup import frame, of_minutes
from meetings.models import Access, Meeting, Minute, Minutes, Phrase


@desk
def minute_text(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Edit a minute of that meeting; 404 for any other."""
    minute = _find(committee, meeting, pk)
    values = request.POST if request.method == "POST" else request.GET
    which = SUMMARY if values.get("which") == SUMMARY else TEXT
    if which == SUMMARY and not minute.is_withheld:
        raise Http404
    sent = MinutePage(request, minute, which)
    if request.method != "POST":
        return sent.page(minute)
    return sent.answer_scripts() if values.get("hand") else sent.take_form()


def _find(committee: str, meeting: str, pk: int) -> Minute:
    row = find_meeting(committee, meeting)
    minutes = Minute.objects.select_related("minutes", "item", "written_by")
    minute = get_object_or_404(minutes, minutes__meeting=row, pk=pk)
    minute.minutes.meeting = row
    return minute


class MinutePage(WritingPage[Minute]):
    """One minute or its summary, written by several."""

    def __init__(self, request: SignedInRequest, row: Minute, which: str) -> None:
        super().__init__(request, row)
        self.which = which

    def save(self, html: str) -> Minute:
        """Save the summary or the text by its verb."""
        revision, at, by = self.sent.get("revision", ""), timezone.now(), self.request.user
        if self.which == SUMMARY:
            return summarise(self.row, text=html, seen=revision, at=at, by=by)
        return write_text(self.row, text=html, revision=number(revision), hand=self.hand, turn=self.turn, at=at, by=by)

    def text_of(self, row: Minute) -> str:
        """Return the one or the other."""
        return said(row, self.which)

    def revision_of(self, row: Minute) -> str:
        """Return the minute's revision number, or a stamp of its summary."""
        return token(row, self.which)

    def written(self, row: Minute) -> tuple[User | None, dt.datetime | None]:
        """Return the last writer and time of the text; unknown for a summary."""
        return (row.written_by, row.written_at) if self.which == TEXT else (None, None)

    def again(self) -> HttpResponseBase:
        """Redirect to the room where the form stood there, else to the same page."""
        if self._in_room:
            return go_to("desk:room-item", self.row.minutes.meeting, pk=self.row.pk)
        path = self.request.path
        return redirect(f"{path}?which={SUMMARY}" if self.which == SUMMARY else path)

    @property
    def _in_room(self) -> bool:
        return self.sent.get("from") == "room"

    def page(self, row: Minute, *, words: str | None = None, status: int = 200, **more: object) -> HttpResponse:
        """Show the minute, or both texts if two people have written."""
        meeting = row.minutes.meeting = self.row.minutes.meeting
        user = self.request.user
        about = {
            "minute": row,
            "meeting": meeting,
            "editor": Editor.of(row, meeting, user, self.which, words=words, in_room=self._in_room),
            "recommendations": _recommendations(row),
            "trail": [*crumbs(meeting), ("Minutes", address("minutes-write-up", meeting))],
            "is_summary": self.which == SUMMARY,
        }
        template = "desk/minutes/clash.html" if "clash" in more else "desk/minutes/text.html"
        return render(self.request, template, about | more, status=status)


def _recommendations(minute: Minute) -> list[str]:
    """SECURITY: an open minute is offered no word of a withheld paper."""
    if minute.item is None:
        return []
    papers = minute.item.papers.current().standing()
    papers = papers if minute.is_withheld else papers.filter(access=Access.OPEN)
    return [line for paper in papers for line in paper.recommendation_lines]


TEXT, SUMMARY = "text", "summary"
LABELS = {TEXT: "What is minuted", SUMMARY: "What the public may read instead"}


def said(minute: Minute, which: str) -> str:
    """Return the HTML of the text that is being written."""
    return minute.public_summary if which == SUMMARY else minute.text


def token(minute: Minute, which: str) -> str:
    """Return the revision that a writer began from; it is handed back with their text."""
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
        in_room: bool = False,
    ) -> "Editor":
        """Return the box for the text ("text") or public summary ("summary") of a minute; two queries at most."""
        html = cleaning.clean(said(minute, which))
        return cls(
            minute=minute,
            which=which,
            url=reverse("desk:minute-text", kwargs=args_of(meeting, pk=minute.pk)),
            writer=user.pk,
            words=cleaning.plain(html) if words is None else words,
            html=html,
            revision=token(minute, which),
            phrases=list(Phrase.objects.all()),
            stays_plain=words is not None,
            in_room=in_room,
        )

    @property
    def name(self) -> str:
        """Prefix of the ids of its elements."""
        return f"minute-{self.minute.pk}-{self.which}"

    @property
    def label(self) -> str:
        """Label of the box."""
        return LABELS[self.which]

    @property
    def heading(self) -> str:
        """Name of the minute, for a writer who finds its text stored on their computer."""
        minute = str(self.minute)
        return f"{minute} (public summary)" if self.which == SUMMARY else minute

    @property
    def saved(self) -> str:
        """Time of the last save, if known."""
        return to_the_second(self.minute.written_at, timezone.localdate()) if self.which == TEXT and self.html else ""


@of_minutes
def ground(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Record the ground for decisions that were on no published agenda."""
    write_up = address("minutes-write-up", minutes.meeting)
    form, message = GroundForm(typed(request), row=ground_of(minutes)), "The ground is recorded. The minutes print it."
    if answer := carried_out(request, unlisted_business.name_ground, minutes, form, message=message, then=write_up):
        return answer
    entries = minutes.entries.select_related("item__ruling").prefetch_related("resolutions")
    return show(
        request,
        "desk/minutes/ground.html",
        form=form,
        back=write_up,
        without=unlisted(minutes, list(entries)),
        **frame(minutes),
    )
