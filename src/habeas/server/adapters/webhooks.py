"""Hands webhooks to their receivers, signed (Standard Webhooks).

Receivers are not trusted: they may hang, redirect, answer without end, or have a name that leads into our own network.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

import httpx
from standardwebhooks import Webhook

from habeas.server.adapters.destinations import Address, DestinationRefused, Network, check_addresses, check_url

CONNECT_PATIENCE: Final = timedelta(seconds=3)
"""A receiver that is there takes far less, also from another continent."""

PATIENCE: Final = timedelta(seconds=10)
"""For the whole exchange, however the receiver spends it; a receiver should answer first and work afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message as it is sent. `secrets` sign it, each of them; `id` is the same in every attempt."""

    id: str
    url: str
    body: str
    secrets: tuple[str, ...]
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """How a receiver answered. `problem` says what to do about it, empty where the message was accepted."""

    problem: str = ""

    @property
    def is_accepted(self) -> bool:
        """Return whether the receiver has the message."""
        return not self.problem


ACCEPTED: Final = Answer()


class Sender(Protocol):
    """Sends messages side by side, and says of each how it went. Never raises for what a receiver does."""

    def send(self, parcels: Sequence[Parcel]) -> Sequence[Answer]:
        """Return the answers, in the order of the messages."""
        ...


@dataclass(slots=True)
class RememberingSender:
    """Sends nothing: keeps what it was given, and answers as told for each address."""

    answers: dict[str, Answer] = field(default_factory=dict)
    sent: list[Parcel] = field(default_factory=list)

    def send(self, parcels: Sequence[Parcel]) -> Sequence[Answer]:
        """Return the answers that were set, else that all is well."""
        self.sent.extend(parcels)
        return [self.answers.get(parcel.url, ACCEPTED) for parcel in parcels]


Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Return the addresses that a name leads to, the preferred first. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(place[0]) for *_, place in found))


class HttpSender:
    """Sends over HTTP. A name is resolved once, and the connection goes to the address that was checked."""

    def __init__(
        self,
        *,
        allowed: Sequence[Network],
        patience: timedelta = PATIENCE,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self._allowed: Final = tuple(allowed)
        self._patience: Final = patience.total_seconds()
        self._tls: Final = tls or httpx.create_ssl_context()
        self._resolve: Final = resolve

    def send(self, parcels: Sequence[Parcel]) -> Sequence[Answer]:
        """Return how each receiver answered, in no longer than one of them may take."""
        return asyncio.run(self._send_all(parcels)) if parcels else []

    async def _send_all(self, parcels: Sequence[Parcel]) -> Sequence[Answer]:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        patience = httpx.Timeout(self._patience, connect=CONNECT_PATIENCE.total_seconds())
        # No proxy, no redirect: the connection goes where the check looked. Not kept for later, for two
        # names at one address must not share what was proven for one of them.
        async with httpx.AsyncClient(
            verify=self._tls, trust_env=False, follow_redirects=False, limits=limits, timeout=patience
        ) as client:
            return await asyncio.gather(*(self._send(client, parcel) for parcel in parcels))

    async def _send(self, client: httpx.AsyncClient, parcel: Parcel) -> Answer:
        try:
            async with asyncio.timeout(self._patience):
                return await self._exchange(client, parcel)
        except (TimeoutError, httpx.TimeoutException):
            return Answer(f"no answer within {self._patience:g} seconds")
        except DestinationRefused as error:
            return Answer(str(error))
        except socket.gaierror:
            return Answer("its name leads to no address")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            return Answer(f"no answer: {type(error).__name__}")

    async def _exchange(self, client: httpx.AsyncClient, parcel: Parcel) -> Answer:
        check_url(parcel.url, allowed=self._allowed)
        url = httpx.URL(parcel.url)
        host = url.raw_host.decode()
        addresses = await self._resolve(host, url.port or (443 if url.scheme == "https" else 80))
        check_addresses(addresses, scheme=url.scheme, allowed=self._allowed)
        for address in addresses[:-1]:
            try:
                return await self._post(client, parcel, url, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._post(client, parcel, url, addresses[-1])

    async def _post(self, client: httpx.AsyncClient, parcel: Parcel, url: httpx.URL, address: Address) -> Answer:
        """Send to the address that was checked, under the name that was registered."""
        there = url.copy_with(host=str(address))
        headers = {**headers_of(parcel), "host": url.netloc.decode()}
        named = {"sni_hostname": url.raw_host.decode()}
        # Only the head of the answer is read. What follows it, be it a gigabyte, tells nothing that is needed.
        async with client.stream(
            "POST", there, content=parcel.body.encode(), headers=headers, extensions=named
        ) as response:
            return _answer(response.status_code)


def headers_of(parcel: Parcel) -> Mapping[str, str]:
    """Return the headers by which a receiver knows the message and that it is ours."""
    sent_at = parcel.sent_at.astimezone(UTC)
    signatures = [Webhook(secret).sign(parcel.id, sent_at, parcel.body) for secret in parcel.secrets]
    return {
        "content-type": "application/json",
        "user-agent": "habeas",
        "webhook-id": parcel.id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _answer(status: int) -> Answer:
    if 200 <= status < 300:  # noqa: PLR2004  # what HTTP calls a success
        return ACCEPTED
    if 300 <= status < 400:  # noqa: PLR2004  # what HTTP calls a redirect
        return Answer(f"answered {status}: redirects are not followed; register the address that it leads to")
    return Answer(f"answered {status}")
