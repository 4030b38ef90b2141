"""How many requests a key may make: a bucket of tokens for each, in this process's memory.

Several processes each grant the whole limit. It keeps one runaway caller from starving the others; it is no quota.
"""

from dataclasses import dataclass
from math import ceil
from threading import Lock
from typing import Final

MINUTE: Final = 60.0
"""Seconds in which a full bucket may be spent and is filled again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a key may still do. `wait` is in seconds: until the next request, or until the bucket is full again."""

    is_granted: bool
    limit: int
    remaining: int
    wait: int


class RateLimits:
    """The buckets of all keys that were used."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, key: str, *, per_minute: int, at: float) -> Allowance:
        """Take one token of a key's bucket, if one is there. `at` is in seconds of a clock that never steps back."""
        rate = per_minute / MINUTE
        with self._lock:
            tokens, since = self._buckets.get(key, (float(per_minute), at))
            tokens = min(float(per_minute), tokens + (at - since) * rate)
            is_granted = tokens >= 1
            tokens -= is_granted
            self._buckets[key] = (tokens, at)
        missing = per_minute - tokens if is_granted else 1 - tokens
        return Allowance(is_granted=is_granted, limit=per_minute, remaining=int(tokens), wait=ceil(missing / rate))
