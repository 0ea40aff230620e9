"""Files of sign-ins: everybody in the file is invited by one import."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from committee.acts.verbs import PORTAL, Portal
from committee.models import Role, User
from committee.register import sign_ins
from committee.register.csv_import.cells import Cells, Column, Kind, Known
from committee.register.roles_told import called, deciders, tell_after_commit
from committee.wording import wording

ROLES = {str(Role.OFFICER.label): str(Role.OFFICER)}  # other roles are granted one by one


class SignIns(Kind):
    """Sign-ins: one row for one person and the address with which they sign in."""

    slug = "sign-ins"
    title = "Sign-ins"
    lead = (
        "Who signs in with which email address. Each is emailed a link to choose a password. "
        "Import people and seats first."
    )
    columns = (
        Column("person", "Forename and surname, as in the register", "Mary Member", needed=True),
        Column("email", "The address of a mailbox that only they read", "mary.member@example.gov.uk", needed=True),
        Column("role", "Officer; empty for a member. Grant other roles on the page of the sign-in", "Officer"),
    )
    same_by = ("person",)
    opens_sign_ins = True

    def _read(self, cells: Cells) -> tuple[Any, str, str]:
        person, email = cells.person("person"), cells.text("email", 254, needed=True).lower()
        role = cells.choice("role", ROLES, otherwise="")
        cells.settle()
        return person, email, role

    def known(self, cells: Cells) -> Known | None:
        """Return the sign-in that the person has already; another address in the row is a fault."""
        person, email, _ = self._read(cells)
        having = cells.ground.once("sign-ins", lambda: dict(User.objects.values_list("person", "email")))
        if person.pk not in having:
            return None
        if having[person.pk] != email:
            cells.wrong("email", f"{person} signs in with {having[person.pk]}. Change that on the page of the sign-in.")
        cells.settle()
        return Known(f"Sign-in of {person}")

    def take(self, cells: Cells, by: User | Portal) -> str:
        """
        Create one sign-in.

        A worker emails its owner. Those who decide on roles get one email about all members of the file.
        """
        person, email, role = self._read(cells)
        today = timezone.localdate()
        members = cells.ground.once("members with a sign-in", partial(_gathered, today, by))
        user = sign_ins.invite_with_role(
            email=email, name=person.name, role=role, on=today, by=by, person=person, send=False, gathered=members
        )
        transaction.on_commit(partial(invite_later.enqueue, user.pk, getattr(by, "pk", None)), robust=True)
        return f"Sign-in of {person}, {user.email}"


@task()
@wording.read_once()
def invite_later(user_id: int, by_id: int | None) -> None:
    """Email the owner of a new sign-in the link for choosing a password."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    by = User.objects.filter(pk=by_id).first() if by_id else PORTAL
    if user and by:
        sign_ins.send_invitation(user, by=by)


def _gathered(on: date, by: User | Portal) -> list[str]:
    """Return a list to fill with members, of which one email goes to those who decide on roles after the commit."""
    members: list[str] = []

    def tell() -> None:
        if members:
            sentence = f"{called(by)} has created sign-ins for these members: {'; '.join(members)}."
            subject = f"Sign-ins of {len(members)} member{'s' * (len(members) > 1)} were created"
            tell_after_commit(sentence, deciders(on, by), subject=subject)

    transaction.on_commit(tell, robust=True)
    return members
