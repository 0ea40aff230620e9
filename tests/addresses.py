"""
Every address of the portal, its blanks filled from a world in which it has something to show.

A new one is found in the URLconf by itself. What stands in its path is said in `addresses.py` of its app, whom it is
for in `audiences.py`.
"""

import re
from dataclasses import dataclass, field

from committee.models import Committee, Council, MunicipalYear, User, Venue
from committee.sign_in import calendar_links
from meetings.packs import large_print, thumbnails
from tests.audiences import BY_NAME, BY_NAMESPACE, PLANNED, PLANNERS
from tests.committee import addresses as portal_addresses
from tests.meetings import addresses as meeting_addresses
from tests.meetings import publishing as worlds
from tests.reviews import addresses as review_addresses
from tests.urlconf import OURS, PAGE_OF_THING
from tests.workprogramme import addresses as programme_addresses

# What answers a GET with something else than a page: acts that are only posted, and signposts.
POSTED_ONLY = frozenset(
    {
        *("desk:items-order", "desk:item-move", "desk:paper-chase", "desk:calendar-next-year"),
        *("desk:paper-to-follow", "desk:paper-accept", "officers:paper-accept", "desk:review-evidence-accept"),
        *("desk:action-remind", "desk:complaint-acknowledge", "desk:takedown-make-again"),
        "desk:recording-captions-remove",
        *("public:signed-link-renew", "public:signed-link-copy"),
        *("desk:search-terms-remove", "desk:search-rare-clear", "register:old-address-delete"),
        *("members:calendar-link-new", "members:calendar-link-end", "members:note-new", "members:note-delete"),
        "members:paper-mark",
        *("members:device-exempt-paper", "members:device-exempt-picture"),
        *("desk:review-point-up", "desk:review-question-up"),
        *("desk:programme-suggestion-acknowledge", "desk:programme-item-order"),
        *("desk:programme-outcome-ask", "desk:programme-outcome-reopen", "officers:outcome-reopen"),
        *("desk:agenda-prepare", "desk:agenda-accept", "desk:supplement-preview"),
        *("desk:pack-build", "desk:large-print-build", "desk:agenda-notify-again"),
        *("desk:minutes-open", "desk:meeting-begin", "desk:attendance-everybody", "desk:public-readmit"),
        *(f"desk:room-{act}" for act in ("catch-up", "clock", "item-reach", "item-done", "person-act")),
        *(f"desk:resolution-{act}" for act in ("as-recommended", "withdraw", "agree")),
        *("desk:meeting-adjourn", "desk:limb-due-day"),
        *("desk:breach-remove", "desk:minutes-correction-remove", "desk:referral-place", "desk:referral-again"),
        *("desk:review-checker-send", "desk:review-checker-revoke"),
        *("desk:absence-elsewhere-remove", "desk:takedown-make-again"),
        "desk:review-writer-ask",
        *("desk:room-plan-record", "desk:room-interest-record"),
    }
)
SIGNPOSTS = frozenset(
    {
        *("start", "password", "desk:calendar-this-year", "desk:pack-progress", "desk:agenda-building", "desk:room"),
        *("desk:supplement-progress", "desk:large-print-progress"),
        "desk:programme-print-of-meeting",
        "desk:meeting-reopen",  # nothing to reopen while the meeting goes on
        *("public:page-file", "members:page-file"),
        *("public:print-file", "members:print-file"),  # of nothing chosen
        *("public:reading-part", "public:reading-part-json", "members:reading-part"),  # of page 1, which has none
        "public:recommendations-json-before",
    }
)


@dataclass(frozen=True)
class Address:
    """One address of the URLconf: its full name, its pattern, and the values that make it real here."""

    name: str
    pattern: str
    values: dict[str, str] = field(hash=False, default_factory=dict)

    def path(self, **other: str) -> str:
        """Return the path, with some values replaced."""
        values = {**self.values, **other}
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], self.pattern)

    @property
    def blanks(self) -> list[tuple[str, str]]:
        """Converter and name of each value that the pattern wants."""
        return re.findall(r"<(?:(\w+):)?(\w+)>", self.pattern)

    @property
    def audience(self) -> frozenset[str] | None:
        """Who it is for; None where nobody has said."""
        if self.name.startswith(PLANNED) and self.name not in BY_NAME:
            return PLANNERS
        return BY_NAME.get(self.name) or BY_NAMESPACE.get(self.name.partition(":")[0] if ":" in self.name else "")


def every_address(
    safeguarding: Committee, year: MunicipalYear, venue: Venue, clerk: User, officer: User, member: User
) -> list[Address]:
    """Make the world of these addresses, and fill them."""
    world = worlds.make(safeguarding, clerk, officer)
    Council.objects.update(exempt_on_devices=True)
    for edition in large_print.EDITIONS:
        large_print.build(world.meeting, edition, at=worlds.PUBLISHED)
    for pack in world.coming.packs.all():
        thumbnails.draw(pack.stored)
    special = portal_addresses.values(safeguarding, venue, member, officer, clerk)
    special |= meeting_addresses.values(world, safeguarding, clerk, officer, member)
    special |= programme_addresses.values(safeguarding, year, clerk, officer)
    special |= programme_addresses.link_values(safeguarding, member, clerk)
    special |= review_addresses.values(safeguarding, clerk)
    special["public:sitemap-section"] = {"section": "meetings"}
    special["public:own-calendar"] = {"token": calendar_links.make_calendar_link(at=worlds.PUBLISHED, by=member)}
    # An act is where the page of its thing is, and data are where their page is.
    return [
        Address(name, pattern, meeting_addresses.usual_values(page, world) | special.get(page, of_thing))
        for name, pattern in OURS
        for page in (name if name in special else name.removesuffix("-json"),)
        for of_thing in (special.get(PAGE_OF_THING[name], {}),)
    ]
