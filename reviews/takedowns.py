"""
Takedowns of a published review, or of a part of a review (R60; UK GDPR art 5 and 17).

The parts are a recommendation, an answer, an entry of progress, a finding and a section of the report.

- A takedown moves the words out of their rows. Page, register, CSV and JSON then show the note of the takedown.
- When the takedown ends, the words return.
- Agenda papers that contain the words are taken down too, each with a separate takedown.
- A review that is taken down is on no public page: `Review.objects.public()` leaves the review out, and its URLs answer
  410.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from committee.acts.verbs import as_part
from committee.models import User
from committee.models.part_of import way_up
from meetings.models import Paper, PaperKind, TakedownSubject
from meetings.takedowns.subjects import Kind
from meetings.takedowns.values import Sheets, Value, fields_of, instead, repeated, repeats, words_of
from meetings.unused_files import clear_away
from reviews.evidence.forgetting import forget_evidence
from reviews.models import (
    HandedDown,
    PaperPurpose,
    ProgressEntry,
    Recommendation,
    ReportSection,
    ReportVersion,
    Response,
    Review,
    ReviewFinding,
    ScopeAgreement,
)
from reviews.prints import frozen
from reviews.prints.content import Document, Front, paragraph
from workprogramme.document.document import all_rows
from workprogramme.document.rows import Row
from workprogramme.models import Move, Note, ProgrammeItem, ProgrammeVersion
from workprogramme.takedowns import IN_A_ROW, rows_of

WORDS = ("text", "measure", "minority_view", "withdrawn_reason")


def of_recommendation(recommendation: Recommendation, sheets: Sheets) -> Iterator[Value]:
    """Yield a recommendation's words, drafted and handed down, and the places in issued reports with the same words."""
    yield from _own_words(recommendation, sheets.note)
    handed_down = recommendation.told
    words = "\n".join(filter(None, [handed_down.text, handed_down.measure, handed_down.minority_view]))
    yield from _in_reports(recommendation.review, list(filter(None, words.splitlines())), sheets.note)


def _in_reports(review: Review, texts: list[str], note: str) -> Iterator[Value]:
    """Yield the places in issued reports that repeat one of `texts`."""
    for version in review.report_versions.all():
        repeating = ((path, text) for path, text in _texts(version.document) if repeats(text, texts))
        yield from _values_in(version, "document", repeating, note)


def _own_words(recommendation: Recommendation, note: str) -> Iterator[Value]:
    yield from words_of(recommendation, note)
    put = instead(recommendation, note)
    for field in fields(HandedDown):
        if field.name in WORDS and recommendation.handed_down.get(field.name):
            now = put.get(field.name, note)
            yield Value(recommendation._meta.db_table, recommendation.pk, "handed_down", field.name, now)


