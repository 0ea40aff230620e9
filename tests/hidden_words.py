"""Words that stand where not everybody reads them, and who may."""

from tests.audiences import COMMITTEE, DESK, MEMBERS, PLANNERS
from tests.committee.addresses import COMPLAINED
from tests.meetings.publishing import COUNCILLORS_ONLY, SECRET
from tests.reviews import addresses as review_addresses
from tests.workprogramme.suggested import SUGGESTED, SUGGESTER
from tests.workprogramme.written import DRAFTED

MAY_READ = {
    SECRET: COMMITTEE | DESK | {"officer"},
    COUNCILLORS_ONLY: MEMBERS | DESK,
    SUGGESTED: PLANNERS,
    DRAFTED: PLANNERS | {"officer"},
    SUGGESTER: PLANNERS,
    COMPLAINED: DESK,
    review_addresses.COMPARED: PLANNERS | {"chairman"},
    review_addresses.CHECKED: PLANNERS,
    review_addresses.FOR_THE_PANEL: PLANNERS | {"chairman"},
    review_addresses.FOR_OFFICERS: PLANNERS,
}
