"""Minutes go out: the note of decisions, check your answers before the draft, the certificate, and what comes next."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.forms.fields import fill_in
from committee.models import Post
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import Data, answered, show, typed
from meetings.lookup import address, go_to
from meetings.minutes.confirmation.forms import CertifyForm, PublishAgainForm, SeenForm
from meetings.minutes.document import template_context
from meetings.minutes.document.comparing import what_changed
from meetings.minutes.document.document import digest, for_decisions, for_public, take
from meetings.minutes.findings import findings
from meetings.minutes.lookup import find_minutes, found_for, frame, last_of, versions_of
from meetings.minutes.publication import publishing
from meetings.minutes.publication.versions import latest
from meetings.models import Action, Edition, Limb, Minutes, MinutesState, MinutesVersionKind

UNSEEN = "The minutes were changed after you opened this page. Look at them again, then publish."


@desk
def decisions(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The note of decisions as the public would read it, then one button."""
    row = find_minutes(committee, meeting)
    document = for_public(for_decisions(take(row, at=timezone.now())))
    seen = digest(document)
    last = latest(row, MinutesVersionKind.DECISIONS)
    form = SeenForm(typed(request), button="Publish the decisions", initial={"seen": seen})

    def act(data: Data) -> str:
        _refuse_unseen(form, seen)
        publishing.publish_decisions(row, at=timezone.now(), by=request.user)
        return "The decisions are published. The minutes themselves follow."

    if answer := answered(request, form, act, then=address("minutes-write-up", row.meeting)):
        return answer
    return show(
        request,
        "desk/minutes/decisions.html",
        form=form,
        found=found_for(row, findings.DECISIONS),
        last=last,
        is_same=bool(last and last.sha256 == seen),
        is_late=row.state in (MinutesState.PUBLISHED, MinutesState.CONFIRMED),
        **frame(row),
        **template_context.context(document, Edition.PUBLIC, draft=False),
        on_page=True,
    )


@desk
def publish(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Check your answers: what becomes public, what is withheld, what is asked of whom; then one button."""
    row = find_minutes(committee, meeting)
    document = take(row, at=timezone.now())
    seen = digest(document)
    last = latest(row, MinutesVersionKind.DRAFT)
    kind = PublishAgainForm if last else SeenForm
    button = "Publish the changed minutes" if last else "Publish the draft minutes"
    form = kind(typed(request), button=button, initial={"seen": seen})

    def act(data: Data) -> str:
        _refuse_unseen(form, seen)
        publishing.publish_draft(
            row, at=timezone.now(), by=request.user, change_note=form.cleaned_data.get("change_note", "")
        )
        return ""

    if answer := answered(request, form, act, then=address("minutes-published", row.meeting)):
        return answer
    entries = document["entries"]
    return show(
        request,
        "desk/minutes/publish.html",
        form=form,
        found=None if row.is_frozen else found_for(row, findings.DRAFT),
        document=document,
        numbers=[entry["number"] for entry in entries],
        withheld=[entry for entry in entries if entry["access"] != "open"],
        asking=_asking(row),
        last=last,
        is_same=bool(last and last.sha256 == seen),
        changed=what_changed(last.document, document) if last else "",
        **frame(row),
    )


def _asking(row: Minutes) -> list[dict[str, object]]:
    """What somebody will be asked for by publishing: limb by limb."""
    limbs = Limb.objects.resolved().filter(resolution__minute__minutes=row)
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


def _refuse_unseen(form: SeenForm, seen: str) -> None:
    fill_in(form, seen=seen)
    if form.cleaned_data["seen"] != seen:
        raise Refused(UNSEEN)


@desk
def published(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """What was published, where it is, and what comes next."""
    row = find_minutes(committee, meeting)
    versions = versions_of(row)
    draft = last_of(versions)
    if draft is None:
        return go_to("desk:minutes-write-up", row.meeting)
    context = {
        "version": draft,
        "is_first": sum(1 for one in versions if one.kind == MinutesVersionKind.DRAFT) == 1,
        "offer": publishing.where_offered(row) if row.state == MinutesState.PUBLISHED else None,
        "actions": Action.objects.filter(meeting=row.meeting).count(),
    }
    return render(request, "desk/minutes/published.html", frame(row) | context)


@desk
def certify(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The proper officer's certificate that what the public reads is a reasonably fair and coherent record."""
    row = find_minutes(committee, meeting)
    post = Post.objects.on(timezone.localdate()).filter(is_proper_officer=True).first()

    def act(data: Data) -> str:
        publishing.certify_record(row, at=timezone.now(), by=request.user, post=data["post"])
        return "The certificate is given."

    on, write_up = timezone.localdate(), address("minutes-write-up", row.meeting)
    form = CertifyForm(typed(request), on=on, initial={"post": post.pk if post else None})
    if answer := answered(request, form, act, then=write_up):
        return answer
    document = take(row, at=timezone.now())
    public = template_context.context(document, Edition.PUBLIC, draft=True)
    return show(
        request,
        "desk/minutes/certify.html",
        form=form,
        back=write_up,
        withheld=[entry for entry in document["entries"] if entry["access"] != "open"],
        **frame(row),
        **public,
        on_page=True,
    )
