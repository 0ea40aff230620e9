"""
Checks of one user's right to read a paper or a minute, with the reason (LGA 1972 s.100F).

To query all rows that a user may read, use `readable_by` of the models' querysets.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from committee.access import permissions
from committee.law import access
from committee.models import Person, Role, RoleGrant, User, Visitor, standing_of
from committee.models.user_standing import READERS_OF_ALL
from meetings.models import Access, Capacity, Meeting, NeedToKnow, Paper, PaperFile


def may_read(user: Visitor, paper: Paper, on: date) -> access.Answer:
    """
    Return the law's answer: whether `user` may read `paper` on the day `on` (`may`), and the reason (`why`).

    A member's or chairman's right comes from a seat held on the day of reading; a substitute's right comes from being
    listed for the meeting. An officer has the right as owner of the paper or of its item, as the committee's contact,
    or as proper or monitoring officer.
    """
    if paper.access == Access.OPEN:
        return access.answer(access.Access.OPEN, (), None)
    return access.answer(
        paper.access,
        paper.paragraph_numbers,
        paper.contract_terms,
        sits_on_committee=_sits_at(user, paper.item.meeting, on),
        other_councillor=permissions.is_councillor(user, on),
        named_officer=_is_named_officer(user, paper, on),
        need_to_know=_has_grant(user, paper, on),
        runs_the_desk=permissions.runs_the_desk(user, on),
    )


def answers(user: Visitor, files: Collection[int], on: date) -> dict[int, access.Answer]:
    """
    Return the answer of `may_read` for each of these paper files, by file id. Papers taken down are left out (R60).

    This is for pages that give the reason why a paper is withheld. To find the readable papers, use
    `PublishedPaper.objects.readable_by`.
    """
    rows = PaperFile.objects.filter(pk__in=files, paper__is_down=False)
    rows = rows.select_related("paper__item__meeting__committee")
    return {row.pk: may_read(user, row.paper, on) for row in rows}


def may_read_minute(
    user: Visitor, meeting: Meeting, withheld: str, paragraphs: Collection[int], on: date
) -> access.Answer:
    """
    Return whether `user` may read a minute of `meeting`, and why (s.100F).

    `withheld` is the minute's access, and `paragraphs` are the paragraphs claimed for it. Nobody records whether a
    minute contains terms of a contract, so a minute under paragraph 3 is not open to other councillors. A grant to read
    a paper (`NeedToKnow`) does not include the minute on that paper.
    """
    return access.answer(
        withheld,
        paragraphs,
        None,
        sits_on_committee=_sits_at(user, meeting, on),
        other_councillor=permissions.is_councillor(user, on),
        named_officer=permissions.has_role(user, on, Role.PROPER_OFFICER, Role.MONITORING_OFFICER),
        runs_the_desk=permissions.runs_the_desk(user, on),
    )


def _is_named_officer(user: Visitor, paper: Paper, on: date) -> bool:
    if permissions.has_role(user, on, Role.PROPER_OFFICER, Role.MONITORING_OFFICER):
        return True
    who = standing_of(user, on)
    if who.person is None or not who.is_officer:
        return False
    return who.person in (paper.owner_id, paper.item.owner_id, paper.item.meeting.committee.contact_officer_id)


def _has_grant(user: Visitor, paper: Paper, on: date) -> bool:
    """Return whether the proper officer granted the user access to the paper; grants are read once per request."""
    person = standing_of(user, on).person
    grants = NeedToKnow.objects.filter(person=person).values_list("paper", flat=True)
    return person is not None and paper.pk in _read_once(user, "_grants", grants)


def _read_once(user: Visitor, name: str, rows: Iterable[int]) -> frozenset[int]:
    """Return the ids in `rows`, stored on `user` under `name`, so that they are read once per request."""
    if name not in user.__dict__:
        user.__dict__[name] = frozenset(rows)
    ids: frozenset[int] = user.__dict__[name]
    return ids


def _sits_at(user: Visitor, meeting: Meeting, on: date) -> bool:
    """Return whether `user` may read a meeting's withheld papers, by a seat or as a substitute at the meeting."""
    who = standing_of(user, on)
    if who.person is None or meeting.committee_id in who.reading:
        return who.person is not None
    stood_in_at = Meeting.objects.stood_in_at(who).values_list("pk", flat=True)
    return meeting.pk in _read_once(user, "_stands_in", stood_in_at)


def may_read_in_full(user: Visitor, meeting: Meeting, on: date) -> bool:
    """
    Return whether `user` may read all withheld material of a meeting, by a seat, as a substitute or by a role.

    Use this for text that is stored without an access of its own: titles in an agenda's snapshot, the text of draft
    minutes. For packs use `Pack.objects.readable_by`.
    """
    return standing_of(user, on).reads_all or _sits_at(user, meeting, on)


def readers_in_full(meeting: Meeting, on: date) -> QuerySet[User]:
    """Return the users for whom `may_read_in_full` is true on the day `on`."""
    by_role = RoleGrant.objects.on(on).filter(role__in=READERS_OF_ALL).values("user")
    sitting = meeting.seats_on(on).reading().values("person")
    standing_in = Person.objects.filter(attended__minutes__meeting=meeting, attended__capacity=Capacity.SUBSTITUTE)
    return User.objects.filter(
        Q(pk__in=by_role) | Q(person__in=sitting) | Q(person__in=standing_in.values("pk")), is_active=True
    )
