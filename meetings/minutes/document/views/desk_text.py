"""Writing one minute: the page, the saves of its scripts every few seconds, and the form of those who have none."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.richtext import cleaning
from meetings.lookup import address, crumbs, find_meeting, go_to
from meetings.minutes.document import open_editors
from meetings.minutes.document.minute_text import Conflict, summarise, write_text
from meetings.minutes.document.views.desk_editing import SUMMARY, TEXT, Clash, Editor, clock, said, token
from meetings.models import Access, Minute

LONGEST_HAND = 40


@desk
def minute_text(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """A minute of that meeting, to be written; 404 for any other."""
    minute = _find(committee, meeting, pk)
    asked = request.POST if request.method == "POST" else request.GET
    which = SUMMARY if asked.get("which") == SUMMARY else TEXT
    if which == SUMMARY and not minute.is_withheld:
        raise Http404
    if request.method != "POST":
        return _page(request, minute, which)
    if asked.get("hand"):
        return _answer_scripts(request, minute, which)
    return _take_form(request, minute, which)


def _find(committee: str, meeting: str, pk: int) -> Minute:
    row = find_meeting(committee, meeting)
    minutes = Minute.objects.select_related("minutes", "item", "written_by")
    minute = minutes.filter(minutes__meeting=row, pk=pk).first()
    if minute is None:
        raise Http404
    minute.minutes.meeting = row
    return minute


def _save(request: SignedInRequest, minute: Minute, which: str, html: str) -> Minute:
    revision, at, by = request.POST.get("revision", ""), timezone.now(), request.user
    if which == SUMMARY:
        return summarise(minute, text=html, seen=revision, at=at, by=by)
    hand, turn = request.POST.get("hand", "")[:LONGEST_HAND], _number(request.POST.get("turn", ""))
    return write_text(minute, text=html, revision=_number(revision), hand=hand, turn=turn, at=at, by=by)


def _number(text: str) -> int:
    """A whole number; -1 for anything else, which is no revision and no turn."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1


def _answer_scripts(request: SignedInRequest, minute: Minute, which: str) -> HttpResponse:
    """
    JSON for the scripts: 200 saved (or who is here), 409 somebody else's text, 401 another's sign-in, 422 refused.

    SECURITY: what was kept on a computer is not sent in the name of whoever signed in there next.
    """
    if request.POST.get("writer") != str(request.user.pk):
        sentence = f"You are signed in as {request.user}; somebody else wrote this text. Sign in as them to send it."
        return JsonResponse({"sentence": sentence}, status=401)
    if "leaving" in request.POST:
        open_editors.gone(minute, which, request.user, request.POST.get("hand", ""), at=timezone.now())
        return JsonResponse({})
    if "html" not in request.POST:
        return JsonResponse(_news(request, minute, which))
    html = request.POST["html"]
    try:
        minute = _save(request, minute, which, html)
    except Conflict as conflict:
        clash = Clash(conflict.theirs, which, cleaning.clean(html), request.user)
        return JsonResponse(_clash(clash, conflict.text), status=409)
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.text}, status=422)
    at = minute.written_at if which == TEXT else timezone.now()
    return JsonResponse({"saved": clock(at), "revision": token(minute, which)})


def _news(request: SignedInRequest, minute: Minute, which: str) -> dict[str, Any]:
    """Who else has it open; and the text, where it is no longer what this window shows."""
    hand = request.POST.get("hand", "")[:LONGEST_HAND]
    was = request.POST.get("was", "")
    others = open_editors.here(minute, which, request.user, hand, at=timezone.now(), was=was)
    names = {writer.name for writer in others if writer.user != request.user.pk}
    again = any(writer.user == request.user.pk for writer in others)
    revision = token(minute, which)
    news: dict[str, Any] = {"others": sorted(names), "again": again, "revision": revision}
    if request.POST.get("revision") != revision:
        clash = Clash(minute, which, "", request.user)
        news |= {"html": clash.theirs, "by": clash.whose, "saved": clash.at}
    return news


def _clash(clash: Clash, sentence: str) -> dict[str, str]:
    return {
        "sentence": sentence,
        "by": clash.whose,
        "saved": clash.at,
        "revision": clash.revision,
        "theirs": clash.theirs,
        "both": clash.both,
        "difference": render_to_string("desk/minutes/_difference.html", {"pieces": clash.difference}),
    }


def _take_form(request: SignedInRequest, minute: Minute, which: str) -> HttpResponseBase:
    """The words of the plain form; a clash gets a page of its own that holds both texts."""
    words = request.POST.get("words", "")
    if request.POST.get("choice") == "theirs":
        messages.success(request, "What was saved before yours stays. Your own text is dropped, as you chose.")
        return _again(request, minute, which)
    mine = cleaning.from_plain(words, said(minute, which))
    if request.POST.get("choice") == "together":
        both = Clash(minute, which, mine, request.user).both
        return _page(request, minute, which, words=cleaning.plain(both))
    try:
        _save(request, minute, which, mine)
    except Conflict as conflict:
        conflict.theirs.minutes.meeting = minute.minutes.meeting
        clash = Clash(conflict.theirs, which, mine, request.user)
        return _page(request, conflict.theirs, which, words=words, status=409, clash=clash)
    except Refused as refusal:
        return _page(request, minute, which, words=words, status=422, refused=refusal.text)
    messages.success(request, f"Saved at {clock(timezone.now())}.")
    return _again(request, minute, which)


def _again(request: SignedInRequest, minute: Minute, which: str) -> HttpResponseBase:
    if _in_room(request):
        return go_to("desk:room-item", minute.minutes.meeting, pk=minute.pk)
    return redirect(f"{request.path}?which={SUMMARY}" if which == SUMMARY else request.path)


def _in_room(request: SignedInRequest) -> bool:
    """Whether the form stood in the room."""
    return request.POST.get("from") == "room"


def _page(
    request: SignedInRequest, minute: Minute, which: str, *, words: str | None = None, status: int = 200, **more: object
) -> HttpResponse:
    meeting = minute.minutes.meeting
    about = {
        "minute": minute,
        "meeting": meeting,
        "editor": Editor.of(minute, meeting, request.user, which, words=words, in_room=_in_room(request)),
        "recommendations": _recommendations(minute),
        "trail": [*crumbs(meeting), ("Minutes", address("minutes-write-up", meeting))],
        "is_summary": which == SUMMARY,
    }
    template = "desk/minutes/clash.html" if "clash" in more else "desk/minutes/text.html"
    return render(request, template, about | more, status=status)


def _recommendations(minute: Minute) -> list[str]:
    """SECURITY: an open minute is offered no word of a withheld paper."""
    if minute.item is None:
        return []
    papers = minute.item.papers.standing()
    papers = papers if minute.is_withheld else papers.filter(access=Access.OPEN)
    return [line for paper in papers for line in paper.recommendation_lines]
