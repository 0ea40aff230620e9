"""Prepared parts may be cleared away at any time: they are made again, without Django, where there are none."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from committee.files import files
from meetings.packs import derived_store, part_store
from meetings.packs.join import Part, join
from meetings.packs.page_numbers import Span
from tests.meetings.packs import looking, making


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "again1"])
def test_a_part_that_nobody_has_kept_is_made_from_its_file(prefix):
    stored = files.keep(making.tagged(3))
    made = part_store.prepared(stored, prefix)
    pdf = join(None, [Part("a", "A", made, Span(1, 3, 3))], title="A").pdf
    assert len(looking.words(pdf)) == 3
    assert part_store.prepared(stored, prefix) == made


@pytest.mark.parametrize("damage", [b"", b"%PDF", b"%PDF-1.7 half of what was"])
def test_what_a_power_cut_left_half_written_is_never_sent_but_made_again(damage):
    whole = b"%PDF-1.7 all of it"
    assert derived_store.derived("items", "abc", lambda: whole) == whole
    storages["private"].save("derived/items/ab/abc", ContentFile(damage))
    assert derived_store.derived("items", "abc", lambda: whole) == whole
    assert derived_store.derived("items", "abc", lambda: b"made needlessly") == whole
