"""Forms of the response: the notice, its receipt, and an answer."""

import datetime as dt
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, ProofField, RecordsField, field_of, long_text
from reviews.answers.waiting import needs_sign_off
from reviews.models import Addressee, AddresseeKind, Answer, Response, Review, SentBy
from reviews.privacy import PublicWordsForm


def _in_full(addressee: Addressee) -> str:
    """Return a label such as "Recommendation 3: Cabinet Member for Education (the executive)"."""
    kind = addressee.get_kind_display().lower()
    return f"Recommendation {addressee.recommendation.number}: {addressee.name} ({kind})"


class NoticeForm(ActForm):
    """A notice: its addressees, its recipient, and the way in which it was served."""

    button = "Record the notice"
    addressees = RecordsField(label="Who does it ask to respond?", queryset=Addressee.objects.none(), named=_in_full)
    recipient = forms.CharField(
        label="Who was it served on?", max_length=200, help_text="For example: the Leader of the Council."
    )
    served_by = forms.ChoiceField(label="How?", choices=SentBy.choices, widget=forms.RadioSelect)
    served_on = DayField(label="When was it served?")
    report_on = DayField(label="What is the date of the report?")
    proof = ProofField()

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unserved = Addressee.objects.filter(
            recommendation__review=review, recommendation__withdrawn_reason="", notice=None
        )
        unserved = unserved.exclude(kind=AddresseeKind.COMMITTEE).select_related("recommendation")
        field_of(self, "addressees").queryset = unserved.order_by("recommendation__number", "pk")


class NoticeDaysForm(BegunForm, ActForm):
    """Day on which a notice was served, and the date of the report."""

    button = "Save dates"
    served_on = DayField(label="When was the notice served?")
    report_on = DayField(
        label="What is the date of the report?",
        help_text="A crime and disorder body has 28 days to answer, counted from this date.",
    )
    proof_of_dates = ProofField(help_text="Needed where a date changes. Kept in the history.")


class ReceiptForm(BegunForm, ActForm):
    """Receipt of a notice."""

    button = "Record the receipt"
    received_on = DayField(label="When was the notice received?")
    report_received_on = DayField(
        label="When was the report received?", required=False, help_text="Only if it was a different day."
    )
    proof = ProofField(label="How was receipt confirmed?")


class ResponseForm(PublicWordsForm, BegunForm, ActForm):
    """Answer of an addressee (accepted, in part, or rejected), with the reasons and the action."""

    public_words = ("reasons", "action", "officer", "resources")
    button, new_button = "Save the correction", "Record the answer"
    answer = forms.ChoiceField(
        label="What is the answer?", choices=Answer.choices, widget=forms.RadioSelect,
        help_text="“Noted” and “accepted in principle” are not answers. Ask which of these they mean.",
    )  # fmt: skip
    reasons = long_text("Why?", most=4000, hint="Required unless it is accepted.", required=False)
    action = long_text("What will be done?", most=4000, rows=5, hint="Required unless it is rejected.", required=False)
    officer = forms.CharField(label="Which officer is responsible?", max_length=200, required=False)
    resources = forms.CharField(label="What will it cost, in money and staff?", max_length=500, required=False)
    target_on = DayField(label="By when will it be done?", required=False)
    goes_on_from = DayField(
        label="From when does it go on?", required=False, help_text="Only if it recurs and has no end date."
    )
    received_on = DayField(label="When was the answer received?")
    proof = ProofField()
    signed_by = PersonField(
        label="Who has signed it off?", required=False, empty_label="No one yet: ask the Cabinet Member",
        help_text="Only if the Cabinet Member has signed these words on paper or in a letter.",
    )  # fmt: skip
    signed_on = DayField(label="When did they sign it?", required=False)
    reason = forms.CharField(
        label="Why is it corrected?", max_length=500, required=False, help_text="For the record. Changed words are "
        "shown as not signed off until the Cabinet Member signs them again."
    )  # fmt: skip

    def __init__(self, *args: Any, addressee: Addressee, response: Response | None, on: dt.date, **kwargs: Any) -> None:
        if response is None:
            kwargs["initial"] = {"received_on": on}
        super().__init__(*args, row=response, **kwargs)
        if response is None:
            del self.fields["reason"]
        if not needs_sign_off(addressee):
            del self.fields["signed_by"], self.fields["signed_on"]
