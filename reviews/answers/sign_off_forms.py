"""Forms of an answer before publication: its writer, the four questions, sign-off, and publication."""

import datetime as dt
from typing import Any

from crispy_forms.layout import HTML, Field, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator

from committee.acts import audit
from committee.acts.locking import lock_first
from committee.acts.refusal import Refused
from committee.forms.edit_conflict import BegunForm, mark_of
from committee.forms.fields import ActForm, DayField, PersonField, RadioField, field_of, long_text
from committee.forms.month import MonthField, refuse_month
from committee.register.lawful import hold_register
from reviews.answers.response_verbs import refuse_evasive
from reviews.answers.sign_off_verbs import hold_links
from reviews.models import Addressee, Answer, AnswerDraft

# In characters. A validator, because for a field with `max_length` the page shows how many characters are left.
LONGEST = MaxLengthValidator(4000)
# Errors for empty fields of an acceptance. Without a post and a date nobody can follow the acceptance up (R40).
MISSING = {
    "action": "Enter what you will do",
    "officer": "Enter which post or body is responsible",
    "target_on": "Enter the month and year when it will be done",
    "goes_on_from": "Enter the month and year from which it goes on",
}
# One error for both "in part" and "rejected": without scripts the error stays when the answer changes between the two.
NO_REASONS = "Enter why you do not accept it in full."
# CSS classes of the questions; the style sheet hides an empty question that the chosen answer does not need.
ASKED_IF = {
    "reasons": "review-answer__why", "action": "review-answer__done", "officer": "review-answer__done",
    "target_on": "review-answer__done review-answer__end", "goes_on_from": "review-answer__done review-answer__from",
    "goes_on": "review-answer__done",
}  # fmt: skip
WORDS_ASKED = ("reasons", "action", "officer", "target_on")
FOLDED = (
    '<details class="govuk-details"{}><summary class="govuk-details__summary">'
    '<span class="govuk-details__summary-text">Cost and staffing (optional)</span></summary>'
    '<div class="govuk-details__text">'
)


class WriterForm(BegunForm, ActForm):
    """Form that names the writer of an answer: an officer of the register, or a partner with an email address."""

    hide_optional = True
    button = "Save and send request"
    writer = PersonField(label="Who writes the answer?", required=False, empty_label="Someone who is not listed")
    forename = forms.CharField(label="First name, if they are not listed", max_length=60, required=False)
    surname = forms.CharField(label="Surname, if they are not listed", max_length=60, required=False)
    mailbox = forms.EmailField(
        label="Email address, if they do not sign in", required=False,
        help_text="We send them a link to the form. The address is never public, and is deleted once the answer is "
        "published.",
    )  # fmt: skip

    def __init__(self, *args: Any, addressee: Addressee, **kwargs: Any) -> None:
        self.addressee = addressee
        super().__init__(*args, row=addressee, initial=self._named(), **kwargs)
        self.initial["mailbox"] = ""  # empty, because a new link must not go to the earlier writer's stored address

    def _named(self) -> dict[str, Any]:
        draft = AnswerDraft.objects.filter(addressee=self.addressee).first()
        return {"writer": draft and draft.writer_id, "mailbox": draft.mailbox if draft else ""}

    def refuse_overwriting(self) -> None:
        """Lock the rows that `name_writer` locks, and refuse to replace a writer named after the form was opened."""
        if self.cleaned_data.get("writer") is None:
            hold_register()
        hold_links(self.addressee)
        lock_first(self.addressee)
        draft = AnswerDraft.objects.filter(addressee=self.addressee).first()
        last = audit.trail_of(draft).select_related("by").first() if draft else None
        self.refuse_unseen(self._named(), last)

    def _put(self, name: str, value: Any) -> None:
        if name != "mailbox":
            super()._put(name, value)


def written() -> forms.Textarea:
    """Return a text area with a blank placeholder, by which the style sheet recognises an empty text area."""
    return forms.Textarea({"rows": 5, "placeholder": " "})


