"""Verifies what the service sends to a marketplace: webhooks signed as Standard Webhooks says (symmetric, `v1`).

Written on `hmac`: the library `standardwebhooks` takes one secret at a time, and brings packages that only it needs.
"""

import binascii
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

TOLERANCE: Final = timedelta(minutes=5)
"""How far the sender's clock and the way may put a webhook from now; what is older may be a replay by a stranger."""

_PREFIX: Final = "whsec_"
_VERSION: Final = "v1,"


class WebhookRefused(ValueError):
    """A request that is not proven to come from the service. Answer 401 and do nothing that it says."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook that is proven to come from the service. `id` stays the same when it is sent again: count it once."""

    id: str
    sent_at: datetime
    type: str
    raw: Mapping[str, Any] = field(repr=False)


def verify(
    body: bytes,
    headers: Mapping[str, str],
    *,
    secrets: Sequence[str],
    now: datetime | None = None,
    tolerance: timedelta = TOLERANCE,
) -> Webhook:
    """Return what a webhook says. Raises WebhookRefused; ValueError for a secret that is none.

    `body` is the body as it came, byte for byte; `secrets` are those in use, several while one is changed.
    """
    given = {name.lower(): value for name, value in headers.items()}
    webhook_id, timestamp = _header(given, "webhook-id"), _header(given, "webhook-timestamp")
    sent_at = _moment(timestamp)
    content = _bytes(f"{webhook_id}.{timestamp}.") + body
    expected = [_sign(content, secret=secret) for secret in secrets]
    offered = _header(given, "webhook-signature").split()
    # Each is compared with each, so that the time taken says nothing of which one is right.
    matches = [hmac.compare_digest(_bytes(one), _bytes(other)) for one in expected for other in offered]
    if not any(matches):
        raise WebhookRefused("webhook-signature: none was made with a secret in use")
    if abs((now or datetime.now(UTC)) - sent_at) > tolerance:  # noqa: TID251  # an interface reads the clock
        raise WebhookRefused(f"webhook-timestamp: {sent_at.isoformat()} is more than {tolerance} from now")
    return _read(body, webhook_id=webhook_id, sent_at=sent_at)


def _header(given: Mapping[str, str], name: str) -> str:
    value = given.get(name)
    if not value:
        raise WebhookRefused(f"{name}: the header is missing")
    return value


def _bytes(text: str) -> bytes:
    # A header may hold what no text does; such a one matches nothing.
    return text.encode(errors="replace")


def _moment(timestamp: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(timestamp), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise WebhookRefused("webhook-timestamp: must be seconds since 1970") from None


def _sign(content: bytes, *, secret: str) -> str:
    try:
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("secrets: each must be base64, as the service shows it (whsec_...)") from None
    if not key:
        raise ValueError("secrets: one is empty")
    return _VERSION + b64encode(hmac.digest(key, content, sha256)).decode()


def _read(body: bytes, *, webhook_id: str, sent_at: datetime) -> Webhook:
    try:
        raw = json.loads(body)
        return Webhook(webhook_id, sent_at, str(raw["type"]), raw)
    except (ValueError, KeyError, TypeError):
        raise WebhookRefused("the body: must be an object of JSON with a type") from None
