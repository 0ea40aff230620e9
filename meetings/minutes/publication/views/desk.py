"""Desk pages that publish minutes: circulation for comments, note of decisions, draft, certificate, comparison."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm
from committee.models import Person, User
from committee.views.acting import carried_out, show, typed
from committee.views.lookup import or_404
from meetings.lookup import address, go_to
from meetings.minutes.document import template_context
from meetings.minutes.document.comparing import compared, what_changed, words_of
from meetings.minutes.document.document import digest, for_decisions, for_public, number_of, take
from meetings.minutes.findings import findings
from meetings.minutes.forms import AnswerForm, CertifyForm, CirculateForm, PublishAgainForm
from meetings.minutes.lookup import by_minute, found_for, frame, of_minutes, shown, versions_of
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.publication.versions import latest
from meetings.models import (
    OF_THE_COMMITTEE,
    Action,
    Circulation,
    Comment,
    Edition,
    Limb,
    Minutes,
    MinutesState,
    MinutesVersion,
    MinutesVersionKind,
    Paper,
)
from meetings.papers.draft_minutes_paper import item_for


@of_minutes
def decisions(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Show the note of decisions as the public would read it, with a button to publish it."""
    form = ConfirmForm(typed(request), button="Publish the decisions", warning=False)
    message = "The decisions are published. The minutes follow later."
    then = address("minutes-write-up", minutes.meeting)
    if answer := carried_out(request, publishing.publish_decisions, minutes, form, message=message, then=then):
        return answer
    document = _decisions_now(minutes)
    last = latest(minutes, MinutesVersionKind.DECISIONS)
    return show(
        request,
        "desk/minutes/decisions.html",
        form=form,
        found=found_for(minutes, findings.DECISIONS),
        last=last,
        is_same=bool(last and last.sha256 == digest(document)),
        is_late=minutes.state in (MinutesState.PUBLISHED, MinutesState.CONFIRMED),
        **frame(minutes),
        **template_context.context(document, Edition.PUBLIC, draft=False),
        on_page=True,
    )


def _decisions_now(minutes: Minutes) -> dict[str, Any]:
    """Return the note of decisions as the public would read it if it were published now."""
    return for_public(for_decisions(take(minutes, at=timezone.now(), by_minute=False)))


