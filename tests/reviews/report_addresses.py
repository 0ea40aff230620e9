"""What fills the blanks of the addresses of a review's report."""

from committee.models import User
from reviews.models import SectionKind
from reviews.report import verbs
from tests.acts.reviews_report import TEXT, png
from tests.reviews import world as worlds

Values = dict[str, dict[str, str]]


def values(world: worlds.World, clerk: User) -> Values:
    """Values by the full name of an address: one section written, with a comment, and a picture."""
    review = world.review
    verbs.write_section(review, SectionKind.FINDINGS, text=TEXT, revision=0, at=worlds.AT, by=clerk)
    made = verbs.comment_on_section(review, SectionKind.FINDINGS, text="Which schools?", at=worlds.AT, by=clerk)
    verbs.add_image(review, data=png(), alt="A teal field.", by=clerk)
    one = {"slug": review.slug}
    section, file = one | {"kind": "findings"}, {"suffix": "pdf"}
    return {
        **{f"desk:review-{name}": one for name in ("report", "report-issue", "report-left-out", "report-draft")},
        "desk:review-image-new": one,
        **{f"desk:review-{name}": one | file for name in ("report-file", "schedule-file")},
        "desk:review-covering-file": one | file | {"pk": str(world.prosperous.pk)},
        "desk:review-report-version": one | file | {"number": "1"},
        "desk:review-report-comment": one | {"pk": str(made.pk)},
        "desk:review-image-remove": one | {"number": "1"},
        **{f"desk:review-section{act}": section for act in ("", "-assign", "-history")},
        **{f"public:review-report{act}": one for act in ("", "-pdf", "-docx")},
        "members:review-report": one,
    }
