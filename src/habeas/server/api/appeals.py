"""Appeals: filed by the host on behalf of a member, heard and decided by somebody who took no part."""

from collections.abc import Callable
from typing import Annotated, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome, Override
from habeas.policy.actions import ACTIONS
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import AppealShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.paging import page_of, read_cursor
from habeas.server.api.parameters import Id, Language, PageParameters, Word, refuse_unknown, refuse_unlisted
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Act, Email, Words, actor_in
from habeas.server.appeals.queries import list_appeals
from habeas.server.events.schemas.values import wanted
from habeas.server.identity.roles import APPEALS, OVERSIGHT
from habeas.server.identity.scopes import Scope
from habeas.server.recourse.beside import show_appeal
from habeas.server.recourse.queueing import list_names
from habeas.server.recourse.registry import NoSuchDecision
from habeas.server.usecases.assign_appeal import HandOver, assign_appeal
from habeas.server.usecases.decide_appeal import Verdict, decide_appeal
from habeas.server.usecases.file_appeal import Paper, file_appeal

router = Router(tags=["appeals"])

_CREATED: Final = 201


class AppealParameters(PageParameters):
    """Which appeals are asked for."""

    decision: Id | None = Field(None, description="Against this decision")
    is_open: bool | None = Field(None, description="Those that wait for an answer, or those that do not")
    member: Id | None = Field(None, description="Of the member who appealed")
    queue: Word | None = Field(None, description="In one queue")


class AppealContent(BaseModel):
    """What a member says against a decision, one thing at a time: each gets an answer."""

    model_config = ConfigDict(extra="forbid")

    decision: Id
    member: Id
    by: Id | None = Field(None, description="who writes it, where the member gave them a mandate")
    arguments: Annotated[list[Annotated[str, Field(max_length=20_000)]], Field(min_length=1, max_length=100)]
    measures: Annotated[tuple[Word, ...], Field(max_length=20)] = Field((), description="none for all of it")
    new_facts: Annotated[tuple[Words, ...], Field(max_length=20)] = Field(
        (), description="what an earlier appeal did not hold: a second look needs some"
    )

    files: Annotated[tuple[Id, ...], Field(max_length=20)] = Field((), description="ids of files that wait")
    language: Language | None = Field(
        None, description="of the arguments, such as `es`: by it the appeal finds who reads it; else it is found out"
    )

    @property
    def paper(self) -> Paper:
        """Return what is filed."""
        return Paper(
            arguments=self.arguments,
            measures=frozenset(self.measures),
            new_facts=self.new_facts,
            files=self.files,
            language=(self.language or "").lower(),
            by=self.by,
        )


class OverrideContent(BaseModel):
    """Why somebody who took part hears it all the same, and who allows that."""

    model_config = ConfigDict(extra="forbid")

    by: Email
    reason: Words


class Assignment(Act):
    """Who hears an appeal; and who gives it to them, where that is another person.

    What somebody hears already is handed over: by them, by a senior reviewer, or once their time is over by anybody.
    """

    override: OverrideContent | None = None
    given_by: Email | None = Field(
        None, description="who lets them hear it, and took no part in the decision; left out, they take it themselves"
    )
    instead_of: Id | None = Field(None, description="the `reviewer` who hears it now, where it is handed over")
    because: Words | None = Field(
        None, description="why another hears it from now on, who reads this; the log keeps it"
    )

    def hand_over(self, taker: Actor, override: Override | None) -> HandOver | None:
        """Return who gives it, instead of whom, and why; None where the person takes what nobody hears."""
        allowed_by = taker if override is None else override.by
        by = allowed_by if self.given_by is None else actor_in(self.given_by, OVERSIGHT, field="/given_by")
        if by == taker and self.instead_of is None:
            return None
        seen = None if self.instead_of is None else Actor(self.instead_of)
        return HandOver(by=by, instead_of=seen, because=self.because or "")


def _an_action(word: str) -> str:
    if word not in ACTIONS:
        raise wanted(f"one of {', '.join(ACTIONS)}")
    return word


class Expected(BaseModel):
    """What the policy should have said of the words, as a case of its tests says it."""

    model_config = ConfigDict(extra="forbid")

    finding: Word | None = None
    allowed: bool | None = None
    action: Annotated[str, AfterValidator(_an_action)] | None = None
    rule: Id | None = None