@of_minutes
def publish(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Show the draft, its withheld minutes and the requests whose actions it will open, with a button to publish."""
    last = latest(minutes, MinutesVersionKind.DRAFT)
    kind = PublishAgainForm if last else ConfirmForm
    button = "Publish the changed minutes" if last else "Publish the draft minutes"
    form, then = kind(typed(request), button=button, warning=False), address("minutes-published", minutes.meeting)
    if answer := carried_out(request, publishing.publish_draft, minutes, form, message="", then=then):
        return answer
    document = take(minutes, at=timezone.now())
    entries = document["entries"]
    return show(
        request,
        "desk/minutes/publish.html",
        form=form,
        found=None if minutes.is_frozen else found_for(minutes, findings.DRAFT),
        document=document,
        numbers=[number_of(entry) for entry in entries],
        withheld=[entry for entry in entries if entry["access"] != "open"],
        asking=_asking(minutes),
        last=last,
        is_same=bool(last and last.sha256 == digest(document)),
        changed=what_changed(last.document, document) if last else "",
        **frame(minutes),
    )


def _asking(minutes: Minutes) -> list[Limb]:
    """Return the resolved limbs that ask somebody to act: publishing opens their actions."""
    limbs = Limb.objects.resolved().filter(resolution__minute__minutes=minutes)
    return [limb for limb in limbs.select_related("asked_of", "resolution__minute") if limb.asks]


@of_minutes
def published(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Show the published version with its address, and the next step."""
    drafts = minutes.versions.filter(kind=MinutesVersionKind.DRAFT).defer("document").order_by("-number")
    if not drafts:
        return go_to("desk:minutes-write-up", minutes.meeting)
    context = {
        "version": drafts[0],
        "is_first": len(drafts) == 1,
        "offer": publishing.where_offered(minutes) if minutes.state == MinutesState.PUBLISHED else None,
        "actions": Action.objects.filter(meeting=minutes.meeting).count(),
    }
    return render(request, "desk/minutes/published.html", frame(minutes) | context)


@of_minutes
def certify(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Record the proper officer's certificate that the public text is a reasonably fair and coherent record."""
    write_up, message = address("minutes-write-up", minutes.meeting), "The certificate is recorded."
    form = CertifyForm(typed(request), on=timezone.localdate())
    if answer := carried_out(request, publishing.certify_record, minutes, form, message=message, then=write_up):
        return answer
    document = take(minutes, at=timezone.now())
    public = template_context.context(document, Edition.PUBLIC, draft=True)
    return show(
        request,
        "desk/minutes/certify.html",
        form=form,
        back=write_up,
        withheld=[entry for entry in document["entries"] if entry["access"] != "open"],
        **frame(minutes),
        **public,
        on_page=True,
    )


EDITIONS = {"public": "public_file", "members": "members_file"}


def _find(minutes: Minutes, number: int) -> MinutesVersion:
    versions = minutes.versions.select_related("made_by", "public_file", "members_file")
    version = get_object_or_404(versions, number=number)
    version.minutes = minutes
    return version


@of_minutes
def version(request: SignedInRequest, minutes: Minutes, number: int) -> HttpResponse:
    """Show one frozen version."""
    row = _find(minutes, number)
    sent = Circulation.objects.filter(version=row).prefetch_related("sent_to").first()
    context = {"version": row, "circulation": sent, "versions": versions_of(minutes)}
    return render(request, "desk/minutes/version.html", shown(row.document, minutes) | frame(minutes) | context)


@of_minutes
def version_file(request: SignedInRequest, minutes: Minutes, number: int, edition: str) -> HttpResponseBase:
    """Return the PDF of a version, public or members' edition."""
    row = _find(minutes, number)
    stored = or_404(getattr(row, EDITIONS[edition]) if edition in EDITIONS else None)
    name = files.file_name(
        minutes.meeting.committee.slug, minutes.meeting.slug, "minutes", f"version {number}", edition
    )
    return files.send(request, stored, name, private=True)


@of_minutes
def compare(request: SignedInRequest, minutes: Minutes, old: int, new: int | None = None) -> HttpResponse:
    """Compare a version with a later one, or with the current draft, word by word."""
    before = _find(minutes, old)
    after = take(minutes, at=timezone.now()) if new is None else _find(minutes, new).document
    parts = compared(before.document, after)
    context = {
        "old": before,
        "new_name": "the current draft" if new is None else f"version {new}",
        "new_number": new,
        "changed": [part for part in parts if part.changed],
        "same": [part for part in parts if not part.changed],
        "versions": versions_of(minutes),
    }
    return render(request, "desk/minutes/compare.html", frame(minutes) | context)


@of_minutes
def minutes(request: SignedInRequest, minutes: Minutes) -> HttpResponse:
    """Show the minutes that are being written up."""
    document = take(minutes, at=timezone.now())
    context = shown(document, minutes)
    draft = latest(minutes, MinutesVersionKind.DRAFT)
    decisions = latest(minutes, MinutesVersionKind.DECISIONS)
    rows = Comment.objects.filter(circulation__version__minutes=minutes).select_related("by", "decided_by")
    comments = list(rows.order_by("made_at", "pk"))
    frozen = minutes.is_frozen
    remarks = by_minute(comments)
    for entry in context["entries"]:
        entry["comments"] = remarks[entry["pk"]]
        entry["write_url"] = "" if frozen else address("minute-text", minutes.meeting, pk=entry["pk"])
    return render(
        request,
        "desk/minutes/write_up.html",
        frame(minutes, deeper=False)
        | context
        | {
            "comments_open": sum(1 for comment in comments if comment.state == "open"),
            "comments_all": len(comments),
            "circulation": Circulation.objects.filter(version__minutes=minutes).order_by("-version__number").first(),
            "versions": versions_of(minutes),
            "draft_version": draft,
            "decisions_version": decisions,
            "decisions_changed": bool(decisions and not draft and digest(_decisions_now(minutes)) != decisions.sha256),
            "changed": bool(draft and not frozen and digest(document) != draft.sha256),
            "found": None if frozen or minutes.state == MinutesState.PUBLISHED else found_for(minutes, findings.DRAFT),
            "confirmed_at": item_for(minutes) if minutes.state == MinutesState.PUBLISHED else None,
            "room_url": address("room", minutes.meeting),
        },
    )


# Circulation of a draft, and answers to comments

A_WEEK = timedelta(days=7)


@of_minutes
def circulate(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Choose the readers of the draft and the last day for their comments."""
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
    Return people who can sign in and were attendees, owned a paper or item of the meeting, or are on the committee now.

    Attendees of the committee come first. Current members are included because all who attended may have left since.
    """
    attended = minutes.attendees.filter(person=OuterRef("pk"))
    order = Case(When(was_capacity__in=OF_THE_COMMITTEE, then=0), default=1)
    listed = minutes.attendees.exclude(person=None).values("person")
    owing = Paper.objects.filter(item__meeting=minutes.meeting_id).exclude(owner=None).values("owner")
    owners = minutes.meeting.items.exclude(owner=None).values("owner")
    sitting = minutes.meeting.seats_on(on).values("person")
    wanted = Q(person__in=listed) | Q(person__in=owing) | Q(person__in=owners) | Q(person__in=sitting)
    users = User.objects.filter(wanted, is_active=True).select_related("person")
    people = Person.objects.filter(pk__in=[user.person_id for user in users if circulating.side_of(user, on)])
    people = people.annotate(
        was_there_as=Subquery(attended.values("role_label")[:1]), was_capacity=Subquery(attended.values("capacity")[:1])
    )
    return people.annotate(order=order).order_by("order", "surname", "forename")


@of_minutes
def comment(request: SignedInRequest, minutes: Minutes, pk: int) -> HttpResponseBase:
    """Show one comment with its minute; accept or decline the comment."""
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
