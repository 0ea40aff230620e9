"""Fields, base forms and helpers that the forms of all apps share."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from committee.models import Person

NO_LONGER = "Choose again: what you chose is no longer in the list."
TOO_LONG = "Use %(limit_value)d characters or fewer: this has %(show_value)d."
EARLIEST = date(1889, 4, 1)  # the day on which county councils began


def word_faults() -> None:
    """
    Replace Django's error messages for an invalid choice, a text that is too long, and a number out of range.

    The app's `ready()` calls this once. A choice is invalid if the list has changed since the user chose from it.
    Therefore the message does not name the chosen value.
    """
    forms.CharField.default_error_messages = forms.CharField.default_error_messages | {"max_length": TOO_LONG}
    forms.IntegerField.default_error_messages = forms.IntegerField.default_error_messages | {
        "min_value": "Enter %(limit_value)s or more.",
        "max_value": "Enter %(limit_value)s or less.",
    }
    for field in (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField, forms.ModelMultipleChoiceField):
        field.default_error_messages = field.default_error_messages | {"invalid_choice": NO_LONGER}


def look_button(text: str) -> HTML:
    """Return the button of a filter form. The button has no name, so that it adds nothing to the page's address."""
    return HTML(f'<button class="govuk-button govuk-button--secondary" data-module="govuk-button">{text}</button>')


class DayField(forms.DateField):
    """A day from EARLIEST to the end of 2199, typed (such as 21/04/2022) or picked from a calendar."""

    widget = forms.DateInput
    input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]
    default_error_messages = {"invalid": "Enter a day such as 21/04/2022."}

    def clean(self, value: Any) -> date | None:
        """Return the day, or None where an optional field was left empty."""
        day = super().clean(value)
        if day is not None and not EARLIEST <= day <= date(2199, 12, 31):
            raise forms.ValidationError("The year must be between 1889 and 2199.")
        return cast(date | None, day)


# Times in words, without spaces, and the same in figures.
TIMES_IN_WORDS = {"MIDDAY": "12:00", "12MIDDAY": "12:00", "NOON": "12:00", "12NOON": "12:00", "MIDNIGHT": "00:00"}


