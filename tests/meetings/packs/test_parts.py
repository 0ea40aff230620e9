"""What is made of kept files may be cleared away at any time: it is made once, and again where there is none."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from committee.acts.refusal import Refused
from committee.files import files
from meetings.packs import derived_store, part_store
from meetings.packs.intake import take_in
from meetings.packs.join import Part, join
from meetings.packs.page_numbers import Span
from tests.meetings.packs import looking, making


@pytest.mark.parametrize("prefix", ["", "again1"])
def test_a_part_that_nobody_has_kept_is_made_from_its_file(db, prefix):
    stored = files.keep(making.tagged(3))
    made = part_store.prepared(stored, prefix)
    pdf = join(None, [Part("a", "A", made, Span(1, 3, 3))], title="A").pdf
    assert len(looking.words(pdf)) == 3
    assert part_store.prepared(stored, prefix) == made


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7 half of what was"])
def test_what_a_power_cut_left_half_written_is_never_sent_but_made_again(damage):
    whole = b"%PDF-1.7 all of it"
    assert derived_store.derived("items", "abc", lambda: whole) == whole
    storages["private"].save("derived/items/ab/abc", ContentFile(damage))
    assert derived_store.derived("items", "abc", lambda: whole) == whole
    assert derived_store.derived("items", "abc", lambda: b"made needlessly") == whole


def test_a_file_of_ours_is_taken_in_once_under_the_same_name_and_what_is_refused_is_not_kept(db, monkeypatch):
    names, whole = [], take_in.take_in
    monkeypatch.setattr(take_in, "take_in", lambda data, filename: names.append(filename) or whole(data, filename))
    data = making.pdf_of(2, "Ask every pupil who cares for someone.")
    first = part_store.take_in_ours(data, "report.pdf")
    assert part_store.take_in_ours(data, "report.pdf") == first == whole(data, "report.pdf")
    assert part_store.take_in_ours(making.pdf_of(1, "Other words."), "report.pdf") != first
    assert names == ["report.pdf"] * 2
    for _ in range(2):
        with pytest.raises(Refused, match="not a PDF"):
            part_store.take_in_ours(b"Minutes", "other.pdf")
    assert names[2:] == ["other.pdf"] * 2
