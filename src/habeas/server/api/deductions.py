"""Deductions: what is taken for an upheld claim, item by item, by two people."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.money_acts import allowed, there
from habeas.server.api.money_bodies import NewDeduction
from habeas.server.api.money_shapes import DeductionShape
from habeas.server.api.parameters import Id
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.staff import actor_in
from habeas.server.holds.queries import get_deduction
from habeas.server.identity.roles import MONEY
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.deduct_from_hold import deduct_from_hold

router = Router(tags=["money"])

_CREATED: Final = 201


@router.post(
    "/holds/{hold}/deduct",
    auth=Requires(Scope.MONEY),
    response={201: DeductionShape},
    openapi_extra=request_body(NewDeduction),
)
def post_deduction(request: HttpRequest, hold: Path[Id]) -> HttpResponse:
    """Deduct what an upheld claim is proven to, item by item, by two people. What else waited for it is free."""
    said, is_test = read_content(request, NewDeduction), caller_of(request).is_test
    by, approved_by = said.acting(MONEY), actor_in(said.approved_by, MONEY, field="/approved_by")
    made = allowed(
        lambda: deduct_from_hold(
            hold=hold,
            items=[one.item for one in said.items],
            by=by,
            approved_by=approved_by,
            is_test=is_test,
            now=timezone.now(),
        )
    )
    return reply(made, status=_CREATED)


@router.get("/deductions/{deduction}", auth=Requires(Scope.READ), response=DeductionShape)
def get_one_deduction(request: HttpRequest, deduction: Path[Id]) -> HttpResponse:
    """Return one deduction."""
    return reply_tagged(request, there(get_deduction(deduction, is_test=caller_of(request).is_test)))
