"""Comments in the margin of a draft report, by its panel and by officers. Never public."""

import datetime as dt

from committee import audit
from committee.models import User, Visitor, standing_of
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.richtext import cleaning
from committee.saving import said, save
from committee.verbs import Anybody, verb
from reviews.locking import hold_review
from reviews.models import ENDED, CommentState, ReportSection, Review, SectionComment, SectionKind

LONGEST = 4000


def is_on_panel(review: Review, user: Visitor, on: dt.date) -> bool:
    """Whether somebody sits on the panel of a review on that day."""
    person = standing_of(user, on).person  # SECURITY: nobody, where a sign-in is suspended
    return person is not None and review.panel.on(on).filter(person=person).exists()


def may_read_draft(review: Review, user: Visitor, on: dt.date) -> bool:
    """Whether somebody reads the draft report: officers who plan scrutiny, and the panel while the review goes on."""
    return plans_scrutiny(user, on) or (review.state not in ENDED and is_on_panel(review, user, on))


def _reads_it(who: Anybody, on: dt.date, /, review: Review, *args: object, **about: object) -> bool:
    return isinstance(who, User) and may_read_draft(review, who, on)


@verb(may_this=_reads_it)
def comment_on_section(
    review: Review, kind: str, *, text: str, quoted: str = "", at: dt.datetime, by: User
) -> SectionComment:
    """
    Say something of a section in its margin, or of the words `quoted` from it.

    The same words while they are not dealt with are one comment. Raises Refused where the words do not stand in the
    section, and once the report is issued.
    """
    held = hold_review(review)
    if not held.is_before_report:
        raise Refused("The report has been issued: comments on the draft are closed.")
    section = held.sections.filter(kind=kind).first()
    if section is None:
        section = ReportSection(review=held, kind=SectionKind(kind))
        save(section)
    quoted = " ".join(quoted.split())
    if quoted and quoted not in " ".join(cleaning.plain(section.text).split()):
        raise Refused("The words you quote are not in that section. Copy them from it, or leave them out.")
    text = said(text, "what you would change, or what is right", LONGEST)
    twin = section.comments.filter(by=by, quoted=quoted, text=text, state=CommentState.OPEN).first()
    if twin:
        return twin
    made = SectionComment(section=section, by=by, quoted=quoted, text=text, made_at=at)
    save(made)
    audit.record(by, "commented on the draft report of", held, section=section.get_kind_display())
    return made


@verb(may=plans_scrutiny)
def settle_comment(comment: SectionComment, *, reply: str = "", at: dt.datetime, by: User) -> SectionComment:
    """Record that a comment is dealt with, once, and what is replied. Raises Refused where somebody has done so."""
    review = hold_review(comment.section.review)
    held = SectionComment.objects.select_related("section", "settled_by").get(pk=comment.pk, section__review=review)
    if held.state == CommentState.SETTLED:
        raise Refused(f"{held.settled_by} has already closed this comment.")
    held.state, held.reply = CommentState.SETTLED, " ".join(reply.split())
    held.settled_at, held.settled_by = at, by
    save(held)
    audit.record(by, "closed a comment on the draft report of", review, section=held.section.get_kind_display())
    return held
