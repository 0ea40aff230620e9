"""Open data of work programmes and of the forward plan: public items, and key decisions with a published notice."""

from collections.abc import Callable, Collection, Iterator

from django.urls import reverse

from committee.models import EntryKind
from committee.open_data.records import Data, Record, iso
from committee.search.sources import Row, Source
from workprogramme import search
from workprogramme.models import ItemState, KeyDecision, Programme, ProgrammeItem


def _items(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """Yield records of public items. SECURITY: an outcome is shown only if `tells_outcome`."""
    for programme, item in search.public_items(units):
        data = _item(item, programme)
        yield programme.pk, Record("programme_item", item.pk, data, committee=programme.committee_id)


def _item(item: ProgrammeItem, programme: Programme) -> Data:
    # The public must not learn that the item is on an agenda that is not published yet.
    state = ItemState.SCHEDULED if item.state == ItemState.ON_AGENDA else ItemState(item.state)
    return {
        "organization_id": programme.committee_id,
        "year": programme.year.slug,
        "title": item.title,
        "details": item.details.strip(),
        "questions": item.brief_lines,
        "leads": [{"name": lead.printed, "role": lead.get_role_display()} for lead in item.leads.all()],
        "state": state.value,
        "date": iso(item.day),
        "outcome": item.outcome.strip() if item.tells_outcome else "",
        "page": reverse("public:programme-item", args=[programme.committee.slug, programme.year.slug, item.pk]),
    }


def _decisions(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    for decision in KeyDecision.objects.public().filter(pk__in=units):
        data = {
            "title": decision.title,
            "reference": decision.reference,
            "matter": decision.matter,
            "decision_maker": decision.decision_maker,
            "earliest_date": iso(decision.earliest_on),
            "latest_date": iso(decision.latest_on),
            "withdrawn_because": decision.withdrawn_reason,
            "page": reverse("public:key-decision", args=[decision.pk]),
        }
        yield decision.pk, Record("key_decision", decision.pk, data)


def _source(
    of: Source[Row], name: str, kind: EntryKind, records: Callable[[Collection[int]], Iterator[tuple[int, Record]]]
) -> Source[Record]:
    """
    Return a source of open data that makes `records`.

    The units, and the check that a row is public, come from the search source `of`.
    """
    return Source(of.name, of.ways, of.units, records, {name: of.public[kind]})


SOURCES = (
    _source(search.PROGRAMMES, "programme_item", EntryKind.PROGRAMME, _items),
    _source(search.KEY_DECISIONS, "key_decision", EntryKind.KEY_DECISION, _decisions),
)
