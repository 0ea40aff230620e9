"""
Verbs of witnesses: put one on the list, correct what is kept of them, and forget it in time.

SECURITY: the trail forgets nothing, so no line of it holds a name or how to reach somebody: post and body only.
"""

import datetime as dt
from typing import Any

from committee import audit
from committee.models import Person, User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import save
from committee.verbs import Actor, verb
from reviews import leak_check
from reviews.locking import hold_review
from reviews.models import Review, Witness
from reviews.sessions.holding import hold, put
from reviews.sessions.unnaming import take_name_out

CHANGES = {
    *("person", "name", "post", "body", "is_group", "may_be_named", "contact", "sent_evidence", "forget_on"),
}


@verb(may=plans_scrutiny)
def add_witness(
    review: Review,
    *,
    post: str,
    forget_on: dt.date,
    body: str = "",
    person: Person | None = None,
    name: str = "",
    is_group: bool = False,
    may_be_named: bool = False,
    contact: str = "",
    sent_evidence: bool = False,
    by: User,
) -> Witness:
    """
    Put somebody on the list of those from whom the panel wants evidence, by post and body.

    Raises Refused for a group with a name or a contact, for somebody who is both of the register and named, for consent
    to be named without a name, for a day of forgetting before the review, and where post, body or name would tell
    anybody what is withheld (R16).
    """
    held = hold_review(review)
    witness = Witness(
        review=held, post=post, body=body, person=person, name=name, is_group=is_group, may_be_named=may_be_named,
        contact=contact, sent_evidence=sent_evidence, forget_on=forget_on,
    )  # fmt: skip
    _keep(witness)
    audit.record(by, "added a witness to", held, witness=str(witness))
    return witness


@verb(may=plans_scrutiny)
def edit_witness(witness: Witness, *, by: User, **changes: Any) -> Witness:
    """
    Correct what is kept of a witness, or their consent to be named. Raises Refused as `add_witness` does.

    Without consent any more, the reports that were issued have post and body where the name stood.
    """
    review, held = hold(witness, witness.review, "witness")
    held.review = review
    agreed, named, name = held.may_be_named, held.name_for_public, held.full_name
    if changed := put(held, changes, CHANGES):
        if changed & {"name", "contact"}:
            held.forgotten_at = None
        _keep(held)
        reports = take_name_out(held, named, name) if agreed and not held.may_be_named else 0
        told: dict[str, Any] = {"reports": reports} if reports else {}
        audit.record(by, "corrected a witness of", review, witness=str(held), changed=sorted(changed), **told)
    return held


@verb(may=plans_scrutiny)
def remove_witness(witness: Witness, *, by: User) -> None:
    """Take somebody off the list of witnesses. Refused where they were heard or sent evidence."""
    review, held = hold(witness, witness.review, "witness")
    if held.gave_evidence:
        raise Refused("They gave evidence, so their post and organisation stay on the review’s record.")
    called = str(held)
    held.invitations.all().delete()
    held.questions.update(witness=None)
    held.delete()
    audit.record(by, "removed a witness from", review, witness=called)


@verb(may=plans_scrutiny)
def forget_witness(witness: Witness, *, at: dt.datetime, by: Actor) -> Witness:
    """
    Delete how to reach a witness, and their name unless they agreed to be named; post and body stay.

    Raises Refused where nothing is kept that could be deleted.
    """
    review, held = hold(witness, witness.review, "witness")
    if not Witness.objects.to_forget().filter(pk=held.pk).exists():
        raise Refused("There are no private details of this witness to delete.")
    held.contact = ""
    if not held.may_be_named:
        held.name = ""
    held.forgotten_at = at
    save(held)
    audit.record(by, "deleted the contact details of a witness of", review, witness=str(held))
    return held


def _keep(witness: Witness) -> None:
    for name in ("post", "body", "name"):
        setattr(witness, name, " ".join(getattr(witness, name).split()))
    if witness.forget_on < witness.review.proposed_on:
        raise Refused("Check the day on which their details are deleted: it is before the review started.")
    leak_check.refuse_telling_in(witness.review, [("the witness", [witness.post, witness.body, witness.name])])
    save(witness)
