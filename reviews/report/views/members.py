"""The draft report for the panel, to read and to comment on in the margin."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.richtext import prose
from committee.views.acting import Data, answered
from reviews.evidence.bundle import my_crumbs, panel_members
from reviews.models import ReportSection, Review, SectionComment, SectionKind
from reviews.report import verbs
from reviews.report.forms import CommentForm


@panel_members
def draft(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """
    Show the draft report, section by section.

    SECURITY: raises Http404 for anybody who may not read the draft (`may_read_draft`).
    """
    on = timezone.localdate()
    review = Review.objects.readable_by(request.user, on).with_facts().filter(slug=slug).first()
    if review is None or not verbs.may_read_draft(review, request.user, on):
        raise Http404
    sections = review.sections.prefetch_related(
        Prefetch("comments", SectionComment.objects.select_related("by", "settled_by"))
    )
    written = {section.kind: section for section in sections}
    lines = [_line(request, kind, written.get(kind)) for kind in SectionKind]
    posted = next((line for line in lines if line["form"].is_bound), None)
    if posted is not None:
        section_url = f"{reverse('members:review-report', args=[review.slug])}#{posted['kind']}"

        def take(data: Data) -> str:
            verbs.comment_on_section(review, posted["kind"], **data, at=timezone.now(), by=request.user)
            return "Your comment is with the scrutiny officer."

        if answer := answered(request, posted["form"], take, then=section_url, field="quoted"):
            return answer
    context = {"review": review, "lines": lines, "form": posted["form"] if posted else None, "trail": my_crumbs(review)}
    refused = posted is not None and not posted["form"].is_valid()
    return render(request, "members/review_report.html", context, status=422 if refused else 200)


def _line(request: SignedInRequest, kind: SectionKind, section: ReportSection | None) -> dict[str, Any]:
    """Return a section with the panel's comments and the form for another comment."""
    sent = request.method == "POST" and f"{kind}-text" in request.POST
    form = CommentForm(request.POST if sent else None, prefix=str(kind))
    body = prose.html(section.text if section else "", level=3)
    return {"kind": kind, "body": body, "comments": section.comments.all() if section else [], "form": form}
