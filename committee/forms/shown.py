"""A form of an act that confirms something: it carries the mark of what its page shows (`committee.acts.seen`)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from committee.acts import seen
from committee.forms.fields import fill_in

SEEN = "seen"


class SeenField(forms.CharField):
    """The field of the mark; `now` is the mark of the page as shown now, whatever mark was sent."""

    def __init__(self, now: str, sent: str | None) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)
        self.now, self.sent = now, sent

    def clean(self, value: Any) -> str:
        """Return the mark that was sent: the form itself is filled with the present one, to be shown again."""
        return self.sent or ""

    @property
    def is_stale(self) -> bool:
        """True where the form was sent from an older version of the page than would be shown now."""
        return self.sent is not None and not seen.is_same(self.sent, self.now)


def showing[Form: forms.BaseForm](form: Form, act: Callable[..., Any], thing: Any) -> Form:
    """
    Let `form` carry the mark of what its page shows of `thing`, and give what came with it to the act as `seen`.

    Shown again, it carries the mark of what the page shows then, and `answered` says that it has changed.
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
    """Put onto a form that it was sent from a page which shows something else by now."""
    field = getattr(form, "fields", {}).get(SEEN)
    if isinstance(form, forms.BaseForm) and isinstance(field, SeenField) and field.is_stale:
        form.add_error(None, seen.CHANGED)


def sent_mark(request: HttpRequest) -> str:
    """Return the mark that a button sends beside its name; for a page where each row has its own."""
    return str(request.POST.get(SEEN, ""))
