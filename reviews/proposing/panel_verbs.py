"""Verbs of a review's panel: add a member, correct the record, end the membership, remove a mistake."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import facts_of, save, set_changed
from committee.acts.verbs import verb
from committee.models import Person, User, executive_scrutiny
from committee.register.lawful import hold_people
from committee.search import index
from committee.wording.dates import full_date
from committee.wording.wording import chair, worded
from reviews import leak_check
from reviews.locking import hold, hold_review
from reviews.models import Panellist, PanelRole, Review

CHANGES = {"represents", "role", "since", "until", "interest"}
GONE = "them from the panel"  # end of the sentence "Someone has removed"


@verb(may=plans_scrutiny, points_to=["represents"])
def add_panellist(review: Review, person: Person, *, by: User, **fields: Any) -> Panellist:
    """
    Add a member to the panel of a review from `since` on. A panel decides nothing, so its members have no vote.

    `fields` are fields of Panellist. Raises Refused where

    - the person is on the executive (R37, LGA 2000 s.9FA);
    - the committee in `represents` is no parent, or the person does not sit on that committee on the day `since`;
    - the panel has a chairman already, or the person is on the panel already at that time;
    - the declared interest reveals something withheld (R16).
    """
    hold_people([person])
    panellist = Panellist(review=hold_review(review), person=person, **fields)
    _keep(panellist)
    facts = {"person": str(person), "role": worded(panellist.get_role_display())}
    audit.record(by, "added a member to the panel of", panellist.review, **facts)
    return panellist


@verb(may=plans_scrutiny, points_to=["represents"])
def correct_panellist(panellist: Panellist, *, by: User, **changes: Any) -> Panellist:
    """
    Correct the record of a panel member: role, committee, days or declared interest.

    Raises Refused as `add_panellist` does.
    """
    hold_people([panellist.person])
    locked = hold(panellist, GONE)
    if changed := set_changed(locked, changes, allowed=CHANGES):
        _keep(locked)
        audit.record(by, "corrected the panel of", locked.review, person=str(locked.person), changed=facts_of(changed))
    return locked


@verb(may=plans_scrutiny)
def end_panellist(panellist: Panellist, *, on: dt.date, by: User) -> Panellist:
    """
    Record a panel member's last day. The member stays in the printed membership.

    Raises Refused where the day is before the member's first day, or the member has left by that day already.
    """
    locked = hold(panellist, GONE)
    if locked.until is not None and locked.until <= on:
        raise Refused(f"{locked.person} left the panel on {full_date(locked.until)} already: correct that day instead.")
    locked.until = on
    save(locked)
    audit.record(by, "ended a place on the panel of", locked.review, person=str(locked.person), until=on.isoformat())
    return locked


@verb(may=plans_scrutiny)
def remove_panellist(panellist: Panellist, *, by: User) -> None:
    """Remove a panel member who was added by mistake. For a member who left, use `end_panellist`."""
    locked = hold(panellist, GONE)
    locked.delete()
    index.changed(locked.review)
    audit.record(by, "removed a mistake from the panel of", locked.review, person=str(locked.person))


def _keep(panellist: Panellist) -> None:
    """Save a panel member. Raises Refused where the law or the rules of panels do not allow the membership."""
    panellist.interest = " ".join(panellist.interest.split())
    if place := executive_scrutiny.executive_place(panellist.person, panellist.since, panellist.until):
        raise Refused(executive_scrutiny.not_on_scrutiny(panellist.person, place), rule="R37")
    if committee := panellist.represents:
        if not panellist.review.parents.filter(committee=committee).exists():
            raise Refused(f"The {committee} is not one of this review’s committees. Add it first.")
        if not committee.seats.on(panellist.since).filter(person=panellist.person).exists():
            where = f"the {committee} on {full_date(panellist.since)}"
            raise Refused(f"{panellist.person} does not sit on {where}: record the seat first.")
    others = panellist.review.panel.exclude(pk=panellist.pk).select_related("person")
    others = others.overlapping(panellist.since, panellist.until)
    if others.filter(person=panellist.person).exists():
        raise Refused(f"{panellist.person} is on the panel in that time already: correct that entry instead.")
    if panellist.role == PanelRole.CHAIRMAN and (chairman := others.filter(role=PanelRole.CHAIRMAN).first()):
        raise Refused(f"{chairman.person} is the {chair()} of the panel in that time: end or correct that first.")
    leak_check.refuse_telling_in(panellist.review, [("the interest", [panellist.interest])])
    save(panellist)
    index.changed(panellist)
