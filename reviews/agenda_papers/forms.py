"""The form of a review's paper: under which item of the agenda it goes."""

from typing import Any

from committee.forms.fields import ActForm, RecordField, field_of
from meetings.models import AgendaItem, Meeting, Paper
from reviews.agenda_papers import placing


class ItemField(RecordField):
    """An item of an agenda, with its number."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """4. Elective Home Education."""
        return f"{obj.number}. {obj.title}"


class PaperField(RecordField):
    """A paper of an agenda, with the number of its item."""

    def label_from_instance(self, obj: Paper) -> str:
        """Item 4: Elective Home Education."""
        return f"Item {obj.item.number}: {obj.title}"


class PlaceForm(ActForm):
    """Under which item of an agenda the paper goes."""

    button = "Add the paper to the agenda"
    item = ItemField(label="Under which item?", queryset=AgendaItem.objects.none(), required=False)
    paper = PaperField(
        label="Or is it on this agenda already?", queryset=Paper.objects.none(), required=False,
        empty_label="No: print it", help_text="Choose the uploaded paper. Nothing is then printed.",
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, without: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "item")
        field.queryset, field.empty_label = placing.items_of(meeting), without
        field_of(self, "paper").queryset = placing.papers_of(meeting)
