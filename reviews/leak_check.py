"""
Refuse public words of a review that reveal something withheld, before they are saved (R16).

Words are compared with everything that meetings of the review's parents withhold, and with the review's own withheld
evidence, also before the review is published. LGA 1972 s.100A(2), s.100B(2).

A refusal may show a writer what is withheld. The writers plan the parents' work programmes, so they may know.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from committee.models import Committee
from committee.richtext.cleaning import plain
from meetings.models import WITHHELD
from meetings.packs.leak_check import byte_search, public_words
from meetings.packs.leak_check.public_words import Said
from meetings.packs.pdf.fingerprint import Fingerprint, of_pages
from reviews.models import Addressee, Endorsement, Evidence, EvidenceFile, FigureTable, Response, Review, ReviewMethod
from workprogramme import leak_check

OF_A_REVIEW = {
    "title": "the title", "public_title": "the public title", "question": "the question", "why": "why it is asked",
    "priority": "the priority", "success": "the measures of success", "equality": "what is said of equality",
}  # fmt: skip


def of_review(review: Review, changed: Collection[str] = tuple(OF_A_REVIEW)) -> Said:
    """Return the public words of a review in the `changed` fields. The title counts only without a public title."""
    names = set(changed) - ({"title"} if review.public_title else set())
    names |= {"title"} if "public_title" in names and not review.public_title else set()
    return [(what, [getattr(review, name)]) for name, what in OF_A_REVIEW.items() if name in names]


def of_figures(table: FigureTable) -> list[str]:
    """Return the words of a table of figures: title, source, note, headings, labels and marks."""
    content = table.content
    around = [table.title, table.source, table.note, content["label_heading"]]
    headings = [column["heading"] for column in content["columns"]]
    return [*around, *headings, *content["labels"], *content["marks"].values()]


def of_evidence(evidence: Evidence) -> Said:
    """Return the words that are public once the evidence is published. Its file is checked separately."""
    whose = [evidence.post, evidence.body] if evidence.is_named else []
    return [
        ("the title", [evidence.title]),
        ("from whom it is", whose),
        ("the words of the evidence", [evidence.public_text]),
    ]


def of_everything(review: Review) -> Said:
    """Return all free text of a review that is or may become public, with recommendations, decisions and answers."""
    recommendations = review.recommendations.all()
    answers = Response.objects.filter(addressee__recommendation__review=review)
    published = review.evidence.filter(published_at__isnull=False)
    decisions = Endorsement.objects.standing().filter(parent__review=review)
    return [
        *of_review(review),
        ("a point of the scope", [point.text for point in review.scope_points.all()]),
        ("the method", ReviewMethod.objects.filter(review=review).values_list("method", flat=True)),
        ("the place of a session", [session.place for session in review.sessions.all()]),
        ("a witness", [witness.name_for_public for witness in review.witnesses.select_related("person")]),
        ("the report", [plain(section.text) for section in review.sections.all()]),
        ("the report", [text for image in review.images.all() for text in (image.alt, image.caption)]),
        ("the reason of a step", [step.reason for step in review.steps.all()]),
        ("a finding", [text for finding in review.findings.all() for text in (finding.text, finding.evidence_words)]),
        ("a table of figures", [text for table in review.figures.all() for text in of_figures(table)]),
        ("an interest", [each.interest for each in review.panel.all()]),
        ("a recommendation", [text for row in recommendations for text in (row.text, row.measure, row.minority_view)]),
        ("why one is withdrawn", [each.withdrawn_reason for each in recommendations]),
        ("an addressee", Addressee.objects.filter(recommendation__review=review).values_list("name", flat=True)),
        ("the comments of a committee", [each.comments for each in decisions]),
        ("evidence", [text for each in published for _, texts in of_evidence(each) for text in texts]),
        ("an answer", [text for each in answers for text in (each.reasons, each.action, each.officer, each.resources)]),
    ]


def refuse_telling(committees: Iterable[Committee], words: Said) -> None:
    """Raise Refused where words reveal something that a meeting of one of these committees withholds."""
    for committee in committees:
        leak_check.refuse_telling_of(committee, words)


def refuse_telling_in(review: Review, words: Said, *, besides: Evidence | None = None) -> None:
    """
    Raise Refused where words reveal something that the review's committees withhold, or repeat withheld evidence.

    `besides` is the piece of evidence that the words belong to. The words are not compared with that piece.
    """
    refuse_telling(Committee.objects.filter(reviews__review=review).order_by("pk"), words)
    # SECURITY: compare with withdrawn evidence too. Otherwise a piece could be withdrawn and added again as open.
    pieces = review.evidence.filter(forgotten_on=None).select_related("file", "redacted").order_by("pk")
    withheld = [
        byte_search.Withheld(f"the withheld evidence {piece.reference}", _known_by(piece))
        for piece in pieces
        if piece.is_withheld and piece != besides
    ]
    public = [piece for piece in pieces if piece.is_public]
    allowed = byte_search.Allowed(
        [piece.public_text for piece in public], [_runs_of(piece.public_file) for piece in public if piece.public_file]
    )
    if leaks := _leaks(words, withheld, allowed):
        raise public_words.refusal(leaks)


def withheld_evidence() -> Iterator[tuple[str, Fingerprint]]:
    """
    Yield (name, fingerprint) of each piece of withheld evidence.

    The name fits into a sentence. The fingerprint covers words and pictures. Words that a published redacted copy
    contains are left out of the fingerprint.
    """
    rows = Evidence.objects.filter(access__in=WITHHELD, forgotten_on=None).select_related("file", "redacted", "review")
    for piece in rows.order_by("pk"):
        whole, redacted = _known_by(piece, whole=True), _redacted_copy(piece) if piece.is_public else of_pages([])
        withheld = Fingerprint(whole.shingles - redacted.shingles, whole.phrases, whole.streams)
        yield f"{piece.reference}, withheld evidence of the review “{piece.review}”", withheld


def tells_everything(piece: Evidence) -> bool:
    """Return whether the redacted copy of a piece of evidence says all that the original says."""
    whole = _known_by(piece).shingles
    return whole <= _redacted_copy(piece).shingles if whole else piece.text.split() == piece.redacted_text.split()


def _redacted_copy(piece: Evidence) -> Fingerprint:
    return _runs_of(piece.redacted) | of_pages([piece.redacted_text])


def quoted_unagreed(review: Review) -> list[str]:
    """Return a sentence for each place where a review's words quote evidence without the sender's consent."""
    pieces = review.evidence.filter(forgotten_on=None).exclude(access__in=WITHHELD).select_related("file")
    agreed = [piece for piece in pieces if piece.may_be_published and not piece.is_gone]
    private = [
        byte_search.Withheld(
            f"evidence {piece.reference}, whose sender has not agreed to publication", _known_by(piece)
        )
        for piece in pieces
        if piece not in agreed
    ]
    allowed = byte_search.Allowed([], [_known_by(piece) for piece in agreed])
    return _leaks(of_everything(review), private, allowed) if private else []


def _leaks(words: Said, withheld: list[byte_search.Withheld], allowed: byte_search.Allowed) -> list[str]:
    leaks = (byte_search.leaks_in_words(texts, withheld, allowed, place=place) for place, texts in words)
    return list(dict.fromkeys(chain.from_iterable(leaks))) if withheld else []


def _known_by(piece: Evidence, *, whole: bool = False) -> Fingerprint:
    return _runs_of(piece.file, whole=whole) if piece.file else of_pages([piece.text])


def _runs_of(file: EvidenceFile | None, *, whole: bool = False) -> Fingerprint:
    """Return the fingerprint of a file's words, and with `whole` of its pictures; empty for an unchecked file."""
    try:
        fingerprint = Fingerprint.unpack(bytes(file.fingerprint)) if file else of_pages([])
    except ValueError:  # the file is not checked yet
        fingerprint = of_pages([])
    return fingerprint if whole else Fingerprint(fingerprint.shingles, frozenset())
