"""The client for coroutines, on asyncio. It does what `Client` does; only the waiting differs."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

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


class AsyncClient:
    """Talks to one service with one key, on one event loop.

    With a spool, which this client closes with itself, events survive that the service is away: they wait on disk and
    are sent in order by a task of its own. Reads raise RequestRefused, ServiceUnavailable, AnswerUnreadable; `send` and
    `check` answer all the same.
    """

    def __init__(
        self,
        base_url: str,
        *,
        key: str,
        spool: Spool | None = None,
        patience: Patience | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._http = httpx.AsyncClient(**settings_for(base_url, key=key), transport=transport)
        self._core = Core(patience=self._patience, spool=spool, clock=monotonic)
        self._spool = spool
        self._is_closed = False
        self._replayer: asyncio.Task[None] | None = None

    async def send(self, events: Iterable[Event]) -> tuple[EventResult, ...]:
        """Return what became of each event, in their order. Raises only ClientClosed.

        What could not be delivered is `spooled`: allowed, and judged later. A message that waits is answered within its
        `deadline_ms`. What the service rejects is set aside beside the spool with the problem. Events of a call that is
        cancelled may be sent or not.
        """
        results = await self._run(self._core.courier.send(events))
        self._wake()
        return results

    async def check(self, draft: Mapping[str, Any]) -> Check:
        """Return what would be decided of a draft, a message's data; judged later where the service is slow or down.

        Raises Unsendable, and RequestRefused where the draft itself is at fault.
        """
        return await self._run(self._core.check(draft))

    async def replay(self) -> Replay:
        """Send what waits in the spool now, and return what came of it."""
        return await self._run(self._core.courier.replay())

    async def get_decision(self, decision_id: str) -> Decision:
        """Return one decision."""
        return await self._ask(exchanges.get_decision(decision_id))

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
    ) -> AsyncIterator[Decision]:
        """Yield decisions, the newest first, page by page as they are needed.

        `mode` is `shadow` or `active`; decided at `since` or later, and before `until`; `limit` is the size of a page.
        """
        asked = {"event_id": event_id, "member": member, "finding": finding, "action": action, "mode": mode}
        return self._items(exchanges.list_decisions(**asked, since=since, until=until, limit=limit))

    async def get_statement(self, decision_id: str) -> Statement:
        """Return the statement of reasons of a decision."""
        return await self._ask(exchanges.get_statement(decision_id))

    async def get_standing(self, member: str) -> Standing:
        """Return where a member stands."""
        return await self._ask(exchanges.get_standing(member))

    def list_measures(
        self, *, in_force: bool | None = None, member: str | None = None, limit: int | None = None
    ) -> AsyncIterator[Measure]:
        """Yield measures, the oldest first, page by page as they are needed; `limit` is the size of a page."""
        return self._items(exchanges.list_measures(in_force=in_force, member=member, limit=limit))

    async def get_checkpoint(self) -> Checkpoint:
        """Return the newest checkpoint of the audit log."""
        return await self._ask(exchanges.get_checkpoint())

    async def is_alive(self) -> bool:
        """Return whether the service runs."""
        return await self._run(self._core.is_up("/healthz"))

    async def is_ready(self) -> bool:
        """Return whether the service takes requests."""
        return await self._run(self._core.is_up("/readyz"))

    async def close(self) -> None:
        """End all connections; what waits in the spool waits for the next client."""
        self._is_closed = True
        if self._replayer is not None:
            self._replayer.cancel()
            with suppress(asyncio.CancelledError):
                await self._replayer
        await self._http.aclose()
        if self._spool is not None:
            await asyncio.to_thread(self._spool.close)

    async def __aenter__(self) -> Self:
        """Start to send what an earlier client left in the spool."""
        self._wake()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        await self.close()

    async def _ask(self, exchange: Exchange[T]) -> T:
        return await self._run(self._core.ask(exchange))

    async def _items(self, page: Callable[[str | None], Exchange[Page[T]]]) -> AsyncIterator[T]:
        found = await self._ask(page(None))
        for item in found.items:
            yield item
        while found.next is not None:
            found = await self._ask(page(found.next))
            for item in found.items:
                yield item

    async def _run(self, conversation: Conversation[T]) -> T:
        if self._is_closed:
            raise ClientClosed("the client was closed")
        return await self._drive(conversation)

    async def _drive(self, conversation: Conversation[T]) -> T:
        outcome: object = None
        while True:
            try:
                step = conversation.send(outcome)
            except StopIteration as end:
                answer: T = end.value
                return answer
            outcome = await self._take(step)

    async def _take(self, step: Step) -> object:
        if isinstance(step, Send):
            return await self._exchange(step)
        if isinstance(step, Pause):
            return await asyncio.sleep(step.seconds, result=False)
        return await asyncio.to_thread(step.run)

    async def _exchange(self, send: Send) -> Response | Failed:
        try:
            async with asyncio.timeout(send.within):
                return response_from(await self._http.request(**arguments_of(send, patience=self._patience)))
        except TimeoutError:
            return too_late(send)
        except httpx.RequestError as error:
            return failure_from(error)

    def _wake(self) -> None:
        """See to it that somebody replays where something waits."""
        if self._core.courier.claim_replay():
            replaying = self._core.courier.keep_replaying(lambda: self._is_closed)
            self._replayer = asyncio.create_task(self._drive(replaying), name="habeas-replay")
