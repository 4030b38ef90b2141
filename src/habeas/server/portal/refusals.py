"""Pages that say why something is not shown, and what to do. Each is whole by itself: it needs no session.

What was typed stands on them, for whoever sent it to copy: a form that was refused loses nobody's words.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from habeas.domain.statements.catalogues import Catalogue
from habeas.server.portal.words import choose_words

_FORBIDDEN = 403
_NOT_FOUND = 404
_UNAVAILABLE = 503

_UNSAID: Final = frozenset({"code", "csrfmiddlewaretoken", "do", "email", "kind", "measure", "message", "waiting"})
"""Fields that are not shown again: the token, buttons, choices, ids, and the address or code that opens a link."""

_CALLED: Final = {
    "argument": "appeal.argument.one",
    "new_fact": "appeal.new_fact.label",
    "about": "report.write.about",
    "content": "report.write.content",
    "names": "report.write.names",
    "representative": "represent.who",
}
"""What a field is called where it is typed."""


def refuse(request: HttpRequest, because: str, *, status: int = _FORBIDDEN) -> HttpResponse:
    """Return the page for a reason that the catalogue names."""
    words = choose_words(request)
    named = {
        "words": words,
        "title": words.say(f"refused.{because}.title"),
        "what": words.say(f"refused.{because}.what"),
        "to_account": because == "not_found",
        "to_decisions": because in {"not_covered", "appeal_elsewhere"},
        "typed": list(_typed(request, words)),
        "files": [file.name for files in (request.FILES.getlist(name) for name in request.FILES) for file in files],
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


def _typed(request: HttpRequest, words: Catalogue) -> Iterator[Mapping[str, str]]:
    """Yield what was typed in each field, with what the field is called."""
    for name in request.POST:
        called = words.say(_CALLED.get(name, "refused.field"))
        for text in request.POST.getlist(name):
            if name not in _UNSAID and text.strip():
                yield {"name": called, "text": text}
