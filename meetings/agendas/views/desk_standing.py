"""The standing items of a committee: what each new agenda of it begins with."""

from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse

from committee.access.permissions import desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.models import Committee
from committee.views.acting import Data, answered, show, typed
from committee.views.lookup import find_committee
from meetings.agendas import standing_items
from meetings.agendas.forms.items import BaseStanding, StandingFormSet
from meetings.models import StandingItem


@desk
def standing(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """All standing items in one form; a row without a title is left out, the numbers give the order."""
    row = find_committee(committee)

    def act(data: list[Data]) -> str:
        return _begins_with(row, len(_save(request, row, formset)))

    formset: Any = StandingFormSet(typed(request), initial=_usual_rows(row), prefix="rows")
    if answer := answered(request, formset, act, then=reverse("desk:standing-items", args=[row.slug])):
        return answer
    return show(
        request,
        "desk/standing.html",
        form=formset,
        committee=row,
        own=row.standing_items.exists(),
        trail=[("Desk", reverse("desk:front")), ("Desk calendar", reverse("desk:calendar-this-year"))],
    )


def _begins_with(committee: Committee, count: int) -> str:
    """Say how new agendas begin, where the committee has that many standing items of its own."""
    if not count:
        return f"The {committee} has no standing items of its own. Its new agendas start with the usual items."
    return f"New agendas of the {committee} will start with {'this item' if count == 1 else f'these {count} items'}."


def _usual_rows(committee: Committee) -> list[dict[str, Any]]:
    return [
        {"title": item.title, "kind": item.kind, "lead_line": item.lead_line, "position": number}
        for number, item in enumerate(standing_items.usual_items(committee), start=1)
    ]


@transaction.atomic
def _save(request: SignedInRequest, committee: Committee, formset: BaseStanding) -> list[StandingItem]:
    """Save the items as typed, unless they have changed since the form was shown."""
    locked = Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    formset.refuse_unseen(_usual_rows(locked), audit.trail_of(locked).filter(did=standing_items.SET).first())
    return standing_items.keep_standing_items(locked, formset.rows, by=request.user)
