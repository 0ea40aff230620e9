"""Words that stand where not everybody reads them, and who may."""

from tests.audiences import COMMITTEE, DESK, MEMBERS, PLANNERS
from tests.committee.addresses import COMPLAINED
from tests.meetings.members import note_world
from tests.meetings.publishing import COUNCILLORS_ONLY, SECRET
from tests.reviews import addresses as review_addresses
from tests.workprogramme.suggested import SUGGESTED, SUGGESTER
from tests.workprogramme.written import DRAFTED

MAY_READ = {
    SECRET: COMMITTEE | DESK | {"officer"},
    COUNCILLORS_ONLY: MEMBERS | DESK,
    note_world.POISON: {"member"},
    note_world.SHARED: {"member", "chairman"},
    SUGGESTED: PLANNERS,
    DRAFTED: PLANNERS | {"officer"},
    SUGGESTER: PLANNERS,
    COMPLAINED: DESK,
    review_addresses.COMPARED: PLANNERS | {"chairman"},
    review_addresses.CHECKED: PLANNERS,
    review_addresses.FOR_THE_PANEL: PLANNERS | {"chairman"},
    review_addresses.FOR_OFFICERS: PLANNERS,
}


def hidden_from_public() -> list[str]:
    """Return the words that not everybody may read."""
    return [word for word, readers in MAY_READ.items() if "public" not in readers]
