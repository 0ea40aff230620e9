"""Recipes of following by email: asked for, confirmed, chosen how often, and stopped."""

from committee.following import topics, verbs
from committee.models import Committee, Follower, Subscription
from tests.acts import Act, Cast, done_by, recipe
from tests.workprogramme.world import AT

ADDRESS = "rosa@resident.example"


def subscription(committee: Committee) -> Subscription:
    """Return an unconfirmed subscription to the committee."""
    follower = Follower.objects.create(address=ADDRESS, hour_began_at=AT)
    return follower.subscriptions.create(kind="committee", topic=committee.slug, asked_at=AT)


@recipe(verbs.follow, world="ground")
def follow(committee: Committee, cast: Cast) -> Act:
    topic = topics.find("committee", committee.slug)
    assert topic
    return Act(verbs.follow, (topic,), {"address": ADDRESS, "how_often": "daily", "at": AT}, by=None)


done_by("public")(verbs.confirm, "ground", lambda committee, _: subscription(committee).key, at=AT)
done_by("public")(verbs.choose_how_often, "ground", lambda committee, _: (subscription(committee).key, "at_once"))
done_by("public")(verbs.stop, "ground", lambda committee, _: subscription(committee).key)
done_by("public")(verbs.stop_all, "ground", lambda committee, _: subscription(committee).follower.key)
