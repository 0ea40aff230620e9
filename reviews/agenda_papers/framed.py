"""The frame that papers of a review for its committee have in common."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from committee.wording.dates import long_date
from reviews.models import Addressee, Recommendation, Review
from reviews.prints.content import Document, Front, Node


def paper(short: str, kind: str, review: Review, on: dt.date, body: Sequence[Node]) -> Document:
    """
    Return a paper on a review to the committee that monitors it; `short` names the file, `kind` stands over its title.
    """
    title = review.title_for_public
    front = Front(kind, title, (str(review.monitored_by), long_date(on)))
    return Document(f"{short}: {title}", front, tuple(body), on, running=f"{short}, {title}")


def by_recommendation[Row](
    rows: Iterable[Row], addressee_of: Callable[[Row], Addressee]
) -> Iterator[tuple[Recommendation, list[Row]]]:
    """Yield rows about addressees under their recommendations, whose words are then printed once; order is kept."""
    for _, group in groupby(rows, lambda row: addressee_of(row).recommendation_id):
        group_rows = list(group)
        yield addressee_of(group_rows[0]).recommendation, group_rows
