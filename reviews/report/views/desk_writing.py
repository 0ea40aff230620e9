"""Writing one section: the page, the saves of its scripts every few seconds, and the form of those who have none."""

import datetime as dt

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from committee.models import User
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.writing import WritingPage, number
from reviews.lookup import address_of, crumbs, find_review
from reviews.models import ReportSection, SectionKind
from reviews.report.sections import MADE
from reviews.report.verbs import write_section
from reviews.report.views.section_editor import TEXT, SectionEditor


@planners
def section(request: SignedInRequest, slug: str, kind: str) -> HttpResponseBase:
    """A section of the report, to be written."""
    section = find_section(slug, kind)
    sent = SectionPage(request, section)
    if request.method != "POST":
        return sent.page(section)
    return sent.answer_scripts() if request.POST.get("hand") else sent.take_form()


def find_section(slug: str, kind: str) -> ReportSection:
    """The section of that kind, made where nobody has touched it yet; 404 for any other word."""
    review = find_review(slug)
    if kind not in SectionKind.values:
        raise Http404
    section = review.sections.select_related("assigned_to", "written_by").filter(kind=kind).first()
    section = section or ReportSection(review=review, kind=kind)
    section.review = review
    return section


class SectionPage(WritingPage[ReportSection]):
    """One section, written by several."""

    which = TEXT

    def save(self, html: str) -> ReportSection:
        """By the verb; the review is the one that was found."""
        saved = write_section(
            self.row.review, self.row.kind, text=html, revision=number(self.sent.get("revision", "")), hand=self.hand,
            turn=self.turn, at=timezone.now(), by=self.request.user,
        )  # fmt: skip
        saved.review = self.row.review
        return saved

    def text_of(self, row: ReportSection) -> str:
        """What the section says."""
        return row.text

    def revision_of(self, row: ReportSection) -> str:
        """Its number."""
        return str(row.revision)

    def written(self, row: ReportSection) -> tuple[User | None, dt.datetime | None]:
        """As the section knows."""
        return row.written_by, row.written_at

    def again(self) -> HttpResponseBase:
        """To the same page."""
        return redirect(self.request.path)

    def page(self, row: ReportSection, *, words: str | None = None, status: int = 200, **more: object) -> HttpResponse:
        """The section, or both texts where two have written."""
        review = row.review = self.row.review
        about = {
            "review": review,
            "section": row,
            "editor": SectionEditor.of(row, self.request.user, words=words),
            "made": MADE.get(SectionKind(row.kind), ""),
            "comments": row.comments.select_related("by", "settled_by") if row.pk else [],
            "images": review.images.all(),
            "trail": [*crumbs(review), ("Report", address_of(review, "report"))],
        }
        template = "desk/reviews/section_clash.html" if "clash" in more else "desk/reviews/section.html"
        return render(self.request, template, about | more, status=status)
