"""Drafts: what would be said of a message, before it is sent."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.bodies import JSON, read_body
from habeas.server.api.contents import refuse_content
from habeas.server.api.examples import DRAFT_EXAMPLE
from habeas.server.api.problems import MEDIA_TYPE
from habeas.server.api.replies import reply
from habeas.server.api.shapes import CheckShape
from habeas.server.events.schemas import BadEvent, read_draft
from habeas.server.identity.scopes import Scope
from habeas.server.screening.admission import NotAdmitted
from habeas.server.usecases.check_draft import check_draft

router = Router(tags=["checks"])

_BODY: Final = {
    "required": True,
    "content": {
        JSON: {
            "schema": {
                "type": "object",
                "description": "The `data` of the message that it would become, or the whole event",
                "properties": {
                    "member": {"type": "string"},
                    "to": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                    "conversation": {"type": "string"},
                    "text": {"type": "string"},
                    "texts": {"type": "array", "items": {"type": "string"}},
                },
                "examples": [DRAFT_EXAMPLE],
            }
        }
    },
}


@router.post("/check", auth=Requires(Scope.CHECK), response=CheckShape, openapi_extra={"requestBody": _BODY})
def post_check(request: HttpRequest) -> HttpResponse:
    """Say of a draft what would be said of the message, with a hint and the purposes to choose from. Keeps nothing."""
    now = timezone.now()
    try:
        draft = read_draft(read_body(request), now=now)
        return reply(check_draft(draft=draft, is_test=caller_of(request).is_test, now=now))
    except BadEvent as error:
        raise refuse_content(error.complaints) from None
    except NotAdmitted as error:
        return _not_admitted(error.problem)


def _not_admitted(problem: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(problem), status=problem["status"], content_type=MEDIA_TYPE)
