"""The desk's side of text versions: the words of pages that show them only as pictures."""

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.permissions import desk
from committee.requests import SignedInRequest
from meetings.access import papers as access
from meetings.lookup import address, args_of, crumbs, find_paper
from meetings.papers.views import text_writing


def _place(request: SignedInRequest, committee: str, meeting: str, pk: int) -> text_writing.Place:
    """A paper that is in, and that whoever runs the desk may read."""
    paper = find_paper(committee, meeting, pk)
    answer = access.may_read(request.user, paper, timezone.localdate())
    if paper.file is None or not answer.may:
        raise Http404
    row = paper.item.meeting

    def where(name: str, **more: object) -> str:
        return reverse(f"desk:{name}", kwargs=args_of(row, pk=pk, **more))

    trail = [*crumbs(row), (paper.title, address("paper", row, pk=pk))]
    return text_writing.Place(paper, paper.file, answer.why, where, trail)


@desk
def texts(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """The pages to write out."""
    return text_writing.overview(request, _place(request, committee, meeting, pk))


@desk
def text_page(request: SignedInRequest, committee: str, meeting: str, pk: int, page: int) -> HttpResponseBase:
    """One page and its words."""
    return text_writing.write(request, _place(request, committee, meeting, pk), page)


@desk
def text_remove(request: SignedInRequest, committee: str, meeting: str, pk: int, page: int) -> HttpResponseBase:
    """Take the words of one page away."""
    return text_writing.remove(request, _place(request, committee, meeting, pk), page)


@desk
def text_picture(request: SignedInRequest, committee: str, meeting: str, pk: int, page: int) -> HttpResponseBase:
    """What one page looks like."""
    return text_writing.picture(request, _place(request, committee, meeting, pk), page)
