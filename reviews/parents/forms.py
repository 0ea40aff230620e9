"""Forms of a review's parents: another committee, and an item of a work programme."""

import datetime as dt
from typing import Any

from committee.forms.fields import ActForm, RecordField, field_of
from committee.models import Committee
from reviews.models import Parent, Review
from workprogramme.models import ProgrammeItem
from workprogramme.procedure_forms import scrutiny_committees


class ParentForm(ActForm):
    """Another committee that commissions the review."""

    button = "Add the committee"
    committee = RecordField(
        label="Which other committee commissions it?",
        queryset=Committee.objects.none(),
        empty_label="Choose a committee",
    )

    def __init__(self, *args: Any, review: Review, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "committee").queryset = scrutiny_committees(on).exclude(reviews__review=review).order_by("name")


class ItemChoice(RecordField):
    """An item of a work programme, with the municipal year."""

    def label_from_instance(self, obj: ProgrammeItem) -> str:
        """Return the title of the item and the year of its programme."""
        return f"{obj.title} ({obj.programme.year})"


class TieForm(ActForm):
    """An item of the parent's work programme that the review grew from."""

    button = "Link the item"
    item = ItemChoice(
        label="Which work programme item did the review come from?", queryset=ProgrammeItem.objects.none(),
        empty_label="Choose an item", help_text="It stays in the work programme.",
    )  # fmt: skip

    def __init__(self, *args: Any, parent: Parent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = ProgrammeItem.objects.taken_up().filter(programme__committee=parent.committee, of_review__isnull=True)
        items = items.select_related("programme__year").order_by("-programme__year__starts", "title")
        field_of(self, "item").queryset = items
