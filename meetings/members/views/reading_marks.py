"""Marking of a paper as read, and the changes since a member read it."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.views.acting import press_to
from committee.views.lookup import or_404
from meetings.agendas.views.members import members_meeting, published
from meetings.agendas.views.members_pages import opened
from meetings.agendas.views.reading_page import Reading
from meetings.members import marks
from meetings.models import Meeting
from meetings.packs.reading.changes import changes as changes_between


@members_meeting
@require_POST
def mark(request: SignedInRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """Mark a paper as read, or as not read, by the button's value."""
    file, _ = published(request.user, meeting, pk)
    is_read = request.POST.get("is_read") == "yes"
    return press_to(
        request,
        marks.mark_read,
        file.paper_file,
        values={"is_read": is_read},
        message="Marked as read." if is_read else "Marked as not read.",
        then=f"{reverse('members:meeting', args=[meeting.committee.slug, meeting.slug])}#item-{file.item_number}",
    )


@members_meeting
def changes(request: SignedInRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponse:
    """
    Show, by words, what changed from the edition that this member read to a corrected paper.

    SECURITY: the right to both editions is checked. Reading is logged, as for their files; nothing is stored.
    """
    file, right = published(request.user, meeting, pk)
    earlier = or_404(marks.earlier_edition(request.user, file.paper_file.paper))
    old_file, old_right = published(request.user, meeting, or_404(earlier.file_id))
    old, new = (Reading("members", meeting, edition) for edition in (old_file, file))
    passages, is_complete = changes_between(old.pages or [], new.pages or [])
    subject = file.paper_file.paper
    context = {
        "side": "members",
        "meeting": meeting,
        "paper": subject,
        # SECURITY: words of a withheld paper are marked as such though an open one has replaced it (R15).
        "withheld": next((paper for paper in (subject, old_file.paper_file.paper) if paper.is_withheld), None),
        "title": subject.title if subject.is_withheld else subject.title_for_public,
        "language": file.paper_file.language,
        "old": old,
        "new": new,
        "is_unread": old.pages is None or new.pages is None,
        "has_words": bool(old.pages and new.pages),
        "is_complete": is_complete,
        "passages": [(passage.page + new.shift, new.address(passage.page), passage.pieces) for passage in passages],
        "mark_url": f"{new.address()}mark/",
    }
    copies = [opened(request, edition, why) for edition, why in ((old_file, old_right), (file, right))]
    context["copy_of"] = next(filter(None, copies), "")
    return render(request, "members/paper_changes.html", context)
