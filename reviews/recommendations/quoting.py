"""The words of a recommendation as an email quotes them: those alone that anybody may read."""

from meetings.models import Takedown, TakedownSubject
from reviews.models import Recommendation


def quoted(recommendation: Recommendation) -> str:
    """
    Return the text of a recommendation, on one line, for an email about it; "" where it is not public.

    SECURITY: an email passes through many hands. It quotes what was handed down with the report of a public review, as
    on its public page; nothing that is drafted, withdrawn or taken down. On one line no word of it is a button of the
    email.
    """
    rows = Recommendation.objects.public().filter(pk=recommendation.pk)
    row = rows.exclude(pk__in=Takedown.objects.gone(TakedownSubject.RECOMMENDATION)).first()
    if row is None or row.is_withdrawn or row.told.is_withdrawn:
        return ""
    return " ".join(row.told.text.split())


def in_an_email(recommendation: Recommendation) -> dict[str, object]:
    """Return the context of an email about a recommendation: `which`, its name, and `recommended`, its words."""
    recommended = quoted(recommendation)
    return {
        "which": "this recommendation" if recommended else recommendation.named_for_public,
        "recommended": recommended,
    }
