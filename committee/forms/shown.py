"""Forms of acts that confirm a row: the form has the mark of the values that its page shows (`committee.acts.seen`)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from committee.acts import seen
from committee.forms.fields import fill_in

SEEN = "seen"


class SeenField(forms.CharField):
    """The hidden field of the mark: `now` is the mark of the present values, `sent` the mark that the form sent."""

    def __init__(self, now: str, sent: str | None) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)
        self.now, self.sent = now, sent

    def clean(self, value: Any) -> str:
        """Return the sent mark. `value` is not used, because `showing` has replaced it by the present mark."""
        return self.sent or ""

    @property
    def is_stale(self) -> bool:
        """True where the values that the page shows have changed since the form was shown."""
        return self.sent is not None and not seen.is_same(self.sent, self.now)


def showing[Form: forms.BaseForm](form: Form, act: Callable[..., Any], thing: Any) -> Form:
    """
    Return `form` with the mark of the values of `thing` that its page shows; the act gets the sent mark as `seen`.

    A form that is shown again has the mark of the present values; `views.acting.answered` adds the error.
    """
    now = seen.as_shown(act, thing)
    name = form.add_prefix(SEEN)
    form.fields[SEEN] = SeenField(now, form.data.get(name, "") if form.is_bound else None)
    form.initial[SEEN] = now
    if form.is_bound:
        fill_in(form, **{name: now})
    if helper := getattr(form, "helper", None):
        helper.render_hidden_fields = True
    return form


def refuse_stale(form: object) -> None:
    """Add an error to a sent form if the values on its page have changed since the page was shown."""
    field = getattr(form, "fields", {}).get(SEEN)
    if isinstance(form, forms.BaseForm) and isinstance(field, SeenField) and field.is_stale:
        form.add_error(None, seen.CHANGED)


def sent_mark(request: HttpRequest) -> str:
    """Return the mark that a button's form sends, on a page where each row has its own button and mark."""
    return str(request.POST.get(SEEN, ""))
