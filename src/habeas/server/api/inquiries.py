"""What is asked about a case and answered, what is at stake in it, and what its member was promised."""

from typing import Annotated, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import CaseShape, InquiryShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.parameters import Id, Instant, Language, Parameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Act, Email, Words, actor_in
from habeas.server.cases.queries import get_case, get_inquiry, list_inquiries
from habeas.server.deadlines.queries import has_promise
from habeas.server.identity.roles import ANYBODY, CASES
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.answer_inquiry import answer_as_colleague, answer_as_member
from habeas.server.usecases.ask_colleague import ask_colleague
from habeas.server.usecases.ask_member import ask_member
from habeas.server.usecases.make_promise import keep_promise, make_promise
from habeas.server.usecases.note_stakes import note_stakes

router = Router(tags=["cases"])

_CREATED: Final = 201

CaseId = Path[Id]
Number = Annotated[int, Field(ge=1, le=2_147_483_647)]


class QuestionToMember(Act):
    """What the member is asked, in their language."""

    question: Words
    language: Language | None = Field(None, description="the one that the member reads where none is named")


class QuestionToColleague(Act):
    """What a colleague is asked."""

    to: Email
    question: Words


class ColleagueAnswer(Act):
    """What a colleague answers."""

    words: Words


class MemberWords(BaseModel):
    """What a member answers, passed on by the host."""

    model_config = ConfigDict(extra="forbid")

    member: Id
    words: Words


class StakesContent(Act):
    """What is at stake, and how that is known."""

    harms_others: bool
    is_sole_income: bool
    because: Words


class PromiseContent(Act):
    """What a member is promised, and by when."""

    words: Words
    until: Instant


class InquiryParameters(Parameters):
    """Which questions are asked for."""

    member: Id | None = Field(None, description="Those to this member")
    is_open: bool | None = Field(None, description="Those that wait for an answer, or those that do not")
    limit: int = Field(50, ge=1, le=200, description="Questions, the oldest first")


@router.get("/inquiries", auth=Requires(Scope.READ), response=PageShape[InquiryShape])
def get_inquiries(request: HttpRequest, asked: Query[InquiryParameters]) -> HttpResponse:
    """List what was asked, with the answers."""
    refuse_unknown(request, InquiryParameters)
    rows = list_inquiries(
        is_test=caller_of(request).is_test, member=asked.member, is_open=asked.is_open, most=asked.limit
    )
    return reply_tagged(request, {"items": list(rows), "next": None})


