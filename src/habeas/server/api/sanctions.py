"""Decisions of people on their way: the second person's word, the member's answer and the reply to it."""

from collections.abc import Callable, Collection
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from habeas.domain.sanctions.sanction import State
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import SanctionShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.paging import page_of, read_cursor
from habeas.server.api.parameters import Id, PageParameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Act, Words
from habeas.server.identity.roles import APPROVALS, CASES, Role
from habeas.server.identity.scopes import Scope
from habeas.server.rulings.queries import get_sanction
from habeas.server.rulings.worklists import Awaited, list_oldest
from habeas.server.usecases.answer_sanction import answer_sanction, reply_to_answer
from habeas.server.usecases.approve_sanction import approve_sanction, decline_sanction
from habeas.server.usecases.lift_sanction import lift_sanction, withdraw_sanction
from habeas.server.usecases.renew_sanction import renew_sanction, review_sanction

router = Router(tags=["sanctions"])


class SanctionParameters(PageParameters):
    """Which decisions of people are asked for."""

    state: Literal["awaiting_approval", "decided", "announced", "notified", "effective", "ended", "reversed"] | None = (
        Field(None, description="How they stand")
    )
    waits_for: Literal["second_person", "reply", "reaching"] | None = Field(
        None,
        description="What waits for people: for a second person's word, for a reply to the member, or for somebody to "
        "reach the member, to whom what we sent did not come",
    )
    member: Id | None = Field(None, description="About this member")


class Approval(Act):
    """A second person's word, with reasons of their own."""

    agrees: bool
    reasons: Words


class Reasons(Act):
    """Reasons of the person's own; the member reads them."""

    reasons: Words


class MemberAnswer(BaseModel):
    """What the member answers."""

    model_config = ConfigDict(extra="forbid")

    words: Words


class ReplyContent(Act):
    """What is replied."""

    words: Words


@router.get("/sanctions", auth=Requires(Scope.READ), response=PageShape[SanctionShape])
def get_sanctions(request: HttpRequest, asked: Query[SanctionParameters]) -> HttpResponse:
    """List decisions of people, the oldest first. `waits_for` is what people who work here still have to do."""
    refuse_unknown(request, SanctionParameters)
    rows = list_oldest(
        is_test=caller_of(request).is_test,
        most=asked.limit + 1,
        waits_for=None if asked.waits_for is None else Awaited(asked.waits_for),
        state=None if asked.state is None else State(asked.state),
        member=asked.member,
        after=read_cursor(asked.cursor),
    )
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="decided_at"))


@router.get("/sanctions/{sanction_id}", auth=Requires(Scope.READ), response=SanctionShape)
def get_one_sanction(request: HttpRequest, sanction_id: Path[Id]) -> HttpResponse:
    """Return a decision of a person and how far it has come. Its statement is under `/v1/statements`."""
    return reply_tagged(request, _sanction(request, sanction_id))


@router.post(
    "/sanctions/{sanction_id}/approve",
    auth=Requires(Scope.ACT),
    response=SanctionShape,
    openapi_extra=request_body(Approval),
)
def post_approval(request: HttpRequest, sanction_id: Path[Id]) -> HttpResponse:
    """Agree to a decision as the second person, or disagree: then its case waits again."""
    said = read_content(request, Approval)
    act = approve_sanction if said.agrees else decline_sanction
    return _act(request, sanction_id, act, by=said.acting(APPROVALS), reasons=said.reasons)


@router.post(
    "/sanctions/{sanction_id}/answer",
    auth=Requires(Scope.ACT),
    response=SanctionShape,
    openapi_extra=request_body(MemberAnswer),
)
def post_answer(request: HttpRequest, sanction_id: Path[Id]) -> HttpResponse:
    """Pass on what the member answers to an announced decision. It waits for a reply from then on."""
    return _act(request, sanction_id, answer_sanction, words=read_content(request, MemberAnswer).words)


@router.post(
    "/sanctions/{sanction_id}/reply",
    auth=Requires(Scope.ACT),
    response=SanctionShape,
    openapi_extra=request_body(ReplyContent),
)
def post_reply(request: HttpRequest, sanction_id: Path[Id]) -> HttpResponse:
    """Reply to the member's answer."""
    said = read_content(request, ReplyContent)
    return _act(request, sanction_id, reply_to_answer, by=said.acting(CASES), words=said.words)


@router.post(
    "/sanctions/{sanction_id}/renew",
    auth=Requires(Scope.ACT),
    response=SanctionShape,
    openapi_extra=request_body(Reasons),
)
def post_sanction_renewal(request: HttpRequest, sanction_id: Path[Id]) -> HttpResponse:
    """Prolong a suspension pending review as a second person, once. It lasts longer when the member was told."""
    return _act_with_reasons(request, sanction_id, renew_sanction, APPROVALS)


@router.post(
    "/sanctions/{sanction_id}/review",
    auth=Requires(Scope.ACT),
    response=SanctionShape,
    openapi_extra=request_body(Reasons),
)
def post_sanction_review(request: HttpRequest, sanction_id: Path[Id]) -> HttpResponse:
    """Look again at a measure without an end, and keep it for another while."""
    return _act_with_reasons(request, sanction_id, review_sanction)


@router.post(
    "/sanctions/{sanction_id}/lift",
    auth=Requires(Scope.ACT),
    response=SanctionShape,
    openapi_extra=request_body(Reasons),
)
def post_lifting(request: HttpRequest, sanction_id: Path[Id]) -> HttpResponse:
    """End a decision early that is in effect."""
    return _act_with_reasons(request, sanction_id, lift_sanction)


@router.post(
    "/sanctions/{sanction_id}/withdraw",
    auth=Requires(Scope.ACT),
    response=SanctionShape,
    openapi_extra=request_body(Reasons),
)
def post_withdrawal(request: HttpRequest, sanction_id: Path[Id]) -> HttpResponse:
    """Take a decision back before it takes effect."""
    return _act_with_reasons(request, sanction_id, withdraw_sanction)


def _act_with_reasons(
    request: HttpRequest, sanction_id: str, act: Callable[..., None], roles: Collection[Role] = CASES
) -> HttpResponse:
    said = read_content(request, Reasons)
    return _act(request, sanction_id, act, by=said.acting(roles), reasons=said.reasons)


def _act(request: HttpRequest, sanction_id: str, act: Callable[..., None], **named: object) -> HttpResponse:
    _sanction(request, sanction_id)
    act(sanction=sanction_id, is_test=caller_of(request).is_test, now=timezone.now(), **named)
    return reply(_sanction(request, sanction_id))


def _sanction(request: HttpRequest, sanction_id: str) -> object:
    found = get_sanction(sanction_id, is_test=caller_of(request).is_test)
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is no decision of a person of this id.")
    return found
