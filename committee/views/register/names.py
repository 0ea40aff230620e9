"""Names of divisions, political groups and portfolios: corrected, and taken off while nothing rests on them."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from committee.forms.fields import ConfirmForm
from committee.forms.mistakes import RenameForm
from committee.models import Division, PoliticalGroup, Portfolio
from committee.permissions import register
from committee.register import names as verbs
from committee.requests import SignedInRequest
from committee.views.acting import ask, done_already, typed
from committee.views.register.breadcrumbs import Trail, trail

KINDS: dict[str, Any] = {"division": Division, "group": PoliticalGroup, "portfolio": Portfolio}


def _where(kind: str) -> tuple[str, Trail]:
    """Return the list page of that kind of names, and the breadcrumbs of a page below it."""
    if kind == "portfolio":
        where = reverse("register:portfolios")
        return where, trail(("Portfolios", where))
    where = reverse("register:divisions-and-groups")
    return where, trail(("Divisions and groups", where))


def _find(kind: str, pk: int) -> Any:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind].objects.filter(pk=pk).first()


@register
def rename(request: SignedInRequest, kind: str, pk: int) -> HttpResponseBase:
    """Correct a name."""
    record = _find(kind, pk)
    where, steps = _where(kind)
    if record is None:
        return done_already(request, KINDS[kind], pk, then=where)
    name = record.name

    def act(typed_in: dict[str, Any]) -> str:
        verbs.rename(record, **typed_in, by=request.user)
        return f"{record} has been saved."

    return ask(
        request,
        RenameForm(typed(request), row=record),
        act,
        then=where,
        title=f"Correct the name of a {record._meta.verbose_name}",
        caption=name,
        lead="Published documents keep the earlier name.",
        trail=steps,
        links=[(reverse("register:name-take-off", kwargs={"kind": kind, "pk": pk}), "Remove from the register")],
    )


@register
def take_off(request: SignedInRequest, kind: str, pk: int) -> HttpResponseBase:
    """Ask once, then take off what was entered by mistake."""
    record = _find(kind, pk)
    where, steps = _where(kind)
    if record is None:
        return done_already(request, KINDS[kind], pk, then=where)
    name = record.name

    def act(typed_in: dict[str, Any]) -> str:
        verbs.take_off(record, by=request.user)
        return f"{name} has been taken off."

    return ask(
        request,
        ConfirmForm(typed(request), button="Remove"),
        act,
        then=where,
        title=f"Remove {name}?",
        lead="You can only remove a name that was entered by mistake. Names in use stay in the register.",
        trail=steps,
        links=[(reverse("register:name-change", kwargs={"kind": kind, "pk": pk}), "Correct its name instead")],
    )
