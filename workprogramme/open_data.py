"""What work programmes and the forward plan have to reuse: items that are taken up, key decisions of notices."""

from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse

from committee.open_data.sources import Data, Record, RecordSource, iso
from workprogramme import search
from workprogramme.models import ItemState, KeyDecision, Programme, ProgrammeItem


def _items(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """SECURITY: an outcome is told once it is accepted and where its minute is open (`tells_outcome`)."""
    for programme in Programme.objects.public().filter(pk__in=units).select_related("committee", "year"):
        items = ProgrammeItem.objects.public().filter(programme=programme).in_order()
        for item in items.select_related("meeting", "agenda_item__minute").prefetch_related("leads__person"):
            data = _item(item, programme)
            yield programme.pk, Record("programme_item", item.pk, data, committee=programme.committee_id)


def _item(item: ProgrammeItem, programme: Programme) -> Data:
    # Whether it is on an agenda that nobody may read yet is nobody's business.
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


def _public_items(things: Collection[int]) -> Iterable[int]:
    return ProgrammeItem.objects.public().filter(pk__in=things).values_list("pk", flat=True)


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


def _public_decisions(things: Collection[int]) -> Iterable[int]:
    return KeyDecision.objects.public().filter(pk__in=things).values_list("pk", flat=True)


SOURCES = (
    RecordSource(
        "programmes", search.PROGRAMMES.ways, search.PROGRAMMES.units, _items, {"programme_item": _public_items}
    ),
    RecordSource(
        "key decisions",
        search.KEY_DECISIONS.ways,
        search.KEY_DECISIONS.units,
        _decisions,
        {"key_decision": _public_decisions},
    ),
)
