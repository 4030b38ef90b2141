"""Addresses of the host that webhooks go to: registered, rotated, replayed, disabled."""

from datetime import timedelta
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router
from pydantic import BaseModel, ConfigDict, Field

from habeas.server.adapters.destinations import DestinationRefused
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.parameters import Id, Instant
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import EndpointShape, NewEndpointShape, PageShape, ReplayShape, SecretShape
from habeas.server.identity.scopes import Scope
from habeas.server.outbox.queries import list_endpoints
from habeas.server.usecases.disable_endpoint import disable_endpoint
from habeas.server.usecases.register_endpoint import TypeUnknown, register_endpoint
from habeas.server.usecases.replay_messages import NothingChosen, replay_messages
from habeas.server.usecases.rotate_endpoint_secret import NoSuchEndpoint, rotate_endpoint_secret

router = Router(tags=["webhooks"])

_CREATED: Final = 201
_FORBID: Final = ConfigDict(extra="forbid")


class NewEndpoint(BaseModel):
    """Where webhooks go, and which."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"url": "https://market.example/hooks/habeas", "types": ["decision.made", "measure.requested"]}
            ]
        },
    )

    url: Annotated[str, Field(max_length=500)]
    types: Annotated[list[Annotated[str, Field(max_length=60)]], Field(min_length=1, max_length=50)]


class Rotation(BaseModel):
    """How long the old secret signs as well. A secret that leaked is given 0."""

    model_config = _FORBID

    overlap_hours: int = Field(24, ge=0, le=24 * 30)


class Replay(BaseModel):
    """Which webhooks are sent again: by their ids, or by when they were written."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"since": "2026-03-01T00:00:00Z", "until": "2026-03-02T00:00:00Z"}]},
    )

    ids: Annotated[list[Id], Field(max_length=1000)] = []
    since: Instant | None = None
    until: Instant | None = None
    only_parked: bool = False


@router.get("/webhooks", auth=Requires(Scope.READ), response=PageShape[EndpointShape])
def get_endpoints(request: HttpRequest) -> HttpResponse:
    """List the addresses that webhooks go to."""
    return reply_tagged(request, {"items": [_as_json(endpoint) for endpoint in list_endpoints()], "next": None})


@router.post(
    "/webhooks",
    auth=Requires(Scope.ACT, live_only=True),
    response={201: NewEndpointShape},
    openapi_extra=request_body(NewEndpoint),
)
def post_endpoint(request: HttpRequest) -> HttpResponse:
    """Register an address. The secret that signs (Standard Webhooks) is shown this once."""
    said, by = read_content(request, NewEndpoint), caller_of(request).name
    try:
        made = register_endpoint(url=said.url, types=said.types, by=by, now=timezone.now())
    except (DestinationRefused, TypeUnknown) as error:
        field = "/types" if isinstance(error, TypeUnknown) else "/url"
        raise Refusal(Kind.BAD_CONTENT, str(error), errors=[{"field": field, "message": str(error)}]) from error
    endpoint = next(one for one in list_endpoints() if one.id == made.id)
    return reply({**_as_json(endpoint), "secret": made.secret}, status=_CREATED)


@router.delete("/webhooks/{endpoint_id}", auth=Requires(Scope.ACT, live_only=True), response=EndpointShape)
def delete_endpoint(request: HttpRequest, endpoint_id: Path[Id]) -> HttpResponse:
    """Send an address nothing more. What was sent can still be read."""
    if not disable_endpoint(endpoint=endpoint_id, by=caller_of(request).name, now=timezone.now()):
        raise _no_endpoint()
    return reply(next(_as_json(one) for one in list_endpoints() if one.id == endpoint_id))


@router.post(
    "/webhooks/{endpoint_id}/rotate",
    auth=Requires(Scope.ACT, live_only=True),
    response=SecretShape,
    openapi_extra=request_body(Rotation),
)
def post_rotation(request: HttpRequest, endpoint_id: Path[Id]) -> HttpResponse:
    """Give an address a new secret; for a while both sign."""
    overlap = timedelta(hours=read_content(request, Rotation).overlap_hours)
    try:
        return reply({"secret": rotate_endpoint_secret(endpoint=endpoint_id, now=timezone.now(), overlap=overlap)})
    except NoSuchEndpoint:
        raise _no_endpoint() from None


@router.post(
    "/webhooks/{endpoint_id}/replay",
    auth=Requires(Scope.ACT, live_only=True),
    response=ReplayShape,
    openapi_extra=request_body(Replay),
)
def post_replay(request: HttpRequest, endpoint_id: Path[Id]) -> HttpResponse:
    """Send webhooks again, under the ids that they had."""
    said = read_content(request, Replay)
    if endpoint_id not in {one.id for one in list_endpoints()}:
        raise _no_endpoint()
    try:
        replayed = replay_messages(now=timezone.now(), endpoint=endpoint_id, **said.model_dump())
    except NothingChosen as error:
        raise Refusal(Kind.BAD_CONTENT, str(error), errors=[{"field": "", "message": str(error)}]) from error
    return reply({"replayed": replayed})


def _no_endpoint() -> Refusal:
    return Refusal(Kind.NOT_FOUND, "No endpoint with this id takes webhooks.")


def _as_json(endpoint: Any) -> dict[str, Any]:
    return {
        "id": endpoint.id,
        "url": endpoint.url,
        "types": endpoint.types,
        "created_at": endpoint.created_at.isoformat(),
        "created_by": endpoint.created_by,
        "disabled_at": endpoint.disabled_at.isoformat() if endpoint.disabled_at else None,
    }
