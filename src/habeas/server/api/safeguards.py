"""Safeguards: placed for hours, no sanction and no strike, ended by the owner in one step or by themselves."""

from datetime import timedelta
from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import SafeguardShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.parameters import Id, Instant, Parameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Act, Email, Words, actor_in
from habeas.server.identity.roles import CASES
from habeas.server.identity.scopes import Scope
from habeas.server.safeguards.queries import get_safeguard, list_safeguards
from habeas.server.usecases.end_safeguard import lift_safeguard, recover_account
from habeas.server.usecases.place_safeguard import Wanted, place_safeguard

router = Router(tags=["safeguards"])

_CREATED: Final = 201


class SafeguardContent(BaseModel):
    """What is to be protected. Without `by` a machine places it: once in 30 days, and a person looks."""

    model_config = ConfigDict(extra="forbid")

    member: Id
    kind: SafeguardKind
    because: Words = Field(description="in words that the member reads")
    taken_over_since: Instant | None = Field(None, description="from when on somebody else acted through the account")
    hours: Annotated[int, Field(ge=1, le=10_000)] = 24
    by: Email | None = Field(None, description="the e-mail of a person of the staff")


class Owner(BaseModel):
    """The account's owner, whom the host has recognized again."""

    model_config = ConfigDict(extra="forbid")

    member: Id


class SafeguardParameters(Parameters):
    """Which safeguards are asked for."""

    member: Id | None = Field(None, description="Of one member")
    in_force: bool | None = Field(None, description="Those that protect now, or those that are over")
    limit: int = Field(50, ge=1, le=200, description="Safeguards, the newest first")


@router.get("/safeguards", auth=Requires(Scope.READ), response=PageShape[SafeguardShape])
def get_safeguards(request: HttpRequest, asked: Query[SafeguardParameters]) -> HttpResponse:
    """List safeguards."""
    refuse_unknown(request, SafeguardParameters)
    rows = list_safeguards(
        is_test=caller_of(request).is_test,
        now=timezone.now(),
        most=asked.limit,
        member=asked.member,
        in_force=asked.in_force,
    )
    return reply_tagged(request, {"items": list(rows), "next": None})


@router.post(
    "/safeguards",
    auth=Requires(Scope.ACT),
    response={201: SafeguardShape},
    openapi_extra=request_body(SafeguardContent),
)
def post_safeguard(request: HttpRequest) -> HttpResponse:
    """Protect an account or other members for at most a day. The member is told at once and can end it."""
    said, is_test = read_content(request, SafeguardContent), caller_of(request).is_test
    wanted = Wanted(
        member=said.member,
        kind=said.kind,
        because=said.because,
        taken_over_since=said.taken_over_since,
        lasts=timedelta(hours=said.hours),
    )
    by = None if said.by is None else actor_in(said.by, CASES, field="/by")
    made = place_safeguard(wanted=wanted, by=by, is_test=is_test, now=timezone.now())
    return reply(get_safeguard(made, is_test=is_test), status=_CREATED)


@router.post(
    "/safeguards/{safeguard_id}/recover",
    auth=Requires(Scope.ACT),
    response=SafeguardShape,
    openapi_extra=request_body(Owner),
)
def post_recovery(request: HttpRequest, safeguard_id: Path[Id]) -> HttpResponse:
    """Let the owner end a safeguard in one step, once the host has recognized them."""
    said, is_test = read_content(request, Owner), _check(request, safeguard_id)
    recover_account(safeguard=safeguard_id, member=said.member, is_test=is_test, now=timezone.now())
    return reply(get_safeguard(safeguard_id, is_test=is_test))


@router.post(
    "/safeguards/{safeguard_id}/lift",
    auth=Requires(Scope.ACT),
    response=SafeguardShape,
    openapi_extra=request_body(Act),
)
def post_safeguard_lifting(request: HttpRequest, safeguard_id: Path[Id]) -> HttpResponse:
    """Let a person end a safeguard before its time."""
    said, is_test = read_content(request, Act), _check(request, safeguard_id)
    lift_safeguard(safeguard=safeguard_id, by=said.acting(CASES), is_test=is_test, now=timezone.now())
    return reply(get_safeguard(safeguard_id, is_test=is_test))


def _check(request: HttpRequest, safeguard_id: str) -> bool:
    """Refuse a safeguard that is not there; return whether the caller tests."""
    is_test = caller_of(request).is_test
    if get_safeguard(safeguard_id, is_test=is_test) is None:
        raise Refusal(Kind.NOT_FOUND, "There is no safeguard of this id.")
    return is_test
