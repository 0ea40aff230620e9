"""Find the writer and the signers of an answer; list the answers that wait for a person."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q

from committee.access.permissions import is_officer
from committee.acts.verbs import LinkHolder
from committee.models import Person, PortfolioHolding, User, executive_members
from committee.wording.dates import long_date, with_no_end
from reviews.deadlines import Clock, clock
from reviews.models import ENDED, Addressee, AddresseeKind, AnswerDraft, DraftState, Response

ACT = "reviews.answer"  # name of the act that a signed link lets a partner do


def writes(who: Any, on: dt.date, /, draft: AnswerDraft, *args: object, **about: object) -> bool:
    """Return whether `who` is the officer named as the answer's writer."""
    return is_officer(who, on) and who.person_id == draft.writer_id


def writes_either_way(who: Any, on: dt.date, /, draft: AnswerDraft, *args: object, **about: object) -> bool:
    """Return whether `who` is the answer's writer, signed in or by a signed link."""
    return (isinstance(who, LinkHolder) and who.person.pk == draft.writer_id) or writes(who, on, draft)


def signs(who: Any, on: dt.date, /, draft: AnswerDraft | Response, *args: object, **about: object) -> bool:
    """Return whether `who` may sign: the portfolio's Cabinet Member or, without a portfolio, any executive member."""
    if not isinstance(who, User) or not who.is_active or who.person is None:
        return False
    return Addressee.objects.signed_off_by(who.person, on).filter(pk=draft.addressee_id).exists()


def needs_sign_off(addressee: Addressee) -> bool:
    """Return whether the answer is the executive's, so that a Cabinet Member signs it off."""
    return addressee.kind == AddresseeKind.EXECUTIVE


def officer_of(person: Person, on: dt.date) -> User | None:
    """Return the user of an officer who can open the officers' pages; None for a partner, who gets a link."""
    user = User.objects.filter(person=person, is_active=True).first()
    return user if user and is_officer(user, on) else None


def signers_of(addressee: Addressee, on: dt.date) -> list[User]:
    """Return the users who may sign an answer off on that day."""
    people = executive_members(on, on)
    if addressee.portfolio_id:
        holdings = PortfolioHolding.objects.executive().on(on).filter(portfolio=addressee.portfolio_id)
        people = Person.objects.filter(pk__in=holdings.values("person"))
    return list(User.objects.filter(person__in=people, is_active=True).order_by("pk"))


SENT_SHOWN = 20


class Actor(StrEnum):
    """The person who acts next on an answer."""

    WRITER = "writer"
    SIGNER = "signer"
    SCRUTINY = "scrutiny officer"


OF_STATE = {
    DraftState.ASKED: Actor.WRITER,
    DraftState.RETURNED: Actor.WRITER,
    DraftState.SENT: Actor.SIGNER,
    DraftState.READY: Actor.SCRUTINY,
}


def acts_next(addressee: Addressee) -> Actor | None:
    """Return the next actor on an addressee's answer; None once the answer is recorded, and signed off where needed."""
    draft, response = getattr(addressee, "draft", None), getattr(addressee, "response", None)
    if response is not None:
        who = Actor.SCRUTINY if response.returned_reason else Actor.SIGNER
        return who if response.is_unsigned else None
    return OF_STATE[DraftState(draft.state)] if draft is not None else Actor.SCRUTINY


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    An addressee with the draft and the recorded answer, each None where missing.

    `clock`: state of the answer on a day, with the due day.
    `days_left`: days until the due day of a missing answer; None where the answer came, is late or has no due day.
    """

    addressee: Addressee
    draft: AnswerDraft | None
    response: Response | None
    clock: Clock
    days_left: int | None

    @property
    def is_late(self) -> bool:
        """True where the due day has passed without an answer."""
        return self.response is None and bool(self.clock.days_late)


def waiting_of(addressee: Addressee, on: dt.date) -> Waiting:
    """Return an addressee with its draft and response, and with the state of the answer on a day."""
    due = (standing := clock(addressee, on)).due
    draft, response = getattr(addressee, "draft", None), getattr(addressee, "response", None)
    days_left = (due - on).days if due and response is None and on <= due else None
    return Waiting(addressee, draft, response, standing, days_left)


def sent_of(draft: AnswerDraft, *, resources: bool = True) -> list[tuple[str, str]]:
    """Return an answer as (label, words), without empty words. `resources=False` leaves out cost and staffing."""
    facts = [
        ("Answer", draft.get_answer_display()),
        ("What will be done", draft.action),
        ("Reasons", draft.reasons),
        ("Responsible", draft.officer),
        ("Cost and staffing", draft.resources if resources else ""),
        ("To be done by", long_date(draft.target_on)),
        ("Goes on", with_no_end(draft.goes_on_from)),
    ]
    return [(label, words) for label, words in facts if words]


def answers_of_writer(user: User, on: dt.date) -> tuple[list[Waiting], list[AnswerDraft]]:
    """
    Return the answers that an officer has to write, earliest due day first, and the answers that the officer sent.

    At most SENT_SHOWN sent answers are returned, latest first, published or not. One query.
    """
    to_write = Q(
        state__in=(DraftState.ASKED, DraftState.RETURNED), addressee__response=None,
        addressee__recommendation__withdrawn_reason="",
    ) & ~Q(addressee__recommendation__review__state__in=ENDED)  # fmt: skip
    theirs = AnswerDraft.objects.filter(writer=user.person)
    sent = theirs.filter(state__in=(DraftState.SENT, DraftState.READY), sent_at__isnull=False)
    shown = sent.order_by("-sent_at", "-pk")[:SENT_SHOWN].values("pk")
    drafts = (
        theirs.readable_by(user, on)
        .filter(to_write | Q(pk__in=shown))
        .select_related("addressee__notice", "addressee__response", "addressee__recommendation__review__monitored_by")
    )
    answers = list(drafts.order_by("-sent_at", "-pk"))
    unsent = [draft for draft in answers if draft.state in (DraftState.ASKED, DraftState.RETURNED)]
    return _soonest([waiting_of(draft.addressee, on) for draft in unsent]), [
        draft for draft in answers if draft not in unsent
    ]


def answers_of_portfolio(user: User, on: dt.date) -> list[Waiting]:
    """Return a Cabinet Member's recommendations: first answers to sign, then missing answers, then all others."""
    if user.person is None:
        return []
    rows = Addressee.objects.readable_by(user, on).filter(
        pk__in=Addressee.objects.signed_off_by(user.person, on).values("pk")
    )
    rows = rows.exclude(recommendation__review__state__in=ENDED).select_related(
        "notice", "response", "draft__writer", "draft__signed_by", "portfolio", "recommendation__review__monitored_by"
    )
    waiting = _soonest([waiting_of(addressee, on) for addressee in rows])
    return sorted(waiting, key=lambda row: (row.response is not None and not is_to_sign(row), not is_to_sign(row)))


def is_to_sign(waiting: Waiting) -> bool:
    """Return whether a sent, recorded or corrected answer waits for its Cabinet Member's signature."""
    return acts_next(waiting.addressee) == Actor.SIGNER


def is_signed(waiting: Waiting) -> bool:
    """Return whether an answer is signed off and waits to be published."""
    unpublished = waiting.draft is not None and waiting.response is None
    return unpublished and acts_next(waiting.addressee) == Actor.SCRUTINY


def _soonest(waiting: list[Waiting]) -> list[Waiting]:
    return sorted(waiting, key=lambda row: (row.clock.due or dt.date.max, row.addressee.pk))
