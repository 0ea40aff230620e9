"""The report of a review on the desk: its sections, what is said of them, its files, and earlier texts compared."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.forms.fields import ConfirmForm
from committee.permissions import planners, runs_the_desk
from committee.requests import SignedInRequest
from committee.richtext import cleaning
from committee.richtext.diff import by_word
from committee.views.acting import Data, ask, chosen, typed
from reviews.lookup import act_on, address_of, crumbs, find_parent, find_review, sections_of
from reviews.models import DRAFTED, ReportSection, Review, SectionComment, SectionRevision
from reviews.prints import page
from reviews.prints.sending import send_private
from reviews.report import comments, covering, images, left_out, making, verbs
from reviews.report.forms import AssignForm, ImageForm, SettleForm
from reviews.report.handing_down import document_of
from reviews.report.sections import statuses
from reviews.report.views.desk_writing import find_section


def _trail(review: Review) -> list[tuple[str, str]]:
    return [*crumbs(review), ("Report", address_of(review, "report"))]


def _about(review: Review, heading: str) -> dict[str, Any]:
    """What the pages of these acts have in common."""
    return act_on(review, heading, address_of(review, "report"), trail=_trail(review))


@planners
def report(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The report as it is being written: each section with who writes it, and its files."""
    review = find_review(slug)
    versions = review.report_versions.select_related("made_by", "step").defer("document")  # some megabytes each
    waiting = SectionComment.objects.filter(section__review=review, state="open").select_related("section", "by")
    context = {
        "review": review,
        "can_issue": review.state in DRAFTED,
        "takes_down": review.is_public and runs_the_desk(request.user, timezone.localdate()),
        "left_out": left_out.withheld_evidence(review),
        "untold": left_out.untold(review),
        "statuses": statuses(review),
        "comments": waiting,
        "versions": versions.order_by("-number"),
        "sections": sections_of(review, "desk:review-report"),
        "trail": crumbs(review),
    }
    return render(request, "desk/reviews/report.html", context)


@planners
def report_draft(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole draft on one page, as it would be printed."""
    review = find_review(slug)
    draft = making.as_it_stands(review, timezone.localdate())
    context = {"review": review, "body": page.body_html(draft), "front": draft.front, "trail": _trail(review)}
    return render(request, "desk/reviews/report_draft.html", context)


@planners
def report_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """The report as it stands now, as PDF or Word document."""
    review = find_review(slug)
    document = making.as_it_stands(review, timezone.localdate())
    return send_private(document, suffix, "report", review.slug, print_with=partial(making.drafted, review))


@planners
def schedule_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """The schedule of recommendations as PDF or Word document."""
    review = find_review(slug)
    return send_private(covering.schedule(review, on=timezone.localdate()), suffix, "schedule", review.slug)


@planners
def covering_file(request: HttpRequest, slug: str, pk: int, suffix: str) -> HttpResponseBase:
    """The covering report to one of the committees as PDF or Word document."""
    review = find_review(slug)
    parent = find_parent(review, pk)
    document = covering.covering_report(parent, on=timezone.localdate())
    return send_private(document, suffix, "covering-report", review.slug, parent.committee.slug)


@planners
def version_file(request: HttpRequest, slug: str, number: int, suffix: str) -> HttpResponseBase:
    """A report as it was issued, as PDF or Word document."""
    review = find_review(slug)
    version = review.report_versions.filter(number=number).first()
    if version is None:
        raise Http404
    words = ("report", review.slug, f"version-{number}")
    return send_private(document_of(version), suffix, *words, print_with=partial(making.issued, version))


@planners
def section_assign(request: SignedInRequest, slug: str, kind: str) -> HttpResponseBase:
    """Say who writes a section."""
    section = find_section(slug, kind)
    review = section.review

    def assign(data: Data) -> str:
        verbs.assign_section(review, kind, to=data["to"], by=request.user)
        return f"{data['to']} writes it." if data["to"] else "No one is assigned to it."

    return ask(
        request, AssignForm(typed(request), section=section), assign,
        **_about(review, f"Who writes “{section.get_kind_display()}”"),
        field="to",
    )  # fmt: skip


@planners
def section_history(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The earlier texts of a section, and the words that differ between one of them and the text as it stands."""
    section = find_section(slug, kind)
    revisions = list(section.revisions.select_related("written_by").order_by("-revision")) if section.pk else []
    earlier = _earlier(revisions, request.GET.get("since", ""))
    pieces = by_word(cleaning.plain(earlier.text), cleaning.plain(section.text)) if earlier else []
    context = {
        "review": section.review, "section": section, "revisions": revisions, "chosen": earlier, "pieces": pieces,
        "trail": _trail(section.review),
    }  # fmt: skip
    return render(request, "desk/reviews/section_history.html", context)


def _earlier(revisions: list[SectionRevision], asked: str) -> SectionRevision | None:
    """The earlier text that was asked for, else the one before the last."""
    before = revisions[1] if len(revisions) > 1 else None
    return next((one for one in revisions if str(one.revision) == asked), before)


@planners
def comment(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Deal with a comment in the margin."""
    review = find_review(slug)
    margin = SectionComment.objects.select_related("section", "by").filter(section__review=review)
    comment = margin.filter(pk=pk).first()
    if comment is None:
        raise Http404
    section: ReportSection = comment.section
    section.review = review

    def settle(data: Data) -> str:
        comments.settle_comment(comment, reply=data["reply"], at=timezone.now(), by=request.user)
        return "The comment is closed."

    return ask(
        request, SettleForm(typed(request)), settle, then=address_of(review, "section", section.kind),
        template="desk/act.html", caption=f"{review.title}: {section.get_kind_display()}",
        heading=f"Comment by {comment.by}", lead=comment.text, trail=_trail(review),
        back=address_of(review, "section", section.kind), field="reply",
    )  # fmt: skip


@planners
def image_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Add a picture to the report."""
    review = find_review(slug)

    def add(data: Data) -> str:
        image = images.add_image(
            review, data=data["file"].read(), alt=data["alt"], caption=data["caption"], by=request.user
        )
        return f"The picture is added: write [image {image.number}] in a paragraph of its own where it should appear."

    return ask(
        request, ImageForm(typed(request), chosen(request)), add,
        **_about(review, "Add a picture"), field="file",
    )  # fmt: skip


@planners
def image_remove(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    """Remove a picture from the report."""
    review = find_review(slug)
    image = review.images.filter(number=number).first()
    if image is None:
        raise Http404
    image.review = review

    def remove(data: Data) -> str:
        images.remove_image(image, by=request.user)
        return "The picture is removed."

    return ask(
        request, ConfirmForm(typed(request), button="Remove the picture"), remove,
        **_about(review, f"Remove image {number}?"), lead=image.alt,
    )  # fmt: skip