@router.post(
    "/cases/{case_id}/ask-member",
    auth=Requires(Scope.ACT),
    response={201: InquiryShape},
    openapi_extra=request_body(QuestionToMember),
)
def post_question(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Ask the member. The case and its clocks of service wait for the answer, at most seven days in all."""
    said, is_test = read_content(request, QuestionToMember), _check_case(request, case_id)
    made = ask_member(
        case=case_id,
        by=said.acting(CASES),
        question=said.question,
        language=said.language or "",
        is_test=is_test,
        now=timezone.now(),
    )
    return reply(get_inquiry(made, is_test=is_test), status=_CREATED)


@router.post(
    "/cases/{case_id}/ask-colleague",
    auth=Requires(Scope.ACT),
    response={201: InquiryShape},
    openapi_extra=request_body(QuestionToColleague),
)
def post_question_to_colleague(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Ask a colleague, and keep the case meanwhile."""
    said, is_test = read_content(request, QuestionToColleague), _check_case(request, case_id)
    to = actor_in(said.to, ANYBODY, field="/to")
    made = ask_colleague(
        case=case_id, by=said.acting(CASES), to=to, question=said.question, is_test=is_test, now=timezone.now()
    )
    return reply(get_inquiry(made, is_test=is_test), status=_CREATED)


@router.post(
    "/inquiries/{inquiry_id}/answer",
    auth=Requires(Scope.ACT),
    response=InquiryShape,
    openapi_extra=request_body(MemberWords),
)
def post_member_answer(request: HttpRequest, inquiry_id: Path[Id]) -> HttpResponse:
    """Pass on what the member answers. The case waits for somebody again, and its clocks run on."""
    said, is_test = read_content(request, MemberWords), caller_of(request).is_test
    _inquiry(inquiry_id, to="member", member=said.member, is_test=is_test)
    answer_as_member(inquiry=inquiry_id, member=said.member, words=said.words, is_test=is_test, now=timezone.now())
    return reply(get_inquiry(inquiry_id, is_test=is_test))


@router.post(
    "/inquiries/{inquiry_id}/answer-colleague",
    auth=Requires(Scope.ACT),
    response=InquiryShape,
    openapi_extra=request_body(ColleagueAnswer),
)
def post_colleague_answer(request: HttpRequest, inquiry_id: Path[Id]) -> HttpResponse:
    """Answer a colleague."""
    said, is_test = read_content(request, ColleagueAnswer), caller_of(request).is_test
    _inquiry(inquiry_id, to=None, member=None, is_test=is_test)
    answer_as_colleague(
        inquiry=inquiry_id, by=said.acting(ANYBODY), words=said.words, is_test=is_test, now=timezone.now()
    )
    return reply(get_inquiry(inquiry_id, is_test=is_test))


@router.post(
    "/cases/{case_id}/stakes", auth=Requires(Scope.ACT), response=CaseShape, openapi_extra=request_body(StakesContent)
)
def post_stakes(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Note what is at stake in a case, which orders its queue."""
    said, is_test = read_content(request, StakesContent), _check_case(request, case_id)
    note_stakes(
        case=case_id,
        by=said.acting(CASES),
        harms_others=said.harms_others,
        is_sole_income=said.is_sole_income,
        because=said.because,
        is_test=is_test,
        now=timezone.now(),
    )
    return reply(get_case(case_id, is_test=is_test, now=timezone.now()))


@router.post(
    "/cases/{case_id}/promises",
    auth=Requires(Scope.ACT),
    response={201: CaseShape},
    openapi_extra=request_body(PromiseContent),
)
def post_promise(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Promise the member something by a time. It is a clock: it warns before, and tells them when it is late."""
    said, is_test = read_content(request, PromiseContent), _check_case(request, case_id)
    now = timezone.now()
    make_promise(case=case_id, by=said.acting(CASES), words=said.words, until=said.until, is_test=is_test, now=now)
    return reply(get_case(case_id, is_test=is_test, now=now), status=_CREATED)


@router.post(
    "/cases/{case_id}/promises/{number}/keep",
    auth=Requires(Scope.ACT),
    response=CaseShape,
    openapi_extra=request_body(Act),
)
def post_kept_promise(request: HttpRequest, case_id: CaseId, number: Path[Number]) -> HttpResponse:
    """Say that a promise was kept."""
    said, is_test = read_content(request, Act), _check_case(request, case_id)
    now = timezone.now()
    if not has_promise(number, subject=case_id, is_test=is_test):
        raise Refusal(Kind.NOT_FOUND, "There is no promise of this number that is still to be kept.")
    keep_promise(case=case_id, number=number, by=said.acting(CASES), is_test=is_test, now=now)
    return reply(get_case(case_id, is_test=is_test, now=now))


def _check_case(request: HttpRequest, case_id: str) -> bool:
    """Refuse a case that is not there; return whether the caller tests."""
    is_test = caller_of(request).is_test
    if get_case(case_id, is_test=is_test, now=timezone.now()) is None:
        raise Refusal(Kind.NOT_FOUND, "There is no case of this id.")
    return is_test


def _inquiry(inquiry_id: str, *, to: Literal["member"] | None, member: str | None, is_test: bool) -> None:
    """Refuse a question that is not there, or was asked of another."""
    found = get_inquiry(inquiry_id, is_test=is_test)
    is_theirs = found is not None and (found["to"] == "member") == (to is not None)
    if not is_theirs or (found is not None and member not in {None, found["member"]}):
        raise Refusal(Kind.NOT_FOUND, "Nobody was asked a question of this id, or somebody else was.")
