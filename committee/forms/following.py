"""The form by which anybody follows a page by email."""

from django import forms

from committee.forms.fields import ActForm, RadioField
from committee.forms.from_anybody import FromAnybodyForm, email_field
from committee.models import HowOften


class FollowForm(FromAnybodyForm):
    """An email address, and how often."""

    button = "Follow"
    address = email_field(
        "We send a link there first. We send nothing else until you open the link and confirm.",
        needed="Enter your email address.",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    how_often = RadioField(
        label="How often",
        choices=HowOften.choices,
        initial=HowOften.DAILY,
        error_messages={"required": "Choose how often.", "invalid_choice": "Choose how often."},
    )


class HowOftenForm(ActForm):
    """How often somebody is emailed about one thing that they follow."""

    button = "Save"
    how_often = RadioField(label="How often", choices=HowOften.choices)
