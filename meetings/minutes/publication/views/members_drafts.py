"""A circulated draft of minutes, for those it was sent to: read it, and comment minute by minute."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access import permissions
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, answered
from committee.wording.dates import long_date
from meetings.lookup import none_at
from meetings.minutes.document import template_context
from meetings.minutes.forms import CommentForm
from meetings.minutes.publication import circulating, drafts
from meetings.minutes.publication.versions import latest
from meetings.models import Circulation, Comment, Edition, Meeting, Minute, MinutesVersionKind
from meetings.models.meeting import MeetingQuerySet

RIGHT = "A draft of minutes sent for comments to someone who may read its exempt part."


@dataclass(frozen=True, slots=True)
class Line:
    """One minute with the form for a comment on it, and what this reader said of it already."""

    entry: dict[str, Any]
    form: CommentForm
    comments: list[Comment]


@permissions.members
def for_members(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Show the draft to a member."""
    return _draft(request, committee, meeting, "members")


@permissions.officers
def for_officers(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Show the draft to an officer."""
    return _draft(request, committee, meeting, "officers")


def _draft(request: SignedInRequest, committee: str, meeting: str, side: str) -> HttpResponseBase:
    """
    Show the draft last sent to this reader.

    SECURITY: it answers as an address that never was to anybody without a draft, and once the minutes are published and
    the time for comments has passed. A comment sent then is shown back to a reader who had the draft.
    """
    on = timezone.localdate()
    row = _of(Circulation.objects.sent_to(request.user, on)).at(committee, meeting).select_related("committee").first()
    if row is None:
        raise none_at(committee, meeting, _of(Circulation.objects.readable_by(request.user, on)))
    sent = drafts.latest_for(request.user, row, on)
    if sent is None:
        raise permissions.TooLate(_why_closed(row), _typed(request), back=reverse(f"{side}:front"))
    full = drafts.in_full(request.user, sent, on)
    edition = Edition.MEMBERS if full else Edition.PUBLIC
    document = drafts.document_of(sent)
    context = template_context.context(document, edition, draft=True)
    comments = _comments_by_minute(request, sent)
    lines = [_line(request, entry, comments) for entry in context["entries"]]
    posted = next((line for line in lines if line.form.is_bound), None)
    if posted is not None:
        url = f"{request.path}#{posted.entry['anchor']}"
        take = partial(_take, request, sent, posted.entry["pk"])
        if answer := answered(request, posted.form, take, then=url, field=_where):
            return answer
    if full and template_context.withholds(document):
        audit.record_reading(request.user, sent.version.minutes, RIGHT)
    page = {
        "meeting": row,
        "circulation": sent,
        "message": drafts.message_for(request.user, sent, on),
        "lines": lines,
        "form": posted.form if posted else None,
        "is_late": sent.comments_by < on,
        "side": side,
        "on_page": True,
        "mine": sum(len(line.comments) for line in lines),
    }
    refused = posted is not None and not posted.form.is_valid()
    return render(request, "members/draft_minutes.html", context | page, status=422 if refused else 200)


def _of(sent: QuerySet[Circulation]) -> MeetingQuerySet:
    """Return the meetings whose minutes these drafts are."""
    return Meeting.objects.filter(pk__in=sent.values("version__minutes__meeting"))


def _typed(request: SignedInRequest) -> CommentForm | None:
    """Return the form with the comment that was sent, whichever minute it is about."""
    prefixes = [name.removesuffix("-text") for name in request.POST if name.endswith("-text")]
    return CommentForm(request.POST, prefix=prefixes[0]) if prefixes else None


def _why_closed(meeting: Meeting) -> str:
    draft = latest(meeting.minutes, MinutesVersionKind.DRAFT)
    event = f"{draft.made_by} published the minutes on {long_date(timezone.localdate(draft.made_at))}" if draft else ""
    return f"{event or 'The minutes are published'}, so comments on the draft are closed. Write to the committee team."


def _comments_by_minute(request: SignedInRequest, sent: Circulation) -> dict[int, list[Comment]]:
    rows = Comment.objects.filter(circulation__version__minutes=sent.version.minutes_id, by=request.user.pk)
    by: dict[int, list[Comment]] = {}
    for comment in rows.select_related("decided_by").order_by("made_at", "pk"):
        by.setdefault(comment.minute_id, []).append(comment)
    return by


def _line(request: SignedInRequest, entry: dict[str, Any], comments: dict[int, list[Comment]]) -> Line:
    prefix = f"minute-{entry['pk']}"
    sent = request.method == "POST" and f"{prefix}-text" in request.POST
    return Line(entry, CommentForm(request.POST if sent else None, prefix=prefix), comments.get(entry["pk"], []))


def _where(refusal: Refused) -> str:
    return "quoted" if "quote" in refusal.text else ""


def _take(request: SignedInRequest, sent: Circulation, pk: int, data: Data) -> str:
    minute = Minute.objects.filter(pk=pk, minutes=sent.version.minutes_id).first()
    if minute is None:
        raise Refused("That minute has been removed since the draft was sent.")
    circulating.comment(sent, minute, text=data["text"], quoted=data["quoted"], at=timezone.now(), by=request.user)
    return "Thank you. Your comment has been sent to the committee team."
