"""Forms of the calendar: a year's meetings at once, one meeting, re-arranging, cancelling, details."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.forms.formsets import BaseFormSet, formset_factory
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    ConfirmForm,
    DayField,
    RecordField,
    TimeField,
    YesNoField,
    field_of,
    long_text,
)
from committee.law.clear_days import SATURDAY, DayList
from committee.models import Committee, MunicipalYear, Person, Venue
from committee.register.calendar import day_list
from committee.wording.dates import clock_time, long_date
from meetings.calendar.verbs import Entry
from meetings.models import Meeting

ROWS = 12
MOST_ROWS = 60


def venues_for(meeting: Meeting) -> QuerySet[Venue]:
    """Return the venues in use, and the meeting's own venue even if it is no longer in use."""
    return Venue.objects.filter(Q(is_active=True) | Q(pk__in=[meeting.venue_id] if meeting.venue_id else []))


class VenueField(RecordField):
    """A choice of one of the venues in use, or of none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "None yet")
        super().__init__(queryset=Venue.objects.filter(is_active=True), required=False, **kwargs)


def why_odd(day: dt.date, today: dt.date, days: DayList) -> str:
    """Return a sentence on an unusual day to meet: past, a weekend, holiday or closure; "" for a usual day."""
    reason = days.why_not(day)
    if day < today:
        return f"{long_date(day)} has passed."
    if reason:
        return f"{long_date(day)} is not a working day" + (f" ({reason})." if day.weekday() < SATURDAY else ".")
    return ""


class AsksOddDay(forms.Form):
    """A form that asks for a tick to confirm an unusual day. The tick is valid for that day only."""

    def ask_odd_day(self, day: dt.date | None, today: dt.date, days: DayList) -> None:
        """Add the tick where the submitted `day` is unusual: without the tick the form is not valid."""
        if day is None or not (why := why_odd(day, today, days)):
            return
        ask = f"{why} Check the date. If it is right, tick the box."
        self.fields["sure"] = forms.MultipleChoiceField(
            label="Check the date",
            choices=[(day.isoformat(), f"Yes, the meeting is on {long_date(day)}")],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": ask, "invalid_choice": ask},
        )
        names = [name for name in self.fields if name != "sure"]
        names.insert(names.index("day") + 1, "sure")
        self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """Remove the tick from the data, because no verb takes it."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("sure", None)
        return cleaned


