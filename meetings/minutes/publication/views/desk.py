"""Minutes go out: the write-up, the note of decisions, the draft, the certificate, and versions compared."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm
from committee.models import Post
from committee.views.acting import carried_out, show, typed
from committee.views.lookup import or_404
from meetings.lookup import address, go_to
from meetings.minutes.document import template_context
from meetings.minutes.document.comparing import compared, what_changed
from meetings.minutes.document.document import Document, digest, for_decisions, for_public, take
from meetings.minutes.findings import findings
from meetings.minutes.forms import CertifyForm, PublishAgainForm
from meetings.minutes.lookup import found_for, frame, last_of, lines, of_minutes, shown, versions_of
from meetings.minutes.publication import publishing
from meetings.minutes.publication.versions import latest
from meetings.models import (
    Action,
    Circulation,
    Comment,
    Edition,
    Limb,
    Minutes,
    MinutesState,
    MinutesVersion,
    MinutesVersionKind,
)
from meetings.papers.draft_minutes_paper import item_for


@of_minutes
def decisions(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Show the note of decisions as the public would read it, with a button to publish it."""
    form = ConfirmForm(typed(request), button="Publish the decisions", warning=False)
    message, then = (
        "The decisions are published. The minutes follow later.",
        address("minutes-write-up", minutes.meeting),
    )
    if answer := carried_out(request, publishing.publish_decisions, minutes, form, message=message, then=then):
        return answer
    document = for_public(for_decisions(take(minutes, at=timezone.now())))
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


@of_minutes
def publish(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Check your answers: what becomes public, what is withheld, what is asked of whom; then one button."""
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
        numbers=[entry["number"] for entry in entries],
        withheld=[entry for entry in entries if entry["access"] != "open"],
        asking=_asking(minutes),
        last=last,
        is_same=bool(last and last.sha256 == digest(document)),
        changed=what_changed(last.document, document) if last else "",
        **frame(minutes),
    )


def _asking(minutes: Minutes) -> list[dict[str, object]]:
    """Return the requests that publishing will send, limb by limb."""
    limbs = Limb.objects.resolved().filter(resolution__minute__minutes=minutes)
    limbs = limbs.select_related("asked_of", "resolution__minute")
    return [
        {
            "text": limb.text,
            "owner": limb.asked_of.name if limb.asked_of else limb.body,
            "due_on": limb.due_on,
            "withheld": limb.resolution.minute.is_withheld,
        }
        for limb in limbs
        if limb.asks
    ]


@of_minutes
def published(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Show the published version, its address, and the next step."""
    versions = versions_of(minutes)
    draft = last_of(versions)
    if draft is None:
        return go_to("desk:minutes-write-up", minutes.meeting)
    context = {
        "version": draft,
        "is_first": sum(1 for version in versions if version.kind == MinutesVersionKind.DRAFT) == 1,
        "offer": publishing.where_offered(minutes) if minutes.state == MinutesState.PUBLISHED else None,
        "actions": Action.objects.filter(meeting=minutes.meeting).count(),
    }
    return render(request, "desk/minutes/published.html", frame(minutes) | context)


@of_minutes
def certify(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Certify, as proper officer, that the public text is a reasonably fair and coherent record."""
    post = Post.objects.on(timezone.localdate()).filter(is_proper_officer=True).first()
    on, write_up = timezone.localdate(), address("minutes-write-up", minutes.meeting)
    form = CertifyForm(typed(request), on=on, initial={"post": post.pk if post else None})
    message = "The certificate is recorded."
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
    """One version as it was."""
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
def compare(request: SignedInRequest, minutes: Minutes, old: int, new: int) -> HttpResponse:
    """Two versions, word by word."""
    return _compared(request, minutes, _find(minutes, old), _find(minutes, new).document, f"version {new}", new)


@of_minutes
def compare_now(request: SignedInRequest, minutes: Minutes, old: int) -> HttpResponse:
    """Compare a version with the current draft, word by word."""
    return _compared(request, minutes, _find(minutes, old), take(minutes, at=timezone.now()), "the current draft", 0)


def _compared(
    request: SignedInRequest, minutes: Minutes, old: MinutesVersion, new: Document, new_name: str, new_number: int
) -> HttpResponse:
    parts = compared(old.document, new)
    context = {
        "old": old,
        "new_name": new_name,
        "new_number": new_number,
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
    versions = versions_of(minutes)
    draft = last_of(versions)
    comments = list(_comments(minutes))
    frozen = minutes.is_frozen
    return render(
        request,
        "desk/minutes/write_up.html",
        frame(minutes, deeper=False)
        | context
        | {
            "lines": lines(context, minutes, comments),
            "comments_open": sum(1 for comment in comments if comment.state == "open"),
            "comments_all": len(comments),
            "circulation": Circulation.objects.filter(version__minutes=minutes).order_by("-version__number").first(),
            "versions": versions,
            "draft_version": draft,
            "decisions_version": last_of(versions, MinutesVersionKind.DECISIONS),
            "changed": bool(draft and not frozen and digest(document) != draft.sha256),
            "found": None if frozen or minutes.state == MinutesState.PUBLISHED else found_for(minutes, findings.DRAFT),
            "confirmed_at": item_for(minutes) if minutes.state == MinutesState.PUBLISHED else None,
            "room_url": address("room", minutes.meeting),
        },
    )


def _comments(minutes: Minutes) -> QuerySet[Comment]:
    rows = Comment.objects.filter(circulation__version__minutes=minutes).select_related("by", "decided_by")
    return rows.order_by("made_at", "pk")