class AnswerQuestions(ActForm):
    """The four questions: accepted or not, what will be done or why not, by whom, by when."""

    hide_optional = True
    button = "Send answer"
    answer = RadioField(
        label="Do you accept it?",
        choices=[(Answer.ACCEPTED, "Accept"), (Answer.IN_PART, "Accept in part"), (Answer.REJECTED, "Reject")],
        error_messages={
            "required": "Choose accept, accept in part, or reject.",
            "invalid_choice": "Choose accept, accept in part, or reject: %(value)s is none of these.",
        },
    )
    reasons = forms.CharField(label="If not in full, why not?", required=False, widget=written(), validators=[LONGEST])
    action = forms.CharField(label="What will you do?", required=False, widget=written(), validators=[LONGEST])
    # Two lines, because the title of a post is often wider than a phone.
    officer = forms.CharField(
        label="Which post or body is responsible?", required=False,
        widget=forms.Textarea({"rows": 2, "placeholder": " "}), validators=[MaxLengthValidator(200)],
    )  # fmt: skip
    target_on = MonthField(label="Done by the end of which month?", required=False)
    # The style sheet shows either this month or `target_on`, in the same place.
    goes_on_from = MonthField(label="From which month does it go on?", required=False)
    goes_on = forms.BooleanField(label="It goes on: no end date", required=False)


class OfficerQuestions(AnswerQuestions):
    """The four questions and the cost. The form works without a stored answer, unlike `OfficerAnswerForm`."""

    resources = forms.CharField(label="What will it cost, in money and staff?", max_length=500, required=False)


