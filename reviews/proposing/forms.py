"""Forms of a review itself: propose it, and change what is said of it."""

import datetime as dt
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, RadioField, RecordsField, field_of
from committee.models import Committee
from reviews.models import Kind, Review
from reviews.privacy import PublicWordsForm
from workprogramme.procedure_forms import LONG, SHORT, scrutiny_committees


class ReviewForm(PublicWordsForm, BegunForm, ActForm):
    """What a review asks, why, and how it is carried out."""

    public_words = ("title", "question", "why", "priority", "success", "equality", "public_title")

    title = forms.CharField(label="What is the review called?", max_length=200)
    kind = RadioField(label="How is it carried out?", choices=Kind.choices)
    question = forms.CharField(
        label="What is the review to find out?",
        max_length=300,
        widget=SHORT,
        help_text="One sentence, written as a question.",
    )
    why = forms.CharField(label="Why is the committee looking into it now?", max_length=4000, widget=LONG)
    priority = forms.CharField(
        label="Which priority of the strategic plan does it serve?", max_length=250, required=False
    )
    success = forms.CharField(
        label="How will the committee know that the review has made a difference?",
        max_length=2000,
        required=False,
        widget=SHORT,
    )
    equality = forms.CharField(
        label="Who does the subject affect most?", max_length=2000, required=False, widget=SHORT,
        help_text="Equality issues for the review to consider.",
    )  # fmt: skip
    involves_service_users = forms.BooleanField(label="Children or people who use services take part", required=False)
    contact = PersonField(label="Who is the contact?", required=False, empty_label="No one named yet")
    public_title = forms.CharField(
        label="Public title", max_length=200, required=False,
        help_text="Only if the public title is different.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review | None = None, **kwargs: Any) -> None:
        self.button = "Save the review" if review else "Propose the review"
        kwargs.setdefault("initial", None if review else {"kind": Kind.SPOTLIGHT})
        if review:
            kwargs.pop("initial")
        super().__init__(*args, row=review, **kwargs)


class ProposeForm(ReviewForm):
    """The same with the committees that commission it; the first is the one that monitors."""

    monitored_by = forms.ModelChoiceField(
        label="Which committee commissions it?", queryset=Committee.objects.none(), empty_label="Choose a committee",
        help_text="For a joint review, the committee that will monitor the recommendations.",
    )  # fmt: skip
    proposed_on = DayField(label="When was it proposed?")
    others = RecordsField(
        label="Which other committees commission it?", queryset=Committee.objects.none(), required=False
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["proposed_on"] = on
        committees = scrutiny_committees(on).order_by("name")
        for name in ("monitored_by", "others"):
            field_of(self, name).queryset = committees
        self.order_fields(["title", "monitored_by", "others", "proposed_on", "kind"])

    @property
    def arguments(self) -> dict[str, Any]:
        """Return the words, and the chosen committees in one list, the one that monitors first."""
        words = dict(self.cleaned_data)
        first, others = words.pop("monitored_by"), words.pop("others")
        return words | {"committees": [first, *(committee for committee in others if committee != first)]}
