"""Forms of the planner: open a programme, change its settings, move an item, roll the programme forward."""

import datetime as dt
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    RadioField,
    RecordField,
    RecordsField,
    count_field,
    field_of,
    long_text,
    short_text,
)
from committee.models import Committee, Function, MunicipalYear
from committee.wording.dates import long_date
from meetings.models import Meeting
from workprogramme.models import Programme, ProgrammeItem
from workprogramme.suggestions.listing import by_score

TBC = "tbc"


class OpenForm(ActForm):
    """Choice of the committee and the municipal year of a new programme."""

    button = "Start the programme"
    committee = RecordField(empty_label="Choose a committee")
    year = RecordField(label="Municipal year", queryset=MunicipalYear.objects.all(), empty_label="Choose a year")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Committee.objects.existing(today).filter(function=Function.SCRUTINY)
        field_of(self, "committee").queryset = bodies
        field_of(self, "year").queryset = MunicipalYear.objects.order_by("-starts")
        self.fields["year"].initial = MunicipalYear.of(today)


class SettingsForm(BegunForm, ActForm):
    """Texts printed before a programme's tables, and the limit of items per meeting."""

    introduction = long_text(
        most=4000,
        rows=8,
        hint="The remit and how the programme is reviewed. Leave a blank line between paragraphs.",
        required=False,
    )
    outcome = short_text(
        "Priority outcome",
        most=500,
        hint="The priority outcome in the council’s strategic plan that the committee supports.",
        required=False,
    )
    venues = short_text(
        "Where it usually meets", most=250, hint="A sentence printed under the calendar.", required=False
    )
    load_limit = count_field(
        "Most items a meeting", most=20, hint="The planner warns you about meetings with more.", narrow=True
    )


class MoveForm(ActForm):
    """The meeting to move an item to, and the reason."""

    button = "Move item"
    to = RadioField(
        label="Move to",
        choices=(),
        error_messages={"required": "Choose where to move it.", "invalid_choice": "Choose from the list."},
    )
    reason = long_text(
        "Why?",
        most=500,
        rows=2,
        hint="One sentence. It stays in the item’s history, which the public can read.",
        needed="Enter why it is moved.",
    )

    def __init__(
        self,
        *args: Any,
        item: ProgrammeItem,
        meetings: list[Meeting],
        loads: dict[int, int],
        today: dt.date,
        past: bool,
        **kwargs: Any,
    ) -> None:
        if not item.day:
            self.button = "Schedule item"
        super().__init__(*args, **kwargs)
        self.meetings = {meeting.slug: meeting for meeting in meetings if meeting.pk != item.meeting_id}
        field, limit = field_of(self, "to"), item.programme.load_limit
        shown = [row for row in self.meetings.values() if past or row.date >= today]
        field.choices = [(row.slug, _day(row)) for row in shown]
        field.option_hints = {row.slug: _load(loads.get(row.pk, 0), limit) for row in shown}
        if item.day:
            field.choices = [*field.choices, (TBC, "To be scheduled again")]
        else:
            del self.fields["reason"]


def _day(meeting: Meeting) -> str:
    kind = ", informal session" if meeting.informal else ""
    return f"{long_date(meeting.date)}{kind}"


def _load(load: int, limit: int) -> str:
    if load >= limit:
        return f"This meeting is full ({load} of {limit})"
    return f"{load} of {limit} items" if load else "Nothing planned yet"


class RollForm(ActForm):
    """
    Choice of the year to carry a programme forward to, and of the suggestions that are carried forward with it.

    The choice of the year is hidden if only one year is possible.
    """

    button = "Carry forward"
    year = RecordField(label="To which municipal year?", empty_label=None)
    suggestions = RecordsField(
        label="Which suggestions are carried forward?",
        queryset=ProgrammeItem.objects.none(),
        required=False,
        help_text="These have not been accepted or declined. They keep their scores and source. Any you untick "
        "are not carried forward.",
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        years: list[MunicipalYear],
        target: MunicipalYear | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_suggestions(programme)
        field = field_of(self, "year")
        field.queryset = MunicipalYear.objects.filter(pk__in=[year.pk for year in years])
        field.initial = target
        if len(years) == 1:
            field.widget = forms.HiddenInput()
        if target:
            self.helper.inputs[0].value = f"Carry forward to {target}"

    def _offer_suggestions(self, programme: Programme) -> None:
        """Offer the waiting suggestions of `programme`, best score first, all of them ticked."""
        waiting = by_score(programme.items.proposed())
        if not waiting:
            del self.fields["suggestions"]
            return
        field = field_of(self, "suggestions")
        field.queryset, field.initial = waiting, [item.pk for item in waiting]
        field.choices = [(item.pk, item.title) for item in waiting]
        field.option_hints = {item.pk: _weighed(item) for item in waiting}

    @property
    def left(self) -> list[str]:
        """The titles of the suggestions that were unticked."""
        coming = {item.pk for item in self.cleaned_data.get("suggestions", ())}
        offered = field_of(self, "suggestions").choices if "suggestions" in self.fields else ()
        return [title for pk, title in offered if pk not in coming]


def _weighed(item: Any) -> str:
    """Return the score of a suggestion in words, from the annotations of `by_score`."""
    return "Not scored yet" if item.points is None else f"Scored: {item.points} of {item.most}"
