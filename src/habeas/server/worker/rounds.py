"""A worker: round after round of what is due, till it is told to stop. Any number of them work side by side.

Whatever fails, a round is tried again after a pause; what was leased meanwhile is free when the lease runs out.
"""

import os
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import structlog
from django.db import close_old_connections, connections

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.adapters.mail import Mailer
from habeas.server.adapters.payments import PaymentProvider
from habeas.server.adapters.webhooks import Sender
from habeas.server.deadlines.kinds import Kind
from habeas.server.holds.queries import list_overdue as list_overdue_holds
from habeas.server.leases import Lease
from habeas.server.observability.metrics import DEADLINES, GRACE, LETTERS, WEBHOOKS, WORKER_FAILURES
from habeas.server.observability.traces import span
from habeas.server.sanctions.queries import list_overdue
from habeas.server.usecases.deliver_letters import deliver_letters
from habeas.server.usecases.deliver_messages import deliver_messages
from habeas.server.usecases.end_measure import end_measure
from habeas.server.usecases.give_instructions import give_instructions
from habeas.server.usecases.meet_deadlines import Act, meet_deadlines
from habeas.server.usecases.release_hold import release_hold
from habeas.server.worker.housekeeping import Housekeeping

log: Final = structlog.get_logger(__name__)

LEASE: Final = timedelta(minutes=2)
"""Longer than any round takes, with the patience for receivers and the wait for the database in it."""

MOST_DEADLINES: Final = 50
MOST_MESSAGES: Final = 50
MOST_LETTERS: Final = 5
"""A round's worth: so few that stopping is quick, so many that asking for them costs little."""

SHORTEST_PAUSE: Final = timedelta(milliseconds=100)
LONGEST_PAUSE: Final = timedelta(seconds=2)
"""With nothing to do: the first is how soon what comes is seen, the second how rarely an idle worker asks."""

LONGEST_PAUSE_AFTER_FAILURE: Final = timedelta(seconds=15)
"""While the database is gone, or its disk is full: soon enough back, and nobody is overrun."""

SWEEP_EVERY: Final = timedelta(minutes=1)
"""How often measures are looked for that their deadlines did not end."""

Clock = Callable[[], datetime]


def now_in_utc() -> datetime:
    """Return the time."""
    return datetime.now(UTC)  # noqa: TID251  # an interface reads the clock


def name_of_worker() -> str:
    """Return a name that no other worker has, here or elsewhere, before or after."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class Round:
    """How many things were done in a round, and how many of its steps failed."""

    did: int
    failed: int


@dataclass(slots=True)
class Worker:
    """One worker. `clock` is read anew for each step, `stop` ends it between two rounds."""

    name: str
    sender: Sender
    mailer: Mailer
    payments: PaymentProvider
    acts: Mapping[Kind, Act]
    clock: Clock
    stop: threading.Event
    _swept_at: datetime | None = None
    _house: Housekeeping = field(default_factory=Housekeeping)

    def run(self) -> None:
        """Work until told to stop; with nothing to do, ask ever more rarely."""
        log.info("worker started", worker=self.name)
        pause = SHORTEST_PAUSE
        while not self.stop.is_set():
            done = self.round()
            longest = LONGEST_PAUSE_AFTER_FAILURE if done.failed else LONGEST_PAUSE
            pause = SHORTEST_PAUSE if done.did else min(2 * pause, longest)
            if done.failed or not done.did:
                self.stop.wait(pause.total_seconds())
        connections.close_all()
        log.info("worker stopped", worker=self.name)

    def round(self) -> Round:
        """Do what is due now. A step that fails keeps none of the others from being taken."""
        with span("worker round") as current:
            steps = (self._sweep, self._meet_deadlines, self._instruct, self._deliver, self._mail, self._keep_house)
            counts = [self._take(step) for step in steps]
            done = Round(did=sum(count or 0 for count in counts), failed=counts.count(None))
            current.set_attributes({"habeas.did": done.did, "habeas.failed": done.failed})
        return done

    def _take(self, step: Callable[[], int]) -> int | None:
        """Return how much a step did, None where it failed: then a connection that is of no more use is dropped."""
        try:
            return step()
        except Exception as error:
            WORKER_FAILURES.labels(type(error).__name__).inc()
            log.exception("worker step failed", worker=self.name)
            close_old_connections()
            return None

    def _lease(self, now: datetime) -> Lease:
        return Lease(worker=self.name, until=now + LEASE)

    def _meet_deadlines(self) -> int:
        now = self.clock()
        met = meet_deadlines(acts=self.acts, lease=self._lease(now), now=now, most=MOST_DEADLINES)
        for one in met:
            DEADLINES.labels(one.kind.value, "done" if one.is_done else "failed").inc()
        return len(met)

    def _instruct(self) -> int:
        now = self.clock()
        return give_instructions(provider=self.payments, lease=self._lease(now), now=now, most=MOST_MESSAGES)

    def _deliver(self) -> int:
        now = self.clock()
        done = deliver_messages(
            sender=self.sender, lease=self._lease(now), now=now, clock=self.clock, most=MOST_MESSAGES
        )
        WEBHOOKS.labels("accepted").inc(done.accepted)
        WEBHOOKS.labels("refused").inc(done.tried - done.accepted)
        return done.tried

    def _mail(self) -> int:
        now = self.clock()
        tried, accepted = deliver_letters(
            mailer=self.mailer, lease=self._lease(now), now=now, clock=self.clock, most=MOST_LETTERS
        )
        LETTERS.labels("accepted").inc(accepted)
        LETTERS.labels("refused").inc(tried - accepted)
        return tried

    def _sweep(self) -> int:
        """End measures that run although their time is over, whatever became of their deadlines."""
        now = self.clock()
        if self._swept_at is not None and timedelta() <= now - self._swept_at < SWEEP_EVERY:
            return 0
        self._swept_at = now
        overdue = list_overdue(before=now - GRACE, most=MOST_DEADLINES)
        # One by one: what is wrong with one of them keeps none of the others.
        ended = [measure for measure in overdue if self._take(partial(_end, measure, now))]
        if ended:
            log.error("measures ended late", measures=ended)
        return len(ended) + self._free_overdue(now)

    def _free_overdue(self, now: datetime) -> int:
        """Free money that waits although its time is over."""
        overdue = list_overdue_holds(before=now - GRACE, most=MOST_DEADLINES)
        freed = [one for one in overdue if release_hold(hold=one, because=ReleasedBecause.TIME, by="clock", now=now)]
        if freed:
            log.error("holds released late", holds=freed)
        return len(freed)

    def _keep_house(self) -> int:
        return self._house.keep(now=self.clock())


def _end(measure: str, now: datetime) -> int:
    return int(end_measure(measure=measure, now=now))
