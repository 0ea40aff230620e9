"""The SCIM addresses, under /scim/v2/, at which a directory creates, changes and suspends sign-ins."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    Context,
    Error,
    ETag,
    Filter,
    ListResponse,
    Patch,
    PatchOp,
    ResourceType,
    ResponseParameters,
    Schema,
    SCIMException,
    ScimFilter,
    ScimPolicy,
    SearchRequest,
    ServiceProviderConfig,
    Sort,
)

from committee.models import User
from committee.register.directory_users import DirectoryUser, change, create, described, users_of
from committee.register.lawful import hold_register
from committee.sign_in.directories import Directory

JSON = "application/scim+json"
MOST = 200  # resources in one answer
# Entra ID and others send attributes that a sign-in does not have. These are read past, as RFC 7644 3.3 allows.
TOLERANT = ScimPolicy(unknown=ScimPolicy.Unknown.ignore)
CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
    filter=Filter(supported=True, max_results=MOST),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=False),
    etag=ETag(supported=False),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="Bearer token",
            description="The secret in the setting DIRECTORY_SCIM_TOKEN.",
            primary=True,
        )
    ],
)
TYPES, SCHEMAS = [ResourceType.from_resource(DirectoryUser)], [DirectoryUser.to_schema()]
type View = Callable[..., HttpResponse]


def _of_directories(*methods: str) -> Callable[[View], View]:
    """
    Decorate a view, so that it gets the directory that sends the request, and answers errors as SCIM wants them.

    SECURITY: without a right token there is nothing here. A token is compared in constant time.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not any(directory.scim_token for directory in settings.DIRECTORIES):
                raise Http404
            sent = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
            sender = [
                directory
                for directory in settings.DIRECTORIES
                if directory.scim_token and secrets.compare_digest(directory.scim_token.encode(), sent)
            ]
            if not sender:
                answer = _error(401, "The token is wrong.")
                answer["WWW-Authenticate"] = "Bearer"
                return answer
            if request.method not in methods:
                answer = _error(405, f"Use {' or '.join(methods)}.")
                answer["Allow"] = ", ".join(methods)
                return answer
            try:
                with TOLERANT:
                    return view(request, sender[0], **kwargs)
            except SCIMException as error:
                return _answer(error.to_error(), status=error.status)
            except ValidationError as error:
                return _answer(Error.from_validation_error(error.errors()[0]), status=400)

        return answered

    return decorate


def _answer(body: Any, context: Context = Context.DEFAULT, status: int = 200, **shown: Any) -> HttpResponse:
    return HttpResponse(body.model_dump_json(scim_ctx=context, **shown), content_type=JSON, status=status)


def _error(status: int, detail: str) -> HttpResponse:
    return _answer(Error(status=status, detail=detail), status=status)


def _list(request: HttpRequest, resources: list[Any], **shown: Any) -> HttpResponse:
    """Return the part of a list that a request asks for with `startIndex` and `count`."""
    search: SearchRequest[DirectoryUser] = SearchRequest.model_validate(
        {"startIndex": 1, "count": MOST, **_query(request, "startIndex", "count")}
    )
    first, most = search.start_index_0 or 0, min(search.count if search.count is not None else MOST, MOST)
    rows = resources[first : first + most]
    page = ListResponse[DirectoryUser | ResourceType | Schema](
        total_results=len(resources), start_index=first + 1, items_per_page=len(rows), resources=rows
    )
    return _answer(page, Context.RESOURCE_QUERY_RESPONSE, **shown)


def _query(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: request.GET[name] for name in names if name in request.GET}


def _shown(request: HttpRequest) -> dict[str, Any]:
    """Return the attributes that a request asks for, or does not want."""
    parameters = ResponseParameters[DirectoryUser].model_validate(_query(request, "attributes", "excludedAttributes"))
    return {"response_parameters": parameters}


