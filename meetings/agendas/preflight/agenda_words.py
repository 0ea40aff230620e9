"""What the agenda, and what is said of the meeting beside it, tell of what is withheld in so many words (R16)."""

from collections.abc import Iterator

from committee.models import LegalKind
from meetings.agendas.preflight.case import Case
from meetings.agendas.preflight.checks import Check, at_item, at_meeting, block, warn
from meetings.agendas.preflight.papers import repeated
from meetings.models import AgendaItem, PaperState
from meetings.packs.leak_check import byte_search, meeting_check
from meetings.packs.leak_check.public_words import KnownBy, telling
from meetings.packs.leak_check.titles import hides, public_lines

SOURCE = "LGA 1972 s.100A(2), s.100B(2)"


def check(case: Case) -> Iterator[Check]:
    """Check items and the meeting's note for words of withheld papers, and earlier words for hidden titles (R16)."""
    if not any(_withheld(item) or hides(item) for item in case.items):
        return
    items = case.standing_items
    texts = [(f"what the agenda says of item {item.number}", [_words_of(item)]) for item in items]
    note = ("the note of the meeting", [case.meeting.note])
    *of_items, of_note = telling([*texts, note], case.meeting, known_by=KnownBy.RUNNING, public=_public(case))
    said_already = [check.where for check in repeated(case)]
    for item, leaks in zip(items, of_items, strict=True):
        where = at_item(case.meeting, item)
        for sentence in leaks if where not in said_already else ():
            yield block("R16", sentence, SOURCE, where, "Change the words")
    for sentence in of_note:
        yield block("R16", sentence, SOURCE, at_meeting(case.meeting, "meeting-settings"), "Change the note")
    yield from _said_before(case)


def _words_of(item: AgendaItem) -> str:
    """
    Return the public text of an item.

    Titles of withheld papers are not part of it: the papers themselves bear them, and `papers` checks them.
    """
    ruling = getattr(item, "ruling", None)
    words = [] if _withheld(item) or hides(item) else [item.title]
    words += [*public_lines(item).values(), ruling.circumstances if ruling else ""]
    words += [
        paper.title_for_public
        for paper in item.papers.all()
        if not paper.is_withheld and paper.state != PaperState.WITHDRAWN
    ]
    return "\n".join(words)


def _withheld(item: AgendaItem) -> bool:
    return any(paper.is_withheld for paper in item.papers.all())


def _public(case: Case) -> list[str]:
    """Return text that is public in any case: the titles shown for withheld things, and the agenda as published."""
    titles = [item.title_for_public for item in case.items if _withheld(item)]
    titles += [paper.title_for_public for item in case.items for paper in item.papers.all() if paper.is_withheld]
    return [*titles, *(meeting_check.shown_in([case.latest.snapshot]) if case.latest else ())]


def _said_before(case: Case) -> Iterator[Check]:
    """Check texts already public for hidden titles: reasons of re-arrangement, and the notes of published versions."""
    texts = [("the reason for which the meeting was re-arranged", move.reason) for move in case.meeting.moves.all()]
    if case.latest:
        notes = case.meeting.versions.order_by("number").values_list("number", "change_note")
        texts += [(f"the note of version {number} of the agenda", note) for number, note in notes]
    titles = meeting_check.hidden_titles(case.items)
    for place, words in texts if titles else ():
        for sentence in byte_search.leaks_in_words([words], titles, place=place):
            text = f"{sentence} The public reads it already: hide another title."
            yield block("R16", text, SOURCE, at_meeting(case.meeting), "View agenda")
    yield from _planned(case)
    private = titles and case.legal_kind is LegalKind.EXECUTIVE
    for notice in case.meeting.private_notices.public() if private else ():
        place = "the published notice of the private meeting"
        for sentence in byte_search.leaks_in_words([notice.matter, notice.reasons], titles, place=place):
            where = ("desk:private-notice", {"pk": notice.pk})
            yield warn("R16", f"{sentence} The public reads it already.", SOURCE, where, "See the notice")


def _planned(case: Case) -> Iterator[Check]:
    """Check the work programme for titles that were hidden here after it was published."""
    hidden = [item.pk for item in case.items if hides(item)]
    rows = case.meeting.items.filter(pk__in=hidden).select_related("programme_item__programme")
    for item in rows if hidden else ():
        planned = getattr(item, "programme_item", None)
        if planned is None or not planned.is_public:
            continue
        titles = meeting_check.hidden_titles([item])
        for sentence in byte_search.leaks_in_words(
            [planned.title, planned.details], titles, place="the work programme"
        ):
            text = f"{sentence} The public reads it already: change it there."
            yield warn("R16", text, SOURCE, at_item(case.meeting, item), "View item")