class RowForm(AsksOddDay):
    """One meeting of a year; a row without a date is left out."""

    day = DayField(required=False, label="Date")
    starts = TimeField(required=False, label="Time")
    venue = VenueField(label="Place", empty_label="Usual place")
    informal = YesNoField(label="Informal", widget=forms.Select)

    def __init__(self, *args: Any, venues: list[tuple[Any, str]], days: DayList, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_odd_day(sent_day(self), today, days)
        # Venues are read once for all rows, so that twelve selects do not make twelve queries.
        field_of(self, "venue").choices = venues

    def clean(self) -> dict[str, Any]:
        """Require the date where only other fields are filled."""
        cleaned = super().clean() or {}
        if "day" not in self.errors and cleaned.get("day") is None and self.has_changed():
            self.add_error("day", "Enter the date of this meeting, or put the row back as it was.")
        return cleaned

    @property
    def weekday(self) -> str:
        """The weekday of the typed date, to be shown beside the date; "" where no date can be read."""
        return weekday_of(self)

    @property
    def entry(self) -> Entry | None:
        """Meeting that the row asks for, or None for an empty row."""
        data = self.cleaned_data
        if not data.get("day"):
            return None
        return Entry(data["day"], data.get("starts"), data.get("venue"), bool(data.get("informal")))


class BaseYear(BaseFormSet[Any]):
    """A committee's meetings of one municipal year."""

    def __init__(self, *args: Any, committee: Committee, year: MunicipalYear, **kwargs: Any) -> None:
        self.committee, self.year = committee, year
        empty = f"Usual place ({committee.usual_venue})" if committee.usual_venue else "None yet"
        venues = [("", empty), *((venue.pk, venue.name) for venue in Venue.objects.filter(is_active=True))]
        arguments = {"venues": venues, "days": day_list(), "today": timezone.localdate()}
        super().__init__(*args, **{**kwargs, "form_kwargs": arguments})

    def clean(self) -> None:
        """Refuse an empty year, a day outside the year, and two rows with one day and time, each error at its row."""
        seen: dict[tuple[dt.date, dt.time], int] = {}
        taken = set(
            Meeting.objects.filter(
                committee=self.committee, date__range=(self.year.starts, self.year.ends), cancelled_at__isnull=True
            ).values_list("date", "starts")
        )
        entries = [(number, form) for number, form in enumerate(self.forms, start=1) if form.is_valid() and form.entry]
        for number, form in entries:
            entry = form.entry
            when = (entry.day, entry.starts or self.committee.usual_time)
            if not self.year.starts <= entry.day <= self.year.ends:
                form.add_error("day", f"{long_date(entry.day)} is not in the municipal year {self.year}.")
            elif when in taken:
                form.add_error(
                    "day", f"The committee already meets on {long_date(entry.day)} at {clock_time(when[1])}."
                )
            elif when in seen:
                form.add_error("day", f"Row {seen[when]} has that day and time already.")
            seen.setdefault(when, number)
        if not entries and not any(form.errors for form in self.forms):
            raise forms.ValidationError("Enter the date of at least one meeting.")

    @property
    def entries(self) -> list[Entry]:
        """The meetings that the filled rows ask for."""
        return [form.entry for form in self.forms if form.entry]


YearFormSet = formset_factory(
    RowForm, formset=BaseYear, extra=0, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS
)


def sent_day(form: forms.Form) -> dt.date | None:
    """Return the `day` of a form that was sent; None where it is no date."""
    if not form.is_bound:
        return None
    try:
        return cast(dt.date | None, form.fields["day"].clean(form["day"].value()))
    except forms.ValidationError:
        return None


def weekday_of(form: forms.Form) -> str:
    """Return the weekday of the `day` that was sent in a form; "" where no date was sent."""
    day = sent_day(form)
    return f"{day:%A}" if day else ""


class InAYear(AsksOddDay):
    """
    A form whose day must fall in a municipal year in the register, because calendars are made by the year.

    The form asks about an unusual day, except the day that the meeting already has.
    """

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if weekday := weekday_of(self):
            self.fields["day"].help_text = weekday
        day, row = sent_day(self), getattr(self, "row", None)
        if row is None or row.date != day:
            self.ask_odd_day(day, today, day_list())

    def clean_day(self) -> dt.date | None:
        """Return the day; if no municipal year contains it, point to the page for adding one."""
        day = self.cleaned_data.get("day")
        if day is None or MunicipalYear.of(day):
            return day
        link = '<a class="govuk-link" href="{}">Add a municipal year</a>, then send this form again.'
        self["day"].help_text = format_html(link, reverse("register:year-new"))
        raise forms.ValidationError(
            f"{long_date(day)} is not in any municipal year in the register. Add the municipal year first."
        )


class NewMeetingForm(InAYear, ActForm):
    """One new meeting."""

    button = "Add meeting to the calendar"
    committee = RecordField(queryset=Committee.objects.none(), empty_label="Choose a committee")
    day = DayField(label="Date")
    starts = TimeField(label="Start time", required=False, help_text="Leave it blank for the committee’s usual time.")
    venue = VenueField(label="Place", empty_label="The committee’s usual place")
    informal = YesNoField(
        label="Is it an informal session?",
        help_text="No decisions are taken and no minutes are signed. It does not need a published agenda.",
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        field_of(self, "committee").queryset = Committee.objects.existing(today)


class Tells(forms.Form):
    """A form that asks whether to email people about a meeting that was never public."""

    tell = forms.BooleanField(label="Email them about it", required=False)

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        """Remove the question unless `asks`. Without the question, people are emailed in any case, or nobody is."""
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["tell"]


class RearrangeForm(InAYear, Tells, BegunForm, ActForm):
    """Another day, time or place, with the reason."""

    button = "Re-arrange the meeting"
    day = DayField(label="New date")
    starts = TimeField(label="Start time")
    venue = VenueField(label="Place")
    reason = long_text(
        "Why is it re-arranged?", most=500, hint="This is public.", needed="Enter why the meeting is re-arranged."
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, row=meeting, **kwargs)
        field_of(self, "venue").queryset = venues_for(meeting)

    @classmethod
    def values_of(cls, row: Meeting) -> dict[str, Any]:
        """Return the meeting's date, time and place."""
        return {"day": row.date, "starts": row.starts, "venue": row.venue_id}


class DayFields(BegunForm, ActForm):
    """The hidden day and time of the meeting as the page showed them; where these have changed, the form asks again."""

    day = DayField(label="The meeting is on", required=False, widget=forms.HiddenInput)
    starts = TimeField(label="It starts at", required=False, widget=forms.HiddenInput)

    @classmethod
    def values_of(cls, row: Meeting) -> dict[str, Any]:
        """Return the meeting's date and time."""
        return {"day": row.date, "starts": row.starts}

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, without the hidden day and time."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("day", "starts")}


class PanelForm(BegunForm, ActForm):
    """The members who are drawn to sit at one meeting, and who of them presides."""

    button = "Save panel"
    people = forms.ModelMultipleChoiceField(
        label="Members", queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    chairman = RecordField(label="Who presides?", queryset=Person.objects.none(), empty_label="Choose one of them")

    def __init__(self, *args: Any, row: Meeting, able: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        field_of(self, "people").queryset = field_of(self, "chairman").queryset = able
        self.fields["people"].label = f"Choose {row.committee.panel_size} members"

    @classmethod
    def values_of(cls, row: Meeting) -> dict[str, Any]:
        """Return the ids of the panel's members and of its chairman."""
        panel = list(row.panel.all())
        return {
            "people": [member.person_id for member in panel],
            "chairman": next((member.person_id for member in panel if member.chairs), None),
        }


class DayForm(DayFields, ConfirmForm):
    """A button that confirms an act on a meeting."""


class CancelForm(Tells, DayFields):
    """The reason why a meeting is cancelled."""

    button = "Cancel the meeting"
    warns = True
    reason = long_text(
        "Why is it cancelled?", most=500, hint="This is public.", needed="Enter why the meeting is cancelled."
    )


class UndoCancellationForm(DayFields):
    """The reason why a cancelled meeting will be held after all."""

    button = "Undo the cancellation"
    reason = long_text(
        "Why will it be held after all?",
        most=400,
        hint="Public if its agenda is published.",
        needed="Enter why the meeting will be held after all.",
    )


class DetailsForm(BegunForm, ActForm):
    """Place, webcast, note, and the kind of meeting."""

    button = "Save the details"
    venue = VenueField(label="Place")
    webcast_url = forms.URLField(
        label="Webcast address",
        required=False,
        max_length=200,
        help_text=(
            "Only if it differs from the committee’s. Whether meetings are webcast is entered with the committee."
        ),
    )
    note = forms.CharField(
        label="Note in the calendar",
        required=False,
        max_length=250,
        help_text="Shown beside the meeting in public calendars, for example “Budget meeting”.",
    )
    informal = YesNoField(
        label="Is it an informal session?",
        help_text="No decisions are taken and no minutes are signed. It does not need a published agenda.",
    )
    annual = forms.BooleanField(
        label="Annual meeting of the Council",
        required=False,
        help_text="The only Council meeting that may take urgent business (LGA 1972 Schedule 12).",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, row=meeting, **kwargs)
        field_of(self, "venue").queryset = venues_for(meeting)
        if meeting.committee.kind != "council":
            del self.fields["annual"]


class ShorterNoticeForm(DayFields):
    """The record that a meeting was called when the clear days could no longer be given."""

    button = "Record the shorter notice"
    called_on = DayField(label="The day on which it was called")
    reason = long_text(
        "Why is it called at shorter notice?", most=500, needed="Enter why the meeting is called at shorter notice."
    )

    @classmethod
    def values_of(cls, row: Meeting) -> dict[str, Any]:
        """Return the meeting's date and time, and the record of its call; today's date where none is recorded."""
        called = row.called_on or timezone.localdate()
        return super().values_of(row) | {"called_on": called, "reason": row.shorter_notice_reason}
