"""Look-ups for views: the committee, year or row that an address names, and the page to go back to."""

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme

from committee.access.permissions import DoneAlready
from committee.models import AuditEntry, Committee, MunicipalYear


def find_committee(slug: str) -> Committee:
    """Return the committee with its usual venue; 404 where there is none."""
    return get_object_or_404(Committee.objects.select_related("usual_venue"), slug=slug)


def find_year(slug: str) -> MunicipalYear:
    """Return the municipal year of an address such as 2021-22; 404 where there is none."""
    start = slug.split("-")[0]
    years = MunicipalYear.objects.filter(starts__year=start) if start.isascii() and start.isdigit() else []
    for year in years if len(start) == 4 and start != "0000" else []:
        if year.slug == slug:
            return year
    raise Http404


def or_404[Row](row: Row | None) -> Row:
    """Return `row`. Raises Http404 for None."""
    if row is None:
        raise Http404
    return row


def find_or_done[Row: Model](rows: QuerySet[Row], pk: int, *, then: str) -> Row:
    """
    Return the row `pk` of `rows`. Raises DoneAlready where it was removed, for example by a double click on "Remove".

    DoneAlready redirects the user to the page `then`, with the row's last entry in the trail as the message. Raises
    Http404 where the trail has no entry on such a row.
    """
    if row := rows.filter(pk=pk).first():
        return row
    trail = AuditEntry.objects.filter(subject_type=rows.model._meta.label_lower, subject_id=pk)
    raise DoneAlready(or_404(trail.order_by("pk").last()), then)


def came_from(request: HttpRequest) -> str:
    """
    Return the path of the page to go back to, from the form's field `back`; "" where there is none.

    SECURITY: only a path of this site is returned. `redirect` would take any other text as a view's name, and fail.
    """
    back = request.POST.get("back", "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""
