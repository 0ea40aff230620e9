"""Writing one minute: the page, the saves of its scripts every few seconds, and the form of those who have none."""

import datetime as dt

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from committee.models import User
from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.writing import WritingPage, number
from meetings.lookup import address, crumbs, find_meeting, go_to
from meetings.minutes.document.minute_text import summarise, write_text
from meetings.minutes.document.views.desk_editing import SUMMARY, TEXT, Editor, said, token
from meetings.models import Access, Minute


@desk
def minute_text(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """A minute of that meeting, to be written; 404 for any other."""
    minute = _find(committee, meeting, pk)
    asked = request.POST if request.method == "POST" else request.GET
    which = SUMMARY if asked.get("which") == SUMMARY else TEXT
    if which == SUMMARY and not minute.is_withheld:
        raise Http404
    sent = MinutePage(request, minute, which)
    if request.method != "POST":
        return sent.page(minute)
    return sent.answer_scripts() if asked.get("hand") else sent.take_form()


def _find(committee: str, meeting: str, pk: int) -> Minute:
    row = find_meeting(committee, meeting)
    minutes = Minute.objects.select_related("minutes", "item", "written_by")
    minute = minutes.filter(minutes__meeting=row, pk=pk).first()
    if minute is None:
        raise Http404
    minute.minutes.meeting = row
    return minute


class MinutePage(WritingPage[Minute]):
    """One minute or its summary, written by several."""

    def __init__(self, request: SignedInRequest, row: Minute, which: str) -> None:
        super().__init__(request, row)
        self.which = which

    def save(self, html: str) -> Minute:
        """By the verb of the one or the other."""
        revision, at, by = self.sent.get("revision", ""), timezone.now(), self.request.user
        if self.which == SUMMARY:
            return summarise(self.row, text=html, seen=revision, at=at, by=by)
        return write_text(self.row, text=html, revision=number(revision), hand=self.hand, turn=self.turn, at=at, by=by)

    def text_of(self, row: Minute) -> str:
        """The one or the other."""
        return said(row, self.which)

    def revision_of(self, row: Minute) -> str:
        """Its number, or a stamp of the summary."""
        return token(row, self.which)

    def written(self, row: Minute) -> tuple[User | None, dt.datetime | None]:
        """As the minute knows; of a summary nobody does."""
        return (row.written_by, row.written_at) if self.which == TEXT else (None, None)

    def again(self) -> HttpResponseBase:
        """To the room where the form stood there, else to the same page."""
        if self._in_room:
            return go_to("desk:room-item", self.row.minutes.meeting, pk=self.row.pk)
        path = self.request.path
        return redirect(f"{path}?which={SUMMARY}" if self.which == SUMMARY else path)

    @property
    def _in_room(self) -> bool:
        return self.sent.get("from") == "room"

    def page(self, row: Minute, *, words: str | None = None, status: int = 200, **more: object) -> HttpResponse:
        """The minute, or both texts where two have written."""
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
