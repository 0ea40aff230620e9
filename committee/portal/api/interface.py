"""The API's operations, described for machines (OpenAPI 3.1) and for people (a page of the portal)."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.http import http_date
from ninja import NinjaAPI, Query, Router, Schema
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from pydantic import AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from committee.files.spreadsheets import stream_lines, table_lines
from committee.models import Council, OpenRecord
from committee.open_data.records import iso
from committee.portal.api import reading
from committee.portal.api.answers import MOST, as_json, open_to_anybody
from committee.portal.api.schemas import (
    CLASSES,
    About,
    Captions,
    Changes,
    Kind,
    Page,
    Problem,
    Record,
    Text,
    Tombstone,
)
from committee.public_pages.page_data import problem

ROOT = "/api/v1/"
LENGTH_OF_A_DAY = len("2022-04-21")
NOT_THERE = "There is no such record, or it is not public."
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
EARLIEST, LATEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC), dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
REFUSED: dict[Any, Any] = {400: Problem, 422: Problem, 429: Problem}  # error responses by status, for the description
LOST: dict[Any, Any] = {**REFUSED, 404: Problem}


class OpenData(NinjaAPI):
    """API whose operation ids are the names of the view functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the operation's function."""
        return operation.view_func.__name__


api = OpenData(
    title="Committee business as open data",
    version="1.0.0",
    description="Everything public of the council’s committees. Read only; no key is needed.",
    urls_namespace="open-data",
    openapi_url=None,  # the description is served by openapi() below, with the same headers as every answer
    docs_url=None,  # the library's page loads a script from another site
    default_router=Router(by_alias=True),  # describe fields by the names that they have in answers
)


def _written_out(value: Any) -> Any:
    """
    Return the value; raise PydanticCustomError where the value is a text without a T between day and time.

    Without this check, Pydantic reads a text of digits as seconds since 1970.
    """
    if isinstance(value, str) and value[10:11] not in ("T", "t"):
        raise PydanticCustomError("moment", "Write a day, a T, a time and a time zone: 2022-04-21T10:00:00Z")
    return value


def _day_written_out(value: Any) -> Any:
    """Return the value; raise PydanticCustomError for a text that Pydantic would read as seconds, or as a moment."""
    if isinstance(value, str) and (len(value) != LENGTH_OF_A_DAY or value[4:5] != "-"):
        raise PydanticCustomError("day", "Write a day: 2022-04-21")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out)]
Day = Annotated[dt.date, BeforeValidator(_day_written_out)]


class Paging(Schema):
    """Parameters that choose one page of a list."""

    limit: int = Field(50, ge=1, le=100, description="Records a page")
    cursor: str = Field("", max_length=100, description="From `next` of the page before")


class Filters(Schema):
    """Parameters that limit records to a committee, a meeting or some days."""

    organization_id: Id | None = Field(None, description="Of one committee")
    meeting_id: Id | None = Field(None, description="Of one meeting")
    first: Day | None = Field(None, alias="from", description="On this day or later: 2022-04-21")
    last: Day | None = Field(None, alias="to", description="On this day or earlier: 2022-04-21")

    @property
    def within(self) -> reading.Narrowing:
        """The limits, for reading."""
        return reading.Narrowing(self.organization_id, self.meeting_id, self.first, self.last)


class FilteredPage(Filters, Paging):
    """Parameters of a list of records: one page of it, with filters."""


class Since(Paging):
    """Parameters of the list of changes: one page of it, from a moment on, and of one committee."""

    organization_id: Id | None = Field(None, description="Of one committee")

    modified_since: Moment | None = Field(
        None, description="With a time zone: 2022-04-21T10:00:00Z; `until` of the first page of the last time"
    )


