"""What fills the blanks of the addresses of reviews, for the test of every address as everybody."""

from committee.models import Committee, User
from reviews.endorsement import verbs as endorsement
from reviews.models import BEFORE_REPORT, State
from reviews.proposing import verbs as proposing
from reviews.recommendations import verbs as recommendations
from reviews.responses import verbs as responses
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
    row = recommendations.add_recommendation(world.review, text="Ask every pupil.", by=clerk)
    addressee = recommendations.name_addressee(row, kind="executive", name="Cabinet Member", by=clerk)
    proposing.publish_review(world.review, at=worlds.AT, by=clerk)
    for state in (*BEFORE_REPORT[1:], State.REPORTED):
        steps.take_step(world.review, state, on=worlds.ON, at=worlds.AT, by=clerk)
    endorsement.record_decision(world.safeguarding, decision="endorsed", on=worlds.ON, at=worlds.AT, by=clerk)
    decided = endorsement.record_decision(world.prosperous, decision="endorsed", on=worlds.ON, at=worlds.AT, by=clerk)
    notice = responses.serve_notice(
        world.review, [addressee], recipient="The Leader", served_on=worlds.ON, served_by="email", report_on=worlds.ON,
        at=worlds.AT, by=clerk,
    )  # fmt: skip
    one, parent = {"slug": world.review.slug}, {"slug": world.review.slug, "pk": str(world.prosperous.pk)}
    responses.record_response(
        addressee, answer="accepted", action="Schools ask.", received_on=worlds.ON, at=worlds.AT, by=clerk
    )
    numbered, asked = one | {"pk": str(row.pk)}, one | {"pk": str(addressee.pk)}
    panellist = one | {"pk": str(world.expert.pk)}
    return {
        "public:review": one,
        **{f"desk:review{act}": one for act in ("", "-edit", "-publish", "-step", "-parent-new", "-panellist-new")},
        "public:recommendation": one | {"number": "1"},
        "desk:review-recommendation": numbered,
        **dict.fromkeys(("desk:review-recommendation-remove", "desk:review-addressee-new"), numbered),
        **dict.fromkeys(("desk:review-addressee-remove", "desk:review-response", "desk:review-response-remove"), asked),
        **dict.fromkeys(("desk:review-recommendation-new", "desk:review-notice-new"), one),
        "desk:review-decision": one | {"pk": str(decided.pk)},
        **{f"desk:review-notice-{act}": one | {"pk": str(notice.pk)} for act in ("receipt", "remove")},
        "desk:review-step-correct": one | {"number": "1"},
        **{f"desk:review-{act}": parent for act in ("parent-remove", "monitor", "item-new", "decision-new")},
        "desk:review-item-remove": one | {"pk": str(world.tied.pk)},
        **{f"desk:review-panellist{act}": panellist for act in ("", "-end", "-remove")},
    }
