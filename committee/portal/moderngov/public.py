"""The addresses of Modern.Gov's web service: each method with its parameters, as its readers ask."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committee.portal.moderngov import web_service
from committee.portal.moderngov.web_service import Element

LONGEST_ID = 15
ALL_COMMITTEES = "-1"


class BadParameter(ValueError):
    """A parameter that is missing or means nothing; in a sentence."""


def _answer(make: Callable[[], Element | None]) -> HttpResponse:
    try:
        root = make()
    except BadParameter as error:
        return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
    if root is None:
        raise Http404
    return _sent(web_service.written(root))


def _sent(data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type="text/xml; charset=utf-8")


def _usage(sentence: str) -> HttpResponse:
    """Answer a method opened without its parameter."""
    return HttpResponse(f"{sentence}\n", content_type="text/plain; charset=utf-8")


def _id(request: HttpRequest, name: str) -> int:
    typed = request.GET.get(name, "")
    if not typed.isascii() or not typed.isdigit() or len(typed) > LONGEST_ID:
        raise BadParameter(f"{name} must be a number.")
    return int(typed)


def _day(request: HttpRequest, name: str) -> dt.date:
    try:
        return dt.datetime.strptime(request.GET.get(name, ""), "%d/%m/%Y").date()  # noqa: DTZ007 - a day
    except ValueError as error:
        raise BadParameter(f"{name} must be a day in the format 21/04/2022.") from error


@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """GetCommittees."""
    return _answer(lambda: web_service.committees(timezone.localdate()))


@require_safe
def meetings_by_date(request: HttpRequest) -> HttpResponse:
    """GetAllMeetingsByDate: `lCommitteeId` (-1: all), `sFromDate` and `sToDate` as 21/04/2022."""
    if not request.GET:
        return _usage("Give lCommitteeId (-1 for all committees), sFromDate and sToDate (21/04/2022).")

    def make() -> Element:
        every = request.GET.get("lCommitteeId", ALL_COMMITTEES) == ALL_COMMITTEES
        committee = None if every else _id(request, "lCommitteeId")
        since, until = _day(request, "sFromDate"), _day(request, "sToDate")
        return web_service.meetings_by_date(since, until, committee, timezone.localdate())

    return _answer(make)


@require_safe
def meeting(request: HttpRequest) -> HttpResponse:
    """GetMeeting: `lMeetingId`."""
    if not request.GET:
        return _usage("Give lMeetingId, the number of a meeting.")
    return _answer(lambda: web_service.meeting_of(_id(request, "lMeetingId"), settings.SITE_URL, timezone.localdate()))


@require_safe
def councillors_by_ward(request: HttpRequest) -> HttpResponse:
    """GetCouncillorsByWard."""
    return _answer(lambda: web_service.councillors_by_ward(settings.SITE_URL, timezone.localdate()))
