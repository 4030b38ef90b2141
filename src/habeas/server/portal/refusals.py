"""Pages that say why something is not shown, and what to do. Each is whole by itself: it needs no session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from habeas.server.portal.words import choose_words

_FORBIDDEN = 403
_NOT_FOUND = 404
_UNAVAILABLE = 503


def refuse(request: HttpRequest, because: str, *, status: int = _FORBIDDEN) -> HttpResponse:
    """Return the page for a reason that the catalogue names."""
    words = choose_words(request)
    named = {
        "words": words,
        "title": words.say(f"refused.{because}.title"),
        "what": words.say(f"refused.{because}.what"),
        "to_account": because == "not_found",
    }
    response = render(request, "portal/refused.html", named, status=status)
    response["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, **_: object) -> HttpResponse:
    """Answer that there is no such page, or none for this member: both look alike."""
    return refuse(request, "not_found", status=_NOT_FOUND)


def not_ready(request: HttpRequest) -> HttpResponse:
    """Answer that the service has no policy yet."""
    return refuse(request, "not_ready", status=_UNAVAILABLE)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # as Django calls it
    """Answer a form that does not come from a page of ours."""
    return refuse(request, "forged")
