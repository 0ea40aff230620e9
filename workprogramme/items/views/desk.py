"""One item of a programme: everything of it on a page; adding one; its words."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, ask, typed
from workprogramme.items import verbs
from workprogramme.items.forms.item import ItemForm, begin_with
from workprogramme.items.rewriting import rewrite
from workprogramme.items.views.desk_page import page_of
from workprogramme.lookup import address_of, crumbs, find_item, find_programme
from workprogramme.time_limits import decision_warning


@planners
def item(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Everything of an item: when, who, why, the brief, what came of it, and its story."""
    item = find_item(committee, year, pk)
    context = page_of(item, request.user, timezone.localdate())
    return render(request, "desk/programme/item.html", {**context, "trail": crumbs(item.programme)})


@planners
def item_new(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Add an item; `?meeting=2022-04-21` begins with that meeting, `?table=standing` with that table."""
    programme = find_programme(committee, year)
    form = ItemForm(typed(request), programme=programme, initial=begin_with(programme, request.GET))

    def add(data: Data) -> Done:
        now = timezone.now()
        made = verbs.add_item(programme, **form.arguments, on=timezone.localdate(now), at=now, by=request.user)
        return Done(f"“{made.title}” is in the programme.", address_of(made))

    return ask(
        request, form, add, template="desk/programme/item_form.html",
        programme=programme, heading="Add an item", trail=crumbs(programme),
    )  # fmt: skip


@planners
def item_edit(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """All the words of an item, who leads it, where it comes from and what it precedes."""
    item = find_item(committee, year, pk)
    form = ItemForm(typed(request), programme=item.programme, item=item)

    def save(data: Data) -> str:
        now = timezone.now()
        rewrite(item, **form.arguments, on=timezone.localdate(now), at=now, by=request.user)
        return "Saved."

    return ask(
        request, form, save, then=lambda: address_of(item), template="desk/programme/item_form.html",
        programme=item.programme, item=item, heading="Change the item", warning=decision_warning(item),
        trail=crumbs(item.programme, item),
    )  # fmt: skip
