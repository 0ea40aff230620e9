"""Forms about committees and seats."""

from collections.abc import Collection
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    DayField,
    PeriodForm,
    PersonField,
    RadioField,
    RecordField,
    RecordsField,
    TimeField,
    field_of,
    in_a_list,
    long_text,
    look_button,
    short_text,
)
from committee.law.exemption import ENACTMENTS
from committee.models import (
    KIND_LABELS,
    Committee,
    Function,
    LegalKind,
    OutsideBalance,
    Person,
    SeatRole,
    Venue,
    VotingGround,
)
from committee.wording.minute_labels import check_pattern
from committee.wording.worded_later import worded_choices, worded_later

KIND_HINTS = {
    LegalKind.EXECUTIVE: "The notice rules of the 2012 executive regulations apply.",
    LegalKind.COMMITTEE: "Five clear days’ notice under Part VA of the Local Government Act 1972.",
    LegalKind.INFORMAL: "A working group or panel that takes no decisions, so it does not have to publish an agenda.",
}


class CommitteeForm(BegunForm, PeriodForm):
    """A body: its kind and function, and when and where it meets."""

    new_button = "Set up this committee"
    name = forms.CharField(label="Full name", max_length=120)
    short_name = forms.CharField(
        max_length=60, help_text="For lists and web addresses, for example Safeguarding. The web address never changes."
    )
    kind = RadioField(
        label="Legal status",
        choices=list(KIND_LABELS.items()),
        initial=LegalKind.COMMITTEE,
        option_hints=KIND_HINTS,
    )
    function = forms.ChoiceField(choices=Function)
    remit = long_text(most=2000, rows=4, required=False, hint="What it does, in two sentences. This is public.")
    parent = RecordField(
        queryset=Committee.objects.all(), label="Sub-committee of", required=False, empty_label="Nothing"
    )
    predecessors = RecordsField(
        queryset=Committee.objects.all(),
        required=False,
        help_text="Bodies it replaced, after their last day. Its first meeting confirms their minutes.",
    )
    since = DayField(label="Established on", initial=timezone.localdate)
    until = DayField(label="Dissolved on", required=False, help_text="Its last day. Leave blank if it still exists.")
    quorum = forms.IntegerField(
        min_value=1,
        max_value=200,
        initial=3,
        help_text="From the constitution. For the Council, at least a quarter of its members.",
    )
    usual_time = TimeField(label="Usual start time", initial="10:00")
    usual_venue = RecordField(queryset=Venue.objects.all(), required=False, empty_label="None")
    contact_officer = PersonField(
        required=False, empty_label="No one yet", help_text="An officer with a post in the register."
    )
    webcast_url = forms.URLField(
        label="Webcast address",
        required=False,
        max_length=200,
        help_text="Leave blank if its meetings are not webcast.",
    )

    filmed = forms.BooleanField(
        label="The council films its meetings",
        required=False,
        help_text="Tick if they are filmed, whether or not they are webcast.",
    )
    opening = long_text(
        "Opening of the front sheet",
        most=1000,
        rows=3,
        required=False,
        hint="Printed above the agenda. If it is blank, the Council’s front sheet has a summons, others have nothing.",
    )
    public_notes = long_text(
        "Notes for the public",
        most=2000,
        rows=4,
        required=False,
        hint="Printed after the agenda, for example who may speak and by when they must say so.",
    )
    minutes_by_meeting = forms.BooleanField(
        label="The minutes of each meeting begin with 1",
        required=False,
        help_text="Leave blank if numbers run on through the municipal year.",
    )
    minute_pattern = forms.CharField(
        label="How its minute numbers are printed",
        required=False,
        max_length=30,
        validators=[check_pattern],
        help_text="{number}/{yy} prints 61/22. Leave blank to print the number alone. Published numbers stay.",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    panel_size = forms.IntegerField(
        label="Members on the panel for each meeting",
        required=False,
        min_value=2,
        max_value=30,
        help_text="Leave blank if all members sit at every meeting. For hearings, enter 3: the clerk then draws three "
        "members for each meeting, and the quorum is of these.",
        widget=forms.NumberInput({"class": "govuk-input--width-2"}),
    )
    other_ground = forms.TypedChoiceField(
        label="Under what may it exclude the public?",
        choices=[
            ("", "Schedule 12A only"),
            *((code, f"Schedule 12A, or {enactment.name}") for code, enactment in ENACTMENTS.items()),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    elsewhere_url = forms.URLField(
        label="Where its agendas are published, if another council runs it",
        required=False,
        max_length=200,
        help_text="For a joint committee. Its page here leads there.",
    )
    outside_balance = forms.ChoiceField(
        label="Do political groups share its seats?",
        choices=[("", "Yes, or it is the Council or the executive"), *OutsideBalance.choices],
        required=False,
    )

    def __init__(self, *args: Any, row: Committee | None = None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        others = Committee.objects.exclude(pk=row.pk) if row else Committee.objects.all()
        field_of(self, "predecessors").queryset = others
        field_of(self, "parent").queryset = others
        # The present contact officer stays a choice, even where they hold no post any more.
        posts = Q(pk__in=Person.objects.officers(today).values("pk"))
        present = Q(pk=row.contact_officer_id) if row else Q()
        field_of(self, "contact_officer").queryset = Person.objects.filter(posts | present).by_surname()
        if not others.exists():
            del self.fields["predecessors"], self.fields["parent"]
        self.lay_out(
            ("Name and type", ["name", "short_name", "kind", "function", "remit"]),
            ("Dates and predecessors", ["since", "until", "parent", "predecessors"]),
            ("Meetings", ["quorum", "usual_time", "usual_venue", "contact_officer", "webcast_url", "filmed"]),
            ("Agenda", ["opening", "public_notes", "other_ground", "elsewhere_url"]),
            ("Who sits", ["panel_size", "outside_balance"]),
            ("Minutes", ["minutes_by_meeting", "minute_pattern"]),
        )

    @classmethod
    def values_of(cls, row: Committee) -> dict[str, Any]:
        """Return the form's first values for a committee, with the ids of its predecessors."""
        return super().values_of(row) | {"predecessors": list(row.predecessors.values_list("pk", flat=True))}

    def clean_predecessors(self) -> list[Committee]:
        """Return the predecessors as a plain list, for the verb."""
        return list(self.cleaned_data["predecessors"])

    def clean(self) -> dict[str, Any]:
        """Add an error to `function` where an executive would be a scrutiny body."""
        cleaned = super().clean()
        if cleaned.get("kind") == LegalKind.EXECUTIVE and cleaned.get("function") == Function.SCRUTINY:
            self.add_error("function", "The executive cannot be an overview and scrutiny body.")
        return cleaned


def although_scrutinising_field(where: str = "on the executive") -> forms.BooleanField:
    """Return the checkbox by which the user confirms an act that R37 would refuse."""
    return forms.BooleanField(
        label=f"They were {where} and took part in scrutiny at the same time",
        required=False,
        help_text="This is a breach of the Local Government Act 2000, section 9FA. Only record it if it is true.",
    )


class AppointForm(PeriodForm):
    """Form to appoint a person to a seat of a given committee."""

    button = "Appoint"
    person = PersonField()
    role = RadioField(label="As", choices=worded_choices(SeatRole), initial=SeatRole.MEMBER)
    role_name = short_text(
        "Role title, if it has a special one",
        most=60,
        required=False,
        hint=worded_later("Printed instead of the role, for example Vice-Chairman (Scrutiny)."),
    )
    represents = short_text(
        "Which body they sit for, if it is not this council",
        most=120,
        required=False,
        hint="Printed after the name, for example Integrated Care Board.",
    )
    voting = forms.BooleanField(label="May vote", required=False, initial=True)
    voting_scope = short_text(
        "On what, if the vote is limited",
        most=60,
        required=False,
        hint="For example, education functions for a church representative.",
    )
    voting_ground = forms.ChoiceField(
        label="Ground of the vote, for someone who is not a councillor",
        choices=[("", "None: they are a councillor, or have no vote"), *VotingGround.choices],
        required=False,
        help_text="Officers, and co-opted members without one of these grounds, have no vote in law.",
    )
    voting_authority = short_text(
        "Where the vote was given",
        most=200,
        required=False,
        hint="The scheme, resolution, council or enactment. For example, Council, 20 May 2021, minute 12.",
    )
    replacing = forms.BooleanField(
        label="They are already on this committee: end that seat the day before",
        required=False,
        help_text=worded_later("This is how a member becomes Chairman."),
    )
    although_scrutinising = although_scrutinising_field()
    since = DayField(label="From", help_text="The first day.", initial=timezone.localdate)


class SeatForm(AppointForm):
    """Form to appoint a given person to a seat of a committee."""

    committee = RecordField(queryset=Committee.objects.all(), empty_label="Choose a committee")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["person"]
        field_of(self, "committee").queryset = Committee.objects.existing(timezone.localdate())
        self.order_fields(["committee"])


class MyCommitteesForm(ActForm):
    """The committees that a clerk's desk shows first."""

    button = "Save my committees"
    committees = RecordsField(
        queryset=None, required=False, label="My committees", help_text="To see every committee, choose none."
    )

    def __init__(self, *args: Any, today: date, among: Collection[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Committee.objects.existing(today)
        field_of(self, "committees").queryset = bodies if among is None else bodies.filter(pk__in=among)


class LimitForm(BegunForm, MyCommitteesForm):
    """The committees to which a clerk is limited."""

    button = "Save the limit"
    committees = RecordsField(
        queryset=None,
        required=False,
        label="Which committees may this clerk work on?",
        help_text="Choose none to let them work on every committee.",
    )

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """Return the committees to which the clerk is limited."""
        return {"committees": [committee.pk for committee in row.limited_to.all()]}


class LeaveForm(ActForm):
    """The members who have left a committee, and their last day."""

    button = "Record who has left"
    seats = RecordsField(
        queryset=None,
        label="Who has left",
        error_messages={"required": "Choose at least one person."},
    )
    on = DayField(label="Last day on the committee", help_text="That day is included.", initial=timezone.localdate)

    def __init__(self, *args: Any, committee: Committee, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "seats").queryset = committee.seats.overlapping(today, None).by_surname()
        field_of(self, "seats").label_from_instance = lambda seat: f"{seat.person.printed_name}, {seat.role_label}"


class OnForm(forms.Form):
    """The day whose members a page shows. For an unreadable day, the form has an error and the page shows today's."""

    on = DayField(label="Date", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "council-form"
        self.helper.layout = Layout("on", look_button("Show members"))

    def day(self, today: date) -> date:
        """Return the chosen day; today where the form is empty or invalid."""
        return (self.cleaned_data["on"] or today) if self.is_bound and self.is_valid() else today


SEAT_ROWS, MOST_SEATS = 10, 40


class SeatRowForm(forms.Form):
    """One seat of several. A row without a person is left out."""

    person = PersonField(required=False, label="Person", empty_label="Choose a person")
    role = forms.ChoiceField(label="Role", choices=worded_choices(SeatRole), initial=SeatRole.MEMBER)
    since = DayField(required=False, label="From", initial=timezone.localdate)
    voting = forms.BooleanField(label="May vote", required=False, initial=True)

    def __init__(self, *args: Any, people: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The people are read once for all rows: ten selects must not query the database ten times.
        field_of(self, "person").choices = people

    def clean(self) -> dict[str, Any]:
        """Require a first day where a person is chosen, and a person where a role is chosen."""
        cleaned = super().clean() or {}
        if cleaned.get("person") and "since" not in self.errors and not cleaned.get("since"):
            self.add_error("since", "Enter the first day.")
        elif not cleaned.get("person") and cleaned.get("role", SeatRole.MEMBER) != SeatRole.MEMBER:
            self.add_error("person", "Choose who has this role, or make the role “Member” again.")
        return cleaned


class BaseSeats(BaseFormSet[Any]):
    """The new seats of one committee."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        people = [("", "Choose a person"), *((str(row.pk), in_a_list(row)) for row in Person.objects.by_surname())]
        super().__init__(*args, **{**kwargs, "form_kwargs": {"people": people}})

    def clean(self) -> None:
        """Refuse a page on which nobody is chosen. Add an error to the later row of a person chosen twice."""
        rows: dict[int, int] = {}
        for number, form in enumerate(self.forms, start=1):
            person = form.cleaned_data.get("person") if hasattr(form, "cleaned_data") else None
            if person and (first := rows.setdefault(person.pk, number)) != number:
                form.add_error("person", f"{person.printed_name} is in row {first} already.")
        if not rows and not any(form.errors for form in self.forms):
            raise forms.ValidationError("Choose at least one person.")

    @property
    def filled(self) -> list[SeatRowForm]:
        """The rows in which a person is chosen, in their order."""
        return [form for form in self.forms if form.cleaned_data.get("person")]

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Fields of the new seats, as arguments for `appoint_several`."""
        return [form.cleaned_data for form in self.filled]


SeatsFormSet = formset_factory(
    SeatRowForm, formset=BaseSeats, extra=SEAT_ROWS, max_num=MOST_SEATS, validate_max=True, absolute_max=MOST_SEATS
)
