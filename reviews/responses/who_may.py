"""Who writes an answer, by which way, and who signs it off."""

import datetime as dt
from typing import Any

from committee.models import Person, PortfolioHolding, User, executive_members
from committee.permissions import is_officer
from committee.verbs import LinkHolder
from reviews.models import Addressee, AddresseeKind, AnswerDraft, Response

ACT = "reviews.answer"  # what a signed link lets a partner do


def writes(who: Any, on: dt.date, /, draft: AnswerDraft, *args: object, **about: object) -> bool:
    """The officer who is named as its writer."""
    return is_officer(who, on) and who.person_id == draft.writer_id


def writes_either_way(who: Any, on: dt.date, /, draft: AnswerDraft, *args: object, **about: object) -> bool:
    """The same, or whoever holds the signed link of its writer."""
    return (isinstance(who, LinkHolder) and who.person.pk == draft.writer_id) or writes(who, on, draft)


def signs(who: Any, on: dt.date, /, draft: AnswerDraft | Response, *args: object, **about: object) -> bool:
    """The Cabinet Member whose portfolio the addressee names; of the executive anybody where none is named."""
    if not isinstance(who, User) or not who.is_active or who.person is None:
        return False
    return Addressee.objects.signed_off_by(who.person, on).filter(pk=draft.addressee_id).exists()


def needs_sign_off(addressee: Addressee) -> bool:
    """Whether an answer is the executive's, so that a Cabinet Member signs it off."""
    return addressee.kind == AddresseeKind.EXECUTIVE


def officer_of(person: Person, on: dt.date) -> User | None:
    """The sign-in by which somebody has the officers' pages; None for a partner, who is sent a link."""
    user = User.objects.filter(person=person, is_active=True).first()
    return user if user and is_officer(user, on) else None


def signers_of(addressee: Addressee, on: dt.date) -> list[User]:
    """The sign-ins of those who sign an answer off on that day."""
    people = executive_members(on, on)
    if addressee.portfolio_id:
        held = PortfolioHolding.objects.executive().on(on).filter(portfolio=addressee.portfolio_id)
        people = Person.objects.filter(pk__in=held.values("person"))
    return list(User.objects.filter(person__in=people, is_active=True).order_by("pk"))
