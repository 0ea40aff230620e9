"""The evidence session of the demonstration's joint review: who was heard, who wrote, and who asked."""

import tomllib
from pathlib import Path

from django.conf import settings

from committee.models import User
from committee.portal.demo.programme import noon
from reviews.models import Review
from reviews.sessions import verbs as sessions
from reviews.sessions import witness_verbs as witnesses

FACTS = Path(settings.BASE_DIR) / "fixtures" / "demo" / "review-sessions.toml"


def load_sessions(review: Review, by: User) -> None:
    """Enter the session with everybody who was heard, those who sent evidence, and a question of each member."""
    facts = tomllib.loads(FACTS.read_text("utf-8"))
    on, forget_on = facts["on"], facts["forget_on"]
    session = sessions.add_session(review, on=on, by=by)
    came = {}
    for entry in facts["heard"]:
        witness = witnesses.add_witness(review, post=entry["post"], body=entry["body"], forget_on=forget_on, by=by)
        [invited] = witnesses.invite(session, [witness], at=noon(on), by=by)
        came[invited.pk] = entry.get("came", "person")
    witnesses.record_attendance(session, came, at=noon(on), by=by)
    for entry in facts["wrote"]:
        witnesses.add_witness(review, **entry, sent_evidence=True, forget_on=forget_on, by=by)
    for entry in facts["questions"]:
        member = review.panel.get(person__slug=entry["person"])
        sessions.add_questions(session, text=entry["text"], asked_by=member, by=by)
