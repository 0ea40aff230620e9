"""What is entered of an address of the site before."""

from django import forms

from committee.forms.fields import ActForm
from committee.old_addresses.keys import MOST_TYPED


class OldAddressForm(ActForm):
    """An old address, and the page of ours that it leads to."""

    button = "Add old address"

    old = forms.CharField(
        label="Old address",
        max_length=MOST_TYPED,
        help_text="The whole of it, beginning with https://. One that ends in / stands for everything in that folder.",
        error_messages={"required": "Enter the old address."},
    )
    target = forms.CharField(
        label="Page of the portal",
        max_length=MOST_TYPED,
        help_text="Copy it from your browser, or enter what follows the name of the site: /committees/planning/.",
        error_messages={"required": "Enter the page of the portal."},
    )
