"""Verbs of a review itself: propose, edit and publish it."""

import datetime as dt
from collections.abc import Collection
from itertools import count
from typing import Any

from django.utils.text import slugify

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save, set_changed
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.models import Committee, User
from committee.search import index
from committee.wording.dates import full_date
from reviews import leak_check
from reviews.locking import hold_review
from reviews.models import Endorsement, Parent, Response, Review
from reviews.proposing.parent_verbs import refuse_unfit_parent

CHANGES = {
    *("title", "public_title", "kind", "question", "why", "priority", "success", "equality"),
    *("involves_service_users", "contact"),
}
IN_ONE_LINE = ("title", "public_title", "question", "priority")


@verb(may=plans_scrutiny)
def propose_review(
    *,
    title: str,
    question: str,
    why: str,
    committees: Collection[Committee],
    proposed_on: dt.date | None = None,
    at: dt.datetime,
    by: User,
    **fields: Any,
) -> Review:
    """
    Propose a review, commissioned by these `committees`. The first committee monitors the review.

    `fields` are fields of Review. Before publication only scrutiny officers and the panel read the review. Raises
    Refused where no committee is given, a committee does not scrutinise, another review has the title, or the words
    reveal something withheld (R16).
    """
    if not committees:
        raise Refused("Choose the committee that commissions the review, or several for a joint review.")
    for committee in committees:
        refuse_unfit_parent(committee, day_of(at))
    on = proposed_on or day_of(at)
    if on > day_of(at):
        raise Refused("That date is in the future. Enter the date it was proposed.")
    review = Review(slug="", monitored_by=next(iter(committees)), proposed_on=on, created_at=at, created_by=by)
    _say(review, {"title": title, "question": question, "why": why, **fields})
    leak_check.refuse_telling(committees, leak_check.of_review(review))
    review.slug = _free_slug(review.title_for_public)
    save(review)
    for committee in committees:
        save(Parent(review=review, committee=committee))
    audit.record(by, "proposed the review", review, committees=[committee.name for committee in committees])
    return review


@verb(may=plans_scrutiny)
def edit_review(review: Review, *, by: User, **changes: Any) -> Review:
    """Change the details of a review. Its URL stays. Raises Refused as `propose_review` does."""
    locked = hold_review(review)
    if changed := _say(locked, changes):
        leak_check.refuse_telling_in(locked, leak_check.of_review(locked, changed))
        save(locked)
        index.changed(locked)
        audit.record(by, "changed the review", locked, changed=sorted(changed))
    return locked


def published_words(review: Review) -> list[tuple[str, str]]:
    """Return the words of a review that publication makes public, as (label, words) in the order of the public page."""
    call = getattr(review, "call", None)
    decisions = Endorsement.objects.standing().filter(parent__review=review)
    answers = Response.objects.filter(addressee__recommendation__review=review)
    standing = {
        "Title": [review.title_for_public],
        "Question": [review.question],
        "Why": [review.why],
        "What success looks like": [review.success],
        "Priority": [review.priority],
        "Panel": [str(place.person) for place in review.panel.select_related("person")],
        "Reasons of its steps": [step.reason for step in review.steps.all()],
        "Scope, once it is agreed": [point.text for point in review.scope_points.all()],
        "Open sessions": [
            f"{session}, {full_date(session.on)}: {session.place}" for session in review.sessions.filter(is_open=True)
        ],
        "Witnesses, once they were heard": [
            witness.name_for_public for witness in review.witnesses.select_related("person")
        ],
        "Evidence that is published": [str(piece) for piece in review.evidence.filter(published_at__isnull=False)],
        "Figures that are published": [table.title for table in review.figures.filter(published_at__isnull=False)],
        "Call for evidence": [call.text] if call else [],
        "Comments of committees": [decision.comments for decision in decisions],
        "Answers": [words for answer in answers for words in (answer.reasons, answer.action)],
        "Recommendations": [
            recommendation.told.text for recommendation in review.recommendations.filter(handed_down_at__isnull=False)
        ],
    }
    return [(label, "\n".join(filter(None, lines))) for label, lines in standing.items() if any(lines)]


@verb(may=plans_scrutiny, seen=published_words)
def publish_review(review: Review, *, seen: str, at: dt.datetime, by: User) -> Review:
    """
    Publish a review: its question, its steps and its panel, present and future, become public.

    Raises Refused where the review is published already, or its words reveal something that is now withheld (R16).
    """
    locked = hold_review(review)
    if locked.is_published:
        raise Refused("The review is published already.")
    refuse_unseen(locked, seen)
    leak_check.refuse_telling_in(locked, leak_check.of_everything(locked))
    # SECURITY: make a new slug, because the old slug is made from the first title, which a public title may now hide.
    locked.slug, locked.published_at = _free_slug(locked.title_for_public, locked), at
    save(locked)
    index.changed(locked)
    audit.record(by, "published the review", locked)
    return locked


def _say(review: Review, fields: dict[str, Any]) -> set[str]:
    """Set the fields that differ and return their names. Raises Refused where another review has the title."""
    fields |= {name: " ".join(fields[name].split()) for name in IN_ONE_LINE if name in fields}
    changed = set(set_changed(review, fields, allowed=CHANGES))
    if "title" in changed and Review.objects.filter(title__iexact=review.title).exclude(pk=review.pk).exists():
        raise Refused(f"There is already a review called “{review.title}”. Use a different title.")
    return changed


def _free_slug(title: str, but: Review | None = None) -> str:
    base = slugify(title)[:50].strip("-") or "review"
    others = Review.objects.exclude(pk=but.pk) if but else Review.objects.all()
    taken = {"new", *others.filter(slug__startswith=base).values_list("slug", flat=True)}  # "new" is the path of a page
    slugs = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(slug for slug in slugs if slug not in taken)
