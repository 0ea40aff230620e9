"""Forms of text versions."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms

from committee.acts.refusal import Refused
from meetings.papers.text_versions import words_of


class PageTextForm(forms.Form):
    """What one page says, in words."""

    text = forms.CharField(
        strip=False,
        widget=forms.Textarea({"rows": 16, "spellcheck": "true"}),
        help_text="Write everything on the page, in reading order. For a chart, give its figures and what they "
        "show. Leave a blank line between paragraphs. Start a line with “- ” for a list.",
        error_messages={"required": "Enter the text of the page."},
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: int, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = f"Text of page {page}"
        if language:
            self.fields["text"].widget.attrs["lang"] = language
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_text(self) -> str:
        """Return the words as they are stored."""
        try:
            return words_of(self.cleaned_data["text"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.text) from None


class PageForm(forms.Form):
    """Which page of a file, by its number."""

    page = forms.IntegerField(
        label="Page number", min_value=1, widget=forms.NumberInput({"class": "govuk-input--width-3"})
    )

    def __init__(self, *args: Any, pages: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages
        self.fields["page"].error_messages["invalid"] = "Enter a page number, such as 3."
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_page(self) -> int:
        """Return the number of a page of the file."""
        page = self.cleaned_data["page"]
        if page > self.pages:
            raise forms.ValidationError(f"The file has {self.pages} page{'' if self.pages == 1 else 's'}.")
        return cast(int, page)
