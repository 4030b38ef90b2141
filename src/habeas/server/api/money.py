"""Where members' money is, what is claimed of it, and what waits for a claim. Every decision names a person."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.hold import HoldReleasedBefore, ReleasedBecause
from habeas.money import Money
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.money_acts import allowed, there, wanted_by
from habeas.server.api.money_bodies import (
    Acknowledgement,
    ClaimDecision,
    NewClaim,
    NewHold,
    Release,
    Renewal,
)
from habeas.server.api.money_report_shapes import MoneyReportShape
from habeas.server.api.money_shapes import (
    AcknowledgedShape,
    ClaimShape,
    DifferenceShape,
    HoldShape,
    InstructionShape,
    MemberMoneyShape,
    OverviewShape,
)
from habeas.server.api.paging import page_of, read_cursor
from habeas.server.api.parameters import Id, PageParameters, Parameters, refuse_unknown
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import person_in
from habeas.server.holds.instructions import list_unsettled
from habeas.server.holds.overview import MOST, get_overview, unsettled_as_json
from habeas.server.holds.queries import get_claim, get_hold, list_claims, list_holds
from habeas.server.holds.reporting import get_money_report, report_as_json
from habeas.server.holds.standing import difference_as_json, get_money
from habeas.server.identity.roles import MONEY
from habeas.server.identity.scopes import Scope
from habeas.server.journal.queries import list_differences
from habeas.server.usecases.acknowledge_instruction import acknowledge_instruction
from habeas.server.usecases.decide_claim import decide_claim
from habeas.server.usecases.place_hold import place_hold
from habeas.server.usecases.record_claim import record_claim
from habeas.server.usecases.release_hold import release_hold
from habeas.server.usecases.renew_hold import renew_hold

router = Router(tags=["money"])

_CREATED: Final = 201


class HoldParameters(PageParameters):
    """Which holds are asked for."""

    in_force: bool | None = Field(None, description="Those that run now, or those that do not")
    member: Id | None = Field(None, description="Of the member whose money waits")


class ClaimParameters(PageParameters):
    """Which claims are asked for."""

    is_open: bool | None = Field(None, description="Those that are undecided, or those that are not")
    member: Id | None = Field(None, description="Of the member whose money is claimed")


class ReportParameters(Parameters):
    """Which months are asked for."""

    months: int = Field(6, ge=1, le=120, description="How many calendar months, this one the last")


@router.get("/members/{path:member}/money", auth=Requires(Scope.READ), response=MemberMoneyShape)
def get_member_money(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Return where a member's money is: balances, milestones, what waits for which claim and until when."""
    refuse_unknown(request, Parameters)
    return reply(get_money(member, is_test=caller_of(request).is_test, now=timezone.now()))


@router.get("/money/differences", auth=Requires(Scope.READ), response=PageShape[DifferenceShape])
def get_differences(request: HttpRequest) -> HttpResponse:
    """List where the latest reported balances differ from the journal. Nothing of it is booked."""
    refuse_unknown(request, Parameters)
    found = list_differences(is_test=caller_of(request).is_test)
    return reply_tagged(request, {"items": [difference_as_json(one) for one in found], "next": None})


@router.get("/money/overview", auth=Requires(Scope.READ), response=OverviewShape)
def get_money_overview(request: HttpRequest) -> HttpResponse:
    """Return what a money officer looks after: holds by the date of their end, claims, what does not add up."""
    refuse_unknown(request, Parameters)
    return reply(get_overview(is_test=caller_of(request).is_test, now=timezone.now()))


@router.get("/money/report", auth=Requires(Scope.READ), response=MoneyReportShape)
def get_report(request: HttpRequest, asked: Query[ReportParameters]) -> HttpResponse:
    """Report what waits now by ground and age, and per month what waited, wrongly, and past its date."""
    refuse_unknown(request, ReportParameters)
    found = get_money_report(is_test=caller_of(request).is_test, months=asked.months, now=timezone.now())
    return reply_tagged(request, report_as_json(found))


@router.get("/instructions", auth=Requires(Scope.READ), response=PageShape[InstructionShape])
def get_instructions(request: HttpRequest) -> HttpResponse:
    """List instructions that nobody acknowledged within an hour, or of which another amount was done."""
    refuse_unknown(request, Parameters)
    found = list_unsettled(is_test=caller_of(request).is_test, now=timezone.now(), most=MOST)
    return reply_tagged(request, {"items": [unsettled_as_json(one) for one in found], "next": None})


@router.get("/claims", auth=Requires(Scope.READ), response=PageShape[ClaimShape])
def get_claims(request: HttpRequest, asked: Query[ClaimParameters]) -> HttpResponse:
    """List claims, the oldest first."""
    refuse_unknown(request, ClaimParameters)
    rows = list_claims(
        is_test=caller_of(request).is_test,
        most=asked.limit + 1,
        is_open=asked.is_open,
        member=asked.member,
        after=read_cursor(asked.cursor),
    )
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="recorded_at"))


