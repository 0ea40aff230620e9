"""Middleware that shows a form again, filled in, if the sender's session had ended when the form was sent."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone

from committee.forms import kept_forms
from committee.forms.filled import Filled, Labels, Left
from committee.models import KeptForm

Next = Callable[[HttpRequest], HttpResponse]
MOVES = (301, 302, 303, 307, 308)
BEGAN, BUTTON = "began_from", "act"  # names of fields: the marks of `edit_conflict`, and the submit button
SHOWN_AGAIN = 422  # the status of a form that comes back with its errors


class GiveBackWhatWasTyped:
    """Fill the forms of a page with their kept values (`committee.forms.kept_forms`)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """
        Return the view's response. A GET shows the page's kept forms filled in.

        A POST that succeeds, or comes back with the form's errors, deletes the kept form that filled the sent form. A
        POST that succeeds deletes earlier kept versions too.
        """
        response = self.get_response(request)
        if request.method == "POST":
            returned = request.POST.getlist(kept_forms.RETURNED)
            taken = response.status_code < 400 or response.status_code == SHOWN_AGAIN
            earlier = returned[1:] if response.status_code == SHOWN_AGAIN else []
            if earlier:  # earlier versions are kept until the form is saved, so the form must send their ids again
                returned = returned[:1]
                _carry_on(request, response, earlier)
            if returned and taken and not request.META.get(kept_forms.JUST_KEPT):
                kept_forms.forget(request.user, returned)
            if response.status_code == 404 and kept_forms.shown_to(request) == request.user:
                # The form's address no longer exists, so only its typed texts are shown.
                words = _worded(kept_forms.said_in(request), Labels(None))
                return render(request, "came_back.html", {"gone": True, "left": words}, status=404)
        elif request.method == "GET":
            waiting = [] if request.headers.get("HX-Request") else kept_forms.waiting_here(request, at=timezone.now())
            if waiting:
                return _given_back(request, response, waiting)
            if response.status_code == 405 and "text/html" in request.headers.get("Accept", ""):
                return _only_sent_to(request, response)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Delete kept forms that the user threw away, and redirect to the plain page; None for any other request."""
        unwanted = request.POST.getlist(kept_forms.FORGET) if request.method == "POST" else []
        if not unwanted:
            return None
        kept_forms.forget(request.user, unwanted)
        return redirect(request.get_full_path())


def _carry_on(request: HttpRequest, response: HttpResponse, earlier: list[str]) -> None:
    """Add the ids of `earlier` kept forms to a form shown again with errors, so that saving the form deletes them."""
    if response.streaming or "html" not in response.get("Content-Type", ""):
        return
    address, words = request.get_full_path(), dict(request.POST.lists())
    filled = Filled(response.content.decode(response.charset), address)
    filled.carry_on(address, words, [pk for pk in earlier if pk.isascii() and pk.isdigit()])
    response.content = filled.text("")


def _given_back(request: HttpRequest, response: HttpResponse, waiting: list[KeptForm]) -> HttpResponse:
    """Return the page with its kept forms filled in. If it redirects, assign the kept forms to the new address."""
    address = request.get_full_path()
    if response.status_code in MOVES:
        kept_forms.moved(waiting, response["Location"])
        return response
    if response.status_code == 405:  # the form was on a page that answers only a POST
        response = render(request, "came_back.html")
    elif response.status_code == 404:  # the address no longer exists, so only the typed texts are shown
        response = render(request, "came_back.html", {"gone": True}, status=404)
    if response.status_code in (200, 404) and not response.streaming and "html" in response.get("Content-Type", ""):
        filled = Filled(response.content.decode(response.charset), address)
        response.content = filled.text(_notice(request, filled, waiting))
    return response


def _notice(request: HttpRequest, filled: Filled, waiting: list[KeptForm]) -> str:
    """
    Fill the forms of the page. Return the HTML of a notice about them.

    The notice lists the filled forms, the typed texts that no form takes, and the files to choose again.
    """
    back: list[dict[str, object]] = []
    later: dict[str, int] = {}  # address of a form: id of the kept form that fills it
    for row in waiting:
        words, anchor = kept_forms.words_of(row), f"came-back-{row.pk}"
        unplaced = filled.fill(row.action, words, returned=row.pk, anchor=anchor)
        placed, newer = unplaced is not None, later.get(row.action)
        if unplaced is None:
            unplaced = _worded(words, Labels(filled.sent_to(row.action)))
        else:
            later.setdefault(row.action, row.pk)
        # Two kept forms that change a row are versions of one change; two that add a row are two new rows.
        older = newer is not None and not placed and BEGAN in words
        if older and newer is not None:
            filled.replace_too(newer, row.pk)
        about = {"kept": row, "anchor": anchor, "placed": placed, "left": unplaced, "words": words}
        about["files"] = kept_forms.files_of(row)
        back.append(about | {"newer": newer is not None, "older": older})
    return render_to_string("_came_back.html", {"came_back": back, "page": request.get_full_path()}, request)


def _worded(words: Mapping[str, list[str]], labels: Labels) -> list[Left]:
    """Return the typed texts among `words`, with the labels of their fields and choices."""
    return [
        Left(name, labels.choices.get((name, text)) or text, labels.fields.get(name, ""))
        for name, texts in words.items()
        for text in texts
        if Left.is_typed(name, text) and name not in labels.buttons and name != BUTTON
    ]


def _only_sent_to(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """
    Return a page for an address that accepts only POST, with a link to the nearest address above it.

    A user comes to such an address by GET if the sign-in redirects to it.
    """
    page = render(request, "405.html", {"above": _above(request.path)}, status=405)
    page["Allow"] = response["Allow"]
    return page


def _above(path: str) -> str:
    """Return the nearest address above `path` that matches a URL pattern; "/" where none does."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return f"{path}/"
    return "/"
