"""An item that stands as Young Carers on the agenda of 10 January 2022, led by Olive, with that meeting's minutes."""

from dataclasses import dataclass

from committee.acts.seen import having_read
from committee.models import Committee, MunicipalYear, User
from meetings.minutes.publication import publishing
from meetings.minutes.room.resolutions import resolving
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import LimbKind, Minutes
from tests.meetings import minuted
from tests.meetings.publishing import moment
from tests.workprogramme.world import AT, ON
from workprogramme.items import on_agenda
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import LeadRole, Programme, ProgrammeItem
from workprogramme.programmes import verbs as programmes

LATER = moment(2022, 1, 20, 9)
OFFERED = (
    "The committee resolved that:\n- the report be noted; and\n- figures on young carers be sent to members."
)  # fmt: skip
ACT = {"on": LATER.date(), "at": LATER}


@dataclass
class Considered:
    """The item and the minutes; `publish` publishes them as they stand."""

    minutes: Minutes
    item: ProgrammeItem
    clerk: User

    def publish(self) -> "Considered":
        """Publish the minutes as a draft, and return the world with the item reread."""
        having_read(publishing.publish_draft)(self.minutes, at=minuted.AFTER, by=self.clerk)
        return self.again()

    def again(self) -> "Considered":
        """With the item as it is now."""
        self.item = ProgrammeItem.objects.get(pk=self.item.pk)
        return self

    def change_limbs(self, *texts: str) -> None:
        """Other limbs in the place of those there."""
        motion = minuted.entry(self.minutes, "Young Carers").resolutions.get()
        limbs = [LimbDraft(text, LimbKind.NOTED) for text in texts]
        resolving.set_limbs(motion, limbs, reason="They were taken down wrongly.", by=self.clerk)


def make(
    committee: Committee, year: MunicipalYear, clerk: User, officer: User, *, heading: str = "Young Carers"
) -> Considered:
    """Make a meeting, minuted and over, whose minutes are being written up."""
    minutes = minuted.summarised(minuted.taken(committee, clerk), clerk)
    programme = programmes.open_programme(committee, year, at=AT, by=clerk)
    if not programme.is_public:
        having_read(programmes.publish_programme)(programme, at=AT, by=clerk)
    item = items.add_item(
        Programme.objects.get(pk=programme.pk), title="Young Carers", details="How are they supported?",
        brief="Waiting times", meeting=minutes.meeting, leads=[LeadDraft(LeadRole.LEAD_OFFICER, officer.person)],
        on=ON, at=AT, by=clerk,
    )  # fmt: skip
    on_the_agenda = minuted.entry(minutes, heading).item
    assert on_the_agenda
    on_agenda.tie_to_agenda(item, on_the_agenda, on=ON, at=AT, by=clerk)
    return Considered(minutes, ProgrammeItem.objects.get(pk=item.pk), clerk)
