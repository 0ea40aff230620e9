"""Shared fields and forms of scrutiny's procedures: committee, person, meeting, day and reasons."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from committee.forms.fields import ActForm, DayField, RecordField, long_text, short_text
from committee.models import Committee, Function
from committee.wording.dates import long_date
from meetings.models import Meeting
from workprogramme.models import ProgrammeItem

LONG = forms.Textarea({"rows": 5})
SHORT = forms.Textarea({"rows": 3})


def scrutiny_committees(on: dt.date) -> QuerySet[Committee]:
    """Return the overview and scrutiny committees that exist on that day."""
    return Committee.objects.existing(on).filter(function=Function.SCRUTINY)


def two_answers(label: str, yes: str, no: str, **kwargs: Any) -> forms.TypedChoiceField:
    """Return a field with the answers labelled `yes` (True) and `no` (False). At first neither is chosen."""
    choices = [("yes", yes), ("no", no)]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda value: value == "yes", widget=forms.RadioSelect, **kwargs
    )


class CommitteeField(RecordField):
    """An overview and scrutiny committee. If there is only one, the field begins with it."""

    def __init__(self, *, on: dt.date, among: QuerySet[Committee] | None = None, **kwargs: Any) -> None:
        rows = scrutiny_committees(on) if among is None else among
        super().__init__(queryset=rows, empty_label="Choose a committee", **kwargs)
        committees = list(rows[:2])
        if len(committees) == 1:
            self.initial = committees[0].pk


class MeetingField(RecordField):
    """A coming formal meeting of a committee."""

    def __init__(self, *, committee: Committee, on: dt.date, **kwargs: Any) -> None:
        rows = Meeting.objects.filter(committee=committee, date__gte=on, cancelled_at=None, informal=False)
        super().__init__(
            queryset=rows.order_by("date"), required=False, empty_label="No meeting yet: to be scheduled", **kwargs
        )

    def label_from_instance(self, obj: Meeting) -> str:
        """Return the meeting's day, such as “Thursday 21 April 2022”."""
        return long_date(obj.date)


class ItemField(RecordField):
    """An item of a work programme of the municipal year of `on`."""

    def __init__(self, *, committees: QuerySet[Committee], on: dt.date, public: bool) -> None:
        # SECURITY: only planners may read a programme that is not published.
        items = ProgrammeItem.objects.public() if public else ProgrammeItem.objects.taken_up()
        rows = items.filter(
            programme__committee__in=committees, programme__year__ends__gte=on, programme__year__starts__lte=on
        )
        super().__init__(
            queryset=rows.order_by("title"),
            required=False,
            empty_label="None",
            label="For which item of the work programme?",
            help_text="You can only get an exempt document about something the committee is reviewing or plans to "
            "review.",
        )


class TakeUpForm(ActForm):
    """The meeting at which the committee considers the matter, and the title of the item."""

    button = "Accept"

    title = short_text(
        "Title in the work programme",
        most=250,
        hint="This is public. Do not include anything exempt. What members wrote is not published.",
    )

    def __init__(self, *args: Any, committee: Committee, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = MeetingField(committee=committee, on=on, label="At which meeting?")


class DayForm(ActForm):
    """The day on which something was done."""

    on = DayField(label="Date", initial=timezone.localdate)

    def __init__(self, *args: Any, button: str, **kwargs: Any) -> None:
        self.button = button
        super().__init__(*args, **kwargs)


class ReasonsForm(DayForm):
    """The reasons for a decision, and its day."""

    reasons = long_text(most=2000, rows=5)

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].label, self.fields["reasons"].help_text = label, hint
        self.order_fields(["acted", "excluded", "reasons", "on"])
