"""Events in: one, or up to a thousand. What is wrong with one costs the others nothing."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from time import monotonic
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.bodies import CLOUD_EVENT, CLOUD_EVENTS, JSON, MOST_BYTES, read_body
from habeas.server.api.examples import CLOUD_EVENT_EXAMPLE, EVENTS_EXAMPLE
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply
from habeas.server.api.shapes import ResultsShape
from habeas.server.events.incoming import Answer, IncomingEvent, Status
from habeas.server.events.schemas import BadEvent, find_unkeepable, read_cloud_event, read_event
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.ingest_events import ingest_events

router = Router(tags=["events"])

MOST_EVENTS: Final = 1000

_EVENT: Final = {
    "type": "object",
    "description": "An event; `GET /v1/schemas/events/{type}` has the form of each type",
    "properties": {
        "id": {"type": "string"},
        "type": {"type": "string"},
        "occurred_at": {"type": "string", "format": "date-time"},
        "platform": {"type": "string"},
        "data": {"type": "object"},
    },
}
_BATCH: Final = {
    "type": "object",
    "properties": {"events": {"type": "array", "items": _EVENT, "minItems": 1, "maxItems": MOST_EVENTS}},
    "required": ["events"],
}
_BODY: Final = {
    "required": True,
    "content": {
        JSON: {"schema": {"anyOf": [_EVENT, _BATCH], "examples": [EVENTS_EXAMPLE]}},
        CLOUD_EVENT: {"schema": {"type": "object", "examples": [CLOUD_EVENT_EXAMPLE]}},
        CLOUD_EVENTS: {"schema": {"type": "array", "items": {"type": "object"}, "examples": [[CLOUD_EVENT_EXAMPLE]]}},
    },
}


@router.post("/events", auth=Requires(Scope.INGEST), response=ResultsShape, openapi_extra={"requestBody": _BODY})
def post_events(request: HttpRequest) -> HttpResponse:
    """Take in one event, or `{"events": [...]}` with up to 1,000, and say of each what became of it.

    An event counts once by its id: sent again it is a `duplicate`, with the answer it had. One that is wrong is
    `rejected` with a problem that names the field, the rest is kept: `partial` says so.
    """
    began = monotonic()
    raws = _events_of(request)
    read = read_cloud_event if request.content_type in {CLOUD_EVENT, CLOUD_EVENTS} else read_event
    answers: list[Answer | None] = []
    events: list[IncomingEvent] = []
    for raw in raws:
        try:
            events.append(read(raw))
            answers.append(None)
        except BadEvent as error:
            answers.append(Answer(id=error.event, status=Status.REJECTED, problem=error.problem))
    taken = iter(_take_in(events, request, lambda: timedelta(seconds=monotonic() - began)))
    return reply(_results([next(taken) if answer is None else answer for answer in answers]))


def _events_of(request: HttpRequest) -> Sequence[object]:
    """Return the events of a body, each as it came. Raises Refusal."""
    body = read_body(request, media_types=(JSON, CLOUD_EVENT, CLOUD_EVENTS), most=MOST_BYTES)
    if request.content_type == CLOUD_EVENTS:
        events = body
    elif request.content_type == JSON and isinstance(body, dict) and "events" in body:
        events = body["events"]
    elif isinstance(body, dict):
        return [_keepable(body)]
    else:
        raise _refuse("", f'wants one event, or {{"events": [...]}} with up to {MOST_EVENTS}')
    if not isinstance(events, list) or not 1 <= len(events) <= MOST_EVENTS:
        raise _refuse("/events" if isinstance(body, dict) else "", f"wants a list of 1 to {MOST_EVENTS} events")
    return events


def _keepable(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event that came alone. What is wrong with its characters is wrong with the whole body."""
    complaint = find_unkeepable(event)
    if complaint is not None:
        detail = f"{complaint.pointer} wants {complaint.wanted}, got {complaint.got}."
        raise Refusal(Kind.NOT_JSON, detail, errors=[complaint.as_json()])
    return event


def _refuse(field: str, message: str) -> Refusal:
    return Refusal(Kind.BAD_CONTENT, f"{field or 'The body'} {message}.", errors=[{"field": field, "message": message}])


def _take_in(
    events: Sequence[IncomingEvent], request: HttpRequest, elapsed: Callable[[], timedelta]
) -> Sequence[Answer]:
    if not events:
        return ()
    return ingest_events(events=events, is_test=caller_of(request).is_test, now=timezone.now(), elapsed=elapsed)


def _results(answers: Sequence[Answer]) -> dict[str, Any]:
    rejected = sum(answer.status is Status.REJECTED for answer in answers)
    return {"results": [_result(answer) for answer in answers], "partial": 0 < rejected < len(answers)}


def _result(answer: Answer) -> dict[str, Any]:
    said = {"decision_id": answer.decision_id, "decision": answer.decision, "problem": answer.problem}
    known = {name: value for name, value in said.items() if value is not None}
    return {"id": answer.id, "status": answer.status.value, **known}
