"""Witnesses of a review, and who is invited to a session and came, as scrutiny officers record them."""

import datetime as dt

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, field_of
from committee.views.acting import carry_out, typed
from reviews.evidence import witness_verbs as verbs
from reviews.evidence.session_forms import AttendanceForm, InvitationForm, InviteForm, WitnessForm
from reviews.evidence.views.desk_sessions import about, find_invitation
from reviews.lookup import address_of, of_review
from reviews.models import Invitation, Review, Witness

A_YEAR = dt.timedelta(days=365)


def _find_witness(review: Review, pk: int) -> Witness:
    return get_object_or_404(review.witnesses.select_related("person"), pk=pk)


@of_review
def witness_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Put somebody on the list of witnesses."""
    form = WitnessForm(typed(request), initial={"forget_on": timezone.localdate() + A_YEAR})

    def message(witness: Witness) -> str:
        return f"{witness} is on the list of witnesses."

    page = about(review, "Add a witness")
    return carry_out(request, verbs.add_witness, review, form, said=message, field="post", **page)


@of_review
def witness(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Correct what is kept of a witness."""
    witness = _find_witness(review, pk)
    form, page = WitnessForm(typed(request), row=witness), about(review, str(witness))
    return carry_out(request, verbs.edit_witness, witness, form, field="post", **page)


@of_review
def witness_forget(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Delete name and contact of a witness before their day."""
    witness = _find_witness(review, pk)
    stays = "The name stays, because they agreed to be named." if witness.may_be_named else "The name is deleted too."
    return carry_out(
        request, verbs.forget_witness, witness, ConfirmForm(typed(request), button="Delete contact details"),
        said="The contact details are deleted.", lead=witness.named,
        follows=[stays, "Their post and organisation stay on the review’s record.", "You cannot undo this."],
        **about(review, "Delete contact details?"),
    )  # fmt: skip


@of_review
def witness_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take somebody off the list of witnesses."""
    witness = _find_witness(review, pk)
    return carry_out(
        request, verbs.remove_witness, witness, ConfirmForm(typed(request), button="Remove the witness"),
        said="The witness is removed.", lead=witness.named, follows=["Their invitations are removed too."],
        **about(review, "Remove this witness?"),
    )  # fmt: skip


@of_review
def invite(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Invite witnesses to a session."""
    session = get_object_or_404(review.sessions, pk=pk)
    form = InviteForm(typed(request), session=session)

    def message(made: list[Invitation]) -> str:
        return "One witness is invited." if len(made) == 1 else f"{len(made)} witnesses are invited."

    return carry_out(
        request, verbs.invite, session, form, said=message, field="witnesses",
        text="" if field_of(form, "witnesses").queryset.exists() else "Every witness has already been invited.",
        **about(review, "Invite witnesses", session),
    )  # fmt: skip


@of_review
def invitation(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record notice and reply of an invitation."""
    invitation = find_invitation(review, pk)
    page = about(review, invitation.witness.named, invitation.session)
    form = InvitationForm(typed(request), row=invitation)
    return carry_out(request, verbs.edit_invitation, invitation, form, field="invited_on", **page)


@of_review
def invitation_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take an invitation off a session."""
    invitation = find_invitation(review, pk)
    return carry_out(
        request, verbs.remove_invitation, invitation, ConfirmForm(typed(request), button="Remove the invitation"),
        said="The invitation is removed.", lead=invitation.witness.named, follows=["The witness stays on the list."],
        **about(review, "Remove this invitation?", invitation.session),
    )  # fmt: skip


@of_review
def attendance(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record of everybody who was invited whether they came."""
    session = get_object_or_404(review.sessions, pk=pk)
    invitations = list(session.invitations.select_related("witness__person"))
    form = AttendanceForm(typed(request), row=session, invitations=invitations)
    page = about(review, "Who attended?", session) | {"then": f"{address_of(review, 'session', session.pk)}#invited"}
    return carry_out(request, verbs.record_attendance, session, form, said="Attendance is recorded.", **page)
