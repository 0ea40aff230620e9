"""A page that asks for one act: a form, its verb, and where to go on. Every app's views are made with it."""

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
# Where a refusal stands in the form: at a field, or at the one that this says; "" over the whole form.
Field = str | Callable[[Refused], str]
Then = str | Callable[[], str]


@dataclass(frozen=True, slots=True)
class Done:
    """The message of an act ("" for none), and the page of what it has made."""

    message: str
    then: str


# What an act says: a sentence, or a function of what its verb returns.
Message = str | Callable[[Any], str | Done]


def typed(request: HttpRequest) -> Any:
    """Return the data sent, or None where the page is only viewed."""
    return request.POST if request.method == "POST" else None


def chosen(request: HttpRequest) -> Any:
    """Return the uploaded files of a POST, else None."""
    return request.FILES if request.method == "POST" else None


def show(request: HttpRequest, template: str, *, form: AnyForm | None = None, **context: Any) -> HttpResponse:
    """Return the page; with status 422 where the form sent was refused."""
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
    Answer as `ask` does, for a page that is slow to build: None where it must be shown, with the form's refusal.

    `if answer := answered(...): return answer`, then `show` the page.
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
    """Show what was done, and redirect to the act's own page, else to `then`."""
    sentence, target = (done.message, done.then) if isinstance(done, Done) else (done, then)
    if sentence:
        messages.success(request, sentence)
    return redirect(target if isinstance(target, str) else target())


def _put(form: AnyForm, text: str, name: str = "") -> None:
    """Let the form say why it was refused: at the field of that name where it has one."""
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
    Show `form`; when it comes back whole, `act` on its data, say the sentence that `act` returns, and go on to `then`.

    `act` calls one verb; without a sentence nothing is said, and with `Done` it says where to go on itself. What it
    refuses stands at `field`, and nothing typed is lost.
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
    Show `form`; when it comes back whole, call `verb` on `thing` with its data, say `message` and go on, as `ask` does.

    The verb is given `by`, and `at` and `on` where it takes them and the form does not ask for them; `values` are
    further arguments. A verb that makes something is given no thing, None. A function `message` is given what the verb
    returns. The form carries the mark of what its page shows where the verb compares it (`committee.acts.seen`).
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
    Answer as `carry_out` does, for a page that is slow to build: None where it must be shown, as `answered` says.

    Also for a page that shows rows of which the mark is made: the mark is taken before they are read.
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
    Do the `act` of a button without a form, and show its message at `then`; a file that it makes is sent.

    A refusal is shown at `otherwise`, else at `then`.
    """
    try:
        done = act()
    except Refused as refusal:
        messages.error(request, refusal.text)
        where = otherwise or then
        target = where if isinstance(where, str) else where()
        # htmx would swap one part of the page in and leave the message unseen.
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
    """Call `verb` on `thing` at the press of a button: with what `carry_out` gives it, and on as `press` goes."""
    return press(request, lambda: _call(request, verb, thing, message, values or {}), then=then, otherwise=otherwise)
