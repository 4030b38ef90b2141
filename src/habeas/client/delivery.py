"""Brings events to the service, or to the spool where it cannot; from the spool to the service when it can again."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final

from habeas.client.answers import EventResult, Status
from habeas.client.attempts import LOG, Asker, Conversation, Pause, work
from habeas.client.events import Event, as_json
from habeas.client.exchanges import MOST_BYTES, MOST_EVENTS, answer_of, post_events
from habeas.client.problems import CONTENT_STATUSES, AnswerUnreadable, Problem, RequestRefused, ServiceUnavailable
from habeas.client.spool import Spool

_REPLAYED_AT_ONCE: Final = 500
"""Events; the number that the service is fastest with. Fewer while it is slow or fails, down to one."""

_UNANSWERED: Final = Problem(title="not answered", detail="the service left this event out of its answer")
_BEHIND: Final = Problem(title="not sent yet", detail="earlier events wait in the spool")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is told: its id, and the line of JSON."""

    id: str
    line: bytes


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay did: how many events the service took or rejected, how many still wait, and why they do."""

    settled: int
    waiting: int
    because: str | None = None
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """What the service said of some events, by id; `because` is why it said nothing of the others."""

    results: Mapping[str, EventResult] = field(default_factory=dict)
    because: Problem = _UNANSWERED
    retry_after: float | None = None


class Courier:
    """Tells events in their order. `prompt` asks where a message waits for the answer, `patient` where none does."""

    def __init__(self, *, patient: Asker, prompt: Asker, spool: Spool | None) -> None:
        self._patient = patient
        self._prompt = prompt
        self._spool = spool
        self._at_once = _REPLAYED_AT_ONCE
        self._lock = Lock()
        self._replays = False

    def send(self, events: Iterable[Event]) -> Conversation[tuple[EventResult, ...]]:
        """Return what became of each event; what cannot be told now is spooled, behind all that is."""
        results: list[EventResult] = []
        for batch in batches(events):
            if self._spool is not None and not self._spool.is_empty:
                posted = Posted(because=_BEHIND)
            else:
                posted = yield from self._post_now(batch)
            results += yield from self._conclude(batch, posted)
        return tuple(results)

    def replay(self) -> Conversation[Replay]:
        """Tell what waits in the spool until nothing does or the service fails; say in the answer which it was."""
        spool, settled = self._spool, 0
        if spool is None:
            return Replay(0, 0)
        try:
            while not spool.is_empty:
                posted, taken = yield from self._replay_some(spool)
                settled += taken
                if posted is not None:
                    return Replay(settled, spool.pending, str(posted.because), posted.retry_after)
        except OSError as error:
            LOG.error("the spool cannot be read or written: %s", error)
            return Replay(settled, spool.pending, str(error))
        if settled:
            LOG.info("%d spooled events were sent", settled)
        return Replay(settled, 0)

    def claim_replay(self) -> bool:
        """Return whether the caller is now the one to keep replaying: something waits, and nobody does it yet."""
        with self._lock:
            if self._replays or self._spool is None or self._spool.is_empty:
                return False
            self._replays = True
            return True

    def keep_replaying(self, is_stopping: Callable[[], bool]) -> Conversation[None]:
        """Replay again and again until nothing waits. For who has claimed it, and once."""
        patience, rest, has_ended = self._patient.patience, 0.0, False
        try:
            while not is_stopping():
                report = yield from self.replay()
                has_ended = self._end_replay()
                if has_ended:
                    return
                rest = patience.shortest_rest if report.settled else min(rest * 2, patience.longest_rest)
                rest = max(rest, patience.shortest_rest)
                yield Pause(
                    rest if report.retry_after is None else max(report.retry_after, patience.shortest_rest / 10)
                )
        finally:
            if not has_ended:
                with self._lock:
                    self._replays = False

    def _end_replay(self) -> bool:
        with self._lock:
            self._replays = self._spool is not None and not self._spool.is_empty
            return not self._replays

    def _post_now(self, batch: Sequence[Event]) -> Conversation[Posted]:
        waits = [event.waits_for for event in batch if event.waits_for is not None]
        asker = self._prompt if waits else self._patient
        within = min(waits, default=asker.patience.total)
        return (yield from _post([Told(event.id, event.line) for event in batch], asker, asker.clock() + within))

    def _conclude(self, batch: Sequence[Event], posted: Posted) -> Conversation[list[EventResult]]:
        """Set aside what was rejected, keep what was not answered; return the results in the order of the events."""
        rejected = [_aside(Told(event.id, event.line), posted) for event in batch if _is_rejected(event.id, posted)]
        if rejected and self._spool is not None:
            yield from self._store(self._spool.set_aside, rejected)
        left = [event for event in batch if event.id not in posted.results]
        kept = {} if not left else (yield from self._keep(left, posted.because))
        return [posted.results.get(event.id) or kept[event.id] for event in batch]

    def _keep(self, events: Sequence[Event], because: Problem) -> Conversation[dict[str, EventResult]]:
        """Spool events, those of messages as delivered, for nobody waited. Lost is what no disk takes."""
        if self._spool is None:
            status = Status.LOST
        else:
            if self._spool.is_empty:
                LOG.warning("events are spooled from now on: %s", because.detail or because.title)
            is_kept = yield from self._store(self._spool.append, [event.delivered().line for event in events])
            status = Status.SPOOLED if is_kept else Status.LOST
        if status is Status.LOST:
            LOG.error("%d events are lost, the first is %s: %s", len(events), events[0].id, because.detail)
        return {event.id: EventResult(id=event.id, status=status, problem=because) for event in events}

    def _store(self, store: Callable[[Sequence[bytes]], None], lines: Sequence[bytes]) -> Conversation[bool]:
        try:
            yield from work(lambda: store(lines))
        except OSError as error:
            LOG.error("the spool cannot be written: %s", error)
            return False
        return True

    def _replay_some(self, spool: Spool) -> Conversation[tuple[Posted | None, int]]:
        """Tell the first events; return how many the service has now, and what it said where that was not all."""
        batch = yield from work(lambda: spool.first(limit=self._at_once, max_bytes=MOST_BYTES))
        told = [Told(json.loads(event.line)["id"], event.line) for event in batch.events]
        if not told:
            return None, 0
        posted = yield from _post(told, self._patient, self._patient.clock() + self._patient.patience.total)
        answered = next((number for number, one in enumerate(told) if one.id not in posted.results), len(told))
        rejected = [_aside(one, posted) for one in told[:answered] if _is_rejected(one.id, posted)]
        yield from work(lambda: spool.settle(batch, settled=answered, rejected=rejected))
        if answered < len(told):
            self._at_once = max(1, self._at_once // 2)
            return posted, answered
        self._at_once = min(_REPLAYED_AT_ONCE, self._at_once * 2)
        return None, answered


def batches(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Yield events in the portions that one request may hold."""
    batch: list[Event] = []
    size = 0
    for event in events:
        if batch and (len(batch) == MOST_EVENTS or size + len(event.line) > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(event)
        size += len(event.line) + 1
    if batch:
        yield batch


def _post(told: Sequence[Told], asker: Asker, ends_at: float) -> Conversation[Posted]:
    """Return what the service says of events. Where it refuses them all for one, the others are told without it."""
    exchange = post_events([one.line for one in told])
    try:
        response = yield from asker.ask(exchange.request, within=ends_at - asker.clock())
        results = answer_of(exchange, response)
    except ServiceUnavailable as error:
        return Posted(because=Problem(title="not delivered", detail=error.because), retry_after=error.retry_after)
    except AnswerUnreadable as error:
        LOG.error("%s", error)
        return Posted(because=Problem(title="not delivered", detail=str(error)))
    except RequestRefused as refused:
        return (yield from _divide(told, asker, ends_at, refused.problem))
    return Posted({name: result for name, result in results.items() if _is_final(result)})


def _divide(told: Sequence[Told], asker: Asker, ends_at: float, problem: Problem) -> Conversation[Posted]:
    """Find the event that a whole request was refused for, by halves; what does not speak of events is no rejection."""
    if problem.status not in CONTENT_STATUSES:
        LOG.error("the service takes no events: %s", problem.title)
        return Posted(because=problem)
    if len(told) == 1:
        return Posted({told[0].id: EventResult(id=told[0].id, status=Status.REJECTED, problem=problem)})
    middle = len(told) // 2
    first = yield from _post(told[:middle], asker, ends_at)
    if any(one.id not in first.results for one in told[:middle]):
        return first
    second = yield from _post(told[middle:], asker, ends_at)
    return replace(second, results={**first.results, **second.results})


def _is_final(result: EventResult) -> bool:
    """Whether an event need not be sent again: all, but for those that the service could not look at just now."""
    return result.status is not Status.REJECTED or result.problem is None or result.problem.is_final


def _is_rejected(event_id: str, posted: Posted) -> bool:
    result = posted.results.get(event_id)
    return result is not None and result.status is Status.REJECTED


def _aside(told: Told, posted: Posted) -> bytes:
    """Return a rejected event with its problem as a line for the file of rejected events; say in the log that it is."""
    problem = posted.results[told.id].problem or Problem(title="rejected")
    # A field's message may quote what it held, so the log names the fields alone.
    LOG.error("event %s was rejected: %s %s", told.id, problem.title, [error.field for error in problem.errors])
    said = problem.raw or {"title": problem.title, "status": problem.status}
    return b'{"problem":' + as_json(said, place="problem") + b',"event":' + told.line + b"}"
