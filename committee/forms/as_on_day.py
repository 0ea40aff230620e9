"""The question "as on which day?"."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from committee.forms.fields import DayField, look_button


class OnForm(forms.Form):
    """A day on which to look; an unreadable one says so and today is shown."""

    on = DayField(label="Date", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "council-form"
        self.helper.layout = Layout("on", look_button("Show members"))

    def day(self, today: date) -> date:
        """Return the day asked for, else today."""
        return (self.cleaned_data["on"] or today) if self.is_bound and self.is_valid() else today
