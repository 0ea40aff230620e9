"""Helpers for views of one act: they show its form, call its verb and redirect. The views of every app use them."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.acts.verbs import is_seen, refused_by_the_database
from committee.forms.edit_conflict import saved
from committee.forms.fields import ActForm
from committee.forms.shown import refuse_stale, showing

Data = dict[str, Any]
AnyForm = forms.BaseForm | BaseFormSet[Any]
# Where a refusal is shown: the name of a field, a function that returns it, or "" for the whole form.
Field = str | Callable[[Refused], str]
Then = str | Callable[[], str]


@dataclass(frozen=True, slots=True)
class Done:
    """The message of an act that succeeded ("" for none), and the address to redirect to."""

    message: str
    then: str


# The message of an act: a sentence, or a function that makes it from the verb's result.
Message = str | Callable[[Any], str | Done]


def typed(request: HttpRequest) -> Any:
    """Return the sent data of a POST, else None."""
    return request.POST if request.method == "POST" else None


def chosen(request: HttpRequest) -> Any:
    """Return the uploaded files of a POST, else None."""
    return request.FILES if request.method == "POST" else None


def show(request: HttpRequest, template: str, *, form: AnyForm | None = None, **context: Any) -> HttpResponse:
    """Return the rendered page, with status 422 where its submitted form is invalid."""
    refused = form is not None and form.is_bound and not form.is_valid()
    form_context = {"formset": form} if isinstance(form, BaseFormSet) else {"form": form}
    return render(request, template, {**form_context, **context}, status=422 if refused else 200)


def answered(
    request: HttpRequest,
    form: AnyForm,
    act: Callable[[Any], str | Done],
    *,
    then: Then = "",
    field: Field = "",
) -> HttpResponseBase | None:
    """
    Return the response of `ask`, but None where the page must be shown; the form then has its errors.

    For a page that is slow to build: `if answer := answered(...): return answer`, then `show` the page.
    """
    if not form.is_bound:
        return None
    refuse_stale(form)
    if not form.is_valid():
        return None
    try:
        done = saved(form, lambda: act(form.cleaned_data), sender=getattr(request, "user", None))
    except Refused as refusal:
        about = refusal.about if refusal.about in getattr(form, "fields", {}) else ""
        _put(form, refusal.text, about or (field if isinstance(field, str) else field(refusal)))
    except IntegrityError as error:
        _put(form, refused_by_the_database(error))
    else:
        return _go_on(request, done, then)
    return None


def _go_on(request: HttpRequest, done: str | Done, then: Then) -> HttpResponseBase:
    """Queue the act's message, and redirect to the address of `Done`, else to `then`."""
    sentence, target = (done.message, done.then) if isinstance(done, Done) else (done, then)
    if sentence:
        messages.success(request, sentence)
    return redirect(target if isinstance(target, str) else target())


def _put(form: AnyForm, text: str, name: str = "") -> None:
    """Add the refusal `text` to the form: at the field `name` if the form has it, else for the whole form."""
    if isinstance(form, BaseFormSet):
        form.non_form_errors().append(text)
    else:
        form.add_error(name if name in form.fields else None, text)


def ask(
    request: HttpRequest,
    form: AnyForm,
    act: Callable[[Any], str | Done],
    *,
    then: Then = "",
    template: str = "act.html",
    field: Field = "",
    title: str = "",
    **context: Any,
) -> HttpResponseBase:
    """
    Show `form`. If it is submitted and valid, call `act` with its data, and redirect to `then`.

    `act` calls verbs, and returns the message to show ("" for none), or a `Done` with message and address. A refusal is
    shown at the field that it is about, else at `field`, and nothing typed is lost.
    """
    if answer := answered(request, form, act, then=then, field=field):
        return answer
    return show(request, template, form=form, page_title=title, **context)


def carry_out(
    request: SignedInRequest,
    verb: Callable[..., Any],
    thing: Any,
    form: forms.BaseForm,
    *,
    message: Message = "Saved.",
    values: Data | None = None,
    **page: Any,
) -> HttpResponseBase:
    """
    Show `form`. If it is submitted and valid, call `verb` on `thing` with its data, and redirect as `ask` does.

    - The verb gets `by`. It gets `at` and `on` if it takes them and the form has no such fields.
    - `values` are further arguments of the verb.
    - `thing` is None for a verb that creates a row.
    - `message` may be a function of the verb's result.

    If the verb checks that the user saw the current data, the form has a mark of these data (`committee.acts.seen`).
    """
    return ask(request, form, _act_of(request, verb, thing, form, message, values), **page)


def carried_out(
    request: SignedInRequest,
    verb: Callable[..., Any],
    thing: Any,
    form: forms.BaseForm,
    *,
    message: Message = "Saved.",
    values: Data | None = None,
    **where: Any,
) -> HttpResponseBase | None:
    """
    Return the response of `carry_out`, but None where the page must be shown, as `answered` does.

    Use this for a page that is slow to build. Use it also for a page that shows the rows from which the mark
    (`committee.acts.seen`) is made, because the mark must be made before the page reads these rows.
    """
    return answered(request, form, _act_of(request, verb, thing, form, message, values), **where)


def _act_of(
    request: SignedInRequest,
    verb: Callable[..., Any],
    thing: Any,
    form: forms.BaseForm,
    message: Message,
    values: Data | None,
) -> Callable[[Data], str | Done]:
    if is_seen(verb):
        showing(form, verb, thing)

    def act(data: Data) -> str | Done:
        arguments = form.arguments if isinstance(form, ActForm) else data
        return _call(request, verb, thing, message, {**(values or {}), **arguments})

    return act


def _call(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, message: Message, arguments: Data
) -> str | Done:
    now, takes = timezone.now(), signature(verb).parameters
    clock = {"at": now, "on": timezone.localdate(now)}
    times = {name: value for name, value in clock.items() if name in takes}
    things = () if thing is None else (thing,)
    made = verb(*things, **times | arguments, by=request.user)
    return message if isinstance(message, str) else message(made)


def press(
    request: HttpRequest, act: Callable[[], str | Done | HttpResponseBase], *, then: Then = "", otherwise: Then = ""
) -> HttpResponseBase:
    """
    Call `act` for a button without a form, and redirect to `then` with the message that `act` returns.

    A response that `act` returns is passed on. A refusal is shown on the page `otherwise`, or on `then` without it.
    """
    try:
        done = act()
    except Refused as refusal:
        messages.error(request, refusal.text)
        where = otherwise or then
        target = where if isinstance(where, str) else where()
        # Without this header htmx would replace only a part of the page, and would not show the message.
        return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)
    return done if isinstance(done, HttpResponseBase) else _go_on(request, done, then)


def press_to(
    request: SignedInRequest,
    verb: Callable[..., Any],
    thing: Any,
    *,
    message: Message,
    values: Data | None = None,
    then: Then,
    otherwise: Then = "",
) -> HttpResponseBase:
    """Call `verb` on `thing` for a button, with the arguments that `carry_out` gives, and redirect as `press` does."""
    return press(request, lambda: _call(request, verb, thing, message, values or {}), then=then, otherwise=otherwise)
