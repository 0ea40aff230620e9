"""The index and the open data in tests: made as from nothing, without reading papers that nobody has read."""

from itertools import batched
from typing import Any

from committee.open_data.keeping import RECORDS
from committee.search.index import INDEX
from committee.search.sources import AT_ONCE, Store


def settle() -> None:
    """Have both hold what is public now: a test's own rows were not written by verbs."""
    stores: tuple[Store[Any, Any], ...] = (INDEX, RECORDS)
    for store in stores:
        for source in store.sources.values():
            for some in batched(sorted(source.all_units()), AT_ONCE):
                store.refresh(source, some)
