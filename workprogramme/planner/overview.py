"""All programmes at a glance: each committee with this year's programme, its other programmes, and its suggestions."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from committee.models import Committee, MunicipalYear
from workprogramme.models import HAPPENS, WAITING, ItemState, Programme
from workprogramme.suggestions.listing import takes_suggestions

LACKS = Q(
    items__table__in=HAPPENS,
    items__state__in=(ItemState.SCHEDULED, ItemState.ON_AGENDA, ItemState.CONSIDERED, ItemState.FOLLOW_UP),
    items__outcome_accepted_at__isnull=True,
)


@dataclass(frozen=True, slots=True)
class Row:
    """
    A committee with its programmes.

    `now` is this year's programme or None. `others` are its other programmes, latest first. `waiting` is the number of
    suggestions that wait for a decision.
    """

    committee: Committee
    now: Programme | None
    others: list[Programme]
    waiting: int


def overview(on: dt.date) -> list[Row]:
    """
    Return a row for each scrutiny committee that exists, and each other committee with a programme, in three queries.

    Each programme is annotated with numbers of items: `scheduled`, `tbc`, `waiting` (suggestions), `unreported` (past,
    without outcome).
    """
    year = MunicipalYear.of(on)
    past = Q(items__meeting__date__lt=on, items__meeting__cancelled_at__isnull=True)
    past |= Q(items__meeting__isnull=True, items__held_on__lt=on)
    programmes = Programme.objects.select_related("year").annotate(
        scheduled=Count("items", filter=Q(items__state__in=(ItemState.SCHEDULED, ItemState.ON_AGENDA))),
        tbc=Count("items", filter=Q(items__state=ItemState.TBC)),
        waiting=Count("items", filter=Q(items__state__in=WAITING)),
        unreported=Count("items", filter=LACKS & past),
    )
    by_committee: dict[int, list[Programme]] = {}
    for programme in programmes.order_by("-year__starts"):
        by_committee.setdefault(programme.committee_id, []).append(programme)
    return [
        _row(committee, by_committee.get(committee.pk, []), year)
        for committee in Committee.objects.order_by("name")
        if committee.pk in by_committee or takes_suggestions(committee, on)
    ]


def _row(committee: Committee, programmes: list[Programme], year: MunicipalYear | None) -> Row:
    for programme in programmes:
        programme.committee = committee
    now = next((programme for programme in programmes if year and programme.year_id == year.pk), None)
    others = [programme for programme in programmes if programme is not now]
    waiting = sum(programme.waiting for programme in programmes)  # type: ignore[attr-defined]  # annotated by `overview`
    return Row(committee, now, others, waiting)
