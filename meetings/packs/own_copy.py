"""A pack as one reader's own copy, whether or not it was built with a place for their name."""

import io

from pikepdf import Name, Pdf

from meetings.models import Pack
from meetings.packs import part_store
from meetings.packs.reader_copy import NoPlace, reader_copy
from meetings.packs.single_paper import marked


def of_pack(pack: Pack, data: bytes, words: str) -> bytes:
    """
    `data`, the bytes of `pack`, with `words` on every page.

    A pack built before there was a place for them is taken to pieces and joined again, which is slower.
    """
    try:
        return reader_copy(data, pack.reader_slots, words)
    except NoPlace:
        return _joined_again(data, pack, words)


def _joined_again(data: bytes, pack: Pack, words: str) -> bytes:
    with Pdf.open(io.BytesIO(data)) as old:
        title = str(old.docinfo.get(Name.Title, "")) or str(pack)
        again = marked(part_store.prepared(pack.stored), "", title=title, copy_of=words)
        with Pdf.open(io.BytesIO(again)) as new:
            # The numbers are stamped already, so joining gave none: the labels are those that it had.
            if Name.PageLabels in old.Root:
                new.Root.PageLabels = new.copy_foreign(old.make_indirect(old.Root.PageLabels))
            out = io.BytesIO()
            new.save(out)
    return out.getvalue()
