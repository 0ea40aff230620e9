"""Import of a CSV file in two steps: check every row, then import all rows."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import administers, proved_again, register
from committee.acts.requests import SignedInRequest
from committee.files.spreadsheets import send_table, table
from committee.register import csv_import
from committee.register.csv_import import Kind, Report
from committee.register.csv_import.forms import UploadForm, answers_in, changes_in, seal, unseal
from committee.register.views.breadcrumbs import trail
from committee.views.acting import chosen, show, typed
from committee.views.lookup import or_404

MOST_SHOWN = 200


def _imports() -> tuple[str, str]:
    return ("Import from a spreadsheet", reverse("register:imports"))


@register
def front(request: SignedInRequest) -> HttpResponseBase:
    """Show the kinds of file, in the order in which a new council needs them."""
    kinds = [kind for kind in csv_import.KINDS.values() if _may_bring_in(request, kind)]
    return render(request, "register/imports.html", {"kinds": kinds, "trail": trail()})


def _may_bring_in(request: SignedInRequest, kind: Kind) -> bool:
    return not kind.opens_sign_ins or administers(request.user, timezone.localdate())


def _kind(request: SignedInRequest, slug: str) -> Kind:
    kind = csv_import.KINDS.get(slug)
    return or_404(kind if kind and _may_bring_in(request, kind) else None)


@register
def import_kind(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """Check the rows of an uploaded file and show the outcomes; import the rows once the user has confirmed."""
    which = _kind(request, kind)
    return proved_again(_import)(request, which) if which.opens_sign_ins else _import(request, which)


def _import(request: SignedInRequest, which: Kind) -> HttpResponseBase:
    if request.method == "POST" and "sealed" in request.POST:
        return _go_ahead(request, which)
    form = UploadForm(typed(request), chosen(request), kind=which)
    if form.is_valid():
        looked = csv_import.look_over(which, form.cleaned_data["rows"], by=request.user)
        return _report(request, which, looked, form.cleaned_data["file"], {})
    return show(request, "register/import.html", form=form, kind=which, trail=trail(_imports()))


def _go_ahead(request: SignedInRequest, which: Kind) -> HttpResponseBase:
    sealed = unseal(request.POST["sealed"], kind=which.slug, user=request.user.pk)
    if sealed is None:
        messages.error(request, "The file was checked too long ago. Choose it again.")
        return redirect("register:import-kind", kind=which.slug)
    data, answers = sealed
    rows = csv_import.read_rows(data, which.names, which.needed)
    if choices := answers_in(request.POST):
        answers |= choices
        looked = csv_import.look_over(which, rows, by=request.user, answers=answers)
        return _report(request, which, looked, data, answers)
    changes = changes_in(request.POST)
    report = csv_import.bring_in(which, rows, by=request.user, answers=answers, changes=changes)
    if not report.done:
        if report.asked and not report.wrong:
            messages.error(request, "Choose the person in each of these rows. Nothing has been imported.")
        else:
            messages.error(request, "The register has changed since the file was checked, and nothing was imported.")
        return _report(request, which, report, data, answers)
    messages.success(request, f"{_done(report)}: {which.title.lower()}.")
    return redirect("register:imports")


def _done(report: Report) -> str:
    """Return the result of a file: "3 rows imported, 1 changed, 1,480 left as they were"."""
    new, changed = len(report.right), sum(outcome.changed for outcome in report.outcomes)
    unchanged = len(report.outcomes) - new - changed
    parts = [f"{new:,} row{'' if new == 1 else 's'} imported"]
    parts += [f"{changed:,} changed"] * bool(changed) + [f"{unchanged:,} left as they were"] * bool(unchanged)
    return ", ".join(parts)


def _report(
    request: SignedInRequest, which: Kind, report: Report, data: bytes, answers: dict[int, str]
) -> HttpResponseBase:
    lists = {name: getattr(report, name) for name in ("wrong", "asked", "changing", "right", "there")}
    context = {
        "kind": which,
        "report": report,
        **{name: outcomes[:MOST_SHOWN] for name, outcomes in lists.items()},
        "more": {name: max(len(outcomes) - MOST_SHOWN, 0) for name, outcomes in lists.items()},
        "sealed": "" if report.wrong else seal(data, answers, kind=which.slug, user=request.user.pk),
        "again": UploadForm(kind=which) if report.wrong else None,
        "trail": trail(_imports()),
    }
    return render(request, "register/import_report.html", context)


@register
def template(request: SignedInRequest, kind: str) -> HttpResponse:
    """Return a file with the headings and one example row, to fill in."""
    which = _kind(request, kind)
    return send_table(table(which.names, [[column.example for column in which.columns]]), f"{which.slug}.csv")
