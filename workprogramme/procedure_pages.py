"""What the desk's pages of scrutiny's procedures share: a list with two tabs, a page of one thing, and its acts."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.limits import may_work_on, within
from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.views.acting import Data, Done, carry_out, typed
from committee.views.lookup import making
from meetings.models import Takedown
from workprogramme.deadlines import Clock
from workprogramme.models import ProgrammeItem

A_PAGE = 40
LATEST = 20
SECTIONS = (
    ("Forward plan", "forward-plan"),
    ("Private meetings", "private-notices"),
    ("Call-ins", "call-ins"),
    ("Document requests", "document-requests"),
    ("Calls for action", "calls-for-action"),
    ("Urgent and private", "urgent-decisions"),
    ("Rules", "scrutiny-rules"),
)
MISTAKEN = "Why was it recorded by mistake?"
TAKEN_UP = "It is accepted and has been added to the committee’s work programme."
SETTLED: Data = {"heading": "Record what the committee decided", "said": "What the committee decided is recorded."}
Fact = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Section:
    """One procedure: its name in the navigation, its address, what its list says."""

    name: str
    heading: str
    lead: str
    new: str
    new_label: str
    tabs: tuple[str, str]
    empty: tuple[tuple[str, str], tuple[str, str]]

    @property
    def url(self) -> str:
        """The address of its list."""
        return reverse(f"desk:{self.name}")

    def address(self, row: Model, act: str = "") -> str:
        """Return the address of a row's page, or of an act on it."""
        return reverse(f"desk:{self.new.removesuffix('-new')}{act and '-'}{act}", args=[row.pk])

    def links(self, row: Model, acts: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return acts on a row as labels with their addresses."""
        return [(label, self.address(row, act)) for act, label in acts.items()]

    def act(
        self,
        request: SignedInRequest,
        verb: Callable[..., Any],
        row: Model | None,
        form: forms.Form,
        *,
        said: str | Callable[[Any], str],
        lead: str = "",
        **page: Any,
    ) -> HttpResponseBase:
        """Show a form and carry out its act on `row`; where that is None the act makes a row, and leads to its page."""
        _refuse_beyond(request, row)

        def done(made: Any) -> Done:
            return Done(said if isinstance(said, str) else said(made), self.address(row or made))

        back = self.address(row) if row else self.url
        subject = str(row)[:1].upper() + str(row)[1:] if row else ""
        more = [(subject, back)] if row else []
        return carry_out(
            request, verb if row else making(verb), row, form, said=done, template="desk/act.html", caption=subject,
            back=back, trail=way(self, *more), intro=lead, **page,
        )  # fmt: skip

    def explain(
        self,
        request: SignedInRequest,
        verb: Callable[..., Any],
        row: Model,
        *,
        button: str,
        label: str = "Why is it withdrawn?",
        hint: str = "",
        **page: Any,
    ) -> HttpResponseBase:
        """Show a form for an act on `row` that asks only for its reason; headed by its button."""
        form = ReasonForm(typed(request), button=button, label=label, hint=hint)
        return self.act(request, verb, row, form, heading=button, field="reason", **page)


@dataclass(frozen=True, slots=True)
class Row:
    """A thing in a list: what it is, in a line more, whose it is, and its clock."""

    title: str
    url: str
    meta: str
    who: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of one thing shows: `acts` are (label, address), the first of them the next to do."""

    heading: str
    caption: str
    clock: Clock
    facts: list[Fact]
    acts: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    items: list[ProgrammeItem] = field(default_factory=list)
    warning: str = ""
    public: str = ""


def sections(name: str) -> list[tuple[str, str, bool]]:
    """Return the navigation between the procedures: label, address, whether the page is in it."""
    return [(label, reverse(f"desk:{section}"), section == name) for label, section in SECTIONS]


def listing(
    request: HttpRequest,
    section: Section,
    rows: tuple[QuerySet[Any], QuerySet[Any]],
    row_of: Callable[[Any, dt.date], Row],
) -> HttpResponseBase:
    """Show the list of a procedure: open rows, or settled ones with ?show=settled."""
    settled = request.GET.get("show") == "settled"
    today = timezone.localdate()
    page = Paginator(within(rows[settled], request.user, today), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/scrutiny/list.html",
        {
            "section": section,
            "sections": sections(section.name),
            "tabs": [(section.tabs[0], "?", not settled), (section.tabs[1], "?show=settled", settled)],
            "page": page,
            "rows": [row_of(row, today) for row in page.object_list],
            "empty": section.empty[settled],
            "new_url": "" if settled else reverse(f"desk:{section.new}"),
            "keep": "show=settled&" if settled else "",
            "trail": way(),
        },
    )


def way(section: Section | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the breadcrumbs of a page: the work programmes, the procedure, the thing."""
    programmes = ("Work programmes", reverse("desk:programmes"))
    return [programmes, *([(section.heading, section.url)] if section else []), *more]


def one(request: HttpRequest, section: Section, row: Model, page: Page) -> HttpResponseBase:
    """Show the page of one row: its clock, its facts, what can be done, and what was done."""
    _refuse_beyond(request, row)
    done = audit.trail_of(row)[:LATEST]
    context = {"page": page, "section": section, "done": done, "trail": way(section)}
    return render(request, "desk/scrutiny/one.html", context)


def take_down(request: HttpRequest, kind: str, pk: int, *, is_public: bool) -> list[tuple[str, str]]:
    """Return the link to take down what was unlawfully published (R60), or to view its takedown; only for the desk."""
    if not is_public or not runs_the_desk(request.user, timezone.localdate()):
        return []
    if takedown := Takedown.objects.of(kind, pk):
        return [("View takedown", reverse("desk:takedown", args=[takedown.pk]))]
    return [("Take down", reverse("desk:takedown-new", args=[kind, pk]))]


def find(rows: QuerySet[Any], pk: int) -> Any:
    """Return the row. Raises Http404 where there is none."""
    return get_object_or_404(rows, pk=pk)


def _refuse_beyond(request: HttpRequest, row: Model | None) -> None:
    """Raise 404 for a clerk who is limited to other committees."""
    if row is not None and not may_work_on(request.user, timezone.localdate(), row):
        raise Http404


def people(rows: Iterable[object]) -> str:
    """Return names, one a line."""
    return "\n".join(str(row) for row in rows)


def items_of(row: Any) -> list[ProgrammeItem]:
    """Return the programme item that a thing is linked to, in a list; an empty list if there is none."""
    if row.item_id is None:
        return []
    rows = ProgrammeItem.objects.select_related("programme__committee", "programme__year", "meeting")
    return list(rows.filter(pk=row.item_id))
