"""Forms of a briefing held outside meetings, and of a regular duty."""

from typing import Any

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    DayField,
    RadioField,
    RecordField,
    count_field,
    field_of,
    long_text,
    short_text,
)
from committee.wording.worded_later import worded_later
from workprogramme.items.choosing import MeetingField, meetings_of
from workprogramme.models import Briefing, DutyKind, Programme, Table
from workprogramme.programmes.duties import USUAL


class BriefingForm(BegunForm, ActForm):
    """A briefing: its day, the body that it is about, who attended, and the meeting to which it reports back."""

    held_on = DayField(label="When is or was it held?")
    body = short_text("Which body was it about?", most=120, hint="For example: SSCSG, Improvement Board.")
    body_met_on = DayField(
        label="When did that body meet?", required=False, help_text="Shown on the agenda with the briefing."
    )
    attended = short_text(
        "Who attended?", most=500, hint=worded_later("For example: the Chairman and Vice-Chairmen."), required=False
    )
    note = long_text("What was it about?", most=500, required=False)
    reports_to = MeetingField(
        label="Which meeting does it report back to?",
        required=False,
        empty_label="Not decided yet",
        help_text="It is listed under “Work programme” on that agenda, while the agenda is not published.",
    )
    item = RecordField(
        label="Under which item of the programme?",
        required=False,
        empty_label="None: list it separately",
        help_text="Often a standing item, such as Crime and Disorder.",
    )

    def __init__(self, *args: Any, programme: Programme, briefing: Briefing | None = None, **kwargs: Any) -> None:
        self.button = "Save the briefing" if briefing else "Record the briefing"
        super().__init__(*args, row=briefing, **kwargs)
        meetings, items = meetings_of(programme).filter(cancelled_at__isnull=True), programme.items.taken_up()
        items_here = items.exclude(table=Table.MEETINGS)
        if briefing:
            meetings |= meetings_of(programme).filter(pk=briefing.reports_to_id or 0)
            items_here |= items.filter(pk=briefing.item_id or 0)
        field_of(self, "reports_to").queryset = meetings
        field_of(self, "item").queryset = items_here


class DutyForm(BegunForm, ActForm):
    """A duty: its subject, its source, and how often it must be considered."""

    button, new_button = "Save", "Record the duty"
    kind = RadioField(label="Which duty is it?", choices=DutyKind)
    title = short_text("What the committee must consider", most=120)
    source = short_text("Where it comes from", most=120, hint="Such as SI 2009/942 reg 4.", required=False)
    every_months = count_field("How often, in months?", most=120, narrow=True, initial=12)
    warn_after = count_field(
        "Warn after how many months?",
        most=120,
        hint="Counted from the last formal meeting that considered it. There is no warning while a meeting "
        "is planned in time.",
        narrow=True,
        initial=10,
    )

    @staticmethod
    def usual(kind: str) -> dict[str, Any]:
        """Return the form's initial values for a duty of that kind."""
        if kind not in USUAL:
            return {"kind": DutyKind.OTHER}
        title, source = USUAL[DutyKind(kind)]
        return {"kind": kind, "title": title, "source": source}

    def clean(self) -> dict[str, Any]:
        """Refuse a warning that would come after the duty is due."""
        data = super().clean() or {}
        every, warn = data.get("every_months"), data.get("warn_after")
        if every and warn and warn > every:
            self.add_error("warn_after", f"Enter {every} months or fewer.")
        return data
