"""Show a member's notes beside the pages of a paper, and mark the passages that they are on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.safestring import mark_safe

from committee.models import User
from meetings.members.notes import anchors, encryption
from meetings.members.notes.listing import notes_on
from meetings.members.notes.verbs import LONGEST_TEXT
from meetings.models import Meeting, PublishedPaper

# SECURITY: other members may share any number of notes, so only so many letters are searched for passages to mark.
MOST_LETTERS = 2_000_000


def beside_pages(
    user: User, meeting: Meeting, file: PublishedPaper, leaves: Sequence[Any], on: dt.date
) -> dict[str, Any]:
    """
    Return the context of a reading page's notes: its `leaves` with marks and notes, and `notes_without_page`.

    `notes_without_page` are notes whose words are no longer in the paper.
    """
    if not encryption.has_key():
        return {"has_notes": False}
    notes = notes_on(user, meeting, on, file=file)
    annotated, may_search = [], MOST_LETTERS
    for leaf in leaves:
        html, page_notes = leaf.html, [note for note in notes if note.page == leaf.number and note.state != "gone"]
        for note in sorted(page_notes, key=lambda note: not note.is_mine):
            if note.state == "placed" and note.words.quote and may_search > 0:
                may_search -= len(html)
                html = anchors.mark(html, note.words, note.anchor) or html
        # SECURITY: `html` is the allow-listed HTML of the page, to which `mark` adds only <mark> and our own ids.
        annotated.append(replace(leaf, html=mark_safe(html), notes=page_notes))  # noqa: S308
    return {
        "has_notes": True,
        "longest_note": LONGEST_TEXT,
        "leaves": annotated,
        "notes_without_page": [note for note in notes if note.state == "gone"],
    }