def _read[Asked: (DirectoryUser, PatchOp[DirectoryUser])](
    model: type[Asked], request: HttpRequest, context: Context
) -> Asked:
    return model.model_validate_json(request.body, scim_ctx=context)


def _one_or_all(request: HttpRequest, resources: list[Any], name: str | None) -> HttpResponse:
    if name is None:
        return _list(request, resources)
    for resource in resources:
        if name in (resource.id, getattr(resource, "name", None)):
            return _answer(resource, Context.RESOURCE_QUERY_RESPONSE)
    return _error(404, "There is no such resource.")


def _place() -> str:
    return f"{settings.SITE_URL}/scim/v2/Users"


@_of_directories("GET")
def config(request: HttpRequest, served_by: Directory) -> HttpResponse:
    """Answer what this service can do."""
    return _answer(CONFIG, Context.RESOURCE_QUERY_RESPONSE)


@_of_directories("GET")
def types(request: HttpRequest, served_by: Directory, name: str | None = None) -> HttpResponse:
    """Answer which kinds of resources there are: users."""
    return _one_or_all(request, TYPES, name)


@_of_directories("GET")
def schemas(request: HttpRequest, served_by: Directory, name: str | None = None) -> HttpResponse:
    """Answer the attributes of a user."""
    return _one_or_all(request, SCHEMAS, name)


@_of_directories("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, served_by: Directory, rest: str) -> HttpResponse:
    """Answer that there is nothing at any other address."""
    return _error(404, "There is no such resource.")


@_of_directories("GET", "POST")
def users(request: HttpRequest, served_by: Directory) -> HttpResponse:
    """List sign-ins, filtered as a directory looks for one; or create a sign-in."""
    today, shown = timezone.localdate(), _shown(request)
    if request.method == "POST":
        payload = _read(DirectoryUser, request, Context.RESOURCE_CREATION_REQUEST)
        made = create(payload, served_by, on=today)
        (resource,) = described(User.objects.filter(pk=made.pk), _place(), on=today)
        answer = _answer(resource, Context.RESOURCE_CREATION_RESPONSE, 201, **shown)
        answer["Location"] = str(resource.meta.location) if resource.meta else ""
        return answer
    resources = described(users_of(served_by), _place(), on=today)
    if wanted := request.GET.get("filter"):
        condition = ScimFilter[DirectoryUser](wanted)
        resources = [resource for resource in resources if condition.match(resource)]
    return _list(request, resources, **shown)


@_of_directories("GET", "PUT", "PATCH")
def user(request: HttpRequest, served_by: Directory, pk: int) -> HttpResponse:
    """Show a sign-in, or change it as a whole or in part."""
    today, shown = timezone.localdate(), _shown(request)
    row = users_of(served_by).filter(pk=pk)
    if not row:
        return _error(404, "There is no such user.")
    if request.method == "GET":
        (resource,) = described(row, _place(), on=today)
        return _answer(resource, Context.RESOURCE_QUERY_RESPONSE, **shown)
    if request.method == "PUT":
        payload = _read(DirectoryUser, request, Context.RESOURCE_REPLACEMENT_REQUEST)
        change(row.get(), payload, served_by, on=today)
        context = Context.RESOURCE_REPLACEMENT_RESPONSE
    else:
        patch = _read(PatchOp[DirectoryUser], request, Context.RESOURCE_PATCH_REQUEST)
        with transaction.atomic():
            hold_register()  # first, as in every act on sign-ins, so that two of them do not wait for each other
            locked = row.select_for_update(of=("self",), no_key=True)
            (payload,) = described(locked, _place(), on=today)
            before = payload.active
            patch.patch(payload)
            if payload.active == before:
                payload.active = None
            change(locked.get(), payload, served_by, on=today)
        context = Context.RESOURCE_PATCH_RESPONSE
    (resource,) = described(User.objects.filter(pk=pk), _place(), on=today)
    return _answer(resource, context, **shown)
