"""
What a takedown takes out of reviews: a published review, a recommendation or an answer (R60; UK GDPR art 5 and 17).

The words go out of their rows into the takedown, so that page, register, CSV and JSON say the note in their place, and
they come back with it. The papers of agendas that tell them are taken down with them, each as one of its own. Of a
review that is down no public page finds anything: `Review.objects.public()` leaves it out, its addresses answer 410.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from django.db.models import Model, Q, QuerySet

from meetings.models import Paper, PaperKind
from meetings.takedowns import columns
from meetings.takedowns.columns import NOTE, NOTHING
from meetings.takedowns.subjects import Kind
from meetings.takedowns.values import Value, fields_of, repeated, repeats, words_of
from reviews.models import (
    Endorsement,
    HandedDown,
    PaperPurpose,
    Recommendation,
    ReportVersion,
    Response,
    Review,
    ReviewStep,
)
from reviews.prints import frozen
from reviews.prints.content import Document, Front, paragraph
from workprogramme.document.document import all_rows
from workprogramme.document.rows import Row
from workprogramme.models import Move, Note, ProgrammeItem, ProgrammeVersion
from workprogramme.takedowns import IN_A_ROW, rows_of

columns.COLUMNS.update(
    {
        Review: {
            "title": NOTE, "public_title": NOTHING, "question": NOTE, "why": NOTE, "priority": NOTHING,
            "success": NOTHING, "equality": NOTHING,
        },
        ReviewStep: {"reason": NOTE},
        Recommendation: {"text": NOTE, "measure": NOTHING, "minority_view": NOTHING, "withdrawn_reason": NOTE},
        Response: {"reasons": NOTE, "action": NOTE, "officer": NOTHING, "resources": NOTHING},
        Endorsement: {"comments": NOTE},
    }
)  # fmt: skip
columns.DOCUMENTS.update({Recommendation: ("handed_down",), ReportVersion: ("document",)})
_EVIDENCE = "evidence, which scrutiny officers take off the public page, redact and forget"
_OF_THE_REVIEW = "written for the review alone, which scrutiny officers change"
columns.LEFT.update(
    {
        **{
            name: {"*": _EVIDENCE}
            for name in ("CallAnswer", "CallForEvidence", "Evidence", "EvidenceConversion", "EvidenceFile")
        },
        **{
            name: {"*": _OF_THE_REVIEW}
            for name in (
                *("Addressee", "AnswerDraft", "EvidenceSession", "FactCheck", "FactChecker", "FactComment"),
                *("FigureTable", "InformationRequest", "Notice", "ProgressEntry", "Question", "ReportImage"),
                *("ReportSection", "ReviewFinding", "ReviewMethod", "ReviewPaper", "ScopeAgreement", "ScopePoint"),
                *("SectionComment", "SectionRevision", "Witness"),
            )
        },
        "Panellist": {"*": "who sits on a panel, which scrutiny officers change"},
        "ReportVersion": {"sha256": "a hash"},
        "Review": {"slug": "an address, which answers that it was taken down"},
    }
)
WORDS = ("text", "measure", "minority_view", "withdrawn_reason")


def of_recommendation(recommendation: Recommendation, note: str) -> Iterator[Value]:
    """The words of a recommendation, as drafted and as handed down, and where reports handed down say them."""
    yield from _own_words(recommendation, note)
    told = recommendation.told
    said = [part for words in (told.text, told.measure, told.minority_view) for part in words.splitlines() if part]
    for version in recommendation.review.report_versions.all():
        for path, text in _texts(version.document):
            if repeats(text, said):
                yield Value(ReportVersion._meta.db_table, version.pk, "document", path, note)


def _own_words(recommendation: Recommendation, note: str) -> Iterator[Value]:
    yield from words_of(recommendation, note)
    put = columns.instead(recommendation, note)
    for field in fields(HandedDown):
        if field.name in WORDS and recommendation.handed_down.get(field.name):
            instead = put.get(field.name, note)
            yield Value(recommendation._meta.db_table, recommendation.pk, "handed_down", field.name, instead)


def _texts(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a report as it is kept, with its path; the names of its parts are no texts."""
    entries = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    for key, value in entries:
        way = f"{path}/{key}" if path else str(key)
        if isinstance(value, str) and key not in ("is", "anchor", "href"):
            yield way, value
        elif not isinstance(value, str):
            yield from _texts(value, way)


def of_response(response: Response, note: str) -> Iterator[Value]:
    """The words of an answer."""
    yield from words_of(response, note)


