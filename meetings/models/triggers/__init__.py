"""What the database itself refuses of meetings: triggers, by what they guard."""

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
    """All of it as SQL for one of the databases."""
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
