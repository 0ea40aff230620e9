"""What fills the blanks of the addresses of a review's scope and its sessions."""

from committee.acts.seen import having_read
from committee.models import User
from reviews.models import PointKind
from reviews.proposing import scope_verbs as scope
from tests.reviews import heard as hearings
from tests.reviews import world as worlds

Values = dict[str, dict[str, str]]


def values(world: worlds.World, clerk: User) -> Values:
    """Values by the full name of an address: two points, agreed by one committee; a session with its witnesses."""
    lines = "Find out whether schools ask.\nHear young carers."
    point = scope.add_points(world.review, kind=PointKind.PURPOSE, text=lines, by=clerk)[1]
    proved = {"on": worlds.ON, "proof": "Minute book", "at": worlds.AT}
    agreed = having_read(scope.record_agreement)(world.safeguarding, **proved, by=clerk)
    heard = hearings.make(world, clerk)
    one = {"slug": world.review.slug}
    of_session = ("", "-edit", "-remove", "-attendance")
    return {
        **{f"desk:review-{name}": one for name in ("scope", "points-new", "method", "scope-pdf", "scope-word")},
        **{f"desk:review-point{act}": one | {"pk": str(point.pk)} for act in ("", "-remove", "-up")},
        **{f"desk:review-agreement{act}": one | {"pk": str(agreed.pk)} for act in ("", "-strike-out")},
        **{f"desk:review-{name}": one for name in ("sessions", "session-new", "witness-new", "request-new")},
        **{f"desk:review-session{act}": one | {"pk": str(heard.session.pk)} for act in of_session},
        **{f"desk:review-briefing-{form}": one | {"pk": str(heard.session.pk)} for form in ("pdf", "word")},
        **dict.fromkeys(("desk:review-invite", "desk:review-questions-new"), one | {"pk": str(heard.session.pk)}),
        **{f"desk:review-invitation{act}": one | {"pk": str(heard.invited.pk)} for act in ("", "-remove")},
        **{f"desk:review-question{act}": one | {"pk": str(heard.question.pk)} for act in ("", "-remove", "-up")},
        **{f"desk:review-witness{act}": one | {"pk": str(heard.head.pk)} for act in ("", "-forget", "-remove")},
        **{f"desk:review-request{act}": one | {"pk": str(heard.request.pk)} for act in ("", "-remove")},
        "desk:review-agreement-new": one | {"pk": str(world.prosperous.pk)},
    }
