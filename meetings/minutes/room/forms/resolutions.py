"""Forms of resolutions: limbs as rows, movers, votes, the exclusion of the public."""

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any, cast

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.edit_conflict_rows import BegunRows, row_forms
from committee.forms.fields import ActForm, DayField, PersonField, RadioField, RecordField, field_of, fill_in, long_text
from committee.law import exemption
from meetings.actions.due_dates import Calendar
from meetings.minutes.document.wording import bare
from meetings.minutes.forms import offer
from meetings.minutes.room.resolutions.recommended import LIMB_FIELDS, LimbDraft
from meetings.minutes.room.state import Room
from meetings.models import Access, AgendaItem, Attendee, Casting, Choice, LimbKind, Meeting, Minute, Resolution

TYPED = [(kind.value, kind.label) for kind in LimbKind if kind not in (LimbKind.EXCLUSION, LimbKind.DELETED)]


class LimbForm(forms.Form):
    """One limb; a row without text is left out."""

    text = long_text(
        "That", most=4000, rows=2, required=False, hint="Start with a small letter and leave out the full stop."
    )
    kind = forms.ChoiceField(label="Type", choices=TYPED, initial=LimbKind.NOTED, required=False)
    asked_of = PersonField(label="Action for", required=False, empty_label="No one")
    asked_body = forms.CharField(label="Or which body", max_length=120, required=False)
    due_on = DayField(label="By when", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    recommended = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
    position = forms.IntegerField(label="Place among the parts", required=False, min_value=1, max_value=99)

    def clean(self) -> dict[str, Any]:
        """Require the text where other fields of a new row are filled. A row whose text was cleared is left out."""
        cleaned = super().clean() or {}
        other = {"asked_of", "asked_body", "due_on"}.intersection(self.changed_data)
        if other and not cleaned.get("text") and not self.initial.get("text"):
            self.add_error("text", "Enter the wording of this part, or clear the row.")
        return cleaned

    @property
    def draft(self) -> LimbDraft | None:
        """Limb for the verb to save, or None for an empty row."""
        data = {name: value for name, value in self.cleaned_data.items() if name in LIMB_FIELDS and value}
        return LimbDraft(**data) if "text" in data else None


class BaseLimbs(BegunRows):
    """The limbs of one resolution."""

    compared = ("text", "kind", "asked_of", "asked_body", "due_on")
    amends: Resolution | None = None

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Add the row's fields. In an amendment, `position` is the part to change, and `kind` may be a deletion."""
        super().add_fields(form, index)
        if self.amends:
            form.fields["position"].widget = forms.HiddenInput()
            field_of(form, "kind").choices = [*TYPED, (LimbKind.DELETED.value, "Delete this part")]

    def add_empty(self) -> None:
        """Show as many more empty rows of a sent form as a new form has."""
        count = min(self.total_form_count() + self.extra, self.max_num)
        fill_in(self, **{f"{self.prefix}-TOTAL_FORMS": str(count)})
        del self.management_form  # it was read with the number before

    @property
    def drafts(self) -> list[LimbDraft]:
        """Return the typed limbs as drafts, in the order of their positions."""
        rows = [self._draft(form) for form in cast(list[Any], self.in_order)]
        return [row for row in rows if row]

    def _draft(self, form: LimbForm) -> LimbDraft | None:
        draft, part = form.draft, form.cleaned_data.get("position") or 0
        if not self.amends:
            return draft
        if draft is None and part and form.initial.get("text"):  # the clerk cleared the words
            return LimbDraft(form.initial["text"], LimbKind.DELETED, part=part)
        return replace(draft, part=part) if draft else None

    @property
    def typed(self) -> list[Mapping[str, Any]]:
        """Return the typed rows, each with its words as they would be stored."""
        return [{**row, "text": bare(row.get("text", ""))} for row in super().typed]


LimbFormSet = row_forms(LimbForm, BaseLimbs, most=40, extra=3)


def rows_of(resolution: Resolution, meeting: Meeting) -> list[dict[str, Any]]:
    """Return a form row for each limb; a request without a due date is offered the date that its words give."""
    calendar = Calendar(meeting)
    rows = []
    for limb in resolution.limbs.all():
        row = {name: getattr(limb, name) for name in (*LIMB_FIELDS, "position")}
        due = calendar.read(limb.text) if limb.asks and limb.due_on is None else None
        rows.append(row | {"due_on": due.on} if due else row)
    return rows


class MotionForm(BegunForm):
    """The mover and the seconder, both optional; and the reason, where the words of a decision are corrected."""

    mover = RecordField(label="Moved by", queryset=None, required=False, empty_label="Not recorded")
    seconder = RecordField(label="Seconded by", queryset=None, required=False, empty_label="Not recorded")
    reason = long_text(
        "Reason for the correction",
        most=500,
        rows=2,
        required=False,
        hint="The meeting has ended, so a correction needs a reason. Kept in the history of the meeting.",
    )

    def __init__(self, *args: Any, room: Room, item: AgendaItem | None, asks_why: bool = False, **kwargs: Any) -> None:
        """Offer only people whom no interest bars from `item` as movers and seconders (R33)."""
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["reason"]
        able = [attendee.pk for attendee in room.attended if not room.is_barred(attendee, item)]
        speakers = room.minutes.attendees.filter(pk__in=able)
        for name in ("mover", "seconder"):
            offer(self, name, speakers, attrgetter("printed"))

    @classmethod
    def values_of(cls, row: Resolution) -> dict[str, Any]:
        """Return the mover and seconder."""
        return {"mover": row.mover_id, "seconder": row.seconder_id}


def _count(label: str) -> forms.IntegerField:
    needed = {"required": "Enter a number, 0 if there were none."}
    return forms.IntegerField(label=label, min_value=0, max_value=500, initial=0, error_messages=needed)


class HandsForm(ActForm):
    """A show of hands: the numbers for, against and abstaining."""

    button = "Record count"
    votes_for = _count("For")
    votes_against = _count("Against")
    abstentions = _count("Abstentions")


class RecordedForm(ActForm):
    """A recorded vote: everyone who may vote, by name."""

    button = "Record vote"

    def __init__(self, *args: Any, voters: list[Attendee], every: str = "", **kwargs: Any) -> None:
        """Build a field per voter; `every` is the choice that all fields begin with."""
        super().__init__(*args, **kwargs)
        self.voters = voters
        for voter in voters:
            self.fields[f"vote-{voter.pk}"] = RadioField(
                label=voter.printed,
                choices=Choice.choices,
                initial=every if every in Choice.values else None,
                error_messages={"required": f"Choose how {voter.name} voted."},
            )

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb: each voter's choice, and `seen`, the mark of the motion that the page showed."""
        choices = {voter: Choice(self.cleaned_data[f"vote-{voter.pk}"]) for voter in self.voters}
        return {"choices": choices, "seen": self.cleaned_data["seen"]}


class CastingForm(ActForm):
    """The second or casting vote of the person presiding, on a tie."""

    button = "Record casting vote"
    casting = RadioField(label="How did they use their casting vote?", choices=Casting.choices)


class DemandForm(ActForm):
    """A member asks that their own vote be recorded."""

    button = "Record vote"
    attendee = RecordField(label="Whose vote?", queryset=None, empty_label="Choose a member")
    choice = RadioField(label="How did they vote?", choices=Choice.choices)

    def __init__(self, *args: Any, voters: list[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = Attendee.objects.filter(pk__in=[attendee.pk for attendee in voters])
        offer(self, "attendee", able, attrgetter("printed"))


class ExclusionForm(MotionForm, ActForm):
    """The items for which the public are excluded, their paragraphs of Schedule 12A, and the mover."""

    button = "Exclude the public"

    def __init__(self, *args: Any, room: Room, entries: list[Minute], **kwargs: Any) -> None:
        super().__init__(*args, room=room, **kwargs)
        other = exemption.or_typed(room.minutes.meeting.committee.other_ground)
        self.entries = [
            minute for minute in entries if minute.item and (minute.access == Access.EXEMPT or minute.waits)
        ]
        for entry in self.entries:
            assert entry.item is not None
            self.fields[f"item-{entry.item_id}"] = forms.CharField(
                label=f"Item {entry.item.number}, {entry.heading}: paragraphs",
                max_length=60,
                required=False,
                initial=exemption.as_typed(entry.paragraphs),
                help_text=f"It has no grounds yet. Enter the paragraphs of Schedule 12A that make it exempt{other}."
                if entry.waits
                else "Leave blank if the public are not excluded for this item.",
            )
        self.order_fields([*(f"item-{excluded.item_id}" for excluded in self.entries), "mover", "seconder"])

    def clean(self) -> dict[str, Any]:
        """Read the paragraphs, and refuse an exclusion that names no item."""
        cleaned = super().clean() or {}
        self.named: dict[AgendaItem, tuple[int, ...]] = {}
        for entry in self.entries:
            try:
                paragraphs = exemption.parse_paragraphs(cleaned.get(f"item-{entry.item_id}", ""))
            except ValueError as error:
                self.add_error(f"item-{entry.item_id}", str(error))
                continue
            if paragraphs and entry.item:
                self.named[entry.item] = paragraphs
        if not self.named and not self.errors:
            raise forms.ValidationError("Enter the paragraphs of at least one item.")
        return cleaned

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb: the items with their paragraphs, the mover and the seconder."""
        return {"items": self.named} | {name: self.cleaned_data[name] for name in ("mover", "seconder")}
