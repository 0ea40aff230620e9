"""Desk pages of a review's report: sections, comments, writing, files, issue, and comparison of earlier texts."""

from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.forms.shown import showing
from committee.models import User
from committee.richtext import cleaning
from committee.richtext.diff import by_word
from committee.views.acting import Data, ask, chosen, typed
from committee.views.writing import WritingPage, number
from committee.wording.dates import to_the_second
from reviews import leak_check
from reviews.act_pages import Page, act_on, act_page, confirm, page
from reviews.findings.missing import missing
from reviews.lookup import address_of, crumbs, of_parent, of_review, of_row, page_of
from reviews.models import (
    DRAFTED,
    CommentState,
    Parent,
    ReportImage,
    ReportSection,
    ReportVersion,
    Review,
    SectionComment,
    SectionKind,
    SectionRevision,
)
from reviews.prints.page import body_html
from reviews.prints.sending import send_private
from reviews.privacy import personal_data_in
from reviews.report import covering, from_rows, issuing, left_out, verbs
from reviews.report.forms import AssignForm, ImageForm, IssueForm, LeftOutForm, SettleForm
from reviews.report.issuing import document_of, issue_report
from reviews.report.verbs import write_section

# Hints on the parts of a section that are made from rows.
MADE = {
    SectionKind.FOREWORD: "The signature is filled in from the panel.",
    SectionKind.CONCLUSIONS: "The recommendations are filled in from the list of recommendations.",
    SectionKind.SCOPE: "The points of the scope, and who agreed them, are filled in from the Scope page.",
    SectionKind.FINDINGS: "The findings and the published tables are filled in from the Findings and Figures pages.",
    SectionKind.MEMBERSHIP: "The table of members and their interests is filled in from the panel.",
    SectionKind.METHODS: "The review’s dates are filled in from its steps, and who was heard from the Sessions page.",
}


