"""The index in tests: made as it would be from nothing, without reading papers that nobody has read."""

from itertools import batched

from committee.search import index
from committee.search.sources import sources


def settle() -> None:
    """Have the index hold what is public now: a test's own rows were not written by verbs."""
    for source in sources():
        for some in batched(sorted(source.units()), index.AT_ONCE):
            index.refresh(source, some)
