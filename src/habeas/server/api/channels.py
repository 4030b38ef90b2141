"""The register of channels: which surfaces are read, by what right, and whether what is judged there is done."""

from dataclasses import asdict
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router
from pydantic import BaseModel, ConfigDict, Field

from habeas.server.api.authorization import Requires
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import ChannelShape, PageShape
from habeas.server.identity.scopes import Scope
from habeas.server.policies.queries import ChannelEntry, list_channels
from habeas.server.usecases.activate_channel import NoSuchChannel, activate_channel
from habeas.server.usecases.register_channel import register_channel

router = Router(tags=["channels"])

Name = Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_-]+$", examples=["proposal"])]
Words = Annotated[str, Field(max_length=2000, pattern=r"\S")]
Person = Annotated[str, Field(max_length=120, pattern=r"\S", description="The person who says so")]

_CREATED: Final = 201


class Registration(BaseModel):
    """By what right a channel is read, how far, and who says so."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "legal_basis": "Terms of use, section 8; GDPR Art. 6(1)(f)",
                    "assessment": "LIA-2026-04",
                    "mode": "content",
                    "by": "Ana Prado",
                }
            ]
        },
    )

    legal_basis: Words
    assessment: Words
    mode: Literal["off", "coaching", "content"]
    by: Person


class Word(BaseModel):
    """Who says that what is judged is done."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"by": "Ana Prado"}]})

    by: Person


@router.get("/channels", auth=Requires(Scope.READ), response=PageShape[ChannelShape])
def get_channels(request: HttpRequest) -> HttpResponse:
    """List the channels that may be read, and which of them judge in shadow."""
    return reply_tagged(request, {"items": [_as_json(entry) for entry in list_channels()], "next": None})


@router.put(
    "/channels/{name}",
    auth=Requires(Scope.ACT, live_only=True),
    response={200: ChannelShape, 201: ChannelShape},
    openapi_extra=request_body(Registration),
)
def put_channel(request: HttpRequest, name: Path[Name]) -> HttpResponse:
    """Register a channel, or change what is registered of it. A new one judges in shadow."""
    said = read_content(request, Registration)
    is_new = register_channel(
        name=name,
        legal_basis=said.legal_basis,
        assessment=said.assessment,
        mode=said.mode,
        by=said.by,
        now=timezone.now(),
    )
    return reply(_find(name), status=_CREATED if is_new else 200)


@router.post(
    "/channels/{name}/activate",
    auth=Requires(Scope.ACT, live_only=True),
    response=ChannelShape,
    openapi_extra=request_body(Word),
)
def post_activation(request: HttpRequest, name: Path[Name]) -> HttpResponse:
    """Let what is judged on a channel be done, by a named person's word. A second time changes nothing."""
    said = read_content(request, Word)
    try:
        activate_channel(name=name, by=said.by, now=timezone.now())
    except NoSuchChannel:
        known = ", ".join(entry.name for entry in list_channels()) or "none yet"
        raise Refusal(Kind.NOT_FOUND, f"No channel `{name}` is registered; registered are: {known}.") from None
    return reply(_find(name))


def _find(name: str) -> dict[str, Any]:
    return next(_as_json(entry) for entry in list_channels() if entry.name == name)


def _as_json(entry: ChannelEntry) -> dict[str, Any]:
    activated_at = entry.activated_at.isoformat() if entry.activated_at else None
    return asdict(entry) | {"registered_at": entry.registered_at.isoformat(), "activated_at": activated_at}
