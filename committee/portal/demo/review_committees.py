"""Where the demonstration's review came before its committees: on the agenda of 21 April 2022, as the source has it."""

import datetime as dt

from committee.models import User
from committee.portal.demo.programme import noon
from meetings.models import Paper
from reviews.agenda_papers import verbs
from reviews.models import PaperPurpose, Review

AGENDA, TITLE = dt.date(2022, 4, 21), "Sexual Harassment in Education"


def load_papers(review: Review, by: User) -> None:
    """Name the paper of that agenda as the report; nothing where the meeting was not loaded."""
    papers = Paper.objects.filter(item__meeting__date=AGENDA, item__title__contains=TITLE, of_review__isnull=True)
    for parent in review.parents.filter(committee__meetings__date=AGENDA):
        paper = papers.filter(item__meeting__committee=parent.committee_id).order_by("position").first()
        if paper:
            verbs.name_paper(parent, PaperPurpose.REPORT, paper, at=noon(AGENDA), by=by)