def _texts(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, text) for every text in a stored report, without kinds, anchors and links of its nodes."""
    entries = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    for key, value in entries:
        way = f"{path}/{key}" if path else str(key)
        if not isinstance(value, str):
            yield from _texts(value, way)
        elif value and key not in ("is", "anchor", "href"):
            yield way, value


def of_review(review: Review, sheets: Sheets) -> Iterator[Value]:
    """Yield all words of a review, of its rows, and of work programmes that mention the review."""
    note = sheets.note
    yield from words_of(review, note)
    for model in apps.get_app_config("reviews").get_models():
        if model is not Recommendation and (way := way_up(model, Review)):
            for row in model._default_manager.filter(**{way: review}).order_by("pk"):
                yield from words_of(row, note)
    for agreement in ScopeAgreement.objects.filter(parent__review=review).order_by("pk"):
        yield from _values_in(agreement, "agreed", _texts(agreement.agreed), note)
    for figures in review.figures.all():
        yield from fields_of(figures, content=_bare_figures(figures.content, note), differences=[])
    for recommendation in review.recommendations.all():
        yield from _own_words(recommendation, note)
    for version in review.report_versions.all():
        yield from fields_of(version, document=frozen.to_json(_bare(version, note)))
    for overdue_note in Note.objects.filter(key__startswith=f"review-{review.pk}-"):
        yield from fields_of(overdue_note, text=note)
    for item in (items := _items(review)):
        for row in (item, *Move.objects.filter(item=item)):
            yield from repeated(row, _titles(review), note)
    yield from _printed_rows(review, items, note)


def _values_in(row: Model, field: str, texts: Iterable[tuple[str, str]], note: str) -> Iterator[Value]:
    for path, _ in texts:
        yield Value(row._meta.db_table, row.pk, field, path, note)


def _bare_figures(content: dict[str, Any], note: str) -> dict[str, Any]:
    """Return the content of a table with every text replaced by the note, and every count by 0."""
    return content | {
        "label_heading": note,
        "columns": [column | {"heading": note} for column in content["columns"]],
        "labels": [note for _ in content["labels"]],
        "counts": [[0 for _ in line] for line in content["counts"]],
        "marks": {},
    }


def of_finding(finding: ReviewFinding, sheets: Sheets) -> Iterator[Value]:
    """Yield the words of a finding, and the places in issued reports that repeat them."""
    yield from words_of(finding, sheets.note)
    yield from _in_reports(finding.review, [finding.text, finding.evidence_words], sheets.note)


def of_section(section: ReportSection, sheets: Sheets) -> Iterator[Value]:
    """Yield the words of a section of a report, as it is written and as it was handed down."""
    for row in (section, *section.revisions.all(), *section.comments.all()):
        yield from words_of(row, sheets.note)
    for version in section.review.report_versions.all():
        inside = False
        for place, node in enumerate(version.document["body"]):
            if node["is"] == "Heading":
                inside = node.get("anchor") == section.kind
            elif inside:
                yield from _values_in(version, "document", _texts(node, f"body/{place}"), sheets.note)


def _bare(version: ReportVersion, note: str) -> Document:
    """Return a report that contains only the note."""
    return Document(note, Front("Report", note), (paragraph(note),), version.step.on)


def _titles(review: Review) -> list[str]:
    return [title for title in (review.title, review.public_title) if title]


def _items(review: Review) -> list[ProgrammeItem]:
    """Return the work programme items that a review grew from, that bring its papers, or that plan its look-back."""
    tied = Q(of_review__parent__review=review) | Q(looks_back_at__review=review)
    return list(ProgrammeItem.objects.filter(tied).order_by("pk"))


def _versions(review: Review, items: Iterable[ProgrammeItem]) -> QuerySet[ProgrammeVersion]:
    """Return every printed work programme that may mention a review."""
    of_parents = Q(programme__committee__reviews__review=review)
    tells = of_parents | Q(programme__in={item.programme_id for item in items})
    return ProgrammeVersion.objects.filter(tells).distinct().order_by("pk")


def _told_in(row: Row, review: Review, items: Iterable[ProgrammeItem], note: str) -> dict[str, Any]:
    """Return the fields of a printed work programme's row that mention a review, with their new values."""
    if row["key"] == f"review-{review.pk}":
        return {"title": note, "details": "", "who": [], "outcome": note}
    if row["key"] not in {f"item-{item.pk}" for item in items}:
        return {}
    return {name: note for name in IN_A_ROW if repeats(row[name], _titles(review))}


def _printed_rows(review: Review, items: list[ProgrammeItem], note: str) -> Iterator[Value]:
    """Yield the words about a review in each printed work programme: its row, items with its title, and changes."""
    table = ProgrammeVersion._meta.db_table
    for version in _versions(review, items):
        for path, row in rows_of(version.document):
            for name, put in _told_in(row, review, items, note).items():
                yield Value(table, version.pk, "document", f"{path}/{name}", put)
        for place, changed in enumerate((version.document["changes"] or {"rows": []})["rows"]):
            for name in ("item", "text"):
                if changed["key"] == f"review-{review.pk}" or repeats(changed[name], _titles(review)):
                    yield Value(table, version.pk, "document", f"changes/rows/{place}/{name}", note)


