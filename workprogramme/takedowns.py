"""
Texts that a takedown removes from the work programme (R60).

- A takedown of a minute removes the outcome of its programme item.
- A takedown of an agenda item removes the texts of its programme item. Other programme items may repeat these texts:
  - items of the same matter (rolled forward from or to this item, or merged into it) lose all their texts;
  - follow-ups, and items that this item follows up, lose only texts that repeat the removed texts.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from django.db.models import Model, Q, QuerySet

from meetings.models import AgendaItem, Minute, Paper, PaperKind, TakedownSubject
from meetings.takedowns.subjects import Kind
from meetings.takedowns.values import Above, Sheets, Value, asked_by, repeated, repeats, words_of
from workprogramme.document.document import Document, all_rows
from workprogramme.document.rows import Row
from workprogramme.models import KeyDecision, Move, ProgrammeItem, ProgrammeVersion

IN_A_ROW = ("title", "details", "why", "moved", "outcome")


def outcomes_of(minute: Minute, note: str) -> Iterator[Value]:
    """Yield the outcome of the minute's item, even a draft, and its copies. Each may repeat the resolution."""
    items = _items(minute)
    texts = set(asked_by([minute]).values_list("text", flat=True))
    for item in items:
        if item.outcome:
            yield Value(ProgrammeItem._meta.db_table, item.pk, "outcome", "", note)
    following = _following(items)
    for item in following:
        yield from repeated(item, texts, note)
    yield from _printed_words(items, {"outcome": note}, note, following=following, words=texts)


def _printed_words(
    items: Collection[ProgrammeItem],
    put: dict[str, str],
    note: str,
    *,
    following: Collection[ProgrammeItem] = (),
    words: Iterable[str] = (),
) -> Iterator[Value]:
    """
    Yield the words of items in every printed version of the programme: in the items' rows, and in the list of changes.

    `put` maps fields of a row to the text that replaces them. A change is also found by a former title of an item.
    Rows of `following` lose texts that repeat `words`. Rows of `items` also lose the reason why an item was ended.
    """
    keys, titles = _keys(items), {item.title for item in items}
    table, sought, ended = ProgrammeVersion._meta.db_table, set(words), {item.ended_reason for item in items}
    others = _keys(following)
    programmes = {item.programme_id for item in (*items, *following)}
    for version in ProgrammeVersion.objects.filter(programme__in=programmes):
        for path, row in rows_of(version.document):
            if row["key"] in keys:
                titles.add(row["title"])
                replacements = put | {
                    key: note for key in IN_A_ROW if key not in put and repeats(row[key], sought | ended)
                }
            elif row["key"] in others:
                replacements = {key: note for key in IN_A_ROW if repeats(row[key], sought)}
            else:
                continue
            for key, instead in replacements.items():
                if row.get(key):
                    yield Value(table, version.pk, "document", f"{path}/{key}", instead)
        for place, row in enumerate((version.document["changes"] or {"rows": []})["rows"]):
            path = f"changes/rows/{place}"
            if row["key"] in keys or row["item"] in titles or repeats(row["text"], sought):
                yield Value(table, version.pk, "document", f"{path}/text", note)
            if "title" in put and (row["key"] in keys or row["item"] in titles or repeats(row["item"], sought)):
                yield Value(table, version.pk, "document", f"{path}/item", note)


def _keys(items: Iterable[ProgrammeItem]) -> set[str]:
    return {f"item-{item.pk}" for item in items}


def rows_of(document: Document) -> Iterator[tuple[str, Row]]:
    """Yield every row of the four tables with its path in the document, such as “meetings/0/rows/2”."""
    tables = [(f"meetings/{place}/rows", group["rows"]) for place, group in enumerate(document["meetings"])]
    tables += [(name, document[name]) for name in ("standing", "briefings", "working")]
    for path, rows in tables:
        yield from ((f"{path}/{place}", row) for place, row in enumerate(rows))


def printed_with(minute: Minute) -> Iterator[Paper]:
    """Yield the printed programmes that show the outcome of the minute's item."""
    items = _items(minute)
    keys = _keys(items)
    yield from _papers_with(items, lambda row: row["key"] in keys and row["accepted"])


def _papers_with(items: Iterable[ProgrammeItem], is_sought: Callable[[Row], bool]) -> QuerySet[Paper]:
    """Return the printed papers of the items' programmes that have a row for which `is_sought` is true."""
    versions = ProgrammeVersion.objects.filter(programme__in={item.programme_id for item in items})
    meetings = [version.meeting_id for version in versions if any(map(is_sought, all_rows(version.document)))]
    return Paper.objects.filter(kind=PaperKind.PROGRAMME, item__meeting__in=meetings)


def _items(minute: Minute) -> list[ProgrammeItem]:
    return list(ProgrammeItem.objects.filter(agenda_item=minute.item_id)) if minute.item_id else []


