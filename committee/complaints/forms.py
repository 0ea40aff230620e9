"""Forms of complaints about personal data: anybody's, and those with which the desk records and answers them."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField
from committee.forms.from_anybody import FromAnybodyForm, email_field
from committee.register.forms.people import why_field

LONGEST = 4000


def _details(**other: Any) -> forms.CharField:
    return forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 7}),
        **{"error_messages": {"required": "Enter what the complaint is about."}, **other},
    )


def _page(**other: Any) -> forms.CharField:
    return forms.CharField(
        label="Page, meeting or paper it is about",
        max_length=250,
        required=False,
        **{"help_text": "For example the address of the page, or the committee and the date.", **other},
    )


class ComplaintForm(FromAnybodyForm):
    """A complaint from anybody (DPA 2018 s.164A(2): an electronic form)."""

    button = "Send complaint"
    details = _details(
        label="What do you think we did wrong with personal data?",
        help_text="Tell us whose information it is, where it is, and what you want us to do. Do not repeat the "
        "information.",
    )
    page = _page()
    name = forms.CharField(label="Your name", max_length=120, required=False)
    email = email_field(
        "We use it to acknowledge and answer your complaint. It is not published.",
        needed="Enter your email address, so that we can reply.",
    )

    field_order = ("details", "page", "name", "email")


class RecordedComplaintForm(ActForm):
    """A complaint that came by letter, by telephone or in person."""

    button = "Record complaint"
    received_on = DayField(label="Received on", help_text="The 30 days to acknowledge it include this day.")
    details = _details(label="What the complaint is about")
    page = _page()
    name = forms.CharField(label="Name", max_length=120, required=False)
    email = forms.EmailField(label="Email address", max_length=254, required=False)
    postal_address = forms.CharField(
        label="Postal address", max_length=300, required=False, widget=forms.Textarea({"rows": 4})
    )


class OutcomeForm(ActForm):
    """What was found and done, as whoever complained is told."""

    button = "Record outcome"
    outcome = forms.CharField(
        label="Outcome, as it will be sent",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 7}),
        help_text="What you found, what has been done, and what they can do if they are not satisfied.",
        error_messages={"required": "Enter what was found and what has been done."},
    )
    send = forms.BooleanField(label="Email it to them now", required=False, initial=True)

    def __init__(self, *args: Any, has_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_email:
            del self.fields["send"]


class CorrectOutcomeForm(BegunForm, ActForm):
    """An outcome that has not been sent, as it should be."""

    button = "Save correction"
    outcome = OutcomeForm.base_fields["outcome"]


class CorrectReceiptForm(BegunForm, ActForm):
    """The day on which a complaint was received, and why it is corrected."""

    button = "Save correction"
    received_on = DayField(label="Received on", help_text="The 30 days to acknowledge it include this day.")
    reason = why_field("Why is it corrected?")
