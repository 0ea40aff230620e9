"""No view whose page is kept is left out where pages are compared after every act (`test_after_every_act.py`)."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver, resolve

from committee.public_pages.marking import mark_of
from tests.committee.page_stamp.test_after_every_act import public


def callbacks(patterns: list) -> Iterator[object]:
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield entry.callback
        else:
            yield from callbacks(entry.url_patterns)


def test_every_kept_view_is_looked_at_after_every_act(addresses):
    marked = {view for view in callbacks(get_resolver().url_patterns) if mark_of(view)}
    looked_at = {resolve(path).func for path in public()}
    assert {view.__qualname__ for view in marked - looked_at} == set()
    assert len(marked) > 30
