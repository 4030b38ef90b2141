"""Whom members let act for them in appeals; and what a person decides about misuse of appeals."""

from datetime import timedelta
from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import AppealLimitShape, MandateShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.links import LinkTerms, answer_link, refusal_of
from habeas.server.api.parameters import Id, Instant, Language, PageParameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import LinkShape, PageShape
from habeas.server.api.staff import Act, Words
from habeas.server.appeals.people import get_giver, get_limit, list_mandates_of
from habeas.server.identity.roles import OVERSIGHT
from habeas.server.identity.scopes import Scope
from habeas.server.parties.erasure import AlreadyErased, UnknownMember
from habeas.server.usecases.give_mandate import give_mandate
from habeas.server.usecases.limit_appeals import limit_appeals, warn_of_misuse
from habeas.server.usecases.revoke_mandate import NoSuchMandate, revoke_mandate

router = Router(tags=["appeals"])

_CREATED: Final = 201


class MandateContent(BaseModel):
    """Who may act for a member, in one matter or in all, until when."""

    model_config = ConfigDict(extra="forbid")

    representative: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] = Field(
        description="how the marketplace knows them: another member's id, a lawyer's e-mail"
    )
    decision: Annotated[str, Field(max_length=40)] = Field(
        "", description="about one decision; all where it is left out"
    )
    ends_at: Instant | None = None


class RevocationContent(BaseModel):
    """Who revokes it: only who gave it can."""

    model_config = ConfigDict(extra="forbid")

    member: Id


class WarningContent(Act):
    """Why a member is warned, in a language that they read."""

    reasons: Words
    language: Language | None = Field(None, description="the one that the member reads where none is named")


class LimitContent(Act):
    """Why a member's appeals are limited, and for how long."""

    reasons: Words
    days: Annotated[int, Field(ge=1, le=365)]


@router.get("/members/{path:member}/mandates", auth=Requires(Scope.READ), response=PageShape[MandateShape])
def get_mandates(request: HttpRequest, member: Path[Id], asked: Query[PageParameters]) -> HttpResponse:
    """List whom a member has let act for them, those that are over too; a test key reads nobody's."""
    refuse_unknown(request, PageParameters)
    found = () if caller_of(request).is_test else list_mandates_of(member)
    return reply_tagged(request, {"items": found[: asked.limit], "next": None})


@router.post(
    "/members/{path:member}/mandates",
    auth=Requires(Scope.ACT, live_only=True),
    response={201: MandateShape},
    openapi_extra=request_body(MandateContent),
)
def post_mandate(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Let somebody act for a member, because the member says so."""
    said = read_content(request, MandateContent)
    try:
        made = give_mandate(member=member, now=timezone.now(), **said.model_dump())
    except (UnknownMember, AlreadyErased) as error:
        raise refusal_of(error) from None
    [shown] = [one for one in list_mandates_of(member) if one["id"] == made]
    return reply(shown, status=_CREATED)


@router.post(
    "/mandates/{mandate_id}/revoke",
    auth=Requires(Scope.ACT, live_only=True),
    response=PageShape[MandateShape],
    openapi_extra=request_body(RevocationContent),
)
def post_revocation(request: HttpRequest, mandate_id: Path[Id]) -> HttpResponse:
    """End a mandate, for no reason but that its member wants it; return all of theirs."""
    said = read_content(request, RevocationContent)
    try:
        revoke_mandate(mandate=mandate_id, member=said.member, now=timezone.now())
    except NoSuchMandate as error:
        raise Refusal(Kind.NOT_FOUND, "There is no mandate of this id.") from error
    return reply({"items": list_mandates_of(said.member), "next": None})


@router.post(
    "/mandates/{mandate_id}/link",
    auth=Requires(Scope.ACT, live_only=True),
    response={201: LinkShape},
    openapi_extra=request_body(LinkTerms),
)
def post_mandate_link(request: HttpRequest, mandate_id: Path[Id]) -> HttpResponse:
    """Make a link by which whoever acts for a member reads and appeals what the mandate covers, in their own name.

    It is confirmed as a member's own link is, and ends with the mandate. Send it to the representative alone.
    """
    terms, member = read_content(request, LinkTerms), get_giver(mandate_id)
    if member is None:
        raise Refusal(Kind.NOT_FOUND, "There is no mandate of this id.")
    return answer_link(request, member, terms=terms, mandate=mandate_id)


@router.post(
    "/members/{path:member}/appeal-warning",
    auth=Requires(Scope.ACT),
    response={201: AppealLimitShape},
    openapi_extra=request_body(WarningContent),
)
def post_warning(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Warn a member whose appeals people found manifestly unfounded, five times at least."""
    said, is_test = read_content(request, WarningContent), caller_of(request).is_test
    made = warn_of_misuse(
        member=member,
        reasons=said.reasons,
        language=said.language or "",
        by=said.acting(OVERSIGHT),
        is_test=is_test,
        now=timezone.now(),
    )
    return reply(get_limit(made, is_test=is_test), status=_CREATED)


@router.post(
    "/members/{path:member}/appeal-limit",
    auth=Requires(Scope.ACT),
    response={201: AppealLimitShape},
    openapi_extra=request_body(LimitContent),
)
def post_limit(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Limit a member's appeals for a time, after a warning that did not help. It can be appealed itself."""
    said, is_test = read_content(request, LimitContent), caller_of(request).is_test
    made = limit_appeals(
        member=member,
        reasons=said.reasons,
        lasts=timedelta(days=said.days),
        by=said.acting(OVERSIGHT),
        is_test=is_test,
        now=timezone.now(),
    )
    return reply(get_limit(made, is_test=is_test), status=_CREATED)
