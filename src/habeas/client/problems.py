"""What can go wrong between a marketplace and the service, in words: problem details (RFC 9457) and errors.

No error and no problem holds the key.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

CONTENT_STATUSES: Final = frozenset({400, 413, 422})
"""Statuses that speak of what was sent; the same again gets the same answer. Others speak of the service or the key."""

BUSY: Final = 429
BROKEN: Final = 500
"""This status and those above it say that the service failed, and not what it was asked."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field of what was sent, dotted, and what is wrong with it."""

    field: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why something was refused (RFC 9457). `raw` holds all that the service said."""

    title: str
    status: int | None = None
    type: str = "about:blank"
    detail: str | None = None
    instance: str | None = None
    errors: tuple[FieldError, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def is_final(self) -> bool:
        """Whether the same event would be refused again."""
        return self.status is None or (self.status != BUSY and self.status < BROKEN)

    def __str__(self) -> str:
        """Return the problem in one line, each field that is at fault named."""
        parts = [self.title if self.status is None else f"{self.status} {self.title}", self.detail or ""]
        parts += [f"{error.field}: {error.message}" for error in self.errors]
        return "; ".join(part for part in parts if part)


def problem_from(raw: object, *, status: int | None = None) -> Problem:
    """Return a problem from its JSON; what is missing or of another shape is left out: nothing may hide a refusal."""
    said = raw if isinstance(raw, dict) else {}
    number = said.get("status", status)
    listed = said.get("errors")
    return Problem(
        type=str(said.get("type", "about:blank")),
        title=str(said.get("title", "refused")),
        status=number if isinstance(number, int) else status,
        detail=_text_or_none(said.get("detail")),
        instance=_text_or_none(said.get("instance")),
        errors=tuple(
            FieldError(str(error.get("field", "")), str(error.get("message", "")))
            for error in (listed if isinstance(listed, list) else [])
            if isinstance(error, dict)
        ),
        raw=said,
    )


def problem_in(content: bytes, *, status: int) -> Problem:
    """Return the problem that the body of a refusal holds, which may come from a proxy and be no JSON."""
    try:
        return problem_from(json.loads(content), status=status)
    except ValueError:
        return problem_from(None, status=status)


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


class ClientError(Exception):
    """Whatever this client raises about a request."""


class RequestRefused(ClientError):
    """The service refused a request; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class ServiceUnavailable(ClientError):
    """The service did not answer in time, failed, or was not asked because it failed just now.

    `retry_after` is in seconds, where it is known when asking again makes sense.
    """

    def __init__(self, because: str, *, retry_after: float | None = None) -> None:
        super().__init__(because)
        self.because = because
        self.retry_after = retry_after


class AnswerUnreadable(ClientError):
    """An answer that is not what the API promises: another service, a proxy, or a newer major version."""


class ClientClosed(ClientError):
    """A request to a client that was closed."""
