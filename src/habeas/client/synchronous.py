"""The client for code that waits: threads, scripts, frameworks without coroutines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event as Signal
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx

from habeas.client import exchanges
from habeas.client.answers import Check, Checkpoint, Decision, EventResult, Measure, Page, Standing, Statement
from habeas.client.attempts import Conversation, Failed, Pause, Send, Step
from habeas.client.circuit import Patience
from habeas.client.core import Core
from habeas.client.delivery import Replay
from habeas.client.events import Event
from habeas.client.exchanges import Exchange, Response
from habeas.client.problems import ClientClosed
from habeas.client.spool import Spool
from habeas.client.wire import arguments_of, failure_from, response_from, settings_for, too_late

T = TypeVar("T")

_THREADS: Final = 100
"""As many as connections; each is made when first needed."""


class Client:
    """Talks to one service with one key. Any thread may use it; make it after a fork, not before.

    With a spool, which this client closes with itself, events survive that the service is away: they wait on disk and
    are sent in order by a thread of its own. Reads raise RequestRefused, ServiceUnavailable, AnswerUnreadable; `send`
    and `check` answer all the same.
    """

    def __init__(
        self,
        base_url: str,
        *,
        key: str,
        spool: Spool | None = None,
        patience: Patience | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._http = httpx.Client(**settings_for(base_url, key=key), transport=transport)
        self._core = Core(patience=self._patience, spool=spool, clock=monotonic)
        self._spool = spool
        # Requests are made in threads that can be left behind: nothing else bounds the time of a look-up of a name.
        self._threads = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="habeas-request")
        self._stopping = Signal()
        self._replayer: Thread | None = None

    def send(self, events: Iterable[Event]) -> tuple[EventResult, ...]:
        """Return what became of each event, in their order. Raises only ClientClosed.

        What could not be delivered is `spooled`: allowed, and judged later. A message that waits is answered within its
        `deadline_ms`. What the service rejects is set aside beside the spool with the problem.
        """
        results = self._run(self._core.courier.send(events))
        self._wake()
        return results

    def check(self, draft: Mapping[str, Any]) -> Check:
        """Return what would be decided of a draft, a message's data; judged later where the service is slow or down.

        Raises Unsendable, and RequestRefused where the draft itself is at fault.
        """
        return self._run(self._core.check(draft))

    def replay(self) -> Replay:
        """Send what waits in the spool now, and return what came of it."""
        return self._run(self._core.courier.replay())

    def get_decision(self, decision_id: str) -> Decision:
        """Return one decision."""
        return self._ask(exchanges.get_decision(decision_id))

    def list_decisions(
        self,
        *,
        event_id: str | None = None,
        member: str | None = None,
        finding: str | None = None,
        action: str | None = None,
        mode: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Decision]:
        """Yield decisions, the newest first, page by page as they are needed.

        `mode` is `shadow` or `active`; decided at `since` or later, and before `until`; `limit` is the size of a page.
        """
        asked = {"event_id": event_id, "member": member, "finding": finding, "action": action, "mode": mode}
        return self._items(exchanges.list_decisions(**asked, since=since, until=until, limit=limit))

    def get_statement(self, decision_id: str) -> Statement:
        """Return the statement of reasons of a decision."""
        return self._ask(exchanges.get_statement(decision_id))

    def get_standing(self, member: str) -> Standing:
        """Return where a member stands."""
        return self._ask(exchanges.get_standing(member))

    def list_measures(
        self, *, in_force: bool | None = None, member: str | None = None, limit: int | None = None
    ) -> Iterator[Measure]:
        """Yield measures, the oldest first, page by page as they are needed; `limit` is the size of a page."""
        return self._items(exchanges.list_measures(in_force=in_force, member=member, limit=limit))

    def get_checkpoint(self) -> Checkpoint:
        """Return the newest checkpoint of the audit log."""
        return self._ask(exchanges.get_checkpoint())

    def is_alive(self) -> bool:
        """Return whether the service runs."""
        return self._run(self._core.is_up("/healthz"))

    def is_ready(self) -> bool:
        """Return whether the service takes requests."""
        return self._run(self._core.is_up("/readyz"))

    def close(self) -> None:
        """Wait for requests under way and end all connections; what waits in the spool waits for the next client."""
        self._threads.shutdown(wait=False)
        self._stopping.set()
        if self._replayer is not None:
            self._replayer.join(timeout=self._patience.total)
        self._threads.shutdown()
        self._http.close()
        if self._spool is not None:
            self._spool.close()

    def __enter__(self) -> Self:
        """Start to send what an earlier client left in the spool."""
        self._wake()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def _ask(self, exchange: Exchange[T]) -> T:
        return self._run(self._core.ask(exchange))

    def _items(self, page: Callable[[str | None], Exchange[Page[T]]]) -> Iterator[T]:
        found = self._ask(page(None))
        yield from found.items
        while found.next is not None:
            found = self._ask(page(found.next))
            yield from found.items

    def _run(self, conversation: Conversation[T]) -> T:
        if self._stopping.is_set():
            raise ClientClosed("the client was closed")
        return self._drive(conversation)

    def _drive(self, conversation: Conversation[T]) -> T:
        outcome: object = None
        while True:
            try:
                step = conversation.send(outcome)
            except StopIteration as end:
                answer: T = end.value
                return answer
            outcome = self._take(step)

    def _take(self, step: Step) -> object:
        if isinstance(step, Send):
            return self._exchange(step)
        if isinstance(step, Pause):
            return self._stopping.wait(step.seconds)
        return step.run()

    def _exchange(self, send: Send) -> Response | Failed:
        try:
            request = self._threads.submit(self._request, send)
        except RuntimeError:
            return Failed("the client was closed meanwhile")
        try:
            return request.result(timeout=send.within)
        except TimeoutError:
            request.cancel()
            return too_late(send)

    def _request(self, send: Send) -> Response | Failed:
        try:
            return response_from(self._http.request(**arguments_of(send, patience=self._patience)))
        except httpx.RequestError as error:
            return failure_from(error)

    def _wake(self) -> None:
        """See to it that somebody replays where something waits."""
        if self._core.courier.claim_replay():
            replaying = self._core.courier.keep_replaying(self._stopping.is_set)
            self._replayer = Thread(target=self._drive, args=(replaying,), name="habeas-replay", daemon=True)
            self._replayer.start()
