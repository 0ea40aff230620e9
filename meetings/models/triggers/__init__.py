"""Database triggers on the tables of meetings: they refuse changes, and mark public pages as stale."""

from committee.database import triggers
from committee.public_pages import triggers as page_stamp
from meetings.models.triggers import (
    background_documents,
    minutes,
    private_notices,
    published_files,
    substitutes,
    takedowns,
    watched,
    withheld_papers,
)


def declared(vendor: str) -> list[str]:
    """Return the SQL of all triggers for a database of `vendor` (Django's `connection.vendor`)."""
    refused = triggers.conditional(
        vendor,
        (
            *substitutes.CONDITIONS,
            *withheld_papers.CONDITIONS,
            *takedowns.conditions(),
            *minutes.conditions(),
            *background_documents.CONDITIONS,
            *private_notices.CONDITIONS,
            *published_files.CONDITIONS,
        ),
    )
    return [*refused, *page_stamp.declared(vendor, watched.WATCHED)]
