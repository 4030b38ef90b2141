"""Both clients behind one face, so that each test of one is a test of the other."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from time import monotonic, sleep
from typing import Any, Protocol

import httpx

from habeas.client import AsyncClient, Client, Patience, Spool
from tests.fakes.service import KEY

_LONGEST = 20.0
"""Seconds until what should happen by itself is taken for not happening."""


class Caller(Protocol):
    """A client that is called by the names of its methods; what it yields comes as a list."""

    def __call__(self, method: str, *arguments: Any, **named: Any) -> Any: ...

    def enter(self) -> None: ...

    def wait_until(self, is_so: Callable[[], bool]) -> None: ...

    def close(self) -> None: ...


class SyncCaller:
    """Calls the client for threads."""

    def __init__(self, url: str, **named: Any) -> None:
        self.client = Client(url, **named)

    def __call__(self, method: str, *arguments: Any, **named: Any) -> Any:
        answer = getattr(self.client, method)(*arguments, **named)
        return list(answer) if isinstance(answer, Iterator) else answer

    def enter(self) -> None:
        self.client.__enter__()

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        ends_at = monotonic() + _LONGEST
        while not is_so() and monotonic() < ends_at:
            sleep(0.002)
        assert is_so()

    def close(self) -> None:
        self.client.close()


class AsyncCaller:
    """Calls the client for coroutines, on a loop that runs during each call."""

    def __init__(self, url: str, **named: Any) -> None:
        self.runner = asyncio.Runner()
        self.is_closed = False
        self.client = AsyncClient(url, **named)

    def __call__(self, method: str, *arguments: Any, **named: Any) -> Any:
        return self.runner.run(self._answer(method, *arguments, **named))

    async def _answer(self, method: str, *arguments: Any, **named: Any) -> Any:
        answer: Awaitable[Any] | AsyncIterator[Any] = getattr(self.client, method)(*arguments, **named)
        return await answer if inspect.isawaitable(answer) else [item async for item in answer]

    def enter(self) -> None:
        self.runner.run(self.client.__aenter__())

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        async def wait() -> None:
            ends_at = monotonic() + _LONGEST
            while not is_so() and monotonic() < ends_at:  # noqa: ASYNC110  # nobody tells when it is
                await asyncio.sleep(0.002)

        self.runner.run(wait())
        assert is_so()

    def close(self) -> None:
        if not self.is_closed:
            self.runner.run(self.client.close())
            self.runner.close()
        self.is_closed = True


BRISK = Patience(first_pause=0.001, shortest_rest=0.005, longest_rest=0.02)
"""As the default, and quick to try again."""


def a_caller(
    kind: type[SyncCaller | AsyncCaller],
    url: str = "http://habeas.example.com",
    *,
    transport: httpx.MockTransport | None = None,
    spool: Spool | None = None,
    patience: Patience = BRISK,
    key: str = KEY,
) -> Caller:
    """Return a client of one kind, to a service behind a transport or at an address."""
    return kind(url, key=key, spool=spool, patience=patience, transport=transport)
