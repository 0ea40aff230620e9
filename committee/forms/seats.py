"""Several seats of one committee, entered on one page."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from committee.forms.fields import DayField, PersonField, field_of, in_a_list
from committee.models import Committee, Person, SeatRole
from committee.register.seats import Entry
from committee.wording.worded_later import worded_choices

SEAT_ROWS, MOST_SEATS = 10, 40


class SeatRowForm(forms.Form):
    """One seat; a row without a person is left out."""

    person = PersonField(required=False, label="Person", empty_label="Choose a person")
    role = forms.ChoiceField(label="Role", choices=worded_choices(SeatRole), initial=SeatRole.MEMBER)
    since = DayField(required=False, label="From")
    voting = forms.BooleanField(label="May vote", required=False, initial=True)

    def __init__(self, *args: Any, people: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once for all rows: ten selects must not ask the database ten times.
        field_of(self, "person").choices = people

    def clean(self) -> dict[str, Any]:
        """Ask for the first day of whoever is chosen."""
        cleaned = super().clean() or {}
        if cleaned.get("person") and "since" not in self.errors and not cleaned.get("since"):
            self.add_error("since", "Enter the first day.")
        elif not cleaned.get("person") and cleaned.get("role", SeatRole.MEMBER) != SeatRole.MEMBER:
            self.add_error("person", "Choose who has this role, or make the role “Member” again.")
        return cleaned

    @property
    def entry(self) -> Entry | None:
        """Return the seat that the row asks for; None for an empty row."""
        data = self.cleaned_data
        if not data.get("person"):
            return None
        return Entry(data["person"], data["role"], data["since"], data["voting"])


class BaseSeats(BaseFormSet[Any]):
    """The new seats of one committee."""

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        self.committee = committee
        people = [("", "Choose a person"), *((str(row.pk), in_a_list(row)) for row in Person.objects.by_surname())]
        super().__init__(*args, **{**kwargs, "form_kwargs": {"people": people}})

    def clean(self) -> None:
        """Refuse a page without anybody, and somebody chosen twice, at the later row."""
        rows: dict[int, int] = {}
        for number, form in enumerate(self.forms, start=1):
            person = form.cleaned_data.get("person") if hasattr(form, "cleaned_data") else None
            if person and (first := rows.setdefault(person.pk, number)) != number:
                form.add_error("person", f"{person.printed_name} is in row {first} already.")
        if not rows and not any(form.errors for form in self.forms):
            raise forms.ValidationError("Choose at least one person.")

    @property
    def filled(self) -> list[SeatRowForm]:
        """The rows that name somebody, in their order."""
        return [form for form in self.forms if form.entry]

    @property
    def entries(self) -> list[Entry]:
        """The seats asked for."""
        return [entry for form in self.forms if (entry := form.entry)]


SeatsFormSet = formset_factory(
    SeatRowForm, formset=BaseSeats, extra=0, max_num=MOST_SEATS, validate_max=True, absolute_max=MOST_SEATS
)
