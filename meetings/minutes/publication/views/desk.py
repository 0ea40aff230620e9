"""Minutes go out: the note of decisions, check your answers before the draft, the certificate, and what comes next."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.forms.shown import showing
from committee.models import Post
from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, answered, show, typed
from meetings.lookup import address, go_to
from meetings.minutes.confirmation.forms import CertifyForm, PublishAgainForm, PublishForm
from meetings.minutes.document import template_context
from meetings.minutes.document.comparing import what_changed
from meetings.minutes.document.document import digest, for_decisions, for_public, take
from meetings.minutes.findings import findings
from meetings.minutes.lookup import find_minutes, found_for, frame, last_of, versions_of
from meetings.minutes.publication import publishing
from meetings.minutes.publication.versions import latest
from meetings.models import Action, Edition, Limb, Minutes, MinutesState, MinutesVersionKind


@desk
def decisions(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The note of decisions as the public would read it, then one button."""
    minutes = find_minutes(committee, meeting)
    form = PublishForm(typed(request), button="Publish the decisions")
    showing(form, publishing.publish_decisions, minutes)
    document = for_public(for_decisions(take(minutes, at=timezone.now())))
    last = latest(minutes, MinutesVersionKind.DECISIONS)

    def act(data: Data) -> str:
        publishing.publish_decisions(minutes, **data, at=timezone.now(), by=request.user)
        return "The decisions are published. The minutes follow later."

    if answer := answered(request, form, act, then=address("minutes-write-up", minutes.meeting)):
        return answer
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


@desk
def publish(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Check your answers: what becomes public, what is withheld, what is asked of whom; then one button."""
    minutes = find_minutes(committee, meeting)
    last = latest(minutes, MinutesVersionKind.DRAFT)
    kind = PublishAgainForm if last else PublishForm
    button = "Publish the changed minutes" if last else "Publish the draft minutes"
    form = showing(kind(typed(request), button=button), publishing.publish_draft, minutes)
    document = take(minutes, at=timezone.now())

    def act(data: Data) -> str:
        publishing.publish_draft(minutes, **data, at=timezone.now(), by=request.user)
        return ""

    if answer := answered(request, form, act, then=address("minutes-published", minutes.meeting)):
        return answer
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
    """What somebody will be asked for by publishing: limb by limb."""
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


@desk
def published(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """What was published, where it is, and what comes next."""
    minutes = find_minutes(committee, meeting)
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


@desk
def certify(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The proper officer's certificate that what the public reads is a reasonably fair and coherent record."""
    minutes = find_minutes(committee, meeting)
    post = Post.objects.on(timezone.localdate()).filter(is_proper_officer=True).first()

    def act(data: Data) -> str:
        publishing.certify_record(minutes, **data, at=timezone.now(), by=request.user)
        return "The certificate is recorded."

    on, write_up = timezone.localdate(), address("minutes-write-up", minutes.meeting)
    form = CertifyForm(typed(request), on=on, initial={"post": post.pk if post else None})
    showing(form, publishing.certify_record, minutes)
    if answer := answered(request, form, act, then=write_up):
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
