"""Forms of takedowns: hide, confirm, undo, put a redacted copy in place."""

from typing import Any

from django import forms

from committee.forms.fields import ActForm, YesNoField, long_text
from meetings.models import TakedownGround
from meetings.papers.fields import ConvertedForm, PaperFileField


class HideForm(ActForm):
    """Ground and reason to hide a thing; for a paper, also the choice to hide its item's words."""

    button = "Take it down now"
    warns = True
    ground = forms.ChoiceField(
        label="What does it contain?",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in TakedownGround.choices if value != "other"],
        widget=forms.RadioSelect,
        help_text="The public see only this and the date.",
        error_messages={"required": "Choose what it contains."},
    )
    with_item = YesNoField(
        label="Remove the title and words of the agenda item too?", help_text="If they disclose the same information."
    )
    why = long_text(
        "What is wrong with it?",
        most=1000,
        hint="For the proper officer. It is recorded but not published. Where the law forbids to publish it, name "
        "the Act, regulations or court order.",
        needed="Enter what is wrong with it.",
    )

    def __init__(self, *args: Any, of_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_paper:
            del self.fields["with_item"]


class ConfirmTakedownForm(ActForm):
    """The proper officer's reason, and the backups that still hold the removed information."""

    button = "Confirm the takedown"
    warns = True
    reason = long_text(
        "Why is it taken down?",
        most=1000,
        hint="Your reason, for the record. Do not repeat the information itself.",
        needed="Enter why it is taken down.",
    )
    backups = long_text(
        "Which backups still hold it, and until when?",
        most=500,
        rows=2,
        needed="Enter which backups still hold it, and until when.",
    )


class RedactedCopyForm(ConvertedForm):
    """File of a redacted copy."""

    button = "Publish the redacted copy"
    document = "Redacted copy"
    file = PaperFileField(label="The redacted copy")
