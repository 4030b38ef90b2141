"""Who calls, by an API key, and whether they may. Every operation names the scope that it needs."""

from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Final

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from ninja.security.http import HttpAuthBase

from habeas.server.api.problems import Kind, Refusal
from habeas.server.identity.limits import Allowance, RateLimits
from habeas.server.identity.queries import KnownKey, get_key
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.note_key_use import note_key_use

LIMITS: Final = RateLimits()

_SCHEME: Final = "Bearer"
_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="habeas"'}


class Requires(HttpAuthBase):
    """The right that an operation needs. What calls is in `request.auth` afterwards, as a KnownKey.

    `live_only`: what it changes is the same for real members and for tests, so that test keys may not.
    """

    openapi_scheme = "bearer"

    def __init__(self, scope: Scope, *, live_only: bool = False) -> None:
        super().__init__()
        self.scope = scope
        self.live_only = live_only

    def __call__(self, request: HttpRequest) -> KnownKey:
        """Return the key that calls. Raises Refusal: 401, 403, 429."""
        now = timezone.now()
        key = _identify(request, now=now)
        allowance = LIMITS.take(key.id, per_minute=key.requests_per_minute, at=monotonic())
        request.META["habeas.allowance"] = allowance
        if not allowance.is_granted:
            detail = f"This key may make {allowance.limit} requests a minute. Try again in {allowance.wait} seconds."
            raise Refusal(Kind.TOO_MANY, detail, headers={"Retry-After": str(allowance.wait)})
        if self.scope not in key.scopes:
            detail = f"This needs a key with the scope `{self.scope}`; this key has {_listed(key)}."
            raise Refusal(Kind.SCOPE_MISSING, detail)
        if self.live_only and key.is_test:
            detail = "A test key changes nothing that real members meet. Use a key that starts with `hb_live_`."
            raise Refusal(Kind.TEST_KEY, detail)
        # Noting the use may fail, on a full disk for one, without a reason to refuse a reading.
        with suppress(DatabaseError):
            note_key_use(key_id=key.id, last_used_at=key.last_used_at, now=now)
        return key


def caller_of(request: HttpRequest) -> KnownKey:
    """Return the key of a request that was let in."""
    caller: KnownKey = request.auth  # type: ignore[attr-defined]
    return caller


def limit_headers(request: HttpRequest) -> dict[str, str]:
    """Return the headers that tell a caller what its key may still do."""
    allowance: Allowance | None = request.META.get("habeas.allowance")
    if allowance is None:
        return {}
    return {
        "RateLimit-Limit": str(allowance.limit),
        "RateLimit-Remaining": str(allowance.remaining),
        "RateLimit-Reset": str(allowance.wait),
    }


def _identify(request: HttpRequest, *, now: datetime) -> KnownKey:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        detail = "Send the header `Authorization: Bearer KEY`; `habeas keys create` makes a key."
        raise Refusal(Kind.KEY_MISSING, detail, headers=_CHALLENGE)
    key = get_key(text.strip()) if scheme.lower() == _SCHEME.lower() else None
    if key is None:
        detail = "The header Authorization holds no key of this service. Send `Authorization: Bearer KEY`."
        raise Refusal(Kind.KEY_UNKNOWN, detail, headers=_CHALLENGE)
    if key.is_revoked(now):
        raise Refusal(Kind.KEY_REVOKED, f"The key {key.id} was revoked.", headers=_CHALLENGE)
    if key.is_expired(now):
        raise Refusal(Kind.KEY_EXPIRED, f"The key {key.id} has expired.", headers=_CHALLENGE)
    return key


def _listed(key: KnownKey) -> str:
    return ", ".join(f"`{scope}`" for scope in sorted(key.scopes))
