"""The form of a background document (LGA 1972 s.100D)."""

from django import forms

from meetings.papers.forms.fields import ConvertedForm, PaperFileField


class BackgroundForm(ConvertedForm):
    """A background document: what it is called, and its file."""

    button = "Add document"
    title = forms.CharField(label="What is it called?", max_length=250, help_text="As in the report’s own list.")
    file = PaperFileField(label="The file")
