"""Names of divisions, political groups and portfolios: corrected, and taken off while nothing rests on them."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from committee.access.permissions import register
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.forms.mistakes import RenameForm
from committee.models import Division, PoliticalGroup, Portfolio
from committee.register import names as verbs
from committee.views.acting import done_already, typed
from committee.views.register.breadcrumbs import Step, act

KINDS: dict[str, Any] = {"division": Division, "group": PoliticalGroup, "portfolio": Portfolio}


def _step(kind: str) -> Step:
    """Return the list page of that kind of names."""
    if kind == "portfolio":
        return ("Portfolios", reverse("register:portfolios"))
    return ("Divisions and groups", reverse("register:divisions-and-groups"))


def _find(kind: str, pk: int) -> Any:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind].objects.filter(pk=pk).first()


@register
def rename(request: SignedInRequest, kind: str, pk: int) -> HttpResponseBase:
    """Correct a name."""
    record = _find(kind, pk)
    if record is None:
        return done_already(request, KINDS[kind], pk, then=_step(kind)[1])
    return act(
        request,
        verbs.rename,
        record,
        RenameForm(typed(request), row=record),
        _step(kind),
        said="{} has been saved.".format,
        title=f"Correct the name of a {record._meta.verbose_name}",
        caption=record.name,
        lead="Published documents keep the earlier name.",
        links=[(reverse("register:name-take-off", kwargs={"kind": kind, "pk": pk}), "Remove from the register")],
    )


@register
def take_off(request: SignedInRequest, kind: str, pk: int) -> HttpResponseBase:
    """Ask once, then take off what was entered by mistake."""
    record = _find(kind, pk)
    if record is None:
        return done_already(request, KINDS[kind], pk, then=_step(kind)[1])
    return act(
        request,
        verbs.take_off,
        record,
        ConfirmForm(typed(request), button="Remove"),
        _step(kind),
        said=f"{record.name} has been taken off.",
        title=f"Remove {record.name}?",
        lead="You can only remove a name that was entered by mistake. Names in use stay in the register.",
        links=[(reverse("register:name-change", kwargs={"kind": kind, "pk": pk}), "Correct its name instead")],
    )
