"""Measures as they were asked of the host, and the host's word that it carried one out."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.paging import page_of, read_cursor
from habeas.server.api.parameters import Id, PageParameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.shapes import MeasureShape, PageShape
from habeas.server.events.incoming import IncomingEvent
from habeas.server.identity.scopes import Scope
from habeas.server.sanctions.queries import get_measure, list_measures
from habeas.server.usecases.ingest_events import ingest_events

router = Router(tags=["measures"])


class MeasureParameters(PageParameters):
    """Which measures are asked for."""

    in_force: bool | None = Field(None, description="Those that run now, or those that do not")
    member: Id | None = Field(None, description="Of the member that the measure concerns")


@router.get("/measures", auth=Requires(Scope.READ), response=PageShape[MeasureShape])
def get_measures(request: HttpRequest, asked: Query[MeasureParameters]) -> HttpResponse:
    """List measures, the oldest first. `in_force=true` is for comparing with what the host has in force, each night."""
    refuse_unknown(request, MeasureParameters)
    rows = list_measures(
        is_test=caller_of(request).is_test,
        now=timezone.now(),
        most=asked.limit + 1,
        in_force=asked.in_force,
        member=asked.member,
        after=read_cursor(asked.cursor),
    )
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="requested_at"))


@router.post("/measures/{measure_id}/acknowledge", auth=Requires(Scope.ACT), response=MeasureShape)
def post_acknowledgement(request: HttpRequest, measure_id: Path[Id]) -> HttpResponse:
    """Say that a measure was carried out, as the event `measure.applied` does. A second time changes nothing."""
    is_test, now = caller_of(request).is_test, timezone.now()
    if get_measure(measure_id, is_test=is_test) is None:
        raise Refusal(Kind.NOT_FOUND, "There is no measure of this id.")
    applied = IncomingEvent(
        id=f"{measure_id}:acknowledged",
        type="measure.applied",
        occurred_at=now,
        platform="",
        data={"measure": measure_id},
    )
    ingest_events(events=[applied], is_test=is_test, now=now)
    return reply(get_measure(measure_id, is_test=is_test))
