"""Forms of suggestions: make, record, accept or score a suggestion, and set the scoring questions."""

import datetime as dt
from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Layout
from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.edit_conflict_rows import BegunRows, TitledRowForm, row_forms
from committee.forms.fields import ActForm, DayField, RadioField, RecordField, choices, field_of, long_text, short_text
from committee.forms.from_anybody import FromAnybodyForm, email_field
from committee.models import Committee
from meetings.models import Meeting
from workprogramme.items.choosing import MinuteField, meetings_of, minutes_of
from workprogramme.models import Origin, ProgrammeItem, Purpose, Question
from workprogramme.suggestions.weighing import QuestionDraft

RECENT = dt.timedelta(days=2 * 366)
ELSEWHERE = [(value, label) for value, label in Origin.choices if value not in (Origin.DUTY, Origin.DECISION)]


def _title(label: str) -> forms.CharField:
    return short_text(
        label,
        most=150,
        hint="In a few words, as a heading.",
        needed="Enter what the committee should look at, in a few words.",
    )


class SuggestForm(ActForm):
    """A suggestion from a signed-in user. The portal knows the user's name and email address."""

    button = "Send suggestion"
    title = _title("What should the committee look at?")
    details = long_text(
        "Why does it matter, and what could be better?",
        most=4000,
        rows=7,
        hint="Write about the service, not a person. Do not name anyone or give private details.",
        needed="Enter why it matters.",
    )


class PublicSuggestForm(FromAnybodyForm, SuggestForm):
    """A suggestion from anybody, with optional name and email address."""

    name = short_text("Your name", most=120, required=False)
    email = email_field("If you enter it, we email you your reference and the outcome. It is not published.")

    field_order = ("title", "details", "name", "email")


class StateForm(ActForm):
    """The reference and email address by which an author looks up the state of a suggestion."""

    button = "Check suggestion"
    reference = short_text(
        "Reference",
        most=20,
        hint="For example, WP-7P376. It is in the email we sent you.",
        needed="Enter the reference of your suggestion.",
    )
    email = email_field(
        "The address you gave with your suggestion.", needed="Enter your email address.", label="Email address"
    )


class RecordedForm(ActForm):
    """A suggestion made elsewhere, recorded by the desk: its text, its author, the day and the occasion."""

    button = "Record suggestion"
    title = _title("What is suggested?")
    details = long_text("Why?", most=4000, rows=7, required=False)
    origin = forms.ChoiceField(label="Where did it come from?", choices=choices(*ELSEWHERE))
    origin_on = DayField(label="On which day was it suggested?", required=False, help_text="Leave blank for today.")
    origin_meeting = RecordField(label="At which meeting?", required=False, empty_label="None")
    origin_minute = MinuteField(label="In which minute?", required=False, empty_label="None")
    origin_words = short_text(
        "Where it comes from, in words",
        most=250,
        hint="For example: suggested at the 17 June meeting. Public once accepted, so do not name a resident.",
        required=False,
    )
    name = short_text("Name", most=120, required=False)
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        required=False,
        help_text="If you enter one, an acknowledgement is emailed to it.",
    )

    def __init__(self, *args: Any, committee: Committee, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        meetings = Meeting.objects.filter(
            committee=committee, date__range=(today - RECENT, today), cancelled_at__isnull=True
        )
        field_of(self, "origin_meeting").queryset = meetings.order_by("-date", "-starts").select_related("committee")
        field_of(self, "origin_minute").queryset = minutes_of(meetings)
        self.lay_out(
            ("The suggestion", ["title", "details"]),
            ("Where it comes from", ["origin", "origin_on", "origin_meeting", "origin_minute", "origin_words"]),
            ("Contact details (private, deleted automatically)", ["name", "email"]),
        )

    def clean_origin_on(self) -> dt.date:
        """Return the day, or today for an empty field. Refuse a day in the future."""
        day = self.cleaned_data["origin_on"] or self.today
        if day > self.today:
            raise forms.ValidationError("That date is in the future.")
        return day


class TakeUpForm(ActForm):
    """Title and details of an accepted suggestion as published, its purpose, and its meeting."""

    button = "Accept suggestion"
    title = short_text("Title, as published", most=250)
    details = long_text(
        "Why the committee is looking into it, as published",
        most=4000,
        rows=7,
        hint="Remove anything that could identify a person.",
        required=False,
    )
    purpose = forms.ChoiceField(label="Purpose", choices=Purpose.choices, initial=Purpose.OTHER)
    meeting = RecordField(label="At which meeting?", required=False, empty_label="To be scheduled")

    def __init__(self, *args: Any, item: ProgrammeItem, today: dt.date, **kwargs: Any) -> None:
        words = {name: getattr(item, name) for name in ("title", "details", "purpose")}
        super().__init__(*args, initial=words, **kwargs)
        to_come = meetings_of(item.programme).filter(date__gte=today, cancelled_at__isnull=True)
        field_of(self, "meeting").queryset = to_come.select_related("committee")


class ScoreForm(BegunForm, ActForm):
    """The points and a note for each question. Earlier answers are filled in."""

    button = "Save scores"

    def __init__(self, *args: Any, item: ProgrammeItem, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, row=item, **kwargs)
        self.questions = questions
        rows: list[Any] = []
        for question in questions:
            points, note = f"points_{question.pk}", f"note_{question.pk}"
            self.fields[points] = RadioField(
                label=f"{question.label}: {question.text}",
                choices=[
                    (str(points), f"{answer} ({points} point{'' if points == 1 else 's'})")
                    for points, answer in question.answers
                ],
                error_messages={"required": f"{question.label}: choose an answer."},
            )
            self.fields[note] = short_text(f"Note on “{question.label}”", most=500, required=False)
            field_of(self, points).small = True
            rows += [InlineRadios(points), note]
        self.helper.layout = Layout(*rows)

    @classmethod
    def values_of(cls, row: ProgrammeItem) -> dict[str, Any]:
        """Return the points and note of each answered question."""
        scores = {score.question_id: score for score in row.scores.all()}
        values: dict[str, Any] = {}
        for question in row.programme.committee.weighing_questions.filter(is_active=True):
            score = scores.get(question.pk)
            offered = [points for points, _ in question.answers]
            values[f"points_{question.pk}"] = str(score.points) if score and score.points in offered else None
            values[f"note_{question.pk}"] = score.note if score else ""
        return values

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb: `answers`, the points and note by question."""
        data = self.cleaned_data
        points = {question: int(data[f"points_{question.pk}"]) for question in self.questions}
        return {"answers": {question: (points[question], data[f"note_{question.pk}"]) for question in self.questions}}


class QuestionRowForm(TitledRowForm):
    """One scoring question: its label, its text, and the answer that counts in favour of a suggestion."""

    no_title = "Enter a short label."
    no_text = "Enter the question in full, or clear its label to remove it."
    text = short_text(most=250, required=False, widget=forms.Textarea({"rows": 2}))
    best = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], required=False)

    def clean_best(self) -> str:
        """Return the answer that gives most points, "yes" or "no". The default is "yes"."""
        return self.cleaned_data["best"] or "yes"


class BaseQuestions(BegunRows):
    """The questions of a committee."""

    compared = ("title", "text", "best")

    @property
    def drafts(self) -> list[QuestionDraft]:
        """The questions, sorted by the position that the user entered."""
        rows = [form.cleaned_data for form in self.in_order]
        return [QuestionDraft(row["title"], row["text"], row["best"] == "no") for row in rows if row.get("title")]


QuestionFormSet = row_forms(QuestionRowForm, BaseQuestions, most=20, extra=2)
