"""Field for a month of a year, in two boxes as in the GOV.UK Design System: "3" or "March", and "2027" or "27"."""

import datetime as dt
from calendar import monthrange
from typing import Any

from django import forms

from committee.forms.fields import EARLIEST
from committee.wording.dates import MONTHS, month_and_year

NO_MONTH = "Enter the month too, such as 3 for March."
NO_SUCH_MONTH = "Enter the month as a number from 1 to 12."
NO_YEAR = "Enter the year too."
NO_SUCH_YEAR = "Enter the year in four figures."
YEARS = range(EARLIEST.year, 2200)
MOST_YEARS = 10  # years ahead: a later year counts as mistyped
SPELT = 3  # number of first letters by which each month's name differs from all others


class MonthWidget(forms.MultiWidget):
    """Two boxes, for month and year. Their placeholder lets the style sheet select boxes that are empty."""

    def __init__(self) -> None:
        plain = {"inputmode": "numeric", "placeholder": " "}
        month = forms.TextInput(plain | {"class": "govuk-input--width-2", "data-label": "Month"})
        year = forms.TextInput(plain | {"class": "govuk-input--width-4", "data-label": "Year"})
        super().__init__({"month": month, "year": year})

    def decompress(self, value: Any) -> list[Any]:
        """Return the month and the year of a day, for the two boxes."""
        return [value.month, value.year] if value else ["", ""]


class MonthField(forms.MultiValueField):
    """A month, whose value is its last day; None where both boxes of an optional field are empty."""

    widget = MonthWidget

    def __init__(self, **kwargs: Any) -> None:
        boxes = (forms.CharField(required=False), forms.CharField(required=False))
        super().__init__(fields=boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dt.date | None:
        """Return the month's last day, None for empty boxes. Raises ValidationError for an invalid month or year."""
        month, year = data_list or ("", "")
        if not (month or year):
            return None
        number, of_year = _month(month), _year(year)
        return dt.date(of_year, number, monthrange(of_year, number)[1])


def refuse_month(form: forms.Form, name: str, on: dt.date) -> None:
    """Add an error to the month field `name` where its month ended before the day `on`, or is too many years ahead."""
    typed, latest = form.cleaned_data.get(name), on.year + MOST_YEARS
    if typed and typed < on:
        form.add_error(name, f"Enter {month_and_year(on)} or a later month.")
    elif typed and typed.year > latest:
        form.add_error(name, f"Enter a year that is not after {latest}.")


def _month(typed: str) -> int:
    if not typed:
        raise forms.ValidationError(NO_MONTH)
    spelt = typed.casefold().rstrip(".")
    for number, name in enumerate(MONTHS, 1):
        if typed in (str(number), f"{number:02}") or (len(spelt) >= SPELT and name.startswith(spelt)):
            return number
    raise forms.ValidationError(NO_SUCH_MONTH)


def _year(typed: str) -> int:
    if not typed:
        raise forms.ValidationError(NO_YEAR)
    if not (typed.isascii() and typed.isdigit() and len(typed) in (2, 4)):
        raise forms.ValidationError(NO_SUCH_YEAR)
    year = int(typed) + (2000 if len(typed) == 2 else 0)
    if year not in YEARS:
        raise forms.ValidationError(NO_SUCH_YEAR)
    return year