def _papers_with_printed(review: Review) -> Iterator[Paper]:
    """Yield the review's own papers, and papers of printed work programmes that mention the review."""
    yield from papers_of(review)
    items = _items(review)
    meetings = [
        version.meeting_id
        for version in _versions(review, items)
        if any(_told_in(row, review, items, "") for row in all_rows(version.document))
    ]
    yield from Paper.objects.filter(kind=PaperKind.PROGRAMME, item__meeting__in=meetings)


def papers_of(review: Review, purposes: Iterable[str] = PaperPurpose.values) -> Iterable[Paper]:
    """Return the agenda papers of a review that have one of the `purposes` (PaperPurpose)."""
    return Paper.objects.filter(of_review__parent__review=review, of_review__purpose__in=list(purposes))


def _was_published(recommendation: Recommendation) -> bool:
    return recommendation.handed_down_at is not None and recommendation.review.published_at is not None


def _is_reported(row: ReviewFinding | ReportSection) -> bool:
    return row.review.is_published and row.review.report_versions.exists()


def _forget_files(review: Review, on: dt.date, by: User) -> None:
    """Erase the evidence and pictures, with their bytes, of a review that is taken down for good."""
    for piece in review.evidence.filter(forgotten_on__isnull=True).order_by("pk"):
        as_part(forget_evidence)(piece, on=on, by=by)
    pictures = list(review.images.values_list("file", flat=True))
    review.images.all().delete()
    transaction.on_commit(partial(clear_away, pictures), robust=True)


def _words_alone(row: Model, sheets: Sheets) -> Iterator[Value]:
    return words_of(row, sheets.note)


_OF_REVIEWS = ("desk:reviews", "public:reviews")
_OF_RECOMMENDATIONS = ("desk:reviews", "public:recommendations")
KINDS: dict[type[Model], Kind] = {
    Review: Kind(
        TakedownSubject.REVIEW,
        lambda review: f"Review {review.pk}",
        lambda review: review.published_at is not None,
        of_review,
        _papers_with_printed,
        _OF_REVIEWS,
        confirmed=_forget_files,
    ),
    Recommendation: Kind(
        TakedownSubject.RECOMMENDATION,
        lambda recommendation: f"Recommendation {recommendation.number} of review {recommendation.review_id}",
        _was_published,
        of_recommendation,
        lambda recommendation: papers_of(recommendation.review),
        _OF_RECOMMENDATIONS,
    ),
    Response: Kind(
        TakedownSubject.RESPONSE,
        lambda response: f"Answer {response.pk} to a recommendation",
        lambda response: _was_published(response.addressee.recommendation),
        _words_alone,
        lambda response: papers_of(
            response.addressee.recommendation.review, (PaperPurpose.RESPONSE, PaperPurpose.PROGRESS)
        ),
        _OF_RECOMMENDATIONS,
    ),
    ProgressEntry: Kind(
        TakedownSubject.PROGRESS,
        lambda entry: f"Progress {entry.pk} of a recommendation",
        lambda entry: entry.published_at is not None and _was_published(entry.addressee.recommendation),
        _words_alone,
        lambda entry: papers_of(entry.addressee.recommendation.review),
        _OF_RECOMMENDATIONS,
    ),
    ReviewFinding: Kind(
        TakedownSubject.FINDING,
        lambda finding: f"Finding {finding.number} of review {finding.review_id}",
        _is_reported,
        of_finding,
        lambda finding: papers_of(finding.review),
        _OF_REVIEWS,
    ),
    ReportSection: Kind(
        TakedownSubject.SECTION,
        lambda section: f"Section “{section.get_kind_display()}” of the report of review {section.review_id}",
        _is_reported,
        of_section,
        lambda section: papers_of(section.review),
        _OF_REVIEWS,
    ),
}
