"""The standing items of a committee: what each new agenda of it begins with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from committee.permissions import desk
from committee.refusal import Refused
from meetings.forms.agenda import StandingFormSet
from meetings.procedure import filling
from meetings.views.desk.finding import find_committee, show


@desk
def standing(request: HttpRequest, committee: str) -> HttpResponseBase:
    """All standing items in one form; a row without a title is left out, the numbers give the order."""
    row = find_committee(committee)
    kept = [
        {"title": item.title, "kind": item.kind, "lead_line": item.lead_line, "position": number}
        for number, item in enumerate(filling.usual_items(row), start=1)
    ]
    formset = StandingFormSet(request.POST or None, initial=kept, prefix="rows")
    if request.method == "POST" and formset.is_valid():
        try:
            items = filling.keep_standing_items(row, formset.rows, by=request.user)
        except Refused as refusal:
            formset.non_form_errors().append(refusal.text)
        else:
            messages.success(request, f"New agendas of the {row} will begin with these {len(items)} items.")
            return redirect("desk:standing", committee=row.slug)
    return show(
        request,
        "desk/standing.html",
        form=formset,
        committee=row,
        own=row.standing_items.exists(),
        trail=[("Desk", reverse("desk:front")), ("Calendar", reverse("desk:this_year"))],
    )
