"""The published forms of events."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import Field

from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply_tagged
from habeas.server.api.shapes import AnyShape, NamesShape
from habeas.server.events.schemas import CONTENTS, json_schema_of, nearest

router = Router(tags=["schemas"])

EventType = Annotated[str, Field(max_length=60, examples=["message.sent"])]


@router.get("/schemas/events", auth=None, response=NamesShape)
def get_event_types(request: HttpRequest) -> HttpResponse:
    """List the types of events that may come in."""
    items = [{"type": name, "schema": f"/v1/schemas/events/{name}"} for name in sorted(CONTENTS)]
    return reply_tagged(request, {"items": items})


@router.get("/schemas/events/{event_type}", auth=None, response=AnyShape)
def get_event_schema(request: HttpRequest, event_type: Path[EventType]) -> HttpResponse:
    """Return the JSON Schema of one type of event."""
    if event_type not in CONTENTS:
        detail = f"No type of event is called {event_type[:60]!r}. {nearest(event_type, CONTENTS)}".strip()
        raise Refusal(Kind.NOT_FOUND, detail)
    return reply_tagged(request, json_schema_of(event_type))
