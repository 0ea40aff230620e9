"""Pages to write the text versions of a paper, for the paper's author and for the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from committee.acts import audit
from committee.acts.refusal import Busy
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm
from committee.views.acting import carried_out, carry_out, typed
from meetings.agendas.preflight import privacy
from meetings.models import PageText, Paper, PaperFile
from meetings.packs import part_store
from meetings.packs.intake import sandbox
from meetings.packs.intake.page_image import picture as drawn
from meetings.packs.watermark import marked
from meetings.papers import text_versions as verbs
from meetings.papers.forms import PageForm, PageTextForm


@dataclass(frozen=True)
class Place:
    """
    Context of the pages for one writer and paper.

    - `right`: the writer's right to read the paper, as a sentence for the reading log
    - `address`: a function that returns the URL of a page by its name and arguments
    - `trail`: the breadcrumbs
    """

    paper: Paper
    file: PaperFile
    right: str
    address: Callable[..., str]
    trail: list[tuple[str, str]]

    def page(self, number: int, what: str = "paper-text-page") -> str:
        """Return the URL named `what` for page `number`: the form to write it, its picture, or its removal."""
        return self.address(what, page=number)


@dataclass(frozen=True, slots=True)
class Line:
    """One page in the list of pages to write out; `silent`: the page has pictures only, no words."""

    number: int
    url: str
    text: PageText | None
    silent: bool


def _lines(place: Place) -> list[Line]:
    """Return the pages to write out: pages without words, and other pages that have a text version."""
    written = {text.page: text for text in place.file.texts.select_related("written_by")}
    silent = set(place.file.silent_pages)
    return [Line(n, place.page(n), written.get(n), n in silent) for n in sorted(silent | set(written))]


def _show(
    request: SignedInRequest, place: Place, template: str, lines: list[Line], status: int = 200, **context: object
) -> HttpResponse:
    common = {
        "paper": place.paper,
        "file": place.file,
        "trail": place.trail,
        "lines": lines,
        "written": sum(1 for line in lines if line.text),
        "overview": place.address("paper-texts"),
    }
    return render(request, template, common | context, status=status)


def overview(request: SignedInRequest, place: Place) -> HttpResponseBase:
    """Show the pages to write out, the pages already written, and a form to choose another page."""
    form = PageForm(request.GET if "page" in request.GET else None, pages=place.file.pages)
    if form.is_valid():
        return redirect(place.page(form.cleaned_data["page"]))
    return _show(request, place, "texts/overview.html", _lines(place), 422 if form.is_bound else 200, form=form)


def _of_the_file(place: Place, page: int) -> None:
    if not 1 <= page <= place.file.pages:
        raise Http404


def _note_reading(request: SignedInRequest, place: Place) -> None:
    """Record the reading. SECURITY: seeing a withheld page's picture or words counts as reading its file."""
    if place.paper.is_withheld:
        audit.record_reading(request.user, place.paper, place.right)


def write(request: SignedInRequest, place: Place, page: int) -> HttpResponseBase:
    """Show the picture of one page with the form for its text version, and save the text."""
    _of_the_file(place, page)
    lines = _lines(place)
    row = next((line.text for line in lines if line.number == page), None)
    if row:
        _note_reading(request, place)
    after = next((line for line in lines if line.number > page), None)
    form = PageTextForm(
        typed(request),
        page=page,
        language=place.file.language,
        initial={"text": row.text if row else "", "seen": verbs.seen_as(row)},
    )
    on = after.url if after else place.address("paper-texts")
    then = on if request.POST.get("then") == "next" else place.page(page)
    values, message = {"page": page}, partial(_saved, request, place)
    if answer := carried_out(
        request, verbs.write_page_text, place.file, form, values=values, message=message, then=then, field="text"
    ):
        return answer
    if form.errors:  # the page also shows the stored text, which a second save replaces
        form.data = {**cast(QueryDict, form.data).dict(), "seen": verbs.seen_as(row)}
    about = {
        "number": page,
        "row": row,
        "picture": place.page(page, "paper-text-picture"),
        "remove": place.page(page, "paper-text-remove"),
        "before": next((line for line in reversed(lines) if line.number < page), None),
        "after": after,
    }
    return _show(request, place, "texts/page.html", lines, 422 if form.errors else 200, form=form, **about)


def _saved(request: SignedInRequest, place: Place, text: PageText) -> str:
    messages.success(request, f"The text version of page {text.page} is saved.")
    if not place.paper.is_withheld:
        for sentence in privacy.of_words(f"What you wrote for page {text.page}", [text.text], frozenset()):
            messages.warning(request, sentence)
    return ""


def remove(request: SignedInRequest, place: Place, page: int) -> HttpResponseBase:
    """Remove the text version of a page of the paper, after a form that states the consequences."""
    _of_the_file(place, page)
    if not place.file.texts.filter(page=page).exists():
        raise Http404
    return carry_out(
        request,
        verbs.clear_page_text,
        place.file,
        ConfirmForm(typed(request), button="Remove this text version"),
        values={"page": page},
        message=f"The text version of page {page} is removed.",
        then=place.address("paper-texts"),
        title=f"Remove the text version of page {page}: {place.paper.title}",
        caption=place.paper.title,
        heading=f"Remove the text version of page {page}?",
        narrow=True,
        follows=[
            "The text for this page is deleted, including from the website, and cannot be restored.",
            "The paper itself stays as it is.",
            "The history shows who removed it.",
        ],
        trail=place.trail,
        back=place.page(page),
        back_text="Cancel",
    )


def picture(request: SignedInRequest, place: Place, page: int) -> HttpResponseBase:
    """Return the picture of one page; no cache may store it."""
    _of_the_file(place, page)
    _note_reading(request, place)
    try:
        png = drawn(_as_read(place), page)
    except (files.Unavailable, Busy):
        raise  # the page can be drawn, but not just now
    except (FileNotFoundError, ValueError, TimeoutError, MemoryError, sandbox.Crashed) as error:
        raise Http404("The page cannot be displayed.") from error
    return files.send_copy(png, f"page-{page}.png", content_type="image/png")


def pages(gate: Callable[..., Any], place_of: Callable[..., Place]) -> tuple[Callable[..., HttpResponseBase], ...]:
    """
    Return four views, each decorated with `gate`: the overview, a page to write, its removal, and its picture.

    `place_of` is called with the request and all arguments of the URL, also `page`, and returns the `Place`.
    """

    def behind_the_gate(act: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(act)
        def view(request: SignedInRequest, *thing: Any, **named: Any) -> HttpResponseBase:
            page = {"page": named["page"]} if "page" in named else {}
            return act(request, place_of(request, *thing, **named), **page)

        return cast(Callable[..., HttpResponseBase], gate(view))

    return tuple(behind_the_gate(act) for act in (overview, write, remove, picture))


def _as_read(place: Place) -> bytes:
    """Return the file as the writer may see it: every page of a withheld paper is marked (R15)."""
    stored, paper = place.file.stored, place.paper
    if not paper.is_withheld:
        return files.read(stored)
    return marked(part_store.prepared(stored), paper.marking, title=paper.title)
