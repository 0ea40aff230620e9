"""Tags of our crispy-forms pack, for widgets in the Design System's markup: {% load council_forms %}."""

from copy import deepcopy
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField, widgets
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from committee.forms.fields import faults_of_rows, suffixes

register = template.Library()

# (widget, type of its <input>, format of its value, class). The browser's own pickers need ISO values in every locale.
NATIVE = (
    (widgets.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M", "council-date"),
    (widgets.DateInput, "date", "%Y-%m-%d", "council-date"),
    (widgets.TimeInput, "time", "%H:%M", "council-time"),
)

NEEDED = {
    "radios": "Choose one of these.",
    "checkboxes": "Choose at least one of these.",
    "select": "Choose one from the list.",
    "checkbox": "Tick this box to continue.",
    "file": "Choose a file.",
}
NEEDED_TYPED = (
    (widgets.DateInput, "Enter a date."),
    (widgets.TimeInput, "Enter a time."),
    (forms.EmailInput, "Enter an email address."),
    (forms.NumberInput, "Enter a number."),
    (forms.PasswordInput, "Enter a password."),
    (forms.Widget, "Enter an answer."),
)


@register.filter
def kind(field: BoundField) -> str:
    """Return the kind of field: hidden radios checkboxes checkbox file password multi select textarea input other."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    for name, classes in (
        ("checkboxes", forms.CheckboxSelectMultiple),
        ("radios", forms.RadioSelect),
        ("checkbox", forms.CheckboxInput),
        ("file", forms.FileInput),
        ("password", forms.PasswordInput),
        ("multi", forms.MultiWidget),
        ("select", forms.Select),
    ):
        if isinstance(widget, classes):
            return name
    if type(widget) is forms.Textarea:
        return "textarea"
    return "input" if isinstance(widget, widgets.Input) else "other"


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.FileInput):
        return "govuk-file-upload"
    if isinstance(widget, forms.Select):
        return "govuk-select"
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea"
    return "govuk-input" if isinstance(widget, widgets.Input) else ""


def _drawn(widget: forms.Widget, errors: bool) -> forms.Widget:
    """Return a copy of the widget with our classes; the form's own widget stays unchanged."""
    widget = deepcopy(widget)
    for native, kind_of_input, form, width in NATIVE:
        if isinstance(widget, native):
            widget.input_type, widget.format = kind_of_input, form
            widget.attrs["class"] = f"{width} {widget.attrs.get('class', '')}"
            break
    if isinstance(widget, forms.NumberInput):
        widget.attrs = {"inputmode": "numeric", **widget.attrs}
        widget.attrs.setdefault("class", "govuk-input--width-5")
    if isinstance(widget, forms.EmailInput):
        widget.attrs = {"spellcheck": "false", "autocomplete": "email", **widget.attrs}
    base = _class_of(widget)
    if base:
        error = f" {base}--error" if errors else ""
        extra = " ".join(widget.attrs.get("class", "").split())
        widget.attrs["class"] = f"{base}{error} {extra}".strip()
    if isinstance(widget, forms.Textarea) and "rows" in widget.attrs:
        widget.attrs.pop("cols", None)
    # With `maxlength` browsers silently cut off pasted text. The server enforces the limit, and a textarea shows it.
    widget.attrs.pop("maxlength", None)
    # allauth repeats its labels as placeholders, which look like an answer and vanish on typing. A blank placeholder
    # stays, because a style sheet sees by it whether anything is typed (:placeholder-shown).
    if str(widget.attrs.get("placeholder", "")).strip():
        del widget.attrs["placeholder"]
    return widget


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """Return the field's control, with the Design System's classes and the attributes that the form sets."""
    drawn = _drawn(field.field.widget, bool(field.errors))
    attrs: dict[str, str | bool] = {}
    if limit(field):
        attrs["aria-describedby"] = f"{field.aria_describedby or ''} {field.auto_id}-info".strip()
    if kind(field) == "textarea" and limit(field):
        drawn.attrs["class"] += " govuk-js-character-count"
    if field.label == "Your name":
        drawn.attrs.setdefault("autocomplete", "name")
    if isinstance(drawn, forms.PasswordInput):
        drawn.attrs["class"] += " govuk-password-input__input govuk-js-password-input-input"
        drawn.attrs = {
            "spellcheck": "false",
            "autocapitalize": "none",
            "autocomplete": "current-password",
            **drawn.attrs,
        }
    return field.as_widget(widget=drawn, attrs=attrs)


@register.filter
def limit(field: BoundField) -> int | None:
    """Return the maximum length of a textarea; None for a textarea without a limit, and for other fields."""
    return field.field.widget.attrs.get("maxlength") if kind(field) == "textarea" else None


@register.simple_tag
def parts(field: BoundField) -> list[SafeString]:
    """Return the controls of a field that has several (date and time), each with its own label."""
    widget: Any = deepcopy(field.field.widget)
    widget.widgets = [_drawn(part, bool(field.errors)) for part in widget.widgets]
    values: Any = field.value() if isinstance(field.value(), list) else widget.decompress(field.value())
    attrs = field.build_widget_attrs({}, widget)
    drawn = []
    for number, (part, suffix) in enumerate(zip(widget.widgets, suffixes(widget), strict=True)):
        seen, its_id = part.attrs.pop("data-label", ""), f"{field.auto_id}_{number}"
        label = format_html('<label class="govuk-label" for="{}">{}</label>', its_id, seen) if seen else SafeString("")
        value = values[number] if number < len(values) else None
        named = {**attrs, "id": its_id}
        if not seen:
            named["aria-label"] = part.attrs.pop("aria-label", None) or _part_label(part, field, number)
        drawn.append(label + part.render(field.html_name + suffix, value, named))
    return drawn


def _part_label(part: forms.Widget, field: BoundField, number: int) -> str:
    if isinstance(part, widgets.DateInput):
        return "Date"
    return "Time" if isinstance(part, widgets.TimeInput) else f"{field.label}, part {number + 1}"


@register.simple_tag
def options(field: BoundField) -> list[tuple[str | None, list[dict[str, Any]]]]:
    """
    Return radios or checkboxes by group: (group's label or None, [{id, name, value, label, attrs, hint}]).

    A field gives an option a hint with `RadioField(option_hints={value: "What it means"})`.
    """
    widget = field.field.widget
    attrs = {**widget.attrs, **field.build_widget_attrs({"id": field.auto_id})}
    hints = getattr(field.field, "option_hints", {})
    groups = []
    for group, choices, _index in widget.optgroups(field.html_name, widget.format_value(field.value()), attrs):
        drawn = []
        for option in choices:
            attributes = {key: value for key, value in option["attrs"].items() if key not in ("id", "class")}
            hint = hints.get(option["value"]) or hints.get(str(option["value"]))
            if hint:
                attributes["aria-describedby"] = f"{option['attrs']['id']}_hint"
            drawn.append({**option, "id": option["attrs"]["id"], "attrs": attributes, "hint": hint})
        groups.append((group, drawn))
    return groups


@register.filter
def says_optional(field: BoundField) -> bool:
    """Return whether the template adds "(optional)" to the label."""
    if field.field.required or field.is_hidden or getattr(field.form, "hide_optional", False):
        return False
    return "optional" not in str(field.label).lower()


@register.filter
def faults(field: BoundField) -> list[str]:
    """Return the error messages of a field; an instruction ("Choose a file.") replaces Django's "required" message."""
    advice = []
    for error in field.errors.as_data():
        message = " ".join(str(part) for part in error.messages)
        if error.code == "required" and message == str(forms.Field.default_error_messages["required"]):
            message = NEEDED.get(kind(field)) or next(
                advice for drawn, advice in NEEDED_TYPED if isinstance(field.field.widget, drawn)
            )
        advice.append(message)
    return advice


# Messages that do not name their field: Django's own and the messages above.
GENERAL = {
    str(message)
    for kind_of_field in vars(forms.fields).values()
    for message in getattr(kind_of_field, "default_error_messages", {}).values()
} | {*NEEDED.values(), *(sentence for _, sentence in NEEDED_TYPED)}
# Characters. A longer label is not put before a specific message, because the message would be overlooked.
LONGEST_NAME = 60


def _named(field: BoundField, message: str) -> str:
    """
    Return an error message for the list of errors at the top of a form, away from the field.

    A message that does not name the field gets the field's label before it. Only a general message (GENERAL) gets a
    label that is a question or longer than LONGEST_NAME.
    """
    label = str(field.label).removesuffix(" (optional)").rstrip(":")
    if label.rstrip("?").lower() in message.lower() or message.startswith("“"):
        return message
    if message in GENERAL:
        joint = " " if label.endswith("?") else ": "
        return f"{label}{joint}{message if joint == ' ' else message[:1].lower() + message[1:]}"
    if label.endswith("?") or len(label) > LONGEST_NAME:
        return message
    return f"{label}: {message}"


@register.simple_tag
def error_list(form: BaseForm | BaseFormSet[Any]) -> list[tuple[str, str]]:
    """Return every error of a form or formset in page order: (id of the control or "", message)."""
    if isinstance(form, BaseFormSet):
        errors = [("", message) for message in faults_of_rows(form)]
        return errors + [
            (target, f"Row {number}, {fault[:1].lower()}{fault[1:]}" if ": " in fault else f"Row {number}: {fault}")
            for number, row_form in enumerate(form, start=1)
            for target, fault in error_list(row_form)
        ]
    errors = [("", str(message)) for message in form.non_field_errors()]
    for field in form:
        first = "_0" if kind(field) in ("radios", "checkboxes", "multi") else ""
        target = "" if field.is_hidden else f"{field.auto_id}{first}"
        errors += [(target, _named(field, message)) for message in faults(field)]
    return errors


@register.filter
def button_class(button: Any) -> str:
    """Return the Design System's classes for a crispy button, without crispy's own; "warning" makes it red."""
    words = [word for word in button.field_classes.split() if not word.startswith("btn")]
    return " ".join(["govuk-button", *("govuk-button--warning" if word == "warning" else word for word in words)])


@register.simple_tag
def tick(field: BoundField) -> SafeString:
    """Return the control of a single checkbox, with the Design System's class."""
    box = deepcopy(field.field.widget)
    box.attrs["class"] = f"govuk-checkboxes__input {box.attrs.get('class', '')}".strip()
    return field.as_widget(widget=box)
