"""How an appeal is heard: what is asked, added, taken back and owed after it, and who from outside hears it."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import AppealShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.parameters import Id, Instant
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply
from habeas.server.api.staff import Act, Email, Words, actor_named
from habeas.server.identity.roles import APPEALS, REMEDIES
from habeas.server.identity.scopes import Scope
from habeas.server.recourse.beside import show_appeal
from habeas.server.usecases.add_to_appeal import add_to_appeal
from habeas.server.usecases.admit_reviewer import admit_reviewer
from habeas.server.usecases.ask_appellant import ask_appellant
from habeas.server.usecases.give_remedy import give_remedy
from habeas.server.usecases.withdraw_appeal import withdraw_appeal

router = Router(tags=["appeals"])


class QuestionContent(Act):
    """What is asked."""

    words: Words


class AdditionContent(BaseModel):
    """What a member, or whoever acts for them, adds; it answers what was asked."""

    model_config = ConfigDict(extra="forbid")

    by: Id = Field(description="the member, or whoever they gave a mandate")
    words: Words
    files: Annotated[tuple[Id, ...], Field(max_length=20)] = ()


class WithdrawalContent(BaseModel):
    """Who takes it back."""

    model_config = ConfigDict(extra="forbid")

    by: Id = Field(description="the member, or whoever they gave a mandate")


class AdmissionContent(Act):
    """Who from outside may hear the appeals against this decision, why they can, until when."""

    reviewer: Email
    qualification: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    ends_at: Instant


@router.post(
    "/appeals/{appeal_id}/ask",
    auth=Requires(Scope.ACT),
    response=AppealShape,
    openapi_extra=request_body(QuestionContent),
)
def post_appeal_question(request: HttpRequest, appeal_id: Path[Id]) -> HttpResponse:
    """Ask the member something. The clock of service stands still till they answer, for seven days in all."""
    said = read_content(request, QuestionContent)
    return _act(request, appeal_id, ask_appellant, by=said.acting(APPEALS, outsiders=True), words=said.words)


@router.post(
    "/appeals/{appeal_id}/add",
    auth=Requires(Scope.ACT),
    response=AppealShape,
    openapi_extra=request_body(AdditionContent),
)
def post_addition(request: HttpRequest, appeal_id: Path[Id]) -> HttpResponse:
    """Pass on what the member adds, asked or not."""
    said = read_content(request, AdditionContent)
    return _act(request, appeal_id, add_to_appeal, by=said.by, words=said.words, files=said.files)


@router.post(
    "/appeals/{appeal_id}/withdraw",
    auth=Requires(Scope.ACT),
    response=AppealShape,
    openapi_extra=request_body(WithdrawalContent),
)
def post_appeal_withdrawal(request: HttpRequest, appeal_id: Path[Id]) -> HttpResponse:
    """Take an appeal back for its member. Another can be filed while there is time."""
    return _act(request, appeal_id, withdraw_appeal, by=read_content(request, WithdrawalContent).by)


@router.post(
    "/appeals/{appeal_id}/remedy",
    auth=Requires(Scope.ACT),
    response=AppealShape,
    openapi_extra=request_body(Act),
)
def post_remedy(request: HttpRequest, appeal_id: Path[Id]) -> HttpResponse:
    """Note that what was owed after it was given: badge and ranking as before, credits, lost earnings."""
    said, owed = read_content(request, Act), _appeal(request, appeal_id)["remedy"]
    if owed is None:
        raise Refusal(Kind.NOT_FOUND, "Nothing is owed after this appeal.")
    by = said.acting(REMEDIES)
    give_remedy(remedy=owed["id"], by=by, is_test=caller_of(request).is_test, now=timezone.now())
    return reply(_appeal(request, appeal_id))


@router.post(
    "/appeals/{appeal_id}/admit",
    auth=Requires(Scope.ACT),
    response=AppealShape,
    openapi_extra=request_body(AdmissionContent),
)
def post_admission(request: HttpRequest, appeal_id: Path[Id]) -> HttpResponse:
    """Let somebody from outside hear the appeals against this one's decision, and nothing else, until a time."""
    said = read_content(request, AdmissionContent)
    appeal = _appeal(request, appeal_id)
    admit_reviewer(
        reviewer=actor_named(said.reviewer, field="/reviewer"),
        decision=appeal["decision"],
        qualification=said.qualification,
        by=said.acting(APPEALS),
        ends_at=said.ends_at,
        is_test=caller_of(request).is_test,
        now=timezone.now(),
    )
    return reply(_appeal(request, appeal_id))


def _act(request: HttpRequest, appeal_id: str, act: Callable[..., object], **named: object) -> HttpResponse:
    _appeal(request, appeal_id)
    act(appeal=appeal_id, is_test=caller_of(request).is_test, now=timezone.now(), **named)
    return reply(_appeal(request, appeal_id))


def _appeal(request: HttpRequest, appeal_id: str) -> dict[str, Any]:
    found = show_appeal(appeal_id, is_test=caller_of(request).is_test)
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is no appeal of this id.")
    return dict(found)
