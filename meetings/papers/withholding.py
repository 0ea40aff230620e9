"""Withholding of papers (exempt by resolution, confidential by law), and leave to read a paper on a need to know."""

import datetime as dt
from typing import Any

from committee.access import permissions
from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.verbs import verb
from committee.models import Person, Post, User
from committee.search import index
from meetings.locking import hold
from meetings.models import NeedToKnow, Paper
from meetings.papers.minute_access import followed
from meetings.withholding import ACCESS_FIELDS
from meetings.withholding import withhold as set_grounds


def is_published(paper: Paper) -> bool:
    """Return whether any file of the paper has ever been published."""
    return paper.files.filter(published__isnull=False).exists()


def refuse_published(paper: Paper) -> None:
    """Raise Refused where any file of the paper has been published."""
    if is_published(paper):
        raise Refused(
            "This paper is published and cannot be changed. Correct it instead: the corrected paper takes its place in "
            "a supplement."
        )


def answers_for(who: Any, on: dt.date, /, paper: Paper, **about: object) -> bool:
    """Return whether `who` is an officer and owns the paper, or its item where the paper has no owner."""
    person = who.person_id if isinstance(who, User) else None
    return person is not None and person == (paper.owner_id or paper.item.owner_id) and permissions.is_officer(who, on)


def held(paper: Paper) -> Paper:
    """Lock the paper's meeting and return the present paper. Raises Refused where the paper was removed."""
    meeting = hold(paper.item.meeting)
    now = Paper.objects.select_related("item", "file").filter(pk=paper.pk).first()
    if now is None:
        raise Refused("Someone has removed that paper.")
    now.item.meeting = meeting
    return now


@verb(may=runs_the_desk)
def set_access(paper: Paper, *, access: str, by: User, **withheld: Any) -> Paper:
    """
    Set the access of a paper: open, exempt (LGA 1972 Sch 12A; R11-R14), confidential (s.100A(2)-(3)), or withheld while
    its grounds are still to be given.

    `withheld`: paragraphs (numbers), public_interest_reason, not_registrable, not_own_development, contract_terms,
    confidential_reason, review_on, public_title. A change of access ends any leave to publish the paper open. Where no
    value changes, nothing is saved. Raises Refused where the law requires more (the refusal says what), and where the
    paper is published.
    """
    paper = held(paper)
    was, before = paper.access, [getattr(paper, name) for name in ACCESS_FIELDS]
    withhold(paper, access, **withheld)
    if before == [getattr(paper, name) for name in ACCESS_FIELDS]:
        return paper
    refuse_published(paper)
    refuse_bad_ties(paper)
    with followed(paper.item):
        save(paper)
    if access != was:
        paper.leaves.all().delete()
    index.changed(paper)
    audit.record(by, f"marked as {access}", paper, was=was, paragraphs=paper.paragraphs)
    return paper


def withhold(paper: Paper, access: str, *, public_title: str = "", **grounds: Any) -> None:
    """Set a paper's access, grounds and public title without saving; see `meetings.withholding.withhold`."""
    set_grounds(paper, access, **grounds)
    paper.public_title = public_title.strip()


def refuse_bad_ties(paper: Paper) -> None:
    """Raise Refused where `appendix_of`, `open_version` or `replaces` points to a paper that does not fit."""
    main, version = paper.appendix_of, paper.open_version
    if main and (main.item_id != paper.item_id or main.pk == paper.pk or main.appendix_of_id):
        raise Refused("An appendix belongs to another paper of the same item, and not to an appendix.")
    if version and (version.item_id != paper.item_id or version.pk == paper.pk or version.is_withheld):
        raise Refused("The open version must be an open paper of the same item.")
    if replaced := paper.replaces:
        if replaced.item_id != paper.item_id or not is_published(replaced):
            raise Refused("Only a published paper of the same item is corrected.")
        if Paper.objects.filter(replaces=replaced).exclude(pk=paper.pk).exists():
            raise Refused("This paper has been corrected already: correct the paper that took its place.")
    if version and not paper.is_withheld:
        raise Refused("Only an exempt or confidential paper has an open version beside it.")
    if paper.is_withheld and paper.pk and Paper.objects.filter(open_version=paper).exists():
        raise Refused("This is the open version of a withheld paper, so it must stay open.")


@verb(may=runs_the_desk)
def grant_need_to_know(
    paper: Paper, *, person: Person, reason: str, at: dt.datetime, by: User, acting_for: str = ""
) -> NeedToKnow:
    """
    Let one person read one withheld paper (the common-law need to know, preserved by LGA 1972 s.100F(5)).

    Only the proper officer can give leave, so a clerk's act is recorded as done for the proper officer. Raises Refused
    where the paper is open, where no reason is given, where the person has leave already, and where no proper officer
    is entered.
    """
    reason = reasoned(reason, "why this person needs to know")
    paper = held(paper)
    if not paper.is_withheld:
        raise Refused("The paper is open: everyone may read it once it is published.")
    if paper.grants.filter(person=person).exists():
        raise Refused(f"{person} may read this paper already.")
    acting_for = acting_for or _acting_for(by, day_of(at))
    grant = NeedToKnow(
        paper=paper, person=person, reason=reason, granted_at=at, granted_by=by, acting_for=acting_for[:120]
    )
    save(grant)
    audit.record(by, "gave access to", paper, acting_for=acting_for[:120], person=person.name, reason=reason)
    return grant


def _acting_for(by: User, on: dt.date) -> str:
    """Return the proper officer's name and post; "" where `by` is that officer. Raises Refused if none is entered."""
    if permissions.is_proper_officer(by, on):
        return ""
    post = Post.objects.on(on).filter(is_proper_officer=True).select_related("person").first()
    if post is None:
        raise Refused("No one is entered as the proper officer, who must give access: enter the post in the register.")
    return f"{post.person.name}, {post.title}"
