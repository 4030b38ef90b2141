"""Cases: the queue, a look at the evidence, and a person's decision."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from habeas.domain.cases.case import CaseState
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import (
    CaseShape,
    EvidenceShape,
    OpenMoneyShape,
    PreviewShape,
    ProposalsShape,
    QueuesShape,
    SanctionShape,
)
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.parameters import Id, Parameters, Word, refuse_unknown, refuse_unlisted
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.rulings import RulingContent
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Act, Email, Words, actor_in
from habeas.server.cases.queries import Order, get_case, list_members, list_queue
from habeas.server.holds.at_hand import list_open, open_as_json
from habeas.server.holds.queries import map_held
from habeas.server.identity.roles import CASES
from habeas.server.identity.scopes import Scope
from habeas.server.recourse.queueing import list_names, list_queues
from habeas.server.rulings.queries import get_sanction, list_sanctions_of
from habeas.server.sanctions.queries import list_restrained
from habeas.server.usecases.claim_case import claim_case, escalate_case, hand_over_case, prolong_claim, release_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.open_evidence import open_evidence, open_machine_proposal
from habeas.server.usecases.preview_decision import preview_decision

router = Router(tags=["cases"])

_CREATED: Final = 201
_WAITING: Final = (CaseState.QUEUED, CaseState.ESCALATED)

CaseId = Path[Id]


class CaseParameters(Parameters):
    """Which cases are asked for."""

    state: Literal["queued", "claimed", "escalated", "awaiting_approval", "waiting_on_member"] | None = Field(
        None, description="How they stand; without it those that wait for somebody"
    )
    queue: Word | None = Field(None, description="In one queue")
    sort: Order = Field(Order.PRIORITY, description="By what they are sorted; the priority settles the rest")
    limit: int = Field(50, ge=1, le=200, description="Cases, the first ones of the order")


class HandOver(Act):
    """Who takes over, and why."""

    to: Email
    because: Words


class Escalation(Act):
    """Why somebody with more to say should look."""

    because: Words


class NoAction(Act):
    """Why nothing is done to the member, what those read beside it who reported them, and what a machine got wrong."""

    because: Words
    to_reporters: Annotated[str, Field(max_length=10_000)] = ""
    wrong: Annotated[tuple[Id, ...], Field(max_length=100)] = ()


@router.get("/cases", auth=Requires(Scope.READ), response=PageShape[CaseShape])
def get_cases(request: HttpRequest, asked: Query[CaseParameters]) -> HttpResponse:
    """List the first cases in the order in which they are looked at, each with what adds to its priority."""
    refuse_unknown(request, CaseParameters)
    is_test, now = caller_of(request).is_test, timezone.now()
    if asked.queue is not None:
        refuse_unlisted("queue", asked.queue, known=list_names(is_test=is_test))
    states = _WAITING if asked.state is None else (CaseState(asked.state),)
    members = list_members(is_test=is_test)
    queue = list_queue(
        is_test=is_test,
        now=now,
        restrained=list_restrained(members, is_test=is_test, now=now),
        held=map_held(members, is_test=is_test, now=now),
        states=states,
        queue=asked.queue,
        by=asked.sort,
    )
    return reply_tagged(request, {"items": list(queue[: asked.limit]), "next": None})


@router.get("/queues", auth=Requires(Scope.READ), response=QueuesShape)
def get_queues(request: HttpRequest) -> HttpResponse:
    """List the queues in which cases and appeals wait: how many, since when the oldest, how many are overdue."""
    is_test, now = caller_of(request).is_test, timezone.now()
    return reply_tagged(request, {"items": list_queues(is_test=is_test, now=now)})


@router.get("/cases/{case_id}", auth=Requires(Scope.READ), response=CaseShape)
def get_one_case(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Return a case with everything that happened in it and what was decided. No words of anybody."""
    return reply_tagged(request, _case(request, case_id))


