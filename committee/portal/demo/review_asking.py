"""An invented review of this year that gathers evidence: anybody can answer its call."""

import datetime as dt
import tomllib
from pathlib import Path

from django.conf import settings

from committee.models import Committee, Person, User
from committee.portal.demo.programme import noon
from committee.portal.demo.review_now import INVENTED
from committee.seen import having_read
from reviews.call import verbs as call
from reviews.models import Review, State
from reviews.proposing import verbs as proposing
from reviews.steps import verbs as steps

FACTS = Path(settings.BASE_DIR) / "fixtures" / "demo" / "review-asking.toml"


def load_review_asking(today: dt.date, by: User) -> Review:
    """Load it with its call open; as it is where it is there."""
    facts = tomllib.loads(FACTS.read_text("utf-8"))
    if found := Review.objects.filter(title=facts["title"]).first():
        return found
    day = {name: today + dt.timedelta(days=facts[name]) for name in ("proposed", "gathering", "opens", "closes")}
    review = proposing.propose_review(
        **{name: facts[name] for name in ("title", "question", "why", "success")},
        contact=Person.objects.get(slug=facts["contact"]), committees=[Committee.objects.get(slug=facts["committee"])],
        at=noon(day["proposed"]), by=by,
    )  # fmt: skip
    having_read(proposing.publish_review)(review, at=noon(day["proposed"]), by=by)
    on = day["gathering"]
    for state in (State.SCOPING, State.SCOPE_AGREED, State.EVIDENCE):
        told = INVENTED if state == State.SCOPE_AGREED else ""  # which asks for a reason
        steps.take_step(review, state, on=on, reason=told, at=noon(on), by=by)
    having_read(call.open_call)(review, text=facts["text"], opens_on=day["opens"], closes_on=day["closes"], by=by)
    return review
