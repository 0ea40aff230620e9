"""Who writes an answer, by which way, and who signs it off."""

import datetime as dt
from typing import Any

from committee.access.permissions import is_officer
from committee.acts.verbs import LinkHolder
from committee.models import Person, PortfolioHolding, User, executive_members
from reviews.models import Addressee, AddresseeKind, AnswerDraft, Response

ACT = "reviews.answer"  # what a signed link lets a partner do


def writes(who: Any, on: dt.date, /, draft: AnswerDraft, *args: object, **about: object) -> bool:
    """Return whether `who` is the officer named as the answer's writer."""
    return is_officer(who, on) and who.person_id == draft.writer_id


def writes_either_way(who: Any, on: dt.date, /, draft: AnswerDraft, *args: object, **about: object) -> bool:
    """Return whether `who` is the answer's writer, signed in or by a signed link."""
    return (isinstance(who, LinkHolder) and who.person.pk == draft.writer_id) or writes(who, on, draft)


def signs(who: Any, on: dt.date, /, draft: AnswerDraft | Response, *args: object, **about: object) -> bool:
    """Return whether `who` signs: the portfolio's Cabinet Member; any executive member if none is named."""
    if not isinstance(who, User) or not who.is_active or who.person is None:
        return False
    return Addressee.objects.signed_off_by(who.person, on).filter(pk=draft.addressee_id).exists()


def needs_sign_off(addressee: Addressee) -> bool:
    """Return whether a Cabinet Member signs the answer off: whether it is the executive's."""
    return addressee.kind == AddresseeKind.EXECUTIVE


def officer_of(person: Person, on: dt.date) -> User | None:
    """Return a person's sign-in for the officers' pages; None for a partner, who gets a link."""
    user = User.objects.filter(person=person, is_active=True).first()
    return user if user and is_officer(user, on) else None


def signers_of(addressee: Addressee, on: dt.date) -> list[User]:
    """Return the sign-ins of the people who may sign an answer off on that day."""
    people = executive_members(on, on)
    if addressee.portfolio_id:
        holdings = PortfolioHolding.objects.executive().on(on).filter(portfolio=addressee.portfolio_id)
        people = Person.objects.filter(pk__in=holdings.values("person"))
    return list(User.objects.filter(person__in=people, is_active=True).order_by("pk"))
