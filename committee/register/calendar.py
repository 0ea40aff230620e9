"""The council's own list of days: bank holidays, and the days on which it is closed."""

from collections.abc import Iterable

from committee.law.clear_days import DayList
from committee.models import ClosedDay


def day_list(rows: Iterable[ClosedDay] | None = None) -> DayList:
    """Return the bank holidays and the closed days `rows`. Without `rows`, one query reads all closed days."""
    closed = list(ClosedDay.objects.all() if rows is None else rows)
    return DayList(
        closures={day.day: day.name for day in closed if day.kind == ClosedDay.Kind.CLOSURE},
        proclaimed={day.day: day.name for day in closed if day.kind == ClosedDay.Kind.PROCLAIMED},
    )
