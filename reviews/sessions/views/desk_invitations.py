"""Who is invited to a session of a review and came, as scrutiny officers record it."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.forms.fields import ConfirmForm, field_of
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import address_of, find_review
from reviews.sessions import invitation_verbs as verbs
from reviews.sessions.views.desk_finding import about, find_invitation, find_session
from reviews.sessions.witness_forms import AttendanceForm, InvitationForm, InviteForm


@planners
def invite(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Invite witnesses to a session."""
    review = find_review(slug)
    session = find_session(review, pk)
    form = InviteForm(typed(request), session=session)

    def add(data: Data) -> str:
        chosen = list(data.pop("witnesses"))
        made = verbs.invite(session, chosen, **data, at=timezone.now(), by=request.user)
        return "One witness is invited." if len(made) == 1 else f"{len(made)} witnesses are invited."

    return ask(
        request, form, add, field="witnesses", **about(review, "Invite witnesses", session),
        text="" if field_of(form, "witnesses").queryset.exists() else "Every witness has already been invited.",
    )  # fmt: skip


@planners
def invitation(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record notice and reply of an invitation."""
    review = find_review(slug)
    invitation = find_invitation(review, pk)

    def change(data: Data) -> str:
        verbs.edit_invitation(invitation, **data, at=timezone.now(), by=request.user)
        return "Saved."

    form = InvitationForm(typed(request), row=invitation)
    return ask(request, form, change, field="invited_on", **about(review, invitation.witness.named, invitation.session))


@planners
def invitation_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take an invitation off a session."""
    review = find_review(slug)
    invitation = find_invitation(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_invitation(invitation, by=request.user)
        return "The invitation is removed."

    return ask(
        request, ConfirmForm(typed(request), button="Remove the invitation"), remove,
        **about(review, "Remove this invitation?", invitation.session), lead=invitation.witness.named,
        follows=["The witness stays on the list."],
    )  # fmt: skip


@planners
def attendance(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record of everybody who was invited whether they came."""
    review = find_review(slug)
    session = find_session(review, pk)
    form = AttendanceForm(typed(request), invitations=list(session.invitations.select_related("witness__person")))

    def record(data: Data) -> str:
        verbs.record_attendance(session, form.came(), at=timezone.now(), by=request.user)
        return "Attendance is recorded."

    words = about(review, "Who attended?", session) | {"then": f"{address_of(review, 'session', session.pk)}#invited"}
    return ask(request, form, record, **words)
