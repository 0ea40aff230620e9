"""Witnesses of the small review to test with, a session of theirs, questions and a request for information."""

import datetime as dt
from dataclasses import dataclass

from committee.models import User
from reviews.evidence import session_verbs as verbs
from reviews.evidence import witness_verbs
from reviews.models import EvidenceSession, InformationRequest, Invitation, Question, Witness
from tests.reviews.world import World

DAY = dt.date(2021, 7, 14)
AT = dt.datetime(2021, 7, 14, 15, tzinfo=dt.UTC)
FORGET = dt.date(2022, 7, 14)


@dataclass(frozen=True, slots=True)
class Heard:
    """A head teacher with name and contact who consents to neither, a group of pupils, both invited; who asks what."""

    session: EvidenceSession
    head: Witness
    pupils: Witness
    invited: Invitation
    question: Question
    request: InformationRequest


def make(world: World, by: User) -> Heard:
    """Add a private session on 14 July 2021, two questions of Charles, and one request for figures."""
    review = world.review
    session = verbs.add_session(review, on=DAY, place="County Buildings", by=by)
    head = witness_verbs.add_witness(
        review, post="Head teacher", body="Borchester High School", name="Hilda Headley", contact="hilda@head.example",
        forget_on=FORGET, by=by,
    )  # fmt: skip
    pupils = witness_verbs.add_witness(review, post="Eight pupils of year 10", is_group=True, forget_on=FORGET, by=by)
    invited, _ = witness_verbs.invite(session, [head, pupils], at=AT, by=by)
    lines = "Who asks pupils whom they care for?\nWhat becomes of the answers?"
    question = verbs.add_questions(session, text=lines, asked_by=world.chairman, witness=head, by=by)[1]
    request = verbs.ask_for_information(
        review, what="How many young carers are known?", of_whom="The education department", asked_on=DAY,
        wanted_by=dt.date(2021, 7, 28), at=AT, by=by,
    )  # fmt: skip
    return Heard(session, head, pupils, invited, question, request)