class VerdictContent(Act):
    """How an appeal is decided. `expect` is what the policy should have said, for its tests."""

    outcome: Literal["upheld", "varied", "overturned"]
    reasons: Words
    answers: Annotated[dict[Word, Words], Field(max_length=100)]
    kept: Annotated[tuple[Word, ...], Field(max_length=20)] = ()
    wrong: Annotated[tuple[Id, ...], Field(max_length=100)] | None = Field(
        None,
        description="which of `machine_decisions` go with an overturned decision; all that are harsher than what "
        "`expect` says where it is left out",
    )
    expect: Expected = Expected(allowed=True, action="none")
    manifestly_unfounded: bool = Field(
        default=False, description="only with `upheld`; often enough, a person may warn of misuse"
    )
    owner_recognized_by: Words | None = Field(
        None,
        description="how it was made sure that the owner of the account appealed, by something that is not in the "
        "account; needed to undo a safeguard",
    )


@router.get("/appeals", auth=Requires(Scope.READ), response=PageShape[AppealShape])
def get_appeals(request: HttpRequest, asked: Query[AppealParameters]) -> HttpResponse:
    """List appeals, the oldest first."""
    refuse_unknown(request, AppealParameters)
    is_test = caller_of(request).is_test
    if asked.queue is not None:
        refuse_unlisted("queue", asked.queue, known=list_names(is_test=is_test))
    rows = list_appeals(
        is_test=is_test,
        most=asked.limit + 1,
        is_open=asked.is_open,
        member=asked.member,
        decision=asked.decision,
        queue=asked.queue,
        after=read_cursor(asked.cursor),
    )
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="filed_at"))


@router.get("/appeals/{appeal_id}", auth=Requires(Scope.READ), response=AppealShape)
def get_one_appeal(request: HttpRequest, appeal_id: Path[Id]) -> HttpResponse:
    """Return an appeal with its arguments, answers, why it was `handed_over`, what was done since, and its precedent.

    `machine_decisions` are what a machine did about the words that the decision rested on and still stands: whoever
    overturns the decision says which of them go with it.
    """
    return reply_tagged(request, _appeal(request, appeal_id))


@router.post(
    "/appeals",
    auth=Requires(Scope.ACT),
    response={201: AppealShape},
    openapi_extra=request_body(AppealContent),
)
def post_appeal(request: HttpRequest) -> HttpResponse:
    """File an appeal on behalf of a member. One that comes too late is kept, and says what is still open."""
    said, is_test = read_content(request, AppealContent), caller_of(request).is_test
    try:
        filed = file_appeal(
            decision=said.decision, member=said.member, paper=said.paper, is_test=is_test, now=timezone.now()
        )
    except NoSuchDecision as error:
        raise Refusal(Kind.NOT_FOUND, "There is no decision of this id that did anything to a member.") from error
    return reply(show_appeal(filed, is_test=is_test), status=_CREATED)


@router.post(
    "/appeals/{appeal_id}/assign",
    auth=Requires(Scope.ACT),
    response=AppealShape,
    openapi_extra=request_body(Assignment),
)
def post_assignment(request: HttpRequest, appeal_id: Path[Id]) -> HttpResponse:
    """Let a person hear an appeal who took no part in its decision, and that nobody else hears.

    What another hears already is handed over by `instead_of`, with `because`: of two at once one is refused.
    """
    said = read_content(request, Assignment)
    override = None
    if said.override is not None:
        allowed_by = actor_in(said.override.by, OVERSIGHT, field="/override/by")
        override = Override(said.override.reason, allowed_by)
    reviewer = said.acting(APPEALS, outsiders=True)
    given = said.hand_over(reviewer, override)
    return _act(request, appeal_id, assign_appeal, reviewer=reviewer, given=given, override=override)


@router.post(
    "/appeals/{appeal_id}/decide",
    auth=Requires(Scope.ACT),
    response=AppealShape,
    openapi_extra=request_body(VerdictContent),
)
def post_verdict(request: HttpRequest, appeal_id: Path[Id]) -> HttpResponse:
    """Decide an appeal. What it undoes is undone step by step, each once.

    What a machine decided about the same words and goes with it is undone at once, and its member is told.
    """
    said = read_content(request, VerdictContent)
    verdict = Verdict(
        outcome=Outcome(said.outcome),
        reasons=said.reasons,
        answers=said.answers,
        kept=frozenset(said.kept),
        expect=said.expect.model_dump(exclude_none=True),
        wrong=said.wrong,
        is_unfounded=said.manifestly_unfounded,
        recognized_by=said.owner_recognized_by or "",
    )
    return _act(request, appeal_id, decide_appeal, by=said.acting(APPEALS, outsiders=True), verdict=verdict)


def _act(request: HttpRequest, appeal_id: str, act: Callable[..., None], **named: object) -> HttpResponse:
    _appeal(request, appeal_id)
    act(appeal=appeal_id, is_test=caller_of(request).is_test, now=timezone.now(), **named)
    return reply(_appeal(request, appeal_id))


def _appeal(request: HttpRequest, appeal_id: str) -> object:
    found = show_appeal(appeal_id, is_test=caller_of(request).is_test)
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is no appeal of this id.")
    return found
