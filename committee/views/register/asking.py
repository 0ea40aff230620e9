"""A page that asks for one act: gate, form, verb, page."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from committee.forms.edit_conflict import saved
from committee.models import AuditEntry
from committee.refusal import Refused
from committee.verbs import refused_by_the_database

Trail = Sequence[tuple[str, str]]


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Breadcrumbs: the register, then `steps` of (label, address)."""
    return [("Register", reverse("register:front")), *steps]


def ask(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    *,
    then: str | Callable[[], str],
    title: str,
    trail: Trail,
    caption: str = "",
    lead: str = "",
    template: str = "register/form.html",
    **context: Any,
) -> HttpResponseBase:
    """
    Show `form`; when it comes back whole, `act` on it and go on to `then`.

    `act` calls one verb with the cleaned data and returns the sentence that says it is done. What it refuses is shown
    on the form, and what was typed stays.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = saved(form, lambda: act(form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, refusal.text)
        except IntegrityError as error:
            form.add_error(None, refused_by_the_database(error))
        else:
            messages.success(request, done)
            return redirect(then if isinstance(then, str) else then())
    page = {"form": form, "page_title": title, "trail": trail, "caption": caption, "lead": lead, **context}
    return render(request, template, page)


def done_already(request: HttpRequest, model: type[models.Model], pk: int, *, then: str) -> HttpResponseBase:
    """
    Go on to `then` and say what the trail tells of a row that is no longer there: a second press finds it removed.

    404 where the trail knows of no such row.
    """
    last = AuditEntry.objects.filter(subject_type=model._meta.label_lower, subject_id=pk).order_by("pk").last()
    if last is None:
        raise Http404
    messages.info(request, f"That was done already: {last}.")
    return redirect(then)


def typed(request: HttpRequest) -> Any:
    """What was sent, or None where the page is only being looked at."""
    return request.POST if request.method == "POST" else None
