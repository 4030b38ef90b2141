"""A circuit breaker: after some failures in a row nobody waits for the service, and one caller at a time tries it."""

from dataclasses import dataclass, fields
from random import SystemRandom
from threading import Lock
from typing import Final

_JITTER: Final = SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long this client waits, and how often it asks; seconds where nothing else is said.

    `total` bounds one request with all its attempts, `check` a check of a draft. A message that waits has its own
    `deadline_ms`. After `failures` in a row the service is left alone for `shortest_rest`, then twice as long with each
    further failure, up to `longest_rest`.
    """

    connect: float = 1.0
    total: float = 5.0
    check: float = 0.3
    attempts: int = 3
    first_pause: float = 0.1
    failures: int = 3
    shortest_rest: float = 0.5
    longest_rest: float = 10.0

    def __post_init__(self) -> None:
        """Refuse what would never ask or never wait."""
        for one in fields(self):
            if getattr(self, one.name) <= 0:
                raise ValueError(f"patience: {one.name}: must be more than 0, not {getattr(self, one.name)}")

    def pause_after(self, attempt: int) -> float:
        """Return how long to wait after this attempt failed: longer each time, and never for all callers the same."""
        return _JITTER.uniform(0.5, 1.0) * self.first_pause * float(2 ** (attempt - 1))


class Circuit:
    """Whether the service may be asked now. Safe to share among threads; told the time, which may only grow."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._lock = Lock()
        self._failures = 0
        self._rest = 0.0
        self._rests_until: float | None = None

    def admit(self, *, now: float) -> float:
        """Return 0 where the caller may ask, else the seconds until somebody may.

        When a rest is over one caller is let through to try, and the others rest on until it knows.
        """
        with self._lock:
            if self._rests_until is None:
                return 0.0
            if now < self._rests_until:
                return self._rests_until - now
            self._rests_until = now + max(self._rest, self._patience.shortest_rest)
            return 0.0

    def succeed(self) -> bool:
        """Let everybody through again; return whether they were not."""
        with self._lock:
            was_open = self._rests_until is not None
            self._failures, self._rest, self._rests_until = 0, 0.0, None
            return was_open

    def fail(self, *, now: float, retry_after: float | None) -> bool:
        """Count a failure; return whether the service is left alone from now on, and was not before.

        A service that names a time is left alone until then, at once.
        """
        with self._lock:
            was_open = self._rests_until is not None
            self._failures += 1
            if retry_after is not None:
                self._rests_until = now + retry_after
            elif self._failures >= self._patience.failures:
                longer = max(self._patience.shortest_rest, self._rest * 2)
                self._rest = min(longer, self._patience.longest_rest)
                self._rests_until = now + _JITTER.uniform(0.75, 1.0) * self._rest
            return not was_open and self._rests_until is not None
