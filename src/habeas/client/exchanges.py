"""The requests of the HTTP API as values, each with what reads its answer. No network here.

Each of them may be made twice: reads change nothing, a check stores nothing, an event's id counts once.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote

from habeas.client.answers import (
    Check,
    Checkpoint,
    Decision,
    EventResult,
    Json,
    Measure,
    Page,
    Standing,
    Statement,
    check_from,
    checkpoint_from,
    decision_from,
    measure_from,
    page_of,
    results_from,
    standing_from,
    statement_from,
)
from habeas.client.events import as_json
from habeas.client.problems import AnswerUnreadable, RequestRefused, problem_in

T = TypeVar("T")

Asked = str | int | datetime | None
"""What a list is asked for; None: anything."""

MOST_EVENTS: Final = 1000
"""In one request (design, section 7)."""

MOST_BYTES: Final = 2_000_000
"""Of events in one request: below what servers and proxies usually take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked: a method, a path below the service's address, a query, a body of JSON."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def is_good(self) -> bool:
        """Whether the service did what it was asked."""
        return 200 <= self.status < 300  # noqa: PLR2004  # the class of statuses that HTTP calls successful


@dataclass(frozen=True, slots=True)
class Exchange(Generic[T]):
    """A request and what reads its answer."""

    request: Request
    read: Callable[[bytes], T]


def answer_of(exchange: Exchange[T], response: Response) -> T:
    """Return what a response says. Raises RequestRefused, AnswerUnreadable."""
    if not response.is_good:
        raise RequestRefused(problem_in(response.content, status=response.status))
    try:
        return exchange.read(response.content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        asked = f"{exchange.request.method} {exchange.request.path}"
        raise AnswerUnreadable(
            f"{asked}: the answer is not as the API promises ({type(error).__name__}: {error})"
        ) from None


def _json(read: Callable[[Json], T]) -> Callable[[bytes], T]:
    return lambda content: read(json.loads(content))


def post_events(lines: Sequence[bytes]) -> Exchange[dict[str, EventResult]]:
    """Return the request that tells events, each a line of JSON."""
    body = b'{"events":[' + b",".join(lines) + b"]}"
    return Exchange(Request(method="POST", path="/v1/events", content=body), _json(results_from))


def post_check(draft: Mapping[str, Any]) -> Exchange[Check]:
    """Return the request that asks about a draft: a message's data. Raises Unsendable."""
    content = as_json(draft, place="draft")
    return Exchange(Request(method="POST", path="/v1/check", content=content), _json(check_from))


def get_decision(decision_id: str) -> Exchange[Decision]:
    """Return the request for one decision."""
    return Exchange(_get("/v1/decisions", decision_id), _json(decision_from))


def get_statement(decision_id: str) -> Exchange[Statement]:
    """Return the request for the statement of reasons of a decision."""
    return Exchange(_get("/v1/statements", decision_id), _json(statement_from))


def get_standing(member: str) -> Exchange[Standing]:
    """Return the request for a member's standing."""
    return Exchange(_get("/v1/members", member, "standing"), _json(standing_from))


def get_checkpoint() -> Exchange[Checkpoint]:
    """Return the request for the audit log's newest checkpoint."""
    return Exchange(_get("/v1/audit/checkpoint"), _json(checkpoint_from))


def get_health(path: str) -> Exchange[None]:
    """Return the request whether the service lives or is ready."""
    return Exchange(_get(path), lambda _: None)


def list_decisions(**asked: Asked) -> Callable[[str | None], Exchange[Page[Decision]]]:
    """Return what makes the request for the page of decisions behind a cursor."""
    return _paged("/v1/decisions", decision_from, **asked)


def list_measures(**asked: Asked) -> Callable[[str | None], Exchange[Page[Measure]]]:
    """Return what makes the request for the page of measures behind a cursor."""
    return _paged("/v1/measures", measure_from, **asked)


def _paged(path: str, item: Callable[[Json], T], **asked: Asked) -> Callable[[str | None], Exchange[Page[T]]]:
    def page(cursor: str | None) -> Exchange[Page[T]]:
        return Exchange(_get(path, **asked, cursor=cursor), _json(page_of(item)))

    return page


def _get(path: str, *parts: str, **query: Asked) -> Request:
    """Return a read; what is None is not asked for, and a part of a path may hold any character."""
    place = "/".join((path, *(quote(part, safe="") for part in parts)))
    asked = tuple((name, _said(value)) for name, value in query.items() if value is not None)
    return Request(method="GET", path=place, query=asked)


def _said(value: str | int | datetime) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)
