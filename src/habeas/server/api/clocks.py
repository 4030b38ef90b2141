"""Clocks that are near their end, or past it: what people are warned of."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import ClockShape
from habeas.server.api.paging import page_of, read_numbered_cursor
from habeas.server.api.parameters import PageParameters, refuse_unknown
from habeas.server.api.replies import reply_tagged
from habeas.server.api.shapes import PageShape
from habeas.server.deadlines.queries import list_urgent
from habeas.server.identity.scopes import Scope

router = Router(tags=["clocks"])


@router.get("/clocks", auth=Requires(Scope.READ), response=PageShape[ClockShape])
def get_clocks(request: HttpRequest, asked: Query[PageParameters]) -> HttpResponse:
    """List the clocks that are late, or soon will be, and that nobody has met: what is late first."""
    refuse_unknown(request, PageParameters)
    rows = list_urgent(
        is_test=caller_of(request).is_test,
        now=timezone.now(),
        most=asked.limit + 1,
        after=read_numbered_cursor(asked.cursor),
    )
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="ends_at", name="number"))
