"""One recommendation as anybody may read it, with the answer of each to whom it is made."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from committee.public_pages.areas import REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import page_or_data
from meetings.models import Takedown, TakedownSubject
from reviews.answers.standing import progress_told
from reviews.models import Recommendation
from reviews.public_gate import refuse_recommendation
from reviews.recommendations.answers import standing
from reviews.recommendations.views import public_data as data


@kept_page(REVIEWS)
def recommendation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one recommendation: its words, its addressees, their answers and how long those took."""
    down = Takedown.objects.gone(TakedownSubject.RECOMMENDATION).filter(subject_id=OuterRef("pk"))
    rows = Recommendation.objects.public().with_told_answers().annotate(is_down=Exists(down))
    made: Any = rows.filter(review__slug=slug, number=number).first()
    if made is None or made.is_down:
        refuse_recommendation(slug, number)
        raise Http404
    today = timezone.localdate()
    (status,) = standing([made], today)
    context = {"asked": status, "review": made.review, "progress": progress_told([status], today)}
    return page_or_data(request, "public/reviews/recommendation.html", context, data.recommendation)
