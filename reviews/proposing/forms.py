"""Forms of a review itself, of its panel, its committees, and the programme items that it grew from."""

import datetime as dt
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    DayField,
    PeriodForm,
    PersonField,
    RadioField,
    RecordField,
    RecordsField,
    field_of,
    long_text,
)
from committee.models import Committee
from committee.wording.worded_later import worded_choices
from reviews.models import Kind, PanelRole, Parent, Review
from reviews.privacy import PublicWordsForm
from workprogramme.models import ProgrammeItem
from workprogramme.procedure_forms import scrutiny_committees


class ReviewForm(PublicWordsForm, BegunForm, ActForm):
    """Question of a review, the reasons for it, and its kind."""

    public_words = ("title", "question", "why", "priority", "success", "equality", "public_title")
    button, new_button = "Save the review", "Propose the review"

    title = forms.CharField(label="What is the review called?", max_length=200)
    kind = RadioField(label="How is it carried out?", choices=Kind.choices, initial=Kind.SPOTLIGHT)
    question = long_text("What is the review to find out?", most=300, hint="One sentence, written as a question.")
    why = long_text("Why is the committee looking into it now?", most=4000, rows=5)
    priority = forms.CharField(
        label="Which priority of the strategic plan does it serve?", max_length=250, required=False
    )
    success = long_text("How will the committee know that the review has made a difference?", most=2000, required=False)
    equality = long_text(
        "Who does the subject affect most?", most=2000, hint="Equality issues for the review to consider.",
        required=False,
    )  # fmt: skip
    involves_service_users = forms.BooleanField(label="Children or people who use services take part", required=False)
    contact = PersonField(label="Who is the contact?", required=False, empty_label="No one named yet")
    public_title = forms.CharField(
        label="Public title", max_length=200, required=False,
        help_text="Only if the public title is different.",
    )  # fmt: skip


class ProposeForm(ReviewForm):
    """A new review with the committees that commission the review. The first committee monitors the review."""

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
        """Return the words, and the chosen committees in one list with the monitoring committee first."""
        words = dict(self.cleaned_data)
        committees = [words.pop("monitored_by"), *words.pop("others")]
        return words | {"committees": list(dict.fromkeys(committees))}


class PlaceForm(PeriodForm):
    """Place of a panel member: role, committee and days."""

    role = RadioField(label="Role", choices=worded_choices(PanelRole))
    represents = RecordField(
        label="For which committee?", queryset=Committee.objects.none(), required=False,
        empty_label="None: co-opted by the panel", help_text="A committee’s own co-optees sit for it too.",
    )  # fmt: skip
    interest = forms.CharField(
        label="What interest have they declared?", required=False, max_length=300,
        help_text="Printed with the membership. Leave blank if none.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = Committee.objects.filter(reviews__review=review).order_by("name")
        field_of(self, "represents").queryset = committees


class PanellistForm(PlaceForm):
    """A new panel member."""

    button = "Add panel member"
    person = PersonField(label="Who?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"role": PanelRole.MEMBER})
        super().__init__(*args, **kwargs)
        self.order_fields(["person"])


class CorrectForm(BegunForm, PlaceForm):
    """Correction of a panel member's record."""

    button = "Save the correction"


class ParentForm(ActForm):
    """Another committee that commissions the review."""

    button = "Add the committee"
    committee = RecordField(
        label="Which other committee commissions it?",
        queryset=Committee.objects.none(),
        empty_label="Choose a committee",
    )

    def __init__(self, *args: Any, review: Review, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "committee").queryset = scrutiny_committees(on).exclude(reviews__review=review).order_by("name")


class TieForm(ActForm):
    """An item of the parent's work programme that the review grew from."""

    button = "Link the item"
    item = RecordField(
        label="Which work programme item did the review come from?", queryset=ProgrammeItem.objects.none(),
        empty_label="Choose an item", help_text="It stays in the work programme.",
        named=lambda item: f"{item.title} ({item.programme.year})",
    )  # fmt: skip

    def __init__(self, *args: Any, parent: Parent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = ProgrammeItem.objects.taken_up().filter(programme__committee=parent.committee, of_review__isnull=True)
        items = items.select_related("programme__year").order_by("-programme__year__starts", "title")
        field_of(self, "item").queryset = items
