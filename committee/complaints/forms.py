"""Forms of complaints about personal data: the public's form, and the desk's forms to record and answer them."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, long_text
from committee.forms.from_anybody import FromAnybodyForm, email_field
from committee.register.forms.people import why_field

LONGEST = 4000  # characters of a complaint or an outcome


def _details(label: str, hint: str = "") -> forms.CharField:
    return long_text(label, most=LONGEST, rows=7, hint=hint, needed="Enter what the complaint is about.")


def _page() -> forms.CharField:
    return forms.CharField(
        label="Page, meeting or paper it is about",
        max_length=250,
        required=False,
        help_text="For example the address of the page, or the committee and the date.",
    )


class ComplaintForm(FromAnybodyForm):
    """A complaint from anybody (DPA 2018 s.164A(2): an electronic form)."""

    button = "Send complaint"
    details = _details(
        "What do you think we did wrong with personal data?",
        "Tell us whose information it is, where it is, and what you want us to do. Do not repeat the information.",
    )
    page = _page()
    name = forms.CharField(label="Your name", max_length=120, required=False)
    email = email_field(
        "We use it to acknowledge and answer your complaint. It is not published.",
        needed="Enter your email address, so that we can reply.",
    )

    field_order = ("details", "page", "name", "email")


class RecordedComplaintForm(ActForm):
    """A complaint received by letter, by telephone or in person."""

    button = "Record complaint"
    received_on = DayField(label="Received on", help_text="The 30 days to acknowledge it include this day.")
    details = _details("What the complaint is about")
    page = _page()
    name = forms.CharField(label="Name", max_length=120, required=False)
    email = forms.EmailField(label="Email address", max_length=254, required=False)
    postal_address = long_text("Postal address", most=300, rows=4, required=False)


class OutcomeForm(ActForm):
    """The outcome of a complaint, as it is sent to the complainant."""

    button = "Record outcome"
    outcome = long_text(
        "Outcome, as it will be sent",
        most=LONGEST,
        rows=7,
        hint="What you found, what has been done, and what they can do if they are not satisfied.",
        needed="Enter what was found and what has been done.",
    )
    send = forms.BooleanField(label="Email it to them now", required=False, initial=True)

    def __init__(self, *args: Any, has_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_email:
            del self.fields["send"]


class CorrectOutcomeForm(BegunForm, ActForm):
    """Correction of an outcome that has not been sent."""

    button = "Save correction"
    outcome = OutcomeForm.base_fields["outcome"]


class CorrectReceiptForm(BegunForm, ActForm):
    """Correction of the day on which a complaint was received, with its reason."""

    button = "Save correction"
    received_on = DayField(label="Received on", help_text="The 30 days to acknowledge it include this day.")
    reason = why_field("Why is it corrected?")
