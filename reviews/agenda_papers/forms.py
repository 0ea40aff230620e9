"""Form that places a paper of a review on an agenda."""

from typing import Any

from committee.forms.fields import ActForm, RecordField, field_of
from meetings.models import AgendaItem, Meeting, Paper
from reviews.agenda_papers import placing


class PlaceForm(ActForm):
    """Agenda item under which the paper is placed, or an uploaded paper that is on the agenda already."""

    button = "Add the paper to the agenda"
    item = RecordField(
        label="Under which item?", queryset=AgendaItem.objects.none(), required=False,
        named=lambda item: f"{item.number}. {item.title}",
    )  # fmt: skip
    paper = RecordField(
        label="Or is it on this agenda already?", queryset=Paper.objects.none(), required=False,
        named=lambda paper: f"Item {paper.item.number}: {paper.title}",
        empty_label="No: print it", help_text="Choose the uploaded paper. Nothing is then printed.",
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, without: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "item")
        field.queryset, field.empty_label = placing.items_of(meeting), without
        field_of(self, "paper").queryset = placing.papers_of(meeting)
