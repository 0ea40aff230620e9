"""The steps from an empty portal to its first published agenda, each with what is missing of it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from committee.models import AuditEntry, Committee, Council, Seat
from committee.public_pages.theme import BAND
from committee.register.council import TRIED_MAIL
from committee.register.missing import Lack

OF_COMMITTEES = ("register:committee-appoint", "register:committee", "register:committee-leave")


@dataclass(frozen=True)
class SetUpStep:
    """
    One step: its title, and the gap to close or the page to open next.

    - `is_done`: whether nothing is missing
    - `is_optional`: whether an agenda can be published without this step
    """

    title: str
    next: Lack
    is_done: bool
    is_optional: bool


@dataclass(frozen=True)
class _Plan:
    """A step's title, hint and page; the pages on which its gaps are mended; whether its own rows exist."""

    title: str
    hint: str
    url: str
    gaps: Collection[str] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    administrators: bool = False
    is_begun: bool = True
    is_optional: bool = False

    def step(self, lacks: list[Lack]) -> SetUpStep:
        """Return the step, with the first of its gaps among `lacks`."""
        own = Lack(self.hint, self.title, self.url, self.kwargs, self.administrators)
        gap = next((lack for lack in lacks if lack.url in self.gaps), None)
        return SetUpStep(self.title, gap or own, self.is_begun and gap is None, self.is_optional)


def steps(lacks: list[Lack]) -> list[SetUpStep]:
    """Return every step in the order of the work, given all gaps of the register (four queries)."""
    council = Council.current()
    has_look = bool(council.crest_id) or council.brand_colour.lower() != BAND
    tried = AuditEntry.objects.filter(did=TRIED_MAIL).exists()
    meets = Committee.objects.filter(meetings__isnull=False).exists()
    hint = "Name, contact, offices, wording of resolutions, format of dates."
    plans = [
        _Plan("The council", hint, "register:council", ["register:council"], administrators=True),
        _Plan("Crest and colours", "In the header of every page and on front sheets.", "register:look",
              administrators=True, is_begun=has_look, is_optional=True),
        _Plan("Email", "Send one to yourself, to see that it arrives.", "register:mail-try",
              administrators=True, is_begun=tried),
        _Plan("People", "Councillors and officers, from a spreadsheet.", "register:import-kind",
              ["register:import-kind"], {"kind": "people"}),
        _Plan("Proper officer", "Who signs agendas and notices.", "register:people", ["register:people"]),
        _Plan("Committees", "Names, quorums and usual times.", "register:committees", ["register:committee-new"]),
        _Plan("Members of committees", "Who sits where, from a spreadsheet.", "register:import-kind", OF_COMMITTEES,
              {"kind": "seats"}, is_begun=Seat.objects.exists()),
        _Plan("Venues", "Where meetings are held.", "register:venues", ["register:venue-new"]),
        _Plan("Year and closed days", "Closed days do not count as clear days.", "register:years",
              ["register:year-new", "register:closed-day-new"]),
        _Plan("Calendar", "The year’s meetings, from a spreadsheet. They are a draft at first.", "register:import-kind",
              ["desk:calendar-publish"], {"kind": "calendar"}, is_begun=meets),
        _Plan("Sign-ins and roles", "Clerks, members and officers.", "register:sign-ins", ["register:sign-ins"],
              administrators=True),
    ]  # fmt: skip
    return [plan.step(lacks) for plan in plans]
