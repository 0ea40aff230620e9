"""Parts of a resolution that were sent to a body: what is on its agenda stays, what waits goes with its part (R70)."""

from collections.abc import Iterable

from committee.acts.refusal import Refused
from committee.wording.dates import full_date
from meetings.models import Limb, Referral


def refuse_placed(limbs: Iterable[Limb]) -> None:
    """Lock the referrals of `limbs`, and raise Refused where one is on an agenda."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("committee", "item__meeting", "limb")
    for row in rows.filter(limb__in=list(limbs)).order_by("pk"):
        if row.item:
            raise Refused(
                f"Part ({row.limb.letter}) was sent to the {row.committee} and is on its agenda of "
                f"{full_date(row.item.meeting.date)}. Remove it from there first.",
                rule="R70",
            )


def forget_waiting(limbs: Iterable[Limb]) -> None:
    """Delete the referrals of `limbs`, none of which is on an agenda. Raises Refused as `refuse_placed` does."""
    rows = list(limbs)
    refuse_placed(rows)
    Referral.objects.filter(limb__in=rows, item=None).delete()