@api.get(
    "",
    response={200: About, **REFUSED},
    url_name="api",
    summary="Where everything is",
)
def about(request: HttpRequest) -> HttpResponse:
    """Return the addresses of all kinds of records, of the changes, and of the description of the API."""
    return as_json(
        {
            "council": Council.current().name,
            "documentation": reading.absolute("public:api-page"),
            "openapi": reading.absolute("public:api-openapi"),
            "changes": reading.absolute("public:api-changes"),
            "records": {kind.value: reading.absolute("public:api-records", kind.value) for kind in Kind},
        }
    )


@api.get(
    "changes",
    response={200: Changes, **LOST},
    url_name="api-changes",
    summary="What has changed",
)
def changes(request: HttpRequest, query: Query[Since]) -> HttpResponse:
    """Return records that were published, changed or taken away since a moment, the earliest change first."""
    now = timezone.now()
    # Not every database can hold a moment outside these limits.
    since = query.modified_since and min(max(query.modified_since, EARLIEST), LATEST)
    results, after = reading.changes(
        since=since, committee=query.organization_id, after=query.cursor, limit=query.limit, at=now
    )
    until = (now - reading.OVERLAP).replace(second=0, microsecond=0)
    return as_json({"results": results, "next": _next(request, after), "until": iso(until)})


@api.get(
    "papers/{id:id}/text",
    response={200: Text, **LOST},
    url_name="api-paper-text",
    summary="The words of a paper",
)
def paper_text(request: HttpRequest, id: Id) -> HttpResponse:
    """Return the words of a paper, page by page, as far as they could be read."""
    return as_json(reading.text_of(_present(Kind.PAPERS, id)))


@api.get(
    "recordings/{id:id}/captions",
    response={200: Captions, **LOST},
    url_name="api-recording-captions",
    summary="The captions of a recording",
)
def recording_captions(request: HttpRequest, id: Id) -> HttpResponse:
    """Return the captions of a recording, without passages spoken in private."""
    return as_json(reading.captions_of(_present(Kind.RECORDINGS, id)))


@api.get(
    "{slug:kind}.jsonl",
    response={200: None, **LOST},
    url_name="api-lines",
    summary="All records of a kind, one a line",
    openapi_extra={"responses": {200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}}}},
)
def lines(request: HttpRequest, kind: Kind, query: Query[Filters]) -> HttpResponseBase:
    """Return all records of a kind as JSON, one record per line."""
    now = timezone.now()
    rows = reading.all_of(reading.present(kind, query.within, now), now)
    made = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return stream_lines(made, f"{kind.value}.jsonl", "application/jsonl; charset=utf-8")


