"""A person's life in the council, as dated sentences: what they are, and what they were then."""

from dataclasses import dataclass
from datetime import date

from committee.models import Person, PortfolioRole
from committee.models.dated import Dated


@dataclass(frozen=True)
class Entry:
    """One thing that held for a time; `kind` (seat, division, group, post, portfolio) is its part of the URL."""

    kind: str
    record: Dated
    text: str
    since: date
    until: date | None
    url_of: str = ""

    def holds(self, on: date) -> bool:
        """Return whether the record is in force on that day."""
        return self.record.held_on(on)


def timeline(person: Person) -> list[Entry]:
    """Return everything recorded of `person`, latest first (five queries)."""
    entries: list[Entry] = []

    def add(kind: str, record: Dated, text: str, url_of: str = "") -> None:
        entries.append(Entry(kind, record, text, record.since, record.until, url_of))

    for seat in person.seats.select_related("committee"):
        vote = "" if seat.voting else ", without a vote"
        add("seat", seat, f"{seat.role_label} of the {seat.committee}{vote}", seat.committee.slug)
    for term in person.terms.select_related("division"):
        add("division", term, f"Councillor for {term.division}" if term.division else "Councillor")
    for membership in person.group_memberships.select_related("group"):
        add("group", membership, f"Member of the {membership.group.as_group}")
    for post in person.posts.all():
        acts = ["proper officer"] * post.is_proper_officer + ["monitoring officer"] * post.is_monitoring_officer
        add("post", post, f"{post.title} ({' and '.join(acts)})" if acts else post.title)
    for holding in person.portfolio_holdings.select_related("portfolio"):
        role = "Cabinet Member" if holding.role == PortfolioRole.CABINET_MEMBER else "Cabinet Support Member"
        add("portfolio", holding, f"{role} for {holding.portfolio}")
    return sorted(entries, key=lambda entry: (entry.since, entry.text), reverse=True)
