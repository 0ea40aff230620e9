"""What fills the blanks of the addresses of evidence, each thing poisoned with a word that its readers alone meet."""

from committee.models import User
from reviews.evidence import verbs
from reviews.models import EvidenceConversion
from tests.meetings.packs.making import pdf_of
from tests.reviews import given
from tests.reviews import world as worlds

FOR_THE_PANEL, FOR_OFFICERS = "quetzalcoatlus", "xylophagous"  # in evidence that is not public; what is private of it
PIECE = (
    *("piece", "file", "replace", "redact", "redacted-file", "unredact", "edit", "access", "consent", "publish"),
    *("unpublish", "withdraw"),
)
Values = dict[str, dict[str, str]]


def values(world: worlds.World, clerk: User) -> Values:
    """Return URL values: a file published redacted, unpublished words, an answer to the call; all poisoned."""
    review, private = world.review, {"contact": FOR_OFFICERS, "access": "private"}
    whole = given.with_file(review, clerk, f"All of it: {FOR_THE_PANEL}", **private)
    given.redacted_and_published(whole, clerk)
    assert whole.file is not None
    EvidenceConversion.objects.create(
        file=whole.file, original=whole.file.stored, looks="a Word document", program="the portal",
        left_out=[["Comments", FOR_OFFICERS]],
    )  # fmt: skip
    secret = {"title": f"About {FOR_THE_PANEL}", "post": FOR_THE_PANEL, "body": FOR_THE_PANEL}
    given.piece(review, clerk, text=FOR_THE_PANEL, **secret, **private)
    gone = given.piece(review, clerk, text=FOR_OFFICERS, title=FOR_OFFICERS, body=FOR_OFFICERS)
    verbs.withdraw_evidence(gone, reason=f"It tells of {FOR_OFFICERS}.", on=worlds.ON, by=clerk)
    given.piece(review, clerk, text=FOR_THE_PANEL, **secret, **given.EXEMPT)
    files = [(f"{FOR_OFFICERS}.pdf", pdf_of(1, FOR_OFFICERS))]
    told = dict.fromkeys(("text", "post", "body", "name"), FOR_OFFICERS)
    answer = given.answer(given.call(review, clerk), files=files, email=f"{FOR_OFFICERS}@people.example", **told)
    given.check_all()
    one, numbered = {"slug": review.slug}, {"slug": review.slug, "number": "1"}
    came = numbered | {"pk": str(whole.file.pk)}
    sent = one | {"pk": str(answer.pk)}
    return {
        **dict.fromkeys(("desk:review-evidence", "desk:review-evidence-new", "members:review"), one),
        **{f"desk:review-evidence-{act}": numbered for act in (*PIECE, "forget")},
        "desk:review-evidence-allow": one | {"number": "4"},
        **{f"desk:review-evidence-{act}": came for act in ("accept", "original")},
        **{f"{side}:review-evidence{act}": numbered for side in ("public", "members") for act in ("", "-file")},
        **dict.fromkeys(("desk:review-call", "desk:review-call-edit", "desk:review-call-suspects"), one),
        **dict.fromkeys(("public:review-call", "public:review-call-received"), one),
        **{f"desk:review-call-answer{act}": sent for act in ("", "-reject", "-forget")},
        "desk:review-call-answer-file": sent | {"number": "1"},
    }
