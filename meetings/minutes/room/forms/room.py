"""Forms of the room where a meeting is minuted: attendance, interests, the clock, and corrections of clerks' errors."""

import datetime as dt
from itertools import chain
from operator import attrgetter
from typing import Any, cast

from django import forms
from django.utils import timezone

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    DayField,
    PersonField,
    RadioField,
    RecordField,
    RecordsField,
    TimeField,
    YesNoField,
    choices,
    field_of,
    long_text,
    short_text,
)
from committee.law import exemption
from committee.models import Person
from meetings.minutes.forms import offer
from meetings.minutes.room.presence.attendance import GUESTS, able_substitutes
from meetings.minutes.room.state import Room
from meetings.models import (
    SETTLED_ACCESS,
    Access,
    AgendaItem,
    Attendee,
    Capacity,
    Choice,
    InterestKind,
    Minute,
    Minutes,
    Presence,
    Resolution,
)
from meetings.notice_period import moment_at


def clock_time(moment: dt.datetime | None) -> dt.time | None:
    """Return the time of day of a moment, as a TimeField's initial value."""
    return timezone.localtime(moment).time() if moment else None


class ClockForm(forms.Form):
    """The time at which the next acts are recorded; empty to clear a time set earlier (see `lookup.clock_of`)."""

    time = TimeField(required=False)


