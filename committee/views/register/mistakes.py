"""What was recorded of a person by mistake: struck out, or corrected."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import register
from committee.acts.requests import SignedInRequest
from committee.forms.mistakes import CORRECTING, StrikeOutForm, facts_of
from committee.register import corrections
from committee.register.timeline import Entry
from committee.views.acting import Data, done_already, typed
from committee.views.register.breadcrumbs import act
from committee.views.register.people import ENDED, find_entry, person_steps

STRUCK = (
    "The entry is removed from the register. The history keeps the entry and your reason. If it "
    "was true for a time, record its last day instead."
)
CORRECTS = "Use this to correct a mistake. If something has changed since, record the last day and add a new entry."


@register
def strike_out(request: SignedInRequest, slug: str, kind: str, pk: int) -> HttpResponseBase:
    """Ask for the reason, then take out what was recorded by mistake."""
    entry = find_entry(slug, kind, pk)
    if entry is None:
        return done_already(request, ENDED[kind], pk, then=reverse("register:person", kwargs={"slug": slug}))
    links = [(_address("record-correct", slug, entry), "Correct it instead"), _ends(slug, entry)]
    about: Data = {"said": f"{entry.text}: removed.", "title": "Remove this entry?", "lead": STRUCK, "links": links}
    return _show(request, corrections.strike_out, entry, StrikeOutForm(typed(request)), **about)


@register
def correct(request: SignedInRequest, slug: str, kind: str, pk: int) -> HttpResponseBase:
    """Correct the dates, and what else was recorded wrongly."""
    entry = find_entry(slug, kind, pk)
    if entry is None:
        return done_already(request, ENDED[kind], pk, then=reverse("register:person", kwargs={"slug": slug}))
    links = [(_address("record-strike-out", slug, entry), "Remove this entry: it was never true"), _ends(slug, entry)]
    form = CORRECTING[kind](typed(request), row=entry.record)
    about: Data = {"said": f"{entry.text}: corrected.", "title": "Correct this entry", "lead": CORRECTS}
    return _show(request, corrections.correct, entry, form, links=links, **about)


def _address(name: str, slug: str, entry: Entry) -> str:
    return reverse(f"register:{name}", kwargs={"slug": slug, "kind": entry.kind, "pk": entry.record.pk})


def _ends(slug: str, entry: Entry) -> tuple[str, str]:
    """Return the link for recording a last day, as address ("" if the row has ended already) and text."""
    over = entry.until is not None and entry.until < timezone.localdate()
    return ("" if over else _address("record-end", slug, entry), "Record its last day")


def _show(
    request: SignedInRequest, verb: Callable[..., Any], entry: Entry, form: forms.Form, **about: Any
) -> HttpResponseBase:
    record: Any = entry.record
    about["links"] = [link for link in about["links"] if link[0]]
    about |= {"caption": record.person.printed_name, "facts": facts_of(record, entry.text)}
    return act(request, verb, record, form, *person_steps(record.person), **about)
