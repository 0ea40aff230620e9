"""Forms of the two notices that the executive is to hear something in private (SI 2012/2089 reg 5)."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, RecordField
from committee.models import Function, LegalKind
from committee.wording.dates import long_date
from meetings.models import AgendaItem, Meeting, PrivateNotice
from workprogramme.procedure_forms import LONG

PUBLIC = "This is public. Do not include anything exempt or confidential."


class ExecutiveMeetingField(RecordField):
    """A meeting of the executive to come."""

    def __init__(self, *, on: dt.date, **kwargs: Any) -> None:
        executive = Q(committee__kind=LegalKind.EXECUTIVE) | Q(committee__function=Function.EXECUTIVE)
        rows = Meeting.objects.filter(executive, date__gte=on, cancelled_at=None, informal=False)
        super().__init__(queryset=rows.select_related("committee").order_by("date", "starts"), **kwargs)

    def label_from_instance(self, obj: Meeting) -> str:
        """Body and day: Cabinet, Wednesday 15 June 2022."""
        return f"{obj.committee.short_name}, {long_date(obj.date)}"


class PrivateNoticeField(RecordField):
    """A notice of a private meeting to come."""

    def __init__(self, *, on: dt.date, current: int | None = None, **kwargs: Any) -> None:
        coming = PrivateNotice.objects.to_come(on).values("pk")
        rows = PrivateNotice.objects.filter(Q(pk__in=coming) | Q(pk=current)).select_related("meeting__committee")
        super().__init__(queryset=rows.order_by("meeting__date", "matter"), required=False, **kwargs)

    def label_from_instance(self, obj: PrivateNotice) -> str:
        """Return the matter, the committee and the day of its meeting."""
        return f"{obj.matter} ({obj.meeting.committee.short_name}, {long_date(obj.meeting.date)})"


def item_label(item: AgendaItem) -> str:
    """Return number and title; SECURITY: the public title, as scrutiny planners have no right to a hidden one."""
    return f"{item.number}. {item.title_for_public}"


class ItemOfAgendaField(RecordField):
    """An item of the meeting's agenda."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """Return number and public title."""
        return item_label(obj)


class PrivateWordsForm(BegunForm, ActForm):
    """What is to be heard in private, and why."""

    button = "Save"

    matter = forms.CharField(label="What will be discussed in private?", max_length=250, help_text=PUBLIC)
    reasons = forms.CharField(
        label="Why will it be discussed in private?",
        max_length=2000,
        widget=LONG,
        help_text=f"Name the paragraph of Schedule 12A and the public interest. {PUBLIC}",
    )


class PrivateNoticeForm(PrivateWordsForm):
    """At which meeting of the executive, what and why."""

    button = "Save the notice"

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = ExecutiveMeetingField(on=on, label="At which meeting?", empty_label="Choose a meeting")
        self.order_fields(["meeting", "matter", "reasons"])


class SecondNoticeForm(ActForm):
    """What was said about meeting in private, and the response."""

    button = "Publish the second notice"

    representations = forms.CharField(
        label="Which representations were received?",
        max_length=4000,
        widget=LONG,
        help_text=f"If there were none, enter “None”. Do not name residents. {PUBLIC}",
    )
    response = forms.CharField(label="What is the response to them?", max_length=4000, widget=LONG, help_text=PUBLIC)


class NoticedItemForm(BegunForm, ActForm):
    """For which item of the agenda the notice is."""

    button = "Save the item"

    def __init__(self, *args: Any, notice: PrivateNotice, **kwargs: Any) -> None:
        super().__init__(*args, row=notice, **kwargs)
        rows = AgendaItem.objects.filter(meeting=notice.meeting_id, withdrawn_at=None).in_order()
        self.fields["item"] = ItemOfAgendaField(
            queryset=rows, required=False, label="For which item of the agenda?", empty_label="None yet"
        )

    @classmethod
    def values_of(cls, row: PrivateNotice) -> dict[str, Any]:
        """Return the notice's present item as the form's first value."""
        return {"item": row.item_id}
