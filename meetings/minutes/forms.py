"""Forms for minutes after the meeting: circulate, comment, publish, correct, confirm, sign; and forms of settings."""

from collections.abc import Callable
from datetime import date
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.db.models import QuerySet

from committee.forms.edit_conflict import BegunForm
from committee.forms.edit_conflict_rows import BegunRows, TitledRowForm, row_forms
from committee.forms.fields import (
    ActForm,
    ConfirmForm,
    DayField,
    RadioField,
    RecordField,
    RecordsField,
    field_of,
    long_text,
)
from committee.models import Committee, MunicipalYear, Post
from committee.wording.dates import full_date
from meetings.minutes.document import numbering
from meetings.models import GroundKind, Minutes, MinuteSeries
from meetings.papers.fields import PdfField
from meetings.papers.taking_in import take_in_now


def offer(form: forms.BaseForm, name: str, rows: Any, label: Callable[[Any], str]) -> None:
    """Set the rows that the field `name` offers, and the function that returns the label of a row."""
    field = field_of(form, name)
    field.queryset, field.label_from_instance = rows, label


class CirculateForm(ActForm):
    """The readers of a draft, and the last day for their comments."""

    button = "Send the draft"
    to = RecordsField(
        queryset=None,
        label="Who should read it?",
        help_text="Only those with a sign-in are listed: send the others a paper copy.",
        error_messages={"required": "Choose at least one person."},
    )
    comments_by = DayField(label="Comments by", error_messages={"required": "Enter the last day for comments."})
    message = long_text("Message", most=2000, rows=4, required=False, hint="Shown in the email, above the link.")

    def __init__(self, *args: Any, readers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", readers, lambda reader: ", ".join(filter(None, [reader.name, reader.was_there_as])))


class AnswerForm(ActForm):
    """The answer to a comment, with two buttons: accept or decline."""

    button = "Accept"
    reply = long_text(
        "Your answer", most=1000, required=False, hint="Required if you decline. The person who commented can read it."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.add_input(Submit("decline", "Decline", css_class="govuk-button--secondary"))

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb: the reply, and whether the comment is accepted."""
        return {"accepted": "decline" not in self.data, "reply": self.cleaned_data["reply"]}


class PublishAgainForm(ConfirmForm):
    """One button, with a note on why the minutes are published again."""

    change_note = long_text(
        "Why they are published again",
        most=300,
        rows=2,
        required=False,
        hint="The changed minutes are listed automatically. This note is public.",
    )


class CertifyForm(ActForm):
    """The proper officer in whose name the certificate is given. Offers the proper officers' posts on the day `on`."""

    button = "Record certificate"
    post = RecordField(
        queryset=None,
        label="Proper officer",
        empty_label="Choose the proper officer",
        error_messages={"required": "Choose the proper officer."},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.on(on).filter(is_proper_officer=True).select_related("person")
        offer(self, "post", posts, lambda post: f"{post.person.name}, {post.title}")
        self.fields["post"].initial = posts.first()


class GroundForm(BegunForm, ActForm):
    """The ground for taking business that was on no published agenda."""

    button = "Save ground"
    kind = RadioField(label="How it stood", choices=GroundKind)
    words = long_text(
        "Ground",
        most=500,
        hint="Where and when the agenda was published, or why business was considered without one. Printed "
        "in the minutes.",
        needed="Enter the ground on which the business was considered.",
    )


class DecisionNoticeForm(ActForm):
    """To whom a notice of decision goes, the reasons, and the right of appeal."""

    button = "Make the notice"
    party = long_text(
        "To", most=500, rows=4, hint="The name, and the address on further lines.", needed="Enter to whom it goes."
    )
    email = forms.EmailField(
        label="Their email address (optional)",
        required=False,
        help_text="They are then emailed the words of the notice too. Neither name nor address is kept.",
    )
    reasons = long_text("Reasons for the decision", most=8000, rows=8, needed="Enter the reasons.")
    appeal = long_text(
        "Right of appeal", most=2000, rows=4, hint="To whom, and by when. Or that there is none.",
        needed="Enter the right of appeal.",
    )  # fmt: skip


class DoForm(ActForm):
    """A form on a page with several forms: the field `do` names the form that was submitted."""

    does = ""
    do = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=self.does, **kwargs)
        self.initial["do"] = self.does


class CorrectionForm(DoForm):
    """One correction: the minute, its wrong words and the right words."""

    does = "correct"
    button = "Record the correction"
    minute = RecordField(queryset=None, label="Which minute", empty_label="Choose the minute")
    old_words = long_text(
        "The words that are wrong", most=1000, rows=2, hint="Copy them from the minute, with enough words to be unique."
    )
    new_words = long_text("What they should be", most=1000, rows=2)

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "minute", entries, lambda minute: f"{minute.printed_number}. {minute.heading}")


class ConfirmMinutesForm(DoForm):
    """Two buttons: record that the meeting confirmed the minutes without a vote, or record a motion for a vote."""

    does = "confirm"
    button = "Record that they are confirmed"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.add_input(Submit("vote", "Record motion for a vote", css_class="govuk-button--secondary"))

    @property
    def votes(self) -> bool:
        """True where the button for a vote was pressed."""
        return "vote" in self.data


class ScanForm(ActForm):
    """A form with a scan, which is checked and made safe while the sender waits."""

    @property
    def arguments(self) -> dict[str, Any]:
        """
        Arguments of the verb, with the scan made safe.

        Raises Refused for an unusable scan, and Busy where another file is being read.
        """
        scan = self.cleaned_data["scan"]
        data = {name: value for name, value in self.cleaned_data.items() if name != "do"}
        return data | {"scan": take_in_now(scan.read(), scan.name), "filename": scan.name}


class SignForm(ScanForm, DoForm):
    """A signature on paper: the signatory, the day and the scan."""

    does = "sign"
    button = "Record the signature"
    scan = PdfField(
        label="Scan of the signed minutes, as a PDF",
        help_text="The signed minutes with every page initialled. Only the committee team can open it.",
    )
    signed_on = DayField(
        label="Signed on",
        help_text="As written on the paper.",
        error_messages={"required": "Enter the date on which they were signed."},
    )
    signed_in = RecordField(
        queryset=None,
        label="Signed by",
        required=False,
        help_text="Choose someone else only if that person has died or left. The person presiding at a later "
        "meeting signs.",
    )
    why = long_text("Why someone else signs", most=500, rows=2, required=False)
    field_order = ["do", "signed_in", "why", "signed_on", "scan"]

    def __init__(self, *args: Any, presided: str, later: QuerySet[Minutes], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not later:
            del self.fields["signed_in"], self.fields["why"]
            return
        offer(self, "signed_in", later, _who_presided)
        field_of(self, "signed_in").empty_label = f"{presided}, who presided where they were confirmed"

    def clean(self) -> dict[str, Any]:
        """Require a reason where a later meeting's presiding member signs."""
        data = super().clean() or {}
        if data.get("signed_in") and not (data.get("why") or "").strip():
            self.add_error("why", "Enter why someone else signs.")
        return data


def _who_presided(minutes: Minutes) -> str:
    return f"{minutes.presiding and minutes.presiding.printed_name}, who presided on {full_date(minutes.meeting.date)}"


class ReplaceScanForm(ScanForm):
    """The correct scan and day of a signature on paper that was recorded wrongly."""

    button = "Replace the scan"
    scan = PdfField(label="The right scan of the signed minutes, as a PDF")
    signed_on = DayField(label="Signed on", help_text="As written on the paper.")
    reason = long_text(
        "What was wrong, and why", most=500, hint="Kept in the history of the meeting.", needed="Enter what was wrong."
    )


class CommentForm(ActForm):
    """A reader's comment on one minute."""

    button = "Send the comment"
    text = long_text("Your comment", most=4000, rows=4)
    quoted = long_text(
        "The words it is about",
        most=500,
        rows=2,
        required=False,
        hint="Copy them from the minute. Leave blank if your comment is about all of it.",
    )


class PhraseRowForm(TitledRowForm):
    """One phrase."""

    text = long_text(most=1000, rows=2, required=False)
    no_text = "Enter its wording, or clear its label to remove it."


class BasePhrases(BegunRows):
    """The council's phrases."""

    compared = ("title", "text")

    @property
    def rows(self) -> list[dict[str, str]]:
        """Phrases as dicts of `label` and `text`, by the numbers that the clerk entered; empty rows are left out."""
        data = [form.cleaned_data for form in self.in_order]
        return [{"label": row["title"], "text": row["text"]} for row in data if row.get("title")]


PhraseFormSet = row_forms(PhraseRowForm, BasePhrases, most=99, extra=3)


class FirstNumbersForm(BegunForm, ActForm):
    """The first number of each committee's minutes in a municipal year."""

    button = "Save the first numbers"

    def __init__(self, *args: Any, year: MunicipalYear, committees: list[Committee], **kwargs: Any) -> None:
        self.year, self.committees = year, {f"first_{committee.pk}": committee for committee in committees}
        super().__init__(*args, initial=self.numbers, **kwargs)
        fixed = numbering.given_out(year)
        for name, row in self.committees.items():
            self.fields[name] = forms.IntegerField(
                label=row.name,
                min_value=1,
                max_value=99_999,
                disabled=row.pk in fixed,
                help_text="Minutes {} to {} are published, so the first number cannot change.".format(*fixed[row.pk])
                if row.pk in fixed
                else "",
                widget=forms.NumberInput({"class": "govuk-input--width-5"}),
                error_messages={"required": "Enter the first number, for example 1."},
            )

    @property
    def numbers(self) -> dict[str, int]:
        """Current first number of each committee's minutes, by the name of the committee's form field."""
        first = dict(MinuteSeries.objects.filter(year=self.year).values_list("committee", "first_number"))
        return {name: first.get(row.pk, 1) for name, row in self.committees.items()}

    @property
    def changed_numbers(self) -> dict[Committee, int]:
        """Typed numbers that differ from the current numbers, by committee."""
        return {row: self.cleaned_data[name] for name, row in self.committees.items() if name in self.changed_data}
