"""Tables of the register that public pages read: a change to any of them counts as a change of every public page."""

from committee.public_pages.areas import EVERYTHING
from committee.public_pages.triggers import Watched

_TABLES = (
    *("closedday", "committee", "committee_predecessors", "council", "division", "groupmembership", "municipalyear"),
    *("person", "politicalgroup", "portfolio", "portfolioholding", "post", "seat", "term", "venue"),
)
WATCHED = (
    *(Watched(f"committee_{name}", (EVERYTHING,)) for name in _TABLES),
    Watched("committee_storedfile", (EVERYTHING,), inserts=False),
)
