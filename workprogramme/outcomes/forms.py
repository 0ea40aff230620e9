"""Forms of an outcome: its words, and the actions and look-back that it asks for."""

from typing import Any

from crispy_forms.layout import Submit
from django import forms

from committee.forms.fields import ActForm, DayField, PersonField, long_text, short_text
from workprogramme.models import ProgrammeItem
from workprogramme.outcomes.draft_from_minute import Offer, mark_of

FORMAT = "Start a line with “- ” for a bullet. Leave an empty line between paragraphs."


class OutcomeForm(ActForm):
    """The text of an outcome, to accept or save. The form begins with the saved draft or the text of the offer."""

    hide_optional = True
    button = "Accept and publish"
    text = long_text("Outcome", most=8000, rows=10, hint=FORMAT, required=False)
    began_from = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: ProgrammeItem, offer: Offer, may_accept: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"text": item.outcome or offer.text, "began_from": mark_of(item)})
        if not may_accept:
            self.button = "Save draft"
        super().__init__(*args, **kwargs)
        if may_accept:
            self.helper.add_input(Submit("keep", "Save draft", css_class="govuk-button--secondary"))


class AskMoreForm(ActForm):
    """Requests of an outcome: an action of a person or body, a later look-back, or both."""

    hide_optional = True
    button = "Add action or follow-up"
    text = long_text(
        "What is the action?",
        most=4000,
        hint="Without a full stop. For example: waiting times be sent to members. This is public.",
        required=False,
    )
    owner = PersonField(label="Who owns it?", required=False, empty_label="Not listed")
    owner_body = short_text("Or a body that is not in the register", most=120, required=False)
    due_on = DayField(label="By when?", required=False, help_text="Leave blank if no date is set.")
    look_back_on = DayField(
        label="When will the committee look at it again?",
        required=False,
        help_text="A month is enough. It is added to that year’s programme. Leave blank if it will not.",
    )
    title = short_text("Title of that item", most=250, hint="Only if its title is different.", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay_out(
            ("Action", ("text", "owner", "owner_body", "due_on")),
            ("The committee looks at it again", ("look_back_on", "title")),
        )

    def clean(self) -> dict[str, Any]:
        """Check that an action or a look-back is asked for, and that the owner is not both a person and a body."""
        data = super().clean() or {}
        if not (data.get("text", "").strip() or data.get("look_back_on") or self.errors):
            self.add_error("text", "Enter an action, or when the committee will look at this again.")
        if data.get("owner") and data.get("owner_body", "").strip():
            self.add_error("owner_body", "Choose a person or enter a body, not both.")
        return data
