"""Verbs of a review's parents: add or remove a parent, choose the monitor, tie work programme items to the review."""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import Committee, User
from committee.search import index
from reviews import leak_check
from reviews.locking import hold_parent, hold_review, still_there
from reviews.models import ENDED, Endorsement, Parent, Review, ReviewItem
from workprogramme.models import PROPOSED, ProgrammeItem


@verb(may=plans_scrutiny)
def add_parent(review: Review, committee: Committee, *, on: dt.date, by: User) -> Parent:
    """
    Add a committee that commissions the review. The review becomes a joint review.

    Raises Refused where

    - the committee does not scrutinise, or is a parent already;
    - the committee withholds something that the review's words reveal;
    - a committee has decided on the report, or the review has ended.
    """
    locked = hold_review(review)
    refuse_unfit_parent(committee, on)
    if locked.parents.filter(committee=committee).exists():
        raise Refused(f"The {committee} is one of the committees of this review already.")
    if locked.state in ENDED or Endorsement.objects.standing().filter(parent__review=locked).exists():
        raise Refused("The committees have decided on the report, or the review has ended: no committee can be added.")
    leak_check.refuse_telling([committee], leak_check.of_everything(locked))
    parent = Parent(review=locked, committee=committee)
    save(parent)
    audit.record(by, "added a committee to the review", locked, committee=committee.name)
    return parent


@verb(may=plans_scrutiny)
def remove_parent(parent: Parent, *, by: User) -> None:
    """
    Remove a committee that does not commission the review. The committee's programme items are untied.

    Raises Refused where the committee

    - monitors the review;
    - has decided about the report, or has agreed the scope;
    - had a paper of the review on an agenda;
    - is or was represented by a panel member.
    """
    locked = hold_parent(parent)
    if locked.review.monitored_by_id == locked.committee_id:
        raise Refused("This committee monitors the review: choose another to monitor it first.")
    if locked.endorsements.exists():
        raise Refused("It is recorded that this committee decided about the report, so it cannot be removed.")
    if locked.scope_agreements.exists():
        raise Refused("It is recorded that this committee agreed the scope, so it cannot be removed.")
    if locked.papers.exists():
        raise Refused("A paper of the review was put on an agenda of this committee, so it cannot be removed.")
    if sent := locked.review.panel.filter(represents=locked.committee).select_related("person").first():
        raise Refused(f"{sent.person} sits, or sat, on the panel for this committee, so it cannot be removed.")
    locked.items.all().delete()
    locked.delete()
    audit.record(by, "removed a committee from the review", locked.review, committee=locked.committee.name)


@verb(may=plans_scrutiny)
def choose_monitor(parent: Parent, *, by: User) -> Review:
    """Choose the parent that monitors the review. Raises Refused where that parent monitors the review already."""
    locked = hold_parent(parent)
    review = locked.review
    if review.monitored_by_id == locked.committee_id:
        raise Refused(f"The {locked.committee} monitors the review already.")
    was = review.monitored_by
    review.monitored_by = locked.committee
    save(review)
    index.changed(review)
    audit.record(by, "chose who monitors the review", review, committee=locked.committee.name, before=was.name)
    return review


@verb(may=plans_scrutiny)
def tie_item(parent: Parent, item: ProgrammeItem, *, by: User) -> ReviewItem:
    """
    Record that a review grew from an item of the parent's work programme. The item does not change.

    Raises Refused where the item is of another committee, only suggested, or tied to a review already.
    """
    locked = hold_parent(parent)
    chosen = ProgrammeItem.objects.select_related("programme").get(pk=item.pk)
    if chosen.programme.committee_id != locked.committee_id:
        raise Refused(f"That item is not in a work programme of the {locked.committee}: choose one of its own.")
    if chosen.state in PROPOSED:
        raise Refused("That is a suggestion which is not in the work programme yet: accept it there first.")
    if tied := ReviewItem.objects.filter(item=chosen).select_related("parent__review").first():
        raise Refused(f"That item is already linked to the review “{tied.parent.review}”.")
    tie = ReviewItem(parent=locked, item=chosen)
    save(tie)
    facts = {"item": chosen.title, "committee": locked.committee.name}
    audit.record(by, "linked a programme item to the review", locked.review, **facts)
    return tie


@verb(may=plans_scrutiny)
def untie_item(tied: ReviewItem, *, by: User) -> None:
    """Undo `tie_item`. Raises Refused where the item is untied already."""
    parent = hold_parent(tied.parent)
    locked = still_there(parent.items.select_related("item"), tied, "Someone has unlinked that item.")
    locked.delete()
    audit.record(by, "unlinked a programme item from the review", parent.review, item=locked.item.title)


def refuse_unfit_parent(committee: Committee, on: dt.date) -> None:
    """Raise Refused where a committee does not scrutinise (LGA 2000 s.9F) or does not exist on that day."""
    if not committee.is_scrutiny or committee.is_informal:
        raise Refused(f"The {committee} is not an overview and scrutiny committee, so it cannot commission a review.")
    if not committee.since <= on or (committee.until and committee.until < on):
        raise Refused(f"The {committee} does not exist on that day, so it cannot commission a review.")
