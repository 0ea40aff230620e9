"""The form of an item: its texts, its leads (a row each), its origin, and the decision that it precedes."""

from typing import Any, cast

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.db.models import Q
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.datastructures import MultiValueDict

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    DayField,
    PersonField,
    RadioField,
    RecordField,
    choices,
    faults_of_rows,
    field_of,
    long_text,
    short_text,
)
from workprogramme.items.choosing import MeetingField, MinuteField, meetings_of, minutes_of
from workprogramme.items.verbs import LeadDraft, lead_lines, leads_of
from workprogramme.models import KeyDecision, LeadRole, Origin, Programme, ProgrammeItem, Purpose, Table

MORE_LEADS = "more_leads"  # name of the button that adds a row of leads
# The Enter key presses the first button of a form, so a hidden save button comes before the button for another row.
ENTER = HTML('<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">Save</button>')
KEPT_NOW = HTML('{% include "desk/_kept_now.html" %}')
LEADS = HTML('{% include "desk/programme/_leads.html" with formset=form.leads %}')

BLANK_ROWS, MOST_ROWS, MOST_SENT = 1, 12, 20


class LeadForm(forms.Form):
    """One lead of an item. A row with neither person nor name is left out."""

    role = forms.ChoiceField(choices=LeadRole, initial=LeadRole.LEAD_OFFICER, required=False)
    person = PersonField(required=False)
    name = short_text(most=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Validate an unchanged row too. A row counts as unchanged if somebody else has saved the same lead since the
        # page was shown. Without validation, its `cleaned_data` would be empty, and the lead would be lost.
        super().__init__(*args, **kwargs | {"empty_permitted": False})

    def clean(self) -> dict[str, Any]:
        """Refuse a row with both a person and a name."""
        data = super().clean() or {}
        if data.get("person") and data.get("name"):
            self.add_error("name", "Choose a person from the register or enter a name, not both.")
        return data

    @property
    def draft(self) -> LeadDraft | None:
        """Lead for the verb; None for an empty row."""
        data = self.cleaned_data
        if not data.get("person") and not data.get("name"):
            return None
        return LeadDraft(data.get("role") or LeadRole.LEAD_OFFICER, data.get("person"), data.get("name", ""))


class BaseLeads(BaseFormSet[Any]):
    """The leads of an item, in order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = PersonField(empty_label="Not in the register").choices
        self._people = list(people)  # read once for all rows

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Offer the same people in every row."""
        super().add_fields(form, index)
        field_of(form, "person").choices = self._people

    @property
    def can_grow(self) -> bool:
        """True where there is room for another row."""
        return self.total_form_count() < MOST_ROWS

    @property
    def drafts(self) -> list[LeadDraft]:
        """The leads of all rows that name somebody."""
        return [form.draft for form in self.forms if form.draft]


LeadFormSet = formset_factory(
    LeadForm, formset=BaseLeads, extra=BLANK_ROWS, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_SENT
)


def initial_leads(item: ProgrammeItem | None) -> list[dict[str, Any]]:
    """
    Return the initial values of the rows, one for each lead of the item.

    Without leads, return an empty row for a Cabinet Member and an empty row for a lead officer.
    """
    leads = list(item.leads.all()) if item else []
    rows = [{"role": lead.role, "person": str(lead.person_id or ""), "name": lead.name} for lead in leads]
    return rows or [{"role": LeadRole.CABINET_MEMBER}, {"role": LeadRole.LEAD_OFFICER}]


def typed_leads(data: Any, prefix: str) -> list[dict[str, Any]]:
    """Return the values of the rows as sent, valid or not, to show the form again with another row."""
    sent = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
    return [
        {name: data.get(f"{prefix}-{number}-{name}", "") for name in LeadForm.base_fields}
        for number in range(min(count, MOST_ROWS))
    ]


class ItemForm(BegunForm, ActForm):
    """A form for an item. The meeting is a field only for a new item."""

    button, new_button = "Save the item", "Add the item"
    title = short_text(most=250, hint="As on the agenda and in the minutes.")
    details = long_text("Why the committee is looking into it", most=4000, rows=4, required=False)
    purpose = forms.ChoiceField(choices=Purpose, initial=Purpose.UPDATE)
    table = RadioField(label="In which table?", choices=Table, initial=Table.MEETINGS)
    meeting = MeetingField(label="At which meeting?", required=False, empty_label="To be scheduled")
    held_on = DayField(
        label="Day", required=False, help_text="Only for an inquiry day or a working group, not a meeting."
    )
    reason = short_text("Why is its date changing?", most=500, required=False)
    wanted_on = DayField(
        label="Target date", required=False, help_text="For an item to be scheduled: roughly when it is considered."
    )
    papers_due_on = DayField(label="Paper due on", required=False)
    brief = long_text(
        "What must the paper cover?",
        most=4000,
        rows=4,
        hint="What members asked for, one on each line. Sent to the author of the paper.",
        required=False,
    )
    origin = forms.ChoiceField(label="Where did it come from?", choices=choices(*Origin.choices), required=False)
    origin_words = short_text(
        "Who suggested it, in words",
        most=250,
        hint="Printed with it, such as “Councillor Spencer”. The public never see who a resident is.",
        required=False,
    )
    origin_on = DayField(label="When?", required=False)
    origin_meeting = MeetingField(
        label="At which meeting of the committee?",
        required=False,
        empty_label="At none",
    )
    origin_minute = MinuteField(label="In which minute?", required=False, empty_label="In none")
    precedes = RecordField(
        label="Which decision does it come before?",
        required=False,
        empty_label="None",
        help_text="For pre-decision scrutiny: you are warned when the committee meets too late to influence it.",
    )
    duty = RecordField(label="Which duty does it fulfil?", required=False, empty_label="None")
    # The leads as text, so that the form notices if somebody else has changed the leads. The page shows rows instead.
    who_leads = forms.CharField(label="Who leads it", required=False, widget=forms.TextInput({"id": "leads"}))

    def __init__(self, data: Any = None, *, programme: Programme, item: ProgrammeItem | None = None, **kwargs: Any):
        """Build the form. If `data` asks for another row of leads, show the form as typed, without validation."""
        leads, began_from = initial_leads(item), ""
        if data and MORE_LEADS in data:
            kwargs["initial"], leads, began_from = data.dict(), typed_leads(data, "leads"), data.get("began_from", "")
            data = None
        super().__init__(data, row=item, **kwargs)
        self.item = item
        self.initial["began_from"] = began_from or self.initial["began_from"]
        self.leads = LeadFormSet(data, initial=leads, prefix="leads")
        self._offer(programme, item)
        self._lay_out()

    def _offer(self, programme: Programme, item: ProgrammeItem | None) -> None:
        """Offer the programme's choices and the item's present decision. Remove fields that do not apply."""
        fields: dict[str, Any] = self.fields
        fields["origin_meeting"].queryset = meetings_of(programme, before=2).filter(cancelled_at__isnull=True)
        fields["origin_minute"].queryset = minutes_of(meetings_of(programme, before=2))
        decisions = Q(withdrawn_at__isnull=True, latest_on__gte=programme.year.starts)
        fields["precedes"].queryset = KeyDecision.objects.filter(decisions | Q(pk=item.precedes_id if item else None))
        fields["duty"].queryset = programme.committee.duties.all()
        fields["table"].option_hints = {
            Table.MEETINGS: "Considered at a meeting, or to be scheduled.",
            Table.STANDING: "A standing item, without its own meeting.",
            Table.BRIEFINGS: "A briefing outside meetings, or a request for information.",
            Table.WORKING: "A working group or an inquiry day, on its own date.",
        }
        for name in ("held_on", "wanted_on") if item and item.meeting_id else ():
            del fields[name]
        if item is None or not item.held_on:
            del fields["reason"]
        if item:
            del fields["meeting"]
        else:
            fields["meeting"].queryset = meetings_of(programme).filter(cancelled_at__isnull=True)
        for name in ("precedes", "duty"):
            if not fields[name].queryset.exists():
                del fields[name]

    def _lay_out(self) -> None:
        groups = (
            ("Item", ("title", "details", "purpose", "table")),
            ("When", ("meeting", "held_on", "reason", "wanted_on", "papers_due_on")),
            ("The paper", ("brief",)),
            ("Where it comes from", ("origin", "origin_words", "origin_on", "origin_meeting", "origin_minute")),
            ("Decisions and duties", ("precedes", "duty")),
        )
        shown = [(heading, [name for name in names if name in self.fields]) for heading, names in groups]
        parts: list[Any] = [Fieldset(heading, *names) for heading, names in shown if names]
        self.helper.layout = Layout(ENTER, KEPT_NOW, parts[0], LEADS, *parts[1:])

    @classmethod
    def values_of(cls, row: ProgrammeItem) -> dict[str, Any]:
        """Return the values of the item's columns, and `who_leads`, the leads as text."""
        return super().values_of(row) | {"who_leads": "\n".join(lead_lines(leads_of(row)))}

    def clean(self) -> dict[str, Any]:
        """Check that table, meeting and day fit together, and report invalid rows of leads."""
        data = super().clean() or {}
        self._refuse_place(data)
        if self.leads.is_valid():
            return data | {"who_leads": "\n".join(lead_lines(self._drafts))}
        for number, row in enumerate(self.leads.forms, 1):
            for faults in row.errors.values():
                self.add_error(None, f"Who leads it, row {number}: {faults[0]}")
        for fault in faults_of_rows(self.leads):
            self.add_error(None, f"Who leads it: {fault}")
        return data

    def _put(self, name: str, value: Any) -> None:
        """Fill in the present rows of leads where the user did not change them."""
        super()._put(name, value)
        if name == "who_leads":
            self.leads = LeadFormSet(initial=initial_leads(self.item), prefix="leads")

    def _refuse_place(self, data: dict[str, Any]) -> None:
        table, meeting, day = data.get("table"), data.get("meeting"), data.get("held_on")
        if day and table in (Table.MEETINGS, Table.STANDING):
            self.add_error("held_on", "Only a working group, an inquiry day or a briefing can have its own date.")
        if meeting and table == Table.STANDING:
            self.add_error("meeting", "A standing item does not have its own meeting.")
        if meeting and day:
            self.add_error("held_on", "Choose a meeting or enter a day, not both.")
        if "reason" in self.fields and day != self.initial.get("held_on") and not data.get("reason"):
            self.add_error("reason", "Enter why its date is changing. The reason is kept with it.")

    @property
    def arguments(self) -> dict[str, Any]:
        """Keyword arguments of the verbs. A column without a field is left out, so that the verb does not change it."""
        words = {name: value for name, value in self.cleaned_data.items() if name != "who_leads"}
        return words | {"leads": self._drafts}

    @property
    def _drafts(self) -> list[LeadDraft]:
        return cast(BaseLeads, self.leads).drafts


def begin_with(programme: Programme, query: MultiValueDict[str, str]) -> dict[str, Any]:
    """Return a new item's initial values: the meeting or the table that the query string names."""
    table = query.get("table", "")
    day = query.get("meeting", "")
    meetings = {meeting.slug: meeting.pk for meeting in meetings_of(programme)} if day else {}
    return {"table": table if table in Table.values else Table.MEETINGS.value, "meeting": meetings.get(day)}