def _same_matter(item: AgendaItem) -> list[ProgrammeItem]:
    """
    Return the programme items linked to the agenda item, and all programme items that are the same matter.

    The same matter: rolled forward from or to one of these items, or merged into one of them.
    """
    new = set(ProgrammeItem.objects.filter(agenda_item=item).values_list("pk", flat=True))
    return _all(new, ("rolled_from", "rolled_to", "merged_into"))


def _following(items: Collection[ProgrammeItem]) -> list[ProgrammeItem]:
    """
    Return items linked to `items` by follow-ups, in any number of steps, and their rows in other years.

    The items in `items` are left out.
    """
    ids = {item.pk for item in items}
    tied = _all(set(ids), ("follow_up_of", "follow_ups", "rolled_from", "rolled_to"))
    return [item for item in tied if item.pk not in ids]


def _all(new: set[int], ways: Iterable[str]) -> list[ProgrammeItem]:
    """Return the items with these ids, and all items linked to them by the relations `ways`, in any number of steps."""
    ids: set[int] = set()
    while new:
        ids |= new
        tied = Q()
        for way in ways:
            tied |= Q(**{f"{way}__in": new})
        new = set(ProgrammeItem.objects.filter(tied).values_list("pk", flat=True)) - ids
    return list(ProgrammeItem.objects.filter(pk__in=ids).order_by("pk"))


def _titles(item: AgendaItem, rows: Iterable[ProgrammeItem]) -> set[str]:
    return {title for title in (item.title, item.public_title, *(row.title for row in rows)) if title}


def words_of_item(item: AgendaItem, note: str) -> Iterator[Value]:
    """Yield the words of the programme items linked to an agenda item, and copies of these words elsewhere."""
    rows = _same_matter(item)
    following, titles = _following(rows), _titles(item, rows)
    for row in rows:
        yield from (value for value in words_of(row, note) if value.field != "outcome")
        yield from (value for value in repeated(row, titles, note) if value.field == "outcome")
    for move in Move.objects.filter(item__in=rows):
        yield from words_of(move, note)
    for follower in (*following, *Move.objects.filter(item__in=following)):
        yield from repeated(follower, titles, note)
    put = {"title": note, "details": "", "why": note, "moved": note}
    yield from _printed_words(rows, put, note, following=following, words=titles)


def printed_with_words(item: AgendaItem) -> Iterator[Paper]:
    """Yield the printed programmes that show the title of the agenda item or of its programme items."""
    rows = _same_matter(item)
    following = _following(rows)
    keys, others, titles = _keys(rows), _keys(following), _titles(item, rows)
    yield from _papers_with(
        (*rows, *following),
        lambda row: (
            (row["key"] in keys and _is_part(row["title"], titles))
            or (row["key"] in keys | others and any(repeats(row[key], titles) for key in IN_A_ROW))
        ),
    )


def _is_part(title: str, titles: Collection[str]) -> bool:
    return any(title.casefold() in other.casefold() for other in titles)


def items_alike(item: AgendaItem) -> list[AgendaItem]:
    """Return items of other agendas, on the same matter or its follow-ups, that repeat the title of `item`."""
    rows = _same_matter(item)
    titles = _titles(item, rows)
    tied = {row.agenda_item_id for row in (*rows, *_following(rows)) if row.agenda_item_id} - {item.pk}
    items = AgendaItem.objects.filter(pk__in=tied).select_related("meeting__committee").order_by("pk")
    return [other for other in items if any(True for _ in repeated(other, titles, ""))]


def decision_values(decision: KeyDecision, sheets: Sheets) -> Iterator[Value]:
    """Yield the words of a key decision, its title on call-ins, and their copies in the programme."""
    note = sheets.note
    words = {text for text in (decision.title, decision.matter) if text}
    yield from words_of(decision, note)
    for call_in in decision.call_ins.all():
        yield from words_of(call_in, note)
    rows = _about(decision)
    for row in (*rows, *Move.objects.filter(item__in=rows)):
        yield from repeated(row, words, note)
    yield from _printed_words((), {}, note, following=rows, words=words)


def _about(decision: KeyDecision) -> list[ProgrammeItem]:
    """Return the programme items about a decision: items that precede it, and items of its call-ins."""
    items = ProgrammeItem.objects.filter(Q(precedes=decision) | Q(call_ins__decision=decision))
    return list(items.distinct().order_by("pk"))


def printed_with_decision(decision: KeyDecision) -> Iterator[Paper]:
    """Yield the printed programmes that show the title or matter of the decision."""
    rows, words = _about(decision), {decision.title, decision.matter}
    keys = _keys(rows)
    yield from _papers_with(rows, lambda row: row["key"] in keys and any(repeats(row[key], words) for key in IN_A_ROW))


KINDS: dict[type[Model], Kind] = {
    KeyDecision: Kind(
        TakedownSubject.DECISION,
        lambda decision: f"Key decision {decision.pk}",
        lambda decision: decision.published_at is not None,
        decision_values,
        printed_with_decision,
        ("desk:forward-plan", "public:forward-plan"),
    )
}
ABOVE = Above(
    values=outcomes_of,
    papers=printed_with,
    item_values=words_of_item,
    item_papers=printed_with_words,
    items_alike=items_alike,
)
