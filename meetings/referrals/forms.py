"""Forms of referrals."""

from typing import Any

from django import forms

from committee.forms.fields import ActForm, RecordField, field_of
from committee.models import Committee
from meetings.models import Limb


class ReferForm(ActForm):
    """The part of a resolution, and the body to which it is sent."""

    button = "Refer"
    limb = RecordField(label="Part of the resolution", queryset=Limb.objects.none(), empty_label="Choose a part")
    committee = RecordField(label="Refer to", queryset=Committee.objects.none(), empty_label="Choose a committee")

    def __init__(self, *args: Any, limbs: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "limb").queryset = limbs
        field_of(self, "limb").label_from_instance = lambda limb: f"{limb.letter}) {limb.text[:120]}"
        field_of(self, "committee").queryset = bodies
        if len(limbs) == 1:
            self.fields["limb"].widget = forms.HiddenInput()
            self.initial["limb"] = limbs[0].pk
