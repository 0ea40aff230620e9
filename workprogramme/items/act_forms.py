"""Forms of the acts on an item: put on the agenda, give a reason, merge, follow up."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, ReasonForm, RecordField, field_of, long_text, short_text
from committee.law.periods import months_from
from committee.wording.dates import full_date, long_date
from meetings.models import AgendaItem, ItemKind
from meetings.notice_period import deadline
from meetings.papers.fields import OfficerField, officers
from workprogramme.items.on_agenda import first_officer
from workprogramme.models import ENDED, PROPOSED, ProgrammeItem


class AgendaForm(BegunForm, ActForm):
    """Author, deadline and title of the paper, the line under the title on the agenda, and the brief."""

    button = "Add to the agenda"
    owner = OfficerField(
        label="Who writes the paper?", help_text="They are emailed to ask for the paper, and reminded."
    )
    papers_due_on = DayField(label="By when?", required=False)
    paper_title = short_text("What is the paper called?", most=250)
    lead_line = short_text(
        "Line under the title", most=250, hint="For example: Report of the Director for Families.", required=False
    )
    brief = long_text(
        "What must the paper cover?",
        most=4000,
        rows=5,
        hint="What members asked for, one on each line. Sent with the request for the paper.",
        required=False,
    )

    def __init__(self, *args: Any, item: ProgrammeItem, today: dt.date, **kwargs: Any) -> None:
        self.item = item
        lead = first_officer(item)
        kwargs["initial"] = {
            "owner": lead.pk if lead else None,
            "paper_title": item.title,
            **self.values_of(item),
        }
        super().__init__(*args, row=item, **kwargs)
        last = deadline(item.meeting) if item.meeting else None
        if last:
            day = long_date(last.last_working_day)
            self.fields["papers_due_on"].help_text = f"The agenda must be published by {day}."
        field_of(self, "owner").queryset = officers(today, [lead.pk] if lead else [])
        # Remove the empty choice, because the lead officer, who writes the paper by default, is already chosen.
        if lead:
            field_of(self, "owner").empty_label = None

    def clean_papers_due_on(self) -> dt.date | None:
        """Refuse a deadline on the day of the meeting or after."""
        due = self.cleaned_data["papers_due_on"]
        if due and self.item.meeting and due >= self.item.meeting.date:
            raise forms.ValidationError("Papers are due before the meeting. Enter an earlier day.")
        return cast(dt.date | None, due)


class AgendaItemField(RecordField):
    """An item of an agenda, by its number."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """
        Return number and title, such as “Item 5: Young Carers”.

        SECURITY: the title is the public title, because a scrutiny officer may not read an exempt title.
        """
        return f"Item {obj.number}: {obj.title_for_public}"


class TieForm(ActForm):
    """Choice of the agenda item to link to the programme item."""

    button = "Link to this item"
    agenda_item = AgendaItemField(label="Which item of the agenda is it?", empty_label="Choose one")

    def __init__(self, *args: Any, item: ProgrammeItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "agenda_item").queryset = untied(item)


def untied(item: ProgrammeItem) -> QuerySet[AgendaItem]:
    """Return business items on the agenda of the item's meeting that no programme item is linked to."""
    rows = AgendaItem.objects.filter(meeting=item.meeting_id, withdrawn_at__isnull=True, programme_item__isnull=True)
    return rows.filter(kind=ItemKind.BUSINESS).order_by("number") if item.meeting_id else rows.none()


class ProgrammeItemField(RecordField):
    """An item of a programme of the committee."""

    def label_from_instance(self, obj: ProgrammeItem) -> str:
        """Return title, year and state, such as “Young Carers (2021/22, scheduled)”."""
        return f"{obj.title} ({obj.programme.year}, {obj.state_words.lower()})"


class MergeForm(ReasonForm):
    """Choice of the item to merge into, and the reason."""

    into = ProgrammeItemField(label="Merge into which item?", empty_label="Choose an item")

    def __init__(self, *args: Any, item: ProgrammeItem, **kwargs: Any) -> None:
        usual: dict[str, Any] = {"button": "Merge item", "label": "Why is it merged?", "most": 500}
        super().__init__(*args, **usual | kwargs)
        self.order_fields(("into", "reason"))
        others = ProgrammeItem.objects.filter(programme__committee=item.programme.committee_id)
        others = others.exclude(pk=item.pk).exclude(state__in=ENDED)
        if item.state in PROPOSED:
            others = others.filter(programme__year__starts__gte=item.programme.year.starts)
        else:
            others = others.taken_up()
        field_of(self, "into").queryset = others.select_related("programme__year", "agenda_item").order_by(
            "-programme__year__starts", "title"
        )


class FollowUpForm(ActForm):
    """Title of a follow-up, the approximate day on which the committee considers the follow-up, and details."""

    button = "Propose the follow-up"
    title = short_text(most=250)
    wanted_on = DayField(label="Roughly when?", required=False)
    details = long_text("What should the committee look into then?", most=4000, rows=4, required=False)

    def __init__(self, *args: Any, item: ProgrammeItem, look_back: bool = False, **kwargs: Any) -> None:
        later = months_from(item.day, 12) if item.day else None
        kwargs["initial"] = {"title": item.title, "wanted_on": later if look_back else None}
        super().__init__(*args, **kwargs)
        year_on = f" Twelve months on is {full_date(later)}." if later else ""
        self.fields["wanted_on"].help_text = f"Leave blank if this is not decided.{year_on}"
