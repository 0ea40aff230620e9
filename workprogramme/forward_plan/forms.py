"""Forms of the forward plan: key decisions, private meetings, urgent decisions, and the council’s rules."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    DayField,
    PersonField,
    ProofField,
    RadioField,
    RecordField,
    YesNoField,
    count_field,
    field_of,
    long_text,
    short_text,
)
from committee.models import Council, Function, LegalKind, Person, Portfolio, Seat, executive_members
from committee.wording.dates import long_date
from committee.wording.wording import worded
from meetings.models import AgendaItem, Meeting, PrivateNotice
from workprogramme.models import TOLD, CallInBy, KeyDecision, Notice, ScrutinyRules, UrgentDecision, WhyKey
from workprogramme.procedure_forms import CommitteeField, two_answers

PUBLIC = "This is public. Do not include anything exempt or confidential."
GROUPS = (
    (
        "The decision",
        ("title", "reference", "why_key", "matter", "earliest_on", "latest_on", "in_private", "private_notice"),
    ),
    ("Who takes it", ("decision_maker", "members", "portfolio")),
    ("Documents", ("documents", "address", "other_documents", "how_to_ask")),
)


class DecisionForm(BegunForm, ActForm):
    """
    The eight particulars of a key decision (SI 2012/2089 reg 9(1)(a)-(h)). They must contain nothing exempt.

    Once the notice is published, the form leaves out the particulars that must stay as published (TOLD).
    """

    button = "Save"

    title = short_text("What is it called?", most=250)
    reference = short_text(
        "Its reference", most=40, hint="The council’s own, if it has one: FP/2022/14.", required=False
    )
    why_key = RadioField(label="Why is it a key decision?", choices=WhyKey)
    matter = long_text("What is to be decided?", most=2000, rows=4, hint=PUBLIC)
    earliest_on = DayField(label="Decision on, or from")
    latest_on = DayField(
        label="To", required=False, help_text="The last day of the period. Leave it blank for a single day."
    )
    in_private = YesNoField(label="Will it be taken in private?", initial=None)
    decision_maker = short_text(
        "Who decides?", most=250, hint="Name and title of the person, or the name of the body: Cabinet."
    )
    members = long_text("Members of that body", most=1000, rows=2, required=False)
    portfolio = RecordField(queryset=Portfolio.objects.order_by("name"), required=False, empty_label="None")
    documents = long_text(
        "Documents to be submitted to the decision-maker", most=2000, rows=4, hint="Enter each on a new line."
    )
    address = short_text("Where can copies be obtained?", most=500)
    other_documents = forms.BooleanField(label="Other documents may be submitted", required=False)
    how_to_ask = short_text("How can people ask for details of them?", most=500)

    def __init__(self, *args: Any, on: dt.date, decision: KeyDecision | None = None, **kwargs: Any) -> None:
        if decision is None:
            kwargs.setdefault("initial", _usual())
        super().__init__(*args, row=decision, **kwargs)
        self.fields["private_notice"] = PrivateNoticeField(
            on=on,
            current=decision.private_notice_id if decision else None,
            label="Notice of the private meeting",
            empty_label="None yet",
            help_text="A decision taken in private needs both of its notices, or the agreement in their place.",
        )
        if decision and decision.published_at:
            for name in TOLD:
                del self.fields[name]
        self.lay_out(*GROUPS)

    @classmethod
    def values_of(cls, row: KeyDecision) -> dict[str, Any]:
        """Return the decision's particulars. `latest_on` is None for a period of one day."""
        last = None if row.earliest_on == row.latest_on else row.latest_on
        return super().values_of(row) | {"latest_on": last, "private_notice": row.private_notice_id}

    def clean(self) -> dict[str, Any]:
        """Set an empty last day to the first day. Report an error where the last day is before the first."""
        data = super().clean() or {}
        first = data.get("earliest_on")
        data["latest_on"] = data.get("latest_on") or first
        if first and data["latest_on"] < first:
            self.add_error("latest_on", "The period must end on or after its first day.")
        return data


def _usual() -> dict[str, Any]:
    """Return the first values of a new decision's form."""
    council = Council.current()
    ask = f"Write to {council.email}" if council.email else ""
    return {"address": council.offices, "how_to_ask": ask, "other_documents": True, "decision_maker": "Cabinet"}


