"""The council's own list of days: bank holidays, and the days on which it is closed."""

from committee.law.clear_days import DayList
from committee.models import ClosedDay


def day_list() -> DayList:
    """Bank holidays with the council's closures and proclaimed days, as counts of clear days use them (one query)."""
    closed = list(ClosedDay.objects.all())
    return DayList(
        closures={day.day: day.name for day in closed if day.kind == ClosedDay.Kind.CLOSURE},
        proclaimed={day.day: day.name for day in closed if day.kind == ClosedDay.Kind.PROCLAIMED},
    )
