"""What is owed to members after decisions were undone, and that it was given."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import RemedyShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.paging import page_of, read_cursor
from habeas.server.api.parameters import Id, PageParameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Act
from habeas.server.appeals.remedies import get_remedy, list_remedies
from habeas.server.identity.roles import REMEDIES
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.give_remedy import NothingOwed, give_remedy

router = Router(tags=["remedies"])


class RemedyParameters(PageParameters):
    """What is asked for."""

    is_open: bool | None = Field(None, description="What was not given yet, or what was")
    member: Id | None = Field(None, description="To whom it is owed")
    decision: Id | None = Field(None, description="After which decision was undone")


@router.get("/remedies", auth=Requires(Scope.READ), response=PageShape[RemedyShape])
def get_remedies(request: HttpRequest, asked: Query[RemedyParameters]) -> HttpResponse:
    """List what is or was owed, the oldest first."""
    refuse_unknown(request, RemedyParameters)
    rows = list_remedies(
        is_test=caller_of(request).is_test,
        most=asked.limit + 1,
        is_open=asked.is_open,
        member=asked.member,
        decision=asked.decision,
        after=read_cursor(asked.cursor),
    )
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="owed_at"))


@router.post(
    "/remedies/{remedy_id}/give", auth=Requires(Scope.ACT), response=RemedyShape, openapi_extra=request_body(Act)
)
def post_given(request: HttpRequest, remedy_id: Path[Id]) -> HttpResponse:
    """Note that it was given: badge and ranking as before, fees, lost earnings. A second time changes nothing."""
    said, is_test = read_content(request, Act), caller_of(request).is_test
    try:
        give_remedy(remedy=remedy_id, by=said.acting(REMEDIES), is_test=is_test, now=timezone.now())
    except NothingOwed as error:
        raise Refusal(Kind.NOT_FOUND, "Nothing is owed under this id.") from error
    return reply(get_remedy(remedy_id, is_test=is_test))