class GuestForm(ActForm):
    """Somebody who is not on the list: an officer, a guest, or a person who sent apologies."""

    button = "Add to attendance"
    person = PersonField(
        label="Person in the register",
        required=False,
        help_text="Or enter a name below.",
    )
    name = forms.CharField(label="Name", max_length=120, required=False, help_text="As it is printed: Dr Jane Moss.")
    capacity = forms.ChoiceField(
        label="Role at the meeting", choices=[(guest.value, guest.label) for guest in GUESTS], initial=Capacity.OTHER
    )
    role_label = forms.CharField(label="Post or role", max_length=120, required=False)
    body = short_text("Speaks for", most=120, required=False, hint="The organisation they represent, if any.")
    virtual = forms.BooleanField(
        label="Attending remotely",
        required=False,
        help_text="Not present in law: cannot vote and does not count to the quorum.",
    )
    apologies = forms.BooleanField(label="Sent apologies", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a name without the surname of the chosen person; require a name or a person."""
        cleaned = super().clean() or {}
        person, name = cleaned.get("person"), cleaned.get("name", "")
        if person and name and person.surname.lower() not in name.lower():
            self.add_error("name", "Choose a person from the register or enter a name, not both.")
        if not person and not name:
            self.add_error("name", "Enter a name, or choose a person in the register.")
        return cleaned


class SubstituteForm(ActForm):
    """A substitute, and the member whom they replace."""

    button = "Add substitute"
    person = PersonField(label="Substitute")
    replaces = PersonField(label="In place of", empty_label="Choose a member")

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = minutes.attendees.filter(person__isnull=False)
        able = able_substitutes(minutes.meeting)
        field_of(self, "person").queryset = able.exclude(pk__in=listed.values("person")).by_surname()
        members = listed.filter(capacity=Capacity.MEMBER, presences__isnull=True)
        members = members.exclude(person__in=minutes.attendees.exclude(replaces=None).values("replaces"))
        field_of(self, "replaces").queryset = Person.objects.filter(pk__in=members.values("person")).by_surname()


class PresidingForm(BegunForm, ActForm):
    """The person who presides from now on."""

    button = "Record who presides"
    person = PersonField(label="Who presides?", empty_label="Choose a member")

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [attendee.person_id for attendee in room.attendees if attendee.person_id and attendee.may_preside]
        field_of(self, "person").queryset = Person.objects.filter(pk__in=able).by_surname()

    @classmethod
    def values_of(cls, row: Minutes) -> dict[str, Any]:
        """Return the presiding person."""
        return {"person": row.presiding_id}


class PresenceForm(BegunForm, ActForm):
    """The arrival and departure of one stay in the room, to correct or to add."""

    button = "Save times"
    arrived = TimeField(label="Arrived")
    left = TimeField(label="Left", required=False, help_text="Leave blank if they stayed.")
    reason = forms.CharField(label="Reason for leaving", max_length=250, required=False)

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        self.minutes = minutes
        super().__init__(*args, **kwargs)

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, with times of day as moments of the meeting."""
        row, data = cast(Presence | None, self.row), self.cleaned_data
        arrived = moment_of(self.minutes, data["arrived"], row.arrived_at if row else None)
        left = moment_of(self.minutes, data["left"], row.left_at if row else None)
        return {"arrived_at": arrived, "left_at": left, "reason": data["reason"]}

    @classmethod
    def values_of(cls, row: Presence) -> dict[str, Any]:
        """Return both times, and the reason."""
        return {"arrived": clock_time(row.arrived_at), "left": clock_time(row.left_at), "reason": row.reason}


class AttendedForm(BegunForm, ActForm):
    """People who attended for an item: printed in square brackets with its minute."""

    button = "Save attendance"
    attendees = RecordsField(label="In attendance for this item", queryset=None, required=False)

    def __init__(self, *args: Any, room: Room, item: AgendaItem | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [guest.pk for guest in room.guests if not room.is_barred(guest, item)]
        rows = Attendee.objects.filter(pk__in=able)
        offer(self, "attendees", rows, lambda guest: guest.printed)

    @classmethod
    def values_of(cls, row: Minute) -> dict[str, Any]:
        """Return the attendees for the item."""
        return {"attendees": [attendee.pk for attendee in row.in_attendance.all()]}


class InterestForm(ActForm):
    """An interest that a member declares in an item."""

    button = "Record interest"
    attendee = RecordField(label="Who declares it?", queryset=None, empty_label="Choose a member")
    item = RecordField(label="In which item?", queryset=None, empty_label="Choose an item")
    kind = forms.ChoiceField(label="What kind of interest?", choices=choices(*InterestKind.choices))
    nature = long_text("Nature of the interest", most=1000, required=False, hint="For example: governor of the school.")
    sensitive = YesNoField(
        label="Is it a sensitive interest?",
        initial=None,
        help_text="If the monitoring officer has agreed that it is, the public sees only that there is an interest.",
    )
    registered = forms.BooleanField(
        label="Already in the register of interests",
        required=False,
        initial=True,
        help_text="If not, the member must notify the monitoring officer within 28 days. Both are told.",
    )
    dispensed_by = short_text(
        "If they have a dispensation, who granted it?",
        most=120,
        required=False,
        hint="For example: the Standards Committee.",
    )
    dispensed_on = DayField(label="When was it granted?", required=False)
    dispensation = short_text("For what?", most=250, required=False, hint="For example: to speak, but not to vote.")
    left_room = forms.BooleanField(label="Leaves the room now", required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [attendee.pk for attendee in room.of_the_committee if not attendee.apologies]
        offer(self, "attendee", room.minutes.attendees.filter(pk__in=members), attrgetter("printed"))
        items = room.minutes.meeting.items.filter(withdrawn_at__isnull=True).in_order()
        offer(self, "item", items, lambda item: f"{item.number}. {item.title}")


class BreachForm(ActForm):
    """A barred member's speech, or vote on a motion that was put to the vote."""

    button = "Record breach"
    what = RadioField(label="What did they do?")

    def __init__(self, *args: Any, put: list[Resolution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.put = {str(resolution.pk): resolution for resolution in put}
        votes = [
            (f"{pk}-{choice.value}", f"Voted {choice.label.lower()}: that {_first_words(row)}")
            for pk, row in self.put.items()
            for choice in (Choice.FOR, Choice.AGAINST)
        ]
        field_of(self, "what").choices = [("spoke", "Took part in the discussion"), *votes]

    @property
    def vote(self) -> tuple[Resolution, str] | None:
        """The motion and the member's choice for a vote in breach; None for a speech."""
        pk, _, choice = self.cleaned_data["what"].partition("-")
        return (self.put[pk], choice) if choice else None


def _first_words(resolution: Resolution) -> str:
    text = next((limb.text for limb in resolution.limbs.all()), "")
    return text if len(text) <= 80 else f"{text[:80].rsplit(' ', 1)[0]} …"


class ItemMinutedForm(BegunForm, ActForm):
    """The times of an item, whether it has a minute, and who may read that minute."""

    button = "Save"
    opened = TimeField(label="Started at", required=False)
    closed = TimeField(label="Ended at", required=False)
    has_minute = forms.BooleanField(label="This item has a minute", required=False)
    taken = forms.BooleanField(
        label="Taken, but the time was not recorded",
        required=False,
        help_text="An item with neither a time nor this ticked is left out of the minutes.",
    )
    access = RadioField(label="Who can read its minute?", choices=SETTLED_ACCESS)
    reason = short_text(
        "Why may the public read it, or what forbids it?",
        most=500,
        required=False,
        hint="Only where it becomes open, or confidential: then name the department’s terms, the enactment or the "
        "court order. Kept in the history, not printed.",
    )
    paragraphs = short_text(
        "Paragraphs of Schedule 12A", most=60, required=False, hint="Where it is exempt: 3, or 1 and 3."
    )
    public_heading = short_text(
        "Heading for the public",
        most=250,
        required=False,
        hint="Only if the heading itself would disclose exempt information.",
    )

    def __init__(self, *args: Any, row: Minute, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        other = row.minutes.meeting.committee.other_ground
        self.fields["paragraphs"].label = f"Paragraphs of Schedule 12A{exemption.or_typed(other)}"

    @classmethod
    def values_of(cls, row: Minute) -> dict[str, Any]:
        """Return the minute's values; a private item without grounds is shown as exempt, to ask for its paragraphs."""
        return {
            "has_minute": row.waits or not row.omitted,
            "taken": row.taken,
            "access": Access.EXEMPT if row.waits else row.access,
            "paragraphs": exemption.as_typed(row.paragraphs),
            "public_heading": row.public_heading,
            "opened": clock_time(row.opened_at),
            "closed": clock_time(row.closed_at),
        }

    def clean_paragraphs(self) -> tuple[int, ...]:
        """Return the numbers of the paragraphs."""
        try:
            return exemption.parse_paragraphs(self.cleaned_data["paragraphs"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class EndForm(ActForm):
    """The time at which the meeting ended."""

    button = "Record end of meeting"
    time = TimeField(label="Ended at", required=False, help_text="Leave blank if it is ending now.")

    def __init__(self, *args: Any, running: bool, **kwargs: Any) -> None:
        """Require a time unless the meeting is `running`: then an empty time means that the meeting ends now."""
        super().__init__(*args, **kwargs)
        if not running:
            self.fields["time"].required = True
            self.fields["time"].help_text = ""
            self.fields["time"].error_messages["required"] = "Enter the time the meeting ended, such as 12:10."


def moment_of(minutes: Minutes, time: dt.time | None, old: dt.datetime | None = None) -> dt.datetime | None:
    """
    Return the moment at the time of day `time` of the meeting; None where `time` is None.

    Where `old` is within that minute, return `old`, because it has the seconds.
    """
    if time is None:
        return None
    moment = moment_at(minutes.meeting, time)
    return old if old and moment <= old < moment + dt.timedelta(minutes=1) else moment


class ReasonForm(ActForm):
    """The reason for a correction."""

    reason = long_text(
        "Reason", most=500, rows=2, hint="Kept in the history of the meeting.", needed="Enter the reason."
    )

    def __init__(self, *args: Any, button: str, **kwargs: Any) -> None:
        self.button = button
        super().__init__(*args, **kwargs)


class DecisionTimeForm(BegunForm, ReasonForm):
    """The corrected time of a decision."""

    time = TimeField(label="Decided at")
    field_order = ["time", "reason"]

    @classmethod
    def values_of(cls, row: Resolution) -> dict[str, Any]:
        """Return the recorded time of the decision."""
        return {"time": clock_time(row.decided_at)}

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, with the time of day as a moment of the meeting."""
        assert isinstance(self.row, Resolution)
        at = moment_of(self.row.minute.minutes, self.cleaned_data["time"], self.row.decided_at)
        return {"at": at, "reason": self.cleaned_data["reason"]}


class MeetingTimesForm(BegunForm, ReasonForm):
    """Times at which an ended meeting began, adjourned, resumed and ended; an empty last row adds an adjournment."""

    began = TimeField(label="Began at")
    ended = TimeField(label="Ended at")

    def __init__(self, *args: Any, row: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.minutes = row
        self.pauses = [(f"adjourned_{number}", f"resumed_{number}") for number, _ in enumerate([*row.pauses, None], 1)]
        hint = "Leave both times empty if there was none."
        for number, (start, end) in enumerate(self.pauses, 1):
            self.fields[start] = TimeField(label=f"Adjournment {number}: from", required=False, help_text=hint)
            self.fields[end] = TimeField(label=f"Adjournment {number}: until", required=False)
        self.order_fields(["began", *chain.from_iterable(self.pauses), "ended", "reason"])

    @classmethod
    def values_of(cls, row: Minutes) -> dict[str, Any]:
        """Return all times as they are recorded."""
        values = {"began": clock_time(row.began_at), "ended": clock_time(row.ended_at)}
        for number, (start, end) in enumerate(row.pauses, 1):
            values |= {f"adjourned_{number}": clock_time(start), f"resumed_{number}": clock_time(end)}
        return values

    def clean(self) -> dict[str, Any]:
        """Require both times of an adjournment, or neither."""
        data = super().clean()
        for pair in self.pauses:
            missing = [name for name in pair if not data.get(name)]
            if len(missing) == 1 and not self.errors:
                self.add_error(missing[0], "Enter both times of an adjournment.")
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, with times of day as moments of the meeting."""
        minutes = self.minutes
        recorded = [(minutes.began_at, minutes.ended_at), *minutes.pauses, (None, None)]
        (began, ended), *pauses = [
            tuple(moment_of(minutes, self.cleaned_data[name], was) for name, was in zip(names, moments, strict=True))
            for names, moments in zip([("began", "ended"), *self.pauses], recorded, strict=True)
        ]
        pauses = [pause for pause in pauses if all(pause)]
        return {"began_at": began, "ended_at": ended, "pauses": pauses, "reason": self.cleaned_data["reason"]}
