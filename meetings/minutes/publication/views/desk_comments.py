"""A draft is sent round for comments, and each comment is answered."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.models import Person, User
from committee.views.acting import carried_out, show, typed
from meetings.lookup import address
from meetings.minutes.document.comparing import words_of
from meetings.minutes.document.document import take
from meetings.minutes.forms import AnswerForm, CirculateForm
from meetings.minutes.lookup import frame, of_minutes
from meetings.minutes.publication import circulating, drafts
from meetings.models import OF_THE_COMMITTEE, Circulation, Comment, Minutes, MinutesState, Paper

A_WEEK = timedelta(days=7)


@of_minutes
def circulate(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Choose who reads the draft and by when they comment."""
    readers = _readers(minutes, timezone.localdate())
    initial = {
        "comments_by": timezone.localdate() + A_WEEK,
        "to": list(readers.filter(was_there_as__startswith="Chair").values_list("pk", flat=True)),
    }
    form = CirculateForm(typed(request), readers=readers, initial=initial)
    then = address("minutes-write-up", minutes.meeting)
    if answer := carried_out(request, circulating.circulate, minutes, form, message=_sent, then=then):
        return answer
    return show(
        request,
        "desk/minutes/circulate.html",
        form=form,
        nobody=not readers,
        is_draft=minutes.state == MinutesState.DRAFT,
        room_url=address("room", minutes.meeting),
        before=Circulation.objects.filter(version__minutes=minutes)
        .select_related("version", "sent_by")
        .defer("version__document")
        .prefetch_related("sent_to", "comments"),
        **frame(minutes),
    )


def _sent(circulation: Circulation) -> str:
    return f"The draft is sent to {', '.join(person.name for person in circulation.sent_to.all())}."


def _readers(minutes: Minutes, on: date) -> QuerySet[Any]:
    """
    Return people listed at the meeting, or who owed it a paper, or on the committee now, and who can sign in to read.

    People of the committee come first. Everybody who was at a meeting long past may have left.
    """
    attended = minutes.attendees.filter(person=OuterRef("pk"))
    order = Case(When(was_capacity__in=OF_THE_COMMITTEE, then=0), default=1)
    listed = minutes.attendees.exclude(person=None).values("person")
    owing = Paper.objects.filter(item__meeting=minutes.meeting_id).exclude(owner=None).values("owner")
    owners = minutes.meeting.items.exclude(owner=None).values("owner")
    sitting = minutes.meeting.committee.seats.on(on).values("person")
    wanted = Q(person__in=listed) | Q(person__in=owing) | Q(person__in=owners) | Q(person__in=sitting)
    users = User.objects.filter(wanted, is_active=True).select_related("person")
    people = Person.objects.filter(pk__in=[user.person_id for user in users if drafts.side_of(user, on)])
    people = people.annotate(
        was_there_as=Subquery(attended.values("role_label")[:1]), was_capacity=Subquery(attended.values("capacity")[:1])
    )
    return people.annotate(order=order).order_by("order", "surname", "forename")


@of_minutes
def comment(request: SignedInRequest, minutes: Minutes, pk: int) -> HttpResponseBase:
    """Show one comment with the minute it is about: accept or decline."""
    rows = Comment.objects.select_related("by", "decided_by", "minute", "circulation__version__minutes__meeting")
    row = get_object_or_404(rows, circulation__version__minutes=minutes, pk=pk)
    message = "Declined." if "decline" in request.POST else "Accepted. Now write it into the minute."
    form, then = AnswerForm(typed(request)), f"{address('minutes-write-up', minutes.meeting)}#comment-{row.pk}"
    if answer := carried_out(request, circulating.answer_comment, row, form, message=message, then=then, field="reply"):
        return answer
    entry = next((line for line in take(minutes, at=timezone.now())["entries"] if line["pk"] == row.minute_id), None)
    return show(
        request,
        "desk/minutes/comment.html",
        form=form,
        comment=row,
        now=words_of(entry) if entry else "",
        write_url=address("minute-text", minutes.meeting, pk=row.minute_id),
        **frame(minutes),
    )
