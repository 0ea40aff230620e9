"""Who leads an item, as rows: a role, and somebody of the register or a name."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from committee.forms.fields import PersonField, field_of
from committee.models import Person
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import LeadRole, ProgrammeItem

BLANK_ROWS, MOST_ROWS, MOST_SENT = 1, 12, 20


class SharedPersonField(forms.TypedChoiceField):
    """Somebody of the register, from a list that was read once for all rows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, empty_value=None, **kwargs)

    def offer(self, people: dict[str, Person], options: list[tuple[str, str]]) -> None:
        """Offer these people, by id, under the words of `options`."""
        # Asked before what was sent has been found to be none of the choices, too.
        self.choices, self.coerce = options, people.get


class LeadForm(forms.Form):
    """One who leads; a row without a person and a name is left out."""

    role = forms.ChoiceField(choices=LeadRole, initial=LeadRole.LEAD_OFFICER, required=False)
    person = SharedPersonField()
    name = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # A row that says what it began with is read all the same: somebody else may have put that there meanwhile.
        super().__init__(*args, **kwargs | {"empty_permitted": False})

    def clean(self) -> dict[str, Any]:
        """Refuse a row with both a person and a name."""
        data = super().clean() or {}
        if data.get("person") and data.get("name"):
            self.add_error("name", "Choose a person from the register or enter a name, not both.")
        return data

    @property
    def draft(self) -> LeadDraft | None:
        """The lead for the verb; None for an empty row."""
        data = self.cleaned_data
        if not data.get("person") and not data.get("name"):
            return None
        return LeadDraft(data.get("role") or LeadRole.LEAD_OFFICER, data.get("person"), data.get("name", ""))


class BaseLeads(BaseFormSet[Any]):
    """All who lead an item, in their order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(Person.objects.by_surname())
        field = PersonField()
        self._people = {str(person.pk): person for person in listed}
        self._options = [
            ("", "Not in the register"),
            *((str(row.pk), field.label_from_instance(row)) for row in listed),
        ]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Offer each row the same people."""
        super().add_fields(form, index)
        field_of(form, "person").offer(self._people, self._options)

    @property
    def can_grow(self) -> bool:
        """True where there is room for another row."""
        return self.total_form_count() < MOST_ROWS

    @property
    def drafts(self) -> list[LeadDraft]:
        """The rows that name somebody."""
        return [form.draft for form in self.forms if form.draft]


LeadFormSet = formset_factory(
    LeadForm, formset=BaseLeads, extra=BLANK_ROWS, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_SENT
)


def initial_leads(item: ProgrammeItem | None) -> list[dict[str, Any]]:
    """Return the rows' initial values: who leads the item, or a Cabinet Member and a lead officer to be named."""
    rows = (
        [{"role": lead.role, "person": str(lead.person_id or ""), "name": lead.name} for lead in item.leads.all()]
        if item
        else []
    )
    return rows or [{"role": LeadRole.CABINET_MEMBER}, {"role": LeadRole.LEAD_OFFICER}]


def typed_leads(data: Any, prefix: str) -> list[dict[str, Any]]:
    """Return the rows as sent, errors included, for a form that is shown again with one more row."""
    sent = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
    return [
        {name: data.get(f"{prefix}-{number}-{name}", "") for name in LeadForm.base_fields}
        for number in range(min(count, MOST_ROWS))
    ]
