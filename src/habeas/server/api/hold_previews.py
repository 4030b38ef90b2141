"""What would follow if money waited, waited longer or was let go, or a claim was decided: read before it is done.

Nothing is stored.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.hold_preview_shapes import HoldPreviewShape
from habeas.server.api.money_acts import allowed, there, wanted_by
from habeas.server.api.money_bodies import ClaimDecision, NewHold, Release, Renewal
from habeas.server.api.parameters import Id
from habeas.server.api.replies import reply
from habeas.server.api.staff import person_in
from habeas.server.holds.queries import get_hold
from habeas.server.identity.roles import MONEY
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.decide_claim import preview_claim_decision
from habeas.server.usecases.place_hold import preview_hold
from habeas.server.usecases.release_hold import preview_release
from habeas.server.usecases.renew_hold import preview_renewal

router = Router(tags=["money"])


@router.post(
    "/holds/preview", auth=Requires(Scope.MONEY), response=HoldPreviewShape, openapi_extra=request_body(NewHold)
)
def post_hold_preview(request: HttpRequest) -> HttpResponse:
    """Show what the member would read of a hold and every effect of it, refused as it would be."""
    said, is_test = read_content(request, NewHold), caller_of(request).is_test
    wanted = wanted_by(said.acting(MONEY), said, is_test=is_test)
    return reply(allowed(lambda: preview_hold(wanted=wanted, is_test=is_test, now=timezone.now()).as_json()))


@router.post(
    "/holds/{hold}/renew/preview",
    auth=Requires(Scope.MONEY),
    response=HoldPreviewShape,
    openapi_extra=request_body(Renewal),
)
def post_renewal_preview(request: HttpRequest, hold: Path[Id]) -> HttpResponse:
    """Show what the member would read of a renewal and every effect of it, refused as it would be."""
    said, is_test = read_content(request, Renewal), caller_of(request).is_test
    by = said.acting(MONEY)
    return reply(
        allowed(
            lambda: preview_renewal(
                hold=hold, until=said.until, by=by, because=said.because, is_test=is_test, now=timezone.now()
            ).as_json()
        )
    )


@router.post(
    "/holds/{hold}/release/preview",
    auth=Requires(Scope.MONEY),
    response=HoldPreviewShape,
    openapi_extra=request_body(Release),
)
def post_release_preview(request: HttpRequest, hold: Path[Id]) -> HttpResponse:
    """Show what the member would read as money is let go and every effect of it: none where it is free already."""
    said, is_test = read_content(request, Release), caller_of(request).is_test
    person_in(said.by, MONEY, field="/by")
    there(get_hold(hold, is_test=is_test))
    return reply(preview_release(hold=hold, because=ReleasedBecause(said.because), now=timezone.now()).as_json())


@router.post(
    "/claims/{claim}/decide/preview",
    auth=Requires(Scope.MONEY),
    response=HoldPreviewShape,
    openapi_extra=request_body(ClaimDecision),
)
def post_claim_decision_preview(request: HttpRequest, claim: Path[Id]) -> HttpResponse:
    """Show what the member would read of a claim's outcome and every effect of it, refused as it would be."""
    said, is_test = read_content(request, ClaimDecision), caller_of(request).is_test
    person_in(said.by, MONEY, field="/by")
    return reply(
        allowed(
            lambda: preview_claim_decision(
                claim=claim, upheld=said.upheld, is_test=is_test, now=timezone.now()
            ).as_json()
        )
    )
