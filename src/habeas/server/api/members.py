"""Members: where each stands, and links by which they see it themselves."""

from typing import Annotated, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from habeas.policy.timeline.strikes import StrikeEntry
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.links import LinkTerms, answer_link, refusal_of
from habeas.server.api.paging import MOST
from habeas.server.api.parameters import Id
from habeas.server.api.replies import reply
from habeas.server.api.shapes import LinkShape, StandingShape
from habeas.server.decisions.standing import MemberStanding, Remembered, get_standing
from habeas.server.identity.scopes import Scope
from habeas.server.parties.erasure import AlreadyErased, UnknownMember
from habeas.server.sanctions.queries import list_measures
from habeas.server.usecases.keep_address import keep_address
from habeas.server.usecases.revoke_links import revoke_links

router = Router(tags=["members"])

_NO_CONTENT: Final = 204


def _is_email(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        raise ValueError("is no e-mail address, such as fred@mail.example") from None
    return email


class Address(BaseModel):
    """Where a member is mailed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"email": "fred@mail.example"}]})

    email: Annotated[str, Field(max_length=254), AfterValidator(_is_email)]


@router.get("/members/{path:member}/standing", auth=Requires(Scope.READ), response=StandingShape)
def get_member_standing(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Return a member's strikes with when each ends, the nudges that are remembered, the measures in force."""
    is_test, now = caller_of(request).is_test, timezone.now()
    standing = get_standing(member, is_test=is_test, now=now)
    measures = list_measures(is_test=is_test, now=now, most=MOST, in_force=True, member=member)
    return reply(_as_json(member, standing) | {"measures": list(measures)})


@router.post(
    "/members/{path:member}/link",
    auth=Requires(Scope.ACT, live_only=True),
    response={201: LinkShape},
    openapi_extra=request_body(LinkTerms),
)
def post_link(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Make a link by which a member reads decisions, statements and their data without a login. Send it to them alone.

    It opens once they typed the code that Habeas mails to the address on record (`confirmed_by` is `code`). Where
    Habeas cannot mail them, say `address_confirmed: true`: you confirmed the address that you send the link to. The log
    keeps that you said so, and the link opens in the first browser alone (`confirmed_by` is `host`).
    """
    return answer_link(request, member, terms=read_content(request, LinkTerms))


@router.delete("/members/{path:member}/link", auth=Requires(Scope.ACT, live_only=True), response={204: None})
def delete_links(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Take back every link of a member, and end what they opened, as when a mailbox fell into other hands."""
    try:
        revoke_links(member=member, by=_caller(request), now=timezone.now())
    except (UnknownMember, AlreadyErased) as error:
        raise refusal_of(error) from None
    return HttpResponse(status=_NO_CONTENT)


@router.put(
    "/members/{path:member}/email",
    auth=Requires(Scope.ACT, live_only=True),
    response={204: None},
    openapi_extra=request_body(Address),
)
def put_email(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Keep where a member is mailed what they have to be told, in place of any other. Nothing else is mailed."""
    return _keep(request, member, read_content(request, Address).email)


@router.delete("/members/{path:member}/email", auth=Requires(Scope.ACT, live_only=True), response={204: None})
def delete_email(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Forget where a member is mailed: from then on the host alone tells them."""
    return _keep(request, member, None)


def _keep(request: HttpRequest, member: str, email: str | None) -> HttpResponse:
    try:
        keep_address(member=member, email=email, by=_caller(request), now=timezone.now())
    except (UnknownMember, AlreadyErased) as error:
        raise refusal_of(error) from None
    return HttpResponse(status=_NO_CONTENT)


def _caller(request: HttpRequest) -> str:
    return f"key:{caller_of(request).id}"


def _as_json(member: str, standing: MemberStanding) -> dict[str, Any]:
    return {
        "member": member,
        "as_of": standing.at.isoformat(),
        "strikes": {"count": standing.counting, "items": [_strike(one) for one in standing.strikes]},
        "nudges": {"count": len(standing.nudges), "items": [_nudge(one) for one in standing.nudges]},
    }


def _strike(strike: StrikeEntry) -> dict[str, Any]:
    return {
        "decision": strike.decision,
        "clause": strike.clause,
        "standing": strike.standing.value,
        "counts_from": strike.counts_from.isoformat() if strike.counts_from else None,
        "ends_at": strike.ends_at.isoformat() if strike.ends_at else None,
    }


def _nudge(nudge: Remembered) -> dict[str, Any]:
    return {
        "decision": nudge.decision,
        "clause": nudge.clause,
        "made_at": nudge.made_at.isoformat(),
        "remembered_until": nudge.until.isoformat(),
    }
