"""What a browser keeps, so that a code opens where it was asked for, and a link where it was opened."""

import secrets
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE: Final = "habeas_browser"

NAMES_NO_PATH: Final = "strict-origin"
"""A referrer policy: the address of a page, which opens an account, is named to nobody.

With `no-referrer` a browser would say of the page's own form that it comes from nowhere, and it would be refused as
forged.
"""

_LASTS: Final = 30 * 24 * 60 * 60
_LONGEST: Final = 80


def browser_of(request: HttpRequest) -> str:
    """Return what the browser is known by; something made at random where it comes for the first time."""
    return request.COOKIES.get(COOKIE, "")[:_LONGEST] or secrets.token_urlsafe(32)


def keep_browser(response: HttpResponse, browser: str) -> HttpResponse:
    """Let the browser keep what it is known by, and nothing else keep anything."""
    response.set_cookie(
        COOKIE,
        browser,
        max_age=_LASTS,
        path=reverse("portal:account"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = NAMES_NO_PATH
    return response
