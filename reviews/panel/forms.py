"""Forms of the panel: somebody on it, and their last day."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import PeriodForm, PersonField, RadioField, RecordField, field_of
from committee.models import Committee
from committee.worded_later import worded_choices
from reviews.models import Panellist, PanelRole, Review


class PlaceForm(PeriodForm):
    """As what somebody sits on a panel, for which committee, and from when."""

    role = RadioField(label="Role", choices=worded_choices(PanelRole))
    represents = RecordField(
        label="For which committee?", queryset=Committee.objects.none(), required=False,
        empty_label="None: co-opted by the panel", help_text="A committee’s own co-optees sit for it too.",
    )  # fmt: skip
    interest = forms.CharField(
        label="What interest have they declared?", required=False, max_length=300,
        help_text="Printed with the membership. Leave blank if none.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = Committee.objects.filter(reviews__review=review).order_by("name")
        field_of(self, "represents").queryset = committees
        self.put_last()


class PanellistForm(PlaceForm):
    """Somebody new on a panel."""

    button = "Add panel member"
    person = PersonField(label="Who?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"role": PanelRole.MEMBER})
        super().__init__(*args, **kwargs)
        self.order_fields(["person"])


class CorrectForm(BegunForm, PlaceForm):
    """What is recorded of somebody on a panel."""

    button = "Save the correction"

    def __init__(self, *args: Any, panellist: Panellist, **kwargs: Any) -> None:
        super().__init__(*args, review=panellist.review, row=panellist, **kwargs)
