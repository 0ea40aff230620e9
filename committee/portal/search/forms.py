"""What the desk enters for the search."""

from django import forms

from committee.forms.fields import ActForm
from committee.models.search import LONGEST_TERM


class EqualTermsForm(ActForm):
    """Two terms that find each other."""

    button = "Add these terms"

    term = forms.CharField(
        max_length=LONGEST_TERM,
        help_text="As people search for it, for example DoLS.",
        error_messages={"required": "Enter a term."},
    )
    same_as = forms.CharField(
        label="Means the same as",
        max_length=LONGEST_TERM,
        help_text="As papers and minutes say it, for example Deprivation of Liberty Safeguards.",
        error_messages={"required": "Enter what it means the same as."},
    )
