"""Numbers that each process counts, and the page that shows them with what the database knows.

With several processes side by side, set PROMETHEUS_MULTIPROC_DIR to a folder that they share, emptied at start:
then any of them shows the sum. What the database knows is the same from any of them.
"""

import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import DatabaseError
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from habeas.server.deadlines.queries import get_deadlines_backlog
from habeas.server.holds.instructions import get_instructions_backlog
from habeas.server.holds.queries import list_overdue as list_overdue_holds
from habeas.server.leases import Backlog
from habeas.server.outbox.queries import get_outbox_backlog
from habeas.server.sanctions.heeding import count_heeding
from habeas.server.sanctions.queries import list_overdue

log: Final = structlog.get_logger(__name__)

SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS: Final = Counter("habeas_requests", "Requests answered.", ["method", "route", "status"])
REQUEST_SECONDS: Final = Histogram(
    "habeas_request_seconds",
    "How long requests took.",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3, 10),
)
WEBHOOKS: Final = Counter("habeas_webhooks", "Webhooks tried.", ["outcome"])
LETTERS: Final = Counter("habeas_letters", "Letters to members tried.", ["outcome"])
DEADLINES: Final = Counter("habeas_deadlines", "Deadlines tried.", ["kind", "outcome"])
WORKER_FAILURES: Final = Counter("habeas_worker_failures", "Rounds of a worker that failed.", ["error"])

MOST_OVERDUE: Final = 1_000
"""Where there are more, something is so wrong that their number no longer matters."""

GRACE: Final = timedelta(minutes=1)
"""A measure or a hold is ended by a worker within seconds; later than this is overdue."""

LOOKED_BACK: Final = timedelta(days=90)
"""Over how long it is counted whether people ever decide otherwise than a machine proposes."""


class Rows(Collector):
    """What the database knows: what waits for workers, what waits for a person, what should have ended."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Yield the numbers as they are now; where the database is gone, that alone."""
        reachable = GaugeMetricFamily("habeas_database_reachable", "Whether the database answered.")
        try:
            families = list(self._read())
        except DatabaseError:
            log.warning("metrics without database", exc_info=True)
            families = []
        reachable.add_metric([], 1 if families else 0)
        return [reachable, *families]

    def _read(self) -> Iterable[GaugeMetricFamily]:
        now = self._clock()
        yield from _waiting("outbox", get_outbox_backlog(now=now), now)
        yield from _waiting("deadlines", get_deadlines_backlog(now=now), now)
        yield from _waiting("instructions", get_instructions_backlog(now=now), now)
        holds = list_overdue_holds(before=now - GRACE, most=MOST_OVERDUE)
        yield GaugeMetricFamily("habeas_holds_overdue", "Holds of money that should have ended.", value=len(holds))
        overdue = list_overdue(before=now - GRACE, most=MOST_OVERDUE)
        yield GaugeMetricFamily("habeas_measures_overdue", "Measures that should have ended.", value=len(overdue))
        yield _heeding(now)


def _waiting(name: str, backlog: Backlog, now: datetime) -> Iterable[GaugeMetricFamily]:
    rows = GaugeMetricFamily(f"habeas_{name}_rows", "Rows that are not done.", labels=["state"])
    for state, count in (("due", backlog.due), ("later", backlog.later), ("parked", backlog.parked)):
        rows.add_metric([state], count)
    yield rows
    seconds = backlog.age(now).total_seconds()
    yield GaugeMetricFamily(f"habeas_{name}_oldest_due_seconds", "How long the oldest has waited.", value=seconds)


def _heeding(now: datetime) -> GaugeMetricFamily:
    heeding = count_heeding(since=now - LOOKED_BACK)
    cases = GaugeMetricFamily(
        "habeas_proposals_seen", "Cases that ended in 90 days after a person saw the proposal.", labels=["outcome"]
    )
    cases.add_metric(["followed"], heeding.followed)
    cases.add_metric(["departed"], heeding.departed)
    return cases


def read_metrics(*, clock: Callable[[], datetime]) -> bytes:
    """Return the page that Prometheus reads."""
    counted = REGISTRY
    if os.environ.get(SHARED):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]  # it has no types
    known = CollectorRegistry()
    known.register(Rows(clock))
    return generate_latest(counted) + generate_latest(known)
