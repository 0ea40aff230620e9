"""Recipes of evidence sessions: witnesses, invitations, questions, and what the panel asks for."""

from typing import Any

from reviews.evidence import session_verbs as sessions
from reviews.evidence import witness_verbs as witnesses
from reviews.models import Came
from tests.acts import Act, Cast, by_scrutiny, recipe
from tests.reviews.heard import AT, DAY, FORGET, Heard, make
from tests.reviews.world import World


def _heard(world: World, cast: Cast) -> Heard:
    return make(world, cast["clerk"])


by_scrutiny(sessions.add_session, "review", lambda world, _: world.review, on=DAY, place="County Buildings")
by_scrutiny(sessions.edit_session, "review", lambda world, cast: _heard(world, cast).session, place="A school")
by_scrutiny(sessions.remove_session, "review", lambda world, cast: _heard(world, cast).session)


@recipe(witnesses.add_witness, world="review")
def add_witness(world: World, cast: Cast) -> Act:
    words: dict[str, Any] = {"post": "School nurse", "name": "Nora Nurse", "may_be_named": True, "forget_on": FORGET}
    return Act(witnesses.add_witness, (world.review,), words, by=cast["scrutiny officer"])


by_scrutiny(witnesses.edit_witness, "review", lambda world, cast: _heard(world, cast).head, post="Head")
by_scrutiny(witnesses.remove_witness, "review", lambda world, cast: _heard(world, cast).head)
by_scrutiny(witnesses.forget_witness, "review", lambda world, cast: _heard(world, cast).head, at=AT)


@recipe(witnesses.invite, world="review")
def invite(world: World, cast: Cast) -> Act:
    heard = _heard(world, cast)
    nurse = witnesses.add_witness(world.review, post="School nurse", forget_on=FORGET, by=cast["clerk"])
    return Act(witnesses.invite, (heard.session, [nurse]), {"invited_on": DAY, "at": AT}, by=cast["scrutiny officer"])


@recipe(witnesses.edit_invitation, world="review")
def edit_invitation(world: World, cast: Cast) -> Act:
    words = {"reply": "coming", "invited_on": DAY, "at": AT}
    return Act(witnesses.edit_invitation, (_heard(world, cast).invited,), words, by=cast["scrutiny officer"])


@recipe(witnesses.record_attendance, world="review")
def record_attendance(world: World, cast: Cast) -> Act:
    heard = _heard(world, cast)
    came = {heard.invited.pk: Came.BY_VIDEO}
    return Act(witnesses.record_attendance, (heard.session, came), {"at": AT}, by=cast["scrutiny officer"])


by_scrutiny(witnesses.remove_invitation, "review", lambda world, cast: _heard(world, cast).invited)


@recipe(sessions.add_questions, world="review")
def add_questions(world: World, cast: Cast) -> Act:
    words = {"text": "Who asks?", "asked_by": world.expert}
    return Act(sessions.add_questions, (_heard(world, cast).session,), words, by=cast["scrutiny officer"])


@recipe(sessions.edit_question, world="review")
def edit_question(world: World, cast: Cast) -> Act:
    words = {"asked_by": world.expert}
    return Act(sessions.edit_question, (_heard(world, cast).question,), words, by=cast["scrutiny officer"])


by_scrutiny(sessions.remove_question, "review", lambda world, cast: _heard(world, cast).question)
by_scrutiny(sessions.move_question_up, "review", lambda world, cast: _heard(world, cast).question)


@recipe(sessions.ask_for_information, world="review")
def ask_for_information(world: World, cast: Cast) -> Act:
    words = {"what": "How many are known?", "of_whom": "The police", "asked_on": DAY, "at": AT}
    return Act(sessions.ask_for_information, (world.review,), words, by=cast["scrutiny officer"])


@recipe(sessions.edit_information_request, world="review")
def edit_information_request(world: World, cast: Cast) -> Act:
    words = {"answered_on": DAY, "answer": "Forty.", "at": AT}
    return Act(sessions.edit_information_request, (_heard(world, cast).request,), words, by=cast["scrutiny officer"])


by_scrutiny(sessions.remove_information_request, "review", lambda world, cast: _heard(world, cast).request)