class NoticeForm(ActForm):
    """A form to choose the kind of notice, with the reason why full notice was impracticable."""

    hide_optional = True
    button = "Publish the notice"

    notice = RadioField(label="How is notice given?", choices=Notice, initial=Notice.FULL)
    impracticable = long_text(
        "Why was 28 days’ notice impracticable?",
        most=1000,
        hint="Published with the notice. Leave blank if full notice is given.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "notice").option_hints = {
            Notice.GENERAL: worded(
                "The chairman of the scrutiny committee has been told, and there will be five clear days first."
            ),
            Notice.SPECIAL: worded(
                "The chairman of the scrutiny committee has agreed that it cannot reasonably be deferred."
            ),
        }


class TakenForm(BegunForm, ActForm):
    """A form for the days on which a decision was taken and was published."""

    hide_optional = True
    button = "Record decision"

    taken_on = DayField(label="On which day was it taken?")
    published_on = DayField(
        label="On which day was the decision published?",
        required=False,
        help_text="The call-in period starts on that day. You cannot change it later. You can leave it empty for now.",
    )
    proof = ProofField(
        label="Where was it published?",
        help_text="Needed if it was published before today: which page, letter or email shows the day.",
    )

    @classmethod
    def values_of(cls, row: KeyDecision) -> dict[str, Any]:
        """Return both days as recorded."""
        return {"taken_on": row.taken_on, "published_on": row.decision_published_on}


class RulesForm(BegunForm, ActForm):
    """The rules of the council's constitution for the forward plan and for call-in."""

    button = "Save the rules"

    counting = RadioField(
        label="The 28 clear days before a key decision are",
        choices=ScrutinyRules.Counting,
        help_text="The law does not say. Most councils count calendar days; working days are the cautious reading.",
    )
    call_in_days = count_field(
        "Working days in which a decision can be called in",
        most=60,
        hint="A change applies to decisions published from tomorrow.",
    )
    call_in_by = RadioField(
        label="Who may call a decision in?", choices=CallInBy, help_text="Members of the executive cannot."
    )
    call_in_members = count_field("Members who must sign a call-in", most=99)
    call_in_meeting_days = count_field("Working days in which the committee meets on a call-in", most=120)
    suggestions_kept_months = count_field(
        "Months for which the name of who made a suggestion is kept",
        most=120,
        hint="After that the name and email address are deleted. The suggestion stays.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay_out(
            ("Key decisions", ("counting",)),
            ("Call-in", ("call_in_days", "call_in_by", "call_in_members", "call_in_meeting_days")),
            ("Suggestions", ("suggestions_kept_months",)),
        )


class ExecutiveMeetingField(RecordField):
    """A choice of a formal meeting of the executive on the day `on` or later."""

    def __init__(self, *, on: dt.date, **kwargs: Any) -> None:
        executive = Q(committee__kind=LegalKind.EXECUTIVE) | Q(committee__function=Function.EXECUTIVE)
        rows = Meeting.objects.filter(executive, date__gte=on, cancelled_at=None, informal=False)
        super().__init__(queryset=rows.select_related("committee").order_by("date", "starts"), **kwargs)

    def label_from_instance(self, obj: Meeting) -> str:
        """Return the body and the day: Cabinet, Wednesday 15 June 2022."""
        return f"{obj.committee.short_name}, {long_date(obj.date)}"


class PrivateNoticeField(RecordField):
    """A choice among the notices of private meetings to come, and the notice with the id `current`."""

    def __init__(self, *, on: dt.date, current: int | None = None, **kwargs: Any) -> None:
        coming = PrivateNotice.objects.to_come(on).values("pk")
        rows = PrivateNotice.objects.filter(Q(pk__in=coming) | Q(pk=current)).select_related("meeting__committee")
        super().__init__(queryset=rows.order_by("meeting__date", "matter"), required=False, **kwargs)

    def label_from_instance(self, obj: PrivateNotice) -> str:
        """Return the matter, the committee and the day of its meeting."""
        return f"{obj.matter} ({obj.meeting.committee.short_name}, {long_date(obj.meeting.date)})"


def item_label(item: AgendaItem) -> str:
    """Return an item's number and public title. SECURITY: scrutiny planners must not read a withheld title."""
    return f"{item.number}. {item.title_for_public}"


class ItemOfAgendaField(RecordField):
    """A choice of an item of an agenda, shown with its number and public title."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """Return the item's number and public title."""
        return item_label(obj)


class PrivateWordsForm(BegunForm, ActForm):
    """A form for the matter to be heard in private, and the reason."""

    button = "Save"

    matter = short_text("What will be discussed in private?", most=250, hint=PUBLIC)
    reasons = long_text(
        "Why will it be discussed in private?",
        most=2000,
        rows=5,
        hint=f"Name the paragraph of Schedule 12A and the public interest. {PUBLIC}",
    )


