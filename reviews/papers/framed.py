"""The frame that papers of a review for its committee have in common."""

import datetime as dt
from collections.abc import Sequence

from committee.dates import long_date
from reviews.models import Review
from reviews.prints.content import Document, Front, Node


def paper(short: str, kind: str, review: Review, on: dt.date, body: Sequence[Node]) -> Document:
    """A paper on a review to the committee that monitors it; `short` names the file, `kind` stands over its title."""
    title = review.title_for_public
    front = Front(kind, title, (str(review.monitored_by), long_date(on)))
    return Document(f"{short}: {title}", front, tuple(body), on, running=f"{short}, {title}")
