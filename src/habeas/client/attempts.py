"""Asking until there is an answer or no time left, as a conversation: it yields what to do and is told what came of it.

Both clients drive the same conversations, one by threads, one by coroutines; nothing here waits or opens a connection.
"""

import logging
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, TypeVar

from habeas.client.circuit import Circuit, Patience
from habeas.client.exchanges import Request, Response
from habeas.client.problems import BROKEN, BUSY, ServiceUnavailable

T = TypeVar("T")

LOG: Final = logging.getLogger("habeas.client")
"""Says when the service is given up and found again, and ids of events; never a key, never what people wrote."""

_LONGEST_RETRY_AFTER: Final = 300.0
"""Seconds; a service that asks for more is tried after this all the same."""


@dataclass(frozen=True, slots=True)
class Send:
    """Make this request, and answer within so many seconds with a Response or a Failed."""

    request: Request
    within: float


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many seconds, and answer whether that was cut short because nobody needs it any more."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Work:
    """Call what may wait for a disk."""

    call: Callable[[], object]

    def run(self) -> object:
        """Return what the call returns, or the error of the disk as a value."""
        try:
            return self.call()
        except OSError as error:
            return error


@dataclass(frozen=True, slots=True)
class Failed:
    """No response, and why: no connection, or no answer in time."""

    because: str


Step = Send | Pause | Work
Conversation = Generator[Step, Any, T]


def work(call: Callable[[], T]) -> Conversation[T]:
    """Return what the call returns. Raises its OSError."""
    outcome = yield Work(call)
    if isinstance(outcome, OSError):
        raise outcome
    result: T = outcome
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Makes requests with patience. `clock` is in seconds and only grows."""

    patience: Patience
    circuit: Circuit
    clock: Callable[[], float]

    def ask(self, request: Request, *, within: float) -> Conversation[Response]:
        """Return the response, good or a refusal; fail where the service fails. Raises ServiceUnavailable."""
        ends_at = self.clock() + within
        attempt = 0
        while True:
            attempt += 1
            rest = self.circuit.admit(now=self.clock())
            if rest > 0:
                raise ServiceUnavailable("it was not asked, for it failed just now", retry_after=rest)
            judged = judge((yield Send(request, max(ends_at - self.clock(), 0.0))))
            if isinstance(judged, Response):
                if self.circuit.succeed():
                    LOG.info("the service answers again")
                return judged
            if (yield Pause(self._pause_after(attempt, judged, ends_at=ends_at))):
                raise ServiceUnavailable("the client was closed meanwhile")

    def _pause_after(self, attempt: int, failure: ServiceUnavailable, *, ends_at: float) -> float:
        now = self.clock()
        if self.circuit.fail(now=now, retry_after=failure.retry_after):
            LOG.warning("the service is left alone for a while: %s", failure.because)
        pause = self.patience.pause_after(attempt) if failure.retry_after is None else failure.retry_after
        if attempt >= self.patience.attempts or now + pause >= ends_at:
            raise failure
        return pause


def judge(outcome: Response | Failed) -> Response | ServiceUnavailable:
    """Return the service's own answer, good or a refusal, or why there is none."""
    if isinstance(outcome, Failed):
        return ServiceUnavailable(outcome.because)
    if outcome.status == BUSY or outcome.status >= BROKEN:
        after = retry_after(outcome.headers.get("retry-after"), now=datetime.now(UTC))  # noqa: TID251  # an interface
        return ServiceUnavailable(f"it answered {outcome.status}", retry_after=after)
    return outcome


def retry_after(header: str | None, *, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or as a date; None where it says nothing."""
    if header is None:
        return None
    try:
        asked = float(header) if header.strip().isdigit() else (parsedate_to_datetime(header) - now).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(asked, 0.0), _LONGEST_RETRY_AFTER)
