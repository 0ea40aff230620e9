"""Triggers and exclusion constraints by which the database itself protects the register and the trail."""

from committee.database import triggers
from committee.models.triggers import executive_and_scrutiny, one_at_a_time, signed_links, watched
from committee.public_pages import triggers as page_stamp

APPEND_ONLY = ("committee_auditentry", "committee_accessevent", "committee_trailseal")


def declared(vendor: str) -> list[str]:
    """Return the SQL of all the app's triggers and exclusion constraints, for the database `vendor`."""
    return [
        *triggers.append_only(vendor, *APPEND_ONLY),
        *triggers.conditional(vendor, (*executive_and_scrutiny.CONDITIONS, *signed_links.CONDITIONS)),
        *one_at_a_time.declared(vendor),
        *page_stamp.declared(vendor, watched.WATCHED, first=True),
    ]