class TimeField(forms.TimeField):
    """A time of day: 10:00, 10.00, 2.30pm, 2 p.m. or midday."""

    widget = forms.TimeInput
    input_formats = ["%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]
    default_error_messages = {"invalid": "Enter a time such as 10:00.", "required": "Enter a time."}

    def to_python(self, value: Any) -> time | None:
        """Return the time. Spaces, capitals and the full stops of a.m. and p.m. do not matter."""
        if isinstance(value, str):
            value = "".join(value.upper().split()).replace("A.M.", "AM").replace("P.M.", "PM")
            value = TIMES_IN_WORDS.get(value, value)
        return super().to_python(value)


class ProofField(forms.CharField):
    """Proof that an event took place on the typed day (`committee.acts.saving.proven`)."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": "Which letter, email or receipt shows the date?",
            "help_text": "Needed unless it was today. Kept in the history.",
        }
        super().__init__(**{"max_length": 200, "required": False, **words, **kwargs})


def titled(label: str = "Title", **kwargs: Any) -> forms.CharField:
    """Return a field for a title of at most 250 characters, which is required unless `kwargs` say otherwise."""
    return forms.CharField(
        label=label,
        max_length=250,
        error_messages={"required": f"Enter the {label.lower()}."},
        **kwargs,
    )


def short_text(label: Any = None, *, most: int, hint: Any = "", needed: str = "", **kwargs: Any) -> forms.CharField:
    """Return a field for one line of at most `most` characters; `needed` is the error message for an empty field."""
    if needed:
        kwargs["error_messages"] = {"required": needed}
    return forms.CharField(label=label, max_length=most, help_text=hint, **kwargs)


def long_text(label: Any = None, *, most: int, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Return a field for several lines of text, with the arguments of `short_text`."""
    return short_text(label, most=most, widget=forms.Textarea({"rows": rows}), **kwargs)


def count_field(label: str, *, most: int, hint: str = "", narrow: bool = False, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a number from 1 to `most`; `narrow` makes its box two figures wide."""
    if narrow:
        kwargs["widget"] = forms.NumberInput({"class": "govuk-input--width-2"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, help_text=hint, **kwargs)


INCOMPLETE = "Part of the form is missing. Reload the page and send it again."


class BytesField(forms.FileField):
    """The bytes of an uploaded file. A file of more than `most` bytes is refused unread, with the error `too_large`."""

    def __init__(self, *, most: int, too_large: str, accept: str, needed: str, **kwargs: Any) -> None:
        self.most, self.too_large = most, too_large
        widget = forms.FileInput(attrs={"accept": accept})
        super().__init__(
            max_length=1000, widget=widget, error_messages={"required": needed, "empty": "The file is empty."}, **kwargs
        )

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """Return the bytes of the upload."""
        upload = super().clean(data, initial)
        if upload.size > self.most:
            raise forms.ValidationError(self.too_large)
        return bytes(upload.read())


class RadioField(forms.TypedChoiceField):
    """A choice by radio buttons; `option_hints` maps the value of a choice to an explanation."""

    widget = forms.RadioSelect

    def __init__(self, *, option_hints: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.option_hints = option_hints or {}


class YesNoField(forms.TypedChoiceField):
    """
    A question with two radio buttons. At first "No" is chosen; with `initial=None`, neither button is chosen.

    SECURITY: a missing answer is refused. A missing checkbox would count as unticked, and might make something public.
    """

    widget = forms.RadioSelect

    def __init__(self, *, label: str, initial: str | None = "False", **kwargs: Any) -> None:
        super().__init__(
            label=label,
            initial=initial,
            **kwargs,
            choices=[("True", "Yes"), ("False", "No")],
            coerce=lambda value: value == "True",
            error_messages={"invalid_choice": "Choose yes or no."},
        )

    def prepare_value(self, value: Any) -> str:
        """Return "True" or "False" for a boolean, as in the choices."""
        return str(value)


def choices(*values: tuple[str, str]) -> list[tuple[str, str]]:
    """Return choices that begin with an empty choice, followed by `values`: pairs of stored value and label."""
    return [("", "Choose one"), *values]


def field_of(form: forms.BaseForm, name: str) -> Any:
    """Return a field of a form. Its type is Any, because the type Field has no `choices` and no `queryset`."""
    return form.fields[name]


def put_after(form: forms.BaseForm, before: str, name: str, field: forms.Field) -> None:
    """Add `field` to a form under `name`, after the field named `before`."""
    names = list(form.fields)
    form.fields[name] = field
    names.insert(names.index(before) + 1, name)
    form.order_fields(names)


def faults_of_rows(rows: forms.BaseFormSet[Any]) -> list[str]:
    """Return the errors that concern the whole formset; a missing management form has the message INCOMPLETE."""
    return [
        INCOMPLETE if fault.code == "missing_management_form" else str(message)
        for fault in rows.non_form_errors().as_data()
        for message in fault.messages
    ]


def suffixes(widget: forms.MultiWidget) -> list[str]:
    """Return the suffix that a widget adds to a field's name for each of its parts, such as "_month" and "_year"."""
    names: list[str] = widget.widgets_names  # type: ignore[attr-defined]  # Django's types lack it
    return names


def fill_in(form: forms.BaseForm | forms.BaseFormSet[Any], **values: str) -> None:
    """
    Replace `values`, by field name, in the data of a bound form. The data become a copy that may be changed.

    A form shown again after an edit conflict (`committee.forms.edit_conflict`) gets the marks of the present values.
    """
    data = cast(QueryDict, form.data).copy()
    for name, value in values.items():
        data[name] = value
    form.data = data


class ActForm(forms.Form):
    """A form for one act. `button` is the text of its button; `warns` makes the button red, as a warning."""

    button = "Save"
    warns = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "council-form"
        # SECURITY: a layout leaves out fields that it does not name, and a hidden field is needed for edit conflicts.
        self.helper.render_hidden_fields = True
        self.helper.add_input(Submit("act", self.button, css_class="warning" if self.warns else None))

    @property
    def arguments(self) -> dict[str, Any]:
        """Keyword arguments for the verb. A subclass with a file may raise Refused."""
        return self.cleaned_data

    def lay_out(self, *groups: tuple[str, Sequence[str]]) -> None:
        """Divide a long form into `groups` of (heading, names of fields); a name without a field is skipped."""
        shown = [(heading, [name for name in names if name in self.fields]) for heading, names in groups]
        self.helper.layout = Layout(*(Fieldset(heading, *names) for heading, names in shown))


class FileForm(ActForm):
    """A form with one `file`; the verb takes the bytes of the file as `data`."""

    @property
    def arguments(self) -> dict[str, Any]:
        """Keyword arguments for the verb: the bytes of the file as `data`."""
        return {"data": self.cleaned_data["file"]}


class ConfirmForm(ActForm):
    """A form with a button and no fields, to confirm an act."""

    def __init__(self, *args: Any, button: str, warning: bool = True, **kwargs: Any) -> None:
        self.button, self.warns = button, warning
        super().__init__(*args, **kwargs)


class PeriodForm(ActForm):
    """A form with a first day `since` and a last day `until`; `last` names the fields to put at the end."""

    last: Sequence[str] = ("since", "until")
    since = DayField(label="From", help_text="The first day.")
    until = DayField(label="To", required=False, help_text="The last day. Leave blank if there is none yet.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in self.last] + list(self.last))

    def clean(self) -> dict[str, Any]:
        """Return the data; report a last day before the first day as an error."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must not be before the first.")
        return cleaned


def in_a_list(person: Person) -> str:
    """Return a person's name for a list sorted by surname: "Perry, Kath, MBE". Honours distinguish namesakes."""
    return ", ".join(filter(None, [person.surname, person.forename, person.honours]))


class RecordField(forms.ModelChoiceField[Any]):
    """
    A choice of one record of the register; `named` is a function that returns a record's name in the list.

    A form that offers only some records sets the field's `queryset`.
    """

    def __init__(
        self, *, queryset: QuerySet[Any] | None = None, named: Callable[[Any], str] = str, **kwargs: Any
    ) -> None:
        super().__init__(queryset, **kwargs)
        self.named = named

    def label_from_instance(self, obj: Any) -> str:
        """Return the name of a record in the list."""
        return self.named(obj)


class PersonField(RecordField):
    """A choice of a person in the register, listed by surname: "Spencer, Bob"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Person.objects.by_surname())
        kwargs.setdefault("empty_label", "Choose a person")
        super().__init__(named=in_a_list, **kwargs)


class RecordsField(forms.ModelMultipleChoiceField[Any]):
    """A choice of several records of the register by checkboxes; `named` is a function that returns their labels."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, named: Callable[[Any], str] = str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.named = named

    def label_from_instance(self, obj: Any) -> str:
        """Return the name of a record in the list."""
        return self.named(obj)

    def clean(self, value: Any) -> Any:
        """Return the chosen records. SECURITY: an id too large for the database is refused before any query."""
        if any(len(str(pk)) > 18 for pk in value or ()):
            raise forms.ValidationError("Choose from the list.", code="invalid_choice")
        return super().clean(value)


class ReasonForm(ActForm):
    """A form for the reason of an act; `name` is the verb's argument, `most` the highest number of characters."""

    def __init__(
        self,
        *args: Any,
        button: str,
        label: str,
        hint: str = "",
        warning: bool = False,
        most: int = 400,
        name: str = "reason",
        **kwargs: Any,
    ) -> None:
        self.button, self.warns = button, warning
        super().__init__(*args, **kwargs)
        self.fields = {name: long_text(label, most=most, hint=hint), **self.fields}
