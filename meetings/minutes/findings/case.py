"""The case that findings look at: some minutes with their entries, read once."""

from dataclasses import dataclass
from datetime import date

from committee.richtext import cleaning
from meetings.agendas.preflight.checks import Where
from meetings.models import Meeting, Minute, Minutes

DECISIONS, DRAFT = "decisions", "draft"


@dataclass(frozen=True)
class Case:
    """Minutes, the day, the act, and their entries with items, rulings, resolutions and limbs at hand."""

    minutes: Minutes
    on: date
    act: str
    entries: list[Minute]

    @classmethod
    def of(cls, minutes: Minutes, on: date, act: str) -> "Case":
        """Read it: six queries."""
        row = Minutes.objects.select_related("meeting__committee", "presiding").get(pk=minutes.pk)
        entries = row.entries.select_related("item__ruling__chairman")
        entries = entries.prefetch_related("resolutions__limbs", "resolutions__exclusion__excluded")
        return cls(row, on, act, list(entries))

    def at(self, page: str, meeting: Meeting | None = None) -> Where:
        """Return a page of the desk about these minutes, or another meeting's."""
        row = meeting or self.minutes.meeting
        return f"desk:{page}", {"committee": row.committee.slug, "meeting": row.slug}

    def at_text(self, entry: Minute) -> Where:
        """Return the page where a minute is written."""
        name, kwargs = self.at("minute-text")
        return name, {**kwargs, "pk": entry.pk}

    def at_times(self, entry: Minute) -> Where:
        """Return the page for recording whether and when an item was taken."""
        name, kwargs = self.at("room-item-minuted")
        return name, {**kwargs, "pk": entry.pk}

    @staticmethod
    def says_something(entry: Minute) -> bool:
        """Return whether anything would be printed under a minute's heading: text, or a motion that was put."""
        put = any(resolution.limbs.all() and resolution.result != "pending" for resolution in entry.resolutions.all())
        return put or not cleaning.is_empty(entry.text)
