"""Recipes of evidence sessions: witnesses, invitations, questions, and what the panel asks for."""

from collections.abc import Callable
from typing import Any

from reviews.evidence import session_verbs as sessions
from reviews.evidence import witness_verbs as witnesses
from reviews.models import Came
from tests.acts import Act, Cast, by_scrutiny, recipe
from tests.reviews.heard import AT, DAY, FORGET, Heard, make
from tests.reviews.world import World


def _heard(world: World, cast: Cast) -> Heard:
    return make(world, cast["clerk"])


def heard(name: str) -> Callable[[World, Cast], Any]:
    """Return what makes the session and picks the row of that name."""
    return lambda world, cast: getattr(_heard(world, cast), name)


by_scrutiny(sessions.add_session, "review", lambda world, _: world.review, on=DAY, place="County Buildings")
by_scrutiny(sessions.edit_session, "review", heard("session"), place="A school")
by_scrutiny(sessions.remove_session, "review", heard("session"))


@recipe(witnesses.add_witness, world="review")
def add_witness(world: World, cast: Cast) -> Act:
    words: dict[str, Any] = {"post": "School nurse", "name": "Nora Nurse", "may_be_named": True, "forget_on": FORGET}
    return Act(witnesses.add_witness, (world.review,), words, by=cast["scrutiny officer"])


by_scrutiny(witnesses.edit_witness, "review", heard("head"), post="Head")
by_scrutiny(witnesses.remove_witness, "review", heard("head"))
by_scrutiny(witnesses.forget_witness, "review", heard("head"), at=AT)


@recipe(witnesses.invite, world="review")
def invite(world: World, cast: Cast) -> Act:
    heard = _heard(world, cast)
    nurse = witnesses.add_witness(world.review, post="School nurse", forget_on=FORGET, by=cast["clerk"])
    return Act(witnesses.invite, (heard.session, [nurse]), {"invited_on": DAY, "at": AT}, by=cast["scrutiny officer"])


by_scrutiny(witnesses.edit_invitation, "review", heard("invited"), reply="coming", invited_on=DAY, at=AT)


@recipe(witnesses.record_attendance, world="review")
def record_attendance(world: World, cast: Cast) -> Act:
    heard = _heard(world, cast)
    came = {heard.invited.pk: Came.BY_VIDEO}
    return Act(witnesses.record_attendance, (heard.session, came), {"at": AT}, by=cast["scrutiny officer"])


by_scrutiny(witnesses.remove_invitation, "review", heard("invited"))


EXPERTS: dict[str, Any] = {"asked_by": lambda world, _: world.expert}
by_scrutiny(sessions.add_questions, "review", heard("session"), text="Who asks?", **EXPERTS)
by_scrutiny(sessions.edit_question, "review", heard("question"), **EXPERTS)
by_scrutiny(sessions.remove_question, "review", heard("question"))
by_scrutiny(sessions.move_question_up, "review", heard("question"))


@recipe(sessions.ask_for_information, world="review")
def ask_for_information(world: World, cast: Cast) -> Act:
    words = {"what": "How many are known?", "of_whom": "The police", "asked_on": DAY, "at": AT}
    return Act(sessions.ask_for_information, (world.review,), words, by=cast["scrutiny officer"])


by_scrutiny(sessions.edit_information_request, "review", heard("request"), answered_on=DAY, answer="Forty.", at=AT)
by_scrutiny(sessions.remove_information_request, "review", heard("request"))