def of_review(review: Review, note: str) -> Iterator[Value]:
    """All words of a review with those of its steps, recommendations, decisions and answers, and what is told of it."""
    yield from words_of(review, note)
    rows: list[Model] = [
        *review.steps.exclude(reason=""),
        *Response.objects.filter(addressee__recommendation__review=review).order_by("pk"),
        *Endorsement.objects.filter(parent__review=review).exclude(comments="").order_by("pk"),
    ]
    for row in rows:
        yield from words_of(row, note)
    for recommendation in review.recommendations.all():
        yield from _own_words(recommendation, note)
    for version in review.report_versions.all():
        yield from fields_of(version, document=frozen.to_json(_bare(version, note)))
    for told in Note.objects.filter(key__startswith=f"review-{review.pk}-"):
        yield from fields_of(told, text=note)
    for item in (items := _items(review)):
        for row in (item, *Move.objects.filter(item=item)):
            yield from repeated(row, _titles(review), note)
    yield from _printed_rows(review, items, note)


def _bare(version: ReportVersion, note: str) -> Document:
    """A report that says nothing but the note."""
    return Document(note, Front("Report", note), (paragraph(note),), version.step.on)


def _titles(review: Review) -> list[str]:
    return [title for title in (review.title, review.public_title) if title]


def _items(review: Review) -> list[ProgrammeItem]:
    """The items of work programmes that lead to a review or bring what comes of it: some are called after it."""
    tied = Q(of_review__parent__review=review) | Q(looks_back_at__review=review)
    return list(ProgrammeItem.objects.filter(tied).order_by("pk"))


def _versions(review: Review, items: Iterable[ProgrammeItem]) -> QuerySet[ProgrammeVersion]:
    """Every work programme that was printed and may tell of it."""
    of_parents = Q(programme__committee__reviews__review=review)
    tells = of_parents | Q(programme__in={item.programme_id for item in items})
    return ProgrammeVersion.objects.filter(tells).distinct().order_by("pk")


def _told_in(row: Row, review: Review, items: Iterable[ProgrammeItem], note: str) -> dict[str, Any]:
    """What a row of a printed work programme says of a review, with what is put there."""
    if row["key"] == f"review-{review.pk}":
        return {"title": note, "details": "", "who": [], "outcome": note}
    if row["key"] not in {f"item-{item.pk}" for item in items}:
        return {}
    return {name: note for name in IN_A_ROW if repeats(row[name], _titles(review))}


def _printed_rows(review: Review, items: list[ProgrammeItem], note: str) -> Iterator[Value]:
    """What every work programme that was printed tells of a review: its row, items called after it, what changed."""
    table = ProgrammeVersion._meta.db_table
    for version in _versions(review, items):
        for path, row in rows_of(version.document):
            for name, instead in _told_in(row, review, items, note).items():
                yield Value(table, version.pk, "document", f"{path}/{name}", instead)
        for place, changed in enumerate((version.document["changes"] or {"rows": []})["rows"]):
            for name in ("item", "text"):
                if changed["key"] == f"review-{review.pk}" or repeats(changed[name], _titles(review)):
                    yield Value(table, version.pk, "document", f"changes/rows/{place}/{name}", note)


def _papers_with_printed(review: Review) -> Iterator[Paper]:
    """Its own papers, and the work programmes that were printed with it."""
    yield from papers_of(review)
    items = _items(review)
    told = [
        version.meeting_id
        for version in _versions(review, items)
        if any(_told_in(row, review, items, "") for row in all_rows(version.document))
    ]
    yield from Paper.objects.filter(kind=PaperKind.PROGRAMME, item__meeting__in=told)


def papers_of(review: Review, purposes: Iterable[str] = PaperPurpose.values) -> Iterable[Paper]:
    """The papers of agendas that hold words of a review."""
    return Paper.objects.filter(of_review__parent__review=review, of_review__purpose__in=list(purposes))


def _was_published(recommendation: Recommendation) -> bool:
    return recommendation.handed_down_at is not None and recommendation.review.published_at is not None


REVIEW = Kind(
    rows=Review.objects.all,
    label=lambda review: f"Review {review.pk}",
    was_published=lambda review: review.published_at is not None,
    values=of_review,
    papers=_papers_with_printed,
    desk_page="desk:reviews",
    public_page="public:reviews",
)
RECOMMENDATION = Kind(
    rows=lambda: Recommendation.objects.select_related("review"),
    label=lambda recommendation: f"Recommendation {recommendation.number} of review {recommendation.review_id}",
    was_published=_was_published,
    values=of_recommendation,
    papers=lambda recommendation: papers_of(recommendation.review),
    desk_page="desk:reviews",
    public_page="public:recommendations",
)
RESPONSE = Kind(
    rows=lambda: Response.objects.select_related("addressee__recommendation__review"),
    label=lambda response: f"Answer {response.pk} to a recommendation",
    was_published=lambda response: _was_published(response.addressee.recommendation),
    values=of_response,
    papers=lambda response: papers_of(
        response.addressee.recommendation.review, (PaperPurpose.RESPONSE, PaperPurpose.PROGRESS)
    ),
    desk_page="desk:reviews",
    public_page="public:recommendations",
)
