"""What fills the blanks of the addresses of reviews, for the test of every address as everybody."""

from committee.models import Committee, User
from reviews.models import State
from reviews.proposing import verbs as proposing
from reviews.steps import verbs as steps
from tests.reviews import world as worlds
from tests.workprogramme import world as programmes
from workprogramme.models import Programme

Values = dict[str, dict[str, str]]


def values(committee: Committee, clerk: User) -> Values:
    """Values by the full name of an address: a published review on the way, and its parents, items and panel."""
    programme = Programme.objects.get(committee=committee, year__starts__year=2021)
    item = programme.items.taken_up().filter(title="Young Carers").get()
    tbc = programme.items.get(title="Neglect")
    planned = programmes.World(programme, [], item, tbc, tbc)
    world = worlds.make(planned, clerk)
    proposing.publish_review(world.review, at=worlds.AT, by=clerk)
    steps.take_step(world.review, State.SCOPING, on=worlds.ON, at=worlds.AT, by=clerk)
    one, parent = {"slug": world.review.slug}, {"slug": world.review.slug, "pk": str(world.prosperous.pk)}
    panellist = one | {"pk": str(world.expert.pk)}
    return {
        "public:review": one,
        **{f"desk:review{act}": one for act in ("", "-edit", "-publish", "-step", "-parent-new", "-panellist-new")},
        "desk:review-step-reason": one | {"number": "1"},
        **{f"desk:review-{act}": parent for act in ("parent-remove", "monitor", "item-new")},
        "desk:review-item-remove": one | {"pk": str(world.tied.pk)},
        **{f"desk:review-panellist{act}": panellist for act in ("", "-end", "-remove")},
    }