@router.get("/cases/{case_id}/money", auth=Requires(Scope.READ), response=OpenMoneyShape)
def get_open_money(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Return what a suspension or an end of the account answers for: amounts, contracts that run, open claims."""
    member, is_test, now = _case(request, case_id)["member"], caller_of(request).is_test, timezone.now()
    return reply(open_as_json(list_open(member, is_test=is_test, now=now)))


def _case(request: HttpRequest, case_id: str) -> dict[str, Any]:
    found = get_case(case_id, is_test=caller_of(request).is_test, now=timezone.now())
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is no case of this id.")
    return {**found, "sanctions": list(list_sanctions_of(case_id))}


def _move(request: HttpRequest, case_id: str, act: Callable[..., None], **named: object) -> HttpResponse:
    _case(request, case_id)
    act(case=case_id, is_test=caller_of(request).is_test, now=timezone.now(), **named)
    return reply(_case(request, case_id))


@router.post("/cases/{case_id}/claim", auth=Requires(Scope.ACT), response=CaseShape, openapi_extra=request_body(Act))
def post_case_claim(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Take a case to look at it. The claim lasts 15 minutes; then anybody may take it."""
    return _move(request, case_id, claim_case, by=read_content(request, Act).acting(CASES))


@router.post("/cases/{case_id}/prolong", auth=Requires(Scope.ACT), response=CaseShape, openapi_extra=request_body(Act))
def post_prolongation(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Look on: the claim lasts another 15 minutes from now."""
    return _move(request, case_id, prolong_claim, by=read_content(request, Act).acting(CASES))


@router.post("/cases/{case_id}/release", auth=Requires(Scope.ACT), response=CaseShape, openapi_extra=request_body(Act))
def post_case_release(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give a case back to its queue."""
    return _move(request, case_id, release_case, by=read_content(request, Act).acting(CASES))


@router.post(
    "/cases/{case_id}/hand-over", auth=Requires(Scope.ACT), response=CaseShape, openapi_extra=request_body(HandOver)
)
def post_hand_over(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give a case to another person."""
    said = read_content(request, HandOver)
    to = actor_in(said.to, CASES, field="/to")
    return _move(request, case_id, hand_over_case, by=said.acting(CASES), to=to, because=said.because)


@router.post(
    "/cases/{case_id}/escalate", auth=Requires(Scope.ACT), response=CaseShape, openapi_extra=request_body(Escalation)
)
def post_escalation(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Ask somebody with more to say to look at a case."""
    said = read_content(request, Escalation)
    return _move(request, case_id, escalate_case, by=said.acting(CASES), because=said.because)


@router.post(
    "/cases/{case_id}/evidence", auth=Requires(Scope.ACT), response=EvidenceShape, openapi_extra=request_body(Act)
)
def post_look(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Read what a case rests on and what speaks for the member. That it was read is kept."""
    return _look(request, case_id, open_evidence)


@router.post(
    "/cases/{case_id}/proposal", auth=Requires(Scope.ACT), response=ProposalsShape, openapi_extra=request_body(Act)
)
def post_look_at_proposal(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Read what the machine proposes, after the evidence. That it was read is kept, and told to the member."""
    return _look(request, case_id, open_machine_proposal)


def _look(request: HttpRequest, case_id: str, act: Callable[..., object]) -> HttpResponse:
    _case(request, case_id)
    by = read_content(request, Act).acting(CASES)
    return reply(act(case=case_id, by=by, is_test=caller_of(request).is_test, now=timezone.now()))


@router.post(
    "/cases/{case_id}/preview",
    auth=Requires(Scope.ACT),
    response=PreviewShape,
    openapi_extra=request_body(RulingContent),
)
def post_preview(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Show what the member would read and every effect of a decision, refused as it would be. Nothing is stored."""
    said, is_test = read_content(request, RulingContent), caller_of(request).is_test
    _case(request, case_id)
    return reply(
        preview_decision(case=case_id, ruling=said.ruling, by=said.acting(CASES), is_test=is_test, now=timezone.now())
    )


@router.post(
    "/cases/{case_id}/close", auth=Requires(Scope.ACT), response=CaseShape, openapi_extra=request_body(NoAction)
)
def post_no_action(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Close a case without a sanction, after a look at it. Who reported it is told, and can appeal that.

    Decisions of a machine that are named as wrong are undone, and their member is told.
    """
    said = read_content(request, NoAction)
    words = {"because": said.because, "to_reporters": said.to_reporters, "wrong": said.wrong}
    return _move(request, case_id, close_case, by=said.acting(CASES), **words)


@router.post(
    "/cases/{case_id}/decide",
    auth=Requires(Scope.ACT),
    response={201: SanctionShape},
    openapi_extra=request_body(RulingContent),
)
def post_decision(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Decide a case. The member is told, and it takes effect, when its clocks allow; nothing happens before."""
    said, is_test = read_content(request, RulingContent), caller_of(request).is_test
    _case(request, case_id)
    made = decide_case(case=case_id, ruling=said.ruling, by=said.acting(CASES), is_test=is_test, now=timezone.now())
    return reply(get_sanction(made, is_test=is_test), status=_CREATED)