class AnswerForm(AnswerQuestions):
    """Form of an answer, with errors for words that are missing or evasive, and for a month in the past."""

    def __init__(self, *args: Any, draft: AnswerDraft, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.draft = on, draft
        self.helper.form_class = "council-form review-answer"
        self.helper.layout = Layout(
            "answer", *(Field(name, wrapper_class=css_class) for name, css_class in ASKED_IF.items())
        )

    def begin_going_on(self) -> None:
        """
        Set the first values of `goes_on` and `goes_on_from`: the stored month, or the present month without one.

        Call this after `__init__`, in which a BegunForm hashes the initial values. The hashes must be of stored values.
        """
        self.initial["goes_on"] = bool(self.draft.goes_on_from)
        self.initial["goes_on_from"] = self.draft.goes_on_from or self.on

    def clean(self) -> dict[str, Any]:
        """Add errors to empty and evasive fields. Drop the post and the months of a rejection."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["officer"] = " ".join(cleaned.get("officer", "").split())
        if cleaned.get("answer") == Answer.REJECTED:
            for name in ("officer", "target_on", "goes_on_from"):
                self.errors.pop(name, None)
            cleaned |= {"officer": "", "target_on": None, "goes_on_from": None}
        self._one_month(cleaned)
        typed, stored = cleaned.get("target_on"), self.draft.target_on
        if typed and stored and (typed.year, typed.month) == (stored.year, stored.month):
            cleaned["target_on"] = stored  # keep the stored day where the month is the same
        if self.is_final:
            self._refuse_unfinished(cleaned)
            refuse_month(self, "target_on", self.on)
            # A month from which work goes on may be past; a future month must not be years away.
            if (begins := cleaned.get("goes_on_from")) and begins > self.on:
                refuse_month(self, "goes_on_from", self.on)
            self._refuse_evasive(cleaned)
        return cleaned

    @property
    def is_final(self) -> bool:
        """True where the answer is sent, not kept as a draft."""
        return True

    def _refuse_unfinished(self, cleaned: dict[str, Any]) -> None:
        """Add an error to each empty field that the answer needs. A missing answer counts as an acceptance."""
        answer, values = cleaned.get("answer"), {name: cleaned.get(name) for name in ("reasons", *self._asked)}
        empty = [name for name, words in values.items() if not str(words or "").strip() and name not in self.errors]
        if answer in (Answer.IN_PART, Answer.REJECTED) and "reasons" in empty:
            self.add_error("reasons", NO_REASONS)
        for name in self._asked if answer != Answer.REJECTED else ():
            if name in empty:
                self.add_error(name, f"{MISSING[name]}{'.' if answer else ', unless you reject it.'}")

    def _one_month(self, cleaned: dict[str, Any]) -> None:
        """Drop the month that does not apply: `target_on` where the work goes on, else `goes_on_from`."""
        self._goes_on = bool(cleaned.pop("goes_on", False))
        other = "target_on" if self._goes_on else "goes_on_from"
        self.errors.pop(other, None)
        cleaned[other] = None
        if begins := cleaned.get("goes_on_from"):
            cleaned["goes_on_from"] = begins.replace(day=1)

    @property
    def _asked(self) -> list[str]:
        """Fields that an acceptance needs: all of MISSING except the month that does not apply."""
        return [name for name in MISSING if name != ("target_on" if self._goes_on else "goes_on_from")]

    def _refuse_evasive(self, cleaned: dict[str, Any]) -> None:
        for name in ("action", "reasons"):
            try:
                refuse_evasive(cleaned.get(name, ""))
            except Refused as refusal:
                self.add_error(name, refusal.text)


class PartnerAnswerForm(AnswerForm):
    """Form of a partner's answer, filled with the partner's earlier words where the answer was sent back."""

    def __init__(self, *args: Any, draft: AnswerDraft, **kwargs: Any) -> None:
        words = {name: getattr(draft, name) for name in ("answer", *WORDS_ASKED)}
        words["officer"] = words["officer"] or draft.addressee.name
        super().__init__(*args, draft=draft, initial=words, **kwargs)
        self.begin_going_on()


class OfficerAnswerForm(BegunForm, AnswerForm, OfficerQuestions):
    """Form of an officer's answer, with the cost. The officer may save a draft first."""

    def __init__(self, *args: Any, draft: AnswerDraft, on: dt.date, signed_off: bool, **kwargs: Any) -> None:
        self.button = "Send for sign-off" if signed_off else "Send answer"
        super().__init__(*args, draft=draft, on=on, row=draft, **kwargs)
        self.begin_going_on()
        if not draft.officer:
            post = draft.writer.posts.on(on).first()
            self.initial["officer"] = post.title if post else draft.addressee.name
        opened = " open" if self["resources"].value() else ""
        self.helper.layout.extend([HTML(FOLDED.format(opened)), "resources", HTML("</div></details>")])
        self.helper.add_input(Submit("keep", "Save draft", css_class="govuk-button--secondary"))
        if not self.is_final:
            self.fields["answer"].required = False

    @property
    def is_final(self) -> bool:
        """True where the answer is sent, not kept as a draft."""
        return "keep" not in self.data

    def _put(self, name: str, value: Any) -> None:
        """
        Show a stored value in a field.

        With `goes_on_from`, also tick `goes_on` if a month is stored and clear it if not, unless the user has changed
        `target_on`.
        """
        super()._put(name, value)
        if name == "goes_on_from" and mark_of(self.cleaned_data.get("target_on")) == self.began_marks.get("target_on"):
            super()._put("goes_on", "on" if value else "")


class SignOffForm(ActForm):
    """Decision of the Cabinet Member: an answer is signed off, or goes back with a reason."""

    hide_optional = True
    button = "Send your decision"
    decision = RadioField(
        label="Do you sign this answer off?", error_messages={"required": "Choose whether you sign the answer off."}
    )
    reason = long_text("Why are you sending it back?", most=500, required=False)

    def __init__(self, *args: Any, to: str = "writer", **kwargs: Any) -> None:
        """Set the labels of the form. `to` is who corrects an answer sent back: "writer" or "scrutiny officer"."""
        super().__init__(*args, **kwargs)
        self.to = to
        field_of(self, "decision").choices = [
            ("sign", "Yes, sign it off"), ("back", f"No, send it back to {'its' if to == 'writer' else 'the'} {to}"),
        ]  # fmt: skip
        self.fields["reason"].help_text = f"Only if you send it back. The {to} can read this."

    def clean(self) -> dict[str, Any]:
        """Add an error where an answer goes back without a reason, or is signed off with one."""
        cleaned = super().clean() or self.cleaned_data
        reason = (cleaned.get("reason") or "").strip()
        if cleaned.get("decision") == "back" and not reason:
            self.add_error("reason", f"Enter why you are sending it back. The {self.to} can read this.")
        if cleaned.get("decision") == "sign" and reason:
            self.add_error("reason", "Send it back, or remove the reason. You do not need a reason to sign it off.")
        return cleaned


class PublishForm(ActForm):
    """Form that publishes an answer, with the day on which the answer was received."""

    button = "Publish the answer"
    received_on = DayField(
        label="When was the answer received?", help_text="This date decides whether the answer is late. It is public."
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"received_on": on}
        super().__init__(*args, **kwargs)
