"""The form of a background document (LGA 1972 s.100D)."""

from django import forms

from committee.forms.fields import ActForm
from meetings.papers.forms.fields import PdfField


class BackgroundForm(ActForm):
    """A background document: what it is called, and its file."""

    button = "Add it"
    title = forms.CharField(label="What is it called?", max_length=250, help_text="As the report’s own list has it.")
    file = PdfField(label="The PDF")