@router.post("/claims", auth=Requires(Scope.MONEY), response={201: ClaimShape}, openapi_extra=request_body(NewClaim))
def post_claim(request: HttpRequest) -> HttpResponse:
    """Record a claim of a third party, or an order of an authority. Its kind and reference make it once.

    Whoever records an order lets no money wait for it: a second person does.
    """
    said = read_content(request, NewClaim)
    kept = allowed(
        lambda: record_claim(
            kind=ClaimKind(said.kind),
            member=said.member,
            claimant=said.claimant,
            reference=said.reference,
            amount=Money(said.amount.amount, said.amount.currency),
            contract=said.contract,
            by=person_in(said.by, MONEY, field="/by"),
            is_test=caller_of(request).is_test,
            now=timezone.now(),
        )
    )
    return reply(kept, status=_CREATED)


@router.get("/claims/{claim}", auth=Requires(Scope.READ), response=ClaimShape)
def get_one_claim(request: HttpRequest, claim: Path[Id]) -> HttpResponse:
    """Return one claim."""
    return reply_tagged(request, there(get_claim(claim, is_test=caller_of(request).is_test)))


@router.post(
    "/claims/{claim}/decide",
    auth=Requires(Scope.MONEY),
    response=ClaimShape,
    openapi_extra=request_body(ClaimDecision),
)
def post_claim_decision(request: HttpRequest, claim: Path[Id]) -> HttpResponse:
    """Say how a claim was decided. What waited for one that fell is free at once."""
    said, is_test = read_content(request, ClaimDecision), caller_of(request).is_test
    return reply(
        allowed(
            lambda: decide_claim(
                claim=claim,
                upheld=said.upheld,
                by=person_in(said.by, MONEY, field="/by"),
                is_test=is_test,
                now=timezone.now(),
            )
        )
    )


@router.get("/holds", auth=Requires(Scope.READ), response=PageShape[HoldShape])
def get_holds(request: HttpRequest, asked: Query[HoldParameters]) -> HttpResponse:
    """List holds, the oldest first."""
    refuse_unknown(request, HoldParameters)
    rows = list_holds(
        is_test=caller_of(request).is_test,
        now=timezone.now(),
        most=asked.limit + 1,
        in_force=asked.in_force,
        member=asked.member,
        after=read_cursor(asked.cursor),
    )
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="placed_at"))


@router.post("/holds", auth=Requires(Scope.MONEY), response={201: HoldShape}, openapi_extra=request_body(NewHold))
def post_hold(request: HttpRequest) -> HttpResponse:
    """Let money wait for a claim: no more than it claims, 14 days, and then it is free by itself."""
    said, is_test = read_content(request, NewHold), caller_of(request).is_test
    wanted = wanted_by(said.acting(MONEY), said, is_test=is_test)
    placed = allowed(lambda: place_hold(wanted=wanted, is_test=is_test, now=timezone.now()))
    return reply(placed, status=_CREATED)


@router.get("/holds/{hold}", auth=Requires(Scope.READ), response=HoldShape)
def get_one_hold(request: HttpRequest, hold: Path[Id]) -> HttpResponse:
    """Return one hold."""
    return reply_tagged(request, there(get_hold(hold, is_test=caller_of(request).is_test)))


@router.post("/holds/{hold}/renew", auth=Requires(Scope.MONEY), response=HoldShape, openapi_extra=request_body(Renewal))
def post_renewal(request: HttpRequest, hold: Path[Id]) -> HttpResponse:
    """Let a hold run on, once, by a second person, to at most 90 days from when it was placed."""
    said, is_test = read_content(request, Renewal), caller_of(request).is_test
    by = said.acting(MONEY)
    return reply(
        allowed(
            lambda: renew_hold(
                hold=hold,
                until=said.until,
                by=by,
                because=said.because,
                is_test=is_test,
                now=timezone.now(),
            )
        )
    )


@router.post(
    "/holds/{hold}/release", auth=Requires(Scope.MONEY), response=HoldShape, openapi_extra=request_body(Release)
)
def post_release(request: HttpRequest, hold: Path[Id]) -> HttpResponse:
    """Free money that waits. What is free already stays as it is, and a second release is refused."""
    said, is_test = read_content(request, Release), caller_of(request).is_test
    there(get_hold(hold, is_test=is_test))
    by = person_in(said.by, MONEY, field="/by")
    is_new = release_hold(hold=hold, because=ReleasedBecause(said.because), by=by, now=timezone.now())
    return reply(allowed(lambda: _released(there(get_hold(hold, is_test=is_test)), is_new=is_new)))


def _released(hold: Mapping[str, Any], *, is_new: bool) -> Mapping[str, Any]:
    """Return a hold that was let go just now. Raises HoldReleasedBefore where it was before."""
    if not is_new:
        raise HoldReleasedBefore(hold=hold["id"], at=hold["released_at"], because=hold["released_because"])
    return hold


@router.post(
    "/instructions/{key}/acknowledge",
    auth=Requires(Scope.ACT),
    response=AcknowledgedShape,
    openapi_extra=request_body(Acknowledgement),
)
def post_instruction_acknowledgement(request: HttpRequest, key: Path[Id]) -> HttpResponse:
    """Say that the provider did what `payout.instructed` asked. A second time changes nothing.

    With an `amount`, say of how much: where it is not all, the difference is shown, and nothing is booked.
    """
    said = read_content(request, Acknowledgement) if request.body else Acknowledgement()
    done = None if said.amount is None else Money(said.amount.amount, said.amount.currency)
    is_test, now = caller_of(request).is_test, timezone.now()
    return reply(
        allowed(
            lambda: {
                "instruction": key,
                "acknowledged_at": acknowledge_instruction(key=key, is_test=is_test, now=now, done=done).isoformat(),
            }
        )
    )
