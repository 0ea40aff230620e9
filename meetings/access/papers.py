"""Who may read which paper and pack: the law's answer (rules.md 1.8, LGA 1972 s.100F) for one user on one day."""

from collections.abc import Collection
from datetime import date

from committee import permissions
from committee.law import access
from committee.models import Committee, Role, RoleGrant, User
from committee.permissions import Visitor
from meetings.models import Access, Meeting, NeedToKnow, Paper, Preview


def may_read(user: Visitor, paper: Paper, on: date) -> access.Answer:
    """
    Whether `user` may read `paper` on that day, and why (`Answer.may`, `Answer.why`).

    A chairman's or member's right comes from a seat held on the day of reading; an officer's from owning the paper or
    its item, or from being its committee's contact, or the proper or monitoring officer.
    """
    if paper.access == Access.OPEN:
        return access.answer(access.Access.OPEN, (), None)
    return access.answer(
        paper.access,
        paper.paragraph_numbers,
        paper.contract_terms,
        sits_on_committee=permissions.sits_on(user, paper.item.meeting.committee, on),
        other_councillor=permissions.is_councillor(user, on),
        named_officer=_is_named_officer(user, paper, on),
        need_to_know=_has_grant(user, paper),
        runs_the_desk=permissions.runs_the_desk(user, on),
    )


def may_read_minute(
    user: Visitor, committee: Committee, withheld: str, paragraphs: Collection[int], on: date
) -> access.Answer:
    """
    Whether `user` may read a minute of `committee`, of that access and with those paragraphs, and why (s.100F).

    Nobody says of a minute whether terms of a contract are in it, so paragraph 3 alone opens none to other councillors;
    leave to read a paper on a need to know is no leave to read what was said of it.
    """
    return access.answer(
        withheld,
        paragraphs,
        None,
        sits_on_committee=permissions.sits_on(user, committee, on),
        other_councillor=permissions.is_councillor(user, on),
        named_officer=permissions.has_role(user, on, Role.PROPER_OFFICER, Role.MONITORING_OFFICER),
        runs_the_desk=permissions.runs_the_desk(user, on),
    )


def _is_named_officer(user: Visitor, paper: Paper, on: date) -> bool:
    if permissions.has_role(user, on, Role.PROPER_OFFICER, Role.MONITORING_OFFICER):
        return True
    person = getattr(user, "person_id", None)
    if person is None or not permissions.is_officer(user, on):
        return False
    return person in (paper.owner_id, paper.item.owner_id, paper.item.meeting.committee.contact_officer_id)


def _has_grant(user: Visitor, paper: Paper) -> bool:
    """Whether the proper officer gave leave; all of a person's grants are read once for a request."""
    person = getattr(user, "person_id", None)
    if person is None:
        return False
    grants = user.__dict__.setdefault("_grants", None)
    if grants is None:
        grants = user.__dict__["_grants"] = frozenset(
            NeedToKnow.objects.filter(person=person).values_list("paper", flat=True)
        )
    return paper.pk in grants


def may_read_members_pack(user: Visitor, committee: Committee, on: date) -> bool:
    """Whether `user` may read the members' edition, which holds every withheld paper: a seat or the desk will do."""
    return (
        permissions.sits_on(user, committee, on)
        or permissions.runs_the_desk(user, on)
        or permissions.has_role(user, on, Role.MONITORING_OFFICER)
    )


def readers_of_members_pack(users: Collection[User], committee: Committee, on: date) -> set[int]:
    """Ids of those `users` of whom `may_read_members_pack` is true on that day: two queries, however many they are."""
    active = [user for user in users if user.is_active]
    roles = (Role.CLERK, Role.PROPER_OFFICER, Role.MONITORING_OFFICER)
    by_role = RoleGrant.objects.on(on).filter(user__in=active, role__in=roles).values_list("user", flat=True)
    people = [user.person_id for user in active if user.person_id]
    sitting = set(committee.seats.on(on).filter(person__in=people).values_list("person", flat=True))
    return set(by_role) | {user.pk for user in active if user.person_id in sitting}


def may_preview(user: Visitor, meeting: Meeting, on: date) -> bool:
    """Whether a draft of `meeting` was sent to `user`, who must still sit on the committee."""
    person = getattr(user, "person_id", None)
    return (
        person is not None
        and permissions.sits_on(user, meeting.committee, on)
        and Preview.objects.filter(meeting=meeting, sent_to=person).exists()
    )
