"""Forms of witnesses, their invitations, and whether they came."""

from collections.abc import Sequence
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, ProofField, RecordsField, field_of
from reviews.models import Came, EvidenceSession, Invitation, Reply, Witness

NOTICE = "Reasonable notice, in writing, where someone is required to attend (a crime or health matter)."


class WitnessForm(BegunForm, ActForm):
    """Whom the panel wants to hear, by post and body; what is private, and until when it is kept."""

    post = forms.CharField(
        label="Post", max_length=200, help_text="For example: Head teacher. For a group: Eight pupils of year 10."
    )
    body = forms.CharField(
        label="Body", max_length=200, required=False, help_text=("The organisation they represent or work for.")
    )
    is_group = forms.BooleanField(
        label="A group of children or of people who use services", required=False,
        help_text="Their names are not recorded.",
    )  # fmt: skip
    sent_evidence = forms.BooleanField(label="Sent evidence without being heard", required=False)
    person = PersonField(label="Is it someone listed here?", required=False, empty_label="Not listed")
    name = forms.CharField(label="Or their name", max_length=200, required=False)
    may_be_named = forms.BooleanField(
        label="They agree to be named in public", required=False,
        help_text="If not, only their post and organisation are public.",
    )  # fmt: skip
    contact = forms.CharField(
        label="How to reach them", max_length=300, required=False, help_text="Never public, and not printed."
    )
    forget_on = DayField(
        label="When are name and contact deleted?",
        help_text="They are deleted on that day. A name that is public by consent stays.",
    )

    def __init__(self, *args: Any, witness: Witness | None = None, **kwargs: Any) -> None:
        self.button = "Save the witness" if witness else "Add the witness"
        super().__init__(*args, row=witness, **kwargs)
        self.lay_out(
            ("What the public can read", ["post", "body", "is_group", "sent_evidence"]),
            ("For the panel", ["person", "name", "may_be_named", "contact", "forget_on"]),
        )


class WitnessesField(RecordsField):
    """Witnesses of the review, ticked."""

    def label_from_instance(self, obj: Witness) -> str:
        """Name, post and body: only planners read it."""
        return obj.named


class InviteForm(ActForm):
    """Who is invited to a session, and when they were asked."""

    button = "Invite witnesses"
    witnesses = WitnessesField(label="Who are you inviting?", queryset=Witness.objects.none())
    invited_on = DayField(label="When were they asked?", required=False, help_text="Leave blank until it is done.")
    is_required = forms.BooleanField(label="They are required to attend", required=False)
    notice_on = DayField(label="When was notice given?", required=False, help_text=NOTICE)
    proof = ProofField(label="Which letter, email or receipt shows the notice?")

    def __init__(self, *args: Any, session: EvidenceSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = session.review.witnesses.exclude(invitations__session=session).select_related("person")
        field_of(self, "witnesses").queryset = rows


class InvitationForm(BegunForm, ActForm):
    """When a witness was asked and given notice, and what they replied."""

    button = "Save the invitation"
    invited_on = DayField(label="When were they asked?", required=False)
    is_required = forms.BooleanField(label="They are required to attend", required=False)
    notice_on = DayField(label="When was notice given?", required=False, help_text=NOTICE)
    proof = ProofField(label="Which letter, email or receipt shows the notice?")
    reply = forms.ChoiceField(label="What did they reply?", choices=Reply.choices, widget=forms.RadioSelect)


class AttendanceForm(ActForm):
    """Of each who was invited to a session whether they came; one choice each."""

    button = "Record who attended"

    def __init__(self, *args: Any, invitations: Sequence[Invitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in invitations:
            self.fields[f"came-{row.pk}"] = forms.ChoiceField(
                label=row.witness.named, choices=Came.choices, initial=row.came
            )

    def came(self) -> dict[int, str]:
        """What was chosen, by the key of the invitation."""
        return {int(name.removeprefix("came-")): value for name, value in self.cleaned_data.items()}
