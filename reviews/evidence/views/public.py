"""Published evidence, for anybody: of what has a redacted copy that alone, nothing withdrawn or forgotten."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from committee.files import files
from committee.public_pages.areas import REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import Data, Page, absolute, page_or_data
from reviews.models import Evidence


def _find(slug: str, number: int) -> Evidence:
    rows = Evidence.objects.public().select_related("review", "file__stored", "redacted__stored")
    return get_object_or_404(rows, review__slug=slug, number=number)


@kept_page(REVIEWS)
def evidence(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One published piece of evidence."""
    piece = _find(slug, number)
    review = piece.review
    way = [("Reviews", reverse("public:reviews")), (review.title_for_public, reverse("public:review", args=[slug]))]
    page = {"evidence": piece, "review": review, "trail": way}
    return page_or_data(request, "public/reviews/evidence.html", page, _as_data)


def _as_data(page: Page) -> Data:
    piece, review = page["evidence"], page["review"]
    file = reverse("public:review-evidence-file", args=[review.slug, piece.number]) if piece.public_file else ""
    return {
        "review": review.title_for_public,
        "reference": piece.reference,
        "title": piece.title,
        "kind": piece.get_kind_display(),
        "from": piece.from_whom_in_public,
        "received": piece.received_on,
        "is_redacted": piece.has_redacted_copy,
        "text": "" if file else piece.public_text,
        "file": absolute(file),
    }


def evidence_file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Send the file that anybody may read."""
    piece = _find(slug, number)
    file = piece.public_file
    if file is None or file.stored is None:
        raise Http404
    return files.send(request, file.stored, files.file_name(slug, piece.reference), private=False)
