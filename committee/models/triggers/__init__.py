"""Refusals by the database itself, of the register and the trail: triggers and exclusion constraints."""

from committee.database import triggers
from committee.models.triggers import executive_and_scrutiny, one_at_a_time, signed_links, watched
from committee.public_pages import triggers as page_stamp

APPEND_ONLY = ("committee_auditentry", "committee_accessevent", "committee_trailseal")


def declared(vendor: str) -> list[str]:
    """Return all of the app's triggers and constraints as SQL for one of the databases."""
    return [
        *triggers.append_only(vendor, *APPEND_ONLY),
        *triggers.conditional(vendor, (*executive_and_scrutiny.CONDITIONS, *signed_links.CONDITIONS)),
        *one_at_a_time.declared(vendor),
        *page_stamp.declared(vendor, watched.WATCHED, first=True),
    ]
