"""Freezes by law, and payout details that changed while money waited."""

from typing import Annotated, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from habeas.domain.actors import Actor
from habeas.domain.holds.freezes import LegalBasis
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.freeze_shapes import DetailsFreezeShape, FreezeShape
from habeas.server.api.money_acts import allowed, there
from habeas.server.api.parameters import Id, Instant, Parameters, refuse_unknown
from habeas.server.api.replies import reply
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Act
from habeas.server.holds.freezing import get_freeze, list_freezes
from habeas.server.identity.roles import MONEY
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law, review_freeze
from habeas.server.usecases.recover_details import recover_details

router = Router(tags=["money"])

_CREATED: Final = 201


class NewFreeze(Act):
    """What an authority orders, or a law commands; `by` is the officer who answers for it. It names no case."""

    member: Id
    basis: Literal["court_order", "sanctions", "anti_money_laundering"]
    reference: Annotated[str, Field(min_length=1, max_length=200, description="The document that binds")]
    review_at: Annotated[Instant, Field(description="When it is looked at again: within 30 days")]
    is_silent: Annotated[bool, Field(description="The law forbids to tell the member")] = False


class Review(Act):
    """Whether a freeze still binds, and until when that is looked at again."""

    still_binds: bool
    review_at: Instant


class FreezeParameters(Parameters):
    """Which freezes are asked for."""

    in_force: bool | None = Field(None, description="Those that run now, or those that were lifted")


@router.post("/freezes", auth=Requires(Scope.MONEY), response={201: FreezeShape}, openapi_extra=request_body(NewFreeze))
def post_freeze(request: HttpRequest) -> HttpResponse:
    """Freeze a member's money by law. Only the law ends it; a review that is late escalates and frees nothing."""
    said, is_test = read_content(request, NewFreeze), caller_of(request).is_test
    officer = said.acting(MONEY)
    order = Order(
        member=said.member,
        basis=LegalBasis(said.basis),
        reference=said.reference,
        review_at=said.review_at,
        is_silent=said.is_silent,
    )
    made = allowed(lambda: freeze_by_law(order=order, officer=officer, is_test=is_test, now=timezone.now()))
    return reply(made, status=_CREATED)


@router.get("/freezes", auth=Requires(Scope.MONEY), response=PageShape[FreezeShape])
def get_freezes(request: HttpRequest, asked: Query[FreezeParameters]) -> HttpResponse:
    """List freezes by law, the next to be reviewed first. Keys for money alone read them: some are silent."""
    refuse_unknown(request, FreezeParameters)
    found = list_freezes(is_test=caller_of(request).is_test, in_force=asked.in_force)
    return reply({"items": list(found), "next": None})


@router.post(
    "/freezes/{freeze}/review", auth=Requires(Scope.MONEY), response=FreezeShape, openapi_extra=request_body(Review)
)
def post_review(request: HttpRequest, freeze: Path[Id]) -> HttpResponse:
    """Say whether a freeze still binds. One that does not is lifted, and what waited for it is paid."""
    said, is_test = read_content(request, Review), caller_of(request).is_test
    by = said.acting(MONEY)
    there(get_freeze(freeze, is_test=is_test))
    return reply(
        allowed(
            lambda: review_freeze(
                freeze=freeze,
                still_binds=said.still_binds,
                review_at=said.review_at,
                by=by,
                is_test=is_test,
                now=timezone.now(),
            )
        )
    )


@router.post(
    "/members/{path:member}/payout-details/confirm",
    auth=Requires(Scope.ACT),
    response=PageShape[DetailsFreezeShape],
)
def post_confirmation(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Say that the owner, signed in, confirmed payout details that changed while money waited: it goes there again."""
    is_test = caller_of(request).is_test
    found = recover_details(member=member, by=Actor(member), is_test=is_test, now=timezone.now())
    return reply({"items": list(found), "next": None})
