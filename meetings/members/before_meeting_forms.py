"""Forms of a member before a meeting: apologies, the request to a substitute, notice of an interest."""

from collections.abc import Iterable
from typing import Any

from django import forms

from committee.forms.fields import ActForm, PersonField, RecordField, YesNoField, choices, field_of, long_text
from meetings.members import before_meeting
from meetings.minutes.room.presence.attendance import able_substitutes
from meetings.models import Declaration, InterestKind, Meeting


class ApologiesForm(ActForm):
    """Apologies, with a reason for the committee team."""

    button = "Send apologies"
    reason = long_text(
        "Reason (optional)", most=500, rows=2, required=False, hint="Only the committee team sees it. Not published."
    )


class SubstituteForm(ActForm):
    """The person whom the member asks to be the substitute."""

    button = "Ask substitute"
    person = PersonField(label="Who could come in your place?")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "person").queryset = able_substitutes(meeting).filter(user__is_active=True).by_surname()


class InterestNoticeForm(ActForm):
    """Private notice of an interest to the committee team."""

    button = "Tell the committee team"
    item = RecordField(label="In which item?", queryset=None, empty_label="Choose an item")
    kind = forms.ChoiceField(label="What kind of interest?", choices=choices(*InterestKind.choices))
    nature = long_text("Nature of the interest", most=1000, required=False, hint="For example: governor of the school.")
    sensitive = YesNoField(
        label="Is it a sensitive interest?",
        initial=None,
        help_text="Yes if the monitoring officer has agreed that it is. You need not give its nature here.",
    )
    registered = YesNoField(label="Is it in the register of interests already?", initial=None)

    def __init__(self, *args: Any, meeting: Meeting, in_full: bool, **kwargs: Any) -> None:
        """Offer the items of the published agenda; with `in_full`, by their full titles, which may be exempt."""
        super().__init__(*args, **kwargs)
        item: Any = field_of(self, "item")
        item.queryset = before_meeting.items_of(meeting)
        item.named = lambda row: f"{row.number}. {row.title if in_full else row.title_for_public}"


def initial_notice(declarations: Iterable[Declaration], meeting: Meeting, declaration_id: str) -> dict[str, Any]:
    """
    Return initial values of an InterestNoticeForm from one of the member's declarations; {} without that declaration.

    `declaration_id` is the id of the declaration. An item with the same title is chosen too.
    """
    for declaration in declarations:
        if str(declaration.pk) == declaration_id:
            item = before_meeting.items_of(meeting).filter(title=declaration.item.title).first()
            values = {name: getattr(declaration, name) for name in ("kind", "nature", "sensitive")}
            return {"item": item, "registered": True, **values}
    return {}
