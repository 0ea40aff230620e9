"""Witnesses of a review, and who is invited to a session and came, as scrutiny officers record them."""

import datetime as dt

from django.http import HttpResponseBase
from django.utils import timezone

from committee.forms.fields import ConfirmForm, field_of
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import address_of, find_review
from reviews.sessions import witness_verbs as verbs
from reviews.sessions.forms import AttendanceForm, InvitationForm, InviteForm, WitnessForm
from reviews.sessions.views.desk import about, find_invitation, find_session, find_witness

A_YEAR = dt.timedelta(days=365)


@planners
def witness_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Put somebody on the list of witnesses."""
    review = find_review(slug)
    form = WitnessForm(typed(request), initial={"forget_on": timezone.localdate() + A_YEAR})

    def add(data: Data) -> str:
        return f"{verbs.add_witness(review, **data, by=request.user)} is on the list of witnesses."

    return ask(request, form, add, field="post", **about(review, "Add a witness"))


@planners
def witness(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Correct what is kept of a witness."""
    review = find_review(slug)
    witness = find_witness(review, pk)

    def correct(data: Data) -> str:
        verbs.edit_witness(witness, **data, by=request.user)
        return "Saved."

    return ask(
        request, WitnessForm(typed(request), witness=witness), correct, field="post", **about(review, str(witness))
    )


@planners
def witness_forget(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Delete name and contact of a witness before their day."""
    review = find_review(slug)
    witness = find_witness(review, pk)

    def forget(data: Data) -> str:
        verbs.forget_witness(witness, at=timezone.now(), by=request.user)
        return "The contact details are deleted."

    stays = "The name stays, because they agreed to be named." if witness.may_be_named else "The name is deleted too."
    return ask(
        request, ConfirmForm(typed(request), button="Delete contact details"), forget,
        **about(review, "Delete contact details?"), lead=witness.named,
        follows=[stays, "Their post and organisation stay on the review’s record.", "You cannot undo this."],
    )  # fmt: skip


@planners
def witness_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take somebody off the list of witnesses."""
    review = find_review(slug)
    witness = find_witness(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_witness(witness, by=request.user)
        return "The witness is removed."

    return ask(
        request, ConfirmForm(typed(request), button="Remove the witness"), remove,
        **about(review, "Remove this witness?"), lead=witness.named,
        follows=["Their invitations are removed too."],
    )  # fmt: skip


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