class PrivateNoticeForm(PrivateWordsForm):
    """A form for a new notice of a private meeting of the executive: the meeting, the matter and the reason."""

    button = "Save the notice"

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = ExecutiveMeetingField(on=on, label="At which meeting?", empty_label="Choose a meeting")
        self.order_fields(["meeting", "matter", "reasons"])


class SecondNoticeForm(ActForm):
    """A form for the representations about a private meeting, and the response to them."""

    button = "Publish the second notice"

    representations = long_text(
        "Which representations were received?",
        most=4000,
        rows=5,
        hint=f"If there were none, enter “None”. Do not name residents. {PUBLIC}",
    )
    response = long_text("What is the response to them?", most=4000, rows=5, hint=PUBLIC)


class NoticedItemForm(BegunForm, ActForm):
    """A form to choose the agenda item that a notice is for."""

    button = "Save the item"

    def __init__(self, *args: Any, notice: PrivateNotice, **kwargs: Any) -> None:
        super().__init__(*args, row=notice, **kwargs)
        rows = AgendaItem.objects.filter(meeting=notice.meeting_id, withdrawn_at=None).in_order()
        self.fields["item"] = ItemOfAgendaField(
            queryset=rows, required=False, label="For which item of the agenda?", empty_label="None yet"
        )

    @classmethod
    def values_of(cls, row: PrivateNotice) -> dict[str, Any]:
        """Return the id of the notice's present item as the form's first value."""
        return {"item": row.item_id}


class UrgentForm(ActForm):
    """A form to ask the chairman for agreement to an urgent or private decision, or to inform the chairman."""

    hide_optional = True
    button = "Record urgent decision"

    kind = RadioField(label="Under which rule?", choices=UrgentDecision.Kind)
    title = short_text("If it is not in the list, what is the decision called?", most=250, required=False)
    why = long_text("Why is it urgent, and why can it not reasonably be deferred?", most=2000, rows=5)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "kind").option_hints = {
            UrgentDecision.Kind.PRIVATE: worded(
                "The chairman must agree that the meeting cannot reasonably be deferred. It is published with the "
                "reason."
            ),
            UrgentDecision.Kind.GENERAL: worded(
                "The chairman is told. No agreement is needed, but there must be five clear days first."
            ),
            UrgentDecision.Kind.SPECIAL: worded(
                "The chairman must agree that the decision cannot reasonably be deferred."
            ),
        }
        self.fields["committee"] = CommitteeField(on=on, label="Which scrutiny committee?")
        self.fields["decision"] = RecordField(
            queryset=KeyDecision.objects.to_come(on), required=False, label="Which key decision?",
            empty_label="A decision not in this list",
        )  # fmt: skip
        self.fields["private_notice"] = PrivateNoticeField(
            on=on, label="Which private meeting?", empty_label="None: it is a key decision",
        )  # fmt: skip
        executive = executive_members(on, on).values("pk")
        presiding = Seat.objects.on(on).presiding().values("person")
        self.fields["chairman"] = PersonField(
            queryset=Person.objects.filter(pk__in=presiding).exclude(pk__in=executive).by_surname(),
            required=False,
            label="Who is asked?",
            empty_label=worded("The committee’s chairman"),
            help_text=worded(
                "If the committee has no chairman, or they cannot act: the chairman of the Council, or its "
                "vice-chairman. Never a member of the executive."
            ),
        )
        self.fields["unable"] = long_text(
            worded("Why can the committee’s chairman not act?"),
            most=500,
            hint=worded("Required if the committee has a chairman and you ask someone else."),
            required=False,
        )
        names = ["committee", "kind", "private_notice", "decision", "title", "why", "chairman", "unable"]
        self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """Require a meeting for a private decision, and a chosen or typed decision for every other kind."""
        data = super().clean() or {}
        if data.get("kind") == UrgentDecision.Kind.PRIVATE:
            if not data.get("private_notice"):
                self.add_error("private_notice", "Choose the private meeting. Enter it first if it is not in the list.")
        elif not data.get("decision") and not data.get("title"):
            self.add_error("title", "Choose a decision, or enter its title.")
        return data


class UrgentReasonForm(BegunForm, ActForm):
    """A form to change the reason for urgency, before the chairman answers."""

    button = "Save the reason"

    why = UrgentForm.base_fields["why"]


class AgreeForm(ActForm):
    """A form for the chairman's answer."""

    hide_optional = True
    button = "Answer"

    agreed = two_answers("Do you agree?", "Yes, agreed", "No, declined")
    reasons = long_text("Reasons", most=2000, hint="Required if the answer is no.", required=False)
