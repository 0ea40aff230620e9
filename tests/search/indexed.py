"""The index and the open data in tests: made as from nothing, without reading papers that nobody has read."""

from itertools import batched

from committee.open_data import keeping
from committee.open_data import sources as open_data
from committee.search import index
from committee.search.sources import sources


def settle() -> None:
    """Have both hold what is public now: a test's own rows were not written by verbs."""
    for source in sources():
        for some in batched(sorted(source.units()), index.AT_ONCE):
            index.refresh(source, some)
    for records in open_data.sources():
        for some in batched(sorted(records.units()), keeping.AT_ONCE):
            keeping.refresh(records, some)