@of_review
def report(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Show the report as it is written: each section with its writer, the open comments, and the issued versions."""
    versions = review.report_versions.select_related("made_by", "step").defer("document")  # megabytes of JSON each
    waiting = SectionComment.objects.filter(section__review=review, state="open").select_related("section", "by")
    context = {
        **page_of(review, "report"),
        "can_issue": review.state in DRAFTED,
        "takes_down": review.is_public and runs_the_desk(request.user, timezone.localdate()),
        "left_out": left_out.withheld_evidence(review),
        "untold": left_out.untold(review),
        "statuses": _sections(review),
        "comments": waiting,
        "versions": versions.order_by("-number"),
    }
    return render(request, "desk/reviews/report.html", context)


def _sections(review: Review) -> list[dict[str, Any]]:
    """Return all sections in the report's order, begun or not, with counts of words and open comments, in one query."""
    count_open = Count("comments", filter=Q(comments__state=CommentState.OPEN))
    rows = review.sections.select_related("assigned_to").annotate(open_comments=count_open)
    written = {section.kind: section for section in rows}
    sections = [written.get(kind) or ReportSection(review=review, kind=kind) for kind in SectionKind]
    return [
        {
            "section": section,
            "words": len(cleaning.plain(section.text).split()),
            "comments": getattr(section, "open_comments", 0),
            "made": MADE.get(SectionKind(section.kind), ""),
        }
        for section in sections
    ]


@of_review
def report_draft(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Return the whole draft on one page, as it would be printed."""
    draft = issuing.as_it_stands(review, timezone.localdate())
    context = {"review": review, "body": body_html(draft), "front": draft.front, "trail": crumbs(review, "report")}
    return render(request, "desk/reviews/report_draft.html", context)


@of_review
def report_file(request: HttpRequest, review: Review, suffix: str) -> HttpResponseBase:
    """Return the present report as PDF or Word document."""
    document = issuing.as_it_stands(review, timezone.localdate())
    return send_private(document, suffix, "report", review.slug, print_with=partial(issuing.drafted, review))


@of_review
def schedule_file(request: HttpRequest, review: Review, suffix: str) -> HttpResponseBase:
    """Return the schedule of recommendations as PDF or Word document."""
    return send_private(covering.schedule(review, on=timezone.localdate()), suffix, "schedule", review.slug)


@of_parent
def covering_file(request: HttpRequest, parent: Parent, suffix: str) -> HttpResponseBase:
    """Return the covering report to one of the committees as PDF or Word document."""
    document = covering.covering_report(parent, on=timezone.localdate())
    return send_private(document, suffix, "covering-report", parent.review.slug, parent.committee.slug)


@of_row(lambda review: review.report_versions, number="number")
def version_file(request: HttpRequest, version: ReportVersion, suffix: str) -> HttpResponseBase:
    """Return a report as it was issued, as PDF or Word document."""
    words = ("report", version.review.slug, f"version-{version.number}")
    return send_private(document_of(version), suffix, *words, print_with=partial(issuing.issued, version))


@act_page(of_review, verbs.assign_section, "report")
def section_assign(request: SignedInRequest, review: Review, kind: str) -> Page:
    """Assign a section to its writer."""
    section = find_section(review, kind)

    def message(assigned: ReportSection) -> str:
        return f"{assigned.assigned_to} writes it." if assigned.assigned_to else "No one is assigned to it."

    return page(
        AssignForm(typed(request), section=section), f"Who writes “{section.get_kind_display()}”", message=message,
        field="to", values={"kind": kind},
    )  # fmt: skip


@of_review
def section_history(request: HttpRequest, review: Review, kind: str) -> HttpResponseBase:
    """Show the earlier texts of a section, and the differences between a chosen earlier text and the present text."""
    section = find_section(review, kind)
    revisions = list(section.revisions.select_related("written_by").order_by("-revision")) if section.pk else []
    earlier = _earlier(revisions, request.GET.get("since", ""))
    pieces = by_word(cleaning.plain(earlier.text), cleaning.plain(section.text)) if earlier else []
    context = {
        "review": section.review, "section": section, "revisions": revisions, "chosen": earlier, "pieces": pieces,
        "trail": crumbs(section.review, "report"),
    }  # fmt: skip
    return render(request, "desk/reviews/section_history.html", context)


def _earlier(revisions: list[SectionRevision], wanted: str) -> SectionRevision | None:
    """Return the earlier text with revision number `wanted`, otherwise the text before the latest, if any."""
    before = revisions[1] if len(revisions) > 1 else None
    return next((revision for revision in revisions if str(revision.revision) == wanted), before)


of_comment = of_row(
    lambda review: SectionComment.objects.filter(section__review=review).select_related("section__review", "by")
)


@act_page(of_comment, verbs.settle_comment, "report")
def comment(request: SignedInRequest, comment: SectionComment) -> Page:
    """Close a comment in the margin, with a reply."""
    section = comment.section
    back = address_of(section.review, "section", section.kind)
    return page(
        SettleForm(typed(request)), f"Comment by {comment.by}", message="The comment is closed.", lead=comment.text,
        field="reply", caption=f"{section.review.title}: {section.get_kind_display()}", back=back, then=back,
    )  # fmt: skip


@act_page(of_review, verbs.add_image, "report")
def image_new(request: SignedInRequest, review: Review) -> Page:
    """Add a picture to the report."""

    def message(image: ReportImage) -> str:
        return f"The picture is added: write [image {image.number}] in a paragraph of its own where it should appear."

    return page(ImageForm(typed(request), chosen(request)), "Add a picture", message=message, field="file")


@act_page(of_row(lambda review: review.images, number="number"), verbs.remove_image, "report")
def image_remove(request: SignedInRequest, image: ReportImage) -> Page:
    """Remove a picture from the report."""
    heading, message = f"Remove image {image.number}?", "The picture is removed."
    return confirm(request, "Remove the picture", heading, message=message, lead=image.alt)


MISSING = "Something is missing. Complete it first, or enter under “Why?” why the report is issued without it."
UNTOLD = "It cannot be issued before the report says what it leaves out: see “Information left out” on its page."
NOT_DRAFTED = "A report is issued while the review is at “Drafting the report” or “Fact check”."
FOLLOWS = "The report can no longer be changed. For a new version, return the review to “Drafting the report”."
NUMBERS = "Its recommendations keep their numbers."
PUBLIC = "Anyone can read it on the page of the review."
NOT_PUBLIC = "Anyone can read it once the review is published."


@of_review
def issue(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Issue the report. The page shows the recommendations, a link to the report, its gaps, and what follows."""
    is_drafted = review.state in DRAFTED
    lacks = missing(review) if is_drafted else []
    untold = left_out.untold(review) if is_drafted else None
    form = IssueForm(typed(request), lacks=bool(lacks), initial={"on": timezone.localdate()})
    if is_drafted:
        showing(form, issue_report, review)
    words = [text for _, texts in leak_check.of_everything(review) for text in texts]

    def act(data: Data) -> str:
        version = issue_report(review, **data, at=timezone.now(), by=request.user)
        return f"Version {version.number} of the report is issued."

    return ask(
        request, form, act, **act_on(review, "Issue the report", "report"),
        lead=f"The review is at “{review.get_state_display()}”.", field="on",
        points=[*([untold.text] if untold else []), *lacks, *personal_data_in("The report", words)],
        insets=[f"Recommendation {row.number}: {row.text}" for row in from_rows.standing(review) if is_drafted],
        text=_whole(review) if is_drafted else "",
        warning=UNTOLD if untold else MISSING if lacks else "" if is_drafted else NOT_DRAFTED,
        follows=[FOLLOWS, NUMBERS, PUBLIC if review.is_public else NOT_PUBLIC],
    )  # fmt: skip


def _whole(review: Review) -> str:
    return format_html(
        '<a class="govuk-link" href="{}">Read the whole report as it will be issued</a>',
        address_of(review, "report-draft"),
    )


@act_page(of_review, left_out.say_left_out, "report")
def say_left_out(request: SignedInRequest, review: Review) -> Page:
    """Record whether the report would mislead without the evidence that is left out."""
    pieces = left_out.withheld_evidence(review)
    return page(
        LeftOutForm(typed(request), row=review), "Information left out", field="summary",
        message="Saved. The report says what it leaves out.", points=[f"{piece}: {piece.marking}" for piece in pieces],
        lead="The report leaves out this evidence, and says so." if pieces else "No evidence is withheld.",
    )  # fmt: skip


@of_review
def section(request: SignedInRequest, review: Review, kind: str) -> HttpResponseBase:
    """Show a section of the report for writing."""
    section = find_section(review, kind)
    sent = SectionPage(request, section)
    if request.method != "POST":
        return sent.page(section)
    return sent.answer_scripts() if request.POST.get("hand") else sent.take_form()


def find_section(review: Review, kind: str) -> ReportSection:
    """Return the section of that kind, unsaved if nobody has begun it. Raises Http404 for an unknown kind."""
    if kind not in SectionKind.values:
        raise Http404
    return verbs.section_of(review, kind)


class SectionPage(WritingPage[ReportSection]):
    """Page of a section that several people may write."""

    def save(self, html: str) -> ReportSection:
        """Save the typed text of the section with `write_section`."""
        return write_section(
            self.row.review, self.row.kind, text=html, revision=number(self.sent.get("revision", "")), hand=self.hand,
            turn=self.turn, at=timezone.now(), by=self.request.user,
        )  # fmt: skip

    def page(self, row: ReportSection, *, words: str | None = None, status: int = 200, **more: object) -> HttpResponse:
        """Show the section. If somebody else has saved the section since it was opened, show both texts."""
        review = row.review = self.row.review
        about = {
            "review": review,
            "section": row,
            "editor": _editor(row, self.request.user, words),
            "made": MADE.get(SectionKind(row.kind), ""),
            "comments": row.comments.select_related("by", "settled_by") if row.pk else [],
            "images": review.images.all(),
            "trail": crumbs(review, "report"),
        }
        template = "desk/minutes/clash.html" if "clash" in more else "desk/reviews/section.html"
        return render(self.request, template, about | more, status=status)


def _editor(section: ReportSection, user: User, words: str | None) -> dict[str, Any]:
    """Return the editor of a section as context of `desk/minutes/_editor.html`. `words` are typed but not saved."""
    review = section.review
    tables = review.figures.exclude(published_at=None).order_by("number")
    inserts = [
        ("Footnote", "^[]", "Write the note between the brackets"),
        *((f"Picture {image.number}", f"[image {image.number}]", image.alt) for image in review.images.all()),
        *((f"Table {table.number}", f"[table {table.number}]", table.title) for table in tables),
    ]
    return {
        "name": f"section-{section.kind}",
        "heading": str(section),
        "label": "What the section says",
        "url": address_of(review, "section", section.kind),
        "which": SectionPage.which,
        "writer": user.pk,
        "words": cleaning.plain(section.text) if words is None else words,
        "stays_plain": words is not None,  # the plain form sent this text, so show it in the plain form again
        "html": cleaning.clean(section.text),
        "revision": str(section.revision),
        "saved": to_the_second(section.written_at, timezone.localdate()) if section.text else "",
        "inserts": [{"label": label, "text": text, "title": title} for label, text, title in inserts],
    }
