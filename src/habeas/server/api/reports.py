"""Reports by members about members: received with a receipt, answered, and appealable by their authors."""

from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from habeas.domain.reports import ReportKind
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import ReportShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.parameters import Id, Language, Parameters, Word, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Words
from habeas.server.cases.authors import list_reports
from habeas.server.cases.reports import Told
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.file_report import file_report

router = Router(tags=["reports"])

_CREATED: Final = 201


class ReportContent(BaseModel):
    """What a member says of another. `names` are words in it that would give its author away to the accused."""

    model_config = ConfigDict(extra="forbid")

    reporter: Id
    accused: Id
    kind: ReportKind = Field(
        ReportKind.TERMS_REPORT, description="`art16_notice`: it is illegal; `terms_report`: it breaks the terms"
    )
    content: Words
    language: Language | None = Field(
        None,
        description="of the words; where nobody said it, the case finds its queue by what the accused reads, and the "
        "author is told in what they read",
    )
    message: Annotated[str, Field(max_length=200)] = ""
    names: Annotated[tuple[Word, ...], Field(max_length=50)] = ()
    by_trusted_flagger: bool = False


class ReportParameters(Parameters):
    """Which reports are asked for."""

    reporter: Id | None = Field(None, description="Those that this member made")
    limit: int = Field(50, ge=1, le=200, description="Reports, the newest first")


@router.get("/reports", auth=Requires(Scope.READ), response=PageShape[ReportShape])
def get_reports(request: HttpRequest, asked: Query[ReportParameters]) -> HttpResponse:
    """List reports as their authors may read them."""
    refuse_unknown(request, ReportParameters)
    rows = list_reports(is_test=caller_of(request).is_test, reporter=asked.reporter, most=asked.limit)
    return reply_tagged(request, {"items": list(rows), "next": None})


@router.get("/reports/{report_id}", auth=Requires(Scope.READ), response=ReportShape)
def get_one_report(request: HttpRequest, report_id: Path[Id]) -> HttpResponse:
    """Return a report as its author may read it, and what came of it."""
    return reply_tagged(request, _report(report_id, is_test=caller_of(request).is_test))


@router.post(
    "/reports", auth=Requires(Scope.ACT), response={201: ReportShape}, openapi_extra=request_body(ReportContent)
)
def post_report(request: HttpRequest) -> HttpResponse:
    """Take a report on behalf of a member. The answer is its receipt."""
    said, is_test = read_content(request, ReportContent), caller_of(request).is_test
    now = timezone.now()
    told = Told(**{**said.model_dump(), "language": said.language or "", "at": now})
    made = file_report(told=told, is_test=is_test, now=now)
    return reply(_report(made, is_test=is_test), status=_CREATED)


def _report(report_id: str, *, is_test: bool) -> object:
    found = next(iter(list_reports(is_test=is_test, report=report_id)), None)
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is no report of this id.")
    return found