@api.get(
    "{slug:kind}.csv",
    response={200: None, **LOST},
    url_name="api-table",
    summary="All records of a kind as a table",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def table(request: HttpRequest, kind: Kind, query: Query[Filters]) -> HttpResponseBase:
    """Return all records of a kind as a table for spreadsheets. A list in a cell is written as JSON."""
    now = timezone.now()
    rows = reading.all_of(reading.present(kind, query.within, now), now)
    return stream_lines(_table(kind, rows), f"{kind.value}.csv")


@api.get(
    "{slug:kind}",
    response={200: Page, **LOST},
    url_name="api-records",
    summary="Records of a kind",
)
def records(request: HttpRequest, kind: Kind, query: Query[FilteredPage]) -> HttpResponse:
    """Return records of a kind in the order of their ids, a page at a time."""
    results, after = reading.page(kind, after=query.cursor, limit=query.limit, within=query.within, at=timezone.now())
    return as_json({"results": results, "next": _next(request, after)})


@api.get(
    "{slug:kind}/{id:id}",
    response={200: Record, 410: Tombstone, **LOST},
    url_name="api-record",
    summary="One record",
)
def record(request: HttpRequest, kind: Kind, id: Id) -> HttpResponse:
    """Return one record. For a deleted record (410), return its kind, id, address and moment of deletion."""
    now = timezone.now()
    row = reading.one(kind, id, now)
    if row is None:
        raise Http404
    response = as_json(reading.as_data(row))
    if row.deleted:
        response.status_code = 410
    elif row.modified < now - dt.timedelta(seconds=2):
        # The second of the change is over, so no later change can have the same Last-Modified.
        response["Last-Modified"] = http_date(int(row.modified.timestamp()))
    return response


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 422 with the wrong parameters and their faults; 404 where the path is wrong."""
    if any(fault["loc"][0] == "path" for fault in error.errors):
        return problem(404, NOT_THERE)
    return problem(422, "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors))


@api.exception_handler(reading.BadCursor)
def bad_cursor(request: HttpRequest, error: reading.BadCursor) -> HttpResponse:
    """Answer 404 to a cursor that this API did not make."""
    return problem(404, "There is no such page: the cursor is none of ours. Begin without one.")


@api.exception_handler(reading.NoDay)
def no_day(request: HttpRequest, error: reading.NoDay) -> HttpResponse:
    """Answer 422 to days for a kind without days."""
    return problem(422, "Records of this kind have no day, so “from” and “to” cannot narrow them. Leave both out.")


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer 404 for a record that does not exist or is not public."""
    return problem(404, NOT_THERE)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer an error of Django Ninja with its status and its text."""
    return problem(error.status_code, str(error))


def _present(kind: Kind, thing: int) -> OpenRecord:
    """Return the record with id `thing`. Raise Http404 where the record does not exist or is not public now."""
    row = reading.one(kind, thing, timezone.now())
    if row is None or row.deleted:
        raise Http404
    return row


def _next(request: HttpRequest, after: str) -> str | None:
    """Return the address of the next page: the request's address with the cursor `after`. None where `after` is ""."""
    if not after:
        return None
    query = request.GET.copy()
    query["cursor"] = after
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"


def _table(kind: Kind, rows: Iterator[reading.Data]) -> Iterator[str]:
    columns = [field.alias or name for name, field in CLASSES[kind].model_fields.items()]
    return table_lines(columns, ([_value(row[name]) for name in columns] for row in rows))


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def openapi(request: HttpRequest) -> HttpResponse:
    """Return the description of the interface for machines: OpenAPI 3.1."""
    return HttpResponse(_openapi(), content_type="application/json")


@cache
def _openapi() -> str:
    described = api.get_openapi_schema(path_prefix=ROOT)
    for address in described["paths"].values():
        for operation in address.values():
            for answer in operation["responses"].values():
                schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
                if schema.get("$ref", "").endswith("/Problem"):
                    answer["content"] = {"application/problem+json": {"schema": schema}}
    return json.dumps(described, default=str)


def api_page(request: HttpRequest) -> HttpResponse:
    """Show the API's kinds of record in plain words."""
    kinds = []
    for kind, made in CLASSES.items():
        about = (made.__doc__ or "").split(";")[0].split("\n")[0].rstrip(".")
        kinds.append(
            (kind.value.replace("-", " ").capitalize(), about, reverse("public:api-records", args=[kind.value]))
        )
    return render(request, "public/api.html", {"kinds": kinds, "most": f"{MOST:,}"})


# Query parameters by the name of the URL pattern. Any other parameter is refused, because it would change nothing.
PARAMETERS: dict[str, type[Schema]] = {
    "api-changes": Since,
    "api-records": FilteredPage,
    "api-lines": Filters,
    "api-table": Filters,
}


def _wrapped(pattern: URLPattern) -> Callable[..., HttpResponseBase]:
    made = PARAMETERS.get(pattern.name or "", Schema)
    return open_to_anybody(pattern.callback, [field.alias or name for name, field in made.model_fields.items()])


def patterns() -> list[URLPattern]:
    """Return the URL patterns under /api/v1/, each view wrapped by `open_to_anybody`."""
    operations, _, _ = api.urls
    return [
        URLPattern(pattern.pattern, _wrapped(pattern), pattern.default_args, pattern.name)
        for pattern in operations
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]
