"""The author's side of text versions: the words of pages that show them only as pictures."""

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from committee.permissions import officers
from committee.requests import SignedInRequest
from meetings.papers.forms.text_versions import PageTextForm
from meetings.papers.views import text_writing
from meetings.papers.views.officers import RIGHT, asked_of_them, find, not_asked_paper


def _place(request: SignedInRequest, pk: int) -> text_writing.Place:
    """A paper asked of this officer, once it is in."""
    paper = find(request.user, pk)
    if paper.file is None:
        raise Http404

    def where(name: str, **more: object) -> str:
        return reverse(f"officers:{name}", kwargs={"pk": pk, **more})

    trail = [("My reports and actions", reverse("officers:front")), (paper.title, reverse("officers:paper", args=[pk]))]
    return text_writing.Place(paper, paper.file, RIGHT, where, trail)


@officers
def texts(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The pages to write out."""
    return text_writing.overview(request, _place(request, pk))


@officers
def text_page(request: SignedInRequest, pk: int, page: int) -> HttpResponseBase:
    """One page and its words."""
    if request.method == "POST" and not asked_of_them(request.user, pk):
        raise not_asked_paper(request.user, pk, PageTextForm(request.POST, page=page))
    return text_writing.write(request, _place(request, pk), page)


@officers
def text_remove(request: SignedInRequest, pk: int, page: int) -> HttpResponseBase:
    """Take the words of one page away."""
    return text_writing.remove(request, _place(request, pk), page)


@officers
def text_picture(request: SignedInRequest, pk: int, page: int) -> HttpResponseBase:
    """What one page looks like."""
    return text_writing.picture(request, _place(request, pk), page)
