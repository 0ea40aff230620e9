"""What the database itself refuses of meetings: triggers, by what they guard."""

from committee import triggers
from meetings.models.triggers import (
    background_documents,
    minutes,
    private_notices,
    published_files,
    substitutes,
    takedowns,
    withheld_papers,
)


def declared(vendor: str) -> list[str]:
    """All of it as SQL for one of the databases."""
    return triggers.conditional(
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
