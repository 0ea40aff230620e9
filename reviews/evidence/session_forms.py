"""Forms of sessions, their questions and witnesses, and of a panel's requests for information."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    DayField,
    PersonField,
    ProofField,
    RadioField,
    RecordField,
    RecordsField,
    field_of,
    long_text,
)
from committee.wording.dates import full_date
from reviews.models import Came, EvidenceSession, Invitation, Panellist, Reply, Review, SessionKind, Witness
from workprogramme.models import DocumentRequest


class SessionForm(BegunForm, ActForm):
    """Day, place and kind of an evidence session."""

    button, new_button = "Save the session", "Add the session"
    kind = RadioField(label="What is it?", choices=SessionKind.choices, initial=SessionKind.SESSION)
    on = DayField(label="Date")
    place = forms.CharField(label="Where?", max_length=200, required=False)
    is_open = forms.BooleanField(
        label="Open to the public", required=False,
        help_text="Date and place are public once the review is published.",
    )  # fmt: skip


NAMED = attrgetter("named")  # label of a witness: name, post and body; only planners see these forms


class QuestionForm(BegunForm, ActForm):
    """The words of a question, the member who asks it, and the witness."""

    button = "Save the question"
    text = long_text("Question", most=1000)
    asked_by = RecordField(
        label="Who asks it?", queryset=Panellist.objects.none(), required=False, empty_label="Not agreed yet",
        named=lambda panellist: str(panellist.person),
    )  # fmt: skip
    witness = RecordField(
        label="Of whom?", queryset=Witness.objects.none(), required=False, empty_label="Everyone who can answer",
        named=NAMED,
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "asked_by").queryset = review.panel.in_order()
        field_of(self, "witness").queryset = review.witnesses.select_related("person")


class QuestionsForm(QuestionForm):
    """Questions of one member, a line each."""

    button = "Add the questions"
    text = long_text("Questions", most=8000, rows=5, hint="Enter each on a new line.")


def _asked_for(request: DocumentRequest) -> str:
    return f"{request.document[:120]} ({request.member}, {full_date(request.asked_on)})"


class RequestForm(ActForm):
    """Request of the panel for information, with its recipient and due day."""

    button = "Record the request"
    what = long_text("What does the panel ask for?", most=1000)
    of_whom = forms.CharField(label="Of whom?", max_length=200)
    asked_on = DayField(label="When was it asked?")
    proof = ProofField()
    wanted_by = DayField(label="When is it needed?", required=False)
    document_request = RecordField(
        label="Is it a member’s request for a document of the executive?", required=False, empty_label="No",
        queryset=DocumentRequest.objects.none(), named=_asked_for,
        help_text="It is then due within ten clear days (SI 2012/2089 reg 17). Its answer is also the answer to this "
        "request.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = DocumentRequest.objects.filter(committee__reviews__review=review).select_related("member")
        field_of(self, "document_request").queryset = rows.order_by("-asked_on", "pk")


class AnswerForm(BegunForm, RequestForm):
    """Request of the panel for information, with its answer."""

    button = "Save the request"
    answered_on = DayField(label="When was it answered?", required=False)
    answer = long_text("What was received?", most=4000, rows=5, required=False, hint="For the panel.")


NOTICE = "Reasonable notice, in writing, where someone is required to attend (a crime or health matter)."


class WitnessForm(BegunForm, ActForm):
    """A witness by post and body, with private details and the day on which these are deleted."""

    button, new_button = "Save the witness", "Add the witness"
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay_out(
            ("What the public can read", ["post", "body", "is_group", "sent_evidence"]),
            ("For the panel", ["person", "name", "may_be_named", "contact", "forget_on"]),
        )


class AskedForm(ActForm):
    """Days on which a witness was invited and was given notice."""

    invited_on = DayField(label="When were they asked?", required=False, help_text="Leave blank until it is done.")
    is_required = forms.BooleanField(label="They are required to attend", required=False)
    notice_on = DayField(label="When was notice given?", required=False, help_text=NOTICE)
    proof = ProofField(label="Which letter, email or receipt shows the notice?")


class InviteForm(AskedForm):
    """Witnesses invited to a session, and the days on which they were asked."""

    button, field_order = "Invite witnesses", ["witnesses"]
    witnesses = RecordsField(label="Who are you inviting?", queryset=Witness.objects.none(), named=NAMED)

    def __init__(self, *args: Any, session: EvidenceSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = session.review.witnesses.exclude(invitations__session=session).select_related("person")
        field_of(self, "witnesses").queryset = rows


class InvitationForm(BegunForm, AskedForm):
    """Days on which a witness was asked and given notice, and their reply."""

    button = "Save the invitation"
    reply = RadioField(label="What did they reply?", choices=Reply.choices)


class AttendanceForm(BegunForm, ActForm):
    """Attendance at a session: one choice for each invitation."""

    button = "Record who attended"

    def __init__(self, *args: Any, invitations: Sequence[Invitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in invitations:
            self.fields[f"came-{row.pk}"] = forms.ChoiceField(label=row.witness.named, choices=Came.choices)

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """Return the recorded attendance of a session as the form's values."""
        return {f"came-{invitation.pk}": invitation.came for invitation in row.invitations.all()}

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb: `came`, the chosen attendance by id of the invitation."""
        return {"came": {int(name.removeprefix("came-")): value for name, value in self.cleaned_data.items()}}
