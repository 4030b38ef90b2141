"""Pages that say why something is not shown or not done, and what to do. What was typed stands on them."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from habeas.domain.refusals import Refused
from habeas.server.console.words import read_words
from habeas.server.identity.staff import list_names
from habeas.server.parties.keys import KeyDestroyed

_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_CONFLICT: Final = 409

_PERSON: Final = re.compile(r"staff:\d+")

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?[+-]\d\d:\d\d")
"""An instant as programs write it."""

_UNSAID: Final = frozenset(
    {"csrfmiddlewaretoken", "password", "login", "code", "step", "shown_amount", "shown_contract"}
)
"""Fields that no page shows again."""


def refuse(request: HttpRequest, because: str, *, status: int) -> HttpResponse:
    """Return the page for a reason that the catalogue names."""
    words = read_words()
    what = words.say(f"refused.{because}.what")
    return _page(request, words.say(f"refused.{because}.title"), what, status=status)


def refuse_act(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return the page that says which rule an act would break."""
    title = read_words().say("refused.act.title")
    return _page(request, title, tell(refused), status=_CONFLICT, rule=refused.rule)


def refuse_late(request: HttpRequest, refused: Exception | None = None) -> HttpResponse:
    """Return the page for a form that its page does not offer any more, with why if that is known: it came too late."""
    if isinstance(refused, Refused):
        return refuse_act(request, refused)
    return refuse(request, "late" if refused is None else "erased", status=_CONFLICT)


def tell(refused: Refused) -> str:
    """Return what a refusal says as people read it: by their names, with days written out, states as words."""
    names, words = list_names(), read_words()
    shown = {
        name: fact.replace("_", " ") if isinstance(fact, StrEnum) else fact for name, fact in refused.facts.items()
    }
    said = _PERSON.sub(lambda found: names.get(found[0], found[0]), refused.says.format(**shown))
    return _MOMENT.sub(lambda found: words.moment(datetime.fromisoformat(found[0]).astimezone(UTC)), said)


def place_refusal(
    refused: Exception, fields: Collection[str], *, called: Mapping[str, str] | None = None
) -> tuple[str | None, str]:
    """Return the field that a refusal is about, which is what it begins with, and what it says; None for no field.

    `called` names fields that are called otherwise in a form than in a refusal.
    """
    said = tell(refused) if isinstance(refused, Refused) else str(refused)
    if isinstance(refused, KeyDestroyed):
        said = read_words().say("hold.erased")
    name, _, what = said.partition(": ")
    field = (called or {}).get(name, name)
    return (field, what) if field in fields else (None, said)


def not_found(request: HttpRequest, **_: object) -> HttpResponse:
    """Answer that there is no such page."""
    return refuse(request, "not_found", status=_NOT_FOUND)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # as Django calls it
    """Answer a form that does not come from a page of ours, or from one of before the last sign-in."""
    return refuse(request, "forged", status=_FORBIDDEN)


def _page(request: HttpRequest, title: str, what: str, *, status: int, rule: str = "") -> HttpResponse:
    typed = [
        {"name": name.replace("_", " ").replace("-", " "), "text": text}
        for name, texts in request.POST.lists()
        for text in texts
        if name not in _UNSAID and text.strip()
    ]
    # What only takes forms has no page of its own: the way back is to the page that the form stands on.
    back = request.path.rpartition("/")[0] if request.method == "POST" else request.path
    named = {"title": title, "what": what, "rule": rule, "typed": typed, "back": back}
    response = render(request, "console/refused.html", named, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
