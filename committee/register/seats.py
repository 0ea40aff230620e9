"""Seats of a committee: a person, a role, a first and a last day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, as_part, verb
from committee.models import Committee, Person, Seat, SeatRole, User, executive_scrutiny
from committee.register.lawful import end, hold, hold_people, refuse_oneself, save_lawful
from committee.register.roles_told import is_or_was_member, tell_of_member
from committee.wording.dates import full_date
from committee.wording.wording import chair


@verb(may=keeps_the_register)
def appoint(
    committee: Committee,
    person: Person,
    *,
    since: date,
    by: User | Portal,
    role: str = SeatRole.MEMBER,
    role_name: str = "",
    represents: str = "",
    until: date | None = None,
    voting: bool = True,
    voting_scope: str = "",
    voting_ground: str = "",
    voting_authority: str = "",
    replacing: bool = False,
    although_scrutinising: bool = False,
) -> Seat:
    """
    Give `person` a seat on `committee`, from `since` to `until` (None: no end yet).

    With `replacing`, the person's present seat on the committee ends the day before `since`, as when a member becomes
    Chairman. Where the person has a sign-in and was no member before, the other users who decide on roles are emailed.

    Raises Refused where:

    - a member of the executive would sit on a scrutiny body, or the reverse (R37, LGA 2000 s.9FA);
    - the seat is on the executive and the person took part in scrutiny on one of its days, unless
      `although_scrutinising` is True;
    - an officer or another person who is no councillor would vote without a `voting_ground` (R64, LGHA 1989 s.13);
    - the committee has another Chairman in that time, the person sits on the committee already, or the committee does
      not exist in that time.
    """
    refuse_oneself(person, by)
    hold(person)
    hold(committee)
    refuse_outside_its_life(committee, since, until)
    if replacing:
        _end_present_seats(committee, person, since, by)
    if role == SeatRole.CHAIRMAN:
        refuse_second_chairman(committee, person, since, until)
    if committee.is_executive and not although_scrutinising:
        executive_scrutiny.refuse_scrutinised(person, since, until)
    if not is_or_was_member(person):
        tell_of_member(person, since, by)
    seat = save_lawful(
        Seat(
            committee=committee,
            person=person,
            role=role,
            role_name=role_name,
            represents=represents,
            since=since,
            until=until,
            voting=voting,
            voting_scope=voting_scope,
            voting_ground=voting_ground,
            voting_authority=" ".join(voting_authority.split()),
        )
    )
    breach: dict[str, Any] = {"although_scrutinising": True} if although_scrutinising else {}
    audit.record(by, "appointed", seat, since=since.isoformat(), until=until.isoformat() if until else "", **breach)
    return seat


class SeveralRefused(Refused):
    """Refusal of seats that were to be given together: `texts` maps the index of each wrong entry to the reason."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        count = len(texts)
        super().__init__(f"No one has been appointed: {count} row{' is' if count == 1 else 's are'} to be corrected.")
        self.texts = texts


@verb(may=keeps_the_register)
def appoint_several(committee: Committee, entries: Sequence[Mapping[str, Any]], *, by: User | Portal) -> list[Seat]:
    """
    Give each of several people a seat on `committee`, or none where one is refused.

    An entry has arguments of `appoint`: `person`, `since`, `role`, `voting`. Raises SeveralRefused with the reason for
    each wrong entry.
    """
    for entry in entries:
        refuse_oneself(entry["person"], by)
    hold_people(entry["person"] for entry in entries)
    hold(committee)
    made, texts = [], {}
    for place, entry in enumerate(entries):
        try:
            with transaction.atomic():
                made.append(as_part(appoint)(committee, **entry, by=by))
        except Refused as refusal:
            texts[place] = refusal.text
    if texts:
        raise SeveralRefused(texts)
    return made


def refuse_second_chairman(
    committee: Committee, person: Person, since: date, until: date | None, but: Seat | None = None
) -> None:
    """Raise Refused where another person is Chairman on a day of that period, except by the seat `but`."""
    others = committee.seats.filter(role=SeatRole.CHAIRMAN).exclude(person=person).overlapping(since, until)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if first := others.select_related("person").first():
        raise Refused(f"{first.person} is the {chair()} in that time. End that seat, or change its role, first.")


def refuse_outside_its_life(committee: Committee, since: date, until: date | None) -> None:
    """Raise Refused for a seat on a day on which the committee does not exist."""
    if since < committee.since:
        raise Refused(
            f"The {committee} was established on {full_date(committee.since)}: no one can be a member before then."
        )
    if committee.until and (until is None or until > committee.until):
        raise Refused(f"The {committee} was dissolved on {full_date(committee.until)}: a seat must end by then.")


def _end_present_seats(committee: Committee, person: Person, since: date, by: User | Portal) -> None:
    for seat in committee.seats.filter(person=person).on(since):
        if seat.since == since:
            raise Refused(f"{person}’s present seat begins on that very day; choose a later one.")
        end_seat(seat, on=since - timedelta(days=1), by=by)


@verb(may=keeps_the_register)
def end_seat(seat: Seat, *, on: date, by: User | Portal) -> None:
    """Record the last day of a seat. Raises Refused where `on` is before its first day, or it has ended by `on`."""
    end(seat, on)
    audit.record(by, f"ended on {full_date(on)} the seat of", seat, until=on.isoformat())


@verb(may=keeps_the_register)
def end_seats(seats: Iterable[Seat], *, on: date, by: User | Portal) -> None:
    """Record the same last day for several seats. Raises Refused, and records none, where one seat is refused."""
    seats = list(seats)
    hold_people(seat.person for seat in seats)
    for seat in sorted(seats, key=lambda seat: seat.pk):
        end_seat(seat, on=on, by=by)
