"""
The desk's pages of a scrutiny procedure, such as call-in: a list with two tabs, a page for each row, and its acts.

A procedure is a `Section`. The procedure's own module makes a section, and declares the page of a row
(`@SECTION.page`), the form for a new row (`@SECTION.new`) and the form of each act (`@SECTION.act`, `SECTION.explain`).
`SECTION.addresses` yields the URL patterns of all these pages.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from committee.access.limits import may_work_on, within
from committee.access.permissions import planners, runs_the_desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.models import User
from committee.views.acting import Data, Done, carry_out, typed
from meetings.models import Takedown
from workprogramme.deadlines import Clock
from workprogramme.lookup import Trail, programmes_crumb
from workprogramme.models import ProgrammeItem
from workprogramme.time_limits import Counting

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
STAYS_PUBLIC = "Its page stays public and shows this reason."
TAKEN_UP = "It is accepted and has been added to the committee’s work programme."
SETTLED = "What the committee decided is recorded."
View = Callable[..., HttpResponseBase]
Asks = Callable[[SignedInRequest, Any], Data]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: its title, a second line of details, and the committee or person it belongs to."""

    title: str
    meta: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """
    The content of the page of one row.

    - `facts` and `texts` are (label, value) and (heading, text).
    - `items` are programme items to list; `more` has links (label, URL) to show after the acts.
    - `public` is the URL of the row's public page; "" without a public page.
    """

    heading: str
    caption: str
    facts: list[tuple[str, object]]
    texts: list[tuple[str, str]] = field(default_factory=list)
    items: list[ProgrammeItem] = field(default_factory=list)
    more: Trail = field(default_factory=list)
    warning: str = ""
    public: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a row: the label of its link, or a function from row to label; its view; and the end of its URL."""

    label: str | Callable[[Any], str]
    view: View
    end: str


@dataclass(frozen=True, slots=True)
class Section:
    """
    One procedure and its pages.

    - `name` is the URL name of the list, `thing` the URL name of the page of one row.
    - `lists` takes a day and returns the rows of both tabs.
    - `line` takes a row and returns its line in the list.
    - `clock` takes a row, a day and the council's counting, and returns the row's state and deadline.
    - `may` takes a row and returns the names of the acts that are possible now, the likeliest first.
    """

    name: str
    thing: str
    heading: str
    lead: str
    new_label: str
    tabs: tuple[str, str]
    empty: tuple[tuple[str, str], tuple[str, str]]
    rows: QuerySet[Any]
    lists: Callable[[dt.date], tuple[QuerySet[Any], QuerySet[Any]]]
    line: Callable[[Any], Line]
    clock: Callable[[Any, dt.date, Counting], Clock]
    may: Callable[[Any], Iterable[str]]
    acts: dict[str, Act] = field(default_factory=dict)
    pages: dict[str, View] = field(default_factory=dict)

    def addresses(self, prefix: str) -> Iterator[URLPattern]:
        """Yield the URL patterns of the list, the form for a new row, the page of a row, and each act on a row."""
        yield path(prefix, planners(self.listing), name=self.name)
        yield path(f"{prefix}new/", self.pages["new"], name=f"{self.thing}-new")
        yield path(f"{prefix}<id:pk>/", self.pages["one"], name=self.thing)
        for name, act in self.acts.items():
            yield path(f"{prefix}<id:pk>/{act.end}/", act.view, name=f"{self.thing}-{name}")

    def listing(self, request: SignedInRequest) -> HttpResponseBase:
        """Show the list of the procedure: open rows, or settled rows with ?show=settled."""
        settled = request.GET.get("show") == "settled"
        today, counting = timezone.localdate(), Counting.current()
        rows = within(self.lists(today)[settled], request.user, today)
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        context = {
            "section": self,
            "sections": sections(self.name),
            "tabs": [(self.tabs[0], "?", not settled), (self.tabs[1], "?show=settled", settled)],
            "page": page,
            "rows": [(self.line(row), self.address(row), self.clock(row, today, counting)) for row in page.object_list],
            "empty": self.empty[settled],
            "new_url": "" if settled else reverse(f"desk:{self.thing}-new"),
            "keep": "show=settled&" if settled else "",
            "trail": programmes_crumb(),
        }
        return render(request, "desk/scrutiny/list.html", context)

    def page(self, page_of: Callable[[SignedInRequest, Any], Page]) -> View:
        """Make the view of one row: clock, content from `page_of`, links to possible acts, and history."""

        @planners
        @wraps(page_of)
        def view(request: SignedInRequest, pk: int) -> HttpResponseBase:
            row = self.find(request, pk)
            page = page_of(request, row)
            context = {
                "page": page,
                "clock": self.clock(row, timezone.localdate(), Counting.current()),
                "links": [*self._links(row), *page.more],
                "done": audit.trail_of(row)[:LATEST],
                "trail": self.way(),
            }
            return render(request, "desk/scrutiny/one.html", context)

        self.pages["one"] = view
        return view

    def new(self, verb: Callable[..., Any]) -> Callable[[Callable[[SignedInRequest], Data]], View]:
        """Return a decorator that makes the view to record a row from a function that returns the page's context."""

        def make(asks: Callable[[SignedInRequest], Data]) -> View:
            @planners
            @wraps(asks)
            def view(request: SignedInRequest) -> HttpResponseBase:
                page = {"back": reverse(f"desk:{self.name}"), "trail": self.way(), **asks(request)}
                return self._carry_out(request, verb, None, heading=self.new_label, **page)

            self.pages["new"] = view
            return view

        return make

    def act(
        self,
        name: str,
        label: str | Callable[[Any], str],
        verb: Callable[..., Any],
        *,
        heading: str = "",
        end: str = "",
    ) -> Callable[[Asks], View]:
        """Return a decorator that makes the view of an act on a row from a function that returns the page's context."""

        def make(asks: Asks) -> View:
            @planners
            @wraps(asks)
            def view(request: SignedInRequest, pk: int) -> HttpResponseBase:
                row = self.find(request, pk)
                subject, back = str(row)[:1].upper() + str(row)[1:], self.address(row)
                page = {"heading": heading or label, "caption": subject, **asks(request, row)}
                return self._carry_out(request, verb, row, back=back, trail=self.way((subject, back)), **page)

            self.acts[name] = Act(label, view, end or name)
            return view

        return make

    def explain(
        self,
        name: str,
        label: str,
        verb: Callable[..., Any],
        asks: Asks = lambda request, row: {},
        *,
        why: str = "Why is it withdrawn?",
        **usual: str,
    ) -> View:
        """Make the view of an act whose form has only a reason. `asks` returns the form's `hint` and other context."""

        def with_reason(request: SignedInRequest, row: Any) -> Data:
            page = {"message": "It is withdrawn.", "hint": "", **usual, **asks(request, row)}
            form = ReasonForm(typed(request), button=label, label=why, hint=page.pop("hint"))
            return {"form": form, "field": "reason", **page}

        return self.act(name, label, verb)(with_reason)

    def find(self, request: SignedInRequest, pk: int) -> Any:
        """Return the row. Raises Http404 where no row has that id, or the clerk is limited to other committees."""
        row = get_object_or_404(self.rows, pk=pk)
        if not may_work_on(request.user, timezone.localdate(), row):
            raise Http404
        return row

    def address(self, row: Model, act: str = "") -> str:
        """Return the URL of a row's page, or of an act on the row."""
        return reverse(f"desk:{self.thing}{act and '-'}{act}", args=[row.pk])

    def way(self, *more: tuple[str, str]) -> Trail:
        """Return the breadcrumbs of a page: the work programmes, the procedure, then `more`."""
        return [*programmes_crumb(), (self.heading, reverse(f"desk:{self.name}")), *more]

    def _links(self, row: Any) -> Iterator[tuple[str, str]]:
        for name in self.may(row):
            label = self.acts[name].label
            yield label if isinstance(label, str) else label(row), self.address(row, name)

    def _carry_out(
        self, request: SignedInRequest, verb: Callable[..., Any], row: Any, *, message: Any, lead: str = "", **page: Any
    ) -> HttpResponseBase:
        def done(made: Any) -> Done:
            return Done(message if isinstance(message, str) else message(made), self.address(row or made))

        return carry_out(request, verb, row, message=done, template="desk/act.html", intro=lead, **page)


def and_write(write: Callable[..., bool], by: User, done: str, whom: str, otherwise: str) -> Callable[[Any], str]:
    """
    Return a function that emails the person in a row's field `whom`, and returns the message to show.

    The message begins with `done`, and ends with `otherwise` if the email was not sent.
    """

    def tell(row: Any) -> str:
        who = getattr(row, whom)
        sent = write(row, by=by)
        return f"{done} An email has gone to {who}." if sent else f"{done} No email could be sent to {who}{otherwise}"

    return tell


def sections(name: str) -> list[tuple[str, str, bool]]:
    """Return links to the lists of all procedures: label, URL, and whether the link is to the current list."""
    return [(label, reverse(f"desk:{section}"), section == name) for label, section in SECTIONS]


def take_down(request: HttpRequest, kind: str, pk: int, *, is_public: bool) -> Trail:
    """Return the link to take a public row down (R60) or to view its takedown; [] for users who do not run the desk."""
    if not is_public or not runs_the_desk(request.user, timezone.localdate()):
        return []
    if takedown := Takedown.objects.of(kind, pk):
        return [("View takedown", reverse("desk:takedown", args=[takedown.pk]))]
    return [("Take down", reverse("desk:takedown-new", args=[kind, pk]))]
