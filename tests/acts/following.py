"""Recipes of following by email: asked for, confirmed, chosen how often, and stopped."""

from committee.following import topics, verbs
from committee.models import Committee, Follower, Subscription
from tests.acts import Act, Cast, recipe
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


@recipe(verbs.confirm, world="ground")
def confirm(committee: Committee, cast: Cast) -> Act:
    return Act(verbs.confirm, (subscription(committee).key,), {"at": AT}, by=None)


@recipe(verbs.choose_how_often, world="ground")
def choose_how_often(committee: Committee, cast: Cast) -> Act:
    return Act(verbs.choose_how_often, (subscription(committee).key, "at_once"), {}, by=None)


@recipe(verbs.stop, world="ground")
def stop(committee: Committee, cast: Cast) -> Act:
    return Act(verbs.stop, (subscription(committee).key,), {}, by=None)


@recipe(verbs.stop_all, world="ground")
def stop_all(committee: Committee, cast: Cast) -> Act:
    return Act(verbs.stop_all, (subscription(committee).follower.key,), {}, by=None)
