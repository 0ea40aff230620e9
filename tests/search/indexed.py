"""The index and the open data in tests: made as from nothing, without reading papers that nobody has read."""

from itertools import batched

from committee.search.index import STORES
from committee.search.sources import AT_ONCE


def settle() -> None:
    """Have all hold what is public now: a test's own rows were not written by verbs."""
    for store in STORES:
        for source in store.sources.values():
            for some in batched(sorted(source.all_units()), AT_ONCE):
                store.refresh(source, some)
