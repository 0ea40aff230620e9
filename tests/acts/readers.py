"""Recipes of what readers use: equal terms, following, old addresses, a member's calendar link."""

from django.utils import timezone

from committee.following import topics, verbs
from committee.models import Committee, Follower, Subscription
from committee.old_addresses import verbs as old_verbs
from committee.register.csv_import import Row, read_rows
from committee.search import fruitless, terms
from committee.sign_in import calendar_links
from meetings.members import marks
from tests.acts import Act, Cast, done, done_by, recipe
from tests.workprogramme.world import AT

WORDS = {"term": "DoLS", "same_as": "Deprivation of Liberty Safeguards"}


@recipe(terms.add_equal_terms, world="ground")
def add_equal_terms(committee: Committee, cast: Cast) -> Act:
    return Act(terms.add_equal_terms, (), dict(WORDS), by=cast["clerk"])


done(terms.remove_equal_terms, "ground", lambda _, cast: terms.add_equal_terms(**WORDS, by=cast["clerk"]))
done(fruitless.clear_rare, "ground", at=lambda *_: timezone.now())


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


done_by("member")(calendar_links.make_calendar_link, "ground", at=AT)


@recipe(calendar_links.end_calendar_link, world="ground")
def end_calendar_link(committee: Committee, cast: Cast) -> Act:
    calendar_links.make_calendar_link(at=AT, by=cast["member"])
    return Act(calendar_links.end_calendar_link, (), {}, by=cast["member"])


OLD, TARGET = "https://moderngov.example/mgAi.aspx?ID=7", "/committees/safeguarding/"
FILE = f"old address,new address\n{OLD},{TARGET}\n".encode()


def _rows() -> list[Row]:
    return read_rows(FILE, old_verbs.OLD_ADDRESSES.names, old_verbs.OLD_ADDRESSES.needed)


done(old_verbs.add_old_address, "ground", old=OLD, target=TARGET)


@recipe(old_verbs.change_target, world="ground")
def change_target(committee: Committee, cast: Cast) -> Act:
    row = old_verbs.add_old_address(old=OLD, target="/committees/", by=cast["clerk"])
    return Act(old_verbs.change_target, (row,), {"target": TARGET}, by=cast["clerk"])


done(
    old_verbs.remove_old_address,
    "ground",
    lambda _, cast: old_verbs.add_old_address(old=OLD, target=TARGET, by=cast["clerk"]),
)
done(old_verbs.import_old_addresses, "ground", lambda *_: _rows(), changes=False)


done_by("member", {"chairman", "vice-chairman", "member", "other member"})(
    marks.mark_read, "published", lambda world, _: world.open_paper.its_file, is_read=True
)
