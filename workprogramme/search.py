"""Search of work programmes and of the forward plan: public items, and key decisions with a published notice."""

from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse

from committee.models import EntryKind, MunicipalYear, Person
from committee.search.sources import Row, Source, among
from meetings.models import Meeting, Minute
from workprogramme.models import KeyDecision, Lead, Programme, ProgrammeItem, ProgrammeItemQuerySet


def public_items(units: Collection[int]) -> Iterator[tuple[Programme, ProgrammeItem]]:
    """Yield the public items of these programmes, each with its programme, minute and leads loaded."""
    for programme in Programme.objects.public().filter(pk__in=units).select_related("committee", "year"):
        items = ProgrammeItem.objects.public().filter(programme=programme).in_order()
        for item in items.select_related("meeting", "agenda_item__minute").prefetch_related("leads__person"):
            yield programme, item


def _items(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """
    Yield the rows of public items.

    SECURITY: an outcome is indexed only if it is accepted and its minute is not withheld (`tells_outcome`).
    """
    for programme, item in public_items(units):
        who = item.leads.all()
        outcomes = [item.outcome] if item.tells_outcome else []
        yield (
            programme.pk,
            Row(
                EntryKind.PROGRAMME,
                item.pk,
                reverse("public:programme-item", args=[programme.committee.slug, programme.year.slug, item.pk]),
                item.title,
                "\n".join(filter(None, [item.details, *item.brief_lines, *outcomes, *map(str, who)])),
                committee=programme.committee_id,
                day=item.day,
                people=tuple(lead.person_id for lead in who if lead.person_id),
            ),
        )


def _of(items: ProgrammeItemQuerySet) -> Iterable[int]:
    return items.values_list("programme", flat=True).distinct()


PROGRAMMES = Source(
    "programmes",
    {
        Programme: "pk",
        ProgrammeItem: "programme",
        Lead: "item__programme",
        MunicipalYear: lambda year: Programme.objects.filter(year=year).values_list("pk", flat=True),
        Meeting: lambda meeting: _of(ProgrammeItem.objects.filter(meeting=meeting)),
        # When a minute is withheld or opened, the outcome of its item is hidden or shown, so index the item again.
        Minute: lambda minute: _of(ProgrammeItem.objects.filter(agenda_item__minute=minute)),
        Person: lambda person: _of(ProgrammeItem.objects.filter(leads__person=person)),
    },
    Programme,
    _items,
    {EntryKind.PROGRAMME: among(ProgrammeItem.objects.public)},
)


def _decisions(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    for decision in KeyDecision.objects.public().filter(pk__in=units):
        texts = [decision.matter, decision.decision_maker, decision.reference, decision.withdrawn_reason]
        yield (
            decision.pk,
            Row(
                EntryKind.KEY_DECISION,
                decision.pk,
                reverse("public:key-decision", args=[decision.pk]),
                decision.title,
                "\n".join(filter(None, texts)),
                day=decision.earliest_on,
            ),
        )


KEY_DECISIONS = Source(
    "key decisions",
    {KeyDecision: "pk"},
    KeyDecision,
    _decisions,
    {EntryKind.KEY_DECISION: among(KeyDecision.objects.public)},
)
SOURCES = (PROGRAMMES, KEY_DECISIONS)
