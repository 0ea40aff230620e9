"""Forms about the council's look: its crest or logo, and its colours."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from committee.files import crest_picture as picture
from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm
from committee.models import Council
from committee.register.colours import faults

HEX = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", "Give a colour as # and six hexadecimal digits, for example #1d5b4f.")


class ColourInput(forms.TextInput):
    """The browser's own picker of colours; where it has none, the six digits are typed."""

    input_type = "color"

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a picker always holds a colour, and HTML has no `required` for it."""
        return False


class ColoursForm(BegunForm, ActForm):
    """The three colours of pages and emails; refused where their words could not be read."""

    button = "Save colours"
    brand_colour = forms.CharField(label="Header", max_length=7, validators=[HEX], widget=ColourInput)
    brand_text_colour = forms.CharField(label="Text on the header", max_length=7, validators=[HEX], widget=ColourInput)
    link_colour = forms.CharField(label="Links", max_length=7, validators=[HEX], widget=ColourInput)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        kwargs["initial"] = self.values_of(council)
        super().__init__(*args, row=council if council.pk else None, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Colours that can be read."""
        cleaned = super().clean() or {}
        colours = [cleaned.get(name) for name in ("brand_colour", "brand_text_colour", "link_colour")]
        if all(colours):
            for name, sentence in faults(*map(str, colours)):
                self.add_error(name, sentence)
        return cleaned


class CrestForm(ActForm):
    """A crest or logo."""

    button = "Upload crest"
    file = forms.FileField(
        label="Crest or logo",
        help_text="PNG (1 MB at most), or SVG of shapes alone (100 KB at most).",
        allow_empty_file=True,
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".png,.svg,image/png,image/svg+xml"}),
        error_messages={"required": "Choose a PNG or SVG file."},
    )

    def clean_file(self) -> bytes:
        """Return the bytes of the upload; its size is checked before it is read."""
        upload = self.cleaned_data["file"]
        if upload.size > picture.LARGEST:
            raise forms.ValidationError("The picture must be 1 MB or smaller.")
        return bytes(upload.read())
